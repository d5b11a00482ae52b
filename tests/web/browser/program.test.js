// The page on the real program: a whole season by push, and whatever may
// happen to the connection meanwhile.
//
// BC_TEST_GAMES makes the season longer: 20000 give a release build hundreds of
// frames.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { collectComplaints, findViolations, launch, NO_BROWSER } from './chromium.js';
import { Program } from './program.js';
import { Proxy } from './proxy.js';

/** @typedef {import('playwright-core').Page} Page */

const GAMES = Number(process.env.BC_TEST_GAMES ?? 2000);
const FRAMES_WANTED = 50;
const FRAMES_PER_SECOND = 20;
const PATIENCE = 120000;
const ALL = GAMES.toLocaleString('en-US');
const SOURCES = fileURLToPath(new URL('../../../ui/web', import.meta.url));
const LOST = /Failed to load resource|WebSocket connection to/;

const browser = NO_BROWSER ? null : await launch();
const program = NO_BROWSER ? null : await Program.create();

test.before(() => program?.run('demo', '--games', String(GAMES)));
test.after(async () => {
  await browser?.close();
  await program?.dispose();
});

/** A page on a server, with everything that went between them. */
class Visit {
  proxy = new Proxy();
  /** Frames of runs, in the order they came. @type {{path: string, message: any}[]} */
  frames = [];
  /** Paths of the sockets that were opened. @type {string[]} */
  sockets = [];
  /** Everything the page asked for. @type {string[]} */
  requests = [];
  /** @type {string[]} */
  complaints = [];
  onFrame = () => {};

