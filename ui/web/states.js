// What stands in the place of content: nothing yet, nothing found, or a failure.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { h, icon } from './dom.js';
import { formatClock } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./dom.js').Child} Child */

/**
 * @param {string} symbol
 * @param {string} title
 * @param {...Child} children
 */
export function statusPage(symbol, title, ...children) {
  return h('div', { class: 'status-page' }, icon(symbol), h('h2', {}, title), children);
}

/**
 * What failed, since when, and the way out.
 *
 * @param {string} title
 * @param {Error} error
 * @param {(() => void) | null} retry
 */
export function failure(title, error, retry) {
  return h('div', { class: 'banner error', role: 'alert' },
    icon('warning'),
    h('div', { class: 'banner-text' },
      h('p', {}, h('strong', {}, title)),
      h('p', {}, error.message, ' ', h('span', { class: 'dim' }, t('common.failed', { time: formatClock(new Date()) })))),
    retry && h('button', { type: 'button', onclick: retry }, t('common.retry')));
}
