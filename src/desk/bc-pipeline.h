/* bc-pipeline.h: loads games and simulates them at the same time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game-cache.h"
#include "bc-reporter.h"
#include "bc-simulation-result.h"
#include "bc-store.h"

G_BEGIN_DECLS

/**
 * BcPipelineOutcome:
 * @games: (element-type BcGameResult): in the order asked; a game that could
 *   not be simulated is there with its error
 * @asked: (element-type BcGame): the games asked for; more than in @games if it
 *   was stopped
 * @n_threads: how many threads computed
 * @load_seconds: until the last game was loaded; overlaps with:
 * @compute_seconds: computation, divided among the threads
 * @error: (nullable): why the store could not go on
 */
typedef struct
{
  GPtrArray *games;
  GPtrArray *asked;
  guint      n_threads;
  double     load_seconds;
  double     compute_seconds;
  GError    *error;
} BcPipelineOutcome;

void               bc_pipeline_outcome_free (BcPipelineOutcome         *self);

/* games (element-type BcGame): an id each, and a data version where it is known. */
void               bc_pipeline_run_async    (BcStore                   *store,
                                             BcGameCache               *cache,
                                             GPtrArray                 *games,
                                             const BcSimulationRequest *request,
                                             BcReporter                *reporter,
                                             GCancellable              *cancellable,
                                             GAsyncReadyCallback        callback,
                                             gpointer                   user_data);
BcPipelineOutcome *bc_pipeline_run_finish   (GAsyncResult              *result,
                                             GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcPipelineOutcome, bc_pipeline_outcome_free)

G_END_DECLS
