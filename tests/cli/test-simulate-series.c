/* test-simulate-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bc-aligned-csv.h"
#include "bc-cli-series.h"
#include "bc-core-error.h"
#include "bc-feeds-error.h"
#include "bc-json.h"

#define HEADER BC_ALIGNED_CSV_HEADER ",date,home,away,home_score,away_score\n"
#define HOME_WON ",2025-12-25,HOM,AWY,100,90\n"

/* A point a minute, from 2025-12-25 22:00 UTC on; d is model less price.
 *
 *   i   model  price  bid   ask     d
 *   0   0.50   0.49   0.48  0.50   0.01
 *   1   0.56   0.49   0.48  0.50   0.07   long at 0.50: 20 / 0.50 = 40 contracts
 *   2   0.58   0.53   0.52  0.54   0.05
 *   3   0.58   0.575  0.57  0.58   0.005  leaves at 0.57 after 120 s
 *   4   0.40   0.51   0.50  0.52  -0.11   short at 0.50: 20 / (1 - 0.50) = 40
 *   5   0.45   0.455  0.45  0.46  -0.005  leaves at 0.46 after 60 s
 *   6   0.86   0.79   0.78  0.80   0.07   long at 0.80: 20 / 0.80 = 25
 *   7   0.87   0.83   0.82  0.84   0.04   the data end: 0.82 - 0.02 = 0.80
 *
 * Gross: 40 * 0.07 = 2.80; 40 * 0.04 = 1.60; 25 * 0 = 0; together 4.40.
 *
 * Fees, up to the cent: 0.07 * 40 * 0.50 * 0.50 = 0.70 and 0.07 * 40 * 0.57 *
 * 0.43 = 0.68628 -> 0.69; 0.70 and 0.07 * 40 * 0.46 * 0.54 = 0.69552 -> 0.70;
 * twice 0.07 * 25 * 0.80 * 0.20 = 0.28; together 1.39 + 1.40 + 0.56 = 3.35.
 *
 * Net: 1.41 + 0.20 - 0.56 = 1.05. The running sum falls from 1.61 to 1.05.
 *
 * Held to the end, 1 as home won, with the fee of the entry only: 20 - 0.70,
 * -20 - 0.70, 5 - 0.28; together 3.32. */
#define GAME \
  "g1,1766700000,0.50,0.49,0.48,0.50" HOME_WON \
  "g1,1766700060,0.56,0.49,0.48,0.50" HOME_WON \
  "g1,1766700120,0.58,0.53,0.52,0.54" HOME_WON \
  "g1,1766700180,0.58,0.575,0.57,0.58" HOME_WON \
  "g1,1766700240,0.40,0.51,0.50,0.52" HOME_WON \
  "g1,1766700300,0.45,0.455,0.45,0.46" HOME_WON \
  "g1,1766700360,0.86,0.79,0.78,0.80" HOME_WON \
  "g1,1766700420,0.87,0.83,0.82,0.84" HOME_WON

/* The day before, in one point: long at 0.50, out at 0.48 - 0.02 = 0.46. Gross
 * 40 * -0.04 = -1.60, fees 0.70 + 0.70, net -3.00. Nobody knows who won. */
#define EARLIER "g0,2025-12-24T22:00:00Z,0.60,0.50,0.48,0.50,2025-12-24,HOM,AWY,,\n"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "series.csv", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_series (Fixture    *fixture,
              const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
}

/* @parameters: names and values in turn, such as "fees none bet_amount 20". */
static BcSimulationRequest *
make_request (const char *parameters)
{
  BcSimulationRequest *request = bc_simulation_request_new ();
  g_auto(GStrv) words = g_strsplit (parameters, " ", -1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i += 2)
    {
      bc_simulation_request_set (request, words[i], words[i + 1], &error);
      g_assert_no_error (error);
    }

  return request;
}

static GBytes *
simulate (Fixture    *fixture,
          const char *parameters,
          gboolean    summary)
{
  g_autoptr(BcSimulationRequest) request = make_request (parameters);
  g_autoptr(GError) error = NULL;
  GBytes *document = _bc_cli_simulate_series (fixture->path, request, summary, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);

  return document;
}

static BcJson *
simulate_to_json (Fixture    *fixture,
                  const char *parameters)
{
  g_autoptr(GBytes) document = simulate (fixture, parameters, FALSE);
  g_autoptr(GError) error = NULL;
  BcJson *json = bc_json_parse_bytes (document, &error);

  g_assert_no_error (error);

  return json;
}

