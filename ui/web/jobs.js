// Everything that runs or ran, held once for the whole page and kept current
// by one socket.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { hasEnded } from './progress.js';
import { PushChannel } from './push.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').JobsMessage} JobsMessage */

/**
 * Events: `changed` after the list changed (detail: the ids concerned), `link`
 * after the connection did, `ended` when a job came to its end (detail: it).
 */
export class JobList extends EventTarget {
  /** @type {Map<string, Job>} */
  #jobs = new Map();
  #known = false;
  #channel;

  constructor() {
    super();
    this.#channel = new PushChannel({
      socketPath: '/ws/jobs',
      pollPath: '/api/jobs',
      pollToMessage: (body) => ({ type: 'snapshot', jobs: body.jobs }),
      onMessage: (message) => this.#receive(message),
      onLink: () => this.dispatchEvent(new Event('link')),
    });
  }

  start() {
    this.#channel.start();
  }

  /** Whether the list has been read at all. */
  get known() {
    return this.#known;
  }

  get link() {
    return this.#channel.link;
  }

  /** The newest first. */
  get jobs() {
    return [...this.#jobs.values()].sort((a, b) => (b.started_at ?? Infinity) - (a.started_at ?? Infinity));
  }

  /** What runs or waits to, what runs first. */
  get unfinished() {
    return this.jobs.filter((job) => !hasEnded(job.status)).sort((a, b) => Number(b.status === 'running') - Number(a.status === 'running'));
  }

  /** @param {string} id */
  find(id) {
    return this.#jobs.get(id) ?? null;
  }

  /** @param {JobsMessage} message */
  #receive(message) {
    switch (message.type) {
      case 'snapshot':
        this.#replace(message.jobs);
        break;
      case 'job':
        this.#set(message.job);
        this.#changed([message.job.id]);
        break;
      case 'removed':
        this.#jobs.delete(message.id);
        this.#changed([message.id]);
        break;
      default:
        break;
    }
  }

  /** @param {Job[]} jobs */
  #replace(jobs) {
    const ids = new Set(jobs.map((job) => job.id));

    for (const id of [...this.#jobs.keys()]) {
      if (!ids.has(id)) {
        this.#jobs.delete(id);
      }
    }
    this.#known = true;
    jobs.forEach((job) => this.#set(job));
    this.#changed([...ids]);
  }

  /** @param {Job} job */
  #set(job) {
    const before = this.#jobs.get(job.id);

    this.#jobs.set(job.id, job);
    if (before !== undefined && !hasEnded(before.status) && hasEnded(job.status)) {
      this.dispatchEvent(new CustomEvent('ended', { detail: job }));
    }
  }

  /** @param {string[]} ids */
  #changed(ids) {
    this.dispatchEvent(new CustomEvent('changed', { detail: ids }));
  }
}
