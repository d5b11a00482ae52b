/* test-wire-simulation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <math.h>
#include <string.h>

#include "bc-wire.h"

/* A result made by hand: what stands in a document must not depend on how the
 * numbers came about. */
typedef struct
{
  BcSimulationResult result;
  BcGameResult       games[3];
  BcSeries           series;
} Fixture;

static const gint64 times[] = { 1766700060, 1766700120, 1766700180 };
static const gint32 model[] = { 610000, 500000, 350000 };
static const gint32 price[] = { 555000, 495000, 455000 };
static const gint32 bid[] = { 550000, BC_PPM_NONE, 450000 };
static const gint32 ask[] = { 560000, 500000, 460000 };

static const BcTrade winner = {
  .entry_index = 0,
  .exit_index = 1,
  .entry_price = 560000,
  .exit_price = 480000,
  .direction = BC_LONG,
  .phase = BC_PHASE_FIRST,
  .penalised = TRUE,
  .has_settlement = TRUE,
  .contracts = 2.5,
  .gross = 3000000000,
  .fees = 20000000,
  .slippage = 1,
  .net = 2979999999,
  .settlement_net = -1500000000,
};

static const BcTrade loser = {
  .entry_index = 1,
  .exit_index = 2,
  .entry_price = 450000,
  .exit_price = 470000,
  .direction = BC_SHORT,
  .phase = BC_PHASE_LAST,
  .penalised = TRUE,
  .forced = TRUE,
  .contracts = 1. / 3.,
  .gross = -500000000,
  .net = -500000000,
};

static BcGame *
make_game (const char *id,
           gboolean    final)
{
  BcGame *game = bc_game_new ();

  game->id = g_strdup (id);
  game->season = g_strdup ("2025-26");
  game->date = g_strdup ("2025-12-25");
  game->home = g_strdup ("MIN");
  game->away = g_strdup ("DEN");
  game->home_score = 108;
  game->away_score = 112;
  game->final = final;

  return game;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char * const ids[] = { "one", "two", "three" };

  fixture->series = (BcSeries) {
    .n_points = G_N_ELEMENTS (times),
    .time = times,
    .model = model,
    .price = price,
    .bid = bid,
    .ask = ask,
    .start = 1766700000,
    .end = 1766707200,
    .n_unquoted = 4,
    .n_crossed = 1,
  };
  fixture->result.request = bc_simulation_request_new ();
  fixture->result.n_requested = G_N_ELEMENTS (fixture->games);
  fixture->result.games = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fixture->games); i++)
    {
      BcGameResult *game = &fixture->games[i];

      game->game = make_game (ids[i], i == 0);
      game->trades = g_array_new (FALSE, FALSE, sizeof (BcTrade));
      g_ptr_array_add (fixture->result.games, game);
    }

  for (guint i = 0; i < 2; i++)
    {
      fixture->games[i].source = g_strdup ("espn");
      fixture->games[i].series = &fixture->series;
      fixture->games[i].n_points = fixture->series.n_points;
    }

  g_array_append_val (fixture->games[0].trades, winner);
  g_array_append_val (fixture->games[1].trades, loser);
  fixture->games[2].error = g_error_new (BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA, "no prices");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->games); i++)
    {
      bc_game_unref (fixture->games[i].game);
      g_free (fixture->games[i].source);
      g_array_unref (fixture->games[i].trades);
      g_clear_error (&fixture->games[i].error);
    }

  g_ptr_array_unref (fixture->result.games);
  bc_simulation_request_free (fixture->result.request);
}

static void
set_metrics (BcMetrics *metrics)
{
  *metrics = (BcMetrics) {
    .all = { 2, 1, 2479999999, 2500000000, 20000000, 1, 2979999999, 500000000 },
    .by_direction = {
      { 1, 1, 2979999999, 3000000000, 20000000, 1, 2979999999, 0 },
      { 1, 0, -500000000, -500000000, 0, 0, 0, 500000000 },
    },
    .by_phase = {
      { 1, 1, 2979999999, 3000000000, 20000000, 1, 2979999999, 0 },
      { 0, },
      { 1, 0, -500000000, -500000000, 0, 0, 0, 500000000 },
    },
    .n_games = 2,
    .n_failed = 1,
    .n_penalised = 2,
    .n_forced = 1,
    .win_rate = 0.5,
    .mean = 1.2399999995,
    .median = 1.2399999995,
    .standard_deviation = 2.46073160816,
    .profit_factor = NAN,
    .max_drawdown = 500000000,
    .max_drawdown_share = 0.5 / 2.979999999,
    .return_on_risk = 2.479999999 / 40.,
    .sharpe_per_trade = 0.5,
    .sharpe_per_game = NAN,
    .mean_hold = 60.,
    .quartiles = { -0.5, -0.5, 1.2399999995, 2.979999999, 2.979999999 },
    .mean_entry_divergence = 0.055,
    .mean_exit_divergence = NAN,
    .n_settled = 1,
    .settlement_net = -1500000000,
  };
}

