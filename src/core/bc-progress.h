/* bc-progress.h: one consistent state of a job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BcJobStatus:
 *
 * The last three are terminal. Interrupted: its process died; it can be
 * resumed or started again.
 */
typedef enum
{
  BC_JOB_QUEUED,
  BC_JOB_RUNNING,
  BC_JOB_PAUSED,
  BC_JOB_INTERRUPTED,
  BC_JOB_COMPLETE,
  BC_JOB_ERROR,
  BC_JOB_CANCELLED,
} BcJobStatus;

#define BC_TYPE_JOB_STATUS (bc_job_status_get_type ())
GType       bc_job_status_get_type    (void);
const char *bc_job_status_to_string   (BcJobStatus  status);
gboolean    bc_job_status_from_string (const char  *text,
                                       BcJobStatus *status);
gboolean    bc_job_status_is_terminal (BcJobStatus  status);

/**
 * BcProgress:
 * @status: exact status
 * @current: work done so far; never falls
 * @total: all work, 0 while unknown
 * @detail: (nullable): what is being done now, or, at the end, what came out
 * @error: (nullable): why it failed, for people
 * @partial: whether what a cancelled or failed job had was kept
 * @rate: units of work a second, 0 while unknown
 * @eta_seconds: seconds left, or -1 while unknown
 * @started_at: CLOCK_REALTIME µs, 0 while queued
 * @finished_at: CLOCK_REALTIME µs, 0 until it ended
 * @t_us: CLOCK_REALTIME µs of the oldest change in it
 *
 * Immutable: every listener of one emission sees the very same state.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  BcJobStatus status;
  gint64      current;
  gint64      total;
  char       *detail;
  char       *error;
  gboolean    partial;
  double      rate;
  double      eta_seconds;
  gint64      started_at;
  gint64      finished_at;
  gint64      t_us;
} BcProgress;

#define BC_TYPE_PROGRESS (bc_progress_get_type ())
GType       bc_progress_get_type (void);
BcProgress *bc_progress_new      (BcJobStatus       status);
BcProgress *bc_progress_copy     (const BcProgress *self);
BcProgress *bc_progress_ref      (BcProgress       *self);
void        bc_progress_unref    (BcProgress       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcProgress, bc_progress_unref)

G_END_DECLS
