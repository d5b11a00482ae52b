/* bc-pipeline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-pipeline.h"

/* Games that are loaded by one call and computed by one thread. */
#define BLOCK_GAMES 32

/* Blocks beyond one per thread: they are being loaded, or wait for a thread.
 * More would only hold more raw data. */
#define SPARE_BLOCKS 3

/**
 * Pipeline:
 * @results: a slot per game, each written by the one thread that has its block
 * @n_begun: games handed out to blocks
 * @n_blocks: blocks being loaded or computed
 * @n_missing: games that the store does not know, the first with @missing
 *
 * The task's data. The main context owns everything but what a block lends to
 * its thread.
 */
typedef struct
{
  BcStore             *store;
  BcGameCache         *cache;
  GPtrArray           *games;
  BcSimulationRequest *request;
  BcReporter          *reporter;
  GMainContext        *context;
  GThreadPool         *pool;
  BcGameResult       **results;
  guint                n_threads;
  guint                n_begun;
  guint                n_blocks;
  guint                n_missing;
  gint64               started_at;
  gint64               loaded_at;
  gint64               busy_us;
  GError              *missing;
  GError              *error;
} Pipeline;

/**
 * Block:
 * @data: (element-type BcGameData): of each of its games, or %NULL
 * @n_loading: calls of the store that have not answered
 * @dropped: whether a load failed, so that nothing is to be computed
 */
typedef struct
{
  GTask     *task;
  Pipeline  *pipeline;
  guint      begin;
  GPtrArray *data;
  guint      n_loading;
  gboolean   dropped;
  gint64     busy_us;
} Block;

/* One call of the store for games of a block. */
typedef struct
{
  Block  *block;
  GArray *indices;  /* in the block, of each id asked for */
} Load;

static void bc_pipeline_advance (GTask *task);

static void
pipeline_free (Pipeline *self)
{
  for (guint i = 0; i < self->games->len; i++)
    g_clear_pointer (&self->results[i], bc_game_result_free);

  g_free (self->results);
  g_clear_object (&self->store);
  g_clear_pointer (&self->cache, bc_game_cache_unref);
  g_clear_pointer (&self->games, g_ptr_array_unref);
  g_clear_pointer (&self->request, bc_simulation_request_free);
  g_clear_pointer (&self->reporter, bc_reporter_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_error (&self->missing);
  g_clear_error (&self->error);
  g_free (self);
}

static void
data_free (gpointer data)
{
  if (data != NULL)
    bc_game_data_unref (data);
}

static void
block_free (Block *block)
{
  g_ptr_array_unref (block->data);
  g_object_unref (block->task);
  g_free (block);
}

/**
 * bc_pipeline_outcome_free:
 * @self: (transfer full): an outcome
 */
void
bc_pipeline_outcome_free (BcPipelineOutcome *self)
{
  g_clear_pointer (&self->games, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
bc_pipeline_block_done_cb (gpointer user_data)
{
  Block *block = user_data;
  g_autoptr(GTask) task = g_object_ref (block->task);

  block->pipeline->busy_us += block->busy_us;
  block->pipeline->n_blocks--;
  block_free (block);
  bc_pipeline_advance (task);

  return G_SOURCE_REMOVE;
}

/* g_main_context_invoke() would call at once, here, whenever the main thread
 * happens to be between two turns of its loop. */
static void
post_block_done (Block *block)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "BcPipeline");
  g_source_set_callback (source, bc_pipeline_block_done_cb, block, NULL);
  g_source_attach (source, block->pipeline->context);
}

/* In a thread of the pool. Games are counted where they are done. */
static void
bc_pipeline_compute (gpointer data,
                     gpointer user_data)
{
  Block *block = data;
  Pipeline *self = block->pipeline;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < block->data->len; i++)
    {
      BcGameData *game = g_ptr_array_index (block->data, i);

      if (game != NULL)
        {
          self->results[block->begin + i] = bc_game_result_new (game, self->request);
          bc_game_result_compact (self->results[block->begin + i]);
        }
      bc_reporter_add (self->reporter, 1);
    }

  /* Here, as the main context has better things to do than to free. */
  g_ptr_array_set_size (block->data, 0);
  block->busy_us = g_get_monotonic_time () - begin;
  post_block_done (block);
}

