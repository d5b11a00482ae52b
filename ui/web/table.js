// Tables of figures: sorted by their headings, a page at a time.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { fill, h, icon } from './dom.js';
import { formatDate, formatInteger, formatShortDate } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./dom.js').Child} Child */

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} label
 * @property {boolean} [unseen] whether the label is for a screen reader only
 * @property {string} [help]
 * @property {(row: Row) => Child} cell
 * @property {boolean} [numeric]
 * @property {boolean} [wide] left out where the page is narrow
 * @property {string} [key] what sorting by it is called; without, it does not sort
 * @property {(row: Row) => number | string | null} [value] what it is sorted by, where the page sorts itself
 */

/** @typedef {{key: string, descending: boolean}} Order */

/** @param {{numeric?: boolean, wide?: boolean}} column */
function classOf({ numeric, wide }) {
  return [numeric && 'numeric', wide && 'wide'].filter(Boolean).join(' ') || null;
}

/**
 * @template Row
 * @param {Column<Row>} column
 * @param {Order | null} order
 * @param {(order: Order) => void} onOrder
 */
function heading(column, order, onOrder) {
  const attributes = { scope: 'col', class: classOf(column), title: column.help };

  if (column.key === undefined) {
    return h('th', attributes, column.unseen ? h('span', { class: 'visually-hidden' }, column.label) : column.label);
  }
  const key = column.key;
  const active = order?.key === key;
  const descending = active && /** @type {Order} */ (order).descending;
  const next = active ? !descending : true;

  return h('th', { ...attributes, 'aria-sort': active ? (descending ? 'descending' : 'ascending') : null },
    h('button', { type: 'button', class: 'sort', 'data-key': key, onclick: () => onOrder({ key, descending: next }) },
      column.label,
      h('span', { class: 'sort-mark', 'aria-hidden': 'true' }, active ? (descending ? '▼' : '▲') : '')));
}

/**
 * A date, short where the page is narrow.
 *
 * @param {string | null} date
 */
export function dateCell(date) {
  return [h('span', { class: 'nowrap only-wide' }, formatDate(date)), h('span', { class: 'nowrap only-narrow' }, formatShortDate(date))];
}

/**
 * @template Row
 * @param {object} options
 * @param {string} options.caption for a screen reader
 * @param {Column<Row>[]} options.columns
 * @param {Row[]} options.rows
 * @param {Order | null} [options.order]
 * @param {(order: Order) => void} [options.onOrder]
 */
export function table({ caption, columns, rows, order = null, onOrder = () => {} }) {
  return h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'visually-hidden' }, caption),
      h('thead', {}, h('tr', {}, columns.map((column) => heading(column, order, onOrder)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, columns.map((column) => h('td', { class: classOf(column) }, column.cell(row))))))));
}

/**
 * @param {object} options
 * @param {string} options.label
 * @param {number} options.offset
 * @param {number} options.limit
 * @param {number} options.total
 * @param {(offset: number) => void} options.onGo
 */
export function pager({ label, offset, limit, total, onGo }) {
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const to = Math.min(total, offset + limit);

  /**
   * @param {'first' | 'previous' | 'next' | 'last'} name
   * @param {number} target
   * @param {boolean} enabled
   */
  const button = (name, target, enabled) => h('button',
    { type: 'button', class: 'flat icon-button', 'data-page': name, disabled: !enabled, 'aria-label': t(`table.${name}`), title: t(`table.${name}`), onclick: () => onGo(target) },
    icon(`go-${name}`));

  return h('nav', { class: 'pager', 'aria-label': t('table.pages', { table: label }) },
    button('first', 0, offset > 0),
    button('previous', Math.max(0, offset - limit), offset > 0),
    h('span', { class: 'numeric' }, t('table.range', { from: formatInteger(total === 0 ? 0 : offset + 1), to: formatInteger(to), total: formatInteger(total) })),
    button('next', offset + limit, to < total),
    button('last', last, to < total));
}

/**
 * A table over rows that are all here: sorts and pages them itself.
 *
 * @template Row
 * @param {object} options
 * @param {string} options.caption
 * @param {Column<Row>[]} options.columns
 * @param {Row[]} options.rows
 * @param {number} [options.limit] rows at a time
 */
export function pagedTable({ caption, columns, rows, limit = 25 }) {
  const element = h('div', { class: 'paged-table' });
  let sorted = rows;
  /** @type {Order | null} */
  let order = null;
  let offset = 0;

  /** @param {Order} chosen */
  const sort = (chosen) => {
    const value = columns.find((column) => column.key === chosen.key)?.value ?? (() => null);

    order = chosen;
    offset = 0;
    sorted = sortBy(rows, value, chosen.descending);
    show();
    /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="${chosen.key}"]`))?.focus();
  };

  /** @param {number} target */
  const go = (target) => {
    const pressed = document.activeElement?.getAttribute('data-page');

    offset = target;
    show();
    /** @type {HTMLElement | null} */ (element.querySelector(`[data-page="${pressed}"]:enabled`) ?? element.querySelector('.pager button:enabled'))?.focus();
  };

  const show = () => fill(element,
    table({ caption, columns, rows: sorted.slice(offset, offset + limit), order, onOrder: sort }),
    rows.length > limit && pager({ label: caption, offset, limit, total: rows.length, onGo: go }));

  show();

  return element;
}

/**
 * A sorted copy; what has no value comes last either way.
 *
 * @template Row
 * @param {Row[]} rows
 * @param {(row: Row) => number | string | null} value
 * @param {boolean} descending
 */
export function sortBy(rows, value, descending) {
  const direction = descending ? -1 : 1;

  return [...rows].sort((a, b) => {
    const left = value(a);
    const right = value(b);

    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    return left < right ? -direction : left > right ? direction : 0;
  });
}
