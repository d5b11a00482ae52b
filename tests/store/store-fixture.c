/* store-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

/* A new store for each test: %s is a folder of its own. */
static const struct
{
  const char *name;
  const char *url;
} stores[] = {
  { "sqlite", "sqlite:%s/store.db" },
  { "memory", "sqlite::memory:" },
};

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) parts = g_strsplit (data, "%s", 2);

  fixture->folder = test_make_folder ();
  fixture->url = g_strjoinv (fixture->folder, parts);
  fixture->store = test_store_open (fixture->url, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_store_close (g_steal_pointer (&fixture->store));
  test_remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->url, g_free);
}

void
test_store_add (const char  *name,
                FixtureFunc  func)
{
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/%s/%s", stores[i].name, name);

      g_test_add (path, Fixture, stores[i].url, set_up, func, tear_down);
    }
}

/* Another store of the same kind. */
BcStore *
test_store_another (Fixture       *fixture,
                    gconstpointer  data,
                    guint          number)
{
  g_auto(GStrv) parts = g_strsplit (data, "%s", 2);
  g_autofree char *path = g_strdup_printf ("%s/%u", fixture->folder, number);
  g_autofree char *url = g_strjoinv (path, parts);
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open (url, &error);

  g_assert_no_error (error);

  return store;
}

void
test_assert_ids (BcStore    *store,
                 const char *expected)
{
  BcGameQuery query = { .season = "*", .ascending = TRUE };
  g_autoptr(BcGamePage) page = test_store_list (store, &query);
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < page->games->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((const BcGame *) g_ptr_array_index (page->games, i))->id);

  g_assert_cmpstr (ids->str, ==, expected);
}

BcGameRecord *
test_make_espn (void)
{
  BcGameRecord *record = test_record (BC_ORIGIN_ESPN, "401810288", "NBA", "DEN", "ORL", "2025-12-27");

  record->start_time = 1766880000;
  record->home_score = 127;
  record->away_score = 126;
  record->final = TRUE;
  test_record_add_track (record, "espn", FALSE, 40, 1);

  return record;
}

BcGameRecord *
test_make_kalshi (void)
{
  const char * const aliases[] = { "0022500433", "22500433", NULL };
  BcGameRecord *record = test_record (BC_ORIGIN_KALSHI, "KXNBAGAME-25DEC27DENORL", "NBA", "DEN", "ORL", "2025-12-27");

  record->aliases = g_strdupv ((char **) aliases);
  test_record_add_market (record, "ORL", 0, 30, 2);
  test_record_add_market (record, "DEN", 30, 20, 3);

  return record;
}

BcGameRecord *
test_make_csv (void)
{
  BcGameRecord *record = test_record (BC_ORIGIN_CSV, "mine-1", "NBA", "DEN", "ORL", "2025-12-27");

  test_record_add_track (record, "csv", TRUE, 25, 4);

  return record;
}

BcGameRecord *
test_make_unmatched (void)
{
  BcGameRecord *record = test_record (BC_ORIGIN_KALSHI, "KXMLBGAME-X", NULL, NULL, NULL, NULL);

  record->unmatched = g_strdup ("no team");
  test_record_add_market (record, "X", 0, 6, 3);

  return record;
}