  /**
   * @param {Program} served
   * @param {Page} page
   * @param {(text: string) => void} note
   */
  constructor(served, page, note) {
    this.note = note;
    this.program = served;
    this.page = page;
    this.page.setDefaultTimeout(PATIENCE);
    this.complaints = collectComplaints(page);
    page.on('request', (request) => {
      this.requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    page.on('websocket', (socket) => {
      const path = new URL(socket.url()).pathname;

      this.sockets.push(path);
      socket.on('framereceived', ({ payload }) => {
        this.frames.push({ path, message: JSON.parse(String(payload)) });
        this.onFrame();
      });
    });
  }

  /** @param {string} address below the page's own */
  async go(address) {
    await this.page.goto(this.proxy.url + address);
  }

  /** Presses Run and waits for the server's answer. */
  async start() {
    const [answer] = await Promise.all([
      this.page.waitForResponse((response) => response.url().endsWith('/api/simulation/run')),
      this.page.getByRole('button', { name: 'Run', exact: true }).click(),
    ]);
    const { request_id: id } = await answer.json();

    return String(id);
  }

  /** Opens the form, and runs it over the whole season. */
  async startSeason() {
    await this.go('#/simulation');
    await this.page.locator('select[name=season] option').waitFor({ state: 'attached' });

    return this.start();
  }

  async waitForResult() {
    await this.page.locator('.headline h2').waitFor();
  }

  /**
   * @param {string} selector
   * @param {string | RegExp} text
   */
  async waitForText(selector, text) {
    await this.page.locator(selector, { hasText: text }).first().waitFor();
  }

  /** @param {string} id */
  framesOf(id) {
    return this.frames.filter(({ path, message }) => path === `/ws/simulation/${id}` && message.type === 'progress').map(({ message }) => message);
  }

  /**
   * Waits until a run has come as far as `share` of it, by its frames, and holds
   * the server there: what a test does next happens in the middle of the run,
   * however fast the machine is.
   *
   * @param {string} id
   * @param {number} share
   */
  async holdAt(id, share) {
    await new Promise((resolve) => {
      this.onFrame = () => {
        if (this.framesOf(id).some(({ progress }) => progress.total > 0 && progress.current >= progress.total * share)) {
          this.program.hold();
          resolve(undefined);
        }
      };
      this.onFrame();
    });
    this.onFrame = () => {};
  }

  barWidth() {
    return this.page.locator('.run-card .bar-fill').evaluate((element) => element.getBoundingClientRect().width / /** @type {Element} */ (element.parentElement).getBoundingClientRect().width);
  }
}

/**
 * A test with a server and a page of its own, on the season that all share.
 *
 * @param {string} name
 * @param {(visit: Visit) => Promise<void>} play
 * @param {object} [options]
 * @param {string[]} [options.serve]
 * @param {boolean} [options.isEmpty] whether on an empty store instead
 */
function scene(name, play, { serve = [], isEmpty = false } = {}) {
  test(name, { skip: NO_BROWSER, timeout: 4 * PATIENCE }, async (t) => {
    const served = isEmpty ? await Program.create() : /** @type {Program} */ (program);
    const context = await /** @type {import('playwright-core').Browser} */ (browser).newContext();
    const visit = new Visit(served, await context.newPage(), (text) => t.diagnostic(text));

    try {
      await visit.proxy.start(await served.serve(...serve));
      await play(visit);
      assert.equal(await served.stop(), 0, 'the server ends cleanly');
    } finally {
      await context.close();
      await visit.proxy.stop();
      await (isEmpty ? served.dispose() : served.stop());
    }
  });
}

scene('a whole season from the form: by frames alone, not one request until it is done', async (visit) => {
  const id = await visit.startSeason();
  const asked = visit.requests.length;
  const askedOnWire = visit.proxy.requests.length;

  await visit.waitForResult();
  const result = `GET /api/simulation/results/${id}`;

  assert.deepEqual(visit.requests.slice(asked), [result], 'as the browser counts');
  assert.deepEqual(visit.proxy.requests.slice(askedOnWire), [`${result}?view=summary`], 'as the wire counts');

  const frames = visit.framesOf(id);
  const counts = frames.map(({ progress }) => progress.current);
  const between = new Set(counts.filter((count) => count > 0 && count < GAMES));

  const seconds = (frames.at(-1).t_us - frames[0].t_us) / 1e6;

  visit.note(`${between.size} frames between 0 and ${ALL} games in ${seconds.toFixed(2)} s`);
  // A machine that is done before fifty frames can be sent is not to blame.
  assert.ok(between.size >= Math.min(FRAMES_WANTED, seconds * FRAMES_PER_SECOND), `${between.size} intermediate frames in ${seconds} s`);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b), 'never back');
  assert.deepEqual(frames.map(({ seq }) => seq), [...new Set(frames.map(({ seq }) => seq))].sort((a, b) => a - b), 'each newer than the one before');
  assert.equal(frames.at(-1).progress.status, 'complete');
  assert.equal(counts.at(-1), GAMES);
  assert.equal(await visit.barWidth(), 1);
  await visit.waitForText('.run-card', `100 % · ${ALL} of ${ALL}`);
  assert.deepEqual(visit.complaints, []);
});

scene('what the page shows is what the program says', async (visit) => {
  const id = await visit.startSeason();

  await visit.waitForResult();
  const answer = await visit.page.request.get(`${visit.proxy.url}api/simulation/results/${id}?view=summary`);
  const result = await answer.json();
  const trades = result.num_trades.toLocaleString('en-US');

  assert.match(/** @type {string} */ (await visit.page.locator('.headline h2').textContent()), new RegExp(`\\(${trades} trades, after fees\\)$`));
  assert.equal(await visit.page.locator('.figure', { hasText: 'Win rate' }).locator('dd').textContent(), `${(result.win_rate * 100).toFixed(1)} %`);
  await visit.page.locator('.chart canvas').waitFor();
  assert.deepEqual(await findViolations(visit.page), []);
});

scene('a socket killed in mid-run: the bar reaches its end, by push again', async (visit) => {
  const id = await visit.startSeason();
  const asked = visit.requests.length;

  await visit.holdAt(id, 0.1);
  visit.proxy.cutSockets();
  await visit.waitForText('.strip', 'Connection lost');
  visit.program.release();
  await visit.waitForResult();

  assert.equal(await visit.barWidth(), 1);
  assert.ok(visit.sockets.filter((path) => path === `/ws/simulation/${id}`).length >= 2, 'a second socket');
  assert.deepEqual(visit.requests.slice(asked), [`GET /api/simulation/results/${id}`], 'nothing was asked for meanwhile');
  await visit.page.locator('.strip').waitFor({ state: 'hidden' });

  const before = visit.requests.length;
  const next = await visit.start();
  await visit.page.waitForURL(`**/#/simulation/${next}`);
  await visit.waitForText('.run-card', 'Done');
  await visit.waitForResult();
  assert.deepEqual(visit.requests.slice(before), ['POST /api/simulation/run', `GET /api/simulation/results/${next}`]);
  assert.ok(visit.framesOf(next).length > 2);
});

