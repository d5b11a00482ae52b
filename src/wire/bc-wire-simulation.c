/* bc-wire-simulation.c: the simulation of a set of games
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

#include <math.h>

#define PERCENT_SCALE      9
#define MICROSECOND_SCALE  6

static const char roi_note[] =
  "Net profit over the money at risk in all trades (trades × bet), not over an account.";

/* What all games have in common, or NULL. */
static const char *
find_common (const BcSimulationResult *result,
             const char              *(*get) (const BcGameResult *game))
{
  const char *common = NULL;

  for (guint i = 0; i < result->games->len; i++)
    {
      const char *value = get (g_ptr_array_index (result->games, i));

      if (value == NULL)
        continue;
      if (common != NULL && g_strcmp0 (common, value) != 0)
        return NULL;
      common = value;
    }

  return common;
}

static const char *
get_season (const BcGameResult *game)
{
  return game->game->season;
}

static const char *
get_source (const BcGameResult *game)
{
  return game->source;
}

/* To nine decimals, as percents of doubles carry binary dust. */
static void
write_percent (BcJsonWriter *writer,
               const char   *name,
               double        share)
{
  double percent = share * 100.;

  if (isfinite (percent) && fabs (percent) < 1e9)
    bc_json_writer_decimal (writer, name, llround (percent * 1e9), PERCENT_SCALE);
  else
    bc_json_writer_null (writer, name);
}

static void
write_failures (BcJsonWriter             *writer,
                const BcSimulationResult *result)
{
  bc_json_writer_begin_array (writer, "failed_game_ids");
  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      if (game->error != NULL)
        bc_json_writer_string (writer, NULL, game->game->id);
    }
  bc_json_writer_end_array (writer);

  bc_json_writer_begin_array (writer, "failed_games");
  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      if (game->error == NULL)
        continue;
      bc_json_writer_begin_object (writer, NULL);
      bc_json_writer_string (writer, "game_id", game->game->id);
      bc_json_writer_string (writer, "reason", game->error->message);
      bc_json_writer_end_object (writer);
    }
  bc_json_writer_end_array (writer);
}

static void
write_games (BcJsonWriter             *writer,
             const BcSimulationResult *result)
{
  const char *source = find_common (result, get_source);
  const char *season = find_common (result, get_season);

  bc_json_writer_string (writer, "season", season != NULL ? season : result->request->season);
  bc_json_writer_string (writer, "source", source != NULL ? source : result->request->source);
  bc_json_writer_string (writer, "data_source", _bc_wire_get_data_source (source));
  bc_json_writer_int (writer, "num_games", result->metrics.n_games);
  bc_json_writer_int (writer, "num_games_requested", result->n_requested);
  bc_json_writer_int (writer, "num_games_failed", result->metrics.n_failed);
  bc_json_writer_boolean (writer, "partial", result->partial);
  write_failures (writer, result);
}

static void
write_group (BcJsonWriter   *writer,
             const char     *name,
             const BcTotals *totals)
{
  bc_json_writer_begin_object (writer, name);
  bc_json_writer_int (writer, "count", (gint64) totals->n_trades);
  bc_json_writer_dollars (writer, "profit_dollars", totals->net);
  bc_json_writer_dollars (writer, "gross_profit_dollars", totals->gross);
  _bc_wire_write_ratio (writer, "win_rate", totals->n_wins, totals->n_trades);
  _bc_wire_write_mean_dollars (writer, "avg_profit_dollars", _bc_wire_get_mean (totals));
  bc_json_writer_end_object (writer);
}

static void
write_breakdowns (BcJsonWriter    *writer,
                  const BcMetrics *metrics)
{
  bc_json_writer_begin_object (writer, "position_breakdown");
  write_group (writer, "long", &metrics->by_direction[BC_LONG]);
  write_group (writer, "short", &metrics->by_direction[BC_SHORT]);
  bc_json_writer_end_object (writer);

  bc_json_writer_begin_object (writer, "phase_breakdown");
  for (guint i = 0; i < BC_N_PHASES; i++)
    write_group (writer, _bc_wire_phase_to_string (i), &metrics->by_phase[i]);
  bc_json_writer_end_object (writer);
}

