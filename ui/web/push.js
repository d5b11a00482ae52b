// Following one thing by WebSocket.
//
// The server sends the state at connect and then every change, so whoever
// reconnects misses nothing and asks for nothing. Only where no WebSocket can
// be had is the HTTP path asked at an interval, and never while a socket is
// open; every attempt that gets through returns to push.
//
// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * How it is connected. `connecting`: nothing yet; `open`: by push; `polling`:
 * by HTTP; `lost`: neither, trying again; `ended`: there is nothing more to come.
 *
 * @typedef {'connecting' | 'open' | 'polling' | 'lost' | 'ended'} Link
 */

/**
 * What it needs of the world, so that tests bring their own sockets and clock.
 *
 * @typedef {object} Platform
 * @property {(path: string) => WebSocket} openSocket
 * @property {(path: string) => Promise<any>} getJson
 * @property {(callback: () => void, milliseconds: number) => any} setTimer
 * @property {(timer: any) => void} clearTimer
 * @property {() => number} random 0 to 1
 * @property {(callback: () => void) => () => void} onWake calls back when the network or the page is there again; gives what unsubscribes
 * @property {boolean} httpOnly whether to leave WebSockets alone
 */

/**
 * @typedef {object} Options
 * @property {string} socketPath
 * @property {string} pollPath the HTTP path that says the same
 * @property {(body: any) => any} pollToMessage makes of its answer what the socket would have sent
 * @property {(body: any) => boolean} [pollHasEnded] whether that was the last answer
 * @property {(message: any) => void} onMessage
 * @property {(link: Link) => void} [onLink]
 * @property {(found: boolean) => void} [onEnd] false: the server knows nothing of this
 */

const FIRST_DELAY = 500;
const LAST_DELAY = 15000;
const ATTEMPTS_BEFORE_POLLING = 3;
const POLL_INTERVAL = 1000;
const CONNECT_DEADLINE = 10000;
const SILENCE_BEFORE_PING = 30000;
const PONG_DEADLINE = 10000;

const NORMAL = 1000;
const POLICY = 1008;
const NOT_FOUND_REASON = 'Request ID not found';

export class PushChannel {
  /** @type {Link} */
  #link = 'connecting';
  /** @type {WebSocket | null} */
  #socket = null;
  #failures = 0;
  #pollFailures = 0;
  #polling = false;
  #running = false;
  /** @type {any} */
  #retryTimer = null;
  /** @type {any} */
  #pollTimer = null;
  /** @type {any} */
  #deadlineTimer = null;
  /** @type {() => void} */
  #unsubscribe = () => {};
  #options;
  #platform;

  /**
   * @param {Options} options
   * @param {Platform} [platform]
   */
  constructor(options, platform = browserPlatform()) {
    this.#options = options;
    this.#platform = platform;
  }

  get link() {
    return this.#link;
  }

  start() {
    this.#running = true;
    this.#unsubscribe = this.#platform.onWake(() => this.#retryNow());
    if (this.#platform.httpOnly) {
      this.#startPolling();
    } else {
      this.#connect();
    }
  }

  /** Lets go of socket and timers; nothing is called back after this. */
  stop() {
    this.#running = false;
    this.#unsubscribe();
    this.#stopPolling();
    this.#clear('retry');
    this.#dropSocket();
  }

  #connect() {
    const socket = this.#platform.openSocket(this.#options.socketPath);

