// Numbers, dates and durations as they are written.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

import * as format from '../../../ui/web/format.js';
import { t, tn, tryT } from '../../../ui/web/i18n.js';
import { en } from '../../../ui/web/strings.js';

/** Every kind of number, with a value that it can write. */
const NUMBERS = /** @type {const} */ (['formatInteger', 'formatProfit', 'formatDollars', 'formatPercent', 'formatCents', 'formatRatio', 'formatDuration', 'formatMoment']);

test('format: what is undefined is a dash, never 0', () => {
  for (const name of NUMBERS) {
    for (const value of [null, undefined, NaN, Infinity, -Infinity]) {
      assert.equal(format[name](value), '–', `${name}(${value})`);
    }
  }
  assert.equal(format.formatDate(null), '–');
  assert.equal(format.formatDate('soon'), '–');
  assert.equal(format.formatShortDate(undefined), '–');
});

test('format: a profit always has its sign, but for nothing', () => {
  assert.equal(format.formatProfit(4.12), '+$4.12');
  assert.equal(format.formatProfit(-1234.5), '−$1,234.50');
  assert.equal(format.formatProfit(0), '$0.00');
  assert.equal(format.formatProfit(-0.001), '$0.00', 'no sign on what is written as zero');
  assert.equal(format.formatProfit(0.005), '+$0.01');
});

test('format: dollars that are no profit have no plus', () => {
  assert.equal(format.formatDollars(1234.5), '$1,234.50');
  assert.equal(format.formatDollars(-3), '−$3.00');
});

test('format: counts are grouped, with a true minus', () => {
  assert.equal(format.formatInteger(1234567), '1,234,567');
  assert.equal(format.formatInteger(-12), '−12');
  assert.equal(format.formatInteger(0), '0');
});

test('format: probabilities in percent and prices in cents, one decimal', () => {
  assert.equal(format.formatPercent(0.4549), '45.5 %');
  assert.equal(format.formatPercent(-0.021), '−2.1 %');
  assert.equal(format.formatCents(0.455), '45.5 ¢');
  assert.equal(format.formatCents(1), '100.0 ¢');
});

test('format: ratios with two decimals', () => {
  assert.equal(format.formatRatio(1.005), '1.01');
  assert.equal(format.formatRatio(-0.3), '−0.30');
});

test('format: how far is floored, so that 100 % means all', () => {
  assert.equal(format.formatProgress(0.999), '99 %');
  assert.equal(format.formatProgress(1), '100 %');
  assert.equal(format.formatProgress(0), '0 %');
});

test('format: durations', () => {
  assert.equal(format.formatDuration(0.34), '0.3 s');
  assert.equal(format.formatDuration(42.4), '42 s');
  assert.equal(format.formatDuration(59.6), '1 min 0 s');
  assert.equal(format.formatDuration(754), '12 min 34 s');
  assert.equal(format.formatDuration(7260), '2 h 1 min');
});

test('format: time left as people say it', () => {
  assert.equal(format.formatTimeLeft(3), 'a few seconds left');
  assert.equal(format.formatTimeLeft(28), 'about 30 s left');
  assert.equal(format.formatTimeLeft(118), 'about 2 min left');
  assert.equal(format.formatTimeLeft(3600 * 2 + 600), 'about 2 h 10 min left');
});

test('format: time left never reads 60 of a unit', () => {
  for (let seconds = 0; seconds < 8000; seconds += 1) {
    assert.doesNotMatch(format.formatTimeLeft(seconds), /\b(60|[6-9]\d) (s|min)\b/, String(seconds));
  }
});

test('format: dates are those of the arena, whatever the viewer’s zone', () => {
  assert.equal(format.formatDate('2025-12-25'), 'Thu 25 Dec 2025');
  assert.equal(format.formatDate('2025-12-25T23:59:00'), 'Thu 25 Dec 2025');
  assert.equal(format.formatShortDate('2025-12-25'), '25 Dec 25');
});

test('words: holes are filled, unknown ones left', () => {
  assert.equal(t('progress.of', { current: '1', total: '2' }), '1 of 2');
  assert.equal(t('progress.of', { current: '1' }), '1 of {total}');
});

test('words: plurals', () => {
  assert.equal(tn('games.count', 1), '1 game');
  assert.equal(tn('games.count', 0), '0 games');
  assert.equal(tn('games.count', 1230), '1,230 games');
});

test('words: what the server may add falls back to its own name', () => {
  assert.equal(tryT('jobs.kind-import', 'import'), 'Import');
  assert.equal(tryT('jobs.kind-backup', 'backup'), 'backup');
});

test('words: every plural has both forms, and no message shouts or begs', () => {
  for (const [name, text] of Object.entries(en)) {
    if (/\.(one|other)$/.test(name)) {
      const stem = name.replace(/\.\w+$/, '');

      assert.ok(`${stem}.one` in en && `${stem}.other` in en, stem);
    }
    assert.doesNotMatch(text, /!|\bplease\b|\boops\b/i, name);
  }
});

test('words: every one is used', () => {
  const folder = new URL('../../../ui/web/', import.meta.url);
  const files = ['', 'pages/'].flatMap((part) => readdirSync(new URL(part, folder)).filter((name) => name.endsWith('.js') && name !== 'strings.js').map((name) => part + name));
  const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  // A name with a hole in it, `progress.${state}`, stands for all that fit.
  const patterns = [...text.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].map(([, name]) => new RegExp(`^${name.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+')}$`));

  assert.deepEqual(Object.keys(en).filter((name) => {
    const stem = name.replace(/\.(one|other)$/, '');

    return !text.includes(`'${stem}'`) && !patterns.some((pattern) => pattern.test(stem));
  }), []);
});
