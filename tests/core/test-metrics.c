/* test-metrics.c: numbers of a set of trades
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "bc-drawdown.h"
#include "bc-metrics.h"
#include "test-utils.h"

#define T0 G_GINT64_CONSTANT (1767300000)
#define DOLLARS(number) ((gint64) (number) * BC_NANO_PER_DOLLAR)
#define BET DOLLARS (20)

/* Exact where the value is: the formulas divide once or twice. */
#define assert_number(number, expected) g_assert_cmpfloat_with_epsilon (number, expected, 1e-12)

typedef struct
{
  BcSeries    *series;
  GArray      *trades[3];
  BcTradedGame games[3];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  /* |d| is 0.10, 0.04, 0.02, 0.08. */
  static const BcModelPoint points[] = {
    { T0, 600000, 500000, 490000, 510000, -1, -1, -1, 0 },
    { T0 + 30, 500000, 540000, 530000, 550000, -1, -1, -1, 0 },
    { T0 + 90, 520000, 500000, 490000, 510000, -1, -1, -1, 0 },
    { T0 + 100, 500000, 580000, 570000, 590000, -1, -1, -1, 0 },
  };

  fixture->series = bc_series_new (points, G_N_ELEMENTS (points));
  for (guint i = 0; i < G_N_ELEMENTS (fixture->games); i++)
    {
      fixture->trades[i] = g_array_new (FALSE, FALSE, sizeof (BcTrade));
      fixture->games[i] = (BcTradedGame) { fixture->series, fixture->trades[i] };
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bc_series_unref (fixture->series);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->games); i++)
    g_array_unref (fixture->trades[i]);
}

static BcTrade *
add_trade (Fixture *fixture,
           guint    game,
           gint64   net)
{
  const BcTrade trade = {
    .exit_index = 1,
    .gross = net + DOLLARS (3),
    .fees = DOLLARS (2),
    .slippage = DOLLARS (1),
    .net = net,
  };

  g_array_append_val (fixture->trades[game], trade);

  return &g_array_index (fixture->trades[game], BcTrade, fixture->trades[game]->len - 1);
}

static BcMetrics
compute (const Fixture *fixture,
         guint          n_games)
{
  BcMetrics metrics;

  bc_metrics_compute (&metrics, fixture->games, n_games, 2, BET);

  return metrics;
}

/* Nets 10, −4, 2 and −8, 5 in two games; a third has none. */
static void
add_example (Fixture *fixture)
{
  BcTrade *trade;

  add_trade (fixture, 0, DOLLARS (10));
  trade = add_trade (fixture, 0, DOLLARS (-4));
  trade->direction = BC_SHORT;
  trade->phase = BC_PHASE_MIDDLE;
  trade->penalised = TRUE;
  add_trade (fixture, 0, DOLLARS (2));
  trade = add_trade (fixture, 1, DOLLARS (-8));
  trade->direction = BC_SHORT;
  trade->phase = BC_PHASE_LAST;
  trade->entry_index = 2;
  trade->exit_index = 3;
  trade->penalised = TRUE;
  trade->forced = TRUE;
  trade->has_settlement = TRUE;
  trade->settlement_net = DOLLARS (-20);
  trade = add_trade (fixture, 1, DOLLARS (5));
  trade->has_settlement = TRUE;
  trade->settlement_net = DOLLARS (13);
}

