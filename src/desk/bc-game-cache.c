/* bc-game-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-game-cache.h"

struct _BcGameCache
{
  grefcount   ref_count;
  gsize       max_bytes;
  gsize       n_bytes;
  GHashTable *links;      /* data version (of the data) → GList * in order */
  GQueue      order;      /* of BcGameData, the one used last at the head */
};

static void
bc_game_cache_drop_oldest (BcGameCache *self)
{
  g_autoptr(BcGameData) data = g_queue_peek_tail (&self->order);

  g_hash_table_remove (self->links, data->game->data_version);
  g_queue_pop_tail (&self->order);
  self->n_bytes -= bc_game_data_get_size (data);
}

/**
 * bc_game_cache_new:
 * @max_bytes: how much it may hold
 *
 * Returns: (transfer full): an empty cache
 */
BcGameCache *
bc_game_cache_new (gsize max_bytes)
{
  BcGameCache *self = g_new0 (BcGameCache, 1);

  g_ref_count_init (&self->ref_count);
  self->max_bytes = max_bytes;
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);

  return self;
}

/**
 * bc_game_cache_ref:
 * @self: a cache
 *
 * Returns: (transfer full): @self
 */
BcGameCache *
bc_game_cache_ref (BcGameCache *self)
{
  g_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_game_cache_unref:
 * @self: (transfer full): a cache
 */
void
bc_game_cache_unref (BcGameCache *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->links);
  g_queue_clear_full (&self->order, (GDestroyNotify) bc_game_data_unref);
  g_free (self);
}

/**
 * bc_game_cache_lookup:
 * @self: a cache
 * @data_version: (nullable): version of a game's data
 *
 * Returns: (transfer full) (nullable): that data, or %NULL if it is not here
 */
BcGameData *
bc_game_cache_lookup (BcGameCache *self,
                      const char  *data_version)
{
  GList *link = data_version != NULL ? g_hash_table_lookup (self->links, data_version) : NULL;

  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->order, link);
  g_queue_push_head_link (&self->order, link);

  return bc_game_data_ref (link->data);
}

/**
 * bc_game_cache_insert:
 * @self: a cache
 * @data: the data of a game; not kept if its version is unknown, known already,
 *   or larger than the cache
 */
void
bc_game_cache_insert (BcGameCache *self,
                      BcGameData  *data)
{
  gsize size = bc_game_data_get_size (data);

  if (data->game->data_version == NULL || size > self->max_bytes
      || g_hash_table_contains (self->links, data->game->data_version))
    return;

  while (self->n_bytes + size > self->max_bytes)
    bc_game_cache_drop_oldest (self);

  g_queue_push_head (&self->order, bc_game_data_ref (data));
  g_hash_table_insert (self->links, data->game->data_version, self->order.head);
  self->n_bytes += size;
}

/**
 * bc_game_cache_get_size:
 * @self: a cache
 *
 * Returns: how many bytes of data it holds
 */
gsize
bc_game_cache_get_size (BcGameCache *self)
{
  return self->n_bytes;
}
