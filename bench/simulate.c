/* simulate.c: how long a season takes to align and simulate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>
#include <string.h>

#include "bc-demo.h"
#include "bc-simulation-result.h"

static int n_games = 1230;
static int n_rounds = 9;

static GOptionEntry entries[] = {
  { "games", 0, 0, G_OPTION_ARG_INT, &n_games, "Games of the demo season", "N" },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "Repetitions, of which the median counts", "N" },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  GPtrArray           *data;     /* BcGameData */
  BcSimulationRequest *request;
  BcGameResult       **results;
  gint                 next;     /* atomic */
} Season;

/* What a run is told apart by. */
typedef enum
{
  RUN_ONE_THREAD,
  RUN_TWO_THREADS,
  RUN_RULES_ONLY,
  N_RUNS,
} Run;

static const char * const run_names[N_RUNS] = {
  "align, simulate, summarise; 1 thread",
  "align, simulate, summarise; 2 threads",
  "simulate only, series ready; 1 thread",
};

static BcGameData *
make_data (const BcDemoOptions *options,
           guint                index)
{
  g_autoptr(BcGameRecord) record = bc_demo_make_game (options, index);
  g_autoptr(BcGame) game = bc_game_new ();
  BcGameData *data;

  game->id = g_strdup (record->key);
  game->date = g_strdup (record->date);
  game->start_time = record->start_time;
  game->home_score = record->home_score;
  game->away_score = record->away_score;
  game->final = record->final;

  data = bc_game_data_new (game);
  g_ptr_array_extend_and_steal (data->tracks, g_steal_pointer (&record->tracks));
  g_ptr_array_extend_and_steal (data->markets, g_steal_pointer (&record->markets));
  record->tracks = g_ptr_array_new ();
  record->markets = g_ptr_array_new ();

  return data;
}

static gpointer
simulate_games (gpointer user_data)
{
  Season *season = user_data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&season->next, 1)) < season->data->len)
    season->results[i] = bc_game_result_new (g_ptr_array_index (season->data, i), season->request);

  return NULL;
}

static BcSimulationResult *
simulate_season (Season *season,
                 guint   n_threads)
{
  g_autoptr(GPtrArray) games = g_ptr_array_new_full (season->data->len, (GDestroyNotify) bc_game_result_free);
  GThread *threads[2] = { NULL, };

  season->next = 0;
  season->results = g_new0 (BcGameResult *, season->data->len);

  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("simulate", simulate_games, season);
  simulate_games (season);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < season->data->len; i++)
    g_ptr_array_add (games, season->results[i]);
  g_clear_pointer (&season->results, g_free);

  return bc_simulation_result_new (season->request, games, games->len, FALSE);
}

static double
measure_rules (Season                   *season,
               const BcSimulationResult *reference)
{
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < reference->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (reference->games, i);
      g_autoptr(GArray) trades = NULL;

      if (game->series != NULL)
        trades = bc_simulate (game->series, &season->request->strategy, bc_game_get_outcome (game->game));
    }

  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static double
measure (Season                   *season,
         Run                       run,
         const BcSimulationResult *reference)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(BcSimulationResult) result = NULL;
  double seconds;

  if (run == RUN_RULES_ONLY)
    return measure_rules (season, reference);

  result = simulate_season (season, run == RUN_ONE_THREAD ? 1 : 2);
  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;

  if (memcmp (&result->metrics, &reference->metrics, sizeof result->metrics) != 0)
    g_error ("A run with other threads gave other numbers");

  return seconds;
}

static int
compare_seconds_cb (gconstpointer a,
                    gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (GArray *seconds)
{
  g_array_sort (seconds, compare_seconds_cb);

  return g_array_index (seconds, double, seconds->len / 2);
}

static void
print_season (const BcSimulationResult *result)
{
  guint64 n_points = 0;

  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      n_points += game->series != NULL ? game->series->n_points : 0;
    }

  g_print ("%u games, %" G_GUINT64_FORMAT " aligned points, %" G_GUINT64_FORMAT " trades\n",
           result->metrics.n_games, n_points, result->metrics.all.n_trades);
}

static void
measure_all (Season *season)
{
  g_autoptr(BcSimulationResult) reference = simulate_season (season, 1);
  double medians[N_RUNS];
  GArray *seconds[N_RUNS];

  print_season (reference);
  for (guint run = 0; run < N_RUNS; run++)
    seconds[run] = g_array_new (FALSE, FALSE, sizeof (double));

  /* In turns, so that a busy machine slows all of them alike. */
  for (int round = 0; round < n_rounds; round++)
    {
      for (guint run = 0; run < N_RUNS; run++)
        {
          double value = measure (season, run, reference);

          g_array_append_val (seconds[run], value);
        }
    }

  for (guint run = 0; run < N_RUNS; run++)
    {
      medians[run] = get_median (seconds[run]);
      g_print ("%-40s %8.1f ms  %5.2f × the first\n", run_names[run], medians[run] * 1e3, medians[run] / medians[0]);
      g_array_unref (seconds[run]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new ("— time a bulk simulation");
  g_autoptr(GError) error = NULL;
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) data = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_data_unref);
  Season season = { .data = data, .request = request };
  BcDemoOptions options;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  bc_demo_options_init (&options);
  options.n_games = (guint) CLAMP (n_games, 1, 100000);
  n_rounds = CLAMP (n_rounds, 1, 1000);
  for (guint i = 0; i < options.n_games; i++)
    g_ptr_array_add (data, make_data (&options, i));

  measure_all (&season);

  return 0;
}
