/* bc-simulation-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-simulation-job.h"

#include <glib/gi18n.h>
#include <math.h>

#include "bc-desk-error.h"
#include "bc-pipeline.h"
#include "bc-wire.h"

struct _BcSimulationJob
{
  BcJob                parent_instance;

  BcStore             *store;
  BcGameCache         *cache;
  BcSimulationRequest *request;
  BcReporter          *reporter;     /* while it runs; likewise: */
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (BcSimulationJob, bc_simulation_job, BC_TYPE_JOB)

/**
 * Conclusion:
 * @outcome: what the games gave
 * @id: of the job; likewise:
 * @partial: whether games are missing
 * @written: (out): what came out
 *
 * What the last step needs, in a thread that must not touch the job.
 */
typedef struct
{
  BcPipelineOutcome   *outcome;
  BcSimulationRequest *request;
  char                *id;
  gint64               started_at;
  gboolean             partial;
  BcJobResult          written;
} Conclusion;

static void
conclusion_free (Conclusion *self)
{
  g_clear_pointer (&self->outcome, bc_pipeline_outcome_free);
  g_clear_pointer (&self->request, bc_simulation_request_free);
  g_clear_pointer (&self->id, g_free);
  bc_job_result_clear (&self->written);
  g_free (self);
}

static void
bc_simulation_job_end (BcSimulationJob   *self,
                       const BcJobResult *written,
                       gboolean           partial,
                       const GError      *error)
{
  g_clear_pointer (&self->reporter, bc_reporter_unref);
  g_clear_object (&self->cancellable);
  _bc_job_finish (BC_JOB (self), written, partial, error);
}

static gint
compare_results (gconstpointer a,
                 gconstpointer b)
{
  const BcGameResult * const *result_a = a;
  const BcGameResult * const *result_b = b;

  return bc_game_compare ((*result_a)->game, (*result_b)->game);
}

/* Two of a game's ids may have been asked for: it counts once. Returns how many
 * were dropped. */
static guint
sort_games (GPtrArray *games)
{
  guint n_games = games->len;

  g_ptr_array_sort (games, compare_results);
  for (guint i = games->len; i > 1; i--)
    {
      const BcGameResult *game = g_ptr_array_index (games, i - 1);
      const BcGameResult *previous = g_ptr_array_index (games, i - 2);

      if (g_strcmp0 (game->game->id, previous->game->id) == 0)
        g_ptr_array_remove_index (games, i - 1);
    }

  return n_games - games->len;
}

/* Of a set: of the versions of its games, in their order. */
static char *
make_data_version (GPtrArray *games)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (games, i);

      if (game->game->data_version != NULL)
        g_checksum_update (checksum, (const guchar *) game->game->data_version, -1);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/* No profit stands without its sample and its fees. */
static char *
summarise (const BcSimulationResult *result)
{
  gulong n_trades = result->metrics.all.n_trades;
  gint64 net = result->metrics.all.net;
  double dollars = fabs ((double) net) / (double) BC_NANO_PER_DOLLAR;
  const char *sign = net < 0 ? "−" : "+";

  if (n_trades == 0)
    return g_strdup (_("No trades"));

  if (result->request->strategy.fees == BC_FEES_NONE)
    return g_strdup_printf (ngettext ("%s$%'.2f (%'lu trade, before fees)", "%s$%'.2f (%'lu trades, before fees)", n_trades),
                            sign, dollars, n_trades);

  return g_strdup_printf (ngettext ("%s$%'.2f (%'lu trade, after fees)", "%s$%'.2f (%'lu trades, after fees)", n_trades),
                          sign, dollars, n_trades);
}

