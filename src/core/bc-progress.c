/* bc-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-progress.h"

/* Order of BcJobStatus. */
static const char * const status_names[] = {
  "queued",
  "running",
  "paused",
  "interrupted",
  "complete",
  "error",
  "cancelled",
};

G_DEFINE_ENUM_TYPE (BcJobStatus, bc_job_status,
                    G_DEFINE_ENUM_VALUE (BC_JOB_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_ERROR, "error"),
                    G_DEFINE_ENUM_VALUE (BC_JOB_CANCELLED, "cancelled"))

G_DEFINE_BOXED_TYPE (BcProgress, bc_progress, bc_progress_ref, bc_progress_unref)

/**
 * bc_job_status_to_string:
 * @status: a status
 *
 * Returns: (transfer none): the word used on the wire and in the store
 */
const char *
bc_job_status_to_string (BcJobStatus status)
{
  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (status_names), NULL);

  return status_names[status];
}

/**
 * bc_job_status_from_string:
 * @text: a word
 * @status: (out): the status it names
 *
 * Returns: %FALSE if @text names none
 */
gboolean
bc_job_status_from_string (const char  *text,
                           BcJobStatus *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (status_names); i++)
    {
      if (g_strcmp0 (text, status_names[i]) == 0)
        {
          *status = (BcJobStatus) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * bc_job_status_is_terminal:
 * @status: a status
 *
 * Returns: whether a job of that status will never change again
 */
gboolean
bc_job_status_is_terminal (BcJobStatus status)
{
  return status == BC_JOB_COMPLETE || status == BC_JOB_ERROR || status == BC_JOB_CANCELLED;
}

/**
 * bc_progress_new:
 * @status: the job's status
 *
 * Returns: (transfer full): a state of which nothing else is known, to be
 *   filled before it is shared
 */
BcProgress *
bc_progress_new (BcJobStatus status)
{
  BcProgress *self = g_new0 (BcProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->eta_seconds = -1;

  return self;
}

/**
 * bc_progress_copy:
 * @self: a state
 *
 * Returns: (transfer full): an equal state that is not shared yet and may
 *   still be changed
 */
BcProgress *
bc_progress_copy (const BcProgress *self)
{
  BcProgress *copy = g_memdup2 (self, sizeof *self);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->detail = g_strdup (self->detail);
  copy->error = g_strdup (self->error);

  return copy;
}

/**
 * bc_progress_ref:
 * @self: a state
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcProgress *
bc_progress_ref (BcProgress *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_progress_unref:
 * @self: (transfer full): a state
 *
 * Any thread may call this.
 */
void
bc_progress_unref (BcProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->detail);
  g_free (self->error);
  g_free (self);
}
