/* bc-simulation-job.h: the simulation of a set of games, as a job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game-cache.h"
#include "bc-job-private.h"
#include "bc-simulation-request.h"
#include "bc-store.h"

G_BEGIN_DECLS

#define BC_TYPE_SIMULATION_JOB (bc_simulation_job_get_type ())
G_DECLARE_FINAL_TYPE (BcSimulationJob, bc_simulation_job, BC, SIMULATION_JOB, BcJob)

BcJob *bc_simulation_job_new (BcStore                   *store,
                              BcGameCache               *cache,
                              const BcSimulationRequest *request);

G_END_DECLS
