/* store.c: how fast a season is written, listed, loaded and checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <locale.h>

#include <glib/gstdio.h>

#include "bc-demo.h"
#include "bc-store.h"
#include "bench-utils.h"

#define BATCH 64

static BcStore *
open_store (const char *url)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  BcStore *store;

  bc_store_open_async (url, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  store = bc_store_open_finish (result, &error);
  bench_check (error);

  return store;
}

static void
close_store (BcStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  bc_store_close_async (store, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  bc_store_close_finish (store, result, &error);
  bench_check (error);
}

static gint64
put (BcStore   *store,
     GPtrArray *records)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GArray) outcomes = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  gint64 n_rows = 0;

  bc_store_put_records_async (store, records, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  outcomes = bc_store_put_records_finish (store, result, &error);
  bench_check (error);
  for (guint i = 0; i < outcomes->len; i++)
    n_rows += g_array_index (outcomes, BcPutOutcome, i).n_points;

  return n_rows;
}

/* Only the time in the store counts, not that of making games. */
static void
measure_write (BcStore *store,
               guint    n_games)
{
  BcDemoOptions options;
  double seconds = 0;
  gint64 n_rows = 0;

  bc_demo_options_init (&options);
  options.n_games = n_games;
  for (guint i = 0; i < n_games; i += BATCH)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);
      gint64 start;

      for (guint j = i; j < MIN (i + BATCH, n_games); j++)
        g_ptr_array_add (records, bc_demo_make_game (&options, j));

      start = g_get_monotonic_time ();
      n_rows += put (store, records);
      seconds += bench_get_seconds (start);
    }

  g_print ("write  %u games, %" G_GINT64_FORMAT " rows: %.2f s, %.0f rows/s\n", n_games, n_rows, seconds, (double) n_rows / seconds);
}

static BcGamePage *
list_games (BcStore *store)
{
  const BcGameQuery query = { .season = "demo", .ascending = TRUE };
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  BcGamePage *page;

  bc_store_list_games_async (store, &query, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  page = bc_store_list_games_finish (store, result, &error);
  bench_check (error);

  return page;
}

static void
measure_load (BcStore   *store,
              GPtrArray *games)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) data = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  gint64 n_rows = 0;
  double seconds;

  for (guint i = 0; i < games->len; i++)
    {
      const BcGame *game = g_ptr_array_index (games, i);

      g_ptr_array_add (ids, game->id);
      n_rows += game->n_points + game->n_quotes;
    }
  g_ptr_array_add (ids, NULL);

  bc_store_load_games_async (store, (const char * const *) ids->pdata, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  data = bc_store_load_games_finish (store, result, &error);
  bench_check (error);

  seconds = bench_get_seconds (start);
  g_print ("load   %u games, %" G_GINT64_FORMAT " rows: %.2f s, %.0f rows/s\n", data->len, n_rows, seconds, (double) n_rows / seconds);
}

static void
measure_check (BcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *digest = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  bc_store_check_async (store, TRUE, NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  digest = bc_store_check_finish (store, result, &error);
  bench_check (error);
  g_print ("check  %.2f s, digest %s\n", bench_get_seconds (start), digest);
}

static void
measure_remove (BcStore *store)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  bc_store_remove_season_async (store, "demo", NULL, bench_answer_cb, &slot);
  result = bench_wait (&slot);
  bc_store_remove_season_finish (store, result, &error);
  bench_check (error);
  g_print ("remove %.2f s\n", bench_get_seconds (start));
}

static void
measure (const char *url,
         guint       n_games)
{
  gint64 start;
  g_autoptr(BcStore) store = open_store (url);
  g_autoptr(BcGamePage) page = NULL;

  g_print ("# %s\n", url);
  measure_write (store, n_games);
  close_store (store);
  g_clear_object (&store);

  start = g_get_monotonic_time ();
  store = open_store (url);
  g_print ("open   %.3f s\n", bench_get_seconds (start));

  start = g_get_monotonic_time ();
  page = list_games (store);
  g_print ("list   %u games: %.3f s\n", page->games->len, bench_get_seconds (start));
  measure_load (store, page->games);
  measure_load (store, page->games);
  measure_check (store);
  measure_remove (store);
  close_store (store);
}

int
main (int    argc,
      char **argv)
{
  guint n_games = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1230;
  g_autofree char *folder = g_dir_make_tmp ("backcourt-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autofree char *url = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *run = g_strconcat (path, ".run", NULL);

  setlocale (LC_ALL, "");
  measure (url, n_games);

  g_unlink (run);
  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
