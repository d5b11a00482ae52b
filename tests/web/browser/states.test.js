// What the page shows in each state of a run and of the server.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { findViolations, launch, NO_BROWSER } from './chromium.js';
import { makeGames, makeJob, makeResult } from './fixtures.js';
import { Stage } from './stage.js';

/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */

const RUN = '#/simulation/run-1';
const SOCKET = '/ws/simulation/run-1';
const JOBS = '/ws/jobs';
const RESULT = '/api/simulation/results/run-1';
const FORM = '/api/simulation/run';
const NARROW = { width: 390, height: 800 };
const COMPLETE = { code: 1000, reason: 'Simulation complete' };

const browser = NO_BROWSER ? null : await launch();

test.after(() => browser?.close());

/**
 * A test on a stage of its own.
 *
 * @param {string} name
 * @param {(stage: Stage) => Promise<void>} play
 * @param {ContextOptions} [options]
 */
function scene(name, play, options) {
  test(name, { skip: NO_BROWSER }, async () => {
    const stage = await Stage.open(/** @type {import('playwright-core').Browser} */ (browser), options);

    try {
      await play(stage);
    } finally {
      await stage.close();
    }
  });
}

/**
 * @param {number} current
 * @param {object} [changes]
 */
function frame(current, changes = {}) {
  return { type: 'progress', seq: current + 1, t_us: 1, progress: { current, total: 1230, status: 'running', state: 'running', eta_seconds: 118, error: null, ...changes } };
}

/**
 * Opens a run that has ended.
 *
 * @param {Stage} stage
 * @param {object} last the last frame
 */
async function openEnded(stage, last) {
  stage.greetings.set(SOCKET, last);
  await stage.go(RUN);
  await stage.page.waitForSelector('.progress-state:not(:empty)');
  await stage.sockets.get(SOCKET)?.close(COMPLETE);
}

/**
 * @param {Stage} stage
 * @param {string} selector
 * @param {string | RegExp} text
 */
async function waitForText(stage, selector, text) {
  await stage.page.locator(selector, { hasText: text }).first().waitFor();
}

/** @param {Stage} stage */
function barWidth(stage) {
  return stage.page.locator('.run-card .bar-fill').evaluate((element) => element.getBoundingClientRect().width / /** @type {Element} */ (element.parentElement).getBoundingClientRect().width);
}

/**
 * @param {Stage} stage
 * @param {string} what
 */
async function assertFits(stage, what) {
  const { content, window: room } = await stage.page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));

  assert.ok(content <= room, `${what}: ${content} px in a window of ${room}`);
}

scene('run: a bar follows its frames and never goes back', async (stage) => {
  stage.greetings.set(SOCKET, frame(0));
  await stage.go(RUN);
  await waitForText(stage, '.run-card', '0 of 1,230');

  stage.say(SOCKET, frame(615));
  await waitForText(stage, '.run-card', '615 of 1,230');
  assert.ok(Math.abs(await barWidth(stage) - 0.5) < 0.01);

  stage.say(SOCKET, frame(300));
  await waitForText(stage, '.run-card', '300 of 1,230');
  assert.ok(Math.abs(await barWidth(stage) - 0.5) < 0.01, 'the bar stays');
});

scene('run: a screen reader hears the quarters, not every frame', async (stage) => {
  stage.greetings.set(SOCKET, frame(0));
  await stage.go(RUN);
  await waitForText(stage, '.run-card', '0 of 1,230');
  const live = stage.page.locator('.run-card [role=status]');
  /** @type {Set<string | null>} */
  const heard = new Set();

  for (const current of [100, 200, 310, 400, 700, 800, 1000]) {
    stage.say(SOCKET, frame(current));
    await waitForText(stage, '.run-card', `${current.toLocaleString('en-US')} of 1,230`);
    heard.add(await live.textContent());
  }
  assert.deepEqual([...heard], ['Progress of the run: 0 %', 'Progress of the run: 25 %', 'Progress of the run: 50 %', 'Progress of the run: 75 %']);
});

