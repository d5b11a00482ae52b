/* bc-endpoints-private.h: what answers the paths of bc-router.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-request.h"

G_BEGIN_DECLS

/* Parameters, by the paths that take them. */
extern const char * const _bc_games_params[];
extern const char * const _bc_teams_params[];
extern const char * const _bc_probs_params[];
extern const char * const _bc_simulation_of_game_params[];
extern const char * const _bc_simulation_run_params[];
extern const char * const _bc_simulation_bulk_params[];
extern const char * const _bc_result_params[];

void _bc_games_list           (BcRequest *request);
void _bc_games_list_seasons   (BcRequest *request);
void _bc_games_list_teams     (BcRequest *request);
void _bc_games_get_meta       (BcRequest *request);
void _bc_games_get_probs      (BcRequest *request);

void _bc_simulation_of_game   (BcRequest *request);
void _bc_simulation_run       (BcRequest *request);
void _bc_simulation_bulk      (BcRequest *request);
void _bc_simulation_results   (BcRequest *request);

void _bc_jobs_list            (BcRequest *request);
void _bc_jobs_get             (BcRequest *request);
void _bc_jobs_delete          (BcRequest *request);
void _bc_jobs_get_progress    (BcRequest *request);
void _bc_jobs_get_result      (BcRequest *request);

void _bc_service_get_health   (BcRequest *request);
void _bc_service_get_openapi  (BcRequest *request);
void _bc_service_get_asyncapi (BcRequest *request);
void _bc_service_get_docs     (BcRequest *request);

G_END_DECLS
