/* bc-job-private.h: a job, as those who run it see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job-record.h"
#include "bc-job.h"
#include "bc-reporter.h"
#include "bc-store.h"

G_BEGIN_DECLS

/**
 * BcJobClass:
 * @kind: the word for it in paths and documents, such as `simulation`
 * @run: begins the work and returns; it must end in exactly one _bc_job_finish()
 *   on the main context, also when @cancellable is cancelled, and keep a
 *   reference to the job until then
 *
 * Adding a kind of long work is adding a subclass with these two.
 */
struct _BcJobClass
{
  GObjectClass parent_class;

  const char *kind;
  void      (*run)  (BcJob        *self,
                     BcReporter   *reporter,
                     GCancellable *cancellable);
};

/* What the desk does with a job, in this order. Main context only, as all here. */
void         _bc_job_attach       (BcJob             *self,
                                   BcStore           *store,
                                   const char        *owner,
                                   const char        *alias);
void         _bc_job_start        (BcJob             *self);

/* What the job itself does. */
void         _bc_job_update       (BcJob             *self,
                                   const BcReport    *report);
void         _bc_job_finish       (BcJob             *self,
                                   const BcJobResult *result,
                                   gboolean           partial,
                                   const GError      *error);
void         _bc_job_set_title    (BcJob             *self,
                                   const char        *title);
void         _bc_job_set_request  (BcJob             *self,
                                   GBytes            *request);

/* To the store's row and back. */
BcJobRecord *_bc_job_dup_record   (BcJob             *self);
void         _bc_job_restore      (BcJob             *self,
                                   const BcJobRecord *record);

G_END_DECLS