scene('no way for sockets: asks by HTTP, and returns to push once there is one', async (visit) => {
  visit.proxy.takesSockets = false;
  const id = await visit.startSeason();

  await visit.waitForResult();
  await visit.waitForText('.strip', 'No WebSocket: asking once a second');
  assert.ok(visit.requests.includes(`GET /api/simulation/progress/${id}`));
  assert.deepEqual(visit.frames, []);

  visit.proxy.takesSockets = true;
  await visit.page.locator('.strip').waitFor({ state: 'hidden' });
  const before = visit.requests.length;
  const next = await visit.start();
  await visit.page.waitForURL(`**/#/simulation/${next}`);
  await visit.waitForText('.run-card', 'Done');
  await visit.waitForResult();
  assert.deepEqual(visit.requests.slice(before), ['POST /api/simulation/run', `GET /api/simulation/results/${next}`]);
  assert.ok(visit.framesOf(next).length > 2);
});

scene('serve --no-websocket: the whole way by HTTP', async (visit) => {
  const id = await visit.startSeason();

  await visit.waitForResult();
  await visit.waitForText('.strip', 'No WebSocket: asking once a second');
  assert.ok(visit.requests.includes(`GET /api/simulation/progress/${id}`));
  assert.equal(await visit.barWidth(), 1);
}, { serve: ['--no-websocket'] });

scene('?transport=http: no socket is even tried', async (visit) => {
  await visit.go('?transport=http#/simulation');
  await visit.page.locator('select[name=season] option').waitFor({ state: 'attached' });
  await visit.start();
  await visit.waitForResult();

  assert.deepEqual(visit.sockets, []);
  assert.equal(visit.proxy.upgrades, 0);
  assert.equal(await visit.barWidth(), 1);
  assert.deepEqual(visit.complaints, []);
});

scene('cancelled: what was done is kept, and said to be partial', async (visit) => {
  const id = await visit.startSeason();

  await visit.holdAt(id, 0.05);
  await visit.page.locator('.run-card').getByRole('button', { name: 'Cancel' }).click();
  visit.program.release();
  await visit.waitForText('.run-card', /Cancelled \(kept the first [\d,]+ games?\)/);
  await visit.waitForText('.banner.warning', 'Partial: the first');
  await visit.page.locator('.strip').waitFor({ state: 'hidden' });

  const { progress } = visit.framesOf(id).at(-1);
  assert.equal(progress.state, 'cancelled');
  assert.ok(progress.current < GAMES);
});

scene('the server killed in mid-run: said at once, and interrupted when it is back', async (visit) => {
  const id = await visit.startSeason();

  await visit.holdAt(id, 0.05);
  visit.proxy.target = 0;
  await visit.program.stop('SIGKILL');
  await visit.waitForText('.strip', 'Connection lost');

  visit.proxy.target = await visit.program.serve();
  await visit.waitForText('.run-card', 'Interrupted (the program stopped)');
  await visit.page.locator('.strip').waitFor({ state: 'hidden' });
  assert.deepEqual(visit.complaints.filter((complaint) => !LOST.test(complaint) && !/409/.test(complaint)), []);

  await visit.go('#/jobs');
  await visit.waitForText('.job', 'Interrupted (the program stopped)');
});

scene('a run’s address opens anywhere: running, ended, after a restart', async (visit) => {
  const id = await visit.startSeason();
  const other = await visit.page.context().newPage();

  await other.goto(`${visit.proxy.url}#/simulation/${id}`);
  await other.locator('.headline h2').waitFor({ timeout: PATIENCE });
  await visit.waitForResult();
  const text = await visit.page.locator('.headline').textContent();

  assert.equal(await other.locator('.headline').textContent(), text);
  await visit.program.stop();
  visit.proxy.target = await visit.program.serve();
  await other.reload();
  await other.locator('.headline h2').waitFor({ timeout: PATIENCE });
  assert.equal(await other.locator('.headline').textContent(), text);
  assert.equal(await other.locator('.run-card .progress-state').textContent(), 'Done');

  await visit.go('#/jobs');
  await visit.waitForText('.job .progress-detail', /^[+−]\$[\d.,]+ \([\d,]+ trades, after fees\)$/);
});

