/* bc-nano-private.h: amounts of money that cannot overflow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "bc-decimal.h"

G_BEGIN_DECLS

/* A billion dollars: more than any leg can honestly come to, and so little
 * that a trade's few amounts add up within a gint64. */
#define BC_NANO_MAX (BC_NANO_PER_DOLLAR * BC_NANO_PER_DOLLAR)

/* Half away from zero. Absurd bets at prices near 0 are cut, not undefined. */
static inline gint64
_bc_nano_from_dollars (double dollars)
{
  double nano = dollars * (double) BC_NANO_PER_DOLLAR;

  return llround (CLAMP (nano, -(double) BC_NANO_MAX, (double) BC_NANO_MAX));
}

static inline gint64
_bc_nano_from_steps (double n_steps,
                     gint64 step)
{
  gint64 most = BC_NANO_MAX / step;

  return n_steps < (double) most ? (gint64) n_steps * step : BC_NANO_MAX;
}

/* Sums of absurd amounts stop at the end of the range, which is symmetric:
 * every sum can be negated. */
static inline gint64
_bc_nano_add (gint64 a,
              gint64 b)
{
  gint64 sum;

  if (__builtin_add_overflow (a, b, &sum))
    return a < 0 ? -G_MAXINT64 : G_MAXINT64;

  return MAX (sum, -G_MAXINT64);
}

G_END_DECLS
