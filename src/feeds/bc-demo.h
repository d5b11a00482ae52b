/* bc-demo.h: a synthetic season, always labelled as one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-reporter.h"
#include "bc-store.h"

G_BEGIN_DECLS

#define BC_DEMO_SEASON "demo"

/**
 * BcDemoOptions:
 * @n_games: 1 to 100,000; 1,230 by default
 * @seed: same seed, same bytes
 * @edge: ppm of probability by which the market errs; 0 for an efficient market
 */
typedef struct
{
  guint  n_games;
  guint  seed;
  gint32 edge;
} BcDemoOptions;

void          bc_demo_options_init (BcDemoOptions       *self);

/* One game of the season, the same for the same options and index. */
BcGameRecord *bc_demo_make_game    (const BcDemoOptions *options,
                                    guint                index);

/* Replaces the season `demo`. Cancelled: the season is left empty or as far as it came. */
void          bc_demo_load_async   (BcStore             *store,
                                    const BcDemoOptions *options,
                                    BcReporter          *reporter,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean      bc_demo_load_finish  (GAsyncResult        *result,
                                    GError             **error);

G_END_DECLS
