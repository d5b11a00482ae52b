/* test-simulator-naive.c: the rules a second time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written from docs/strategy.md alone and shaped otherwise than the simulator:
 * it looks for whole trades instead of walking through states, takes prices
 * from decimal text, and has a NaN where a side is missing.
 */

#include <math.h>
#include <string.h>

#include "bc-simulator.h"
#include "test-utils.h"

#define N_GAMES 6000
#define MAX_POINTS 60

typedef struct
{
  gint64  t;
  gint64  p, m;   /* ppm, as comparisons are exact */
  double  bid;
  double  ask;
  double  mid;
} Row;

typedef struct
{
  const Row        *rows;
  int               n;
  const BcStrategy *strategy;
  BcOutcome         outcome;
  GArray           *trades;
} Game;

static double
from_text (gint32 ppm)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  if (ppm == BC_PPM_NONE)
    return (double) NAN;

  return g_ascii_strtod (bc_decimal_format (buffer, ppm, BC_PPM_SCALE), NULL);
}

static gint32
to_ppm (double price)
{
  return (gint32) lround (price * 1e6);
}

static gint64
gap (const Game *game,
     int         i)
{
  return game->rows[i].p - game->rows[i].m;
}

static gboolean
buys_at (const Game *game,
         int         i)
{
  gint64 before = i == 0 ? G_MININT64 : gap (game, i - 1);

  return gap (game, i) > game->strategy->entry && gap (game, i) > before &&
         !isnan (game->rows[i].ask) && game->rows[i].ask > 0.;
}

static gboolean
sells_at (const Game *game,
          int         i)
{
  gint64 before = i == 0 ? G_MAXINT64 : gap (game, i - 1);

  return gap (game, i) < -game->strategy->entry && gap (game, i) < before &&
         !isnan (game->rows[i].bid) && game->rows[i].bid > 0. && game->rows[i].bid < 1.;
}

static double
contracts_at (const Game *game,
              int         i)
{
  double bet = from_text ((gint32) (game->strategy->bet / 1000));
  double n = 0.;

  if (buys_at (game, i))
    n = bet / game->rows[i].ask;
  else if (sells_at (game, i))
    n = bet / (1. - game->rows[i].bid);

  return game->strategy->whole_contracts ? floor (n) : n;
}

static int
find_exit (const Game *game,
           int         k)
{
  gint64 band = game->strategy->exit;

  for (int i = k + 1; i < game->n; i++)
    if (llabs (gap (game, i)) < band && llabs (gap (game, i - 1)) >= band &&
        game->rows[i].t >= game->rows[k].t + game->strategy->min_hold)
      return i;

  return -1;
}

static gint64
fee_of (const Game *game,
        double      n,
        double      price,
        gint64      t)
{
  double step = game->strategy->fee_rounding == BC_FEE_ROUNDING_CENT ? 0.01 : 0.0001;
  double fee = 0.07 * from_text (game->strategy->fee_multiplier) * n * price * (1. - price);

  if (game->strategy->fees == BC_FEES_NONE)
    return 0;
  if (game->strategy->fee_rounding == BC_FEE_ROUNDING_BY_DATE && t < 1767225600)
    step = 0.01;

  return llround (ceil (fee / step - 1e-6) * step * 1e9);
}

static gint64
nano (double dollars)
{
  return llround (dollars * 1e9);
}

static double
clamp (double price)
{
  return price < 0. ? 0. : price > 1. ? 1. : price;
}

/* What is needed of an exit, on the grid of millionths. */
static double
leave_at (const Row *row,
          gboolean   bought,
          gboolean   forced,
          gboolean  *penalised)
{
  double sign = bought ? -1. : 1.;
  double price = bought ? row->bid : row->ask;

  *penalised = isnan (price) || forced;
  if (isnan (price))
    price = clamp (row->mid + sign * 0.015);
  if (forced)
    price = clamp (price + sign * 0.02);

  return from_text (to_ppm (price));
}

