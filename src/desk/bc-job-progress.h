/* bc-job-progress.h: how one state of a job follows from another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-progress.h"
#include "bc-reporter.h"

G_BEGIN_DECLS

/* Each returns a new state, not yet shared. */
BcProgress *bc_job_progress_start  (const BcProgress *old);
BcProgress *bc_job_progress_report (const BcProgress *old,
                                    const BcReport   *report);
BcProgress *bc_job_progress_finish (const BcProgress *old);
BcProgress *bc_job_progress_end    (const BcProgress *old,
                                    gboolean          partial,
                                    const char       *outcome,
                                    const GError     *error);

G_END_DECLS