static void
test_metrics_totals (Fixture       *fixture,
                     gconstpointer  data)
{
  BcMetrics metrics;
  BcTotals sum = { 0, };

  add_example (fixture);
  metrics = compute (fixture, 3);

  g_assert_cmpuint (metrics.all.n_trades, ==, 5);
  g_assert_cmpuint (metrics.all.n_wins, ==, 3);
  g_assert_cmpint (metrics.all.net, ==, DOLLARS (5));
  g_assert_cmpint (metrics.all.gross, ==, DOLLARS (20));
  g_assert_cmpint (metrics.all.fees, ==, DOLLARS (10));
  g_assert_cmpint (metrics.all.slippage, ==, DOLLARS (5));
  g_assert_cmpint (metrics.all.won, ==, DOLLARS (17));
  g_assert_cmpint (metrics.all.lost, ==, DOLLARS (12));

  g_assert_cmpint (metrics.by_direction[BC_LONG].net, ==, DOLLARS (17));
  g_assert_cmpint (metrics.by_direction[BC_SHORT].net, ==, DOLLARS (-12));
  g_assert_cmpint (metrics.by_phase[BC_PHASE_FIRST].net, ==, DOLLARS (17));
  g_assert_cmpint (metrics.by_phase[BC_PHASE_MIDDLE].net, ==, DOLLARS (-4));
  g_assert_cmpint (metrics.by_phase[BC_PHASE_LAST].net, ==, DOLLARS (-8));
  g_assert_cmpuint (metrics.by_phase[BC_PHASE_FIRST].n_wins, ==, 3);

  for (guint i = 0; i < BC_N_PHASES; i++)
    bc_totals_add (&sum, &metrics.by_phase[i]);
  g_assert_cmpmem (&sum, sizeof sum, &metrics.all, sizeof metrics.all);

  g_assert_cmpuint (metrics.n_games, ==, 3);
  g_assert_cmpuint (metrics.n_failed, ==, 2);
  g_assert_cmpuint (metrics.n_penalised, ==, 2);
  g_assert_cmpuint (metrics.n_forced, ==, 1);
  g_assert_cmpuint (metrics.n_settled, ==, 2);
  g_assert_cmpint (metrics.settlement_net, ==, DOLLARS (-7));
}

static void
test_metrics_ratios (Fixture       *fixture,
                     gconstpointer  data)
{
  BcMetrics metrics;

  add_example (fixture);
  metrics = compute (fixture, 3);

  assert_number (metrics.win_rate, 0.6);
  assert_number (metrics.mean, 1.);
  assert_number (metrics.profit_factor, 17. / 12.);
  assert_number (metrics.return_on_risk, 0.05);

  /* Squares 81 + 25 + 1 + 81 + 16 = 204, over 4. */
  assert_number (metrics.standard_deviation, sqrt (51.));
  assert_number (metrics.sharpe_per_trade, 1. / sqrt (51.));

  /* Games 8, −3, 0: mean 5/3, squares 361/9 + 196/9 + 25/9 = 582/9, over 2. */
  assert_number (metrics.sharpe_per_game, 5. / 3. / sqrt (97. / 3.));

  /* Holds of 30, 30, 30, 10, 30 seconds. */
  assert_number (metrics.mean_hold, 26.);
  assert_number (metrics.mean_entry_divergence, (4 * 0.10 + 0.02) / 5.);
  assert_number (metrics.mean_exit_divergence, (4 * 0.04 + 0.08) / 5.);

  /* Running 10, 6, 8, 0, 5. */
  g_assert_cmpint (metrics.max_drawdown, ==, DOLLARS (10));
  assert_number (metrics.max_drawdown_share, 1.);
}

static void
test_metrics_quartiles (Fixture       *fixture,
                        gconstpointer  data)
{
  BcMetrics metrics;

  add_example (fixture);
  metrics = compute (fixture, 3);
  assert_number (metrics.quartiles[0], -8.);
  assert_number (metrics.quartiles[1], -4.);
  assert_number (metrics.quartiles[2], 2.);
  assert_number (metrics.quartiles[3], 5.);
  assert_number (metrics.quartiles[4], 10.);
  assert_number (metrics.median, 2.);

  /* −8, −4, 2, 5, 7, 10, 11, 12 */
  add_trade (fixture, 2, DOLLARS (12));
  add_trade (fixture, 2, DOLLARS (7));
  add_trade (fixture, 2, DOLLARS (11));
  metrics = compute (fixture, 3);
  assert_number (metrics.quartiles[1], 2.);
  assert_number (metrics.median, 6.);
  assert_number (metrics.quartiles[2], 6.);
  assert_number (metrics.quartiles[3], 11.);
}

