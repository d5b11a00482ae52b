// The list of games. What is filtered, sorted and shown stands in the address.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { getJson } from '../api.js';
import { fill, h } from '../dom.js';
import { formatDate, formatInteger, formatPercent } from '../format.js';
import { t, tn } from '../i18n.js';
import { routeTo } from '../router.js';
import { isSynthetic, syntheticTag } from '../season.js';
import { failure, statusPage } from '../states.js';
import { dateCell, pager, table } from '../table.js';

/** @typedef {import('../types.js').Game} Game */
/** @typedef {import('../types.js').GamePage} GamePage */
/** @typedef {import('../router.js').Route} Route */

const LIMIT = 50;
const ALL_SEASONS = '*';

/** Names in the address, and what the server calls them. */
const FILTERS = { season: 'season', team: 'team_filter', from: 'date_from', to: 'date_to', sort: 'sort_by', order: 'sort_order', offset: 'offset' };

/** @param {Game} game */
function matchup(game) {
  return t('games.matchup-value', {
    away: game.away_team_name ?? game.away_team_abbr ?? t('common.undefined'),
    home: game.home_team_name ?? game.home_team_abbr ?? t('common.undefined'),
  });
}

/** @param {Game} game */
function describe(game) {
  return game.home_team_abbr === null ? game.game_id : matchup(game);
}

/** @param {Game} game */
function score(game) {
  return game.final_home_score === null || game.final_away_score === null
    ? h('span', { class: 'dim', title: t('games.not-final') }, t('common.undefined'))
    : `${game.final_away_score} – ${game.final_home_score}`;
}

/** @type {import('../table.js').Column<Game>[]} */
const COLUMNS = [
  { label: t('games.date'), key: 'date', cell: (game) => dateCell(game.game_date) },
  {
    label: t('games.matchup'),
    cell: (game) => [
      h('span', { class: 'only-wide' }, describe(game)),
      h('span', { class: 'only-narrow' }, game.home_team_abbr === null ? game.game_id : `${game.away_team_abbr} – ${game.home_team_abbr}`, ' ', syntheticTag(game.season)),
    ],
  },
  { label: t('games.score'), key: 'score', numeric: true, cell: score },
  { label: t('games.points'), help: t('games.points-help'), numeric: true, wide: true, cell: (game) => formatInteger(game.prob_count) },
  { label: t('games.volatility'), help: t('games.volatility-help'), key: 'std_dev', numeric: true, wide: true, cell: (game) => formatPercent(game.stats.standard_deviation) },
  { label: t('games.range'), help: t('games.range-help'), key: 'range', numeric: true, wide: true, cell: (game) => formatPercent(game.stats.probability_range) },
  { label: t('games.sources'), wide: true, cell: (game) => [!isSynthetic(game.season) && game.sources.join(', '), syntheticTag(game.season)] },
  {
    label: t('games.simulate'),
    unseen: true,
    cell: (game) => (game.has_kalshi
      ? h('a', {
        class: 'button flat',
        href: routeTo('simulation', null, { game: game.game_id }),
        'aria-label': t('games.simulate-label', { matchup: describe(game), date: formatDate(game.game_date) }),
      }, t('games.simulate'))
      : h('span', { class: 'dim no-prices' }, t('games.no-prices'))),
  },
];

/**
 * @param {string} label
 * @param {Element} control
 */
function field(label, control) {
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), control);
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} chosen
 */
function option(value, label, chosen) {
  return h('option', { value, selected: value === chosen }, label);
}

