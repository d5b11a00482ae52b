/* bc-desk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-desk.h"

#include <glib/gi18n.h>

#include "bc-demo-job.h"
#include "bc-desk-private.h"
#include "bc-import-job.h"
#include "bc-job-private.h"
#include "bc-past-job.h"
#include "bc-simulation-job.h"

/* Twice the demo season. */
#define CACHE_BYTES ((gsize) 64 * 1024 * 1024)

/* The jobs that are still listed after a restart. */
#define HISTORY_MAX 1000

struct _BcDesk
{
  GObject      parent_instance;

  BcStore     *store;
  char        *owner;
  BcGameCache *cache;
  GListStore  *jobs;      /* the newest first */
  GHashTable  *by_id;     /* id → BcJob, lent by jobs */
  GHashTable  *by_alias;  /* alias → its newest BcJob, likewise */
  guint        n_running;
  GTask       *closing;   /* once bc_desk_close_async() was called */
  gboolean     closed;
};

G_DEFINE_FINAL_TYPE (BcDesk, bc_desk, G_TYPE_OBJECT)

static void
bc_desk_dispose (GObject *object)
{
  BcDesk *self = BC_DESK (object);

  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->by_alias);
  g_list_store_remove_all (self->jobs);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (bc_desk_parent_class)->dispose (object);
}

static void
bc_desk_finalize (GObject *object)
{
  BcDesk *self = BC_DESK (object);

  g_clear_pointer (&self->owner, g_free);
  g_clear_pointer (&self->cache, bc_game_cache_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_alias, g_hash_table_unref);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (bc_desk_parent_class)->finalize (object);
}

static void
bc_desk_class_init (BcDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_desk_dispose;
  object_class->finalize = bc_desk_finalize;
}

static void
bc_desk_init (BcDesk *self)
{
  self->cache = bc_game_cache_new (CACHE_BYTES);
  self->jobs = g_list_store_new (BC_TYPE_JOB);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_alias = g_hash_table_new (g_str_hash, g_str_equal);
}

/* The newest job of an alias has it: the oldest are added first. */
static void
bc_desk_add_job (BcDesk *self,
                 BcJob  *job)
{
  const char *alias = bc_job_get_alias (job);

  g_hash_table_replace (self->by_id, (gpointer) bc_job_get_id (job), job);
  if (alias != NULL)
    g_hash_table_replace (self->by_alias, (gpointer) alias, job);
  g_list_store_insert (self->jobs, 0, job);
}

static void
bc_desk_restored_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  BcDesk *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = bc_store_list_jobs_finish (BC_STORE (object), result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = records->len; i > 0; i--)
    {
      g_autoptr(BcJob) job = bc_past_job_new (g_ptr_array_index (records, i - 1));

      bc_desk_add_job (self, job);
    }

  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
bc_desk_claimed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  BcDesk *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  self->owner = bc_store_claim_finish (self->store, result, &error);
  if (self->owner == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  bc_store_list_jobs_async (self->store, HISTORY_MAX, g_task_get_cancellable (task),
                            bc_desk_restored_cb, g_object_ref (task));
}

static void
bc_desk_opened_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  BcDesk *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  self->store = bc_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  bc_store_claim_async (self->store, g_task_get_cancellable (task), bc_desk_claimed_cb, g_object_ref (task));
}

/**
 * bc_desk_open_async:
 * @url: (nullable): address of the store; %NULL for the user's
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is open
 * @user_data: for @callback
 *
 * Opens the store, becomes the process that runs jobs in it, and restores the
 * history of jobs: those whose process died in the middle are interrupted.
 */
void
bc_desk_open_async (const char          *url,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, bc_desk_open_async);
  g_task_set_task_data (task, g_object_new (BC_TYPE_DESK, NULL), g_object_unref);
  bc_store_open_async (url, cancellable, bc_desk_opened_cb, g_object_ref (task));
}

/**
 * bc_desk_open_finish:
 * @result: as given to the callback
 * @error: return location for a #BcStoreError, such as %BC_STORE_ERROR_HELD
 *   where another process runs the jobs
 *
 * Returns: (transfer full): the desk, or %NULL with an error
 */
