/* desk.c: a bulk simulation as a job, from the store to the committed result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>
#include <stdlib.h>

#include <glib/gstdio.h>

#include "bc-desk.h"
#include "bc-json.h"
#include "bench-utils.h"

static int n_games = 1230;
static int n_threads = 0;

static GOptionEntry entries[] = {
  { "games", 0, 0, G_OPTION_ARG_INT, &n_games, "Games of the demo season", "N" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "Threads that compute, 0 for one per core", "N" },
  G_OPTION_ENTRY_NULL
};

/* When the main context last woke, and the longest it was away from its poll:
 * what a browser would feel. There is one main context. */
static gint64 woke_at;
static gint64 longest_turn;

static int
poll_func (GPollFD *fds,
           guint    n_fds,
           int      timeout)
{
  int n;

  if (woke_at != 0)
    longest_turn = MAX (longest_turn, g_get_monotonic_time () - woke_at);
  n = g_poll (fds, n_fds, timeout);
  woke_at = g_get_monotonic_time ();

  return n;
}

static BcDesk *
open_desk (const char *url)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  BcDesk *desk;

  bc_desk_open_async (url, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  desk = bc_desk_open_finish (result, &error);
  bench_check (error);

  return desk;
}

static void
close_desk (BcDesk *desk)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  bc_desk_close_async (desk, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  bc_desk_close_finish (desk, result, &error);
  bench_check (error);
  g_object_unref (desk);
}

static void
progress_cb (BcJob      *job,
             BcProgress *progress,
             guint      *n_heard)
{
  (*n_heard)++;
}

/* Returns the seconds until the end was heard. */
static double
follow (BcJob *job,
        guint *n_heard)
{
  gint64 begin = g_get_monotonic_time ();

  *n_heard = 0;
  woke_at = longest_turn = 0;
  g_signal_connect (job, "progress", G_CALLBACK (progress_cb), n_heard);
  while (!bc_job_has_ended (job))
    g_main_context_iteration (NULL, TRUE);

  if (bc_job_get_progress (job)->status != BC_JOB_COMPLETE)
    g_error ("%s: %s", bc_job_get_title (job), bc_job_get_progress (job)->error);

  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static void
make_season (BcDesk *desk)
{
  BcDemoOptions options;
  GError *error = NULL;
  guint n_heard;
  BcJob *job;

  bc_demo_options_init (&options);
  options.n_games = (guint) CLAMP (n_games, 1, 100000);
  job = bc_desk_load_demo (desk, &options, &error);
  bench_check (error);
  g_print ("%-44s %8.0f ms\n", "make and write the season", follow (job, &n_heard) * 1e3);
}

static double
get_elapsed (const BcJsonNode *root,
             const char       *name)
{
  const BcJsonNode *elapsed = bc_json_node_get (bc_json_node_get (root, "run"), "elapsed_seconds");
  g_autofree char *text = bc_json_node_dup_text (bc_json_node_get (elapsed, name));

  return g_ascii_strtod (text, NULL);
}

static void
print_run (BcDesk *desk,
           BcJob  *job)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) document = NULL;
  g_autoptr(BcJson) json = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  bc_desk_load_result_async (desk, bc_job_get_id (job), TRUE, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  document = bc_desk_load_result_finish (desk, result, &error);
  bench_check (error);
  json = bc_json_parse_bytes (document, &error);
  bench_check (error);

  g_print ("  %-42s %8.0f ms\n", "until the last game was loaded", get_elapsed (bc_json_get_root (json), "load") * 1e3);
  g_print ("  %-42s %8.0f ms\n", "computation, meanwhile and after", get_elapsed (bc_json_get_root (json), "compute") * 1e3);
}

static void
simulate (BcDesk     *desk,
          const char *what)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  GError *error = NULL;
  guint n_heard;
  double seconds;
  BcJob *job;

  request->season = g_strdup (BC_DEMO_SEASON);
  request->threads = (guint) CLAMP (n_threads, 0, 256);
  job = bc_desk_simulate (desk, request, NULL, &error);
  bench_check (error);
  seconds = follow (job, &n_heard);

  g_print ("%-44s %8.0f ms\n", what, seconds * 1e3);
  print_run (desk, job);
  g_print ("  %-42s %8u\n", "states told", n_heard);
  g_print ("  %-42s %8.1f ms\n", "longest turn of the main context", (double) longest_turn / 1e3);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new ("— time a bulk simulation as a job");
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  g_autofree char *remove = NULL;
  BcDesk *desk;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  folder = g_dir_make_tmp ("backcourt-bench-XXXXXX", &error);
  bench_check (g_steal_pointer (&error));
  path = g_build_filename (folder, "games.db", NULL);
  url = g_strconcat ("sqlite:", path, NULL);
  g_main_context_set_poll_func (NULL, poll_func);

  g_print ("%d games\n", n_games);
  desk = open_desk (url);
  make_season (desk);
  close_desk (desk);

  desk = open_desk (url);
  simulate (desk, "simulate, games on disk");
  simulate (desk, "simulate again, games in memory");
  close_desk (desk);

  remove = g_strdup_printf ("%s.run", path);
  g_unlink (path);
  g_unlink (remove);
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
