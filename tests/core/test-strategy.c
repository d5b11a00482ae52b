/* test-strategy.c: parameters from text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bc-simulation-request.h"
#include "test-utils.h"

static void
test_strategy_defaults (void)
{
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  g_assert_cmpint (strategy.entry, ==, 50000);
  g_assert_cmpint (strategy.exit, ==, 10000);
  g_assert_cmpint (strategy.min_hold, ==, 30);
  g_assert_cmpint (strategy.bet, ==, 20 * BC_NANO_PER_DOLLAR);
  g_assert_cmpint (strategy.slippage, ==, 0);
  g_assert_cmpint (strategy.fees, ==, BC_FEES_KALSHI);
  g_assert_cmpint (strategy.fee_multiplier, ==, BC_PPM_ONE);
  g_assert_cmpint (strategy.fee_rounding, ==, BC_FEE_ROUNDING_BY_DATE);
  g_assert_cmpint (strategy.exclude_first, ==, 0);
  g_assert_cmpint (strategy.exclude_last, ==, 0);
  g_assert_cmpint (strategy.max_quote_age, ==, 120);
  g_assert_cmpint (strategy.align, ==, BC_ALIGN_ASOF);
  g_assert_cmpint (strategy.assumed_spread, ==, BC_PPM_NONE);
  g_assert_false (strategy.whole_contracts);
}

static void
test_strategy_signal_delay (void)
{
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  g_assert_cmpint (bc_strategy_get_signal_delay (&strategy, "espn"), ==, 60);
  g_assert_cmpint (bc_strategy_get_signal_delay (&strategy, "csv"), ==, 0);
  g_assert_cmpint (bc_strategy_get_signal_delay (&strategy, NULL), ==, 0);

  g_assert_true (bc_strategy_set (&strategy, "signal_delay_seconds", "0", NULL));
  g_assert_cmpint (bc_strategy_get_signal_delay (&strategy, "espn"), ==, 0);
  g_assert_true (bc_strategy_set (&strategy, "signal_delay_seconds", "5", NULL));
  g_assert_cmpint (bc_strategy_get_signal_delay (&strategy, "csv"), ==, 5);
}

static void
set (BcStrategy *strategy,
     const char *name,
     const char *text)
{
  g_autoptr(GError) error = NULL;

  bc_strategy_set (strategy, name, text, &error);
  g_assert_no_error (error);
}

static void
test_strategy_set (void)
{
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  set (&strategy, "entry_threshold", "0.06");
  set (&strategy, "exit_threshold", "1");
  set (&strategy, "min_hold_seconds", "86400");
  set (&strategy, "bet_amount", "0.01");
  set (&strategy, "slippage_rate", "0.0000005");
  set (&strategy, "fees", "none");
  set (&strategy, "fee_multiplier", "0.5");
  set (&strategy, "fee_rounding", "0.0001");
  set (&strategy, "exclude_first_seconds", "60");
  set (&strategy, "exclude_last_seconds", "61.0");
  set (&strategy, "max_quote_age_seconds", "0");
  set (&strategy, "align", "nearest");
  set (&strategy, "assumed_spread", "0.02");
  set (&strategy, "whole_contracts", "Yes");

  g_assert_cmpint (strategy.entry, ==, 60000);
  g_assert_cmpint (strategy.exit, ==, BC_PPM_ONE);
  g_assert_cmpint (strategy.min_hold, ==, 86400);
  g_assert_cmpint (strategy.bet, ==, 10000000);
  g_assert_cmpint (strategy.slippage, ==, 1);
  g_assert_cmpint (strategy.fees, ==, BC_FEES_NONE);
  g_assert_cmpint (strategy.fee_multiplier, ==, 500000);
  g_assert_cmpint (strategy.fee_rounding, ==, BC_FEE_ROUNDING_HUNDREDTH_CENT);
  g_assert_cmpint (strategy.exclude_first, ==, 60);
  g_assert_cmpint (strategy.exclude_last, ==, 61);
  g_assert_cmpint (strategy.max_quote_age, ==, 0);
  g_assert_cmpint (strategy.align, ==, BC_ALIGN_NEAREST);
  g_assert_cmpint (strategy.assumed_spread, ==, 20000);
  g_assert_true (strategy.whole_contracts);
}

static void
test_strategy_words (void)
{
  static const struct { const char *text; BcFeeRounding rounding; } roundings[] = {
    { "date", BC_FEE_ROUNDING_BY_DATE }, { "cent", BC_FEE_ROUNDING_CENT }, { "0.0001", BC_FEE_ROUNDING_HUNDREDTH_CENT },
  };
  static const char * const flags[] = { "true", "false", "1", "0", "yes", "no", "on", "off", "TRUE", "Off" };
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  for (guint i = 0; i < G_N_ELEMENTS (roundings); i++)
    {
      set (&strategy, "fee_rounding", roundings[i].text);
      g_assert_cmpint (strategy.fee_rounding, ==, roundings[i].rounding);
    }

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      set (&strategy, "whole_contracts", flags[i]);
      g_assert_cmpint (strategy.whole_contracts, ==, i % 2 == 0);
    }

  set (&strategy, "fees", "kalshi");
  g_assert_cmpint (strategy.fees, ==, BC_FEES_KALSHI);
  set (&strategy, "align", "asof");
  g_assert_cmpint (strategy.align, ==, BC_ALIGN_ASOF);
}

/* A refusal names the parameter and the value, and changes nothing. */
static void
test_strategy_refused (void)
{
  static const struct { const char *name; const char *text; BcCoreError code; } cases[] = {
    { "entry_threshold", "-0.000001", BC_CORE_ERROR_RANGE }, { "entry_threshold", "1.000001", BC_CORE_ERROR_RANGE },
    { "entry_threshold", "five", BC_CORE_ERROR_PARSE }, { "entry_threshold", "", BC_CORE_ERROR_PARSE },
    { "entry_threshold", "nan", BC_CORE_ERROR_PARSE }, { "entry_threshold", "0,05", BC_CORE_ERROR_PARSE },
    { "entry_threshold", "1e400", BC_CORE_ERROR_RANGE }, { "exit_threshold", "-1", BC_CORE_ERROR_RANGE },
    { "min_hold_seconds", "-1", BC_CORE_ERROR_RANGE }, { "min_hold_seconds", "86401", BC_CORE_ERROR_RANGE },
    { "min_hold_seconds", "30.5", BC_CORE_ERROR_PARSE }, { "bet_amount", "0", BC_CORE_ERROR_RANGE },
    { "bet_amount", "0.009999999", BC_CORE_ERROR_RANGE }, { "bet_amount", "1000000.000000001", BC_CORE_ERROR_RANGE },
    { "bet_amount", "-20", BC_CORE_ERROR_RANGE }, { "bet_amount", "inf", BC_CORE_ERROR_PARSE },
    { "slippage_rate", "1.1", BC_CORE_ERROR_RANGE }, { "fees", "robinhood", BC_CORE_ERROR_PARSE },
    { "fees", "", BC_CORE_ERROR_PARSE }, { "fee_multiplier", "101", BC_CORE_ERROR_RANGE },
    { "fee_rounding", "0.01", BC_CORE_ERROR_PARSE }, { "exclude_first_seconds", "1e99", BC_CORE_ERROR_RANGE },
    { "align", "before", BC_CORE_ERROR_PARSE }, { "assumed_spread", "-0.01", BC_CORE_ERROR_RANGE },
    { "whole_contracts", "maybe", BC_CORE_ERROR_PARSE }, { "entry", "0.05", BC_CORE_ERROR_UNKNOWN },
    { "", "1", BC_CORE_ERROR_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      BcStrategy before;
      BcStrategy strategy;

      bc_strategy_init (&before);
      strategy = before;
      g_assert_false (bc_strategy_set (&strategy, cases[i].name, cases[i].text, &error));
      g_assert_error (error, BC_CORE_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].name));
      if (cases[i].code != BC_CORE_ERROR_UNKNOWN)
        g_assert_nonnull (strstr (error->message, cases[i].text));
      g_assert_cmpmem (&strategy, sizeof strategy, &before, sizeof before);
    }
}

