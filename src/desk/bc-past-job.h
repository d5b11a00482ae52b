/* bc-past-job.h: a job of an earlier process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job-private.h"
#include "bc-job-record.h"

G_BEGIN_DECLS

#define BC_TYPE_PAST_JOB (bc_past_job_get_type ())
G_DECLARE_FINAL_TYPE (BcPastJob, bc_past_job, BC, PAST_JOB, BcJob)

BcJob *bc_past_job_new (const BcJobRecord *record);

G_END_DECLS
