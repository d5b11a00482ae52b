/* bc-drawdown.h: the deepest fall of a running sum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcDrawdown:
 * @sum: of all amounts, nano-dollars; likewise:
 * @highest: highest running sum, 0 before the first amount
 * @lowest: lowest running sum, 0 before the first amount
 * @fall: deepest fall of the running sum from its highest value so far, at least 0
 * @peak: the value from which it fell so deep; the first of several
 *
 * A run of amounts in a few numbers. Two consecutive runs make one by
 * bc_drawdown_append(), however the whole was split. All zeros is the empty run.
 */
typedef struct
{
  gint64 sum;
  gint64 highest;
  gint64 lowest;
  gint64 fall;
  gint64 peak;
} BcDrawdown;

void   bc_drawdown_push      (BcDrawdown       *self,
                              gint64            amount);
void   bc_drawdown_append    (BcDrawdown       *self,
                              const BcDrawdown *next);
double bc_drawdown_get_share (const BcDrawdown *self);

G_END_DECLS
