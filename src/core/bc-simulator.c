/* bc-simulator.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plain way: every rule of docs/strategy.md once, in its order. It is the
 * reference; a faster path is right when it gives the same trades.
 */

#include "config.h"

#include "bc-simulator.h"

#include <math.h>

#include "bc-fees.h"
#include "bc-nano-private.h"

/* What leaving costs where the needed side of the book is missing. */
#define MISSING_SIDE_PENALTY 15000

/* Liquidity goes away at the end of a game. */
#define FORCED_PENALTY 20000

typedef struct
{
  const BcSeries   *series;
  const BcStrategy *strategy;
  BcOutcome         outcome;
  GArray           *trades;
} Simulation;

static gint32
get_divergence (const BcSeries *series,
                guint           i)
{
  return series->model[i] - series->price[i];
}

static double
to_unit (gint32 ppm)
{
  return (double) ppm / BC_PPM_ONE;
}

/* Rules 1, 2 and 4. */
static gboolean
find_entry (const Simulation *self,
            guint             i,
            BcTrade          *trade)
{
  gint32 divergence = get_divergence (self->series, i);

  if (divergence > self->strategy->entry)
    {
      if (i > 0 && divergence <= get_divergence (self->series, i - 1))
        return FALSE;
      trade->direction = BC_LONG;
      trade->entry_price = self->series->ask[i];
    }
  else if (divergence < -self->strategy->entry)
    {
      if (i > 0 && divergence >= get_divergence (self->series, i - 1))
        return FALSE;
      trade->direction = BC_SHORT;
      trade->entry_price = self->series->bid[i];
    }
  else
    return FALSE;

  return trade->entry_price != BC_PPM_NONE;
}

/* Rules 3 and 10. */
static gboolean
size_position (const Simulation *self,
               BcTrade          *trade)
{
  double bet = (double) self->strategy->bet / (double) BC_NANO_PER_DOLLAR;
  double price = to_unit (trade->entry_price);

  if (trade->entry_price == 0 || (trade->direction == BC_SHORT && trade->entry_price == BC_PPM_ONE))
    return FALSE;

  trade->contracts = trade->direction == BC_LONG ? bet / price : bet / (1. - price);
  if (self->strategy->whole_contracts)
    trade->contracts = floor (trade->contracts);

  return trade->contracts > 0.;
}

/* Rule 5. */
static gboolean
may_leave (const Simulation *self,
           const BcTrade    *trade,
           guint             i)
{
  const BcSeries *series = self->series;

  return ABS (get_divergence (series, i)) < self->strategy->exit &&
         ABS (get_divergence (series, i - 1)) >= self->strategy->exit &&
         series->time[i] - series->time[trade->entry_index] >= self->strategy->min_hold;
}

/* Rules 6 and 9. */
static void
price_exit (const Simulation *self,
            BcTrade          *trade,
            guint             i)
{
  gboolean is_long = trade->direction == BC_LONG;
  gint32 worse = is_long ? -1 : 1;
  gint32 price = is_long ? self->series->bid[i] : self->series->ask[i];

  if (price == BC_PPM_NONE)
    {
      price = CLAMP (self->series->price[i] + worse * MISSING_SIDE_PENALTY, 0, BC_PPM_ONE);
      trade->penalised = TRUE;
    }
  if (trade->forced)
    {
      price = CLAMP (price + worse * FORCED_PENALTY, 0, BC_PPM_ONE);
      trade->penalised = TRUE;
    }

  trade->exit_index = i;
  trade->exit_price = price;
}

/* Rule 11, for any price at which the trade might end. */
static gint64
get_gross (const BcTrade *trade,
           gint32         end_price)
{
  double entry = to_unit (trade->entry_price);
  double end = to_unit (end_price);

  return _bc_nano_from_dollars (trade->direction == BC_LONG
                                ? trade->contracts * (end - entry)
                                : trade->contracts * (entry - end));
}

/* Rule 12. */
static gint64
get_slippage (const Simulation *self,
              const BcTrade    *trade,
              gint32            price)
{
  return _bc_nano_from_dollars (to_unit (self->strategy->slippage) * trade->contracts * to_unit (price));
}

/* Rules 11 to 14. */
static void
compute_money (const Simulation *self,
               BcTrade          *trade)
{
  gint64 entry_fee = bc_fees_compute (self->strategy, trade->contracts, trade->entry_price,
                                      self->series->time[trade->entry_index]);
  gint64 exit_fee = bc_fees_compute (self->strategy, trade->contracts, trade->exit_price,
                                     self->series->time[trade->exit_index]);
  gint64 entry_slippage = get_slippage (self, trade, trade->entry_price);
  gint64 exit_slippage = trade->penalised ? 0 : get_slippage (self, trade, trade->exit_price);

  trade->gross = get_gross (trade, trade->exit_price);
  trade->fees = entry_fee + exit_fee;
  trade->slippage = entry_slippage + exit_slippage;
  trade->net = trade->gross - trade->fees - trade->slippage;

  trade->has_settlement = self->outcome != BC_OUTCOME_UNKNOWN;
  if (trade->has_settlement)
    trade->settlement_net = get_gross (trade, self->outcome == BC_OUTCOME_HOME ? BC_PPM_ONE : 0) -
                            entry_fee - entry_slippage;
}

/* Rule 15, in whole seconds. */
static BcPhase
get_phase (const BcSeries *series,
           gint64          time)
{
  gint64 span = series->end - series->start;
  gint64 elapsed = time - series->start;

  if (4 * elapsed < span)
    return BC_PHASE_FIRST;
  if (4 * elapsed < 3 * span)
    return BC_PHASE_MIDDLE;

  return BC_PHASE_LAST;
}

static gboolean
open_trade (const Simulation *self,
            guint             i,
            BcTrade          *trade)
{
  *trade = (BcTrade) { .entry_index = i };

  if (!find_entry (self, i, trade) || !size_position (self, trade))
    return FALSE;

  trade->phase = get_phase (self->series, self->series->time[i]);

  return TRUE;
}

static void
close_trade (const Simulation *self,
             guint             i,
             BcTrade          *trade)
{
  price_exit (self, trade, i);
  compute_money (self, trade);
  g_array_append_vals (self->trades, trade, 1);
}

/**
 * bc_simulate:
 * @series: what to trade on
 * @strategy: by which rules
 * @outcome: who won, for what the trades would have made if held
 *
 * Trades one game by the rules of docs/strategy.md. Pure; any number of threads
 * may share @series.
 *
 * Returns: (transfer full) (element-type BcTrade): the trades, in time order
 */
GArray *
bc_simulate (const BcSeries   *series,
             const BcStrategy *strategy,
             BcOutcome         outcome)
{
  Simulation self = {
    .series = series,
    .strategy = strategy,
    .outcome = outcome,
    .trades = g_array_new (FALSE, FALSE, sizeof (BcTrade)),
  };
  gboolean open = FALSE;
  BcTrade trade;

  for (guint i = 0; i < series->n_points; i++)
    {
      if (!open)
        open = open_trade (&self, i, &trade);
      else if (may_leave (&self, &trade, i))
        {
          close_trade (&self, i, &trade);
          open = FALSE;
        }
    }

  if (open)
    {
      trade.forced = TRUE;
      close_trade (&self, series->n_points - 1, &trade);
    }

  return self.trades;
}