static char *
to_text (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

#define WINNER \
  "\"entry_time\":1766700060,\"exit_time\":1766700120,\"hold_seconds\":60,\"position_type\":\"long_espn\"," \
  "\"entry_espn_prob\":0.61,\"entry_kalshi_price\":0.555,\"entry_kalshi_bid\":0.55,\"entry_kalshi_ask\":0.56," \
  "\"entry_price\":0.56,\"exit_espn_prob\":0.5,\"exit_kalshi_price\":0.495,\"exit_kalshi_bid\":null," \
  "\"exit_kalshi_ask\":0.5,\"exit_price\":0.48,\"contracts\":2.5,\"profit_cents\":300,\"profit_dollars\":3," \
  "\"fees_dollars\":0.02,\"slippage_dollars\":0.000000001,\"net_profit_cents\":297.9999999," \
  "\"net_profit_dollars\":2.979999999,\"settlement_net_profit_dollars\":-1.5,\"penalised\":true,\"forced\":false," \
  "\"actual_outcome\":\"away_won\",\"game_phase\":\"Q1\"}"

#define SERIES \
  "\"series\":{\"start\":1766700000,\"end\":1766707200,\"n_points\":3,\"n_unquoted\":4,\"n_invalid\":0," \
  "\"n_trailing\":0,\"n_excluded\":0,\"n_crossed\":1,\"spread_assumed\":false}"

#define RULES \
  "\"entry_threshold\":0.05,\"exit_threshold\":0.01,\"exclude_first_seconds\":0,\"exclude_last_seconds\":0," \
  "\"bet_amount_dollars\":20,\"before_fees\":false,\"looks_ahead\":false"

#define STRATEGY \
  "\"entry_threshold\":0.05,\"exit_threshold\":0.01,\"min_hold_seconds\":30,\"bet_amount\":20,\"slippage_rate\":0," \
  "\"fees\":\"kalshi\",\"fee_multiplier\":1,\"fee_rounding\":\"date\",\"exclude_first_seconds\":0," \
  "\"exclude_last_seconds\":0,\"signal_delay_seconds\":null,\"max_quote_age_seconds\":120,\"align\":\"asof\"," \
  "\"assumed_spread\":null,\"whole_contracts\":false"

static void
test_wire_simulation_game (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = bc_wire_game_result_to_json (&fixture->games[0], &fixture->result.request->strategy);
  g_autofree char *text = to_text (bytes);

  g_assert_cmpstr (text, ==,
                   "{\"game_id\":\"one\",\"game_date\":\"2025-12-25\",\"home_team_abbr\":\"MIN\","
                   "\"away_team_abbr\":\"DEN\",\"total_profit_cents\":297.9999999,\"total_profit_dollars\":2.979999999,"
                   "\"total_gross_profit_cents\":300,\"total_gross_profit_dollars\":3,\"total_fees_dollars\":0.02,"
                   "\"total_slippage_dollars\":0.000000001,\"num_trades\":1,\"win_rate\":1,"
                   "\"avg_profit_per_trade_cents\":297.9999999,\"avg_profit_per_trade_dollars\":2.979999999,"
                   RULES ",\"source\":\"espn\",\"data_source\":\"official-candlesticks\","
                   "\"actual_outcome\":\"away_won\",\"num_data_points\":3," SERIES ","
                   "\"settlement\":{\"num_trades\":1,\"traded_profit_dollars\":2.979999999,\"held_profit_dollars\":-1.5},"
                   "\"trades\":[{" WINNER "],\"parameters\":{" STRATEGY "}}");
}

/* A game that failed has numbers that are defined, nulls, and no trades. */
static void
test_wire_simulation_failed_game (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GBytes) bytes = bc_wire_game_result_to_json (&fixture->games[2], &fixture->result.request->strategy);
  g_autoptr(BcJson) json = bc_json_parse_bytes (bytes, NULL);
  const BcJsonNode *root = bc_json_get_root (json);

  g_assert_cmpint (bc_json_node_get_int (root, "num_trades", -1), ==, 0);
  g_assert_cmpint (bc_json_node_get_int (root, "total_profit_dollars", -1), ==, 0);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "win_rate")), ==, BC_JSON_NULL);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "avg_profit_per_trade_cents")), ==, BC_JSON_NULL);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "settlement")), ==, BC_JSON_NULL);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "series")), ==, BC_JSON_NULL);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "source")), ==, BC_JSON_NULL);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "trades")), ==, 0);
  g_assert_cmpstr (bc_json_node_get_string (root, "actual_outcome"), ==, "unknown");
}