static void
bc_simulation_job_conclude (GTask        *task,
                            gpointer      source_object,
                            gpointer      task_data,
                            GCancellable *cancellable)
{
  Conclusion *self = task_data;
  BcPipelineOutcome *outcome = self->outcome;
  guint n_requested = outcome->asked->len - sort_games (outcome->games);
  g_autofree char *data_version = make_data_version (outcome->games);
  g_autoptr(BcSimulationResult) result = NULL;
  gint64 begin = g_get_monotonic_time ();
  BcWireRun run = { 0, };

  result = bc_simulation_result_new (self->request, outcome->games, n_requested, self->partial);

  run.id = self->id;
  run.load_seconds = outcome->load_seconds;
  run.compute_seconds = outcome->compute_seconds + (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  run.started_at = self->started_at;
  run.finished_at = g_get_real_time ();
  run.threads = outcome->n_threads;
  run.data_version = data_version;

  self->written.document = bc_wire_simulation_to_json (result, &run, FALSE);
  self->written.summary = bc_wire_simulation_to_json (result, &run, TRUE);
  self->written.outcome = summarise (result);

  /* A long season takes long to free, too. */
  g_clear_pointer (&outcome->games, g_ptr_array_unref);
  g_clear_pointer (&outcome->asked, g_ptr_array_unref);
  g_clear_pointer (&result, bc_simulation_result_unref);
  g_task_return_boolean (task, TRUE);
}

static void
bc_simulation_job_concluded_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr(BcSimulationJob) self = user_data;
  const Conclusion *conclusion = g_task_get_task_data (G_TASK (result));

  bc_simulation_job_end (self, &conclusion->written, conclusion->partial, conclusion->outcome->error);
}

static void
bc_simulation_job_simulated_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr(BcSimulationJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcPipelineOutcome) outcome = bc_pipeline_run_finish (result, &error);
  g_autoptr(GTask) task = NULL;
  Conclusion *conclusion;

  if (outcome == NULL)
    {
      bc_simulation_job_end (self, NULL, FALSE, error);
      return;
    }

  /* Stopped before the first game was done. */
  if (outcome->games->len == 0)
    {
      if (outcome->error == NULL)
        g_cancellable_set_error_if_cancelled (self->cancellable, &outcome->error);
      bc_simulation_job_end (self, NULL, FALSE, outcome->error);
      return;
    }

  bc_reporter_set_detail (self->reporter, _("Finishing"));

  conclusion = g_new0 (Conclusion, 1);
  conclusion->partial = outcome->games->len < outcome->asked->len;
  conclusion->outcome = g_steal_pointer (&outcome);
  conclusion->request = bc_simulation_request_copy (self->request);
  conclusion->id = g_strdup (bc_job_get_id (BC_JOB (self)));
  conclusion->started_at = bc_job_get_progress (BC_JOB (self))->started_at;

  task = g_task_new (NULL, NULL, bc_simulation_job_concluded_cb, g_steal_pointer (&self));
  g_task_set_source_tag (task, bc_simulation_job_simulated_cb);
  g_task_set_task_data (task, conclusion, (GDestroyNotify) conclusion_free);
  g_task_run_in_thread (task, bc_simulation_job_conclude);
}

static void
bc_simulation_job_simulate (BcSimulationJob *self,
                            GPtrArray       *games)
{
  bc_reporter_set_total (self->reporter, games->len);
  bc_pipeline_run_async (self->store, self->cache, games, self->request, self->reporter,
                         self->cancellable, bc_simulation_job_simulated_cb, g_object_ref (self));
}

static void
set_title (BcSimulationJob *self)
{
  const BcSimulationRequest *request = self->request;
  guint n_ids = request->game_ids != NULL ? g_strv_length (request->game_ids) : 0;
  g_autofree char *title = NULL;

  if (n_ids == 1)
    title = g_strdup_printf (_("Simulation of %s"), request->game_ids[0]);
  else if (n_ids > 1)
    title = g_strdup_printf (ngettext ("Simulation of %u game", "Simulation of %u games", n_ids), n_ids);
  else if (request->season == NULL)
    title = g_strdup (_("Simulation of the newest season"));
  else if (request->num_games == 0)
    title = g_strdup_printf (_("Simulation of %s"), request->season);
  else
    title = g_strdup_printf (ngettext ("Simulation of %s, newest game", "Simulation of %s, newest %u games",
                                       request->num_games),
                             request->season, request->num_games);

  _bc_job_set_title (BC_JOB (self), title);
}

static void
set_request (BcSimulationJob *self)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) request = NULL;

  bc_wire_write_request (writer, NULL, self->request);
  request = bc_json_writer_finish (writer);
  _bc_job_set_request (BC_JOB (self), request);
}

