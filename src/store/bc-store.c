/* bc-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-store.h"

#include <glib/gi18n.h>

#include "bc-sqlite-store.h"

G_DEFINE_INTERFACE (BcStore, bc_store, G_TYPE_OBJECT)

static void
bc_store_default_init (BcStoreInterface *iface)
{
}

/**
 * bc_game_page_free:
 * @self: (transfer full): a page
 */
void
bc_game_page_free (BcGamePage *self)
{
  g_ptr_array_unref (self->games);
  g_free (self->season);
  g_free (self);
}

/**
 * bc_unmatched_free:
 * @self: (transfer full): what belongs to no game
 */
void
bc_unmatched_free (BcUnmatched *self)
{
  g_free (self->key);
  g_free (self->reason);
  g_free (self);
}

/**
 * bc_store_open_async:
 * @url: (nullable): `sqlite:PATH` or `sqlite::memory:`; %NULL for the user's store
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Opens a store, making it if it does not exist, and brings its schema up to date.
 */
void
bc_store_open_async (const char          *url,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, bc_store_open_async);

  if (url == NULL)
    path = g_build_filename (g_get_user_data_dir (), "backcourt", "backcourt.db", NULL);
  else if (g_str_has_prefix (url, "sqlite:"))
    path = g_strdup (url + strlen ("sqlite:"));

  if (path == NULL || *path == '\0')
    {
      g_task_return_new_error (task, BC_STORE_ERROR, BC_STORE_ERROR_URL,
                               _("“%s” is no address of a store; sqlite:PATH is one"), url);
      return;
    }

  _bc_sqlite_store_open (path, g_steal_pointer (&task));
}

/**
 * bc_store_open_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the store, or %NULL with an error: %BC_STORE_ERROR_URL
 *   for an address of no known kind, %BC_STORE_ERROR_OPEN if it cannot be reached,
 *   %BC_STORE_ERROR_TOO_NEW if a newer program made it
 */
BcStore *
bc_store_open_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_claim_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Becomes the process that writes and runs jobs. The claim ends with the process
 * or with bc_store_close_async().
 */
void
bc_store_claim_async (BcStore             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->claim_async (self, cancellable, callback, user_data);
}

/**
 * bc_store_claim_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the token of this owner, for #BcJobRecord; or %NULL with
 *   %BC_STORE_ERROR_HELD naming the process that holds the store
 */
char *
bc_store_claim_finish (BcStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_list_games_async:
 * @self: a store
 * @query: which games, in which order; copied
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists games.
 */
void
bc_store_list_games_async (BcStore             *self,
                           const BcGameQuery   *query,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->list_games_async (self, query, cancellable, callback, user_data);
}

/**
 * bc_store_list_games_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): a page of games, or %NULL with an error
 */
BcGamePage *
bc_store_list_games_finish (BcStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_list_seasons_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the seasons that have games.
 */
void
bc_store_list_seasons_async (BcStore             *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->list_seasons_async (self, cancellable, callback, user_data);
}

/**
 * bc_store_list_seasons_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the labels, the season of the newest game first; or %NULL
 *   with an error
 */
GStrv
bc_store_list_seasons_finish (BcStore       *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_list_teams_async:
 * @self: a store
 * @season: (nullable): a season; %NULL for all
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the teams of a season.
 */
void
bc_store_list_teams_async (BcStore             *self,
                           const char          *season,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->list_teams_async (self, season, cancellable, callback, user_data);
}

/**
 * bc_store_list_teams_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): ESPN codes, sorted; empty if there is no such season; or
 *   %NULL with an error
 */
GStrv
bc_store_list_teams_finish (BcStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_list_unmatched_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists what was imported and belongs to no game.
 */
void
bc_store_list_unmatched_async (BcStore             *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->list_unmatched_async (self, cancellable, callback, user_data);
}

/**
 * bc_store_list_unmatched_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type BcUnmatched): sorted by key, or %NULL with an
 *   error
 */
GPtrArray *
bc_store_list_unmatched_finish (BcStore       *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_load_games_async:
 * @self: a store
 * @ids: (array zero-terminated=1): ids or aliases of games; copied
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Loads the data of games.
 */
void
bc_store_load_games_async (BcStore             *self,
                           const char* const   *ids,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->load_games_async (self, ids, cancellable, callback, user_data);
}

/**
 * bc_store_load_games_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type BcGameData): in the order of the ids, or
 *   %NULL with %BC_STORE_ERROR_NOT_FOUND naming the first id that is no game
 */
GPtrArray *
bc_store_load_games_finish (BcStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_put_records_async:
 * @self: a store
 * @records: (element-type BcGameRecord): kept alive; not to be changed until the answer
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Stores what origins say about games, in one transaction. Storing the same
 * record again changes nothing.
 */
void
bc_store_put_records_async (BcStore             *self,
                            GPtrArray           *records,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->put_records_async (self, records, cancellable, callback, user_data);
}

/**
 * bc_store_put_records_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type BcPutOutcome): what each record did, or %NULL
 *   with an error, when none of them was stored
 */
GArray *
bc_store_put_records_finish (BcStore       *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_remove_season_async:
 * @self: a store
 * @season: a season
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes the games of a season, all at once. A season without games is fine.
 */
void
bc_store_remove_season_async (BcStore             *self,
                              const char          *season,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->remove_season_async (self, season, cancellable, callback, user_data);
}

/**
 * bc_store_remove_season_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with an error, when nothing was removed
 */
gboolean
bc_store_remove_season_finish (BcStore       *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bc_store_check_async:
 * @self: a store
 * @digest: whether the digest is wanted
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads everything and checks that it is sound.
 */
void
bc_store_check_async (BcStore             *self,
                      gboolean             digest,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->check_async (self, digest, cancellable, callback, user_data);
}

/**
 * bc_store_check_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the digest of all data, or an empty text if it was not
 *   wanted; %NULL with %BC_STORE_ERROR_CORRUPT naming the damage, or another error
 */
char *
bc_store_check_finish (BcStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_close_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Ends all use of the store after what was asked of it before, and gives up the
 * claim. Later calls fail.
 */
void
bc_store_close_async (BcStore             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->close_async (self, cancellable, callback, user_data);
}

/**
 * bc_store_close_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with an error
 */
gboolean
bc_store_close_finish (BcStore       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
