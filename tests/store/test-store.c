/* test-store.c: what every store promises, over each of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-utils.h"
#include "test-utils.h"

typedef struct
{
  char    *folder;
  char    *url;
  BcStore *store;
} Fixture;

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

static BcGameRecord *
make_espn (void)
{
  BcGameRecord *record = test_record (BC_ORIGIN_ESPN, "401810288", "NBA", "DEN", "ORL", "2025-12-27");

  record->start_time = 1766880000;
  record->home_score = 127;
  record->away_score = 126;
  record->final = TRUE;
  test_record_add_track (record, "espn", FALSE, 40, 1);

  return record;
}

static BcGameRecord *
make_kalshi (void)
{
  const char * const aliases[] = { "0022500433", "22500433", NULL };
  BcGameRecord *record = test_record (BC_ORIGIN_KALSHI, "KXNBAGAME-25DEC27DENORL", "NBA", "DEN", "ORL", "2025-12-27");

  record->aliases = g_strdupv ((char **) aliases);
  test_record_add_market (record, "ORL", 0, 30, 2);
  test_record_add_market (record, "DEN", 30, 20, 3);

  return record;
}

static BcGameRecord *
make_csv (void)
{
  BcGameRecord *record = test_record (BC_ORIGIN_CSV, "mine-1", "NBA", "DEN", "ORL", "2025-12-27");

  test_record_add_track (record, "csv", TRUE, 25, 4);

  return record;
}

static void
assert_same_points (const GArray *a,
                    const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const BcModelPoint *left = &g_array_index (a, BcModelPoint, i);
      const BcModelPoint *right = &g_array_index (b, BcModelPoint, i);

      g_assert_cmpint (left->time, ==, right->time);
      g_assert_cmpint (left->prob, ==, right->prob);
      g_assert_cmpint (left->price, ==, right->price);
      g_assert_cmpint (left->bid, ==, right->bid);
      g_assert_cmpint (left->ask, ==, right->ask);
      g_assert_cmpint (left->home_score, ==, right->home_score);
      g_assert_cmpint (left->away_score, ==, right->away_score);
      g_assert_cmpint (left->clock, ==, right->clock);
      g_assert_cmpint (left->period, ==, right->period);
    }
}

static void
assert_same_quotes (const GArray *a,
                    const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const BcQuote *left = &g_array_index (a, BcQuote, i);
      const BcQuote *right = &g_array_index (b, BcQuote, i);

      g_assert_cmpint (left->time, ==, right->time);
      g_assert_cmpint (left->bid, ==, right->bid);
      g_assert_cmpint (left->ask, ==, right->ask);
      g_assert_cmpint (left->last, ==, right->last);
      g_assert_cmpint (left->volume, ==, right->volume);
    }
}

static void
test_store_round_trip (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(BcGameRecord) espn = make_espn ();
  g_autoptr(BcGameRecord) kalshi = make_kalshi ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = NULL;
  const BcGameData *loaded;
  BcPutOutcome outcome;

  outcome = test_store_put_one (fixture->store, make_kalshi ());
  g_assert_true (outcome.changed);
  g_assert_true (outcome.new_game);
  g_assert_cmpint (outcome.n_points, ==, 50);
  outcome = test_store_put_one (fixture->store, make_espn ());
  g_assert_true (outcome.changed);
  g_assert_false (outcome.new_game);
  g_assert_cmpint (outcome.n_points, ==, 40);

  games = test_store_load (fixture->store, &error, "401810288", "KXNBAGAME-25DEC27DENORL", "22500433", NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 3);

  loaded = g_ptr_array_index (games, 2);
  g_assert_cmpstr (loaded->game->id, ==, "401810288");
  g_assert_cmpstr (loaded->game->aliases[0], ==, "0022500433");
  g_assert_cmpstr (loaded->game->aliases[1], ==, "22500433");
  g_assert_cmpstr (loaded->game->aliases[2], ==, "KXNBAGAME-25DEC27DENORL");
  g_assert_null (loaded->game->aliases[3]);
  g_assert_cmpstr (loaded->game->season, ==, "2025-26");
  g_assert_cmpint (loaded->game->home_score, ==, 127);
  g_assert_true (loaded->game->final);
  g_assert_cmpint (loaded->game->n_points, ==, 40);
  g_assert_cmpint (loaded->game->n_quotes, ==, 50);
  g_assert_true (loaded->game->has_prices);
  g_assert_cmpuint (strlen (loaded->game->data_version), ==, 64);

  g_assert_cmpuint (loaded->tracks->len, ==, 1);
  assert_same_points (((const BcModelTrack *) g_ptr_array_index (loaded->tracks, 0))->points,
                      ((const BcModelTrack *) g_ptr_array_index (espn->tracks, 0))->points);
  g_assert_cmpuint (loaded->markets->len, ==, 2);
  g_assert_false (((const BcMarket *) g_ptr_array_index (loaded->markets, 0))->is_home);
  assert_same_quotes (((const BcMarket *) g_ptr_array_index (loaded->markets, 1))->quotes,
                      ((const BcMarket *) g_ptr_array_index (kalshi->markets, 0))->quotes);
}

static void
test_store_order (Fixture       *fixture,
                  gconstpointer  data)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  BcGameRecord *(* const makers[]) (void) = { make_espn, make_csv, make_kalshi };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      BcGameQuery query = { .season = "2025-26" };
      g_autoptr(BcGamePage) page = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *digest = NULL;

      for (guint j = 0; j < 3; j++)
        test_store_put_one (fixture->store, makers[orders[i][j]] ());

      page = test_store_list (fixture->store, &query);
      g_assert_cmpuint (page->total, ==, 1);
      digest = test_store_check (fixture->store, &error);
      g_assert_no_error (error);
      if (first == NULL)
        first = g_strdup (digest);
      g_assert_cmpstr (digest, ==, first);
      test_store_remove_season (fixture->store, "2025-26");
    }
}

static void
add (const char *name,
     void      (*func) (Fixture *fixture, gconstpointer data))
{
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/%s/%s", stores[i].name, name);

      g_test_add (path, Fixture, stores[i].url, set_up, func, tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("round-trip", test_store_round_trip);
  add ("order", test_store_order);

  return g_test_run ();
}
