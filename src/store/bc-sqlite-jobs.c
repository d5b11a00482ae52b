/* bc-sqlite-jobs.c: keeps jobs and their results
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include <glib/gi18n.h>

static gboolean
write_job (BcSqlite           *db,
           const BcJobRecord  *job,
           GError            **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "INSERT INTO job (id, kind, title, alias, owner, request, status, current, total, detail, error, partial, rate, "
    "eta_seconds, started_at, finished_at, t_us) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
    "ON CONFLICT (id) DO UPDATE SET kind = ?2, title = ?3, alias = ?4, owner = ?5, request = ?6, status = ?7, "
    "current = ?8, total = ?9, detail = ?10, error = ?11, partial = ?12, rate = ?13, eta_seconds = ?14, "
    "started_at = ?15, finished_at = ?16, t_us = ?17", error);
  const BcProgress *progress = job->progress;

  if (statement == NULL)
    return FALSE;

  _bc_sqlite_bind_text (statement, 1, job->id);
  _bc_sqlite_bind_text (statement, 2, job->kind);
  _bc_sqlite_bind_text (statement, 3, job->title);
  _bc_sqlite_bind_text (statement, 4, job->alias);
  _bc_sqlite_bind_text (statement, 5, job->owner);
  _bc_sqlite_bind_bytes (statement, 6, job->request);
  _bc_sqlite_bind_text (statement, 7, bc_job_status_to_string (progress->status));
  sqlite3_bind_int64 (statement, 8, progress->current);
  sqlite3_bind_int64 (statement, 9, progress->total);
  _bc_sqlite_bind_text (statement, 10, progress->detail);
  _bc_sqlite_bind_text (statement, 11, progress->error);
  sqlite3_bind_int (statement, 12, progress->partial);
  sqlite3_bind_double (statement, 13, progress->rate);
  sqlite3_bind_double (statement, 14, progress->eta_seconds);
  sqlite3_bind_int64 (statement, 15, progress->started_at);
  sqlite3_bind_int64 (statement, 16, progress->finished_at);
  sqlite3_bind_int64 (statement, 17, progress->t_us);

  return _bc_sqlite_run (db, statement, error);
}

static gboolean
write_result (BcSqlite           *db,
              const char         *job,
              const BcJobResult  *result,
              GError            **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "INSERT OR REPLACE INTO result (job, document, summary) SELECT seq, ?2, ?3 FROM job WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  _bc_sqlite_bind_text (statement, 1, job);
  _bc_sqlite_bind_bytes (statement, 2, result->document);
  _bc_sqlite_bind_bytes (statement, 3, result->summary);

  return _bc_sqlite_run (db, statement, error);
}

gpointer
_bc_sqlite_save_job (BcSqliteContext  *context,
                     GError          **error)
{
  const BcSqliteArgs *args = context->args;

  if (write_job (context->db, args->job, error) && args->result.document != NULL)
    write_result (context->db, args->job->id, &args->result, error);

  return NULL;
}

static BcProgress *
read_progress (sqlite3_stmt *statement)
{
  BcJobStatus status = BC_JOB_ERROR;
  BcProgress *progress;

  /* A status that a later version invented cannot be shown as one of ours. */
  if (!bc_job_status_from_string (_bc_sqlite_get_text (statement, 6), &status))
    status = BC_JOB_ERROR;

  progress = bc_progress_new (status);
  progress->current = sqlite3_column_int64 (statement, 7);
  progress->total = sqlite3_column_int64 (statement, 8);
  progress->detail = _bc_sqlite_dup_text (statement, 9);
  progress->error = _bc_sqlite_dup_text (statement, 10);
  progress->partial = sqlite3_column_int (statement, 11);
  progress->rate = sqlite3_column_double (statement, 12);
  progress->eta_seconds = sqlite3_column_double (statement, 13);
  progress->started_at = sqlite3_column_int64 (statement, 14);
  progress->finished_at = sqlite3_column_int64 (statement, 15);
  progress->t_us = sqlite3_column_int64 (statement, 16);

  return progress;
}

static BcJobRecord *
read_job (sqlite3_stmt *statement,
          const char   *owner)
{
  BcJobRecord *job = bc_job_record_new ();

  job->id = _bc_sqlite_dup_text (statement, 0);
  job->kind = _bc_sqlite_dup_text (statement, 1);
  job->title = _bc_sqlite_dup_text (statement, 2);
  job->alias = _bc_sqlite_dup_text (statement, 3);
  job->owner = _bc_sqlite_dup_text (statement, 4);
  job->owner_alive = job->owner != NULL && g_strcmp0 (job->owner, owner) == 0;
  job->request = _bc_sqlite_dup_bytes (statement, 5);
  job->progress = read_progress (statement);

  return job;
}

gpointer
_bc_sqlite_list_jobs (BcSqliteContext  *context,
                      GError          **error)
{
  const BcSqliteArgs *args = context->args;
  BcSqlite *db = context->db;
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT id, kind, title, alias, owner, request, status, current, total, detail, error, partial, rate, eta_seconds, "
    "started_at, finished_at, t_us FROM job ORDER BY seq DESC LIMIT ?", error);
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_job_record_free);
  g_autofree char *owner = _bc_sqlite_lanes_dup_owner (context->lanes);
  int code;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, args->limit > 0 ? (gint64) args->limit : -1);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    g_ptr_array_add (jobs, read_job (statement, owner));

  return code == 0 ? g_steal_pointer (&jobs) : NULL;
}

gpointer
_bc_sqlite_load_result (BcSqliteContext  *context,
                        GError          **error)
{
  const BcSqliteArgs *args = context->args;
  BcSqlite *db = context->db;
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT document, summary FROM job LEFT JOIN result ON result.job = job.seq WHERE id = ?", error);
  GBytes *text = NULL;
  int code;

  if (statement == NULL)
    return NULL;

  _bc_sqlite_bind_text (statement, 1, args->id);
  code = _bc_sqlite_step (db, statement, error);
  if (code == 0)
    g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND, _("There is no job “%.200s”"), args->id);
  if (code <= 0)
    return NULL;

  text = _bc_sqlite_dup_bytes (statement, args->flag ? 1 : 0);
  sqlite3_reset (statement);
  if (text == NULL)
    g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND,
                 args->flag ? _("Job “%.200s” has no summary of a result") : _("Job “%.200s” has no result"), args->id);

  return text;
}

gpointer
_bc_sqlite_remove_job (BcSqliteContext  *context,
                       GError          **error)
{
  const BcSqliteArgs *args = context->args;
  BcSqlite *db = context->db;
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "DELETE FROM job WHERE id = ?", error);

  if (statement == NULL)
    return NULL;

  _bc_sqlite_bind_text (statement, 1, args->id);
  if (_bc_sqlite_run (db, statement, error) && sqlite3_changes (db->db) == 0)
    g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND, _("There is no job “%.200s”"), args->id);

  return NULL;
}