scene('run: an unknown total is an indeterminate bar with a count', async (stage) => {
  stage.greetings.set(SOCKET, frame(812, { total: 0, eta_seconds: null }));
  await stage.go(RUN);
  await waitForText(stage, '.run-card', '812 so far');
  const bar = stage.page.locator('.run-card .bar');

  assert.equal(await bar.getAttribute('aria-valuenow'), null);
  assert.match(/** @type {string} */ (await bar.getAttribute('class')), /indeterminate/);
});

for (const [state, word] of /** @type {const} */ ([['queued', 'Waiting'], ['paused', 'Paused']])) {
  scene(`run: ${state} says ${word}, without a rate or time left`, async (stage) => {
    stage.greetings.set(SOCKET, frame(12, { state }));
    await stage.go(RUN);
    await waitForText(stage, '.progress-state', word);

    assert.doesNotMatch(/** @type {string} */ (await stage.page.locator('.run-card').textContent()), /left|\/s/);
    assert.equal(await stage.page.getByRole('button', { name: 'Cancel' }).isVisible(), true);
  });
}

scene('run: the end shows what came out, its sample and what it takes for granted', async (stage) => {
  stage.answers.set(RESULT, { body: makeResult(412) });
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete', eta_seconds: null }));
  await waitForText(stage, '.headline h2', /^[+−]\$[\d,.]+ \(412 trades, after fees\)$/);
  const headline = await stage.page.locator('.headline').textContent();

  assert.match(/** @type {string} */ (headline), /Season demo · source demo · 1,228 games simulated, 2 not synthetic/);
  assert.match(/** @type {string} */ (headline), /above 5\.0 ¢, left below 1\.0 ¢, held at least 30 s, \$20\.00 risked/);
  assert.match(/** @type {string} */ (headline), /quoted bid or ask, signal delay of the source, no limit of depth/);
  assert.equal(await barWidth(stage), 1);
  assert.deepEqual(stage.complaints, []);
});

scene('run: what is undefined is a dash that says why', async (stage) => {
  stage.answers.set(RESULT, { body: makeResult(412, { profit_factor: null }) });
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
  const factor = stage.page.locator('.figure', { hasText: 'Profit factor' });
  await factor.waitFor();

  assert.match(/** @type {string} */ (await factor.locator('dd').textContent()), /^–/);
  assert.equal(await factor.getAttribute('title'), 'Undefined: no losing trade');
  assert.equal(await stage.page.locator('tr', { hasText: 'Last quarter' }).locator('[title="Undefined: no trade"]').count(), 2);
});

scene('run: no trades is said, with the way to more', async (stage) => {
  stage.answers.set(RESULT, { body: makeResult(0) });
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
  await waitForText(stage, '.status-page', 'No game had a gap above 5.0 ¢');

  assert.equal(await stage.page.locator('.chart').count(), 0);
});

scene('run: cancelled shows what was kept, and that it is partial', async (stage) => {
  stage.greetings.set(JOBS, { type: 'snapshot', jobs: [makeJob({ status: 'cancelled', partial: true, current: 812 })] });
  stage.answers.set(RESULT, { body: makeResult(200, { partial: true, num_games: 810 }) });
  await openEnded(stage, frame(812, { status: 'error', state: 'cancelled', error: 'Cancelled' }));
  await waitForText(stage, '.run-card', 'Cancelled (kept the first 812 games)');
  await waitForText(stage, '.banner.warning', 'Partial: the first 812 games only');
});

scene('run: failed says the reason, and that nothing was kept', async (stage) => {
  stage.answers.set(RESULT, { status: 409, body: { detail: 'The run failed: the disk is full.' } });
  await openEnded(stage, frame(12, { status: 'error', state: 'error', error: 'The disk is full.' }));
  await waitForText(stage, '.run-card', 'Failed: The disk is full.');
  await waitForText(stage, '.status-page', 'Nothing was kept');
  await waitForText(stage, '.status-page', 'The run failed: the disk is full.');
});

