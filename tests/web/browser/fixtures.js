// Made-up answers of the server, of its shape.
//
// SPDX-License-Identifier: GPL-3.0-or-later

/** @typedef {import('../../../ui/web/types.js').SimulationResult} SimulationResult */
/** @typedef {import('../../../ui/web/types.js').Job} Job */
/** @typedef {import('../../../ui/web/types.js').Game} Game */

const TEAMS = /** @type {const} */ ([['BOS', 'Boston Celtics'], ['MIN', 'Minnesota Timberwolves'], ['GS', 'Golden State Warriors'], ['NY', 'New York Knicks'], ['OKC', 'Oklahoma City Thunder'], ['POR', 'Portland Trail Blazers']]);
const STARTED = 1766700000;

/** A repeatable sequence of 0 to 1. */
function makeRandom() {
  let state = 7;

  return () => {
    state = (state * 48271) % 2147483647;

    return state / 2147483647;
  };
}

/**
 * @param {number} count
 * @returns {Game[]}
 */
export function makeGames(count) {
  const random = makeRandom();

  return Array.from({ length: count }, (_, index) => {
    const [home, away] = [TEAMS[index % TEAMS.length], TEAMS[(index + 1 + (index % 3)) % TEAMS.length]];

    return {
      game_id: `demo-${index}`,
      season: 'demo',
      game_date: new Date((STARTED - Math.floor(index / 8) * 86400) * 1000).toISOString().slice(0, 10),
      home_team_abbr: home[0],
      away_team_abbr: away[0],
      home_team_name: home[1],
      away_team_name: away[1],
      final_home_score: index === 3 ? null : 95 + Math.floor(random() * 35),
      final_away_score: index === 3 ? null : 95 + Math.floor(random() * 35),
      prob_count: 480 + Math.floor(random() * 60),
      n_quotes: 500,
      has_kalshi: index % 11 !== 5,
      sources: ['demo'],
      stats: { standard_deviation: index === 3 ? null : 0.1 + random() * 0.2, probability_range: 0.4 + random() * 0.6 },
    };
  });
}

/**
 * @param {Partial<Job>} [changes]
 * @returns {Job}
 */
export function makeJob(changes = {}) {
  return {
    id: 'run-1',
    kind: 'simulation',
    title: 'Simulation demo, 1,230 games',
    status: 'running',
    current: 528,
    total: 1230,
    detail: 'Boston at Minnesota, 25 Dec 2025',
    error: null,
    partial: false,
    started_at: STARTED,
    finished_at: null,
    eta_seconds: 118,
    ...changes,
  };
}

/**
 * @param {number} count
 * @param {number} profit
 */
function makeBreakdown(count, profit) {
  return { count, profit_dollars: profit, win_rate: count > 0 ? 0.58 : null, avg_profit_dollars: count > 0 ? profit / count : null };
}

/**
 * @param {number} trades
 * @param {Partial<SimulationResult>} [changes]
 * @returns {SimulationResult}
 */
export function makeResult(trades, changes = {}) {
  const random = makeRandom();
  let profit = 0;
  const curve = Array.from({ length: trades }, (_, index) => {
    profit += Math.round((random() * 2.6 - 1.18) * 100) / 100;

    return { trade_number: index + 1, cumulative_profit_dollars: Math.round(profit * 100) / 100 };
  });
  const net = curve.at(-1)?.cumulative_profit_dollars ?? 0;
  const has = trades > 0;

  return {
    num_trades: trades,
    num_games: 1228,
    num_games_requested: 1230,
    num_games_failed: 2,
    failed_games: [{ game_id: 'demo-5', reason: 'no quotes within 120 s of any point' }, { game_id: 'demo-16', reason: 'no market prices' }],
    season: 'demo',
    source: 'demo',
    total_profit_dollars: net,
    total_gross_profit_dollars: net + trades * 0.28,
    total_fees_dollars: trades * 0.28,
    total_slippage_dollars: 0,
    win_rate: has ? 0.573 : null,
    profit_factor: has ? 1.21 : null,
    expectancy_dollars: has ? net / trades : null,
    max_drawdown_dollars: 23.4,
    max_drawdown_percent: has ? 31.2 : null,
    sharpe_ratio_per_trade: has ? 0.07 : null,
    sharpe_ratio_per_game: null,
    return_on_risk: has ? 0.0041 : null,
    avg_trade_duration_seconds: has ? 412 : null,
    distribution_quartiles: { min_dollars: -18.2, q1_dollars: -0.71, q2_dollars: 0.12, q3_dollars: 0.93, max_dollars: 16.4 },
    position_breakdown: { long: makeBreakdown(Math.ceil(trades / 2), net * 0.7), short: makeBreakdown(Math.floor(trades / 2), net * 0.3) },
    phase_breakdown: { Q1: makeBreakdown(Math.floor(trades / 4), net * 0.2), 'Q2-Q3': makeBreakdown(Math.ceil((trades * 3) / 4), net * 0.8), Q4: makeBreakdown(0, 0) },
    settlement: has ? { num_trades: trades, traded_profit_dollars: net, held_profit_dollars: -net / 3 } : null,
    per_game_summary: makeGames(Math.min(60, trades)).map((game, index) => ({
      game_id: game.game_id,
      game_date: game.game_date,
      home_team_abbr: game.home_team_abbr,
      away_team_abbr: game.away_team_abbr,
      num_trades: index % 5,
      profit_dollars: index % 5 === 0 ? 0 : (random() - 0.45) * 9,
      win_rate: index % 5 === 0 ? null : random(),
    })),
    equity_curve: curve,
    equity_curve_reduced: false,
    partial: false,
    before_fees: false,
    looks_ahead: false,
    parameters: { season: 'demo', num_games: null, game_ids: null, entry_threshold: 0.05, exit_threshold: 0.01, min_hold_seconds: 30, bet_amount: 20, fees: 'kalshi', fee_multiplier: 1, fee_rounding: 'date', slippage_rate: 0, exclude_first_seconds: 0, exclude_last_seconds: 0, signal_delay_seconds: null, max_quote_age_seconds: 120, align: 'asof', assumed_spread: null, source: null, whole_contracts: false },
    ...changes,
  };
}