/* The exact text of a number, which is what a script reads. */
static void
assert_value (const BcJsonNode *node,
              const char       *member,
              const char       *expected)
{
  const BcJsonNode *value = bc_json_node_get (node, member);
  g_autofree char *text = NULL;

  g_assert_nonnull (value);
  text = bc_json_node_dup_text (value);
  if (g_strcmp0 (text, expected) != 0)
    g_error ("%s is %s, not %s", member, text, expected);
}

typedef struct
{
  const char *member;
  const char *value;
} Expected;

static void
assert_values (const BcJsonNode *node,
               const Expected   *expected)
{
  for (guint i = 0; expected[i].member != NULL; i++)
    assert_value (node, expected[i].member, expected[i].value);
}

static void
test_simulate_series_totals (Fixture       *fixture,
                             gconstpointer  data)
{
  static const Expected totals[] = {
    { "total_profit_cents", "105" },
    { "total_profit_dollars", "1.05" },
    { "total_gross_profit_cents", "440" },
    { "total_gross_profit_dollars", "4.4" },
    { "total_fees_dollars", "3.35" },
    { "total_slippage_dollars", "0" },
    { "num_trades", "3" },
    { "win_rate", "0.6666666666666666" },
    { "avg_profit_per_trade_cents", "35" },
    { "avg_profit_per_trade_dollars", "0.35" },
    { "num_games", "1" },
    { "num_games_requested", "1" },
    { "num_games_failed", "0" },
    { "partial", "false" },
    { "season", "2025" },
    { "source", "csv" },
    { "data_source", "csv" },
    { "before_fees", "false" },
    { "looks_ahead", "false" },
    { "roi_percentage", "1.75" },
    { "median_profit_cents", "20" },
    { "trades_per_game", "3" },
    { "avg_trade_duration_seconds", "80" },
    { "expectancy_dollars", "0.35" },
    { "profit_factor", "2.875" },
    { "max_drawdown_dollars", "0.56" },
    { "max_drawdown_percent", "34.782608696" },
    { "sample_size_n", "3" },
    { "num_penalised", "1" },
    { "num_forced", "1" },
    { NULL, NULL },
  };
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *root;

  write_series (fixture, HEADER GAME);
  json = simulate_to_json (fixture, "entry_threshold 0.05 exit_threshold 0.01");
  root = bc_json_get_root (json);

  assert_values (root, totals);
  assert_value (bc_json_node_get (root, "settlement"), "held_profit_dollars", "3.32");
  assert_value (bc_json_node_get (root, "settlement"), "traded_profit_dollars", "1.05");
  assert_value (bc_json_node_get (root, "distribution_quartiles"), "min_dollars", "-0.56");
  assert_value (bc_json_node_get (root, "distribution_quartiles"), "max_dollars", "1.41");
}

static void
test_simulate_series_trades (Fixture       *fixture,
                             gconstpointer  data)
{
  static const Expected first[] = {
    { "game_id", "g1" },
    { "game_date", "2025-12-25" },
    { "entry_time", "1766700060" },
    { "exit_time", "1766700180" },
    { "position_type", "long_espn" },
    { "entry_espn_prob", "0.56" },
    { "entry_kalshi_price", "0.49" },
    { "entry_kalshi_bid", "0.48" },
    { "entry_kalshi_ask", "0.5" },
    { "exit_kalshi_bid", "0.57" },
    { "contracts", "40" },
    { "profit_cents", "280" },
    { "profit_dollars", "2.8" },
    { "fees_dollars", "1.39" },
    { "net_profit_cents", "141" },
    { "net_profit_dollars", "1.41" },
    { "settlement_net_profit_dollars", "19.3" },
    { "penalised", "false" },
    { "actual_outcome", "home_won" },
    { "game_phase", "Q1" },
    { NULL, NULL },
  };
  static const Expected second[] = {
    { "position_type", "short_espn" },
    { "entry_price", "0.5" },
    { "exit_price", "0.46" },
    { "net_profit_cents", "20" },
    { "settlement_net_profit_dollars", "-20.7" },
    { "game_phase", "Q2-Q3" },
    { NULL, NULL },
  };
  static const Expected third[] = {
    { "exit_price", "0.8" },
    { "profit_cents", "0" },
    { "net_profit_cents", "-56" },
    { "penalised", "true" },
    { "forced", "true" },
    { "settlement_net_profit_dollars", "4.72" },
    { "game_phase", "Q4" },
    { NULL, NULL },
  };
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *trades;

  write_series (fixture, HEADER GAME);
  json = simulate_to_json (fixture, "min_hold_seconds 30");
  trades = bc_json_node_get (bc_json_get_root (json), "trades");

  g_assert_cmpuint (bc_json_node_get_size (trades), ==, 3);
  assert_values (bc_json_node_get_item (trades, 0), first);
  assert_values (bc_json_node_get_item (trades, 1), second);
  assert_values (bc_json_node_get_item (trades, 2), third);
}

