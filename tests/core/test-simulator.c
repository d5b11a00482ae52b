/* test-simulator.c: each of the trading rules at its edge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-simulator.h"
#include "test-utils.h"

#define TIME0 G_GINT64_CONSTANT (1767300000)
#define NONE BC_PPM_NONE
#define DOLLARS(number) ((gint64) (number) * BC_NANO_PER_DOLLAR)
#define MILLION DOLLARS (1000000)

/* Seconds after the first point, then ppm. */
typedef struct
{
  gint64 time;
  gint32 model;
  gint32 price;
  gint32 bid;
  gint32 ask;
} Point;

typedef struct
{
  BcStrategy strategy;
  BcOutcome  outcome;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  bc_strategy_init (&fixture->strategy);
  fixture->strategy.fees = BC_FEES_NONE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
}

static BcSeries *
make_series (const Point *points,
             guint        n_points)
{
  g_autofree BcModelPoint *made = g_new0 (BcModelPoint, n_points);

  for (guint i = 0; i < n_points; i++)
    made[i] = (BcModelPoint) {
      .time = TIME0 + points[i].time,
      .prob = points[i].model,
      .price = points[i].price,
      .bid = points[i].bid,
      .ask = points[i].ask,
    };

  return bc_series_new (made, n_points);
}

static GArray *
simulate_points (const Fixture *fixture,
                 const Point   *points,
                 guint          n_points)
{
  g_autoptr(BcSeries) series = make_series (points, n_points);

  g_assert_cmpuint (series->n_points, ==, n_points);

  return bc_simulate (series, &fixture->strategy, fixture->outcome);
}

#define simulate(points) simulate_points (fixture, points, G_N_ELEMENTS (points))
#define trade_at(trades, i) (&g_array_index (trades, BcTrade, i))

static void
check_span (const GArray *trades,
            guint         i,
            BcDirection   direction,
            guint         entry,
            guint         exit)
{
  g_assert_cmpuint (i, <, trades->len);
  g_assert_cmpint (trade_at (trades, i)->direction, ==, direction);
  g_assert_cmpuint (trade_at (trades, i)->entry_index, ==, entry);
  g_assert_cmpuint (trade_at (trades, i)->exit_index, ==, exit);
}

static void
check_exit (const GArray *trades,
            gint32        price,
            gboolean      penalised,
            gboolean      forced)
{
  g_assert_cmpuint (trades->len, ==, 1);
  g_assert_cmpint (trade_at (trades, 0)->exit_price, ==, price);
  g_assert_cmpint (trade_at (trades, 0)->penalised, ==, penalised);
  g_assert_cmpint (trade_at (trades, 0)->forced, ==, forced);
}

static void
check_money (const BcTrade *trade,
             gint64         gross,
             gint64         fees,
             gint64         slippage)
{
  g_assert_cmpint (trade->gross, ==, gross);
  g_assert_cmpint (trade->fees, ==, fees);
  g_assert_cmpint (trade->slippage, ==, slippage);
  g_assert_cmpint (trade->net, ==, gross - fees - slippage);
}

/* Rules 1, 5, 6: a long enters at the ask and leaves at the bid. */
static void
test_simulator_long (Fixture       *fixture,
                     gconstpointer  data)
{
  static const Point points[] = {
    { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, 590000, 610000 }, { 120, 600000, 600000, 590000, 610000 },
  };
  g_autoptr(GArray) trades = simulate (points);

  g_assert_cmpuint (trades->len, ==, 1);
  check_span (trades, 0, BC_LONG, 0, 1);
  g_assert_cmpint (trade_at (trades, 0)->entry_price, ==, 500000);
  check_exit (trades, 590000, FALSE, FALSE);
  g_assert_true (trade_at (trades, 0)->contracts == 40.);
  check_money (trade_at (trades, 0), 3600000000, 0, 0);
}

/* Rules 2, 5, 6: a short enters at the bid and leaves at the ask. */
static void
test_simulator_short (Fixture       *fixture,
                      gconstpointer  data)
{
  static const Point points[] = {
    { 0, 400000, 500000, 500000, 510000 }, { 60, 400000, 400000, 390000, 410000 }, { 120, 400000, 400000, 390000, 410000 },
  };
  g_autoptr(GArray) trades = simulate (points);

  g_assert_cmpuint (trades->len, ==, 1);
  check_span (trades, 0, BC_SHORT, 0, 1);
  g_assert_cmpint (trade_at (trades, 0)->entry_price, ==, 500000);
  check_exit (trades, 410000, FALSE, FALSE);
  check_money (trade_at (trades, 0), 3600000000, 0, 0);
}