BcDesk *
bc_desk_open_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, bc_desk_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bc_desk_store_closed_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!bc_store_close_finish (BC_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
bc_desk_close_store (BcDesk *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->closing);

  bc_store_close_async (self->store, g_task_get_cancellable (task), bc_desk_store_closed_cb, g_object_ref (task));
}

/**
 * bc_desk_close_async:
 * @self: a desk that is not being closed yet
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is closed
 * @user_data: for @callback
 *
 * Cancels what runs, waits until that is committed, and closes the store.
 */
void
bc_desk_close_async (BcDesk              *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (BC_IS_DESK (self) && !self->closed);

  self->closed = TRUE;
  self->closing = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->closing, bc_desk_close_async);

  if (self->n_running == 0)
    {
      bc_desk_close_store (self);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i++)
    {
      g_autoptr(BcJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      bc_job_cancel (job);
    }
}

/**
 * bc_desk_close_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location for a #BcStoreError
 *
 * Returns: whether everything is safely closed
 */
gboolean
bc_desk_close_finish (BcDesk        *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bc_desk_get_store:
 * @self: a desk
 *
 * Returns: (transfer none): its store
 */
BcStore *
bc_desk_get_store (BcDesk *self)
{
  g_return_val_if_fail (BC_IS_DESK (self), NULL);

  return self->store;
}

BcGameCache *
_bc_desk_get_cache (BcDesk *self)
{
  return self->cache;
}

/**
 * bc_desk_get_jobs:
 * @self: a desk
 *
 * Returns: (transfer none): the jobs, a list of #BcJob, the newest first
 */
GListModel *
bc_desk_get_jobs (BcDesk *self)
{
  g_return_val_if_fail (BC_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->jobs);
}

/**
 * bc_desk_find_job:
 * @self: a desk
 * @id: a job's id, or the alias that a client chose
 *
 * Returns: (transfer none) (nullable): the job, of an alias its newest; %NULL
 *   if there is none
 */
BcJob *
bc_desk_find_job (BcDesk     *self,
                  const char *id)
{
  BcJob *job;

  g_return_val_if_fail (BC_IS_DESK (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  job = g_hash_table_lookup (self->by_id, id);

  return job != NULL ? job : g_hash_table_lookup (self->by_alias, id);
}

BcJob *
_bc_desk_require_job (BcDesk      *self,
                      const char  *id,
                      GError     **error)
{
  BcJob *job = bc_desk_find_job (self, id);

  if (job == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (id, MIN ((gssize) strlen (id), 200));

      g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND, _("There is no job “%s”"), shown);
    }

  return job;
}

static void
bc_desk_job_status_cb (BcJob      *job,
                       GParamSpec *pspec,
                       BcDesk     *self)
{
  if (!bc_job_has_ended (job))
    return;

  self->n_running--;
  if (self->n_running == 0 && self->closing != NULL)
    bc_desk_close_store (self);
}

/**
 * bc_desk_start_job:
 * @self: a desk
 * @job: a job of any kind, not started yet
 * @alias: (nullable): the request id that a client chose for it
 * @error: return location
 *
 * Puts the job at the head of the list, keeps it in the store from now on, and
 * starts it.
 *
 * Returns: %FALSE with %BC_DESK_ERROR_BUSY if @alias belongs to a job that still
 *   runs, with %BC_DESK_ERROR_NOT_ALLOWED if the desk is being closed
 */
gboolean
bc_desk_start_job (BcDesk      *self,
                   BcJob       *job,
                   const char  *alias,
                   GError     **error)
{
  BcJob *namesake;

  g_return_val_if_fail (BC_IS_DESK (self), FALSE);
  g_return_val_if_fail (BC_IS_JOB (job), FALSE);

  if (self->closed)
    {
      g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_ALLOWED,
                   _("“%s” cannot start: the program is stopping"), bc_job_get_title (job));
      return FALSE;
    }

  namesake = alias != NULL ? bc_desk_find_job (self, alias) : NULL;
  if (namesake != NULL && !bc_job_has_ended (namesake))
    {
      g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_BUSY,
                   _("The request “%s” still runs; wait for it, cancel it, or choose another id"), alias);
      return FALSE;
    }

  _bc_job_attach (job, self->store, self->owner, alias);
  self->n_running++;
  g_signal_connect_object (job, "notify::status", G_CALLBACK (bc_desk_job_status_cb), self, 0);
  bc_desk_add_job (self, job);
  _bc_job_start (job);

  return TRUE;
}