static void
test_wire_simulation_bulk (Fixture       *fixture,
                           gconstpointer  data)
{
  const BcWireRun run = {
    .id = "f81d4fae",
    .load_seconds = 0.25,
    .compute_seconds = 0.5,
    .started_at = G_GINT64_CONSTANT (1764000000500000),
    .finished_at = G_GINT64_CONSTANT (1764000001000000),
    .threads = 2,
    .data_version = "abc",
  };
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  set_metrics (&fixture->result.metrics);
  bytes = bc_wire_simulation_to_json (&fixture->result, &run, TRUE);
  text = to_text (bytes);

  g_assert_cmpstr (text, ==,
                   "{\"total_profit_cents\":247.9999999,\"total_profit_dollars\":2.479999999,"
                   "\"total_gross_profit_cents\":250,\"total_gross_profit_dollars\":2.5,\"total_fees_dollars\":0.02,"
                   "\"total_slippage_dollars\":0.000000001,\"num_trades\":2,\"win_rate\":0.5,"
                   "\"avg_profit_per_trade_cents\":124,\"avg_profit_per_trade_dollars\":1.24,"
                   "\"season\":\"2025-26\",\"source\":\"espn\",\"data_source\":\"official-candlesticks\","
                   "\"num_games\":2,\"num_games_requested\":3,\"num_games_failed\":1,\"partial\":false,"
                   "\"failed_game_ids\":[\"three\"],\"failed_games\":[{\"game_id\":\"three\",\"reason\":\"no prices\"}],"
                   RULES ",\"parameters\":{\"season\":null,\"num_games\":null,\"game_ids\":null,\"source\":null," STRATEGY "},"
                   "\"roi_percentage\":6.199999998,"
                   "\"roi_note\":\"Net profit over the money at risk in all trades (trades × bet), not over an account.\","
                   "\"return_on_risk\":0.061999999975,\"trades_per_game\":1,\"avg_trade_duration_seconds\":60,"
                   "\"avg_trade_duration_minutes\":1,\"sharpe_ratio\":0.5,\"sharpe_ratio_per_trade\":0.5,"
                   "\"sharpe_ratio_per_game\":null,\"expectancy_dollars\":1.24,\"profit_factor\":null,"
                   "\"max_drawdown_dollars\":0.5,\"max_drawdown_percent\":16.778523496,\"sample_size_n\":2,"
                   "\"num_penalised\":2,\"num_forced\":1,\"divergence_metrics\":{\"avg_entry_divergence_cents\":5.5,"
                   "\"avg_exit_divergence_cents\":null},\"risk_metrics\":{\"max_loss_dollars\":-0.5,"
                   "\"max_win_dollars\":2.979999999,\"std_dev_dollars\":2.460731608},\"median_profit_cents\":124,"
                   "\"median_profit_dollars\":1.24,\"distribution_quartiles\":{\"q1_dollars\":-0.5,\"q2_dollars\":1.24,"
                   "\"q3_dollars\":2.979999999,\"min_dollars\":-0.5,\"max_dollars\":2.979999999},"
                   "\"position_breakdown\":{\"long\":{\"count\":1,\"profit_dollars\":2.979999999,"
                   "\"gross_profit_dollars\":3,\"win_rate\":1,\"avg_profit_dollars\":2.979999999},"
                   "\"short\":{\"count\":1,\"profit_dollars\":-0.5,\"gross_profit_dollars\":-0.5,\"win_rate\":0,"
                   "\"avg_profit_dollars\":-0.5}},\"phase_breakdown\":{\"Q1\":{\"count\":1,"
                   "\"profit_dollars\":2.979999999,\"gross_profit_dollars\":3,\"win_rate\":1,"
                   "\"avg_profit_dollars\":2.979999999},\"Q2-Q3\":{\"count\":0,\"profit_dollars\":0,"
                   "\"gross_profit_dollars\":0,\"win_rate\":null,\"avg_profit_dollars\":null},\"Q4\":{\"count\":1,"
                   "\"profit_dollars\":-0.5,\"gross_profit_dollars\":-0.5,\"win_rate\":0,\"avg_profit_dollars\":-0.5}},"
                   "\"settlement\":{\"num_trades\":1,\"traded_profit_dollars\":2.979999999,\"held_profit_dollars\":-1.5},"
                   "\"per_game_summary\":[{\"game_id\":\"one\",\"game_date\":\"2025-12-25\",\"home_team_abbr\":\"MIN\","
                   "\"away_team_abbr\":\"DEN\",\"num_trades\":1,\"profit_dollars\":2.979999999,\"win_rate\":1},"
                   "{\"game_id\":\"two\",\"game_date\":\"2025-12-25\",\"home_team_abbr\":\"MIN\","
                   "\"away_team_abbr\":\"DEN\",\"num_trades\":1,\"profit_dollars\":-0.5,\"win_rate\":0}],"
                   "\"equity_curve_reduced\":false,\"equity_curve\":[{\"trade_number\":1,"
                   "\"cumulative_profit_dollars\":2.979999999},{\"trade_number\":2,"
                   "\"cumulative_profit_dollars\":2.479999999}],\"run\":{\"id\":\"f81d4fae\",\"elapsed_seconds\":"
                   "{\"load\":0.25,\"compute\":0.5},\"cached\":false,\"started_at\":1764000000.5,"
                   "\"finished_at\":1764000001,\"threads\":2,\"engine_version\":1,\"data_version\":\"abc\"}}");
}