scene('run: a result that cannot be read can be tried again', async (stage) => {
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
  await waitForText(stage, '.banner.error', 'Backcourt does not answer at backcourt.test.');

  stage.answers.set(RESULT, { body: makeResult(5) });
  await stage.page.getByRole('button', { name: 'Try again' }).click();
  await waitForText(stage, '.headline h2', '5 trades');
});

scene('run: an unknown id is said, with the way to a new run', async (stage) => {
  stage.greetings.set(SOCKET, frame(0, { status: 'not_found', state: undefined, total: 0 }));
  await stage.go(RUN);
  await waitForText(stage, '.run-card', 'Waiting for the run to begin');
  await stage.sockets.get(SOCKET)?.close({ code: 1008, reason: 'Request ID not found' });
  await waitForText(stage, '.status-page', 'No run has this id');
  await stage.page.getByRole('link', { name: 'New simulation' }).click();
  await waitForText(stage, '.status-page', 'No run yet');
});

scene('form: every parameter is sent, digit for digit', async (stage) => {
  stage.answers.set(FORM, { status: 202, body: { request_id: 'run-1' } });
  stage.greetings.set(SOCKET, frame(0));
  await stage.go('#/simulation');
  await stage.page.getByLabel('Enter above').fill('5,55');
  await stage.page.getByLabel('Newest games').fill('300');
  await stage.page.getByText('Costs, data and fills').click();
  await stage.page.getByLabel('Slippage').fill('0.1');
  await stage.page.getByLabel('Slippage').press('Enter');
  await waitForText(stage, '.run-card', 'Running');

  assert.equal(new URL(stage.page.url()).hash, RUN);
  assert.deepEqual(stage.requests.filter(({ method }) => method === 'POST').map(({ body }) => body), [{
    season: 'demo', num_games: '300', entry_threshold: '0.0555', exit_threshold: '0.01', min_hold_seconds: '30', bet_amount: '20', fees: 'kalshi', fee_multiplier: '1',
    fee_rounding: 'date', slippage_rate: '0.001', exclude_first_seconds: '0', exclude_last_seconds: '0', max_quote_age_seconds: '120', align: 'asof', whole_contracts: 'false',
  }]);
});

scene('form: what is wrong is said beside its field, and nothing is sent', async (stage) => {
  await stage.go('#/simulation');
  const entry = stage.page.getByLabel('Enter above');

  await entry.fill('abc');
  await stage.page.getByRole('button', { name: 'Run' }).click();
  await waitForText(stage, '.field-message.wrong', '“abc” is not a number');

  assert.equal(await entry.getAttribute('aria-invalid'), 'true');
  assert.equal(await entry.evaluate((element) => element === document.activeElement), true);
  assert.deepEqual(stage.requests.filter(({ method }) => method === 'POST'), []);
});

scene('form: what the server refuses is said in its words', async (stage) => {
  stage.answers.set(FORM, { status: 422, body: { detail: [{ type: 'value_error', loc: ['body', 'exit_threshold'], msg: 'exit_threshold 0.2 is not below entry_threshold 0.05.', input: 0.2 }] } });
  await stage.go('#/simulation');
  await stage.page.getByRole('button', { name: 'Run' }).click();
  await waitForText(stage, '.form-error', 'The run could not be started: exit_threshold 0.2 is not below entry_threshold 0.05.');
});

scene('form: shows the parameters of the run that is open', async (stage) => {
  stage.answers.set(RESULT, { body: makeResult(12, { parameters: { ...makeResult(0).parameters, entry_threshold: 0.0555, bet_amount: 7.5, fees: 'none' } }) });
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
  await stage.page.waitForSelector('.headline');

  assert.equal(await stage.page.getByLabel('Enter above').inputValue(), '5.55');
  assert.equal(await stage.page.getByLabel('Risk per trade').inputValue(), '7.5');
});

scene('games: an empty store says how to fill it', async (stage) => {
  stage.setGames([]);
  await stage.go('');
  await waitForText(stage, '.status-page', 'No games yet');
  await waitForText(stage, '.commands', 'backcourt demo');

  assert.equal(await stage.page.locator('.toolbar').isVisible(), false);
});