/* What does not exist is NaN: nothing is made up. */
static void
test_metrics_without_trades (Fixture       *fixture,
                             gconstpointer  data)
{
  BcMetrics metrics = compute (fixture, 3);
  const double undefined[] = {
    metrics.win_rate, metrics.mean, metrics.median, metrics.standard_deviation, metrics.profit_factor,
    metrics.max_drawdown_share, metrics.return_on_risk, metrics.sharpe_per_trade, metrics.sharpe_per_game,
    metrics.mean_hold, metrics.quartiles[0], metrics.quartiles[1], metrics.quartiles[2], metrics.quartiles[3],
    metrics.quartiles[4], metrics.mean_entry_divergence, metrics.mean_exit_divergence,
  };

  for (guint i = 0; i < G_N_ELEMENTS (undefined); i++)
    g_assert_true (isnan (undefined[i]));

  g_assert_cmpint (metrics.max_drawdown, ==, 0);
  g_assert_cmpuint (metrics.all.n_trades, ==, 0);
  g_assert_cmpuint (metrics.n_games, ==, 3);
}

static void
test_metrics_one_trade (Fixture       *fixture,
                        gconstpointer  data)
{
  BcMetrics metrics;

  add_trade (fixture, 0, DOLLARS (4));
  metrics = compute (fixture, 1);

  assert_number (metrics.win_rate, 1.);
  assert_number (metrics.median, 4.);
  for (guint i = 0; i < G_N_ELEMENTS (metrics.quartiles); i++)
    assert_number (metrics.quartiles[i], 4.);
  g_assert_true (isnan (metrics.standard_deviation));
  g_assert_true (isnan (metrics.sharpe_per_trade));
  g_assert_true (isnan (metrics.sharpe_per_game));
  g_assert_true (isnan (metrics.profit_factor));
  assert_number (metrics.max_drawdown_share, 0.);
}

/* A net of exactly 0 is neither a win nor a loss; a fall from 0 has no share. */
static void
test_metrics_losers_only (Fixture       *fixture,
                          gconstpointer  data)
{
  BcMetrics metrics;

  add_trade (fixture, 0, 0);
  add_trade (fixture, 0, DOLLARS (-4));
  metrics = compute (fixture, 1);

  assert_number (metrics.win_rate, 0.);
  assert_number (metrics.profit_factor, 0.);
  g_assert_cmpint (metrics.max_drawdown, ==, DOLLARS (4));
  g_assert_true (isnan (metrics.max_drawdown_share));
}

/* Three tenths have no exact mean in doubles, yet do not deviate from it. */
static void
test_metrics_equal_trades (Fixture       *fixture,
                           gconstpointer  data)
{
  BcMetrics metrics;

  for (guint i = 0; i < 3; i++)
    add_trade (fixture, i, 100000000);
  metrics = compute (fixture, 3);

  g_assert_true (metrics.standard_deviation <= 0.);
  g_assert_true (isnan (metrics.sharpe_per_trade));
  g_assert_true (isnan (metrics.sharpe_per_game));
}

static void
test_metrics_order_of_sums (Fixture       *fixture,
                            gconstpointer  data)
{
  BcTotals forwards = { 0, };
  BcTotals backwards = { 0, };
  BcTotals halves[2] = { { 0, }, };

  for (guint i = 0; i < 1000; i++)
    add_trade (fixture, 0, g_test_rand_int_range (-G_MAXINT / 2, G_MAXINT / 2) * G_GINT64_CONSTANT (17));

  for (guint i = 0; i < 1000; i++)
    {
      bc_totals_add_trade (&forwards, &g_array_index (fixture->trades[0], BcTrade, i));
      bc_totals_add_trade (&backwards, &g_array_index (fixture->trades[0], BcTrade, 999 - i));
      bc_totals_add_trade (&halves[i % 2], &g_array_index (fixture->trades[0], BcTrade, i));
    }

  bc_totals_add (&halves[0], &halves[1]);
  g_assert_cmpmem (&forwards, sizeof forwards, &backwards, sizeof backwards);
  g_assert_cmpmem (&forwards, sizeof forwards, &halves[0], sizeof halves[0]);
  g_assert_cmpint (forwards.net, ==, forwards.won - forwards.lost);
}

