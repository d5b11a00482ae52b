// The program itself, with a store of its own.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = process.env.BC_TEST_PROGRAM ?? 'backcourt';

export class Program {
  /** @type {import('node:child_process').ChildProcess | null} */
  #server = null;
  #home;

  /** @param {string} home */
  constructor(home) {
    this.#home = home;
  }

  /** With an empty store. */
  static async create() {
    const home = await mkdtemp(join(tmpdir(), 'backcourt-web-'));

    await Promise.all(['run', 'data', 'cache', 'config'].map((name) => mkdir(join(home, name), { mode: 0o700 })));

    return new Program(home);
  }

  get #env() {
    /** @type {NodeJS.ProcessEnv} */
    const env = {
      ...process.env,
      HOME: this.#home,
      XDG_RUNTIME_DIR: join(this.#home, 'run'),
      XDG_DATA_HOME: join(this.#home, 'data'),
      XDG_CACHE_HOME: join(this.#home, 'cache'),
      XDG_CONFIG_HOME: join(this.#home, 'config'),
      GIO_USE_PROXY_RESOLVER: 'dummy',
      GSETTINGS_BACKEND: 'memory',
    };

    delete env.DATABASE_URL;

    return env;
  }

  /**
   * Runs a command to its end.
   *
   * @param {...string} args
   * @returns {Promise<string>} what it wrote
   */
  async run(...args) {
    const child = spawn(PROGRAM, args, { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';

    child.stdout.on('data', (data) => { output += data; });
    child.stderr.on('data', (data) => { complaints += data; });
    const [code] = await once(child, 'close');

    if (code !== 0) {
      throw new Error(`${PROGRAM} ${args.join(' ')} ended with ${code}: ${complaints}`);
    }
    return output;
  }

  /**
   * Serves; its first line of output is the address.
   *
   * @param {...string} options
   * @returns {Promise<number>} the port
   */
  async serve(...options) {
    const child = spawn(PROGRAM, ['serve', '--port', '0', ...options], { env: this.#env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(([code]) => { throw new Error(`${PROGRAM} serve ended with ${code}`); }),
    ]);

    this.#server = child;

    return Number(new URL(line).port);
  }

  /**
   * @param {'SIGTERM' | 'SIGKILL'} [signal]
   * @returns {Promise<number | null>} the exit code
   */
  async stop(signal = 'SIGTERM') {
    const server = this.#server;

    this.#server = null;
    if (server === null || server.exitCode !== null) {
      return server?.exitCode ?? null;
    }
    const ended = once(server, 'exit');

    server.kill(signal);
    server.kill('SIGCONT');

    return (await ended)[0];
  }

  /** Stops time for the server, until release(). */
  hold() {
    this.#server?.kill('SIGSTOP');
  }

  release() {
    this.#server?.kill('SIGCONT');
  }

  /** Stops and forgets everything. */
  async dispose() {
    await this.stop();
    await rm(this.#home, { recursive: true, force: true });
  }
}