static void
block_loaded (Block *block)
{
  block->pipeline->loaded_at = g_get_monotonic_time ();

  if (block->dropped)
    post_block_done (block);
  else
    g_thread_pool_push (block->pipeline->pool, block, NULL);
}

static BcGameResult *
make_failure (BcGame       *game,
              const GError *error)
{
  BcGameResult *result = g_new0 (BcGameResult, 1);

  result->game = bc_game_ref (game);
  result->trades = g_array_new (FALSE, FALSE, sizeof (BcTrade));
  result->error = g_error_copy (error);

  return result;
}

static void load_games (Block  *block,
                        GArray *indices);

static void
load_one_by_one (Block        *block,
                 const GArray *indices)
{
  for (guint i = 0; i < indices->len; i++)
    {
      GArray *one = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (one, g_array_index (indices, guint, i));
      load_games (block, one);
    }
}

/* The store names the first game that it does not know; the others of the call
 * are fine, so they are asked for alone. */
static void
load_failed (Load         *load,
             const GError *error)
{
  Block *block = load->block;
  Pipeline *self = block->pipeline;
  guint index;

  if (!g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND))
    {
      block->dropped = TRUE;
      if (self->error == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->error = g_error_copy (error);
      return;
    }

  if (load->indices->len > 1)
    {
      load_one_by_one (block, load->indices);
      return;
    }

  index = block->begin + g_array_index (load->indices, guint, 0);
  self->results[index] = make_failure (g_ptr_array_index (self->games, index), error);
  if (self->n_missing++ == 0)
    self->missing = g_error_copy (error);
}

static void
bc_pipeline_loaded_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  Load *load = user_data;
  Block *block = load->block;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = bc_store_load_games_finish (BC_STORE (object), result, &error);

  if (games == NULL)
    load_failed (load, error);

  for (guint i = 0; games != NULL && i < load->indices->len; i++)
    {
      BcGameData *data = g_ptr_array_index (games, i);

      bc_game_cache_insert (block->pipeline->cache, data);
      g_ptr_array_index (block->data, g_array_index (load->indices, guint, i)) = bc_game_data_ref (data);
    }

  g_array_unref (load->indices);
  g_free (load);

  if (--block->n_loading == 0)
    block_loaded (block);
}

/* indices: (transfer full) */
static void
load_games (Block  *block,
            GArray *indices)
{
  Pipeline *self = block->pipeline;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  Load *load = g_new0 (Load, 1);

  load->block = block;
  load->indices = indices;
  for (guint i = 0; i < indices->len; i++)
    {
      const BcGame *game = g_ptr_array_index (self->games, block->begin + g_array_index (indices, guint, i));

      g_ptr_array_add (ids, game->id);
    }
  g_ptr_array_add (ids, NULL);

  block->n_loading++;
  bc_store_load_games_async (self->store, (const char * const *) ids->pdata,
                             g_task_get_cancellable (block->task), bc_pipeline_loaded_cb, load);
}

static void
begin_block (GTask *task)
{
  Pipeline *self = g_task_get_task_data (task);
  guint n_games = MIN (BLOCK_GAMES, self->games->len - self->n_begun);
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));
  Block *block = g_new0 (Block, 1);

  block->task = g_object_ref (task);
  block->pipeline = self;
  block->begin = self->n_begun;
  block->data = g_ptr_array_new_full (n_games, data_free);
  self->n_begun += n_games;
  self->n_blocks++;

  for (guint i = 0; i < n_games; i++)
    {
      const BcGame *game = g_ptr_array_index (self->games, block->begin + i);
      BcGameData *data = bc_game_cache_lookup (self->cache, game->data_version);

      g_ptr_array_add (block->data, data);
      if (data == NULL)
        g_array_append_val (indices, i);
    }

  if (indices->len > 0)
    {
      load_games (block, indices);
      return;
    }

  g_array_unref (indices);
  block_loaded (block);
}