static void
test_strategy_request (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(BcSimulationRequest) copy = NULL;

  g_assert_null (request->season);
  g_assert_null (request->game_ids);
  g_assert_cmpuint (request->num_games, ==, 0);

  g_assert_true (bc_simulation_request_set (request, "season", "WNBA 2025", NULL));
  g_assert_true (bc_simulation_request_set (request, "source", "csv", NULL));
  g_assert_true (bc_simulation_request_set (request, "game_ids", "401810288, KXNBAGAME-25DEC27DENORL ,c", NULL));
  g_assert_true (bc_simulation_request_set (request, "num_games", "500", NULL));
  g_assert_true (bc_simulation_request_set (request, "threads", "2", NULL));
  g_assert_true (bc_simulation_request_set (request, "entry_threshold", "0.03", NULL));
  copy = bc_simulation_request_copy (request);

  g_assert_cmpstr (copy->season, ==, "WNBA 2025");
  g_assert_true (copy->season != request->season);
  g_assert_cmpstr (copy->source, ==, "csv");
  g_assert_cmpuint (g_strv_length (copy->game_ids), ==, 3);
  g_assert_cmpstr (copy->game_ids[1], ==, "KXNBAGAME-25DEC27DENORL");
  g_assert_cmpuint (copy->num_games, ==, 500);
  g_assert_cmpuint (copy->threads, ==, 2);
  g_assert_cmpint (copy->strategy.entry, ==, 30000);
}