static GError *
make_no_games (BcSimulationJob *self)
{
  if (self->request->season == NULL)
    return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND,
                        _("There are no games with prices yet; import some, or load the demo season"));

  return g_error_new (BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND,
                      _("The season “%s” has no games with prices"), self->request->season);
}

/* The newest so many were listed; they are traded in the order of the rules. */
static void
bc_simulation_job_listed_cb (GObject      *object,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  g_autoptr(BcSimulationJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGamePage) page = bc_store_list_games_finish (BC_STORE (object), result, &error);
  g_autoptr(GPtrArray) games = NULL;

  if (page != NULL && page->games->len == 0)
    error = make_no_games (self);

  if (page == NULL || error != NULL)
    {
      bc_simulation_job_end (self, NULL, FALSE, error);
      return;
    }

  if (self->request->season == NULL)
    {
      self->request->season = g_strdup (page->season);
      set_title (self);
      set_request (self);
    }

  games = g_ptr_array_new_full (page->games->len, (GDestroyNotify) bc_game_unref);
  for (guint i = page->games->len; i > 0; i--)
    g_ptr_array_add (games, bc_game_ref (g_ptr_array_index (page->games, i - 1)));

  bc_simulation_job_simulate (self, games);
}

static void
bc_simulation_job_list (BcSimulationJob *self)
{
  BcGameQuery query = { 0, };

  query.season = self->request->season;
  query.with_prices = TRUE;
  query.sort = BC_GAME_SORT_DATE;
  query.limit = self->request->num_games;
  bc_store_list_games_async (self->store, &query, self->cancellable,
                             bc_simulation_job_listed_cb, g_object_ref (self));
}

static void
bc_simulation_job_run (BcJob        *job,
                       BcReporter   *reporter,
                       GCancellable *cancellable)
{
  BcSimulationJob *self = BC_SIMULATION_JOB (job);
  g_autoptr(GPtrArray) games = NULL;

  self->reporter = bc_reporter_ref (reporter);
  self->cancellable = g_object_ref (cancellable);

  if (self->request->game_ids == NULL)
    {
      bc_simulation_job_list (self);
      return;
    }

  games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_unref);
  for (guint i = 0; self->request->game_ids[i] != NULL; i++)
    {
      BcGame *game = bc_game_new ();

      game->id = g_strdup (self->request->game_ids[i]);
      g_ptr_array_add (games, game);
    }

  bc_simulation_job_simulate (self, games);
}

static void
bc_simulation_job_finalize (GObject *object)
{
  BcSimulationJob *self = BC_SIMULATION_JOB (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->cache, bc_game_cache_unref);
  g_clear_pointer (&self->request, bc_simulation_request_free);
  g_clear_pointer (&self->reporter, bc_reporter_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bc_simulation_job_parent_class)->finalize (object);
}

static void
bc_simulation_job_class_init (BcSimulationJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  BcJobClass *job_class = BC_JOB_CLASS (klass);

  object_class->finalize = bc_simulation_job_finalize;

  job_class->kind = "simulation";
  job_class->run = bc_simulation_job_run;
}

static void
bc_simulation_job_init (BcSimulationJob *self)
{
}

/**
 * bc_simulation_job_new:
 * @store: where the games are
 * @cache: games that were used lately
 * @request: which games, and how
 *
 * The result is the bulk document and its summary. A game that cannot be
 * simulated is counted in it, with the reason; the job fails only if there is
 * no game at all, or the store fails. A cancelled job keeps the games it has done.
 *
 * Returns: (transfer full): a job, not started yet
 */
BcJob *
bc_simulation_job_new (BcStore                   *store,
                       BcGameCache               *cache,
                       const BcSimulationRequest *request)
{
  BcSimulationJob *self = g_object_new (BC_TYPE_SIMULATION_JOB, NULL);

  self->store = g_object_ref (store);
  self->cache = bc_game_cache_ref (cache);
  self->request = bc_simulation_request_copy (request);
  set_title (self);
  set_request (self);

  return BC_JOB (self);
}