static double
get_seconds (gint64 us)
{
  return (double) us / G_USEC_PER_SEC;
}

static BcPipelineOutcome *
take_outcome (Pipeline *self)
{
  BcPipelineOutcome *outcome = g_new0 (BcPipelineOutcome, 1);

  outcome->games = g_ptr_array_new_full (self->games->len, (GDestroyNotify) bc_game_result_free);
  outcome->asked = g_ptr_array_ref (self->games);
  outcome->n_threads = self->n_threads;
  outcome->load_seconds = get_seconds (self->loaded_at - self->started_at);
  outcome->compute_seconds = get_seconds (self->busy_us) / self->n_threads;
  outcome->error = g_steal_pointer (&self->error);

  for (guint i = 0; i < self->games->len; i++)
    if (self->results[i] != NULL)
      g_ptr_array_add (outcome->games, g_steal_pointer (&self->results[i]));

  return outcome;
}

/* Cancelled, it begins nothing more; what is loaded by then is computed, which
 * takes a moment, so that the games done are those that were counted. */
static void
bc_pipeline_advance (GTask *task)
{
  Pipeline *self = g_task_get_task_data (task);

  while (self->n_begun < self->games->len
         && self->n_blocks < self->n_threads + SPARE_BLOCKS
         && self->error == NULL
         && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    begin_block (task);

  if (self->n_blocks > 0)
    return;

  /* All blocks have reported: the threads have nothing left but to return. */
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);

  if (self->n_missing > 0 && self->n_missing == self->games->len)
    g_task_return_error (task, g_steal_pointer (&self->missing));
  else
    g_task_return_pointer (task, take_outcome (self), (GDestroyNotify) bc_pipeline_outcome_free);
}

/**
 * bc_pipeline_run_async:
 * @store: where the games are
 * @cache: what may be there without asking @store
 * @games: (element-type BcGame): which, at least one, in the order wanted
 * @request: how to simulate them, and with how many threads
 * @reporter: counts the games
 * @cancellable: stops it; what was done by then is its outcome
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Simulates games on a pool of threads while the next ones are being loaded. No
 * more raw data is held than a few blocks of games, however many there are.
 */
void
bc_pipeline_run_async (BcStore                   *store,
                       BcGameCache               *cache,
                       GPtrArray                 *games,
                       const BcSimulationRequest *request,
                       BcReporter                *reporter,
                       GCancellable              *cancellable,
                       GAsyncReadyCallback        callback,
                       gpointer                   user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Pipeline *self = g_new0 (Pipeline, 1);

  self->store = g_object_ref (store);
  self->cache = bc_game_cache_ref (cache);
  self->games = g_ptr_array_ref (games);
  self->request = bc_simulation_request_copy (request);
  self->reporter = bc_reporter_ref (reporter);
  self->context = g_main_context_ref_thread_default ();
  self->n_threads = request->threads > 0 ? request->threads : g_get_num_processors ();
  self->results = g_new0 (BcGameResult *, games->len);
  self->started_at = self->loaded_at = g_get_monotonic_time ();
  self->pool = g_thread_pool_new (bc_pipeline_compute, NULL, (int) self->n_threads, FALSE, NULL);

  g_task_set_source_tag (task, bc_pipeline_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, (GDestroyNotify) pipeline_free);
  bc_pipeline_advance (task);
}

/**
 * bc_pipeline_run_finish:
 * @result: as given to the callback
 * @error: return location for %BC_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): what was done, or %NULL if the store knows none of
 *   the games
 */
BcPipelineOutcome *
bc_pipeline_run_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
