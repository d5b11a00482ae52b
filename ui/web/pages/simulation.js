// The simulation: a form, the progress of one run by push, and its result.
// A run has its own address, so that it can be opened anywhere at any time.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { deleteJob, getJson, postJson, request } from '../api.js';
import { fill, h } from '../dom.js';
import { t } from '../i18n.js';
import { hasEnded, ProgressView, snapshotOfJob, snapshotOfProgress } from '../progress.js';
import { PushChannel } from '../push.js';
import { routeTo } from '../router.js';
import { failure, statusPage } from '../states.js';
import { SimulationForm } from './simulation-form.js';
import { SimulationResultView } from './simulation-result.js';

/** @typedef {import('../router.js').Route} Route */

const ACCEPTED = 202;
const CONFLICT = 409;

export class SimulationPage {
  #jobs;
  #form = new SimulationForm((body) => this.#start(body));
  #heading = h('h1', { tabindex: -1 }, t('sim.title'));
  #run = h('section', { class: 'run', 'aria-label': t('run.progress') });
  #result = h('section', { class: 'result', 'aria-label': t('result.title') });
  /** @type {string | null} */
  #id = null;
  /** @type {PushChannel | null} */
  #channel = null;
  /** @type {SimulationResultView | null} */
  #resultView = null;

  /**
   * @param {Element} outlet
   * @param {Route} route
   * @param {import('../jobs.js').JobList} jobs
   */
  constructor(outlet, route, jobs) {
    this.#jobs = jobs;
    fill(outlet, this.#heading, h('p', { class: 'dim' }, t('sim.intro')),
      h('div', { class: 'simulation' }, this.#form.element, h('div', { class: 'run-and-result' }, this.#run, this.#result)));
    this.#loadSeasons(route.query.get('season') ?? '');
    this.#open(route);
  }

  /** @param {Route} route */
  update(route) {
    this.#open(route);

    return true;
  }

  close() {
    this.#channel?.stop();
    this.#resultView?.close();
    this.#channel = null;
    this.#id = null;
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
      this.close();
      this.#id = route.id;
      fill(this.#run);
      fill(this.#result);
      if (route.id !== null) {
        this.#follow(route.id);
      }
    }
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
    const cancel = h('button', { type: 'button', class: 'destructive', onclick: () => this.#cancel(id, problem) }, t('common.cancel'));
    const problem = h('p', { class: 'form-error', role: 'alert' });
    const path = encodeURIComponent(id);

    fill(this.#run, h('div', { class: 'card run-card' }, view.element, cancel, problem));
    this.#channel = new PushChannel({
      socketPath: `/ws/simulation/${path}`,
      pollPath: `/api/simulation/progress/${path}`,
      pollToMessage: (body) => ({ type: 'progress', progress: body }),
      pollHasEnded: (body) => body.status === 'complete' || body.status === 'error',
      onMessage: (message) => {
        if (message.type === 'progress') {
          const snapshot = snapshotOfProgress(message.progress);

          view.update({ ...snapshot, detail: this.#jobs.find(id)?.detail ?? null });
          cancel.hidden = hasEnded(snapshot.state) || snapshot.state === 'not_found';
        }
      },
      onEnd: (found) => (found ? this.#ended(id, view) : this.#unknown()),
    });
    this.#channel.start();
  }

  #unknown() {
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
    fill(this.#result, h('p', { class: 'dim' }, t('run.result-loading')));
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
      ? h('p', { class: 'dim' }, t('run.no-result'), '. ', error.message)
      : failure(t('run.result-failed'), error, () => this.#ended(id, view)));
  }
}
