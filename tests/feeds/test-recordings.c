/* test-recordings.c: the real recordings into a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-importer.h"

#include <string.h>

#include "bc-file-walk.h"
#include "feeds-utils.h"
#include "store-utils.h"
#include "test-utils.h"

static BcStore *
open_store (void)
{
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open ("sqlite::memory:", &error);

  g_assert_no_error (error);

  return store;
}

static char *
dup_digest (BcStore *store)
{
  g_autoptr(GError) error = NULL;
  char *digest = test_store_check (store, &error);

  g_assert_no_error (error);

  return digest;
}

static guint
count_games (BcStore    *store,
             const char *season,
             gboolean    with_prices)
{
  BcGameQuery query = { .season = season, .with_prices = with_prices };
  g_autoptr(BcGamePage) page = test_store_list (store, &query);

  return page->total;
}

static guint
count_kind (const BcImportReport *report,
            const char           *kind,
            BcFileStatus          status)
{
  guint n = 0;

  for (guint i = 0; i < report->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (report->files, i);

      n += g_strcmp0 (file->kind, kind) == 0 && file->status == status;
    }

  return n;
}

/* Every file that is refused says why. */
static void
check_reasons (const BcImportReport *report)
{
  for (guint i = 0; i < report->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (report->files, i);

      if (file->status != BC_FILE_REFUSED)
        continue;

      g_test_message ("%s: %s", file->path, file->reason);
      g_assert_nonnull (file->reason);
      if (g_strcmp0 (file->kind, "kalshi-candles-csv") == 0)
        g_assert_nonnull (strstr (file->reason, "The file's name says"));
    }
}

/* The one game that both have: its aligned CSV, ESPN's plays and Kalshi's candles. */
static void
check_joined_game (BcStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = test_store_load (store, &error, "401810288", "KXNBAGAME-25DEC27DENORL", "0022500433", NULL);
  const BcGameData *data;

  g_assert_no_error (error);
  for (guint i = 0; i < games->len; i++)
    g_assert_cmpstr (((BcGameData *) g_ptr_array_index (games, i))->game->id, ==, "401810288");

  data = g_ptr_array_index (games, 0);
  g_assert_cmpstr (data->game->home, ==, "ORL");
  g_assert_cmpstr (data->game->away, ==, "DEN");
  g_assert_cmpstr (data->game->date, ==, "2025-12-27");
  g_assert_cmpint (data->game->home_score, ==, 127);
  g_assert_cmpuint (data->tracks->len, ==, 2);
  g_assert_cmpuint (data->markets->len, ==, 1);
  g_assert_true (data->game->has_prices);
}

static void
test_recordings_import (void)
{
  const char * const paths[] = { test_recordings (), NULL };
  g_autoptr(BcImportReport) first = NULL;
  g_autoptr(BcImportReport) second = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *again = NULL;
  BcStore *store;

  if (paths[0] == NULL)
    return;

  store = open_store ();
  first = test_import (store, paths, NULL, NULL);
  check_reasons (first);
  g_test_message ("%u files, %u games, %" G_GINT64_FORMAT " points", first->files->len, first->n_games, first->n_points);

  g_assert_cmpuint (count_kind (first, "kalshi-candles-csv", BC_FILE_TAKEN), ==, 550);
  g_assert_cmpuint (count_kind (first, "kalshi-candles-csv", BC_FILE_REFUSED), ==, 2);
  g_assert_cmpuint (count_kind (first, "aligned-csv", BC_FILE_TAKEN), ==, 2);
  g_assert_cmpuint (count_kind (first, "kalshi-candlesticks", BC_FILE_TAKEN), ==, 2);
  g_assert_cmpuint (count_kind (first, "kalshi-markets", BC_FILE_REFUSED), ==, 0);

  g_assert_cmpuint (count_games (store, "*", TRUE), ==, 565);
  g_assert_cmpuint (count_games (store, "WNBA 2025", TRUE), ==, 15);
  g_assert_cmpuint (count_games (store, "*", FALSE), ==, first->n_games);
  check_joined_game (store);

  digest = dup_digest (store);
  second = test_import (store, paths, NULL, NULL);
  again = dup_digest (store);
  g_assert_cmpstr (digest, ==, again);
  g_assert_cmpint (second->n_points, ==, 0);
  g_assert_cmpuint (second->n_games, ==, first->n_games);
  g_assert_cmpuint (first->n_priced_games, ==, 565);
  g_assert_cmpuint (second->n_priced_games, ==, 565);
  g_assert_cmpuint (second->n_refused, ==, first->n_refused);
  for (guint i = 0; i < second->files->len; i++)
    g_assert_cmpint (((BcFileReport *) g_ptr_array_index (second->files, i))->status, !=, BC_FILE_TAKEN);

  test_store_close (store);
}

/* What is kept although it is no game here: baseball, football and the like. */
static void
test_recordings_unmatched (void)
{
  const char *folder = test_recordings ();
  g_autofree char *bodies = NULL;
  g_autoptr(BcImportReport) report = NULL;
  g_autoptr(GPtrArray) unmatched = NULL;
  BcStore *store;

  if (folder == NULL)
    return;

  bodies = g_build_filename (folder, "kalshi", "api_fixtures", NULL);
  store = open_store ();
  report = test_import (store, (const char * const []) { bodies, NULL }, NULL, NULL);
  unmatched = test_store_unmatched (store);
  g_assert_cmpuint (unmatched->len, ==, report->n_unmatched);
  g_assert_cmpuint (unmatched->len, >, 0);

  for (guint i = 0; i < unmatched->len; i++)
    {
      const BcUnmatched *one = g_ptr_array_index (unmatched, i);

      g_assert_nonnull (strstr (one->reason, one->key));
    }

  test_store_close (store);
}

/* One candle file of twenty, for time's sake, and those of the pair that both have. */
static GPtrArray *
list_some (const char *folder)
{
  const char * const paths[] = { folder, NULL };
  gint64 n_bytes;
  g_autoptr(GPtrArray) files = bc_file_walk (paths, NULL, &n_bytes);
  GPtrArray *some = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);

      if (strstr (file, "nba_candles_1min") == NULL || i % 20 == 0 ||
          strstr (file, "DEN_at_ORL") != NULL || strstr (file, "ORL_at_DEN") != NULL)
        g_ptr_array_add (some, g_strdup (file));
    }

  return some;
}

/* Forwards, every third file first, backwards: the same store. */
static void
test_recordings_order (void)
{
  const char *folder = test_recordings ();
  g_autofree char *expected = NULL;
  g_autoptr(GPtrArray) files = NULL;

  if (folder == NULL)
    return;

  files = list_some (folder);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(GPtrArray) order = g_ptr_array_new ();
      guint stride = round == 1 ? 3 : 1;
      BcStore *store = open_store ();
      g_autofree char *digest = NULL;

      for (guint i = 0; i < stride; i++)
        for (guint j = i; j < files->len; j += stride)
          g_ptr_array_insert (order, round == 2 ? 0 : -1, g_ptr_array_index (files, j));
      g_assert_cmpuint (order->len, ==, files->len);
      g_ptr_array_add (order, NULL);

      bc_import_report_free (test_import (store, (const char * const *) order->pdata, NULL, NULL));
      check_joined_game (store);
      digest = dup_digest (store);
      if (expected == NULL)
        expected = g_strdup (digest);
      g_assert_cmpstr (digest, ==, expected);
      test_store_close (store);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recordings/import", test_recordings_import);
  g_test_add_func ("/recordings/unmatched", test_recordings_unmatched);
  g_test_add_func ("/recordings/order", test_recordings_order);

  return g_test_run ();
}