/* Rule 4: a gap of exactly E does not enter, one millionth more does. */
static void
test_simulator_entry_is_strict (Fixture       *fixture,
                                gconstpointer  data)
{
  static const Point equal[] = { { 0, 550000, 500000, 490000, 510000 }, { 60, 450000, 500000, 490000, 510000 } };
  static const Point more[] = { { 0, 550001, 500000, 490000, 510000 } };
  static const Point less[] = { { 0, 449999, 500000, 490000, 510000 } };
  g_autoptr(GArray) none = simulate (equal);
  g_autoptr(GArray) above = simulate (more);
  g_autoptr(GArray) below = simulate (less);

  g_assert_cmpuint (none->len, ==, 0);
  check_span (above, 0, BC_LONG, 0, 0);
  check_span (below, 0, BC_SHORT, 0, 0);
}

/* Rules 1 and 2: the gap must still widen; equal gaps do not, a jump from the
 * other side does. */
static void
test_simulator_widening (Fixture       *fixture,
                         gconstpointer  data)
{
  static const Point wide[] = {
    { 0, 600000, 500000, 490000, NONE }, { 60, 600000, 500000, 490000, 510000 }, { 120, 590000, 500000, 490000, 510000 },
    { 180, 590001, 500000, 490000, 510000 },
  };
  static const Point narrow[] = {
    { 0, 400000, 500000, NONE, 510000 }, { 60, 400000, 500000, 490000, 510000 }, { 120, 410000, 500000, 490000, 510000 },
    { 180, 409999, 500000, 490000, 510000 },
  };
  static const Point jump[] = { { 0, 400000, 500000, NONE, 510000 }, { 60, 551000, 500000, 490000, 510000 } };
  static const Point fall[] = { { 0, 600000, 500000, 490000, NONE }, { 60, 449000, 500000, 490000, 510000 } };
  g_autoptr(GArray) rising = simulate (wide);
  g_autoptr(GArray) sinking = simulate (narrow);
  g_autoptr(GArray) jumped = simulate (jump);
  g_autoptr(GArray) fallen = simulate (fall);

  g_assert_cmpuint (rising->len, ==, 1);
  check_span (rising, 0, BC_LONG, 3, 3);
  g_assert_cmpuint (sinking->len, ==, 1);
  check_span (sinking, 0, BC_SHORT, 3, 3);
  check_span (jumped, 0, BC_LONG, 1, 1);
  check_span (fallen, 0, BC_SHORT, 1, 1);
}

/* Rules 1 and 2: only the side that is needed must exist. */
static void
test_simulator_entry_side (Fixture       *fixture,
                           gconstpointer  data)
{
  static const Point no_ask[] = { { 0, 600000, 500000, 490000, NONE } };
  static const Point no_bid[] = { { 0, 600000, 500000, NONE, 510000 } };
  static const Point short_no_bid[] = { { 0, 400000, 500000, NONE, 510000 } };
  static const Point short_no_ask[] = { { 0, 400000, 500000, 490000, NONE } };
  g_autoptr(GArray) a = simulate (no_ask);
  g_autoptr(GArray) b = simulate (no_bid);
  g_autoptr(GArray) c = simulate (short_no_bid);
  g_autoptr(GArray) d = simulate (short_no_ask);

  g_assert_cmpuint (a->len, ==, 0);
  check_span (b, 0, BC_LONG, 0, 0);
  g_assert_cmpuint (c->len, ==, 0);
  check_span (d, 0, BC_SHORT, 0, 0);
}

/* Rule 3: no finite position. A long at 1 is one. */
static void
test_simulator_no_finite_position (Fixture       *fixture,
                                   gconstpointer  data)
{
  static const Point free_long[] = { { 0, 600000, 500000, 0, 0 }, { 60, 610000, 500000, 490000, 510000 } };
  static const Point short_at_0[] = { { 0, 400000, 500000, 0, 510000 } };
  static const Point short_at_1[] = { { 0, 400000, 500000, 1000000, 1000000 } };
  static const Point long_at_1[] = { { 0, 600000, 500000, 1000000, 1000000 } };
  g_autoptr(GArray) a = simulate (free_long);
  g_autoptr(GArray) b = simulate (short_at_0);
  g_autoptr(GArray) c = simulate (short_at_1);
  g_autoptr(GArray) d = simulate (long_at_1);

  g_assert_cmpuint (a->len, ==, 1);
  check_span (a, 0, BC_LONG, 1, 1);
  g_assert_cmpuint (b->len, ==, 0);
  g_assert_cmpuint (c->len, ==, 0);
  g_assert_cmpuint (d->len, ==, 1);
  g_assert_true (trade_at (d, 0)->contracts == 20.);
}

