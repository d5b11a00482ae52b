// What came out of a simulation.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { EquityChart } from '../equity-chart.js';
import { h, icon } from '../dom.js';
import { formatCents, formatDollars, formatDuration, formatInteger, formatPercent, formatProfit, formatRatio } from '../format.js';
import { t, tn } from '../i18n.js';
import { syntheticTag } from '../season.js';
import { statusPage } from '../states.js';
import { dateCell, pagedTable, table } from '../table.js';

/** @typedef {import('../types.js').SimulationResult} SimulationResult */
/** @typedef {import('../types.js').GameSummary} GameSummary */
/** @typedef {import('../i18n.js').MessageId} MessageId */

const QUARTILES = /** @type {const} */ (['min', 'q1', 'q2', 'q3', 'max']);
const PHASES = /** @type {const} */ (['Q1', 'Q2-Q3', 'Q4']);

/**
 * One figure. An undefined one says why.
 *
 * @param {MessageId} label
 * @param {string} value
 * @param {object} [more]
 * @param {string} [more.help]
 * @param {string | null | false} [more.note]
 * @param {MessageId} [more.undefinedAs] why there may be no value
 */
function figure(label, value, { help, note, undefinedAs = 'result.undefined' } = {}) {
  const isUndefined = value === t('common.undefined');

  return h('div', { class: 'figure', title: isUndefined ? t(undefinedAs) : help },
    h('dt', {}, t(label)),
    h('dd', { class: 'numeric' }, value,
      isUndefined ? h('span', { class: 'visually-hidden' }, t(undefinedAs)) : note && h('span', { class: 'figure-note' }, note)));
}

/**
 * A figure of a table.
 *
 * @param {string} value
 * @param {MessageId} undefinedAs why there may be none
 */
function cellOf(value, undefinedAs) {
  return value === t('common.undefined') ? h('span', { class: 'dim', title: t(undefinedAs) }, value) : value;
}

/** @param {SimulationResult} result */
export function feesWord(result) {
  return t(result.before_fees ? 'result.before-fees' : 'result.after-fees');
}

/** @param {SimulationResult} result */
function figures(result) {
  const { settlement, max_drawdown_percent: drawdownPercent } = result;
  const fees = feesWord(result);

  return h('dl', { class: 'figures card' },
    figure('result.win-rate', formatPercent(result.win_rate), { help: t('result.win-rate-help') }),
    figure('result.expectancy', formatProfit(result.expectancy_dollars), { help: t('result.expectancy-help'), note: fees }),
    figure('result.profit-factor', formatRatio(result.profit_factor), { help: t('result.profit-factor-help'), undefinedAs: 'result.profit-factor-none' }),
    figure('result.drawdown', formatDollars(result.max_drawdown_dollars), {
      help: t('result.drawdown-help'),
      note: drawdownPercent === null ? t('result.drawdown-no-peak') : t('result.drawdown-share', { share: formatPercent(drawdownPercent / 100) }),
    }),
    figure('result.sharpe-trade', formatRatio(result.sharpe_ratio_per_trade), { help: t('result.sharpe-help'), undefinedAs: 'result.sharpe-none' }),
    figure('result.sharpe-game', formatRatio(result.sharpe_ratio_per_game), { help: t('result.sharpe-help'), undefinedAs: 'result.sharpe-none' }),
    figure('result.return', formatPercent(result.return_on_risk), { help: t('result.return-help'), note: fees }),
    figure('result.hold', formatDuration(result.avg_trade_duration_seconds)),
    figure('result.gross', formatProfit(result.total_gross_profit_dollars), { note: t('result.before-fees') }),
    figure('result.fees', formatDollars(result.total_fees_dollars)),
    figure('result.slippage', formatDollars(result.total_slippage_dollars)),
    figure('result.settlement', formatProfit(settlement?.held_profit_dollars), {
      help: settlement ? tn('result.settlement-help', settlement.num_trades) : undefined,
      note: settlement && t('result.settlement-note', { profit: formatProfit(settlement.traded_profit_dollars) }),
      undefinedAs: 'result.settlement-none',
    }));
}

/**
 * The trades by their direction, then by the phase of their entry.
 *
 * @param {SimulationResult} result
 */
function breakdown({ position_breakdown: position, phase_breakdown: phase }) {
  /** @type {[label: string, part: import('../types.js').Breakdown][]} */
  const rows = [
    [t('result.long'), position.long],
    [t('result.short'), position.short],
    ...PHASES.map((name) => /** @type {[string, import('../types.js').Breakdown]} */ ([t(`result.phase-${name}`), phase[name]])),
  ];

  return h('section', { class: 'card part' }, h('h3', {}, t('result.breakdown')), table({
    caption: t('result.breakdown'),
    columns: [
      { label: t('result.col-what'), cell: ([label]) => label },
      { label: t('result.col-count'), numeric: true, cell: ([, part]) => formatInteger(part.count) },
      { label: t('result.col-profit'), numeric: true, cell: ([, part]) => formatProfit(part.profit_dollars) },
      { label: t('result.col-win'), numeric: true, cell: ([, part]) => cellOf(formatPercent(part.win_rate), 'result.undefined') },
      { label: t('result.col-mean'), numeric: true, cell: ([, part]) => cellOf(formatProfit(part.avg_profit_dollars), 'result.undefined') },
    ],
    rows,
  }));
}

