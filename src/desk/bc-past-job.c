/* bc-past-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-past-job.h"

struct _BcPastJob
{
  BcJob parent_instance;
};

G_DEFINE_FINAL_TYPE (BcPastJob, bc_past_job, BC_TYPE_JOB)

static void
bc_past_job_class_init (BcPastJobClass *klass)
{
}

static void
bc_past_job_init (BcPastJob *self)
{
}

/**
 * bc_past_job_new:
 * @record: a row of the store
 *
 * Makes a job that only remembers. An unfinished one whose process is gone was
 * interrupted, whatever its row says last; while that process lives, it is what
 * its row says.
 *
 * Returns: (transfer full): a job of the id and kind of @record
 */
BcJob *
bc_past_job_new (const BcJobRecord *record)
{
  g_autoptr(BcJobRecord) past = bc_job_record_copy (record);
  BcJob *self = g_object_new (BC_TYPE_PAST_JOB, NULL);

  if (!past->owner_alive && !bc_job_status_is_terminal (past->progress->status))
    {
      BcProgress *progress = bc_progress_copy (past->progress);

      progress->status = BC_JOB_INTERRUPTED;
      progress->eta_seconds = -1;
      g_clear_pointer (&progress->detail, g_free);
      bc_progress_unref (past->progress);
      past->progress = progress;
    }

  _bc_job_restore (self, past);

  return self;
}
