/* bc-import-job.h: recorded files into the store, as a job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job-private.h"
#include "bc-store.h"

G_BEGIN_DECLS

#define BC_TYPE_IMPORT_JOB (bc_import_job_get_type ())
G_DECLARE_FINAL_TYPE (BcImportJob, bc_import_job, BC, IMPORT_JOB, BcJob)

BcJob *bc_import_job_new (BcStore            *store,
                          const char * const *paths,
                          const char         *source);

G_END_DECLS
