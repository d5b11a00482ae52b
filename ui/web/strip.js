// The strip at the bottom of every page: what runs now, and whether the page
// is connected. It is gone when there is nothing to say.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { deleteJob } from './api.js';
import { fill, h, icon, setText } from './dom.js';
import { t, tn } from './i18n.js';
import { ProgressView, snapshotOfJob } from './progress.js';
import { routeTo } from './router.js';

/** @typedef {import('./types.js').Job} Job */

export class Strip {
  #jobs;
  #link = h('p', { class: 'strip-link', role: 'status' });
  #job = h('div', { class: 'strip-job' });
  #more = h('span', { class: 'dim' });
  /** @type {ProgressView | null} */
  #progress = null;
  /** @type {string | null} */
  #shownId = null;

  /** @param {import('./jobs.js').JobList} jobs */
  constructor(jobs) {
    this.#jobs = jobs;
    this.element = h('section', { class: 'strip', 'aria-label': t('strip.label'), hidden: true }, this.#link, this.#job);
    jobs.addEventListener('changed', () => this.#update());
    jobs.addEventListener('link', () => this.#update());
  }

  #update() {
    const [job, ...others] = this.#jobs.unfinished;

    this.#showLink();
    if (job === undefined) {
      this.#shownId = null;
      fill(this.#job);
    } else {
      this.#showJob(job, others.length);
    }
    this.element.hidden = job === undefined && this.#link.hidden;
  }

  #showLink() {
    const { link } = this.#jobs;
    const text = link === 'lost' ? t('link.lost') : link === 'polling' ? t('link.polling') : '';

    this.#link.hidden = text === '';
    this.#link.classList.toggle('lost', link === 'lost');
    if (this.#link.textContent !== text) {
      fill(this.#link, text !== '' && icon('warning'), text);
    }
  }

  /**
   * @param {Job} job
   * @param {number} others
   */
  #showJob(job, others) {
    if (this.#shownId !== job.id || this.#progress === null) {
      this.#shownId = job.id;
      this.#progress = new ProgressView(job.title, { announces: !location.hash.includes(job.id) });
      fill(this.#job,
        h('a', { class: 'strip-title', href: job.kind === 'simulation' ? routeTo('simulation', job.id) : routeTo('jobs') }, job.title),
        this.#more,
        this.#progress.element,
        h('button', { type: 'button', class: 'flat', 'aria-label': t('jobs.cancel-label', { title: job.title }), onclick: () => this.#cancel(job) }, t('common.cancel')));
    }
    this.#progress.update(snapshotOfJob(job));
    setText(this.#more, others > 0 ? tn('strip.more', others) : '');
  }

  /** @param {Job} job */
  async #cancel(job) {
    try {
      await deleteJob(job.id);
    } catch (error) {
      fill(this.#more, t('run.cancel-failed', { reason: /** @type {Error} */ (error).message }));
    }
  }
}
