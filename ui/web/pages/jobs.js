// Everything that runs or ran, by push.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { deleteJob } from '../api.js';
import { fill, h } from '../dom.js';
import { formatDuration, formatMoment } from '../format.js';
import { t, tryT } from '../i18n.js';
import { hasEnded, ProgressView, snapshotOfJob } from '../progress.js';
import { routeTo } from '../router.js';
import { statusPage } from '../states.js';

/** @typedef {import('../types.js').Job} Job */

/** One job, its elements kept while it changes. */
class JobRow {
  #kind = h('span', { class: 'tag' });
  #title = h('h2', {});
  #when = h('p', { class: 'dim small' });
  #actions = h('div', { class: 'row-actions' });
  #problem = h('p', { class: 'form-error', role: 'alert' });
  #progress;
  #shownStatus = '';

  /** @param {Job} job */
  constructor(job) {
    // The strip speaks of what runs; forty bars at once would be noise.
    this.#progress = new ProgressView(job.title, { announces: false });
    this.element = h('li', { class: 'card job' },
      h('div', { class: 'job-header' }, h('div', { class: 'job-title' }, this.#title, this.#kind), this.#actions),
      this.#progress.element, this.#when, this.#problem);
    this.update(job);
  }

  /** @param {Job} job */
  update(job) {
    const kind = tryT(`jobs.kind-${job.kind}`, job.kind);

    fill(this.#title, job.title);
    fill(this.#kind, kind);
    this.#kind.hidden = kind === job.title;
    this.#progress.update(snapshotOfJob(job));
    fill(this.#when, times(job));
    if (this.#shownStatus !== job.status) {
      this.#shownStatus = job.status;
      this.#showActions(job);
    }
  }

  /** @param {Job} job */
  #showActions(job) {
    const ended = hasEnded(job.status);
    const isSimulation = job.kind === 'simulation';

    fill(this.#actions,
      isSimulation && h('a', { class: 'button', href: routeTo('simulation', job.id), 'aria-label': ended ? t('jobs.open-label', { title: job.title }) : null }, t(ended ? 'jobs.open' : 'jobs.follow')),
      ended
        ? h('button', { type: 'button', class: 'flat', 'aria-label': t('jobs.forget-label', { title: job.title }), onclick: () => this.#delete(job) }, t('jobs.forget'))
        : h('button', { type: 'button', class: 'destructive', 'aria-label': t('jobs.cancel-label', { title: job.title }), onclick: () => this.#delete(job) }, t('common.cancel')));
  }

  /** @param {Job} job */
  async #delete(job) {
    try {
      await deleteJob(job.id);
      fill(this.#problem);
    } catch (error) {
      fill(this.#problem, t('jobs.action-failed', { title: job.title, reason: /** @type {Error} */ (error).message }));
    }
  }
}

/** @param {Job} job */
function times(job) {
  const parts = [];

  if (job.started_at !== null) {
    parts.push(t('jobs.started', { time: formatMoment(job.started_at) }));
    if (job.finished_at !== null) {
      parts.push(t('jobs.took', { duration: formatDuration(job.finished_at - job.started_at) }));
    }
  }
  return parts.join(' · ');
}

export class JobsPage {
  #jobs;
  /** @type {Map<string, JobRow>} */
  #rows = new Map();
  #list = h('ul', { class: 'jobs' });
  #content = h('div', {});
  #onChanged = (/** @type {any} */ event) => this.#changed(event.detail);

  /**
   * @param {Element} outlet
   * @param {import('../router.js').Route} _route
   * @param {import('../jobs.js').JobList} jobs
   */
  constructor(outlet, _route, jobs) {
    this.#jobs = jobs;
    fill(outlet, h('h1', { tabindex: -1 }, t('jobs.title')), this.#content);
    jobs.addEventListener('changed', this.#onChanged);
    this.#showList();
  }

  update() {
    return true;
  }

  close() {
    this.#jobs.removeEventListener('changed', this.#onChanged);
  }

  /** @param {string[]} ids */
  #changed(ids) {
    const isMembership = ids.some((id) => this.#rows.has(id) !== (this.#jobs.find(id) !== null));

    if (isMembership || ids.length !== 1) {
      this.#showList();
    } else {
      this.#rows.get(ids[0])?.update(/** @type {Job} */ (this.#jobs.find(ids[0])));
    }
  }

  #showList() {
    const jobs = this.#jobs.jobs;
    const rows = new Map(jobs.map((job) => [job.id, this.#rows.get(job.id) ?? new JobRow(job)]));

    jobs.forEach((job) => rows.get(job.id)?.update(job));
    this.#rows = rows;
    fill(this.#list, [...rows.values()].map((row) => row.element));
    fill(this.#content, this.#placeholder() ?? this.#list);
  }

  #placeholder() {
    if (!this.#jobs.known) {
      return h('p', { class: 'dim' }, t('common.loading'));
    }
    return this.#rows.size === 0 ? statusPage('jobs', t('jobs.empty'), h('p', {}, t('jobs.empty-text'))) : null;
  }
}
