// What the server sends, as far as the page reads it.
//
// SPDX-License-Identifier: GPL-3.0-or-later

export type JobStatus = 'queued' | 'running' | 'paused' | 'interrupted' | 'complete' | 'error' | 'cancelled';

export interface Job {
  id: string;
  kind: string;
  title: string;
  status: JobStatus;
  current: number;
  total: number;
  detail: string | null;
  error: string | null;
  partial: boolean;
  started_at: number | null;
  finished_at: number | null;
  eta_seconds: number | null;
}

/** The object `progress` of a frame. */
export interface Progress {
  current: number;
  total: number;
  status: 'running' | 'complete' | 'error' | 'not_found';
  state?: JobStatus;
  eta_seconds?: number | null;
  error?: string | null;
}

export type JobsMessage =
  | { type: 'snapshot'; jobs: Job[] }
  | { type: 'job'; job: Job }
  | { type: 'removed'; id: string }
  | { type: 'error'; message: string };

export interface Game {
  game_id: string;
  season: string | null;
  game_date: string | null;
  home_team_abbr: string | null;
  away_team_abbr: string | null;
  home_team_name: string | null;
  away_team_name: string | null;
  final_home_score: number | null;
  final_away_score: number | null;
  prob_count: number;
  n_quotes: number;
  has_kalshi: boolean;
  sources: string[];
  stats: { standard_deviation: number | null; probability_range: number | null };
}

export interface GamePage {
  games: Game[];
  total: number;
  limit: number;
  offset: number;
}

export interface Breakdown {
  count: number;
  profit_dollars: number;
  win_rate: number | null;
  avg_profit_dollars: number | null;
}

export interface GameSummary {
  game_id: string;
  game_date: string | null;
  home_team_abbr?: string | null;
  away_team_abbr?: string | null;
  num_trades: number;
  profit_dollars: number;
  win_rate: number | null;
}

/** What a run was asked; what was left open is null. */
export type Parameters = Record<string, string | number | boolean | string[] | null>;

export interface SimulationResult {
  num_trades: number;
  num_games: number;
  num_games_requested: number;
  num_games_failed: number;
  failed_games: { game_id: string; reason: string }[];
  season: string | null;
  source: string | null;
  total_profit_dollars: number;
  total_gross_profit_dollars: number;
  total_fees_dollars: number;
  total_slippage_dollars: number;
  win_rate: number | null;
  profit_factor: number | null;
  expectancy_dollars: number | null;
  max_drawdown_dollars: number;
  max_drawdown_percent: number | null;
  sharpe_ratio_per_trade: number | null;
  sharpe_ratio_per_game: number | null;
  return_on_risk: number | null;
  avg_trade_duration_seconds: number | null;
  distribution_quartiles: Record<'min_dollars' | 'q1_dollars' | 'q2_dollars' | 'q3_dollars' | 'max_dollars', number | null>;
  position_breakdown: { long: Breakdown; short: Breakdown };
  phase_breakdown: Record<'Q1' | 'Q2-Q3' | 'Q4', Breakdown>;
  settlement: { num_trades: number; traded_profit_dollars: number; held_profit_dollars: number } | null;
  per_game_summary: GameSummary[];
  equity_curve: EquityPoint[];
  equity_curve_reduced: boolean;
  partial: boolean;
  before_fees: boolean;
  looks_ahead: boolean;
  parameters: Parameters;
}

export interface EquityPoint {
  trade_number: number;
  cumulative_profit_dollars: number;
}
