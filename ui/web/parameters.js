// The parameters of a simulation: how a person writes each one, how the server
// reads it, and what is refused before anything is sent.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { countDecimals, normalise, shift } from './decimal.js';
import { t } from './i18n.js';

/** @typedef {import('./i18n.js').MessageId} MessageId */

/**
 * @typedef {object} Parameter
 * @property {string} name on the wire
 * @property {MessageId} label
 * @property {MessageId} [help]
 * @property {'number' | 'integer' | 'choice' | 'flag' | 'text'} kind
 * @property {'trading' | 'costs' | 'data'} group
 * @property {string} initial as a person writes it
 * @property {string} [unit]
 * @property {number} [shift] decimal places from what is written to what is sent: −2 for cents
 * @property {number} [decimals] how many may be written
 * @property {number} [min]
 * @property {number} [max]
 * @property {MessageId} [placeholder] what an empty field means; without it a value is needed
 * @property {[value: string, label: MessageId][]} [choices]
 */

const DAY = 86400;

/** The defaults are those of docs/strategy.md; every one is always sent.
 *
 * @type {Parameter[]} */
export const PARAMETERS = [
  { name: 'entry_threshold', label: 'sim.entry', help: 'sim.entry-help', kind: 'number', group: 'trading', initial: '5', unit: '¢', shift: -2, decimals: 4, min: 0, max: 100 },
  { name: 'exit_threshold', label: 'sim.exit', help: 'sim.exit-help', kind: 'number', group: 'trading', initial: '1', unit: '¢', shift: -2, decimals: 4, min: 0, max: 100 },
  { name: 'min_hold_seconds', label: 'sim.min-hold', help: 'sim.min-hold-help', kind: 'integer', group: 'trading', initial: '30', unit: 's', min: 0, max: DAY },
  { name: 'bet_amount', label: 'sim.bet', help: 'sim.bet-help', kind: 'number', group: 'trading', initial: '20', unit: '$', decimals: 9, min: 0.01, max: 1000000 },
  { name: 'fees', label: 'sim.fees', kind: 'choice', group: 'costs', initial: 'kalshi', choices: [['kalshi', 'sim.fees-kalshi'], ['none', 'sim.fees-none']] },
  { name: 'fee_multiplier', label: 'sim.fee-multiplier', help: 'sim.fee-multiplier-help', kind: 'number', group: 'costs', initial: '1', decimals: 6, min: 0, max: 100 },
  { name: 'fee_rounding', label: 'sim.fee-rounding', kind: 'choice', group: 'costs', initial: 'date', choices: [['date', 'sim.fee-rounding-date'], ['cent', 'sim.fee-rounding-cent'], ['0.0001', 'sim.fee-rounding-fine']] },
  { name: 'slippage_rate', label: 'sim.slippage', help: 'sim.slippage-help', kind: 'number', group: 'costs', initial: '0', unit: '%', shift: -2, decimals: 4, min: 0, max: 100 },
  { name: 'exclude_first_seconds', label: 'sim.exclude-first', help: 'sim.exclude-help', kind: 'integer', group: 'data', initial: '0', unit: 's', min: 0, max: DAY },
  { name: 'exclude_last_seconds', label: 'sim.exclude-last', help: 'sim.exclude-help', kind: 'integer', group: 'data', initial: '0', unit: 's', min: 0, max: DAY },
  { name: 'signal_delay_seconds', label: 'sim.delay', help: 'sim.delay-help', kind: 'integer', group: 'data', initial: '', unit: 's', min: 0, max: DAY, placeholder: 'sim.delay-default' },
  { name: 'max_quote_age_seconds', label: 'sim.quote-age', help: 'sim.quote-age-help', kind: 'integer', group: 'data', initial: '120', unit: 's', min: 0, max: DAY },
  { name: 'align', label: 'sim.align', kind: 'choice', group: 'data', initial: 'asof', choices: [['asof', 'sim.align-asof'], ['nearest', 'sim.align-nearest']] },
  { name: 'assumed_spread', label: 'sim.spread', help: 'sim.spread-help', kind: 'number', group: 'data', initial: '', unit: '¢', shift: -2, decimals: 4, min: 0, max: 100, placeholder: 'sim.spread-none' },
  { name: 'source', label: 'sim.source', help: 'sim.source-help', kind: 'text', group: 'data', initial: '', placeholder: 'sim.source-default' },
  { name: 'whole_contracts', label: 'sim.whole', kind: 'flag', group: 'data', initial: 'false' },
];

/** @type {Parameter} */
export const NUM_GAMES = { name: 'num_games', label: 'sim.num-games', help: 'sim.num-games-help', kind: 'integer', group: 'trading', initial: '', min: 1, max: 1000000, placeholder: 'sim.num-games-all' };

/** @typedef {{value: string | null, error?: undefined} | {value?: undefined, error: string}} Checked */

/**
 * Checks what was written.
 *
 * @param {Parameter} parameter
 * @param {string} written
 * @returns {Checked} the text to send, null to leave it to the server's rule; or what is wrong
 */
export function check(parameter, written) {
  const text = written.trim();

  if (text === '') {
    return parameter.placeholder === undefined ? { error: t('field.required') } : { value: null };
  }
  if (parameter.kind !== 'number' && parameter.kind !== 'integer') {
    return { value: text };
  }
  return checkNumber(parameter, text);
}

/**
 * @param {Parameter} parameter
 * @param {string} text
 * @returns {Checked}
 */
function checkNumber({ kind, min = -Infinity, max = Infinity, decimals = 0, shift: places = 0 }, text) {
  const decimal = normalise(text);

  if (decimal === null) {
    return { error: t('field.number', { value: text }) };
  }
  if (kind === 'integer' && countDecimals(decimal) > 0) {
    return { error: t('field.integer', { value: text }) };
  }
  if (Number(decimal) < min || Number(decimal) > max) {
    return { error: t('field.range', { value: text, min, max }) };
  }
  if (countDecimals(decimal) > decimals) {
    return { error: t('field.digits', { count: decimals }) };
  }
  return { value: shift(decimal, places) };
}

/**
 * What a person would have written for a value of the server.
 *
 * @param {Parameter} parameter
 * @param {unknown} sent
 */
export function writtenFor(parameter, sent) {
  if (sent === null || sent === undefined) {
    return parameter.placeholder === undefined ? parameter.initial : '';
  }
  const decimal = parameter.kind === 'number' ? normalise(String(sent)) : null;

  return decimal === null ? String(sent) : shift(decimal, -(parameter.shift ?? 0));
}
