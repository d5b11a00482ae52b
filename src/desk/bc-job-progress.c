/* bc-job-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-job-progress.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* A rate of the first moments says nothing about the time left. */
#define ETA_AFTER_US ((gint64) 2 * G_USEC_PER_SEC)

/**
 * bc_job_progress_start:
 * @old: a queued state
 *
 * Returns: (transfer full): running, from now on
 */
BcProgress *
bc_job_progress_start (const BcProgress *old)
{
  BcProgress *progress = bc_progress_copy (old);

  progress->status = BC_JOB_RUNNING;
  progress->started_at = progress->t_us = g_get_real_time ();

  return progress;
}

static void
estimate (BcProgress *progress,
          gint64      now)
{
  gint64 elapsed = now - progress->started_at;

  if (elapsed <= 0 || progress->current <= 0)
    return;

  progress->rate = (double) progress->current * G_USEC_PER_SEC / (double) elapsed;
  progress->eta_seconds = -1;
  if (elapsed >= ETA_AFTER_US && progress->total >= progress->current)
    progress->eta_seconds = (double) (progress->total - progress->current) / progress->rate;
}

/**
 * bc_job_progress_report:
 * @old: a running state
 * @report: what has changed
 *
 * Work that is done stays done: a smaller count than before is not taken.
 *
 * Returns: (transfer full): the state after @report, with rate and time left
 */
BcProgress *
bc_job_progress_report (const BcProgress *old,
                        const BcReport   *report)
{
  BcProgress *progress = bc_progress_copy (old);

  progress->current = MAX (old->current, report->current);
  progress->total = report->total;
  progress->t_us = report->t_us;
  g_free (progress->detail);
  progress->detail = g_strdup (report->detail);
  estimate (progress, g_get_real_time ());

  return progress;
}

/**
 * bc_job_progress_finish:
 * @old: a running state
 *
 * Returns: (transfer full): all work done, and only its result to be kept
 */
BcProgress *
bc_job_progress_finish (const BcProgress *old)
{
  BcProgress *progress = bc_progress_copy (old);

  g_free (progress->detail);
  progress->detail = g_strdup (_("Finishing"));
  progress->eta_seconds = -1;
  progress->t_us = g_get_real_time ();

  return progress;
}

/**
 * bc_job_progress_end:
 * @old: a running state
 * @partial: whether what was kept is only a part
 * @outcome: (nullable): what came out, for people
 * @error: (nullable): why it ended; cancelled is no failure
 *
 * Returns: (transfer full): ended, from now on
 */
BcProgress *
bc_job_progress_end (const BcProgress *old,
                     gboolean          partial,
                     const char       *outcome,
                     const GError     *error)
{
  BcProgress *progress = bc_progress_copy (old);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || (error == NULL && partial))
    progress->status = BC_JOB_CANCELLED;
  else
    progress->status = error != NULL ? BC_JOB_ERROR : BC_JOB_COMPLETE;

  if (progress->status == BC_JOB_ERROR)
    progress->error = g_strdup (error->message);

  g_free (progress->detail);
  progress->detail = g_strdup (outcome);
  progress->eta_seconds = -1;
  progress->partial = partial;
  progress->finished_at = progress->t_us = g_get_real_time ();

  return progress;
}