/** @param {SimulationResult} result */
function quartiles(result) {
  return h('section', { class: 'card part' }, h('h3', {}, t('result.quartiles')),
    h('dl', { class: 'quartiles' }, QUARTILES.map((name) => h('div', {},
      h('dt', {}, t(`result.quartile-${name}`)),
      h('dd', { class: 'numeric' }, formatProfit(result.distribution_quartiles[`${name}_dollars`]))))));
}

/** @param {GameSummary} row */
function nameOf(row) {
  return row.home_team_abbr && row.away_team_abbr ? t('games.matchup-value', { away: row.away_team_abbr, home: row.home_team_abbr }) : row.game_id;
}

/** @param {SimulationResult} result */
function games(result) {
  return h('section', { class: 'card part' }, h('h3', {}, t('result.games')), pagedTable({
    caption: t('result.games'),
    rows: result.per_game_summary,
    columns: [
      { label: t('games.date'), key: 'date', value: (row) => row.game_date ?? null, cell: (row) => dateCell(row.game_date) },
      { label: t('result.game'), key: 'game', value: nameOf, cell: (row) => h('span', { title: row.game_id }, nameOf(row)) },
      { label: t('result.trades'), key: 'trades', numeric: true, value: (row) => row.num_trades, cell: (row) => formatInteger(row.num_trades) },
      { label: t('result.col-profit'), key: 'profit', numeric: true, value: (row) => row.profit_dollars, cell: (row) => formatProfit(row.profit_dollars) },
      { label: t('result.col-win'), key: 'win', numeric: true, wide: true, value: (row) => row.win_rate, cell: (row) => cellOf(formatPercent(row.win_rate), 'result.undefined') },
    ],
  }));
}

/** @param {SimulationResult} result */
function failures(result) {
  return h('details', { class: 'card part failures' },
    h('summary', {}, icon('warning'), tn('result.failed', result.num_games_failed)),
    pagedTable({
      caption: tn('result.failed', result.num_games_failed),
      rows: result.failed_games,
      columns: [
        { label: t('result.game'), key: 'game', value: (row) => row.game_id, cell: (row) => row.game_id },
        { label: t('result.reason'), key: 'reason', value: (row) => row.reason, cell: (row) => row.reason },
      ],
    }));
}

/** What the numbers take for granted, in the words of the form.
 *
 * @param {SimulationResult} result */
function assumptions({ parameters, before_fees: beforeFees }) {
  const delay = parameters.signal_delay_seconds;

  return [
    t('result.assumed-rules', {
      entry: formatCents(Number(parameters.entry_threshold)),
      exit: formatCents(Number(parameters.exit_threshold)),
      hold: formatDuration(Number(parameters.min_hold_seconds)),
      bet: formatDollars(Number(parameters.bet_amount)),
    }),
    t('result.assumed-fills', { delay: delay === null ? t('result.assumed-delay-source') : formatDuration(Number(delay)) }),
    t(beforeFees ? 'result.assumed-no-fees' : 'result.assumed-fees', { slippage: formatPercent(Number(parameters.slippage_rate)) }),
  ].join(' ');
}

/** @param {SimulationResult} result */
function headline(result) {
  const sample = tn('result.sample', result.num_games);

  return h('header', { class: 'headline' },
    h('h2', {}, tn('result.headline', result.num_trades, { profit: formatProfit(result.total_profit_dollars), fees: feesWord(result) })),
    h('p', {},
      [result.season && t('result.season', { season: result.season }), result.source && t('result.source', { source: result.source })].filter(Boolean).join(' · '), ' · ',
      result.num_games_failed > 0 ? t('result.sample-failed', { games: sample, failed: formatInteger(result.num_games_failed) }) : sample, ' ', syntheticTag(result.season)),
    h('p', { class: 'dim small' }, assumptions(result)),
    result.partial && h('p', { class: 'banner warning' }, icon('warning'), tn('result.partial', result.num_games + result.num_games_failed)),
    result.looks_ahead && h('p', { class: 'banner warning' }, icon('warning'), t('result.looks-ahead')));
}

export class SimulationResultView {
  /** @type {EquityChart | null} */
  #chart = null;

  /**
   * @param {string} id of the run
   * @param {SimulationResult} result
   */
  constructor(id, result) {
    this.element = h('div', { class: 'result-parts' }, headline(result));

    if (result.num_trades === 0) {
      this.element.append(statusPage('simulation', t('result.no-trades'),
        h('p', {}, t('result.no-trades-text', { entry: formatCents(Number(result.parameters.entry_threshold)) }))));
    } else {
      this.#chart = new EquityChart(id, result, feesWord(result));
      this.#showTrades(result);
    }
    if (result.num_games_failed > 0) {
      this.element.append(failures(result));
    }
    if (result.num_trades > 0) {
      this.element.append(games(result));
    }
  }

  close() {
    this.#chart?.close();
  }

  /** @param {SimulationResult} result */
  #showTrades(result) {
    this.element.append(figures(result), /** @type {EquityChart} */ (this.#chart).element, quartiles(result), breakdown(result));
  }
}