export class GamesPage {
  #route;
  /** @type {AbortController | null} */
  #request = null;
  #filters = h('form', { class: 'toolbar card', 'aria-label': t('games.filters'), onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
  #summary = h('p', { class: 'dim summary-line', role: 'status' });
  #list = h('div', { class: 'list' });
  #jobs;
  #onEnded = (/** @type {any} */ event) => {
    if (event.detail.kind !== 'simulation') {
      this.#open();
    }
  };
  /** @type {string[]} */
  #seasons = [];
  /** @type {string[]} */
  #teams = [];

  /**
   * @param {Element} outlet
   * @param {Route} route
   * @param {import('../jobs.js').JobList} jobs
   */
  constructor(outlet, route, jobs) {
    this.#route = route;
    this.#jobs = jobs;
    fill(outlet, h('h1', { tabindex: -1 }, t('games.title')), this.#filters, this.#summary, this.#list);
    jobs.addEventListener('ended', this.#onEnded);
    this.#showSkeleton();
    this.#open();
  }

  /**
   * Follows a change of the query; the page stays.
   *
   * @param {Route} route
   */
  update(route) {
    this.#route = route;
    this.#showFilters();
    this.#load();

    return true;
  }

  close() {
    this.#request?.abort();
    this.#jobs.removeEventListener('ended', this.#onEnded);
  }

  async #open() {
    this.#showFilters();
    try {
      const [seasons, teams] = await Promise.all([getJson('/api/games/seasons'), getJson('/api/games/teams')]);

      this.#seasons = seasons.seasons;
      this.#teams = teams.teams;
      this.#showFilters();
    } catch (error) {
      fill(this.#list, failure(t('games.failed'), /** @type {Error} */ (error), () => this.#open()));
      return;
    }
    await this.#load();
  }

  #get(/** @type {string} */ name) {
    return this.#route.query.get(name) ?? '';
  }

  /** @param {Record<string, string>} changes */
  #go(changes) {
    const query = Object.fromEntries(this.#route.query);

    location.hash = routeTo('', null, { ...query, offset: '', ...changes });
  }

  #showFilters() {
    const onchange = (/** @type {any} */ event) => this.#go({ [event.target.name]: event.target.type === 'checkbox' ? (event.target.checked ? '1' : '') : event.target.value });
    const focused = this.#filters.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : null;
    const seasons = this.#seasons;
    const isFiltered = ['team', 'from', 'to', 'priced'].some((name) => this.#get(name) !== '');

    fill(this.#filters,
      field(t('games.season'), h('select', { name: 'season', onchange },
        option('', seasons[0] ?? t('games.season-newest'), this.#get('season')),
        seasons.slice(1).map((season) => option(season, season, this.#get('season'))),
        option(ALL_SEASONS, t('games.season-all'), this.#get('season')))),
      field(t('games.team'), h('select', { name: 'team', onchange },
        option('', t('games.team-all'), this.#get('team')),
        this.#teams.map((team) => option(team, team, this.#get('team'))))),
      field(t('games.from'), h('input', { type: 'date', name: 'from', value: this.#get('from'), onchange })),
      field(t('games.to'), h('input', { type: 'date', name: 'to', value: this.#get('to'), onchange })),
      h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'priced', checked: this.#get('priced') !== '', onchange }), t('games.priced')),
      isFiltered && h('button', { type: 'button', class: 'flat', onclick: () => this.#go({ team: '', from: '', to: '', priced: '' }) }, t('common.clear')));
    if (focused) {
      /** @type {HTMLElement | null} */ (this.#filters.querySelector(`[name="${focused}"]`))?.focus();
    }
  }

  #path() {
    const query = new URLSearchParams({ limit: String(LIMIT), has_kalshi: String(this.#get('priced') !== '') });

    for (const [name, parameter] of Object.entries(FILTERS)) {
      const value = this.#get(name);

      if (value !== '') {
        query.set(parameter, value);
      }
    }
    return `/api/games?${query}`;
  }

  async #load() {
    this.#request?.abort();
    this.#request = new AbortController();
    this.#list.setAttribute('aria-busy', 'true');
    try {
      this.#show(await getJson(this.#path(), this.#request.signal));
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'AbortError') {
        return;
      }
      // What was there stays, beneath what is wrong with it.
      this.#list.querySelector('.banner')?.remove();
      this.#list.prepend(failure(t('games.failed'), /** @type {Error} */ (error), () => this.#load()));
    }
    this.#list.removeAttribute('aria-busy');
  }

  #showSkeleton() {
    fill(this.#list, h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: 12 }, () => h('div', { class: 'skeleton-row' }))));
  }

  /** @param {GamePage} page */
  #show(page) {
    if (this.#seasons.length === 0) {
      this.#filters.hidden = true;
      fill(this.#summary);
      fill(this.#list, emptyPage());
      return;
    }
    this.#filters.hidden = false;
    fill(this.#summary, tn('games.count', page.total));
    if (page.total === 0) {
      fill(this.#list, statusPage('games', t('games.none'), h('p', {}, t('games.none-text'))));
      return;
    }
    const order = { key: this.#get('sort') || 'date', descending: this.#get('order') !== 'asc' };
    const offset = Number(this.#get('offset')) || 0;

    fill(this.#list,
      h('div', { class: 'card' }, table({
        caption: t('games.table'),
        columns: COLUMNS,
        rows: page.games,
        order,
        onOrder: ({ key, descending }) => this.#go({ sort: key, order: descending ? 'desc' : 'asc' }),
      })),
      page.total > LIMIT && pager({ label: t('games.title'), offset, limit: LIMIT, total: page.total, onGo: (target) => this.#go({ offset: target > 0 ? String(target) : '' }) }));
  }
}

function emptyPage() {
  return statusPage('games', t('games.empty'),
    h('p', {}, t('games.empty-text')),
    h('dl', { class: 'commands' },
      h('dt', {}, h('code', {}, 'backcourt import PATH…')), h('dd', {}, t('games.empty-import')),
      h('dt', {}, h('code', {}, 'backcourt demo')), h('dd', {}, t('games.empty-demo'))));
}