static void
write_distribution (BcJsonWriter    *writer,
                    const BcMetrics *metrics)
{
  bc_json_writer_begin_object (writer, "risk_metrics");
  _bc_wire_write_mean_dollars (writer, "max_loss_dollars", metrics->quartiles[0]);
  _bc_wire_write_mean_dollars (writer, "max_win_dollars", metrics->quartiles[4]);
  _bc_wire_write_mean_dollars (writer, "std_dev_dollars", metrics->standard_deviation);
  bc_json_writer_end_object (writer);

  _bc_wire_write_mean_cents (writer, "median_profit_cents", metrics->median);
  _bc_wire_write_mean_dollars (writer, "median_profit_dollars", metrics->median);

  bc_json_writer_begin_object (writer, "distribution_quartiles");
  _bc_wire_write_mean_dollars (writer, "q1_dollars", metrics->quartiles[1]);
  _bc_wire_write_mean_dollars (writer, "q2_dollars", metrics->quartiles[2]);
  _bc_wire_write_mean_dollars (writer, "q3_dollars", metrics->quartiles[3]);
  _bc_wire_write_mean_dollars (writer, "min_dollars", metrics->quartiles[0]);
  _bc_wire_write_mean_dollars (writer, "max_dollars", metrics->quartiles[4]);
  bc_json_writer_end_object (writer);
}

static void
write_ratios (BcJsonWriter    *writer,
              const BcMetrics *metrics)
{
  write_percent (writer, "roi_percentage", metrics->return_on_risk);
  bc_json_writer_string (writer, "roi_note", roi_note);
  bc_json_writer_double (writer, "return_on_risk", metrics->return_on_risk);
  _bc_wire_write_ratio (writer, "trades_per_game", metrics->all.n_trades, metrics->n_games);
  bc_json_writer_double (writer, "avg_trade_duration_seconds", metrics->mean_hold);
  bc_json_writer_double (writer, "avg_trade_duration_minutes", metrics->mean_hold / 60.);

  /* Per trade, as the predecessor's; neither is annualised. */
  bc_json_writer_double (writer, "sharpe_ratio", metrics->sharpe_per_trade);
  bc_json_writer_double (writer, "sharpe_ratio_per_trade", metrics->sharpe_per_trade);
  bc_json_writer_double (writer, "sharpe_ratio_per_game", metrics->sharpe_per_game);
  _bc_wire_write_mean_dollars (writer, "expectancy_dollars", metrics->mean);
  bc_json_writer_double (writer, "profit_factor", metrics->profit_factor);
  bc_json_writer_dollars (writer, "max_drawdown_dollars", metrics->max_drawdown);
  write_percent (writer, "max_drawdown_percent", metrics->max_drawdown_share);
  bc_json_writer_int (writer, "sample_size_n", (gint64) metrics->all.n_trades);
  bc_json_writer_int (writer, "num_penalised", metrics->n_penalised);
  bc_json_writer_int (writer, "num_forced", metrics->n_forced);

  /* A divergence of 1 is 100 cents, as a dollar is. */
  bc_json_writer_begin_object (writer, "divergence_metrics");
  _bc_wire_write_mean_cents (writer, "avg_entry_divergence_cents", metrics->mean_entry_divergence);
  _bc_wire_write_mean_cents (writer, "avg_exit_divergence_cents", metrics->mean_exit_divergence);
  bc_json_writer_end_object (writer);
}

static void
write_settlement (BcJsonWriter             *writer,
                  const BcSimulationResult *result)
{
  BcTotals totals = { 0, };
  BcWireSettlement settlement = { 0, };

  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      _bc_wire_sum_trades (game->trades, &totals, &settlement);
    }

  _bc_wire_write_settlement (writer, &settlement);
}