scene('an address of no run says so', async (visit) => {
  await visit.go('#/simulation/00000000-0000-4000-8000-000000000000');
  await visit.waitForText('.run-card', 'Waiting for the run to begin');
  await visit.waitForText('.status-page', 'No run has this id');
});

scene('a server that stops is said in the strip, and its return too', async (visit) => {
  await visit.go('');
  await visit.page.locator('tbody tr').first().waitFor();
  visit.proxy.target = 0;
  assert.equal(await visit.program.stop(), 0);
  await visit.waitForText('.strip', 'Connection lost');
  assert.equal(await visit.page.locator('tbody tr').count(), 50, 'what was there stays');

  visit.proxy.target = await visit.program.serve();
  await visit.page.locator('.strip').waitFor({ state: 'hidden' });
});

scene('games: seasons, filters, order and pages', async (visit) => {
  await visit.go('');
  await visit.waitForText('.summary-line', `${ALL} games`);
  assert.equal(await visit.page.locator('tbody tr').count(), 50);
  assert.equal(await visit.page.locator('tbody .tag', { hasText: 'synthetic' }).count() >= 50, true);

  const first = await visit.page.locator('tbody tr').first().textContent();
  await visit.page.getByRole('button', { name: 'Next page' }).click();
  await visit.waitForText('.pager', `51–100 of ${ALL}`);
  assert.notEqual(await visit.page.locator('tbody tr').first().textContent(), first);

  await visit.go('#/?team=BOS&sort=range&order=desc');
  await visit.waitForText('th[aria-sort=descending]', 'Range');
  const ranges = await visit.page.locator('tbody td:nth-child(6)').allTextContents();
  assert.deepEqual(ranges, [...ranges].sort((a, b) => parseFloat(b) - parseFloat(a)));
  for (const name of await visit.page.locator('tbody td:nth-child(2) .only-wide').allTextContents()) {
    assert.match(name, /Boston/);
  }

  await visit.page.getByRole('link', { name: /^Simulate / }).first().click();
  await visit.waitForText('.chosen-games', 'Only game demo-');
  await visit.start();
  await visit.waitForText('.headline', '1 game simulated');
  assert.deepEqual(visit.complaints, []);
});

scene('what the server refuses, the form says in its words', async (visit) => {
  await visit.go('#/simulation');
  await visit.page.locator('select[name=season] option').waitFor({ state: 'attached' });
  await visit.page.getByText('Costs, data and fills').click();
  await visit.page.getByLabel('Probability source').fill('nobody');
  await visit.page.getByRole('button', { name: 'Run', exact: true }).click();
  await visit.page.locator('.form-error:not(:empty), .headline, .run-card [data-state=error]').first().waitFor();

  assert.match(/** @type {string} */ (await visit.page.locator('main').textContent()), /nobody/);
});

scene('serve --web-dir: the page from its sources', async (visit) => {
  await visit.startSeason();
  await visit.waitForResult();
  await visit.page.locator('.chart canvas').waitFor();
  assert.deepEqual(visit.complaints, []);
}, { serve: ['--web-dir', SOURCES] });

scene('the interface has a readable page', async (visit) => {
  await visit.go('docs');
  await visit.waitForText('main', '/ws/simulation/{id}');
  assert.deepEqual(visit.complaints, []);
  assert.deepEqual(await findViolations(visit.page), []);
});

scene('an empty store says how to fill it', async (visit) => {
  await visit.go('');
  await visit.waitForText('.status-page', 'No games yet');
  await visit.go('#/simulation');
  await visit.waitForText('.form-error', 'There are no games to simulate yet.');
  await visit.go('#/jobs');
  await visit.waitForText('.status-page', 'Nothing has run yet');
  assert.deepEqual(visit.complaints, []);
}, { isEmpty: true });