/* What each parameter does to the game above.
 *
 * Fees to 0.0001: 0.70 + 0.6863, 0.70 + 0.6956, 0.56; together 3.3419. With a
 * multiplier of 0.5: 0.35 + 0.3432, 0.35 + 0.3478, 0.28; together 1.671.
 * Slippage of a hundredth, none on the last leg: 0.20 + 0.228, 0.20 + 0.184,
 * 0.20; together 1.012.
 * Without the first two minutes the long is not entered; without the last 100
 * seconds the third trade is not. With exit 0, 40 * (0.80 - 0.50) = 12 at the
 * end. With entry 0.07 only the short, as 0.07 is not above it. Held for 90
 * seconds at least, the short loses its crossing and ends at 0.84 + 0.02:
 * 2.80 - 40 * 0.36 = -11.60. A bet of 19.90 buys 39, 39 and 24 whole contracts:
 * 2.73 + 1.56 + 0 = 4.29. */
static void
test_simulate_series_parameters (Fixture       *fixture,
                                 gconstpointer  data)
{
  static const struct
  {
    const char *parameters;
    const char *n_trades;
    const char *gross;
    const char *net;
  } cases[] = {
    { "fees kalshi", "3", "4.4", "1.05" },
    { "fees none", "3", "4.4", "4.4" },
    { "fee_rounding cent", "3", "4.4", "1.05" },
    { "fee_rounding 0.0001", "3", "4.4", "1.0581" },
    { "fee_rounding 0.0001 fee_multiplier 0.5", "3", "4.4", "2.729" },
    { "fee_multiplier 0", "3", "4.4", "4.4" },
    { "fees none slippage_rate 0.01", "3", "4.4", "3.388" },
    { "exclude_first_seconds 120", "2", "1.6", "-0.36" },
    { "exclude_last_seconds 100", "2", "4.4", "1.61" },
    { "exclude_first_seconds 86400", "0", "0", "0" },
    { "fees none exit_threshold 0", "1", "12", "12" },
    { "entry_threshold 0.07", "1", "1.6", "0.2" },
    { "entry_threshold 1", "0", "0", "0" },
    { "fees none min_hold_seconds 90", "2", "-11.6", "-11.6" },
    { "fees none bet_amount 19.90 whole_contracts true", "3", "4.29", "4.29" },
    { "fees none signal_delay_seconds 600 max_quote_age_seconds 0", "3", "4.4", "4.4" },
  };

  write_series (fixture, HEADER GAME);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcJson) json = simulate_to_json (fixture, cases[i].parameters);
      const BcJsonNode *root = bc_json_get_root (json);

      g_test_message ("%s", cases[i].parameters);
      assert_value (root, "num_trades", cases[i].n_trades);
      assert_value (root, "total_gross_profit_dollars", cases[i].gross);
      assert_value (root, "total_profit_dollars", cases[i].net);
    }
}

/* Games of one day stand in the order of their first points, as from a store. */
static void
test_simulate_series_order (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *trades;

  write_series (fixture, HEADER
                "early-id,1766700060,0.60,0.50,0.48,0.50,2025-12-25,HOM,AWY,,\n"
                "late-id,1766700000,0.60,0.50,0.48,0.50,2025-12-25,ABC,DEF,,\n");
  json = simulate_to_json (fixture, "fees none");
  trades = bc_json_node_get (bc_json_get_root (json), "trades");

  g_assert_cmpuint (bc_json_node_get_size (trades), ==, 2);
  assert_value (bc_json_node_get_item (trades, 0), "game_id", "late-id");
  assert_value (bc_json_node_get_item (trades, 1), "game_id", "early-id");
}

/* A million dollars at a millionth of one, in twenty games: each trade is cut at
 * a billion dollars, their sum at the end of the range, and nothing overflows. */
