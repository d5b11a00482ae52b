// The words and figures of progress.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { figuresOf, fractionOf, hasEnded, RateMeter, snapshotOfJob, snapshotOfProgress, wordFor } from '../../../ui/web/progress.js';

/** @typedef {import('../../../ui/web/progress.js').Snapshot} Snapshot */

/**
 * @param {Partial<Snapshot>} [changes]
 * @returns {Snapshot}
 */
function snapshot(changes = {}) {
  return { state: 'running', current: 1204, total: 2812, eta: 118, error: null, detail: null, partial: false, ...changes };
}

test('progress: how far, done of total, rate, time left, in this order', () => {
  assert.equal(figuresOf(snapshot(), 18400, 3), '42 % · 1,204 of 2,812 · 18,400/s · about 2 min left');
});

test('progress: time left is said after 2 s, not before', () => {
  assert.equal(figuresOf(snapshot(), 18400, 1.9), '42 % · 1,204 of 2,812 · 18,400/s');
  assert.match(figuresOf(snapshot(), 18400, 2), /about 2 min left$/);
});

test('progress: no rate, no time left', () => {
  assert.equal(figuresOf(snapshot(), null, 60), '42 % · 1,204 of 2,812');
  assert.equal(figuresOf(snapshot({ eta: null }), 7, 60), '42 % · 1,204 of 2,812 · 7/s');
});

test('progress: an unknown total is a count', () => {
  assert.equal(figuresOf(snapshot({ total: 0, current: 0 }), null, 0), '');
  assert.equal(figuresOf(snapshot({ total: 0, current: 3100 }), null, 0), '3,100 so far');
  assert.equal(fractionOf(snapshot({ total: 0 })), null);
});

test('progress: what waits says how much, not how far', () => {
  assert.equal(figuresOf(snapshot({ state: 'queued', current: 0 }), null, 0), '0 of 2,812');
});

test('progress: what is paused or has ended has no rate and no time left', () => {
  for (const state of /** @type {const} */ (['paused', 'cancelled', 'error', 'interrupted'])) {
    assert.equal(figuresOf(snapshot({ state }), 18400, 60), '42 % · 1,204 of 2,812', state);
  }
  assert.equal(figuresOf(snapshot({ state: 'complete', current: 2812 }), 18400, 60), '100 % · 2,812 of 2,812');
});

test('progress: 100 % only when all is done', () => {
  assert.match(figuresOf(snapshot({ current: 2811 }), null, 0), /^99 % /);
  assert.match(figuresOf(snapshot({ current: 2812 }), null, 0), /^100 % /);
});

test('progress: a count beyond its total fills the bar and no more', () => {
  assert.equal(fractionOf(snapshot({ current: 3000 })), 1);
});

test('progress: a complete run is all of it, even of no games', () => {
  assert.equal(fractionOf(snapshot({ state: 'complete', current: 0, total: 0 })), 1);
});

test('progress: every state has its word', () => {
  /** @type {[Partial<Snapshot>, string][]} */
  const words = [
    [{ state: 'queued' }, 'Waiting'],
    [{ state: 'running' }, 'Running'],
    [{ state: 'paused' }, 'Paused'],
    [{ state: 'running', current: 2812 }, 'Finishing'],
    [{ state: 'complete' }, 'Done'],
    [{ state: 'error', error: 'no quotes' }, 'Failed: no quotes'],
    [{ state: 'error' }, 'Failed'],
    [{ state: 'cancelled' }, 'Cancelled'],
    [{ state: 'cancelled', partial: true, current: 812 }, 'Cancelled (kept the first 812 games)'],
    [{ state: 'interrupted' }, 'Interrupted (the program stopped)'],
    [{ state: 'not_found' }, 'Waiting for the run to begin'],
  ];

  for (const [changes, word] of words) {
    assert.equal(wordFor(snapshot(changes)), word);
  }
});

test('progress: four states are ends', () => {
  const states = /** @type {const} */ (['queued', 'running', 'paused', 'not_found', 'complete', 'error', 'cancelled', 'interrupted']);

  assert.deepEqual(states.filter(hasEnded), ['complete', 'error', 'cancelled', 'interrupted']);
});

test('progress: a frame’s exact state comes before the predecessor’s word', () => {
  assert.equal(snapshotOfProgress({ current: 1, total: 2, status: 'error', state: 'cancelled' }).state, 'cancelled');
  assert.equal(snapshotOfProgress({ current: 1, total: 2, status: 'running', state: 'paused', eta_seconds: 4 }).eta, 4);
  assert.equal(snapshotOfProgress({ current: 1, total: 2, status: 'running' }).state, 'running');
  assert.equal(snapshotOfProgress({ current: 0, total: 0, status: 'not_found' }).state, 'not_found');
});

test('progress: a job gives the same snapshot as its frames', () => {
  const job = snapshotOfJob({
    id: '7', kind: 'simulation', title: 'Simulation demo', status: 'running', current: 5, total: 9, detail: null, error: null, partial: false,
    started_at: 1, finished_at: null, eta_seconds: 3,
  });

  assert.deepEqual(job, snapshotOfProgress({ current: 5, total: 9, status: 'running', state: 'running', eta_seconds: 3, error: null }));
});

test('progress: the rate is the mean since it was first seen to move', () => {
  let now = 1000;
  const meter = new RateMeter(() => now);

  assert.deepEqual(meter.measure(100), { rate: null, age: 0 });
  now += 400;
  assert.equal(meter.measure(140).rate, null, 'too early to say');
  now += 600;
  assert.deepEqual(meter.measure(300), { rate: 200, age: 1 });
  now += 1000;
  assert.deepEqual(meter.measure(300), { rate: 100, age: 2 });
});

test('progress: the rate begins anew when the count does', () => {
  let now = 0;
  const meter = new RateMeter(() => now);

  meter.measure(500);
  now = 2000;
  assert.deepEqual(meter.measure(10), { rate: null, age: 0 });
  now = 3000;
  assert.deepEqual(meter.measure(30), { rate: 20, age: 1 });
});