static void
write_summary_row (BcJsonWriter       *writer,
                   const BcGameResult *game)
{
  BcTotals totals = { 0, };
  BcWireSettlement settlement = { 0, };

  _bc_wire_sum_trades (game->trades, &totals, &settlement);

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "game_id", game->game->id);
  _bc_wire_write_word (writer, "game_date", game->game->date);
  _bc_wire_write_word (writer, "home_team_abbr", game->game->home);
  _bc_wire_write_word (writer, "away_team_abbr", game->game->away);
  bc_json_writer_int (writer, "num_trades", (gint64) totals.n_trades);
  bc_json_writer_dollars (writer, "profit_dollars", totals.net);
  _bc_wire_write_ratio (writer, "win_rate", totals.n_wins, totals.n_trades);
  bc_json_writer_end_object (writer);
}

static void
write_per_game (BcJsonWriter             *writer,
                const BcSimulationResult *result)
{
  bc_json_writer_begin_array (writer, "per_game_summary");
  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      if (game->error == NULL)
        write_summary_row (writer, game);
    }
  bc_json_writer_end_array (writer);
}

static void
write_details (BcJsonWriter             *writer,
               const BcSimulationResult *result)
{
  bc_json_writer_begin_array (writer, "game_results");
  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      if (game->error != NULL)
        continue;
      bc_json_writer_begin_object (writer, NULL);
      _bc_wire_write_game_result (writer, game, &result->request->strategy, TRUE);
      bc_json_writer_end_object (writer);
    }
  bc_json_writer_end_array (writer);

  bc_json_writer_begin_array (writer, "trades");
  for (guint i = 0; i < result->games->len; i++)
    _bc_wire_write_trades (writer, g_ptr_array_index (result->games, i), TRUE);
  bc_json_writer_end_array (writer);
}

/* Everything that differs between two runs of the same thing. */
static void
write_run (BcJsonWriter    *writer,
           const BcWireRun *run)
{
  bc_json_writer_begin_object (writer, "run");
  bc_json_writer_string (writer, "id", run->id);
  bc_json_writer_begin_object (writer, "elapsed_seconds");
  bc_json_writer_double (writer, "load", run->load_seconds);
  bc_json_writer_double (writer, "compute", run->compute_seconds);
  bc_json_writer_end_object (writer);
  bc_json_writer_boolean (writer, "cached", FALSE);
  bc_json_writer_decimal (writer, "started_at", run->started_at, MICROSECOND_SCALE);
  bc_json_writer_decimal (writer, "finished_at", run->finished_at, MICROSECOND_SCALE);
  bc_json_writer_int (writer, "threads", run->threads);
  bc_json_writer_int (writer, "engine_version", BC_ENGINE_VERSION);
  bc_json_writer_string (writer, "data_version", run->data_version);
  bc_json_writer_end_object (writer);
}

/**
 * bc_wire_simulation_to_json:
 * @result: a simulation
 * @run: (nullable): how it came about; %NULL leaves `run` out
 * @summary_only: whether without `trades` and `game_results`, and with an
 *   equity curve of at most 2,000 points
 *
 * Writes the bulk document. Everything before its last member, `run`, is equal
 * byte for byte for equal data and parameters. What is not defined, such as the
 * profit factor without a losing trade, is null.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
bc_wire_simulation_to_json (const BcSimulationResult *result,
                            const BcWireRun          *run,
                            gboolean                  summary_only)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  const BcMetrics *metrics = &result->metrics;

  bc_json_writer_begin_object (writer, NULL);
  _bc_wire_write_totals (writer, &metrics->all);
  write_games (writer, result);
  _bc_wire_write_assumptions (writer, &result->request->strategy);
  bc_wire_write_request (writer, "parameters", result->request);
  write_ratios (writer, metrics);
  write_distribution (writer, metrics);
  write_breakdowns (writer, metrics);
  write_settlement (writer, result);
  write_per_game (writer, result);
  _bc_wire_write_equity (writer, result, summary_only);
  if (!summary_only)
    write_details (writer, result);
  if (run != NULL)
    write_run (writer, run);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}