/* The whole document has the details as well, each trade with its game, and
 * only its last member speaks of the run. */
static void
test_wire_simulation_details (Fixture       *fixture,
                              gconstpointer  data)
{
  const BcWireRun run = { .id = "run" };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) bare = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  g_auto(GStrv) members = NULL;
  const BcJsonNode *root;
  const BcJsonNode *trade;

  set_metrics (&fixture->result.metrics);
  bytes = bc_wire_simulation_to_json (&fixture->result, &run, FALSE);
  bare = bc_wire_simulation_to_json (&fixture->result, NULL, FALSE);
  text = to_text (bytes);
  same = g_strndup (g_bytes_get_data (bare, NULL), g_bytes_get_size (bare) - 1);
  g_assert_true (g_str_has_prefix (text, same));
  g_assert_true (g_str_has_prefix (text + strlen (same), ",\"run\":{"));

  json = bc_json_parse_bytes (bytes, NULL);
  root = bc_json_get_root (json);
  members = bc_json_node_dup_members (root);
  g_assert_cmpstr (members[g_strv_length (members) - 1], ==, "run");
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "game_results")), ==, 2);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "trades")), ==, 2);

  trade = bc_json_node_get_item (bc_json_node_get (root, "trades"), 1);
  g_assert_cmpstr (bc_json_node_get_string (trade, "game_id"), ==, "two");
  g_assert_cmpstr (bc_json_node_get_string (trade, "position_type"), ==, "short_espn");
  g_assert_cmpstr (bc_json_node_get_string (trade, "game_phase"), ==, "Q4");
  g_assert_cmpstr (bc_json_node_get_string (trade, "actual_outcome"), ==, "unknown");
  g_assert_true (bc_json_node_get_boolean (trade, "forced", FALSE));
}

/* Nothing defined, nothing invented. */
static void
test_wire_simulation_empty (void)
{
  static const char * const undefined[] = {
    "win_rate", "profit_factor", "sharpe_ratio", "expectancy_dollars", "median_profit_dollars", "trades_per_game",
    "roi_percentage", "max_drawdown_percent", "avg_trade_duration_seconds", "settlement", "season", "source",
    "data_source", "avg_profit_per_trade_dollars",
  };
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) games = g_ptr_array_new ();
  BcSimulationResult result = { .request = request, .games = games, .partial = TRUE };
  BcMetrics *metrics = &result.metrics;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *root;

  metrics->win_rate = metrics->mean = metrics->median = metrics->standard_deviation = NAN;
  metrics->profit_factor = metrics->max_drawdown_share = metrics->return_on_risk = NAN;
  metrics->sharpe_per_trade = metrics->sharpe_per_game = metrics->mean_hold = NAN;
  request->strategy.fees = BC_FEES_NONE;
  request->strategy.align = BC_ALIGN_NEAREST;

  bytes = bc_wire_simulation_to_json (&result, NULL, FALSE);
  json = bc_json_parse_bytes (bytes, NULL);
  root = bc_json_get_root (json);

  for (guint i = 0; i < G_N_ELEMENTS (undefined); i++)
    {
      g_assert_nonnull (bc_json_node_get (root, undefined[i]));
      g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, undefined[i])), ==, BC_JSON_NULL);
    }

  g_assert_cmpint (bc_json_node_get_int (root, "total_profit_dollars", -1), ==, 0);
  g_assert_true (bc_json_node_get_boolean (root, "before_fees", FALSE));
  g_assert_true (bc_json_node_get_boolean (root, "looks_ahead", FALSE));
  g_assert_true (bc_json_node_get_boolean (root, "partial", FALSE));
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "equity_curve")), ==, 0);
}

