/* bc-drawdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-drawdown.h"

#include <math.h>

#include "bc-decimal.h"

/**
 * bc_drawdown_push:
 * @self: a run
 * @amount: nano-dollars, above %G_MININT64
 *
 * Adds one amount at the end.
 */
void
bc_drawdown_push (BcDrawdown *self,
                  gint64      amount)
{
  const BcDrawdown one = {
    .sum = amount,
    .highest = MAX (amount, 0),
    .lowest = MIN (amount, 0),
    .fall = -MIN (amount, 0),
  };

  bc_drawdown_append (self, &one);
}

/**
 * bc_drawdown_append:
 * @self: a run
 * @next: the run that follows it
 *
 * Makes one run of two. Associative: threads may take pieces and join them.
 */
void
bc_drawdown_append (BcDrawdown       *self,
                    const BcDrawdown *next)
{
  gint64 height = bc_nano_add (self->highest, -self->sum);
  gint64 across = bc_nano_add (height, -next->lowest);

  /* The running sum's highest value never sinks, so of equal falls the first
   * is the one from the lower peak. */
  if (across > self->fall && across >= next->fall)
    {
      self->fall = across;
      self->peak = self->highest;
    }
  else if (next->fall > self->fall)
    {
      self->fall = next->fall;
      self->peak = bc_nano_add (self->sum, next->peak);
    }

  self->highest = MAX (self->highest, bc_nano_add (self->sum, next->highest));
  self->lowest = MIN (self->lowest, bc_nano_add (self->sum, next->lowest));
  self->sum = bc_nano_add (self->sum, next->sum);
}

/**
 * bc_drawdown_get_share:
 * @self: a run
 *
 * Returns: the deepest fall as a share of the peak it fell from, 0 if the sum
 *   rose and never fell, NaN where the peak is 0; above 1 where more was lost
 *   than had been won
 */
double
bc_drawdown_get_share (const BcDrawdown *self)
{
  gint64 peak = self->fall > 0 ? self->peak : self->highest;

  return peak > 0 ? (double) self->fall / (double) peak : (double) NAN;
}
