/* bc-wire-game-result.c: the simulation of one game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

static const char *
outcome_to_string (BcOutcome outcome)
{
  switch (outcome)
    {
    case BC_OUTCOME_HOME:
      return "home_won";
    case BC_OUTCOME_AWAY:
      return "away_won";
    case BC_OUTCOME_UNKNOWN:
    default:
      return "unknown";
    }
}

const char *
_bc_wire_phase_to_string (BcPhase phase)
{
  switch (phase)
    {
    case BC_PHASE_FIRST:
      return "Q1";
    case BC_PHASE_MIDDLE:
      return "Q2-Q3";
    case BC_PHASE_LAST:
    case BC_N_PHASES:
    default:
      return "Q4";
    }
}

/* Candles stand beside ESPN's probabilities; every other source brings the
 * prices in its own points. */
const char *
_bc_wire_get_data_source (const char *source)
{
  return g_strcmp0 (source, "espn") == 0 ? "official-candlesticks" : source;
}

void
_bc_wire_sum_trades (const GArray      *trades,
                     BcTotals          *totals,
                     BcWireSettlement  *settlement)
{
  for (guint i = 0; i < trades->len; i++)
    {
      const BcTrade *trade = &g_array_index (trades, BcTrade, i);

      bc_totals_add_trade (totals, trade);

      if (!trade->has_settlement)
        continue;
      settlement->n_trades++;
      settlement->traded = bc_nano_add (settlement->traded, trade->net);
      settlement->held = bc_nano_add (settlement->held, trade->settlement_net);
    }
}

void
_bc_wire_write_settlement (BcJsonWriter           *writer,
                           const BcWireSettlement *settlement)
{
  if (settlement->n_trades == 0)
    {
      bc_json_writer_null (writer, "settlement");
      return;
    }

  bc_json_writer_begin_object (writer, "settlement");
  bc_json_writer_int (writer, "num_trades", (gint64) settlement->n_trades);
  bc_json_writer_dollars (writer, "traded_profit_dollars", settlement->traded);
  bc_json_writer_dollars (writer, "held_profit_dollars", settlement->held);
  bc_json_writer_end_object (writer);
}

void
_bc_wire_write_totals (BcJsonWriter   *writer,
                       const BcTotals *totals)
{
  double mean = _bc_wire_get_mean (totals);

  bc_json_writer_cents (writer, "total_profit_cents", totals->net);
  bc_json_writer_dollars (writer, "total_profit_dollars", totals->net);
  bc_json_writer_cents (writer, "total_gross_profit_cents", totals->gross);
  bc_json_writer_dollars (writer, "total_gross_profit_dollars", totals->gross);
  bc_json_writer_dollars (writer, "total_fees_dollars", totals->fees);
  bc_json_writer_dollars (writer, "total_slippage_dollars", totals->slippage);
  bc_json_writer_int (writer, "num_trades", (gint64) totals->n_trades);
  _bc_wire_write_ratio (writer, "win_rate", totals->n_wins, totals->n_trades);
  _bc_wire_write_mean_cents (writer, "avg_profit_per_trade_cents", mean);
  _bc_wire_write_mean_dollars (writer, "avg_profit_per_trade_dollars", mean);
}

void
_bc_wire_write_assumptions (BcJsonWriter     *writer,
                            const BcStrategy *strategy)
{
  bc_json_writer_ppm (writer, "entry_threshold", strategy->entry);
  bc_json_writer_ppm (writer, "exit_threshold", strategy->exit);
  bc_json_writer_int (writer, "exclude_first_seconds", strategy->exclude_first);
  bc_json_writer_int (writer, "exclude_last_seconds", strategy->exclude_last);
  bc_json_writer_dollars (writer, "bet_amount_dollars", strategy->bet);
  bc_json_writer_boolean (writer, "before_fees", strategy->fees == BC_FEES_NONE);
  bc_json_writer_boolean (writer, "looks_ahead", strategy->align == BC_ALIGN_NEAREST);
}

static void
write_entry (BcJsonWriter   *writer,
             const BcTrade  *trade,
             const BcSeries *series)
{
  guint i = trade->entry_index;

  bc_json_writer_ppm (writer, "entry_espn_prob", series->model[i]);
  bc_json_writer_ppm (writer, "entry_kalshi_price", series->price[i]);
  bc_json_writer_ppm (writer, "entry_kalshi_bid", series->bid[i]);
  bc_json_writer_ppm (writer, "entry_kalshi_ask", series->ask[i]);
  bc_json_writer_ppm (writer, "entry_price", trade->entry_price);
}

static void
write_exit (BcJsonWriter   *writer,
            const BcTrade  *trade,
            const BcSeries *series)
{
  guint i = trade->exit_index;

  bc_json_writer_ppm (writer, "exit_espn_prob", series->model[i]);
  bc_json_writer_ppm (writer, "exit_kalshi_price", series->price[i]);
  bc_json_writer_ppm (writer, "exit_kalshi_bid", series->bid[i]);
  bc_json_writer_ppm (writer, "exit_kalshi_ask", series->ask[i]);
  bc_json_writer_ppm (writer, "exit_price", trade->exit_price);
}