/* Sums that no dollar amount reaches stop at the end of the range. */
static void
test_metrics_saturation (Fixture       *fixture,
                         gconstpointer  data)
{
  BcTotals sum = { .net = G_MAXINT64 - 1, .gross = -G_MAXINT64 };
  const BcTotals more = { .net = 5, .gross = -5 };

  bc_totals_add (&sum, &more);
  g_assert_cmpint (sum.net, ==, G_MAXINT64);
  g_assert_cmpint (sum.gross, ==, -G_MAXINT64);
}

/* Straight from the definition: every pair of a peak and what follows it. */
static BcDrawdown
find_drawdown (const gint64 *amounts,
               guint         n)
{
  BcDrawdown result = { 0, };
  gint64 sums[64] = { 0, };

  for (guint i = 0; i < n; i++)
    sums[i + 1] = sums[i] + amounts[i];

  for (guint i = 0; i <= n; i++)
    {
      result.highest = MAX (result.highest, sums[i]);
      result.lowest = MIN (result.lowest, sums[i]);
      for (guint k = i + 1; k <= n; k++)
        {
          if (sums[i] - sums[k] > result.fall)
            {
              result.fall = sums[i] - sums[k];
              result.peak = sums[i];
            }
        }
    }
  result.sum = sums[n];

  return result;
}

static BcDrawdown
join_pieces (const gint64 *amounts,
             guint         n)
{
  BcDrawdown joined = { 0, };
  guint i = 0;

  while (i < n)
    {
      guint end = i + (guint) g_test_rand_int_range (0, (gint32) (n - i) + 1);
      BcDrawdown piece = { 0, };

      for (; i < end; i++)
        bc_drawdown_push (&piece, amounts[i]);
      bc_drawdown_append (&joined, &piece);
    }

  return joined;
}

static void
test_metrics_drawdown (Fixture       *fixture,
                       gconstpointer  data)
{
  for (guint round = 0; round < 5000; round++)
    {
      gint64 amounts[40];
      guint n = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (amounts));
      BcDrawdown expected;
      BcDrawdown joined;
      BcDrawdown pushed = { 0, };

      /* Few values, so that equal falls are common. */
      for (guint i = 0; i < n; i++)
        {
          amounts[i] = g_test_rand_int_range (-3, 4);
          bc_drawdown_push (&pushed, amounts[i]);
        }
      expected = find_drawdown (amounts, n);
      joined = join_pieces (amounts, n);

      g_assert_cmpmem (&pushed, sizeof pushed, &expected, sizeof expected);
      g_assert_cmpmem (&joined, sizeof joined, &expected, sizeof expected);
    }
}

static void
test_metrics_drawdown_share (Fixture       *fixture,
                             gconstpointer  data)
{
  static const gint64 amounts[] = { 8, -2, 6, -6, 12, -6, 1, -1 };
  BcDrawdown drawdown = { 0, };

  /* Running 8, 6, 12, 6, 18, 12: of the falls by 6 the first counts. */
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    bc_drawdown_push (&drawdown, amounts[i]);
  g_assert_cmpint (drawdown.fall, ==, 6);
  assert_number (bc_drawdown_get_share (&drawdown), 0.5);

  bc_drawdown_push (&drawdown, -30);
  assert_number (bc_drawdown_get_share (&drawdown), 2.);
}

#define add(path, function) g_test_add ("/metrics/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("totals", test_metrics_totals);
  add ("ratios", test_metrics_ratios);
  add ("quartiles", test_metrics_quartiles);
  add ("without-trades", test_metrics_without_trades);
  add ("one-trade", test_metrics_one_trade);
  add ("losers-only", test_metrics_losers_only);
  add ("equal-trades", test_metrics_equal_trades);
  add ("order-of-sums", test_metrics_order_of_sums);
  add ("saturation", test_metrics_saturation);
  add ("drawdown", test_metrics_drawdown);
  add ("drawdown/share", test_metrics_drawdown_share);

  return g_test_run ();
}
