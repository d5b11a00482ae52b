/* bc-frames.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-frames.h"

#include "bc-wire.h"

#define MICROSECOND_SCALE 6

/* Of a job that ended in another process only its own times are known. */
static gint64
get_change_time (const BcProgress *progress)
{
  if (progress->t_us > 0)
    return progress->t_us;
  if (progress->finished_at > 0)
    return progress->finished_at;
  if (progress->started_at > 0)
    return progress->started_at;

  return g_get_real_time ();
}

static BcJsonWriter *
begin (const char *type)
{
  BcJsonWriter *writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "type", type);

  return writer;
}

static BcJsonWriter *
begin_data (const char *type,
            guint64     seq,
            gint64      t_us)
{
  BcJsonWriter *writer = begin (type);

  bc_json_writer_int (writer, "seq", (gint64) seq);
  bc_json_writer_int (writer, "t_us", t_us);

  return writer;
}

static GBytes *
end (BcJsonWriter *writer)
{
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}

static void
write_job (BcJsonWriter *writer,
           const char   *name,
           BcJob        *job)
{
  BcWireJob document = {
    .id = bc_job_get_id (job),
    .kind = bc_job_get_kind (job),
    .title = bc_job_get_title (job),
    .progress = bc_job_get_progress (job),
  };

  bc_wire_write_job (writer, name, &document);
}

/**
 * bc_frames_progress:
 * @seq: number of the change
 * @job: (nullable): a job, or %NULL if there is none of the id asked for
 *
 * Returns: (transfer full): the frame `progress` with the job's state
 */
GBytes *
bc_frames_progress (guint64  seq,
                    BcJob   *job)
{
  BcProgress *progress = job != NULL ? bc_job_get_progress (job) : NULL;
  g_autoptr(BcJsonWriter) writer =
    begin_data ("progress", seq, progress != NULL ? get_change_time (progress) : g_get_real_time ());

  bc_wire_write_progress (writer, "progress", progress);

  return end (writer);
}

/**
 * bc_frames_jobs:
 * @seq: number of the newest change in it
 * @jobs: a list of #BcJob
 *
 * Returns: (transfer full): the frame `snapshot` with all jobs, in the order of
 *   @jobs
 */
GBytes *
bc_frames_jobs (guint64     seq,
                GListModel *jobs)
{
  g_autoptr(BcJsonWriter) writer = begin_data ("snapshot", seq, g_get_real_time ());
  guint n_jobs = g_list_model_get_n_items (jobs);

  bc_json_writer_begin_array (writer, "jobs");
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr(BcJob) job = g_list_model_get_item (jobs, i);

      write_job (writer, NULL, job);
    }
  bc_json_writer_end_array (writer);

  return end (writer);
}

/**
 * bc_frames_job:
 * @seq: number of the change
 * @job: a job
 *
 * Returns: (transfer full): the frame `job` with the job's state
 */
GBytes *
bc_frames_job (guint64  seq,
               BcJob   *job)
{
  g_autoptr(BcJsonWriter) writer = begin_data ("job", seq, get_change_time (bc_job_get_progress (job)));

  write_job (writer, "job", job);

  return end (writer);
}

/**
 * bc_frames_removed:
 * @seq: number of the change
 * @id: of a job that was forgotten
 *
 * Returns: (transfer full): the frame `removed`
 */
GBytes *
bc_frames_removed (guint64     seq,
                   const char *id)
{
  g_autoptr(BcJsonWriter) writer = begin_data ("removed", seq, g_get_real_time ());

  bc_json_writer_string (writer, "id", id);

  return end (writer);
}

/**
 * bc_frames_pong:
 *
 * Returns: (transfer full): the answer to a ping, with the time in Unix seconds
 */
GBytes *
bc_frames_pong (void)
{
  g_autoptr(BcJsonWriter) writer = begin ("pong");

  bc_json_writer_decimal (writer, "timestamp", g_get_real_time (), MICROSECOND_SCALE);

  return end (writer);
}

/**
 * bc_frames_error:
 * @message: what was wrong with what the client sent, in English as all frames
 *
 * Returns: (transfer full): the frame `error`
 */
GBytes *
bc_frames_error (const char *message)
{
  g_autoptr(BcJsonWriter) writer = begin ("error");

  bc_json_writer_string (writer, "message", message);

  return end (writer);
}