scene('games: what is chosen stands in the address, and an address is followed', async (stage) => {
  await stage.go('#/?team=BOS');
  await stage.page.waitForSelector('table');
  assert.equal(await stage.page.getByLabel('Team').inputValue(), 'BOS');

  await stage.page.getByLabel('From').fill('2025-12-20');
  await stage.page.waitForURL('**/#/?team=BOS&from=2025-12-20');
  await stage.page.getByRole('button', { name: 'Range' }).click();
  await stage.page.waitForURL('**/#/?team=BOS&from=2025-12-20&sort=range&order=desc');
  await stage.page.getByRole('button', { name: 'Clear filters' }).click();
  await stage.page.waitForURL('**/#/?sort=range&order=desc');
});

scene('games: a failure keeps what was there, and can be tried again', async (stage) => {
  await stage.go('');
  await stage.page.waitForSelector('tbody tr');
  stage.answers.delete('/api/games');
  await stage.page.getByLabel('Team').selectOption('BOS');
  await waitForText(stage, '.banner.error', /Backcourt does not answer.*Failed at \d\d:\d\d:\d\d/);
  assert.equal(await stage.page.locator('tbody tr').count(), 50);

  stage.setGames(makeGames(3));
  await stage.page.getByRole('button', { name: 'Try again' }).click();
  await waitForText(stage, '.summary-line', '3 games');
  assert.equal(await stage.page.locator('.banner').count(), 0);
});

scene('strip: what runs is on every page, and gone when it has ended', async (stage) => {
  stage.greetings.set(JOBS, { type: 'snapshot', jobs: [makeJob()] });
  await stage.go('');
  await waitForText(stage, '.strip', '42 % · 528 of 1,230');
  assert.equal(await stage.page.locator('.badge').textContent(), '1');

  stage.say(JOBS, { type: 'job', job: makeJob({ current: 900 }) });
  await waitForText(stage, '.strip', '900 of 1,230');
  stage.say(JOBS, { type: 'job', job: makeJob({ status: 'complete', current: 1230 }) });
  await stage.page.locator('.strip').waitFor({ state: 'hidden' });
  assert.equal(await stage.page.locator('.badge').isVisible(), false);
});

scene('strip: a lost connection is said at once, and vanishes when it is back', async (stage) => {
  await stage.go('');
  await stage.page.waitForSelector('tbody tr');
  await stage.sockets.get(JOBS)?.close({ code: 1001, reason: '' });
  await waitForText(stage, '.strip', 'Connection lost');
  await stage.page.locator('.strip').waitFor({ state: 'hidden' });
  assert.deepEqual(stage.requests.filter(({ path }) => path === '/api/jobs'), [], 'the list comes by the socket');
});

scene('jobs: each in its state, with what can be done', async (stage) => {
  stage.greetings.set(JOBS, {
    type: 'snapshot',
    jobs: [
      makeJob({ id: 'a' }),
      makeJob({ id: 'b', kind: 'import', title: 'Import recordings', total: 0, current: 3120, eta_seconds: null }),
      makeJob({ id: 'c', status: 'error', error: 'no such season', finished_at: 1766700002 }),
      makeJob({ id: 'd', kind: 'backup', title: 'Backup', status: 'interrupted' }),
    ],
  });
  await stage.go('#/jobs');
  await waitForText(stage, '.job', '3,120 so far');
  await waitForText(stage, '.job', 'Failed: no such season');
  await waitForText(stage, '.job', 'Interrupted (the program stopped)');
  await waitForText(stage, '.job .tag', 'backup');

  assert.equal(await stage.page.locator('.job').getByRole('button', { name: /^Cancel / }).count(), 2);
  assert.equal(await stage.page.locator('.job').getByRole('button', { name: /^Forget / }).count(), 2);
});

scene('jobs: a refused action says why beside its job', async (stage) => {
  stage.greetings.set(JOBS, { type: 'snapshot', jobs: [makeJob({ status: 'complete' })] });
  stage.answers.set('/api/jobs/run-1', { status: 409, body: { detail: 'The store is read-only.' } });
  await stage.go('#/jobs');
  await stage.page.getByRole('button', { name: /^Forget / }).click();
  await waitForText(stage, '.job .form-error', 'Simulation demo, 1,230 games: The store is read-only.');

  stage.say(JOBS, { type: 'removed', id: 'run-1' });
  await waitForText(stage, '.status-page', 'Nothing has run yet');
});

