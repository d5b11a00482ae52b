// The simulation: a form, the progress of one run by push, and its result.
// A run has its own address, so that it can be opened anywhere at any time.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { deleteJob, getJson, postJson, request } from '../api.js';
import { fill, h } from '../dom.js';
import { formatMoment } from '../format.js';
import { t } from '../i18n.js';
import { hasEnded, ProgressView, snapshotOfJob, snapshotOfProgress, wordFor } from '../progress.js';
import { PushChannel } from '../push.js';
import { routeTo } from '../router.js';
import { failure, statusPage } from '../states.js';
import { SimulationForm } from './simulation-form.js';
import { SimulationResultView } from './simulation-result.js';

/** @typedef {import('../router.js').Route} Route */

const ACCEPTED = 202;
const CONFLICT = 409;
const MOST_RECENT = 8;

/** How long a run may be unknown by HTTP; a socket ends by itself then. */
const UNKNOWN_GRACE = 10000;

/** Where the form no longer stands beside the result. */
const oneColumn = matchMedia('(max-width: 1080px)');

export class SimulationPage {
  #jobs;
  #form = new SimulationForm((body) => this.#start(body));
  #heading = h('h1', { tabindex: -1 }, t('sim.title'));
  #columns = h('div', { class: 'simulation' });
  #outcome = h('div', { class: 'run-and-result' });
  #run = h('section', { class: 'run', 'aria-label': t('run.progress') });
  #result = h('section', { class: 'result', 'aria-label': t('result.title') });
  /** @type {string | null} */
  #id = null;
  /** @type {PushChannel | null} */
  #channel = null;
  /** @type {SimulationResultView | null} */
  #resultView = null;
  #arrange = () => this.#arrangeColumns();
  #onChanged = () => this.#id === null && this.#showRecent();