/* Rule 5: |d| must be below X, not at it, and come from at least X. */
static void
test_simulator_exit_band (Fixture       *fixture,
                          gconstpointer  data)
{
  static const Point at_band[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 60, 510000, 500000, 490000, 510000 }, { 120, 509999, 500000, 490000, 510000 },
    { 180, 500000, 500000, 490000, 510000 },
  };
  static const Point other_side[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 60, 490000, 500000, 490000, 510000 }, { 120, 490001, 500000, 490000, 510000 },
    { 180, 500000, 500000, 490000, 510000 },
  };
  g_autoptr(GArray) above = simulate (at_band);
  g_autoptr(GArray) below = simulate (other_side);

  check_span (above, 0, BC_LONG, 0, 2);
  check_exit (above, 490000, FALSE, FALSE);
  check_span (below, 0, BC_LONG, 0, 2);
  check_exit (below, 490000, FALSE, FALSE);
}

/* Rule 5: a crossing that comes too early is lost until the gap has left the
 * band and crosses again; exactly H is long enough. */
static void
test_simulator_early_crossing_is_lost (Fixture       *fixture,
                                       gconstpointer  data)
{
  static const Point lost[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 29, 505000, 500000, 490000, 510000 }, { 60, 504000, 500000, 490000, 510000 },
    { 90, 520000, 500000, 490000, 510000 }, { 120, 505000, 500000, 480000, 510000 }, { 150, 500000, 500000, 490000, 510000 },
  };
  static const Point exact[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 30, 505000, 500000, 490000, 510000 }, { 60, 500000, 500000, 490000, 510000 },
  };
  g_autoptr(GArray) late = simulate (lost);
  g_autoptr(GArray) just = simulate (exact);

  check_span (late, 0, BC_LONG, 0, 4);
  check_exit (late, 480000, FALSE, FALSE);
  check_span (just, 0, BC_LONG, 0, 1);
}

/* Rule 5 with H = 0: points of one second may be an entry and an exit. */
static void
test_simulator_no_hold (Fixture       *fixture,
                        gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 510000 }, { 0, 500000, 500000, 490000, 510000 } };
  g_autoptr(GArray) trades = NULL;

  fixture->strategy.min_hold = 0;
  trades = simulate (points);
  check_span (trades, 0, BC_LONG, 0, 1);
  check_exit (trades, 490000, FALSE, FALSE);
}

/* Rule 6: the missing side costs 0.015, and only the needed one counts. */
static void
test_simulator_missing_exit_side (Fixture       *fixture,
                                  gconstpointer  data)
{
  static const Point no_bid[] = { { 0, 600000, 500000, 490000, 510000 }, { 60, 600000, 600000, NONE, 610000 } };
  static const Point no_ask[] = { { 0, 600000, 500000, 490000, 510000 }, { 60, 600000, 600000, 590000, NONE } };
  static const Point short_no_ask[] = { { 0, 400000, 500000, 490000, 510000 }, { 60, 400000, 400000, 390000, NONE } };
  static const Point short_no_bid[] = { { 0, 400000, 500000, 490000, 510000 }, { 60, 400000, 400000, NONE, 410000 } };
  g_autoptr(GArray) a = simulate (no_bid);
  g_autoptr(GArray) b = simulate (no_ask);
  g_autoptr(GArray) c = simulate (short_no_ask);
  g_autoptr(GArray) d = simulate (short_no_bid);

  check_exit (a, 585000, TRUE, FALSE);
  check_exit (b, 590000, FALSE, FALSE);
  check_exit (c, 415000, TRUE, FALSE);
  check_exit (d, 410000, FALSE, FALSE);
}

static void
test_simulator_penalty_is_clamped (Fixture       *fixture,
                                   gconstpointer  data)
{
  static const Point low[] = { { 0, 100000, 10000, 5000, 15000 }, { 60, 10000, 10000, NONE, 15000 } };
  static const Point high[] = { { 0, 900000, 990000, 985000, 995000 }, { 60, 990000, 990000, 985000, NONE } };
  static const Point end_low[] = { { 0, 100000, 10000, 5000, 15000 } };
  static const Point end_high[] = { { 0, 900000, 990000, 985000, 995000 } };
  g_autoptr(GArray) a = simulate (low);
  g_autoptr(GArray) b = simulate (high);
  g_autoptr(GArray) c = simulate (end_low);
  g_autoptr(GArray) d = simulate (end_high);

  check_exit (a, 0, TRUE, FALSE);
  check_exit (b, 1000000, TRUE, FALSE);
  check_exit (c, 0, TRUE, TRUE);
  check_exit (d, 1000000, TRUE, TRUE);
}

