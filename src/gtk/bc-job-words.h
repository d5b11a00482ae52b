/* bc-job-words.h: a job's state and figures, as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-progress.h"

G_BEGIN_DECLS

char       *bc_job_words_state    (const char       *kind,
                                   const BcProgress *progress);
char       *bc_job_words_figures  (const char       *kind,
                                   const BcProgress *progress);
const char *bc_job_words_icon     (const BcProgress *progress);
double      bc_job_words_fraction (const BcProgress *progress);

G_END_DECLS
