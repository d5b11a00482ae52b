/* bc-strategy.h: the parameters of the trading rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "bc-core-error.h"
#include "bc-decimal.h"

G_BEGIN_DECLS

typedef enum
{
  BC_ALIGN_ASOF,
  BC_ALIGN_NEAREST,
} BcAlign;

typedef enum
{
  BC_FEES_KALSHI,
  BC_FEES_NONE,
} BcFees;

/* BY_DATE: cent before 2026-01-01 UTC, 0.0001 dollar from then on. */
typedef enum
{
  BC_FEE_ROUNDING_BY_DATE,
  BC_FEE_ROUNDING_CENT,
  BC_FEE_ROUNDING_HUNDREDTH_CENT,
} BcFeeRounding;

#define BC_SIGNAL_DELAY_OF_SOURCE (-1)

/**
 * BcStrategy:
 * @entry: E, ppm, 0 to 1,000,000
 * @exit: X, ppm, 0 to 1,000,000
 * @min_hold: seconds, 0 to 86,400
 * @bet: nano-dollars risked per trade, 0.01 to 1,000,000 dollars
 * @slippage: ppm of each leg's amount, 0 to 1,000,000
 * @fees: whose fee schedule
 * @fee_multiplier: ppm, 0 to 100,000,000; 1,000,000 unless the series has another
 * @fee_rounding: the step to which a fee is rounded up
 * @exclude_first: seconds cut at the start of the game
 * @exclude_last: seconds cut at its end
 * @signal_delay: seconds, or %BC_SIGNAL_DELAY_OF_SOURCE: 60 for `espn`, 0 for others
 * @max_quote_age: seconds
 * @align: how quotes are joined
 * @assumed_spread: ppm for markets that recorded trades only, or %BC_PPM_NONE
 * @whole_contracts: whether contracts are rounded down to whole ones
 *
 * A plain value: copy it by assignment.
 */
typedef struct
{
  gint32        entry;
  gint32        exit;
  gint64        min_hold;
  gint64        bet;
  gint32        slippage;
  BcFees        fees;
  gint32        fee_multiplier;
  BcFeeRounding fee_rounding;
  gint64        exclude_first;
  gint64        exclude_last;
  gint64        signal_delay;
  gint64        max_quote_age;
  BcAlign       align;
  gint32        assumed_spread;
  gboolean      whole_contracts;
} BcStrategy;

void     bc_strategy_init              (BcStrategy        *self);
gboolean bc_strategy_set               (BcStrategy        *self,
                                        const char        *name,
                                        const char        *text,
                                        GError           **error);
gint64   bc_strategy_get_signal_delay  (const BcStrategy  *self,
                                        const char        *source);

G_END_DECLS
