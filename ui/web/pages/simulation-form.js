// The form of a simulation: every parameter, checked before it is sent.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { fill, h, uniqueId } from '../dom.js';
import { t, tn } from '../i18n.js';
import { check, NUM_GAMES, PARAMETERS, writtenFor } from '../parameters.js';

/** @typedef {import('../parameters.js').Parameter} Parameter */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

class Field {
  /** @param {Parameter} parameter */
  constructor(parameter) {
    const id = uniqueId(parameter.name);

    this.parameter = parameter;
    this.control = makeControl(parameter, id);
    this.message = h('span', { class: 'field-message', id: `${id}-message` });
    this.help = parameter.help ? t(parameter.help) : '';
    this.control.setAttribute('aria-describedby', this.message.id);
    this.element = parameter.kind === 'flag'
      ? h('div', { class: 'field flag' }, h('label', { class: 'check' }, this.control, t(parameter.label)), this.message)
      : h('div', { class: 'field' },
        h('label', { class: 'field-label', for: id }, t(parameter.label)),
        h('span', { class: 'entry' }, this.control, parameter.unit && h('span', { class: 'unit' }, parameter.unit)),
        this.message);
    this.control.addEventListener('change', () => this.check());
    this.say('');
  }

  get written() {
    return this.control instanceof HTMLInputElement && this.control.type === 'checkbox' ? String(this.control.checked) : this.control.value;
  }

  set written(text) {
    if (this.control instanceof HTMLInputElement && this.control.type === 'checkbox') {
      this.control.checked = text === 'true';
    } else {
      this.control.value = text;
    }
    this.say('');
  }

  /** @returns {string | null | undefined} what to send; undefined if it is wrong */
  check() {
    const { value, error } = check(this.parameter, this.written);

    this.say(error ?? '');

    return value;
  }

  /** @param {string} error */
  say(error) {
    const wrong = error !== '';

    fill(this.message, wrong ? error : this.help);
    this.message.classList.toggle('wrong', wrong);
    if (wrong) {
      this.control.setAttribute('aria-invalid', 'true');
    } else {
      this.control.removeAttribute('aria-invalid');
    }
  }
}

/**
 * @param {Parameter} parameter
 * @param {string} id
 * @returns {Control}
 */
function makeControl(parameter, id) {
  const { name, kind, initial, choices = [], placeholder } = parameter;

  switch (kind) {
    case 'choice':
      return h('select', { id, name }, choices.map(([value, label]) => h('option', { value, selected: value === initial }, t(label))));
    case 'flag':
      return h('input', { id, name, type: 'checkbox' });
    default:
      return h('input', {
        id,
        name,
        type: 'text',
        inputmode: kind === 'integer' ? 'numeric' : kind === 'number' ? 'decimal' : null,
        autocomplete: 'off',
        value: initial,
        placeholder: placeholder ? t(placeholder) : null,
        class: kind === 'text' ? null : 'numeric',
      });
  }
}

export class SimulationForm {
  #fields = PARAMETERS.map((parameter) => new Field(parameter));
  #numGames = new Field(NUM_GAMES);
  #season = h('select', { name: 'season', id: uniqueId('season') });
  #what = h('div', { class: 'fields' });
  /** @type {string[]} */
  #gameIds = [];
  #onRun;

  /** @param {(body: Record<string, unknown>) => void} onRun */
  constructor(onRun) {
    this.#onRun = onRun;
    this.run = h('button', { type: 'submit', class: 'suggested' }, t('sim.run'));
    this.error = h('p', { class: 'form-error', role: 'alert' });
    this.more = h('details', { class: 'more' },
      h('summary', {}, t('sim.more')),
      this.#group('sim.costs', 'costs'),
      this.#group('sim.data', 'data'));
    this.element = h('form', { class: 'simulation-form card', novalidate: true, 'aria-label': t('sim.title'), onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      h('fieldset', {}, h('legend', {}, t('sim.what')), this.#what),
      this.#group('sim.trading', 'trading'),
      this.more,
      h('div', { class: 'form-actions' }, this.run, this.error));
    this.#showWhat();
  }

  /**
   * @param {import('../i18n.js').MessageId} label
   * @param {Parameter['group']} group
   */
  #group(label, group) {
    return h('fieldset', {}, h('legend', {}, t(label)),
      h('div', { class: 'fields' }, this.#fields.filter((field) => field.parameter.group === group).map((field) => field.element)));
  }

  #showWhat() {
    if (this.#gameIds.length > 0) {
      fill(this.#what, h('p', { class: 'chosen-games' },
        tn('sim.only', this.#gameIds.length, { ids: this.#gameIds.join(', ') }),
        h('button', { type: 'button', class: 'flat', onclick: () => this.setGames([]) }, t('sim.only-clear'))));
    } else {
      fill(this.#what,
        h('div', { class: 'field' }, h('label', { class: 'field-label', for: this.#season.id }, t('sim.season')), h('span', { class: 'entry' }, this.#season), h('span', { class: 'field-message' })),
        this.#numGames.element);
    }
  }

  /**
   * @param {string[]} seasons the newest first
   * @param {string} chosen
   */
  setSeasons(seasons, chosen) {
    fill(this.#season, seasons.map((season) => h('option', { value: season, selected: season === chosen }, season)));
    this.#season.disabled = seasons.length === 0;
    this.run.disabled = seasons.length === 0;
    this.error.textContent = seasons.length === 0 ? t('sim.no-games') : '';
  }

  /** @param {string[]} ids exactly these games; none: a season */
  setGames(ids) {
    this.#gameIds = ids;
    this.#showWhat();
  }

  /**
   * Writes the parameters of a run into the form, to be changed and run again.
   *
   * @param {import('../types.js').Parameters} parameters
   */
  setParameters(parameters) {
    for (const field of [...this.#fields, this.#numGames]) {
      field.written = writtenFor(field.parameter, parameters[field.parameter.name]);
    }
    if (typeof parameters.season === 'string') {
      this.#season.value = parameters.season;
    }
    this.setGames(Array.isArray(parameters.game_ids) ? parameters.game_ids : []);
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    this.run.disabled = busy;
    this.run.textContent = t(busy ? 'sim.starting' : 'sim.run');
  }

  /** @returns {Record<string, unknown> | null} null if a field is wrong */
  #collect() {
    const bySeason = this.#gameIds.length === 0;
    /** @type {Record<string, unknown>} */
    const body = bySeason ? { season: this.#season.value } : { game_ids: this.#gameIds };
    const fields = bySeason ? [this.#numGames, ...this.#fields] : this.#fields;
    const wrong = [];

    for (const field of fields) {
      const value = field.check();

      if (value === undefined) {
        wrong.push(field);
      } else if (value !== null) {
        body[field.parameter.name] = value;
      }
    }
    if (wrong.length > 0) {
      this.more.open ||= wrong.some((field) => this.more.contains(field.control));
      wrong[0].control.focus();
      return null;
    }
    return body;
  }

  /** @param {Event} event */
  #submit(event) {
    const body = this.#collect();

    event.preventDefault();
    this.error.textContent = '';
    if (body !== null && !this.run.disabled) {
      this.#onRun(body);
    }
  }
}