  /**
   * @param {Element} outlet
   * @param {Route} route
   * @param {import('../jobs.js').JobList} jobs
   */
  constructor(outlet, route, jobs) {
    this.#jobs = jobs;
    fill(this.#outcome, this.#run, this.#result);
    fill(outlet, this.#heading, h('p', { class: 'dim' }, t('sim.intro')), this.#columns);
    oneColumn.addEventListener('change', this.#arrange);
    jobs.addEventListener('changed', this.#onChanged);
    this.#loadSeasons(route.query.get('season') ?? '');
    this.#open(route);
  }

  /** @param {Route} route */
  update(route) {
    this.#open(route);

    return true;
  }

  close() {
    this.#letGo();
    oneColumn.removeEventListener('change', this.#arrange);
    this.#jobs.removeEventListener('changed', this.#onChanged);
  }

  /** Of the run that was open. */
  #letGo() {
    this.#channel?.stop();
    this.#resultView?.close();
    this.#channel = null;
    this.#resultView = null;
    this.#id = null;
  }

  /** An open run comes first where there is room for one column only. */
  #arrangeColumns() {
    const runFirst = oneColumn.matches && this.#id !== null;
    const columns = runFirst ? [this.#outcome, this.#form.element] : [this.#form.element, this.#outcome];

    if (this.#columns.firstChild !== columns[0]) {
      const hadFocus = this.#columns.contains(document.activeElement);

      fill(this.#columns, columns);
      if (hadFocus) {
        this.#heading.focus();
      }
    }
  }

  /** @param {string} chosen */
  async #loadSeasons(chosen) {
    try {
      const { seasons } = await getJson('/api/games/seasons');

      this.#form.setSeasons(seasons, chosen);
    } catch (error) {
      this.#form.error.textContent = t('sim.seasons-failed', { reason: /** @type {Error} */ (error).message });
    }
  }

  /** @param {Route} route */
  #open(route) {
    const game = route.query.get('game');

    if (game !== null) {
      this.#form.setGames([game]);
    }
    if (route.id !== this.#id || route.id === null) {
      this.#letGo();
      this.#id = route.id;
      fill(this.#run);
      this.#arrangeColumns();
      if (route.id === null) {
        this.#showRecent();
      } else {
        fill(this.#result, skeleton());
        this.#follow(route.id);
      }
    }
  }

  /** What ran before stands where a run would. */
  #showRecent() {
    const runs = this.#jobs.jobs.filter((job) => job.kind === 'simulation').slice(0, MOST_RECENT);

    fill(this.#result, runs.length === 0
      ? statusPage('simulation', t('run.none'), h('p', {}, t('run.none-text')))
      : h('section', { class: 'card part recent' }, h('h2', {}, t('run.recent')), h('ul', {}, runs.map(recentRun))));
  }

  /** @param {Record<string, unknown>} body */
  async #start(body) {
    this.#form.setBusy(true);
    try {
      const { request_id: id } = await postJson('/api/simulation/run', body);

      location.hash = routeTo('simulation', id);
    } catch (error) {
      this.#form.error.textContent = t('sim.start-failed', { reason: /** @type {Error} */ (error).message });
    }
    this.#form.setBusy(false);
  }

  /** @param {string} id */
  #follow(id) {
    const view = new ProgressView(t('run.progress'));
    /** @type {import('../progress.js').State} */
    let state = 'queued';
    const cancel = h('button', { type: 'button', class: 'destructive', onclick: () => this.#cancel(id, problem) }, t('common.cancel'));
    const problem = h('p', { class: 'form-error', role: 'alert' });
    const path = encodeURIComponent(id);
    const since = performance.now();

    fill(this.#run, h('div', { class: 'card run-card' }, view.element, cancel, problem));
    this.#channel = new PushChannel({
      socketPath: `/ws/simulation/${path}`,
      pollPath: `/api/simulation/progress/${path}`,
      pollToMessage: (body) => ({ type: 'progress', progress: body }),
      pollHasEnded: ({ status }) => status === 'complete' || status === 'error' || (status === 'not_found' && performance.now() - since > UNKNOWN_GRACE),
      onMessage: (message) => {
        if (message.type === 'progress') {
          const snapshot = snapshotOfProgress(message.progress);

          state = snapshot.state;
          // What came out stands below, in large letters.
          view.update({ ...snapshot, detail: hasEnded(snapshot.state) ? null : this.#jobs.find(id)?.detail ?? null });
          cancel.hidden = hasEnded(snapshot.state) || snapshot.state === 'not_found';
        }
      },
      onEnd: (found) => (found && state !== 'not_found' ? this.#ended(id, view) : this.#unknown()),
    });
    this.#channel.start();
  }

  #unknown() {
    fill(this.#result);
    fill(this.#run, statusPage('simulation', t('run.unknown'), h('p', {}, t('run.unknown-text')),
      h('a', { class: 'button', href: routeTo('simulation') }, t('run.new'))));
  }

  /**
   * @param {string} id
   * @param {Element} problem
   */
  async #cancel(id, problem) {
    try {
      await deleteJob(id);
    } catch (error) {
      problem.textContent = t('run.cancel-failed', { reason: /** @type {Error} */ (error).message });
    }
  }

  /**
   * @param {string} id
   * @param {ProgressView} view
   */
  async #ended(id, view) {
    const job = this.#jobs.find(id);

    if (job !== null && hasEnded(job.status)) {
      view.update(snapshotOfJob(job));
    }
    try {
      const answer = await request(`/api/simulation/results/${encodeURIComponent(id)}?view=summary`);

      if (this.#id === id && answer.status !== ACCEPTED) {
        this.#showResult(id, answer.body);
      }
    } catch (error) {
      if (this.#id === id) {
        this.#showFailure(id, view, /** @type {import('../api.js').ApiError} */ (error));
      }
    }
  }

  /**
   * @param {string} id
   * @param {import('../types.js').SimulationResult} result
   */
  #showResult(id, result) {
    this.#resultView = new SimulationResultView(id, result);
    fill(this.#result, this.#resultView.element);
    this.#form.setParameters(result.parameters);
  }

  /**
   * @param {string} id
   * @param {ProgressView} view
   * @param {import('../api.js').ApiError} error
   */
  #showFailure(id, view, error) {
    fill(this.#result, error.status === CONFLICT
      ? statusPage('simulation', t('run.no-result'), h('p', {}, error.message))
      : failure(t('run.result-failed'), error, () => this.#ended(id, view)));
  }
}

/**
 * @param {import('../types.js').Job} job
 */
function recentRun(job) {
  const snapshot = snapshotOfJob(job);

  return h('li', {},
    h('a', { href: routeTo('simulation', job.id) }, job.title),
    h('span', { class: 'dim small' }, [wordFor(snapshot), hasEnded(job.status) ? formatMoment(job.finished_at ?? job.started_at) : null].filter(Boolean).join(' · ')));
}

/** The room that the result will take, so that nothing jumps when it comes. */
function skeleton() {
  return h('div', { class: 'skeleton result-parts', 'aria-hidden': 'true' },
    ['headline-shape', 'figures-shape', 'chart-shape'].map((shape) => h('div', { class: `skeleton-shape ${shape}` })));
}
