/* bc-wire-job.c: jobs and their progress
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire.h"

#include <math.h>

#define MICROSECOND_SCALE  6
#define MILLISECOND_SCALE  3

/**
 * bc_wire_progress_status:
 * @progress: a state
 *
 * Gets the word that frames and progress paths have under `status`: what waits
 * is `running`, and what ended without a result is `error`.
 *
 * Returns: `running`, `complete` or `error`
 */
const char *
bc_wire_progress_status (const BcProgress *progress)
{
  switch (progress->status)
    {
    case BC_JOB_COMPLETE:
      return "complete";
    case BC_JOB_ERROR:
    case BC_JOB_CANCELLED:
    case BC_JOB_INTERRUPTED:
      return "error";
    case BC_JOB_QUEUED:
    case BC_JOB_RUNNING:
    case BC_JOB_PAUSED:
    default:
      return "running";
    }
}

/* A client that knows only the three words learns from this why it is `error`.
 * A frame is the same in every locale, so these are not translated. */
static const char *
get_error (const BcProgress *progress)
{
  if (progress->error != NULL)
    return progress->error;

  if (progress->status == BC_JOB_CANCELLED)
    return "cancelled";
  if (progress->status == BC_JOB_INTERRUPTED)
    return "interrupted: the program that ran it stopped";

  return NULL;
}

/* Milliseconds are more than anybody can foresee, and keep frames short. */
static void
write_eta (BcJsonWriter     *writer,
           const BcProgress *progress)
{
  double eta = progress->eta_seconds;

  if (isfinite (eta) && eta >= 0. && eta < G_MAXINT32)
    bc_json_writer_decimal (writer, "eta_seconds", llround (eta * 1000.), MILLISECOND_SCALE);
  else
    bc_json_writer_null (writer, "eta_seconds");
}

static void
write_time (BcJsonWriter *writer,
            const char   *name,
            gint64        t_us)
{
  if (t_us > 0)
    bc_json_writer_decimal (writer, name, t_us, MICROSECOND_SCALE);
  else
    bc_json_writer_null (writer, name);
}

/**
 * bc_wire_write_progress:
 * @writer: where to
 * @name: (nullable): the member's name
 * @progress: (nullable): a state; %NULL if there is no such job
 *
 * Writes the `progress` object of sockets and progress paths: `current`,
 * `total` and `status` as ever, and beside them the exact `state`,
 * `eta_seconds` and `error`. Of no job only the first three, with the status
 * `not_found`.
 */
void
bc_wire_write_progress (BcJsonWriter     *writer,
                        const char       *name,
                        const BcProgress *progress)
{
  bc_json_writer_begin_object (writer, name);
  bc_json_writer_int (writer, "current", progress != NULL ? progress->current : 0);
  bc_json_writer_int (writer, "total", progress != NULL ? progress->total : 0);
  bc_json_writer_string (writer, "status",
                         progress != NULL ? bc_wire_progress_status (progress) : "not_found");

  if (progress != NULL)
    {
      bc_json_writer_string (writer, "state", bc_job_status_to_string (progress->status));
      write_eta (writer, progress);
      bc_json_writer_string (writer, "error", get_error (progress));
    }

  bc_json_writer_end_object (writer);
}

/**
 * bc_wire_write_job:
 * @writer: where to
 * @name: (nullable): the member's name
 * @job: a job
 *
 * Writes the job object of `/api/jobs` and `/ws/jobs`, with the exact status;
 * times are Unix seconds, null while they have not come.
 */
void
bc_wire_write_job (BcJsonWriter    *writer,
                   const char      *name,
                   const BcWireJob *job)
{
  const BcProgress *progress = job->progress;

  bc_json_writer_begin_object (writer, name);
  bc_json_writer_string (writer, "id", job->id);
  bc_json_writer_string (writer, "kind", job->kind);
  bc_json_writer_string (writer, "title", job->title);
  bc_json_writer_string (writer, "status", bc_job_status_to_string (progress->status));
  bc_json_writer_int (writer, "current", progress->current);
  bc_json_writer_int (writer, "total", progress->total);
  bc_json_writer_string (writer, "detail", progress->detail);
  bc_json_writer_string (writer, "error", get_error (progress));
  bc_json_writer_boolean (writer, "partial", progress->partial);
  write_time (writer, "started_at", progress->started_at);
  write_time (writer, "finished_at", progress->finished_at);
  write_eta (writer, progress);
  bc_json_writer_end_object (writer);
}
