/* bc-fees.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-fees.h"

#include <math.h>

#include "bc-nano-private.h"

/* The exchange's published taker schedule. */
#define TAKER_RATE 0.07

/* 2026-01-01 UTC, from which fees are rounded to hundredths of a cent. */
#define FINE_ROUNDING_SINCE G_GINT64_CONSTANT (1767225600)

/* Part of a step that counts as binary noise, not as a reason to round up. */
#define NOISE 1e-6

static gboolean
is_rounded_to_cents (const BcStrategy *strategy,
                     gint64            time)
{
  switch (strategy->fee_rounding)
    {
    case BC_FEE_ROUNDING_CENT:
      return TRUE;
    case BC_FEE_ROUNDING_HUNDREDTH_CENT:
      return FALSE;
    case BC_FEE_ROUNDING_BY_DATE:
    default:
      return time < FINE_ROUNDING_SINCE;
    }
}

/**
 * bc_fees_compute:
 * @strategy: which schedule, multiplier and rounding
 * @contracts: how many, at least 0
 * @price: of one contract, ppm, 0 to 1,000,000
 * @time: of the leg, Unix seconds; decides the rounding unless @strategy does
 *
 * Computes what the exchange charges for one leg of a trade.
 *
 * Returns: nano-dollars, a whole number of cents or hundredths of a cent
 */
gint64
bc_fees_compute (const BcStrategy *strategy,
                 double            contracts,
                 gint32            price,
                 gint64            time)
{
  double multiplier = (double) strategy->fee_multiplier / BC_PPM_ONE;
  double probability = (double) price / BC_PPM_ONE;
  gboolean cents = is_rounded_to_cents (strategy, time);
  double step = cents ? 0.01 : 0.0001;
  double fee;

  if (strategy->fees == BC_FEES_NONE)
    return 0;

  fee = TAKER_RATE * multiplier * contracts * probability * (1. - probability);

  return _bc_nano_from_steps (ceil (fee / step - NOISE),
                              cents ? BC_NANO_PER_DOLLAR / 100 : BC_NANO_PER_DOLLAR / 10000);
}