static BcJob *
bc_desk_start_new (BcDesk      *self,
                   BcJob       *job,
                   const char  *alias,
                   GError     **error)
{
  g_autoptr(BcJob) owned = job;

  return bc_desk_start_job (self, job, alias, error) ? job : NULL;
}

/**
 * bc_desk_simulate:
 * @self: a desk
 * @request: which games, and how
 * @alias: (nullable): the request id that a client chose
 * @error: return location as for bc_desk_start_job()
 *
 * Returns: (transfer none): the job that does it, or %NULL with an error
 */
BcJob *
bc_desk_simulate (BcDesk                     *self,
                  const BcSimulationRequest  *request,
                  const char                 *alias,
                  GError                    **error)
{
  g_return_val_if_fail (BC_IS_DESK (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  return bc_desk_start_new (self, bc_simulation_job_new (self->store, self->cache, request), alias, error);
}

/**
 * bc_desk_import:
 * @self: a desk
 * @paths: files and folders, at least one
 * @source: (nullable): the probability source that an aligned CSV's points get
 * @error: return location as for bc_desk_start_job()
 *
 * Returns: (transfer none): the job that does it, or %NULL with an error
 */
BcJob *
bc_desk_import (BcDesk              *self,
                const char * const  *paths,
                const char          *source,
                GError             **error)
{
  g_return_val_if_fail (BC_IS_DESK (self), NULL);
  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  return bc_desk_start_new (self, bc_import_job_new (self->store, paths, source), NULL, error);
}

/**
 * bc_desk_load_demo:
 * @self: a desk
 * @options: which season
 * @error: return location as for bc_desk_start_job(); also
 *   %BC_DESK_ERROR_BUSY while another demo season is being made
 *
 * Returns: (transfer none): the job that replaces the season, or %NULL with an error
 */
BcJob *
bc_desk_load_demo (BcDesk               *self,
                   const BcDemoOptions  *options,
                   GError              **error)
{
  g_return_val_if_fail (BC_IS_DESK (self), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i++)
    {
      g_autoptr(BcJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      if (BC_IS_DEMO_JOB (job) && !bc_job_has_ended (job))
        {
          g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_BUSY,
                       _("A demo season is being made already; wait for it, or cancel it"));
          return NULL;
        }
    }

  return bc_desk_start_new (self, bc_demo_job_new (self->store, options), NULL, error);
}

static void
bc_desk_forgotten_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It is gone from the list; after a restart it would be there again. */
  if (!bc_store_remove_job_finish (BC_STORE (object), result, &error))
    g_message ("A job could not be removed from the store: %s", error->message);
}

/**
 * bc_desk_forget_job:
 * @self: a desk
 * @id: a job's id or alias
 * @error: return location
 *
 * Takes a job that has ended out of the list and, with its result, out of the
 * store.
 *
 * Returns: %FALSE with %BC_DESK_ERROR_NOT_FOUND, or with
 *   %BC_DESK_ERROR_NOT_ALLOWED while it runs
 */
gboolean
bc_desk_forget_job (BcDesk      *self,
                    const char  *id,
                    GError     **error)
{
  g_autoptr(BcJob) job = NULL;
  const char *alias;
  guint position;

  g_return_val_if_fail (BC_IS_DESK (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  job = _bc_desk_require_job (self, id, error);
  if (job == NULL)
    return FALSE;
  g_object_ref (job);

  if (!bc_job_has_ended (job))
    {
      g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_ALLOWED,
                   _("“%s” still runs; cancel it first"), bc_job_get_title (job));
      return FALSE;
    }

  alias = bc_job_get_alias (job);
  g_hash_table_remove (self->by_id, bc_job_get_id (job));
  if (alias != NULL && g_hash_table_lookup (self->by_alias, alias) == job)
    g_hash_table_remove (self->by_alias, alias);
  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);

  bc_store_remove_job_async (self->store, bc_job_get_id (job), NULL, bc_desk_forgotten_cb, NULL);

  return TRUE;
}
