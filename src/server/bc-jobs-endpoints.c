/* bc-jobs-endpoints.c: what runs and what ran
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-endpoints-private.h"

#include "bc-wire.h"

const char * const _bc_result_params[] = { "view", NULL };

static void
write_job (BcJsonWriter *writer,
           const char   *name,
           BcJob        *job)
{
  const BcWireJob wire = {
    .id = bc_job_get_id (job),
    .kind = bc_job_get_kind (job),
    .title = bc_job_get_title (job),
    .progress = bc_job_get_progress (job),
  };

  bc_wire_write_job (writer, name, &wire);
}

void
_bc_jobs_list (BcRequest *request)
{
  GListModel *jobs = bc_desk_get_jobs (bc_request_get_desk (request));
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) json = NULL;

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "jobs");
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(BcJob) job = g_list_model_get_item (jobs, i);

      write_job (writer, NULL, job);
    }
  bc_json_writer_end_array (writer);
  bc_json_writer_end_object (writer);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

static BcJob *
find_job (BcDesk      *desk,
          const char  *id,
          GError     **error)
{
  BcJob *job = bc_desk_find_job (desk, id);

  if (job == NULL)
    g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND, "There is no job “%s”", id);

  return job;
}

static void
reply_job (BcRequest *request,
           guint      status,
           BcJob     *job)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) json = NULL;

  write_job (writer, NULL, job);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, status, json);
}

void
_bc_jobs_get (BcRequest *request)
{
  g_autoptr(GError) error = NULL;
  BcJob *job = find_job (bc_request_get_desk (request), bc_request_get_id (request), &error);

  if (job != NULL)
    reply_job (request, SOUP_STATUS_OK, job);
  else
    bc_request_reply_error (request, error);
}

static gboolean
is_under_way (BcJob *job)
{
  BcJobStatus status = bc_job_get_progress (job)->status;

  return status == BC_JOB_QUEUED || status == BC_JOB_RUNNING || status == BC_JOB_PAUSED;
}

/* What runs is cancelled, what has ended is forgotten. */
void
_bc_jobs_delete (BcRequest *request)
{
  BcDesk *desk = bc_request_get_desk (request);
  g_autoptr(GError) error = NULL;
  BcJob *job = find_job (desk, bc_request_get_id (request), &error);

  if (job != NULL && is_under_way (job))
    {
      bc_job_cancel (job);
      reply_job (request, SOUP_STATUS_ACCEPTED, job);
      return;
    }

  if (job != NULL && bc_desk_forget_job (desk, bc_job_get_id (job), &error))
    {
      bc_request_reply_empty (request, SOUP_STATUS_NO_CONTENT);
      return;
    }

  bc_request_reply_error (request, error);
}

/* An unknown id is no error: the predecessor's clients ask before there is a job. */
void
_bc_jobs_get_progress (BcRequest *request)
{
  BcJob *job = bc_desk_find_job (bc_request_get_desk (request), bc_request_get_id (request));
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) json = NULL;

  bc_wire_write_progress (writer, NULL, job != NULL ? bc_job_get_progress (job) : NULL);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

static void
load_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(BcRequest) request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) json = bc_desk_load_result_finish (BC_DESK (object), result, &error);

  if (json != NULL)
    bc_request_reply_json (request, SOUP_STATUS_OK, json);
  else
    bc_request_reply_error (request, error);
}

void
_bc_jobs_get_result (BcRequest *request)
{
  static const char * const views[] = { "full", "summary", NULL };
  g_autoptr(GError) error = NULL;
  guint view = 0;

  if (!bc_params_get_word (bc_request_get_params (request), "view", views, &view, &error))
    {
      bc_request_reply_error (request, error);
      return;
    }

  bc_desk_load_result_async (bc_request_get_desk (request), bc_request_get_id (request), view == 1, NULL,
                             load_result_cb, bc_request_ref (request));
}
