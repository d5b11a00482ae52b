/* bc-desk-answers.c: what the desk looks up without starting a job
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-desk-private.h"

#include <glib/gi18n.h>

/* Why there is no result: the job's own reason, where it has one. */
static GError *
make_no_result (BcJob *job)
{
  const BcProgress *progress = bc_job_get_progress (job);
  const char *title = bc_job_get_title (job);

  if (progress->error != NULL)
    return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NO_RESULT,
                        _("“%s” has no result: %s"), title, progress->error);

  switch (progress->status)
    {
    case BC_JOB_CANCELLED:
      return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NO_RESULT,
                          _("“%s” has no result: it was cancelled before anything was done"), title);

    case BC_JOB_INTERRUPTED:
      return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NO_RESULT,
                          _("“%s” has no result: the program stopped while it ran; start it again"), title);

    default:
      return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NO_RESULT, _("“%s” keeps no result"), title);
    }
}

typedef struct
{
  BcJob   *job;
  gboolean summary;
} Lookup;

static void
lookup_free (Lookup *self)
{
  g_object_unref (self->job);
  g_free (self);
}

static void bc_desk_look_up (GTask *task);

static void
bc_desk_looked_up_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GBytes *document = bc_store_load_result_finish (BC_STORE (object), result, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) g_bytes_unref);
  else if (!g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (lookup->summary)
    {
      /* A result that is short has no summary beside it. */
      lookup->summary = FALSE;
      bc_desk_look_up (task);
    }
  else
    g_task_return_error (task, make_no_result (lookup->job));
}

static void
bc_desk_look_up (GTask *task)
{
  BcDesk *self = g_task_get_source_object (task);
  const Lookup *lookup = g_task_get_task_data (task);

  bc_store_load_result_async (bc_desk_get_store (self), bc_job_get_id (lookup->job), lookup->summary,
                              g_task_get_cancellable (task), bc_desk_looked_up_cb, g_object_ref (task));
}

/**
 * bc_desk_load_result_async:
 * @self: a desk
 * @id: a job's id or alias
 * @summary: whether what fits a first look is enough
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called with the result
 * @user_data: for @callback
 *
 * Looks up what a job made.
 */
void
bc_desk_load_result_async (BcDesk              *self,
                           const char          *id,
                           gboolean             summary,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;
  Lookup *lookup;
  BcJob *job;

  g_task_set_source_tag (task, bc_desk_load_result_async);

  job = _bc_desk_require_job (self, id, &error);
  if (job != NULL && !bc_job_has_ended (job))
    g_set_error (&error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_READY,
                 _("“%s” still runs; its result comes when it ends"), bc_job_get_title (job));

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  lookup = g_new0 (Lookup, 1);
  lookup->job = g_object_ref (job);
  lookup->summary = summary;
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  bc_desk_look_up (task);
}

/**
 * bc_desk_load_result_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location: %BC_DESK_ERROR_NOT_FOUND, %BC_DESK_ERROR_NOT_READY
 *   while it runs, %BC_DESK_ERROR_NO_RESULT with the reason, or a #BcStoreError
 *
 * Returns: (transfer full): JSON, or %NULL with an error
 */
GBytes *
bc_desk_load_result_finish (BcDesk        *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  BcGameData          *data;
  BcSimulationRequest *request;
} Game;

static void
game_free (Game *self)
{
  g_clear_pointer (&self->data, bc_game_data_unref);
  g_clear_pointer (&self->request, bc_simulation_request_free);
  g_free (self);
}

static void
bc_desk_compute_game (GTask        *task,
                      gpointer      source_object,
                      gpointer      task_data,
                      GCancellable *cancellable)
{
  const Game *game = task_data;
  g_autoptr(BcGameResult) result = bc_game_result_new (game->data, game->request);

  if (result->error != NULL)
    g_task_return_error (task, g_error_copy (result->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) bc_game_result_free);
}

/* The thread's task has no source: the last reference to the desk must not be
 * dropped there. */
static void
bc_desk_computed_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  BcGameResult *game = g_task_propagate_pointer (G_TASK (result), &error);

  if (game == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, game, (GDestroyNotify) bc_game_result_free);
}

static void
bc_desk_game_loaded_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GTask) computation = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = bc_store_load_games_finish (BC_STORE (object), result, &error);
  Game *game = g_task_get_task_data (task);

  if (games == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  game->data = bc_game_data_ref (g_ptr_array_index (games, 0));
  computation = g_task_new (NULL, g_task_get_cancellable (task), bc_desk_computed_cb, g_object_ref (task));
  g_task_set_source_tag (computation, bc_desk_game_loaded_cb);
  g_task_set_task_data (computation, game, NULL);
  g_task_run_in_thread (computation, bc_desk_compute_game);
}

/**
 * bc_desk_simulate_game_async:
 * @self: a desk
 * @game_id: a game's id or alias
 * @request: how; which games it names is ignored
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called with the result
 * @user_data: for @callback
 *
 * Simulates one game at once, without a job.
 */
void
bc_desk_simulate_game_async (BcDesk                    *self,
                             const char                *game_id,
                             const BcSimulationRequest *request,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  const char * const ids[] = { game_id, NULL };
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Game *game = g_new0 (Game, 1);

  game->request = bc_simulation_request_copy (request);
  g_task_set_source_tag (task, bc_desk_simulate_game_async);
  g_task_set_task_data (task, game, (GDestroyNotify) game_free);
  bc_store_load_games_async (bc_desk_get_store (self), ids, cancellable,
                             bc_desk_game_loaded_cb, g_object_ref (task));
}

/**
 * bc_desk_simulate_game_finish:
 * @self: a desk
 * @result: as given to the callback
 * @error: return location: %BC_STORE_ERROR_NOT_FOUND, or a #BcCoreError that
 *   says why the game cannot be simulated
 *
 * Returns: (transfer full): the game's result, or %NULL with an error
 */
BcGameResult *
bc_desk_simulate_game_finish (BcDesk        *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
