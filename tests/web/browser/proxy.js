// What stands between browser and server: it counts what passes, cuts sockets,
// and keeps its own address while the server behind it comes and goes.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { createConnection, createServer } from 'node:net';

const REQUEST = /^(GET|POST|DELETE|PUT|HEAD|OPTIONS|PATCH) (\S+) HTTP\/1\.1\r\n/;

export class Proxy {
  /** Port of the server; 0 for none. */
  target = 0;
  /** Whether upgrades get through. */
  takesSockets = true;
  /** Every request seen on the wire, upgrades apart. @type {string[]} */
  requests = [];
  /** The connections that became WebSockets. @type {Set<import('node:net').Socket>} */
  #upgraded = new Set();
  /** @type {Set<import('node:net').Socket>} */
  #connections = new Set();
  #server = createServer((browser) => this.#accept(browser));

  /** How many sockets were ever opened through it. */
  upgrades = 0;

  /** @param {number} target */
  async start(target) {
    this.target = target;
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
  }

  get url() {
    return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.#server.address()).port}/`;
  }

  /** Ends every WebSocket as a lost network does: without a word. */
  cutSockets() {
    for (const socket of this.#upgraded) {
      socket.destroy();
    }
  }

  async stop() {
    this.#connections.forEach((connection) => connection.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** @param {import('node:net').Socket} browser */
  #accept(browser) {
    if (this.target === 0) {
      browser.destroy();
      return;
    }
    const server = createConnection(this.target, '127.0.0.1');
    const close = () => {
      browser.destroy();
      server.destroy();
      this.#connections.delete(browser);
      this.#upgraded.delete(browser);
    };

    this.#connections.add(browser);
    browser.on('data', (data) => this.#pass(data, browser, server));
    server.on('data', (data) => browser.write(data));
    for (const end of [browser, server]) {
      end.on('error', close);
      end.on('close', close);
    }
  }

  /**
   * A browser sends one request at a time on a connection, and its head in one
   * piece.
   *
   * @param {Buffer} data
   * @param {import('node:net').Socket} browser
   * @param {import('node:net').Socket} server
   */
  #pass(data, browser, server) {
    const head = this.#upgraded.has(browser) ? null : REQUEST.exec(data.toString('latin1'));

    if (head !== null && /^upgrade: websocket\r$/im.test(data.toString('latin1'))) {
      if (!this.takesSockets) {
        browser.destroy();
        return;
      }
      this.upgrades += 1;
      this.#upgraded.add(browser);
    } else if (head !== null) {
      this.requests.push(`${head[1]} ${head[2]}`);
    }
    server.write(data);
  }
}