/* Rule 7: no new entry at the point of an exit, one at the next. */
static void
test_simulator_exit_point_is_no_entry (Fixture       *fixture,
                                       gconstpointer  data)
{
  static const Point points[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 60, 500000, 500000, 490000, 510000 }, { 120, 400000, 500000, 490000, 510000 },
    { 180, 500000, 500000, 490000, 510000 },
  };
  static const Point wide_band[] = {
    { 0, 900000, 500000, 490000, 510000 }, { 60, 200000, 500000, 490000, 510000 }, { 120, 190000, 500000, 490000, 510000 },
  };
  g_autoptr(GArray) next = simulate (points);
  g_autoptr(GArray) same = NULL;

  g_assert_cmpuint (next->len, ==, 2);
  check_span (next, 0, BC_LONG, 0, 1);
  check_span (next, 1, BC_SHORT, 2, 3);

  /* Here the exit's point would itself be an entry. */
  fixture->strategy.exit = 350000;
  same = simulate (wide_band);
  g_assert_cmpuint (same->len, ==, 2);
  check_span (same, 0, BC_LONG, 0, 1);
  check_span (same, 1, BC_SHORT, 2, 2);
}

/* Rule 8. */
static void
test_simulator_exit_0 (Fixture       *fixture,
                       gconstpointer  data)
{
  static const Point points[] = {
    { 0, 600000, 500000, 490000, 510000 }, { 60, 500000, 500000, 490000, 510000 }, { 120, 400000, 500000, 490000, 510000 },
    { 180, 500000, 500000, 490000, 510000 },
  };
  g_autoptr(GArray) trades = NULL;

  fixture->strategy.exit = 0;
  trades = simulate (points);
  check_span (trades, 0, BC_LONG, 0, 3);
  check_exit (trades, 470000, TRUE, TRUE);
}

/* Rule 9: forced also where it is the entry's point, also before H; 0.02 worse. */
static void
test_simulator_forced (Fixture       *fixture,
                       gconstpointer  data)
{
  static const Point at_entry[] = { { 0, 600000, 500000, 490000, 510000 } };
  static const Point early[] = { { 0, 600000, 500000, 490000, 510000 }, { 5, 505000, 500000, 480000, 510000 } };
  static const Point no_bid[] = { { 0, 600000, 500000, NONE, 510000 } };
  static const Point short_end[] = { { 0, 400000, 500000, 490000, 510000 } };
  static const Point short_no_ask[] = { { 0, 400000, 500000, 490000, NONE } };
  g_autoptr(GArray) a = simulate (at_entry);
  g_autoptr(GArray) b = simulate (early);
  g_autoptr(GArray) c = simulate (no_bid);
  g_autoptr(GArray) d = simulate (short_end);
  g_autoptr(GArray) e = simulate (short_no_ask);

  check_exit (a, 470000, TRUE, TRUE);
  check_exit (b, 460000, TRUE, TRUE);
  check_exit (c, 465000, TRUE, TRUE);
  check_exit (d, 530000, TRUE, TRUE);
  check_exit (e, 535000, TRUE, TRUE);
}

/* Rules 5 and 9: what crosses at the last point is not still open. */
static void
test_simulator_crossing_at_last_point (Fixture       *fixture,
                                       gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 510000 }, { 30, 500000, 500000, 490000, 510000 } };
  g_autoptr(GArray) trades = simulate (points);

  check_exit (trades, 490000, FALSE, FALSE);
}

