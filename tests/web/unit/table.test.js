// How tables sort.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { sortBy } from '../../../ui/web/table.js';

const ROWS = [{ name: 'b', value: 2 }, { name: 'none', value: null }, { name: 'a', value: -1 }, { name: 'c', value: 2 }];

test('table: sorts up and down', () => {
  assert.deepEqual(sortBy(ROWS, (row) => row.value, false).map((row) => row.name), ['a', 'b', 'c', 'none']);
  assert.deepEqual(sortBy(ROWS, (row) => row.value, true).map((row) => row.name), ['b', 'c', 'a', 'none']);
});

test('table: what has no value comes last either way', () => {
  for (const descending of [false, true]) {
    assert.equal(sortBy(ROWS, (row) => row.value, descending).at(-1)?.name, 'none');
  }
});

test('table: text sorts as text, equal rows keep their order, the rows given stay as they are', () => {
  const before = [...ROWS];

  assert.deepEqual(sortBy(ROWS, (row) => row.name, false).map((row) => row.name), ['a', 'b', 'c', 'none']);
  assert.deepEqual(sortBy(ROWS, () => 1, true), ROWS);
  assert.deepEqual(ROWS, before);
});
