// One grammar for progress, wherever it is shown: how far · done of total ·
// rate · time left; then what it is doing, quieter.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { fill, h, setText } from './dom.js';
import { formatInteger, formatProgress, formatTimeLeft } from './format.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').JobStatus | 'not_found'} State */

/**
 * What any piece of long work says of itself.
 *
 * @typedef {object} Snapshot
 * @property {State} state
 * @property {number} current
 * @property {number} total 0 while it is unknown
 * @property {number | null} eta seconds
 * @property {string | null} error
 * @property {string | null} detail
 * @property {boolean} partial
 */

const ANNOUNCED_STEPS = 4;
const RATE_AFTER_SECONDS = 0.5;
const TIME_LEFT_AFTER_SECONDS = 2;

/** @type {ReadonlySet<State>} */
const ENDED = new Set(/** @type {State[]} */ (['complete', 'error', 'cancelled', 'interrupted']));

/** @param {State} state */
export function hasEnded(state) {
  return ENDED.has(state);
}

/**
 * @param {Job} job
 * @returns {Snapshot}
 */
export function snapshotOfJob(job) {
  return {
    state: job.status,
    current: job.current,
    total: job.total,
    eta: job.eta_seconds,
    error: job.error,
    detail: job.detail,
    partial: job.partial,
  };
}

/**
 * @param {import('./types.js').Progress} progress
 * @returns {Snapshot}
 */
export function snapshotOfProgress(progress) {
  return {
    state: progress.status === 'not_found' ? 'not_found' : progress.state ?? progress.status,
    current: progress.current,
    total: progress.total,
    eta: progress.eta_seconds ?? null,
    error: progress.error ?? null,
    detail: null,
    partial: false,
  };
}

/**
 * @param {Snapshot} snapshot
 * @returns {number | null} 0..1; null while the total is unknown
 */
export function fractionOf(snapshot) {
  if (snapshot.state === 'complete') {
    return 1;
  }
  return snapshot.total > 0 ? Math.min(1, snapshot.current / snapshot.total) : null;
}

/**
 * The word for a state.
 *
 * @param {Snapshot} snapshot
 */
export function wordFor(snapshot) {
  const { state, current, total, error, partial } = snapshot;

  switch (state) {
    case 'error':
      return error ? t('progress.error', { reason: error }) : t('progress.error-bare');
    case 'cancelled':
      return partial ? t('progress.cancelled-kept', { count: formatInteger(current) }) : t('progress.cancelled');
    case 'running':
      return total > 0 && current >= total ? t('progress.finishing') : t('progress.running');
    default:
      return t(`progress.${state}`);
  }
}

/**
 * The line of figures: `43 % · 1,204 of 2,812 · 18,400/s · about 2 min left`.
 *
 * @param {Snapshot} snapshot
 * @param {number | null} rate per second
 * @param {number} age seconds since it was first seen
 */
export function figuresOf(snapshot, rate, age) {
  const { state, current, total, eta } = snapshot;
  const fraction = fractionOf(snapshot);
  const parts = [];

  if (fraction !== null && state !== 'queued') {
    parts.push(formatProgress(fraction));
  }
  if (total > 0) {
    parts.push(t('progress.of', { current: formatInteger(current), total: formatInteger(total) }));
  } else if (current > 0) {
    parts.push(t('progress.count', { current: formatInteger(current) }));
  }
  if (state === 'running' && rate !== null && current < total) {
    parts.push(t('unit.rate', { value: formatInteger(rate) }));
    if (eta !== null && age >= TIME_LEFT_AFTER_SECONDS) {
      parts.push(formatTimeLeft(eta));
    }
  }
  return parts.join(' · ');
}

/** The mean rate since the work was first seen to move. */
export class RateMeter {
  #now;
  #startedAt = 0;
  #startedWith = 0;
  #begun = false;

  /** @param {() => number} [now] milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /**
   * @param {number} current
   * @returns {{rate: number | null, age: number}}
   */
  measure(current) {
    const now = this.#now();

    if (!this.#begun || current < this.#startedWith) {
      this.#begun = true;
      this.#startedAt = now;
      this.#startedWith = current;
    }
    const age = (now - this.#startedAt) / 1000;
    const done = current - this.#startedWith;

    return { rate: age >= RATE_AFTER_SECONDS && done > 0 ? done / age : null, age };
  }
}

/**
 * A bar with its lines. It never goes back, paints at most once a frame, and
 * tells a screen reader the quarters and the end.
 */
export class ProgressView {
  #meter = new RateMeter();
  #highest = 0;
  #announced = '';
  /** @type {Snapshot | null} */
  #snapshot = null;
  #scheduled = false;
  #what;

  /**
   * @param {string} label what the bar measures, for a screen reader
   * @param {object} [options]
   * @param {boolean} [options.announces] false where another bar speaks of the same work
   */
  constructor(label, { announces = true } = {}) {
    this.#what = label;
    this.fillElement = h('div', { class: 'bar-fill' });
    this.bar = h('div', { class: 'bar', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100 }, this.fillElement);
    this.state = h('span', { class: 'progress-state' });
    this.figures = h('span', { class: 'progress-figures numeric' });
    this.detail = h('p', { class: 'progress-detail' });
    this.live = announces ? h('p', { class: 'visually-hidden', role: 'status' }) : null;
    this.element = h('div', { class: 'progress' }, h('p', { class: 'progress-lines' }, this.state, this.figures), this.bar, this.detail, this.live);
  }

  /** @param {Snapshot} snapshot */
  update(snapshot) {
    this.#snapshot = snapshot;
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#paint();
      });
    }
  }

  #paint() {
    const snapshot = /** @type {Snapshot} */ (this.#snapshot);
    const fraction = fractionOf(snapshot);
    const { rate, age } = this.#meter.measure(snapshot.current);
    const ended = hasEnded(snapshot.state);

    this.#highest = Math.max(this.#highest, fraction ?? 0);
    setText(this.state, wordFor(snapshot));
    setText(this.figures, figuresOf(snapshot, rate, age));
    setText(this.detail, snapshot.detail ?? '');
    this.element.dataset.state = snapshot.state;
    this.bar.classList.toggle('indeterminate', fraction === null && !ended && snapshot.state !== 'queued');
    this.fillElement.style.transform = `scaleX(${this.#highest})`;
    this.bar.setAttribute('aria-valuetext', `${this.state.textContent} ${this.figures.textContent}`.trim());
    if (fraction === null && !ended) {
      this.bar.removeAttribute('aria-valuenow');
    } else {
      this.bar.setAttribute('aria-valuenow', String(Math.floor(this.#highest * 100)));
    }
    this.#announce(snapshot, fraction);
  }

  /**
   * @param {Snapshot} snapshot
   * @param {number | null} fraction
   */
  #announce(snapshot, fraction) {
    const step = Math.floor((fraction ?? 0) * ANNOUNCED_STEPS);
    const key = hasEnded(snapshot.state) ? snapshot.state : String(step);

    if (this.live === null || key === this.#announced) {
      return;
    }
    this.#announced = key;
    fill(this.live, hasEnded(snapshot.state)
      ? `${this.#what}: ${wordFor(snapshot)}`
      : t('progress.announce', { what: this.#what, percent: formatProgress(step / ANNOUNCED_STEPS) }));
  }
}
