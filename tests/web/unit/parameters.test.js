// What is sent for what is typed, and what is refused before it is sent.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { check, NUM_GAMES, PARAMETERS, writtenFor } from '../../../ui/web/parameters.js';

/** Names and defaults of docs/strategy.md, as they are sent. */
const DEFAULTS = {
  entry_threshold: '0.05', exit_threshold: '0.01', min_hold_seconds: '30', bet_amount: '20', fees: 'kalshi', fee_multiplier: '1', fee_rounding: 'date',
  slippage_rate: '0', exclude_first_seconds: '0', exclude_last_seconds: '0', signal_delay_seconds: null, max_quote_age_seconds: '120', align: 'asof',
  assumed_spread: null, source: null, whole_contracts: 'false',
};

/** @param {string} name */
function parameter(name) {
  return /** @type {import('../../../ui/web/parameters.js').Parameter} */ (PARAMETERS.find((candidate) => candidate.name === name));
}

test('parameters: every default is sent as docs/strategy.md has it', () => {
  assert.deepEqual(Object.fromEntries(PARAMETERS.map((one) => [one.name, check(one, one.initial).value])), DEFAULTS);
});

test('parameters: cents become probabilities, percent becomes a rate', () => {
  assert.equal(check(parameter('entry_threshold'), '5.5').value, '0.055');
  assert.equal(check(parameter('entry_threshold'), '0,0001').value, '0.000001');
  assert.equal(check(parameter('slippage_rate'), '0.25').value, '0.0025');
  assert.equal(check(parameter('bet_amount'), '19.99').value, '19.99');
});

test('parameters: what is written for what the server says, and back', () => {
  assert.equal(writtenFor(parameter('entry_threshold'), 0.055), '5.5');
  assert.equal(writtenFor(parameter('entry_threshold'), '0.05'), '5');
  assert.equal(writtenFor(parameter('whole_contracts'), false), 'false');
  assert.equal(writtenFor(parameter('source'), null), '');
  assert.equal(writtenFor(parameter('fees'), undefined), 'kalshi');
  for (const one of PARAMETERS) {
    const { value } = check(one, one.initial);

    assert.equal(writtenFor(one, value), one.initial, one.name);
  }
});

test('parameters: a refusal names the value and what would do', () => {
  assert.deepEqual(check(parameter('entry_threshold'), 'abc'), { error: '“abc” is not a number' });
  assert.deepEqual(check(parameter('entry_threshold'), '101'), { error: '101 is outside 0 to 100' });
  assert.deepEqual(check(parameter('entry_threshold'), '-1'), { error: '-1 is outside 0 to 100' });
  assert.deepEqual(check(parameter('entry_threshold'), '5.00001'), { error: 'At most 4 decimals' });
  assert.deepEqual(check(parameter('min_hold_seconds'), '1.5'), { error: '“1.5” is not a whole number' });
  assert.deepEqual(check(parameter('bet_amount'), '0'), { error: '0 is outside 0.01 to 1000000' });
  assert.deepEqual(check(parameter('bet_amount'), '1e3'), { error: '“1e3” is not a number' });
});

test('parameters: an empty field is the server’s rule where there is one, else refused', () => {
  assert.deepEqual(check(parameter('signal_delay_seconds'), ' '), { value: null });
  assert.deepEqual(check(NUM_GAMES, ''), { value: null });
  assert.deepEqual(check(parameter('bet_amount'), ''), { error: 'A value is needed' });
});

test('parameters: the bounds themselves are allowed', () => {
  for (const one of [...PARAMETERS, NUM_GAMES]) {
    for (const bound of [one.min, one.max]) {
      if (bound !== undefined) {
        assert.equal(check(one, String(bound)).error, undefined, `${one.name} ${bound}`);
      }
    }
  }
});