static void
test_simulate_series_absurd (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (HEADER);
  g_autoptr(BcJson) json = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_string_append_printf (text, "g%u,1766700000,0.60,0.50,0.48,0.000001" HOME_WON, i);
      g_string_append_printf (text, "g%u,1766700060,0.60,0.60,0.59,0.61" HOME_WON, i);
    }
  write_series (fixture, text->str);
  json = simulate_to_json (fixture, "bet_amount 1000000 fees none");

  assert_value (bc_json_get_root (json), "num_trades", "20");

  /* 9223372036.854775807 in the document; a reader of JSON has doubles. */
  assert_value (bc_json_get_root (json), "total_profit_dollars", "9223372036.854776");
}

/* What is not defined is null: no losing trade, no trade. */
static void
test_simulate_series_undefined (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(BcJson) free_of_charge = NULL;
  g_autoptr(BcJson) idle = NULL;

  write_series (fixture, HEADER GAME);
  free_of_charge = simulate_to_json (fixture, "fees none");
  idle = simulate_to_json (fixture, "entry_threshold 1");

  assert_value (bc_json_get_root (free_of_charge), "profit_factor", NULL);
  assert_value (bc_json_get_root (free_of_charge), "before_fees", "true");
  assert_value (bc_json_get_root (idle), "win_rate", NULL);
  assert_value (bc_json_get_root (idle), "avg_profit_per_trade_dollars", NULL);
  assert_value (bc_json_get_root (idle), "expectancy_dollars", NULL);
  assert_value (bc_json_get_root (idle), "settlement", NULL);
}

/* The games come by date, whatever the order of their rows. */
static void
test_simulate_series_games (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *root;
  const BcJsonNode *trade;
  const BcJsonNode *equity;

  write_series (fixture, HEADER GAME EARLIER);
  json = simulate_to_json (fixture, "source mine");
  root = bc_json_get_root (json);

  assert_value (root, "num_games", "2");
  assert_value (root, "source", "mine");
  assert_value (root, "total_profit_dollars", "-1.95");
  assert_value (root, "num_forced", "2");
  assert_value (bc_json_node_get (root, "settlement"), "num_trades", "3");

  trade = bc_json_node_get_item (bc_json_node_get (root, "trades"), 0);
  assert_value (trade, "game_id", "g0");
  assert_value (trade, "entry_time", "1766613600");
  assert_value (trade, "exit_time", "1766613600");
  assert_value (trade, "net_profit_cents", "-300");
  assert_value (trade, "settlement_net_profit_dollars", NULL);
  assert_value (trade, "actual_outcome", "unknown");

  equity = bc_json_node_get (root, "equity_curve");
  g_assert_cmpuint (bc_json_node_get_size (equity), ==, 4);
  assert_value (bc_json_node_get_item (equity, 0), "cumulative_profit_dollars", "-3");
  assert_value (bc_json_node_get_item (equity, 3), "trade_number", "4");
}

/* From 2026 on the exchange rounds to 0.0001 dollar: a leg of the year before
 * and one of the new year have each its own step. */
static void
test_simulate_series_new_year (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *trades;

  /* Entry 0.07 * 40 * 0.5 * 0.5 = 0.70; the exit at 0.57 costs 0.68628. */
  write_series (fixture, HEADER
                "g,2025-12-31T23:59:00Z,0.56,0.49,0.48,0.50,2025-12-31,HOM,AWY,,\n"
                "g,2026-01-01T00:00:00Z,0.58,0.575,0.57,0.58,2025-12-31,HOM,AWY,,\n");
  json = simulate_to_json (fixture, "fees kalshi");
  trades = bc_json_node_get (bc_json_get_root (json), "trades");

  g_assert_cmpuint (bc_json_node_get_size (trades), ==, 1);
  assert_value (bc_json_node_get_item (trades, 0), "fees_dollars", "1.3863");
}

/* Bids and asks that nobody recorded are assumed only if asked for. */
static void
test_simulate_series_spread (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(BcJson) refused = NULL;
  g_autoptr(BcJson) assumed = NULL;
  const BcJsonNode *failure;
  const BcJsonNode *game;

  write_series (fixture, HEADER
                "g,1766700000,0.60,0.49,,,2025-12-25,HOM,AWY,,\n"
                "g,1766700060,0.60,0.60,,,2025-12-25,HOM,AWY,,\n");

  refused = simulate_to_json (fixture, "fees none");
  assert_value (bc_json_get_root (refused), "num_games", "0");
  assert_value (bc_json_get_root (refused), "num_games_failed", "1");
  failure = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (refused), "failed_games"), 0);
  assert_value (failure, "game_id", "g");
  g_assert_nonnull (strstr (bc_json_node_get_string (failure, "reason"), "assumed_spread"));

  /* In at 0.49 + 0.01, out at 0.60 - 0.01. */
  assumed = simulate_to_json (fixture, "fees none assumed_spread 0.02");
  assert_value (bc_json_get_root (assumed), "total_profit_dollars", "3.6");
  game = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (assumed), "game_results"), 0);
  assert_value (bc_json_node_get (game, "series"), "spread_assumed", "true");
}