static BcPhase
phase_of (const Game *game,
          int         i)
{
  double share = (double) (game->rows[i].t - game->rows[0].t) / (double) (game->rows[game->n - 1].t - game->rows[0].t);

  if (share < 0.25)
    return BC_PHASE_FIRST;

  return share < 0.75 ? BC_PHASE_MIDDLE : BC_PHASE_LAST;
}

static void
add_trade (Game *game,
           int   k,
           int   i)
{
  gboolean bought = gap (game, k) > 0;
  gboolean forced = i < 0;
  int last = forced ? game->n - 1 : i;
  gboolean penalised;
  double n = contracts_at (game, k);
  double entry = bought ? game->rows[k].ask : game->rows[k].bid;
  double exit = leave_at (&game->rows[last], bought, forced, &penalised);
  double settled = game->outcome == BC_OUTCOME_HOME ? 1. : 0.;
  double rate = from_text (game->strategy->slippage);
  gint64 fees[] = { fee_of (game, n, entry, game->rows[k].t), fee_of (game, n, exit, game->rows[last].t) };
  gint64 slips[] = { nano (rate * n * entry), penalised ? 0 : nano (rate * n * exit) };
  BcTrade trade;

  memset (&trade, 0, sizeof trade);
  trade.entry_index = (guint) k;
  trade.exit_index = (guint) last;
  trade.entry_price = to_ppm (entry);
  trade.exit_price = to_ppm (exit);
  trade.direction = bought ? BC_LONG : BC_SHORT;
  trade.phase = phase_of (game, k);
  trade.penalised = penalised;
  trade.forced = forced;
  trade.contracts = n;
  trade.gross = nano (bought ? n * (exit - entry) : n * (entry - exit));
  trade.fees = fees[0] + fees[1];
  trade.slippage = slips[0] + slips[1];
  trade.net = trade.gross - trade.fees - trade.slippage;
  trade.has_settlement = game->outcome != BC_OUTCOME_UNKNOWN;
  if (trade.has_settlement)
    trade.settlement_net = nano (bought ? n * (settled - entry) : n * (entry - settled)) - fees[0] - slips[0];
  g_array_append_val (game->trades, trade);
}

static void
trade_from (Game *game,
            int   begin)
{
  for (int k = begin; k < game->n; k++)
    {
      int i;

      if (contracts_at (game, k) < (game->strategy->whole_contracts ? 1. : 1e-300))
        continue;

      i = find_exit (game, k);
      add_trade (game, k, i);
      if (i >= 0)
        trade_from (game, i + 1);
      return;
    }
}

/* On a coarse grid, so that gaps often are exactly at a threshold. */
static gint32
draw (int step,
      int low,
      int high)
{
  return step * g_test_rand_int_range (low, high + 1);
}

static gint32
draw_near (gint32 price,
           int    step,
           int    low,
           int    high)
{
  gint32 value = price + draw (step, low, high);

  return CLAMP (value, 0, BC_PPM_ONE);
}

static gint32
draw_side (gint32 price,
           int    step,
           int    sign)
{
  if (g_test_rand_int_range (0, 8) == 0)
    return BC_PPM_NONE;

  return sign > 0 ? draw_near (price, step, -1, 4) : draw_near (price, step, -4, 1);
}

static void
draw_strategy (BcStrategy *strategy,
               int         step)
{
  bc_strategy_init (strategy);
  strategy->entry = draw (step, 0, 8);
  strategy->exit = draw (step, 0, 8);
  strategy->min_hold = draw (10, 0, 6);
  strategy->bet = (gint64) g_test_rand_int_range (1, 3000) * 10000000;
  strategy->slippage = g_test_rand_bit () ? g_test_rand_int_range (0, 50000) : 0;
  strategy->fees = (BcFees) g_test_rand_int_range (0, 2);
  strategy->fee_rounding = (BcFeeRounding) g_test_rand_int_range (0, 3);
  strategy->fee_multiplier = draw (500000, 0, 3);
  strategy->whole_contracts = g_test_rand_bit ();
}

