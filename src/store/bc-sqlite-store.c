/* bc-sqlite-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-store.h"

#include "bc-sqlite-private.h"

struct _BcSqliteStore
{
  GObject        parent;

  BcSqliteLanes *lanes;
};

static void bc_sqlite_store_iface_init (BcStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BcSqliteStore, bc_sqlite_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BC_TYPE_STORE, bc_sqlite_store_iface_init))

static void
args_free (gpointer data)
{
  BcSqliteArgs *args = data;

  g_free (args->id);
  g_strfreev (args->ids);
  g_clear_pointer (&args->job, bc_job_record_free);
  bc_job_result_clear (&args->result);
  g_free (args);
}

static void
list_args_free (gpointer data)
{
  BcSqliteListArgs *args = data;

  g_free (args->season);
  g_free (args->team);
  g_free (args->date_from);
  g_free (args->date_to);
  g_free (args->search);
  g_free (args);
}

static void
strv_free (gpointer data)
{
  g_strfreev (data);
}

/* The context and the arguments of a call; the task owns both. */
static GTask *
new_task (BcStore             *store,
          gpointer             tag,
          gpointer             args,
          GDestroyNotify       args_destroy,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, args, args_destroy);

  return task;
}

static void
push (BcStore        *store,
      BcSqliteKind    kind,
      BcSqliteFunc    func,
      GDestroyNotify  result_free,
      GTask          *task)
{
  _bc_sqlite_lanes_push (BC_SQLITE_STORE (store)->lanes, kind, func, result_free, task);
}

static gpointer
claim (BcSqliteContext  *context,
       GError          **error)
{
  return _bc_sqlite_lanes_claim (context->lanes, error);
}

static void
bc_sqlite_store_claim_async (BcStore             *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  push (store, BC_SQLITE_PLAIN, claim, g_free,
        new_task (store, bc_sqlite_store_claim_async, NULL, NULL, cancellable, callback, user_data));
}

