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

G_END_DECLS
