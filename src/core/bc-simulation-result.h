/* bc-simulation-result.h: the outcome of a simulation over a set of games
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "bc-metrics.h"
#include "bc-simulation-request.h"
#include "bc-simulator.h"

G_BEGIN_DECLS

/**
 * BcGameResult:
 * @game: the game
 * @source: (nullable): the probability source used
 * @series: (nullable): what was traded on; %NULL if the game failed
 * @n_points: length of @series when it was traded on; 0 if the game failed
 * @trades: (element-type BcTrade): in time order; empty if the game failed
 * @error: (nullable): why the game could not be simulated
 *
 * One game of a run. Built by one thread, immutable afterwards.
 */
typedef struct
{
  BcGame   *game;
  char     *source;
  BcSeries *series;
  guint     n_points;
  GArray   *trades;
  GError   *error;
} BcGameResult;

BcGameResult *bc_game_result_new  (const BcGameData          *data,
                                   const BcSimulationRequest *request);
BcGameResult *bc_game_result_new_from_series
                                  (BcGame                    *game,
                                   const char                *source,
                                   BcSeries                  *series,
                                   const BcStrategy          *strategy);

/* Once nothing but the trades will be looked at: keeps of the series the points
 * at which they were made, to which their indices point from then on. */
void          bc_game_result_compact (BcGameResult           *self);
void          bc_game_result_free (BcGameResult              *self);

/**
 * BcSimulationResult:
 * @request: what was asked
 * @n_requested: games asked for
 * @games: (element-type BcGameResult): in the order of strategy.md (date, start, id)
 * @partial: whether it was cancelled before all games were done
 * @metrics: over all trades in that order
 *
 * Immutable; shared by reference between threads.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  BcSimulationRequest *request;
  guint                n_requested;
  GPtrArray           *games;
  gboolean             partial;
  BcMetrics            metrics;
} BcSimulationResult;

#define BC_TYPE_SIMULATION_RESULT (bc_simulation_result_get_type ())
GType               bc_simulation_result_get_type (void);
BcSimulationResult *bc_simulation_result_new      (const BcSimulationRequest *request,
                                                   GPtrArray                 *games,
                                                   guint                      n_requested,
                                                   gboolean                   partial);
BcSimulationResult *bc_simulation_result_ref      (BcSimulationResult        *self);
void                bc_simulation_result_unref    (BcSimulationResult        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGameResult, bc_game_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcSimulationResult, bc_simulation_result_unref)

G_END_DECLS