static void
test_strategy_request_refused (void)
{
  g_autofree char *name = g_strnfill (129, 'x');
  g_autofree char *flood = g_strnfill (1000001, ',');
  const struct { const char *name; const char *text; BcCoreError code; } cases[] = {
    { "season", "", BC_CORE_ERROR_RANGE }, { "season", name, BC_CORE_ERROR_RANGE }, { "source", "\xff", BC_CORE_ERROR_RANGE },
    { "game_ids", "", BC_CORE_ERROR_RANGE }, { "game_ids", "a,,b", BC_CORE_ERROR_RANGE },
    { "game_ids", flood, BC_CORE_ERROR_RANGE }, { "num_games", "-1", BC_CORE_ERROR_RANGE },
    { "num_games", "1000001", BC_CORE_ERROR_RANGE }, { "num_games", "all", BC_CORE_ERROR_PARSE },
    { "threads", "257", BC_CORE_ERROR_RANGE }, { "threads", "1.5", BC_CORE_ERROR_PARSE },
    { "colour", "red", BC_CORE_ERROR_UNKNOWN }, { "bet_amount", "0", BC_CORE_ERROR_RANGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
      g_autoptr(GError) error = NULL;

      g_assert_false (bc_simulation_request_set (request, cases[i].name, cases[i].text, &error));
      g_assert_error (error, BC_CORE_ERROR, (int) cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), <, 400);
      g_assert_null (request->season);
      g_assert_null (request->source);
      g_assert_null (request->game_ids);
      g_assert_cmpuint (request->num_games, ==, 0);
      g_assert_cmpuint (request->threads, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/strategy/defaults", test_strategy_defaults);
  g_test_add_func ("/strategy/signal-delay", test_strategy_signal_delay);
  g_test_add_func ("/strategy/set", test_strategy_set);
  g_test_add_func ("/strategy/words", test_strategy_words);
  g_test_add_func ("/strategy/refused", test_strategy_refused);
  g_test_add_func ("/strategy/request", test_strategy_request);
  g_test_add_func ("/strategy/request/refused", test_strategy_request_refused);

  return g_test_run ();
}