scene('keyboard: g and a letter, /, ?, Esc', async (stage) => {
  const { page } = stage;

  await stage.go('');
  await page.waitForSelector('tbody tr');
  for (const [key, place] of /** @type {const} */ ([['s', 'Simulation'], ['j', 'Jobs'], ['g', 'Games']])) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await waitForText(stage, 'h1', place);
    assert.equal(await page.title(), `${place} · Backcourt`);
    assert.equal(await page.locator('h1').evaluate((element) => element === document.activeElement), true, 'a new page is where one reads on');
  }
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'season');
  await page.locator('h1').focus();
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'hidden' });
});

scene('chart: keys, table twin, files', async (stage) => {
  const { page } = stage;

  stage.answers.set(RESULT, { body: makeResult(60) });
  await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
  const chart = page.locator('.chart-holder');
  await chart.locator('canvas').waitFor();
  await chart.focus();
  await page.keyboard.press('Home');
  await waitForText(stage, '.chart-reading', 'Trade 0: $0.00');
  await page.keyboard.press('ArrowRight');
  await waitForText(stage, '.chart-reading', /^Trade 1: /);
  await page.keyboard.press('End');
  await waitForText(stage, '.chart-reading', /^Trade 60: /);

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as CSV' }).click()]);
  assert.equal(download.suggestedFilename(), 'backcourt-equity-run-1.csv');
  const [picture] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as PNG' }).click()]);
  assert.equal(picture.suggestedFilename(), 'backcourt-equity-run-1.png');

  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await waitForText(stage, '.chart .pager', '1–25 of 60');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await chart.locator('canvas').waitFor();
  assert.deepEqual(stage.complaints, []);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const viewport of [undefined, NARROW]) {
    const look = `${colorScheme}, ${viewport ? 'narrow' : 'wide'}`;

    scene(`access: nothing to find fault with, nothing cut off (${look})`, async (stage) => {
      stage.greetings.set(JOBS, { type: 'snapshot', jobs: [makeJob(), makeJob({ id: 'b', status: 'error', error: 'no such season' })] });
      stage.answers.set(RESULT, { body: makeResult(60, { partial: true }) });
      await stage.go('');
      await stage.page.waitForSelector('tbody tr');
      assert.deepEqual(await findViolations(stage.page), [], 'games');
      await assertFits(stage, 'games');

      await stage.go('#/jobs');
      await stage.page.waitForSelector('.job');
      assert.deepEqual(await findViolations(stage.page), [], 'jobs');
      await assertFits(stage, 'jobs');

      await stage.go('#/simulation');
      await stage.page.waitForSelector('.recent');
      await stage.page.getByText('Costs, data and fills').click();
      await stage.page.getByLabel('Enter above').fill('abc');
      await stage.page.getByRole('button', { name: 'Run' }).click();
      assert.deepEqual(await findViolations(stage.page), [], 'form');
      await assertFits(stage, 'form');

      await openEnded(stage, frame(1230, { status: 'complete', state: 'complete' }));
      await stage.page.waitForSelector('.chart canvas');
      assert.deepEqual(await findViolations(stage.page), [], 'result');
      await assertFits(stage, 'result');

      await stage.page.locator('h1').focus();
      await stage.page.keyboard.press('?');
      await stage.page.locator('dialog[open]').waitFor();
      assert.deepEqual(await findViolations(stage.page), [], 'shortcuts');
    }, { colorScheme, viewport });
  }
}

scene('narrow: an open run comes before the form', async (stage) => {
  stage.greetings.set(SOCKET, frame(100));
  await stage.go(RUN);
  await waitForText(stage, '.run-card', '100 of 1,230');
  const run = await stage.page.locator('.run-card').boundingBox();
  const form = await stage.page.locator('form').boundingBox();

  assert.ok(run && form && run.y < form.y);
}, { viewport: NARROW });
