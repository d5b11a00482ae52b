// Keys that work everywhere, and the list of them.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { h, icon } from './dom.js';
import { t } from './i18n.js';
import { routeTo } from './router.js';

/** @typedef {{key: string, place: string, label: string}} Place */

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), select, textarea');
}

/**
 * @param {string} label
 * @param {...string} keys
 */
function row(label, ...keys) {
  const shown = keys.map((key, index) => [index > 0 && ` ${t('keys.then')} `, h('kbd', {}, key)]);

  return h('div', {}, h('dt', {}, shown), h('dd', {}, label));
}

/** @param {Place[]} places */
function makeDialog(places) {
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'keys-title' },
    h('header', {}, h('h2', { id: 'keys-title' }, t('keys.title')),
      h('button', { type: 'button', class: 'flat icon-button', 'aria-label': t('common.close'), onclick: () => dialog.close() }, icon('close'))),
    h('dl', { class: 'keys' },
      places.map(({ key, label }) => row(t('keys.go', { place: label }), 'g', key)),
      row(t('keys.search'), '/'),
      row(t('keys.enter'), 'Enter'),
      row(t('keys.chart'), '← →'),
      row(t('keys.help'), '?'),
      row(t('keys.escape'), 'Esc')));

  return dialog;
}

/**
 * Listens for `g` and a place's letter, `/` and `?`.
 *
 * @param {Place[]} places
 * @returns {{dialog: HTMLDialogElement, open: () => void}}
 */
export function installShortcuts(places) {
  const dialog = makeDialog(places);
  const open = () => dialog.open || dialog.showModal();
  let isGoing = false;

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || dialog.open) {
      return;
    }
    const place = isGoing ? places.find(({ key }) => key === event.key) : undefined;

    isGoing = event.key === 'g';
    if (place !== undefined) {
      event.preventDefault();
      location.hash = routeTo(place.place);
    } else if (event.key === '?') {
      open();
    } else if (event.key === '/') {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (document.querySelector('main input, main select'))?.focus();
    }
  });

  return { dialog, open };
}