static void
bc_sqlite_store_list_games_async (BcStore             *store,
                                  const BcGameQuery   *query,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  BcSqliteListArgs *args = g_new0 (BcSqliteListArgs, 1);

  args->query = *query;
  args->query.season = args->season = g_strdup (query->season);
  args->query.team = args->team = g_strdup (query->team);
  args->query.date_from = args->date_from = g_strdup (query->date_from);
  args->query.date_to = args->date_to = g_strdup (query->date_to);
  args->query.search = args->search = g_strdup (query->search);

  push (store, BC_SQLITE_READ, _bc_sqlite_list_games, (GDestroyNotify) bc_game_page_free,
        new_task (store, bc_sqlite_store_list_games_async, args, list_args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_list_seasons_async (BcStore             *store,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  push (store, BC_SQLITE_READ, _bc_sqlite_list_seasons, strv_free,
        new_task (store, bc_sqlite_store_list_seasons_async, NULL, NULL, cancellable, callback, user_data));
}

static void
bc_sqlite_store_list_teams_async (BcStore             *store,
                                  const char          *season,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->id = g_strdup (season);

  push (store, BC_SQLITE_READ, _bc_sqlite_list_teams, strv_free,
        new_task (store, bc_sqlite_store_list_teams_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_list_unmatched_async (BcStore             *store,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  push (store, BC_SQLITE_READ, _bc_sqlite_list_unmatched, (GDestroyNotify) g_ptr_array_unref,
        new_task (store, bc_sqlite_store_list_unmatched_async, NULL, NULL, cancellable, callback, user_data));
}

static void
bc_sqlite_store_load_games_async (BcStore             *store,
                                  const char * const  *ids,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->ids = g_strdupv ((char **) ids);

  push (store, BC_SQLITE_READ, _bc_sqlite_load_games, (GDestroyNotify) g_ptr_array_unref,
        new_task (store, bc_sqlite_store_load_games_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_put_records_async (BcStore             *store,
                                   GPtrArray           *records,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  push (store, BC_SQLITE_WRITE, _bc_sqlite_put_records, (GDestroyNotify) g_array_unref,
        new_task (store, bc_sqlite_store_put_records_async, g_ptr_array_ref (records), (GDestroyNotify) g_ptr_array_unref,
                  cancellable, callback, user_data));
}

static void
bc_sqlite_store_remove_season_async (BcStore             *store,
                                     const char          *season,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->id = g_strdup (season);

  push (store, BC_SQLITE_WRITE, _bc_sqlite_remove_season, NULL,
        new_task (store, bc_sqlite_store_remove_season_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_list_jobs_async (BcStore             *store,
                                 guint                limit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->limit = limit;

  push (store, BC_SQLITE_READ, _bc_sqlite_list_jobs, (GDestroyNotify) g_ptr_array_unref,
        new_task (store, bc_sqlite_store_list_jobs_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_save_job_async (BcStore             *store,
                                const BcJobRecord   *record,
                                const BcJobResult   *result,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->job = bc_job_record_copy (record);
  if (result != NULL)
    {
      args->result.document = g_bytes_ref (result->document);
      args->result.summary = result->summary != NULL ? g_bytes_ref (result->summary) : NULL;
    }

  push (store, BC_SQLITE_WRITE, _bc_sqlite_save_job, NULL,
        new_task (store, bc_sqlite_store_save_job_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_load_result_async (BcStore             *store,
                                   const char          *job_id,
                                   gboolean             summary,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->id = g_strdup (job_id);
  args->flag = summary;

  push (store, BC_SQLITE_READ, _bc_sqlite_load_result, (GDestroyNotify) g_bytes_unref,
        new_task (store, bc_sqlite_store_load_result_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_remove_job_async (BcStore             *store,
                                  const char          *job_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->id = g_strdup (job_id);

  push (store, BC_SQLITE_WRITE, _bc_sqlite_remove_job, NULL,
        new_task (store, bc_sqlite_store_remove_job_async, args, args_free, cancellable, callback, user_data));
}

static void
bc_sqlite_store_check_async (BcStore             *store,
                             gboolean             digest,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  BcSqliteArgs *args = g_new0 (BcSqliteArgs, 1);

  args->flag = digest;

  push (store, BC_SQLITE_READ, _bc_sqlite_check, g_free,
        new_task (store, bc_sqlite_store_check_async, args, args_free, cancellable, callback, user_data));
}

static gpointer
close_lanes (BcSqliteContext  *context,
             GError          **error)
{
  _bc_sqlite_lanes_close (context->lanes);

  return NULL;
}

static void
bc_sqlite_store_close_async (BcStore             *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  push (store, BC_SQLITE_CLOSE, close_lanes, NULL,
        new_task (store, bc_sqlite_store_close_async, NULL, NULL, cancellable, callback, user_data));
}

static void
bc_sqlite_store_iface_init (BcStoreInterface *iface)
{
  iface->claim_async = bc_sqlite_store_claim_async;
  iface->list_games_async = bc_sqlite_store_list_games_async;
  iface->list_seasons_async = bc_sqlite_store_list_seasons_async;
  iface->list_teams_async = bc_sqlite_store_list_teams_async;
  iface->list_unmatched_async = bc_sqlite_store_list_unmatched_async;
  iface->load_games_async = bc_sqlite_store_load_games_async;
  iface->put_records_async = bc_sqlite_store_put_records_async;
  iface->remove_season_async = bc_sqlite_store_remove_season_async;
  iface->list_jobs_async = bc_sqlite_store_list_jobs_async;
  iface->save_job_async = bc_sqlite_store_save_job_async;
  iface->load_result_async = bc_sqlite_store_load_result_async;
  iface->remove_job_async = bc_sqlite_store_remove_job_async;
  iface->check_async = bc_sqlite_store_check_async;
  iface->close_async = bc_sqlite_store_close_async;
}

static void
bc_sqlite_store_finalize (GObject *object)
{
  BcSqliteStore *self = BC_SQLITE_STORE (object);

  g_clear_pointer (&self->lanes, _bc_sqlite_lanes_free);

  G_OBJECT_CLASS (bc_sqlite_store_parent_class)->finalize (object);
}

static void
bc_sqlite_store_class_init (BcSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bc_sqlite_store_finalize;
}

static void
bc_sqlite_store_init (BcSqliteStore *self)
{
}

static gpointer
open_lanes (BcSqliteContext  *context,
            GError          **error)
{
  BcSqliteStore *self = context->args;

  if (!_bc_sqlite_lanes_open (self->lanes, error))
    return NULL;

  return g_object_ref (self);
}

void
_bc_sqlite_store_open (const char *path,
                       GTask      *task)
{
  BcSqliteStore *self = g_object_new (BC_TYPE_SQLITE_STORE, NULL);

  g_task_set_task_data (task, self, g_object_unref);
  self->lanes = _bc_sqlite_lanes_new (path);
  _bc_sqlite_lanes_push (self->lanes, BC_SQLITE_PLAIN, open_lanes, g_object_unref, task);
}
