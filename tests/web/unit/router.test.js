// Addresses behind the `#`.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { parseRoute, routeTo } from '../../../ui/web/router.js';

/** @param {string} hash */
function parts(hash) {
  const { place, id, query } = parseRoute(hash);

  return [place, id, Object.fromEntries(query)];
}

test('router: the empty address is the list of games', () => {
  for (const hash of ['', '#', '#/', '#//']) {
    assert.deepEqual(parts(hash), ['', null, {}], hash);
  }
});

test('router: a place, what is opened there, and the selection', () => {
  assert.deepEqual(parts('#/simulation/0b1c?season=demo'), ['simulation', '0b1c', { season: 'demo' }]);
  assert.deepEqual(parts('#/jobs'), ['jobs', null, {}]);
  assert.deepEqual(parts('#/?team=BOS&from=2025-12-25'), ['', null, { team: 'BOS', from: '2025-12-25' }]);
});

test('router: what was written is what is read', () => {
  for (const id of ['7', 'my run', 'a/b', 'x?y', '100%', 'ä#ö', '..']) {
    assert.equal(parseRoute(routeTo('simulation', id)).id, id);
  }
  assert.deepEqual(parts(routeTo('', null, { season: 'WNBA 2025', team: '' })), ['', null, { season: 'WNBA 2025' }]);
});

test('router: an address that is badly escaped is taken as it stands', () => {
  assert.equal(parseRoute('#/simulation/100%').id, '100%');
});
