// Words by name, filled in.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { en } from './strings.js';

/** @typedef {keyof typeof en} MessageId */
/** @typedef {{[K in MessageId]: K extends `${infer Base}.other` ? Base : never}[MessageId]} PluralId */
/** @typedef {Record<string, string | number>} Values */

/** What numbers and dates follow. The words are English until a translation is there. */
export const locale = 'en-US';

/** Day before month, 25 Dec 2025. */
export const dateLocale = 'en-GB';

const plurals = new Intl.PluralRules(locale);
const counts = new Intl.NumberFormat(locale);

/**
 * @param {string} text
 * @param {Values} values
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

/**
 * The message named `id`.
 *
 * @param {MessageId} id
 * @param {Values} [values]
 * @returns {string}
 */
export function t(id, values = {}) {
  return fill(en[id], values);
}

/**
 * The plural form of the message for `count`, which is filled in as `{count}`.
 *
 * @param {PluralId} id
 * @param {number} count
 * @param {Values} [values]
 * @returns {string}
 */
export function tn(id, count, values = {}) {
  const form = plurals.select(count) === 'one' ? 'one' : 'other';

  return fill(en[/** @type {MessageId} */ (`${id}.${form}`)], { count: counts.format(count), ...values });
}

/**
 * The message named `id` if there is one, else `otherwise`: for words that the
 * server may extend.
 *
 * @param {string} id
 * @param {string} otherwise
 */
export function tryT(id, otherwise) {
  return id in en ? t(/** @type {MessageId} */ (id)) : otherwise;
}