/* Rule 9: beside the trade stands what it had made if held to settlement. */
static void
test_simulator_settlement (Fixture       *fixture,
                           gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, 550000, 610000 } };
  static const Point sold[] = { { 0, 400000, 500000, 500000, 510000 }, { 60, 400000, 400000, 390000, 450000 } };
  g_autoptr(GArray) tie = simulate (points);
  g_autoptr(GArray) won = NULL;
  g_autoptr(GArray) lost = NULL;
  g_autoptr(GArray) sold_won = NULL;
  g_autoptr(GArray) charged = NULL;

  g_assert_false (trade_at (tie, 0)->has_settlement);
  g_assert_cmpint (trade_at (tie, 0)->settlement_net, ==, 0);

  fixture->outcome = BC_OUTCOME_HOME;
  won = simulate (points);
  g_assert_true (trade_at (won, 0)->has_settlement);
  g_assert_cmpint (trade_at (won, 0)->settlement_net, ==, DOLLARS (20));
  check_money (trade_at (won, 0), DOLLARS (2), 0, 0);

  fixture->outcome = BC_OUTCOME_AWAY;
  lost = simulate (points);
  g_assert_cmpint (trade_at (lost, 0)->settlement_net, ==, DOLLARS (-20));
  sold_won = simulate (sold);
  g_assert_cmpint (trade_at (sold_won, 0)->settlement_net, ==, DOLLARS (20));

  /* Only the entry is paid for: 40 contracts at 0.5 cost 70 cents, 1 % of 20 dollars slips. */
  fixture->strategy.fees = BC_FEES_KALSHI;
  fixture->strategy.slippage = 10000;
  charged = simulate (points);
  g_assert_cmpint (trade_at (charged, 0)->settlement_net, ==, DOLLARS (-20) - 700000000 - 200000000);
}

/* Rule 10: both directions risk exactly the bet. */
static void
test_simulator_size (Fixture       *fixture,
                     gconstpointer  data)
{
  static const Point buy[] = { { 0, 900000, 500000, 490000, 800000 } };
  static const Point sell[] = { { 0, 400000, 500000, 200000, 210000 } };
  g_autoptr(GArray) bought = simulate (buy);
  g_autoptr(GArray) sold = simulate (sell);

  g_assert_true (trade_at (bought, 0)->contracts == 20. / 0.8);
  g_assert_true (trade_at (sold, 0)->contracts == 20. / (1. - 0.2));
}

static void
test_simulator_whole_contracts (Fixture       *fixture,
                                gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 510000 }, { 60, 610000, 500000, 490000, 400000 } };
  g_autoptr(GArray) floored = NULL;
  g_autoptr(GArray) later = NULL;

  fixture->strategy.whole_contracts = TRUE;
  floored = simulate (points);
  g_assert_true (trade_at (floored, 0)->contracts == 39.);

  /* 50 cents buy none at 0.51, and one at 0.40. */
  fixture->strategy.bet = BC_NANO_PER_DOLLAR / 2;
  later = simulate (points);
  g_assert_cmpuint (later->len, ==, 1);
  check_span (later, 0, BC_LONG, 1, 1);
  g_assert_true (trade_at (later, 0)->contracts == 1.);
}

/* Rule 12: both legs, but not a penalised one. */
static void
test_simulator_slippage (Fixture       *fixture,
                         gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, 550000, 610000 } };
  static const Point no_bid[] = { { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, NONE, 610000 } };
  static const Point forced[] = { { 0, 600000, 500000, 490000, 500000 } };
  g_autoptr(GArray) both = NULL;
  g_autoptr(GArray) penalised = NULL;
  g_autoptr(GArray) end = NULL;

  fixture->strategy.slippage = 10000;
  both = simulate (points);
  check_money (trade_at (both, 0), DOLLARS (2), 0, 200000000 + 220000000);
  penalised = simulate (no_bid);
  check_money (trade_at (penalised, 0), 3400000000, 0, 200000000);
  end = simulate (forced);
  check_money (trade_at (end, 0), -1200000000, 0, 200000000);
}

/* Rule 13: each leg at its own price and date, a penalised one too. */
static void
test_simulator_fees (Fixture       *fixture,
                     gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, 550000, 610000 } };
  const gint64 new_year = G_GINT64_CONSTANT (1767225600) - TIME0;
  const Point over_new_year[] = {
    { new_year - 1, 600000, 500000, 490000, 510000 }, { new_year + 60, 600000, 600000, 550000, 610000 },
  };
  g_autoptr(GArray) later = NULL;
  g_autoptr(GArray) between = NULL;

  fixture->strategy.fees = BC_FEES_KALSHI;
  later = simulate (points);

  /* 0.07 × 40 × 0.25 = 0.7; 0.07 × 40 × 0.55 × 0.45 = 0.693. */
  check_money (trade_at (later, 0), DOLLARS (2), 700000000 + 693000000, 0);

  /* 20 / 0.51 contracts: 0.686 becomes 0.69; 0.67941… becomes 0.6795. */
  between = simulate (over_new_year);
  g_assert_cmpint (trade_at (between, 0)->fees, ==, 690000000 + 679500000);
}

