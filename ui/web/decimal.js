// Decimals as text: what somebody types reaches the server digit for digit,
// never through a binary fraction.
//
// SPDX-License-Identifier: GPL-3.0-or-later

const DECIMAL = /^([+-]?)(\d*)(?:[.,](\d*))?$/;

/**
 * Brings a decimal into its one canonical form: no leading or trailing zeros,
 * a point, no exponent. A comma is taken as the point, and U+2212 as the minus.
 *
 * @param {string} text
 * @returns {string | null} null if it is no decimal
 */
export function normalise(text) {
  const match = DECIMAL.exec(text.trim().replace('−', '-'));

  if (match === null || (match[2] === '' && !match[3])) {
    return null;
  }
  const whole = match[2].replace(/^0+(?=\d)/, '') || '0';
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const sign = match[1] === '-' && (whole !== '0' || fraction !== '') ? '-' : '';

  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}

/**
 * Moves the point: `shift('5.5', -2)` is `'0.055'`, which is how cents become
 * a probability.
 *
 * @param {string} text a canonical decimal
 * @param {number} places to the right if positive
 */
export function shift(text, places) {
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);

  return /** @type {string} */ (normalise(`${negative ? '-' : ''}${padded.slice(0, at)}.${padded.slice(at)}`));
}

/**
 * @param {string} text a canonical decimal
 * @returns {number} how many digits stand after the point
 */
export function countDecimals(text) {
  return text.split('.')[1]?.length ?? 0;
}