/* Two runs differ in `run`, which comes last, and in nothing else. */
static void
test_simulate_series_bytes (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  char *run;

  write_series (fixture, HEADER GAME EARLIER);
  first = simulate (fixture, "fees none", FALSE);
  second = simulate (fixture, "fees none", FALSE);
  one = g_strndup (g_bytes_get_data (first, NULL), g_bytes_get_size (first));
  other = g_strndup (g_bytes_get_data (second, NULL), g_bytes_get_size (second));

  run = strstr (one, ",\"run\":{");
  g_assert_nonnull (run);
  g_assert_null (strstr (run + 1, "\"trades\""));
  g_assert_cmpmem (one, run - one, other, strstr (other, ",\"run\":{") - other);
}

static void
test_simulate_series_summary (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(GBytes) document = NULL;
  g_autoptr(BcJson) json = NULL;

  write_series (fixture, HEADER GAME);
  document = simulate (fixture, "fees none", TRUE);
  json = bc_json_parse_bytes (document, NULL);

  assert_value (bc_json_get_root (json), "num_trades", "3");
  g_assert_null (bc_json_node_get (bc_json_get_root (json), "trades"));
  g_assert_null (bc_json_node_get (bc_json_get_root (json), "game_results"));
}

static void
test_simulate_series_unreadable (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GError) error = NULL;

  g_assert_null (_bc_cli_simulate_series (fixture->path, request, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (_bc_cli_simulate_series (fixture->folder, request, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_simulate_series_refused (Fixture       *fixture,
                              gconstpointer  data)
{
  static const struct
  {
    const char *text;
    int         code;
    const char *words;
  } cases[] = {
    { "", BC_FEEDS_ERROR_UNKNOWN, BC_ALIGNED_CSV_HEADER },
    { "time,price\n1,2\n", BC_FEEDS_ERROR_UNKNOWN, BC_ALIGNED_CSV_HEADER },
    { HEADER, BC_FEEDS_ERROR_INVALID, "None" },
    { HEADER "g,1766700000,NaN,0.5,0.4,0.6,,,,,\n", BC_FEEDS_ERROR_INVALID, "NaN" },
    { HEADER "g,1766700000\n", BC_FEEDS_ERROR_INVALID, "Line 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
      g_autoptr(GError) error = NULL;

      write_series (fixture, cases[i].text);
      g_assert_null (_bc_cli_simulate_series (fixture->path, request, TRUE, &error));
      g_assert_error (error, BC_FEEDS_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_true (g_str_has_prefix (error->message, fixture->path));
    }
}

/* Rows that are none are left out; the others trade as if they were alone. */
static void
test_simulate_series_dropped (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(BcJson) json = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("*3 rows were left out*");
      return;
    }

  write_series (fixture, HEADER GAME
                "g1,1766700060,0.56,0.49,0.48,0.50" HOME_WON
                "g1,1766700070,NaN,0.49,0.48,0.50" HOME_WON
                "g1,1766700080,0.90,,,0.50" HOME_WON);
  json = simulate_to_json (fixture, "fees kalshi");
  assert_value (bc_json_get_root (json), "total_profit_dollars", "1.05");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/simulate-series/totals", test_simulate_series_totals);
  ADD ("/simulate-series/trades", test_simulate_series_trades);
  ADD ("/simulate-series/parameters", test_simulate_series_parameters);
  ADD ("/simulate-series/order", test_simulate_series_order);
  ADD ("/simulate-series/absurd", test_simulate_series_absurd);
  ADD ("/simulate-series/undefined", test_simulate_series_undefined);
  ADD ("/simulate-series/games", test_simulate_series_games);
  ADD ("/simulate-series/new-year", test_simulate_series_new_year);
  ADD ("/simulate-series/spread", test_simulate_series_spread);
  ADD ("/simulate-series/bytes", test_simulate_series_bytes);
  ADD ("/simulate-series/summary", test_simulate_series_summary);
  ADD ("/simulate-series/unreadable", test_simulate_series_unreadable);
  ADD ("/simulate-series/refused", test_simulate_series_refused);
  ADD ("/simulate-series/dropped", test_simulate_series_dropped);

  return g_test_run ();
}