    this.#clear('retry');
    this.#socket = socket;
    this.#setDeadline(CONNECT_DEADLINE, () => this.#abandon());
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code, event.reason);
  }

  #opened() {
    this.#stopPolling();
    this.#awaitSilence();
  }

  /** @param {string} data */
  #received(data) {
    this.#failures = 0;
    this.#awaitSilence();
    this.#setLink('open');

    const message = JSON.parse(data);
    if (message.type !== 'pong') {
      this.#options.onMessage(message);
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #closed(code, reason) {
    this.#dropSocket();

    if (code === NORMAL) {
      this.#end(true);
    } else if (code === POLICY && reason === NOT_FOUND_REASON) {
      this.#end(false);
    } else {
      this.#failed();
    }
  }

  /** A connection that died without a word: nobody waits for its close. */
  #abandon() {
    this.#dropSocket();
    this.#failed();
  }

  #failed() {
    this.#failures += 1;
    if (this.#failures >= ATTEMPTS_BEFORE_POLLING) {
      this.#startPolling();
    } else if (this.#link === 'open') {
      this.#setLink('lost');
    }
    this.#retryTimer = this.#platform.setTimer(() => this.#connect(), this.#backOff(this.#failures));
  }

  /** Half to all of a delay that doubles, so that many pages do not come at once.
   *
   * @param {number} failures
   */
  #backOff(failures) {
    const longest = Math.min(LAST_DELAY, FIRST_DELAY * 2 ** (failures - 1));

    return longest * (0.5 + this.#platform.random() / 2);
  }

  #retryNow() {
    if (this.#retryTimer !== null) {
      this.#connect();
    }
  }

  #startPolling() {
    if (!this.#polling) {
      this.#polling = true;
      this.#pollFailures = 0;
      this.#poll();
    }
  }

  #stopPolling() {
    this.#polling = false;
    this.#clear('poll');
  }

  async #poll() {
    let body;

    this.#pollTimer = null;
    try {
      body = await this.#platform.getJson(this.#options.pollPath);
    } catch {
      this.#pollFailures += 1;
    }

    // A socket may have opened, or stop() been called, while it was under way.
    if (!this.#polling || this.#pollTimer !== null) {
      return;
    }
    if (body === undefined) {
      this.#setLink('lost');
      this.#pollTimer = this.#platform.setTimer(() => this.#poll(), Math.max(POLL_INTERVAL, this.#backOff(this.#pollFailures)));
      return;
    }

    this.#pollFailures = 0;
    this.#setLink('polling');
    this.#options.onMessage(this.#options.pollToMessage(body));
    if (this.#options.pollHasEnded?.(body)) {
      this.#end(true);
    } else if (this.#polling) {
      this.#pollTimer = this.#platform.setTimer(() => this.#poll(), POLL_INTERVAL);
    }
  }

  #awaitSilence() {
    this.#setDeadline(SILENCE_BEFORE_PING, () => {
      this.#socket?.send('{"type":"ping"}');
      this.#setDeadline(PONG_DEADLINE, () => this.#abandon());
    });
  }

  /** @param {boolean} found */
  #end(found) {
    if (this.#running) {
      this.stop();
      this.#link = 'ended';
      this.#options.onLink?.('ended');
      this.#options.onEnd?.(found);
    }
  }

  #dropSocket() {
    const socket = this.#socket;

    this.#clear('deadline');
    this.#socket = null;
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  /** @param {Link} link */
  #setLink(link) {
    if (link !== this.#link) {
      this.#link = link;
      this.#options.onLink?.(link);
    }
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} callback
   */
  #setDeadline(milliseconds, callback) {
    this.#clear('deadline');
    this.#deadlineTimer = this.#platform.setTimer(callback, milliseconds);
  }

  /** @param {'retry' | 'poll' | 'deadline'} which */
  #clear(which) {
    const timer = { retry: this.#retryTimer, poll: this.#pollTimer, deadline: this.#deadlineTimer }[which];

    if (timer !== null) {
      this.#platform.clearTimer(timer);
    }
    if (which === 'retry') {
      this.#retryTimer = null;
    } else if (which === 'poll') {
      this.#pollTimer = null;
    } else {
      this.#deadlineTimer = null;
    }
  }
}

/**
 * The browser's own. `?transport=http` in the page's address leaves WebSockets alone.
 *
 * @returns {Platform}
 */
function browserPlatform() {
  return {
    openSocket: (path) => new WebSocket(new URL(path, location.href.replace(/^http/, 'ws'))),
    getJson: async (path) => {
      const answer = await fetch(path, { cache: 'no-store' });

      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.json();
    },
    setTimer: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimer: (timer) => clearTimeout(timer),
    random: Math.random,
    onWake: (callback) => {
      const seen = () => document.visibilityState === 'visible' && callback();

      addEventListener('online', callback);
      document.addEventListener('visibilitychange', seen);

      return () => {
        removeEventListener('online', callback);
        document.removeEventListener('visibilitychange', seen);
      };
    },
    httpOnly: new URLSearchParams(location.search).get('transport') === 'http',
  };
}
