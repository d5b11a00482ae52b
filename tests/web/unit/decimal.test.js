// Decimals as text: nothing typed goes through a binary fraction.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { countDecimals, normalise, shift } from '../../../ui/web/decimal.js';

test('decimal: one canonical form', () => {
  /** @type {[string, string][]} */
  const forms = [['5', '5'], ['05', '5'], ['5.', '5'], ['.5', '0.5'], ['5.50', '5.5'], [' 5,5 ', '5.5'], ['+1', '1'], ['-0', '0'], ['-0.0', '0'], ['−2.5', '-2.5'], ['000', '0'], ['0.000', '0']];

  for (const [written, canonical] of forms) {
    assert.equal(normalise(written), canonical, written);
  }
});

test('decimal: what is no decimal is null', () => {
  for (const written of ['', ' ', '.', ',', '-', 'abc', '1e5', '1.2.3', '1 000', '0x10', 'NaN', 'Infinity', '--1', '५']) {
    assert.equal(normalise(written), null, written);
  }
});

test('decimal: shifting the point', () => {
  /** @type {[string, number, string][]} */
  const shifts = [['5.5', -2, '0.055'], ['5', -2, '0.05'], ['0.055', 2, '5.5'], ['100', -2, '1'], ['0', -2, '0'], ['-12.5', -2, '-0.125'], ['0.0001', 2, '0.01'], ['1.5', 0, '1.5'], ['0.3', 5, '30000']];

  for (const [text, places, shifted] of shifts) {
    assert.equal(shift(text, places), shifted, `${text} by ${places}`);
  }
});

test('decimal: cents to probability and back, digit for digit', () => {
  for (let tenThousandths = 0; tenThousandths <= 1000000; tenThousandths += 37) {
    const cents = /** @type {string} */ (normalise(`${Math.floor(tenThousandths / 10000)}.${String(tenThousandths % 10000).padStart(4, '0')}`));

    assert.equal(shift(shift(cents, -2), 2), cents);
  }
});

test('decimal: digits after the point', () => {
  assert.deepEqual(['5', '5.5', '0.0001'].map(countDecimals), [0, 1, 4]);
});