static void
write_money (BcJsonWriter  *writer,
             const BcTrade *trade)
{
  bc_json_writer_double (writer, "contracts", trade->contracts);
  bc_json_writer_cents (writer, "profit_cents", trade->gross);
  bc_json_writer_dollars (writer, "profit_dollars", trade->gross);
  bc_json_writer_dollars (writer, "fees_dollars", trade->fees);
  bc_json_writer_dollars (writer, "slippage_dollars", trade->slippage);
  bc_json_writer_cents (writer, "net_profit_cents", trade->net);
  bc_json_writer_dollars (writer, "net_profit_dollars", trade->net);

  if (trade->has_settlement)
    bc_json_writer_dollars (writer, "settlement_net_profit_dollars", trade->settlement_net);
  else
    bc_json_writer_null (writer, "settlement_net_profit_dollars");
}

static void
write_trade (BcJsonWriter       *writer,
             const BcTrade      *trade,
             const BcGameResult *result,
             gboolean            with_game)
{
  const BcSeries *series = result->series;
  gint64 entry_time = series->time[trade->entry_index];
  gint64 exit_time = series->time[trade->exit_index];

  bc_json_writer_begin_object (writer, NULL);

  if (with_game)
    {
      bc_json_writer_string (writer, "game_id", result->game->id);
      _bc_wire_write_word (writer, "game_date", result->game->date);
    }

  bc_json_writer_int (writer, "entry_time", entry_time);
  bc_json_writer_int (writer, "exit_time", exit_time);
  bc_json_writer_int (writer, "hold_seconds", exit_time - entry_time);
  bc_json_writer_string (writer, "position_type", trade->direction == BC_LONG ? "long_espn" : "short_espn");
  write_entry (writer, trade, series);
  write_exit (writer, trade, series);
  write_money (writer, trade);
  bc_json_writer_boolean (writer, "penalised", trade->penalised);
  bc_json_writer_boolean (writer, "forced", trade->forced);
  bc_json_writer_string (writer, "actual_outcome", outcome_to_string (bc_game_get_outcome (result->game)));
  bc_json_writer_string (writer, "game_phase", _bc_wire_phase_to_string (trade->phase));
  bc_json_writer_end_object (writer);
}

void
_bc_wire_write_trades (BcJsonWriter       *writer,
                       const BcGameResult *result,
                       gboolean            with_game)
{
  /* A game that failed has neither. */
  if (result->series == NULL)
    return;

  for (guint i = 0; i < result->trades->len; i++)
    write_trade (writer, &g_array_index (result->trades, BcTrade, i), result, with_game);
}

/* Why a game is thin: what alignment and exclusion left out of it. */
static void
write_series (BcJsonWriter       *writer,
              const BcGameResult *result)
{
  const BcSeries *series = result->series;

  if (series == NULL)
    {
      bc_json_writer_null (writer, "series");
      return;
    }

  bc_json_writer_begin_object (writer, "series");
  bc_json_writer_int (writer, "start", series->start);
  bc_json_writer_int (writer, "end", series->end);
  bc_json_writer_int (writer, "n_points", result->n_points);
  bc_json_writer_int (writer, "n_unquoted", series->n_unquoted);
  bc_json_writer_int (writer, "n_invalid", series->n_invalid);
  bc_json_writer_int (writer, "n_trailing", series->n_trailing);
  bc_json_writer_int (writer, "n_excluded", series->n_excluded);
  bc_json_writer_int (writer, "n_crossed", series->n_crossed);
  bc_json_writer_boolean (writer, "spread_assumed", series->spread_assumed);
  bc_json_writer_end_object (writer);
}

void
_bc_wire_write_game_result (BcJsonWriter       *writer,
                            const BcGameResult *result,
                            const BcStrategy   *strategy,
                            gboolean            with_game)
{
  const BcGame *game = result->game;
  BcTotals totals = { 0, };
  BcWireSettlement settlement = { 0, };

  _bc_wire_sum_trades (result->trades, &totals, &settlement);

  bc_json_writer_string (writer, "game_id", game->id);
  _bc_wire_write_word (writer, "game_date", game->date);
  _bc_wire_write_word (writer, "home_team_abbr", game->home);
  _bc_wire_write_word (writer, "away_team_abbr", game->away);
  _bc_wire_write_totals (writer, &totals);
  _bc_wire_write_assumptions (writer, strategy);
  bc_json_writer_string (writer, "source", result->source);
  bc_json_writer_string (writer, "data_source", _bc_wire_get_data_source (result->source));
  bc_json_writer_string (writer, "actual_outcome", outcome_to_string (bc_game_get_outcome (game)));
  bc_json_writer_int (writer, "num_data_points", result->n_points);
  write_series (writer, result);
  _bc_wire_write_settlement (writer, &settlement);

  bc_json_writer_begin_array (writer, "trades");
  _bc_wire_write_trades (writer, result, with_game);
  bc_json_writer_end_array (writer);
}

/**
 * bc_wire_game_result_to_json:
 * @result: a game that was simulated
 * @strategy: by which rules
 *
 * Writes the document of one game's simulation. It holds nothing of the run
 * itself: equal data and parameters give equal bytes.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
bc_wire_game_result_to_json (const BcGameResult *result,
                             const BcStrategy   *strategy)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  _bc_wire_write_game_result (writer, result, strategy, FALSE);
  bc_json_writer_begin_object (writer, "parameters");
  _bc_wire_write_strategy (writer, strategy);
  bc_json_writer_end_object (writer);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}
