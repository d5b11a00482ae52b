// The page in a browser, with a test in the place of the server: for states
// that a real run passes through too fast, or seldom.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { collectComplaints } from './chromium.js';
import { makeGames } from './fixtures.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{status?: number, body: unknown}} Answer */

export const ORIGIN = 'http://backcourt.test';

const PAGE = fileURLToPath(new URL('../../../ui/web', import.meta.url));
const UPLOT = fileURLToPath(new URL('../../../node_modules/uplot/dist', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', html: 'text/html' });

export class Stage {
  /** What is answered, by path; a path without an answer is a dead server. @type {Map<string, Answer>} */
  answers = new Map();
  /** Every request for data. @type {{method: string, path: string, body: any}[]} */
  requests = [];
  /** The newest socket of each path. @type {Map<string, import('playwright-core').WebSocketRoute>} */
  sockets = new Map();
  /** What a socket is told at connect, by path. @type {Map<string, object>} */
  greetings = new Map();
  /** @type {string[]} */
  complaints = [];

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {import('playwright-core').BrowserContextOptions} [options]
   */
  static async open(browser, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options });
    const stage = new Stage(await context.newPage());

    stage.complaints = collectComplaints(stage.page);
    stage.setGames(makeGames(60));
    stage.greetings.set('/ws/jobs', { type: 'snapshot', jobs: [] });
    await context.route(`${ORIGIN}/**`, (route) => stage.#serve(route));
    await context.routeWebSocket(`${ORIGIN.replace('http', 'ws')}/**`, (socket) => stage.#connect(socket));

    return stage;
  }

  async close() {
    await this.page.context().close();
  }

  /** @param {import('../../../ui/web/types.js').Game[]} games */
  setGames(games) {
    this.answers.set('/api/games/seasons', { body: { seasons: games.length > 0 ? ['demo'] : [] } });
    this.answers.set('/api/games/teams', { body: { teams: games.length > 0 ? ['BOS', 'GS', 'MIN', 'NY', 'OKC', 'POR'] : [] } });
    this.answers.set('/api/games', { body: { games: games.slice(0, 50), total: games.length, limit: 50, offset: 0 } });
  }

  /** @param {string} hash */
  async go(hash) {
    await this.page.goto(`${ORIGIN}/${hash}`);
  }

  /**
   * @param {string} path
   * @param {object} message
   */
  say(path, message) {
    this.sockets.get(path)?.send(JSON.stringify(message));
  }

  /** @param {import('playwright-core').Route} route */
  async #serve(route) {
    const request = route.request();
    const { pathname } = new URL(request.url());

    if (pathname.startsWith('/api/')) {
      this.requests.push({ method: request.method(), path: pathname, body: request.postDataJSON() });
      await this.#answer(route, pathname);
    } else {
      await this.#serveFile(route, pathname === '/' ? '/index.html' : pathname);
    }
  }

  /**
   * @param {import('playwright-core').Route} route
   * @param {string} path
   */
  async #answer(route, path) {
    const answer = this.answers.get(path);

    if (answer === undefined) {
      await route.abort('connectionrefused');
    } else {
      await route.fulfill({ status: answer.status ?? 200, contentType: 'application/json', body: JSON.stringify(answer.body) });
    }
  }

  /**
   * @param {import('playwright-core').Route} route
   * @param {string} path
   */
  async #serveFile(route, path) {
    const file = path.startsWith('/vendor/') ? path.replace('/vendor', UPLOT) : PAGE + path;

    await route.fulfill({ contentType: TYPES[/** @type {string} */ (path.split('.').at(-1))], body: await readFile(file) });
  }

  /** @param {import('playwright-core').WebSocketRoute} socket */
  #connect(socket) {
    const path = new URL(socket.url()).pathname;
    const greeting = this.greetings.get(path);

    this.sockets.set(path, socket);
    if (greeting === undefined) {
      socket.close({ code: 1011, reason: 'nothing here' });
    } else {
      socket.send(JSON.stringify(greeting));
    }
  }
}