/* Dollars lost by one trade among others that win one each. */
#define FALL 100000

static GBytes *
write_long_run (guint    n_trades,
                gboolean summary)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) games = g_ptr_array_new ();
  g_autoptr(BcGame) game = make_game ("long", TRUE);
  g_autoptr(GArray) trades = g_array_new (FALSE, FALSE, sizeof (BcTrade));
  BcSeries series = { .n_points = 3, .time = times, .model = model, .price = price, .bid = bid, .ask = ask };
  BcGameResult played = { .game = game, .series = &series, .n_points = 3, .trades = trades };
  BcSimulationResult result = { .request = request, .games = games };

  for (guint i = 0; i < n_trades; i++)
    {
      BcTrade trade = winner;

      /* One deep fall, which no reduction may lose. */
      trade.net = i == n_trades / 3 ? -FALL * BC_NANO_PER_DOLLAR : BC_NANO_PER_DOLLAR;
      g_array_append_val (trades, trade);
    }

  g_ptr_array_add (games, &played);
  result.metrics.all.n_trades = n_trades;

  return bc_wire_simulation_to_json (&result, NULL, summary);
}

static void
test_wire_simulation_equity (void)
{
  const guint n_trades = 25000;
  g_autoptr(GBytes) bytes = write_long_run (n_trades, TRUE);
  g_autoptr(BcJson) json = bc_json_parse_bytes (bytes, NULL);
  const BcJsonNode *root = bc_json_get_root (json);
  const BcJsonNode *curve = bc_json_node_get (root, "equity_curve");
  guint n = bc_json_node_get_size (curve);
  gint64 last_number = 0;
  gint64 lowest = G_MAXINT64;
  gint64 highest = G_MININT64;

  g_assert_true (bc_json_node_get_boolean (root, "equity_curve_reduced", FALSE));
  g_assert_null (bc_json_node_get (root, "trades"));
  g_assert_null (bc_json_node_get (root, "game_results"));
  g_assert_cmpuint (n, <=, 2000);
  g_assert_cmpuint (n, >, 1900);

  for (guint i = 0; i < n; i++)
    {
      const BcJsonNode *point = bc_json_node_get_item (curve, i);
      gint64 number = bc_json_node_get_int (point, "trade_number", -1);
      gint64 value = bc_json_node_get_int (point, "cumulative_profit_dollars", G_MININT64);

      g_assert_cmpint (number, >, last_number);
      last_number = number;
      lowest = MIN (lowest, value);
      highest = MAX (highest, value);
    }

  g_assert_cmpint (bc_json_node_get_int (bc_json_node_get_item (curve, 0), "trade_number", -1), ==, 1);
  g_assert_cmpint (last_number, ==, n_trades);
  g_assert_cmpint (lowest, ==, (gint64) n_trades / 3 - FALL);
  g_assert_cmpint (highest, ==, n_trades / 3);
}

static void
test_wire_simulation_equity_whole (void)
{
  g_autoptr(GBytes) few = write_long_run (2000, TRUE);
  g_autoptr(GBytes) all = write_long_run (2001, FALSE);
  g_autoptr(GBytes) cut = write_long_run (2001, TRUE);
  g_autoptr(BcJson) small = bc_json_parse_bytes (few, NULL);
  g_autoptr(BcJson) whole = bc_json_parse_bytes (all, NULL);
  g_autoptr(BcJson) reduced = bc_json_parse_bytes (cut, NULL);

  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (small), "equity_curve")), ==, 2000);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (whole), "equity_curve")), ==, 2001);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (reduced), "equity_curve")), <=, 2000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/wire-simulation/game", test_wire_simulation_game);
  ADD ("/wire-simulation/failed-game", test_wire_simulation_failed_game);
  ADD ("/wire-simulation/bulk", test_wire_simulation_bulk);
  ADD ("/wire-simulation/details", test_wire_simulation_details);
#undef ADD
  g_test_add_func ("/wire-simulation/empty", test_wire_simulation_empty);
  g_test_add_func ("/wire-simulation/equity", test_wire_simulation_equity);
  g_test_add_func ("/wire-simulation/equity-whole", test_wire_simulation_equity_whole);

  return g_test_run ();
}
