/* bc-demo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-demo.h"

#include <glib/gi18n.h>

#include "bc-demo-model.h"
#include "bc-feeds-error.h"
#include "bc-put-queue.h"

#define MAX_GAMES 100000
#define MAX_EDGE 200000

/* Games made before they are handed to the store; what memory holds is a few
 * such batches, whatever the season. */
#define BATCH_GAMES 64

typedef struct
{
  BcStore       *store;
  BcDemoOptions  options;
  BcReporter    *reporter;  /* (nullable) */
  BcPutQueue    *queue;
  GThread       *thread;
} Load;

static void
load_free (Load *load)
{
  g_clear_pointer (&load->queue, bc_put_queue_free);
  g_clear_pointer (&load->reporter, bc_reporter_unref);
  g_object_unref (load->store);
  g_free (load);
}

typedef struct
{
  const BcDemoOptions *options;
  GPtrArray           *records;
  guint                first;
  gint                 next;    /* atomic */
} Batch;

static gpointer
make_games (gpointer data)
{
  Batch *batch = data;

  for (;;)
    {
      guint i = (guint) g_atomic_int_add (&batch->next, 1);

      if (i >= batch->records->len)
        return NULL;

      batch->records->pdata[i] = bc_demo_make_game (batch->options, batch->first + i);
    }
}

/* Each thread takes the next game of the batch and writes its own slot. */
static GPtrArray *
make_batch (const BcDemoOptions *options,
            guint                first,
            guint                n_games)
{
  Batch batch = {
    .options = options,
    .records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free),
    .first = first,
  };
  guint n_threads = MIN (g_get_num_processors (), n_games);
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();

  g_ptr_array_set_size (batch.records, (gint) n_games);
  for (guint i = 1; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("demo-game", make_games, &batch));

  make_games (&batch);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));

  return batch.records;
}

static gpointer
load_thread (gpointer data)
{
  GTask *task = data;
  Load *load = g_task_get_task_data (task);
  guint n_games = load->options.n_games;
  const BcDemoModel *models[BC_DEMO_N_STRENGTHS];

  /* Held, so that no game has to work one out anew. */
  for (int i = 0; i < BC_DEMO_N_STRENGTHS; i++)
    models[i] = bc_demo_model_acquire (i - BC_DEMO_MAX_STRENGTH);

  for (guint first = 0; first < n_games; first += BATCH_GAMES)
    {
      if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) ||
          !bc_put_queue_push (load->queue,
                              make_batch (&load->options, first, MIN (BATCH_GAMES, n_games - first))))
        break;
    }

  for (int i = 0; i < BC_DEMO_N_STRENGTHS; i++)
    bc_demo_model_release (models[i]);

  bc_put_queue_close (load->queue);

  return NULL;
}

static void
put_cb (GPtrArray *records,
        GArray    *outcomes,
        gpointer   user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);

  if (load->reporter != NULL)
    bc_reporter_add (load->reporter, records->len);
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);

  g_thread_join (g_steal_pointer (&load->thread));

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  if (!bc_store_remove_season_finish (load->store, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  load->queue = bc_put_queue_new (load->store, g_task_get_context (task), put_cb, done_cb, task);
  load->thread = g_thread_new ("demo", load_thread, g_steal_pointer (&task));
}

static gboolean
check_options (const BcDemoOptions *options,
               GError             **error)
{
  if (options->n_games < 1 || options->n_games > MAX_GAMES)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("A season of %u games cannot be made: 1 to %d can"), options->n_games, MAX_GAMES);
      return FALSE;
    }

  if (options->edge < 0 || options->edge > MAX_EDGE)
    {
      char buffer[BC_DECIMAL_BUFFER_SIZE];

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("A market cannot be made to err by %s: 0 to 0.2 is possible"),
                   bc_decimal_format (buffer, options->edge, BC_PPM_SCALE));
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_demo_load_async:
 * @store: where it goes
 * @options: what season
 * @reporter: (nullable): told of the games stored
 * @cancellable: (nullable): ends it; what was stored by then stays
 * @callback: called when it ended
 * @user_data: for @callback
 *
 * Removes the season `demo` and makes it anew, on all cores.
 */
void
bc_demo_load_async (BcStore             *store,
                    const BcDemoOptions *options,
                    BcReporter          *reporter,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);
  GError *error = NULL;

  load->store = g_object_ref (store);
  load->options = *options;
  load->reporter = reporter != NULL ? bc_reporter_ref (reporter) : NULL;
  g_task_set_source_tag (task, bc_demo_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);

  /* What was stored is answered even when it was cancelled afterwards. */
  g_task_set_check_cancellable (task, FALSE);

  if (!check_options (options, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (reporter != NULL)
    bc_reporter_set_total (reporter, options->n_games);

  bc_store_remove_season_async (store, BC_DEMO_SEASON, cancellable, removed_cb, g_steal_pointer (&task));
}

/**
 * bc_demo_load_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_INVALID for impossible options, with
 *   %G_IO_ERROR_CANCELLED, or with an error of the store
 */
gboolean
bc_demo_load_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
