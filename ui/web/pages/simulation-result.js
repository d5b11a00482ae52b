// What came out of a simulation.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { EquityChart } from '../equity-chart.js';
import { fill, h, icon } from '../dom.js';
import { formatCents, formatDollars, formatDuration, formatInteger, formatPercent, formatProfit, formatRatio } from '../format.js';
import { t, tn } from '../i18n.js';
import { statusPage } from '../states.js';
import { dateCell, pagedTable, table } from '../table.js';

/** @typedef {import('../types.js').SimulationResult} SimulationResult */
/** @typedef {import('../types.js').GameSummary} GameSummary */
/** @typedef {import('../i18n.js').MessageId} MessageId */

const QUARTILES = /** @type {const} */ (['min', 'q1', 'q2', 'q3', 'max']);
const PHASES = /** @type {const} */ (['Q1', 'Q2-Q3', 'Q4']);

/**
 * One figure. An undefined one says why on hover.
 *
 * @param {MessageId} label
 * @param {string} value
 * @param {object} [more]
 * @param {string} [more.help]
 * @param {string} [more.note]
 */
function figure(label, value, { help, note } = {}) {
  const undefinedHelp = value === t('common.undefined') ? t('result.undefined') : undefined;

  return h('div', { class: 'figure', title: undefinedHelp ?? help },
    h('dt', {}, t(label)),
    h('dd', { class: 'numeric' }, value, note && h('span', { class: 'figure-note' }, note)));
}

/** @param {SimulationResult} result */
export function feesWord(result) {
  return t(result.before_fees ? 'result.before-fees' : 'result.after-fees');
}

/** @param {SimulationResult} result */
function figures(result) {
  const drawdownShare = result.max_drawdown_percent === null ? null : t('result.drawdown-share', { share: formatPercent(result.max_drawdown_percent / 100) });

  return h('dl', { class: 'figures card' },
    figure('result.win-rate', formatPercent(result.win_rate), { help: t('result.win-rate-help') }),
    figure('result.profit-factor', formatRatio(result.profit_factor), { help: t('result.profit-factor-help') }),
    figure('result.expectancy', formatProfit(result.expectancy_dollars), { help: t('result.expectancy-help'), note: feesWord(result) }),
    figure('result.drawdown', formatDollars(result.max_drawdown_dollars), { help: t('result.drawdown-help'), note: drawdownShare ?? undefined }),
    figure('result.sharpe-trade', formatRatio(result.sharpe_ratio_per_trade), { help: t('result.sharpe-help') }),
    figure('result.sharpe-game', formatRatio(result.sharpe_ratio_per_game), { help: t('result.sharpe-help') }),
    figure('result.gross', formatProfit(result.total_gross_profit_dollars), { note: t('result.before-fees') }),
    figure('result.fees', formatDollars(result.total_fees_dollars)),
    figure('result.slippage', formatDollars(result.total_slippage_dollars)),
    figure('result.return', formatPercent(result.return_on_risk), { help: t('result.return-help'), note: feesWord(result) }),
    figure('result.hold', formatDuration(result.avg_trade_duration_seconds)),
    result.settlement && figure('result.settlement', formatProfit(result.settlement.held_profit_dollars), {
      help: tn('result.settlement-help', result.settlement.num_trades),
      note: t('result.settlement-note', { profit: formatProfit(result.settlement.traded_profit_dollars) }),
    }));
}

/**
 * @param {MessageId} title
 * @param {[label: string, part: import('../types.js').Breakdown][]} rows
 */
function breakdown(title, rows) {
  return h('section', { class: 'card part' }, h('h3', {}, t(title)), table({
    caption: t(title),
    columns: [
      { label: t('result.col-what'), cell: ([label]) => label },
      { label: t('result.col-count'), numeric: true, cell: ([, part]) => formatInteger(part.count) },
      { label: t('result.col-profit'), numeric: true, cell: ([, part]) => formatProfit(part.profit_dollars) },
      { label: t('result.col-win'), numeric: true, cell: ([, part]) => formatPercent(part.win_rate) },
      { label: t('result.col-mean'), numeric: true, cell: ([, part]) => formatProfit(part.avg_profit_dollars) },
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
      { label: t('result.col-win'), key: 'win', numeric: true, wide: true, value: (row) => row.win_rate, cell: (row) => formatPercent(row.win_rate) },
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

/** @param {SimulationResult} result */
function headline(result) {
  const sample = tn('result.sample', result.num_games);
  const assumptions = [t('result.assumptions'), result.looks_ahead && t('result.looks-ahead')].filter(Boolean).join(' ');

  return h('header', { class: 'headline' },
    h('h2', { title: assumptions }, tn('result.headline', result.num_trades, { profit: formatProfit(result.total_profit_dollars), fees: feesWord(result) })),
    h('p', { class: 'dim' },
      [result.season, result.source].filter(Boolean).join(' · '), ' · ',
      result.num_games_failed > 0 ? t('result.sample-failed', { games: sample, failed: formatInteger(result.num_games_failed) }) : sample),
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
    const { position_breakdown: position, phase_breakdown: phase } = result;
    const parts = h('div', { class: 'parts' });

    fill(parts,
      breakdown('result.by-direction', [[t('result.long'), position.long], [t('result.short'), position.short]]),
      breakdown('result.by-phase', PHASES.map((name) => [t(`result.phase-${name}`), phase[name]])),
      quartiles(result));
    this.element.append(figures(result), /** @type {EquityChart} */ (this.#chart).element, parts);
  }
}
