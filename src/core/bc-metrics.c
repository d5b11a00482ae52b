/* bc-metrics.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * docs/methods.md has every formula with its source and a test vector.
 */

#include "config.h"

#include "bc-metrics.h"

#include <math.h>

#include "bc-drawdown.h"

/* What is needed beyond the sums. */
typedef struct
{
  GArray     *nets;        /* gint64, one a trade */
  GArray     *game_nets;   /* gint64, one a game */
  BcDrawdown  drawdown;
  gint64      hold;        /* seconds */
  gint64      entry_divergence; /* ppm */
  gint64      exit_divergence;
} Sums;

/**
 * bc_totals_add_trade:
 * @self: sums
 * @trade: one more
 */
void
bc_totals_add_trade (BcTotals      *self,
                     const BcTrade *trade)
{
  const BcTotals one = {
    .n_trades = 1,
    .n_wins = trade->net > 0,
    .net = trade->net,
    .gross = trade->gross,
    .fees = trade->fees,
    .slippage = trade->slippage,
    .won = MAX (trade->net, 0),
    .lost = -MIN (trade->net, 0),
  };

  bc_totals_add (self, &one);
}

/**
 * bc_totals_add:
 * @self: sums
 * @other: those of other trades
 */
void
bc_totals_add (BcTotals       *self,
               const BcTotals *other)
{
  self->n_trades += other->n_trades;
  self->n_wins += other->n_wins;
  self->net = bc_nano_add (self->net, other->net);
  self->gross = bc_nano_add (self->gross, other->gross);
  self->fees = bc_nano_add (self->fees, other->fees);
  self->slippage = bc_nano_add (self->slippage, other->slippage);
  self->won = bc_nano_add (self->won, other->won);
  self->lost = bc_nano_add (self->lost, other->lost);
}

static double
to_dollars (gint64 nano)
{
  return (double) nano / (double) BC_NANO_PER_DOLLAR;
}

static double
divide (double part,
        double whole)
{
  return fpclassify (whole) == FP_ZERO ? (double) NAN : part / whole;
}

static gint64
get_divergence (const BcSeries *series,
                guint           i)
{
  return ABS ((gint64) series->model[i] - series->price[i]);
}

static void
add_trade (BcMetrics      *self,
           Sums           *sums,
           const BcSeries *series,
           const BcTrade  *trade)
{
  bc_totals_add_trade (&self->all, trade);
  bc_totals_add_trade (&self->by_direction[trade->direction], trade);
  bc_totals_add_trade (&self->by_phase[trade->phase], trade);
  self->n_penalised += trade->penalised ? 1 : 0;
  self->n_forced += trade->forced ? 1 : 0;

  if (trade->has_settlement)
    {
      self->n_settled++;
      self->settlement_net = bc_nano_add (self->settlement_net, trade->settlement_net);
    }

  g_array_append_val (sums->nets, trade->net);
  bc_drawdown_push (&sums->drawdown, trade->net);
  sums->hold += series->time[trade->exit_index] - series->time[trade->entry_index];
  sums->entry_divergence += get_divergence (series, trade->entry_index);
  sums->exit_divergence += get_divergence (series, trade->exit_index);
}

static void
add_game (BcMetrics          *self,
          Sums               *sums,
          const BcTradedGame *game)
{
  gint64 net = 0;

  for (guint i = 0; i < game->trades->len; i++)
    {
      const BcTrade *trade = &g_array_index (game->trades, BcTrade, i);

      add_trade (self, sums, game->series, trade);
      net = bc_nano_add (net, trade->net);
    }

  g_array_append_val (sums->game_nets, net);
}

/* Of the sample, dollars. Distances from the mean are exact integers times n,
 * so that equal amounts deviate by 0 and not by binary dust. */
static double
get_standard_deviation (const GArray *nets)
{
  double n = nets->len;
  double squares = 0.;
  __int128 sum = 0;

  if (nets->len < 2)
    return (double) NAN;

  for (guint i = 0; i < nets->len; i++)
    sum += g_array_index (nets, gint64, i);

  for (guint i = 0; i < nets->len; i++)
    {
      __int128 scaled = (__int128) nets->len * g_array_index (nets, gint64, i) - sum;
      double distance = (double) scaled / n / (double) BC_NANO_PER_DOLLAR;

      squares += distance * distance;
    }

  return sqrt (squares / (n - 1.));
}

static int
compare_nets_cb (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Sorts the nets. */
static void
compute_quartiles (BcMetrics *self,
                   GArray    *nets)
{
  const gint64 *sorted;
  guint64 n = nets->len;

  for (guint i = 0; i < G_N_ELEMENTS (self->quartiles); i++)
    self->quartiles[i] = (double) NAN;
  self->median = (double) NAN;
  if (n == 0)
    return;

  g_array_sort (nets, compare_nets_cb);
  sorted = (const gint64 *) (gconstpointer) nets->data;

  self->median = (to_dollars (sorted[(n - 1) / 2]) + to_dollars (sorted[n / 2])) / 2.;
  self->quartiles[0] = to_dollars (sorted[0]);
  self->quartiles[1] = to_dollars (sorted[n / 4]);
  self->quartiles[2] = self->median;
  self->quartiles[3] = to_dollars (sorted[3 * n / 4]);
  self->quartiles[4] = to_dollars (sorted[n - 1]);
}

static void
compute_ratios (BcMetrics  *self,
                const Sums *sums,
                gint64      bet)
{
  double n = (double) self->all.n_trades;

  self->win_rate = divide ((double) self->all.n_wins, n);
  self->mean = divide (to_dollars (self->all.net), n);
  self->standard_deviation = get_standard_deviation (sums->nets);
  self->profit_factor = divide ((double) self->all.won, (double) self->all.lost);
  self->max_drawdown = sums->drawdown.fall;
  self->max_drawdown_share = bc_drawdown_get_share (&sums->drawdown);
  self->return_on_risk = divide (to_dollars (self->all.net), n * to_dollars (bet));
  self->sharpe_per_trade = divide (self->mean, self->standard_deviation);
  self->sharpe_per_game = divide (divide (to_dollars (self->all.net), self->n_games),
                                  get_standard_deviation (sums->game_nets));
  self->mean_hold = divide ((double) sums->hold, n);
  self->mean_entry_divergence = divide ((double) sums->entry_divergence / BC_PPM_ONE, n);
  self->mean_exit_divergence = divide ((double) sums->exit_divergence / BC_PPM_ONE, n);
}

/**
 * bc_metrics_compute:
 * @self: (out caller-allocates): the numbers
 * @games: (array length=n_games): the games that were simulated, in the order
 *   of the set
 * @n_games: how many
 * @n_failed: how many more could not be
 * @bet: nano-dollars at risk in each trade
 *
 * Computes every number of a set of trades.
 */
void
bc_metrics_compute (BcMetrics          *self,
                    const BcTradedGame *games,
                    guint               n_games,
                    guint               n_failed,
                    gint64              bet)
{
  g_autoptr(GArray) nets = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) game_nets = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_games);
  Sums sums = { .nets = nets, .game_nets = game_nets };

  *self = (BcMetrics) { .n_games = n_games, .n_failed = n_failed };

  for (guint i = 0; i < n_games; i++)
    add_game (self, &sums, &games[i]);

  compute_ratios (self, &sums, bet);
  compute_quartiles (self, nets);
}
