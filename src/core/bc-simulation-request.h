/* bc-simulation-request.h: which games to simulate, and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "bc-strategy.h"

G_BEGIN_DECLS

/**
 * BcSimulationRequest:
 * @season: (nullable): which season; %NULL for the newest one that has games
 * @game_ids: (nullable): exactly these games, in any order; then @season and @num_games are ignored
 * @num_games: the newest so many of the season; 0 for all of them
 * @source: (nullable): the probability source; %NULL for the rule of the contract
 *   (`espn`, else the only one, else an error that names them)
 * @strategy: the rules' parameters
 * @threads: how many threads compute; 0 for one per core. Never changes a result.
 *
 * Filled by bc_simulation_request_set() from the names that queries and JSON
 * bodies use, so that every face reads parameters alike.
 */
typedef struct
{
  char      *season;
  GStrv      game_ids;
  guint      num_games;
  char      *source;
  BcStrategy strategy;
  guint      threads;
} BcSimulationRequest;

#define BC_TYPE_SIMULATION_REQUEST (bc_simulation_request_get_type ())
GType                bc_simulation_request_get_type (void);
BcSimulationRequest *bc_simulation_request_new      (void);
BcSimulationRequest *bc_simulation_request_copy     (const BcSimulationRequest *self);
void                 bc_simulation_request_free     (BcSimulationRequest       *self);
gboolean             bc_simulation_request_set      (BcSimulationRequest       *self,
                                                     const char                *name,
                                                     const char                *text,
                                                     GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcSimulationRequest, bc_simulation_request_free)

G_END_DECLS
