/* toy-job.h: a kind of work that does what a test says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job-private.h"

G_BEGIN_DECLS

#define TOY_TYPE_JOB (toy_job_get_type ())
G_DECLARE_FINAL_TYPE (ToyJob, toy_job, TOY, JOB, BcJob)

BcJob      *toy_job_new          (const char *title);

/* While it runs; usable from any thread. */
BcReporter *toy_job_get_reporter (BcJob      *job);

/* Ends with a document, or with none (NULL). */
void        toy_job_complete     (BcJob      *job,
                                  const char *document);
void        toy_job_fail         (BcJob      *job,
                                  const char *message);

/* Lets go of itself, as no real kind does. */
void        toy_job_abandon      (BcJob      *job);

G_END_DECLS
