// A world for PushChannel in which nothing happens but what a test says.
//
// SPDX-License-Identifier: GPL-3.0-or-later

/** A socket whose other end is the test. */
class FakeSocket {
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {((event: {data: string}) => void) | null} */
  onmessage = null;
  /** @type {((event: {code: number, reason: string}) => void) | null} */
  onclose = null;
  /** @type {string[]} */
  sent = [];
  isClosedByUs = false;

  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }

  close() {
    this.isClosedByUs = true;
  }

  open() {
    this.onopen?.();
  }

  /** @param {object} message */
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /**
   * @param {number} code
   * @param {string} [reason]
   */
  fail(code, reason = '') {
    this.onclose?.({ code, reason });
  }
}

export class FakePlatform {
  now = 0;
  /** @type {FakeSocket[]} */
  sockets = [];
  /** Every HTTP request that was made. @type {{path: string, at: number, answer: (body: object) => Promise<void>, fail: () => Promise<void>}[]} */
  requests = [];
  /** @type {{at: number, callback: () => void}[]} */
  timers = [];
  /** @type {(() => void)[]} */
  wakers = [];
  jitter = 1;
  httpOnly;

  constructor({ httpOnly = false } = {}) {
    this.httpOnly = httpOnly;
  }

  /** @returns {any} what PushChannel asks for */
  get platform() {
    return {
      openSocket: (/** @type {string} */ path) => this.#openSocket(path),
      getJson: (/** @type {string} */ path) => this.#getJson(path),
      setTimer: (/** @type {() => void} */ callback, /** @type {number} */ milliseconds) => this.#setTimer(callback, milliseconds),
      clearTimer: (/** @type {any} */ timer) => this.#clearTimer(timer),
      random: () => this.jitter,
      onWake: (/** @type {() => void} */ callback) => this.#onWake(callback),
      httpOnly: this.httpOnly,
    };
  }

  get socket() {
    return /** @type {FakeSocket} */ (this.sockets.at(-1));
  }

  get request() {
    return this.requests[this.requests.length - 1];
  }

  /** Lets the clock run, and with it whatever was to happen meanwhile.
   *
   * @param {number} milliseconds */
  advance(milliseconds) {
    const end = this.now + milliseconds;

    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];

      if (next === undefined) {
        break;
      }
      this.#clearTimer(next);
      this.now = next.at;
      next.callback();
    }
    this.now = end;
  }

  wake() {
    this.wakers.forEach((callback) => callback());
  }

  /** @param {string} path */
  #openSocket(path) {
    const socket = new FakeSocket(path);

    this.sockets.push(socket);

    return socket;
  }

  /** @param {string} path */
  #getJson(path) {
    return new Promise((resolve, reject) => {
      this.requests.push({
        path,
        at: this.now,
        answer: (body) => settle(() => resolve(body)),
        fail: () => settle(() => reject(new Error('no answer'))),
      });
    });
  }

  /**
   * @param {() => void} callback
   * @param {number} milliseconds
   */
  #setTimer(callback, milliseconds) {
    const timer = { at: this.now + milliseconds, callback };

    this.timers.push(timer);

    return timer;
  }

  /** @param {any} timer */
  #clearTimer(timer) {
    this.timers = this.timers.filter((other) => other !== timer);
  }

  /** @param {() => void} callback */
  #onWake(callback) {
    this.wakers.push(callback);

    return () => {
      this.wakers = this.wakers.filter((other) => other !== callback);
    };
  }
}

/** Settles a promise, and lets whoever awaits it go on.
 *
 * @param {() => void} action */
async function settle(action) {
  action();
  await new Promise((resolve) => setImmediate(resolve));
}
