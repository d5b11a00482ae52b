/* bc-demo-job.h: the synthetic season, as a job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-demo.h"
#include "bc-job-private.h"

G_BEGIN_DECLS

#define BC_TYPE_DEMO_JOB (bc_demo_job_get_type ())
G_DECLARE_FINAL_TYPE (BcDemoJob, bc_demo_job, BC, DEMO_JOB, BcJob)

BcJob *bc_demo_job_new (BcStore             *store,
                        const BcDemoOptions *options);

G_END_DECLS