/* Rules 11 to 14 together: the trade of docs/methods.md. */
static void
test_simulator_net (Fixture       *fixture,
                    gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 500000 }, { 60, 600000, 600000, 550000, 610000 } };
  g_autoptr(GArray) trades = NULL;

  fixture->strategy.fees = BC_FEES_KALSHI;
  fixture->strategy.slippage = 10000;
  fixture->outcome = BC_OUTCOME_HOME;
  trades = simulate (points);

  check_money (trade_at (trades, 0), DOLLARS (2), 1393000000, 420000000);
  g_assert_cmpint (trade_at (trades, 0)->net, ==, 187000000);
  g_assert_cmpint (trade_at (trades, 0)->settlement_net, ==, 19100000000);
}

/* Rule 15: quarters of the game's span, which is longer than what is traded. */
static void
test_simulator_phases (Fixture       *fixture,
                       gconstpointer  data)
{
  static const struct { gint64 time; BcPhase phase; } cases[] = {
    { 0, BC_PHASE_FIRST }, { 249, BC_PHASE_FIRST }, { 250, BC_PHASE_MIDDLE }, { 749, BC_PHASE_MIDDLE },
    { 750, BC_PHASE_LAST }, { 1000, BC_PHASE_LAST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Point points[] = {
        { 0, i == 0 ? 600000 : 500000, 500000, 490000, 510000 },
        { cases[i].time, 610000, 500000, 490000, 510000 },
        { 1000, 600000, 500000, 490000, 510000 },
      };
      g_autoptr(GArray) trades = simulate (points);

      g_assert_cmpuint (trades->len, ==, 1);
      g_assert_cmpint (trade_at (trades, 0)->phase, ==, cases[i].phase);
    }
}

static void
test_simulator_empty (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(BcSeries) series = bc_series_new (NULL, 0);
  g_autoptr(GArray) trades = bc_simulate (series, &fixture->strategy, BC_OUTCOME_HOME);

  g_assert_cmpuint (trades->len, ==, 0);
}

/* The largest bet at the lowest price: cut, not overflowing. */
static void
test_simulator_absurd (Fixture       *fixture,
                       gconstpointer  data)
{
  static const Point points[] = { { 0, 600000, 500000, 490000, 1 }, { 60, 600000, 600000, 550000, 610000 } };
  g_autoptr(GArray) trades = NULL;

  fixture->strategy.bet = MILLION;
  fixture->strategy.slippage = BC_PPM_ONE;
  fixture->strategy.fees = BC_FEES_KALSHI;
  fixture->strategy.fee_multiplier = 100 * BC_PPM_ONE;
  fixture->outcome = BC_OUTCOME_HOME;
  trades = simulate (points);

  g_assert_cmpint (trade_at (trades, 0)->gross, ==, BC_NANO_PER_DOLLAR * BC_NANO_PER_DOLLAR);
  g_assert_cmpint (trade_at (trades, 0)->slippage, ==, MILLION + BC_NANO_PER_DOLLAR * BC_NANO_PER_DOLLAR);
}

#define add(path, function) g_test_add ("/simulator/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("long", test_simulator_long);
  add ("short", test_simulator_short);
  add ("entry-is-strict", test_simulator_entry_is_strict);
  add ("widening", test_simulator_widening);
  add ("entry-side", test_simulator_entry_side);
  add ("no-finite-position", test_simulator_no_finite_position);
  add ("exit-band", test_simulator_exit_band);
  add ("early-crossing-is-lost", test_simulator_early_crossing_is_lost);
  add ("no-hold", test_simulator_no_hold);
  add ("missing-exit-side", test_simulator_missing_exit_side);
  add ("penalty-is-clamped", test_simulator_penalty_is_clamped);
  add ("exit-point-is-no-entry", test_simulator_exit_point_is_no_entry);
  add ("exit-0", test_simulator_exit_0);
  add ("forced", test_simulator_forced);
  add ("crossing-at-last-point", test_simulator_crossing_at_last_point);
  add ("settlement", test_simulator_settlement);
  add ("size", test_simulator_size);
  add ("whole-contracts", test_simulator_whole_contracts);
  add ("slippage", test_simulator_slippage);
  add ("fees", test_simulator_fees);
  add ("net", test_simulator_net);
  add ("phases", test_simulator_phases);
  add ("empty", test_simulator_empty);
  add ("absurd", test_simulator_absurd);

  return g_test_run ();
}