static guint
draw_points (BcModelPoint *points,
             int           step)
{
  guint n = (guint) g_test_rand_int_range (1, MAX_POINTS + 1);
  gint64 time = 1767225600 + draw (1, -2000, 500);
  int middle = BC_PPM_ONE / step / 2;

  for (guint i = 0; i < n; i++)
    {
      gint32 price = draw (step, MAX (middle - 12, 0), MIN (middle + 12, BC_PPM_ONE / step));

      if (g_test_rand_int_range (0, 20) == 0)
        price = g_test_rand_bit () ? 0 : BC_PPM_ONE;
      points[i] = (BcModelPoint) {
        .time = time,
        .prob = draw_near (price, step, -9, 9),
        .price = price,
        .bid = draw_side (price, step, -1),
        .ask = draw_side (price, step, 1),
      };
      if (points[i].bid == 0 && points[i].ask == BC_PPM_ONE)
        points[i].ask = BC_PPM_NONE;
      time += draw (10, 0, 6);
    }

  return n;
}

static void
check_trade (const BcTrade *a,
             const BcTrade *b)
{
  g_assert_cmpuint (a->entry_index, ==, b->entry_index);
  g_assert_cmpuint (a->exit_index, ==, b->exit_index);
  g_assert_cmpint (a->direction, ==, b->direction);
  g_assert_cmpint (a->entry_price, ==, b->entry_price);
  g_assert_cmpint (a->exit_price, ==, b->exit_price);
  g_assert_cmpint (a->phase, ==, b->phase);
  g_assert_cmpint (a->penalised, ==, b->penalised);
  g_assert_cmpint (a->forced, ==, b->forced);
  g_assert_true (a->contracts == b->contracts);
  g_assert_cmpint (a->gross, ==, b->gross);
  g_assert_cmpint (a->fees, ==, b->fees);
  g_assert_cmpint (a->slippage, ==, b->slippage);
  g_assert_cmpint (a->net, ==, b->net);
  g_assert_cmpint (a->has_settlement, ==, b->has_settlement);
  g_assert_cmpint (a->settlement_net, ==, b->settlement_net);
}

static guint
check_game (void)
{
  int step = g_test_rand_bit () ? 10000 : 3333;
  BcOutcome outcome = (BcOutcome) g_test_rand_int_range (0, 3);
  BcModelPoint points[MAX_POINTS];
  guint n_points = draw_points (points, step);
  g_autoptr(BcSeries) series = bc_series_new (points, n_points);
  g_autoptr(GArray) naive = g_array_new (FALSE, FALSE, sizeof (BcTrade));
  g_autoptr(GArray) trades = NULL;
  BcStrategy strategy;
  Row rows[MAX_POINTS];
  Game game = { rows, (int) n_points, &strategy, outcome, naive };

  for (guint i = 0; i < n_points; i++)
    rows[i] = (Row) {
      points[i].time, points[i].prob, points[i].price,
      from_text (points[i].bid), from_text (points[i].ask), from_text (points[i].price),
    };

  draw_strategy (&strategy, step);
  trades = bc_simulate (series, &strategy, outcome);
  trade_from (&game, 0);

  g_assert_cmpuint (trades->len, ==, naive->len);
  for (guint i = 0; i < trades->len; i++)
    check_trade (&g_array_index (trades, BcTrade, i), &g_array_index (naive, BcTrade, i));

  return trades->len;
}

static void
test_simulator_naive (void)
{
  guint n_trades = 0;

  for (guint i = 0; i < N_GAMES; i++)
    n_trades += check_game ();

  g_test_message ("%u trades in %d games", n_trades, N_GAMES);
  g_assert_cmpuint (n_trades, >, N_GAMES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator-naive/same-trades", test_simulator_naive);

  return g_test_run ();
}
