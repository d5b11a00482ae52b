/* test-store.c: what every store promises, over each of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

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
  g_autoptr(BcGameRecord) espn = test_make_espn ();
  g_autoptr(BcGameRecord) kalshi = test_make_kalshi ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = NULL;
  const BcGameData *loaded;
  BcPutOutcome outcome;

  outcome = test_store_put_one (fixture->store, test_make_kalshi ());
  g_assert_true (outcome.changed);
  g_assert_true (outcome.new_game);
  g_assert_cmpint (outcome.n_points, ==, 50);
  outcome = test_store_put_one (fixture->store, test_make_espn ());
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
test_store_idempotent (Fixture       *fixture,
                       gconstpointer  data)
{
  BcGameRecord *(* const makers[]) (void) = { test_make_espn, test_make_csv, test_make_kalshi, test_make_unmatched };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    g_assert_true (test_store_put_one (fixture->store, makers[i] ()).changed);

  before = test_store_check (fixture->store, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      BcPutOutcome outcome = test_store_put_one (fixture->store, makers[i] ());

      g_assert_false (outcome.changed);
      g_assert_false (outcome.new_game);
      g_assert_cmpint (outcome.n_points, ==, 0);
    }

  after = test_store_check (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, after);
}

/* Quotes are merged by time, tracks are replaced, facts are kept. */
static void
test_store_update (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GError) error = NULL;
  const BcGameData *game;
  const BcMarket *market;
  BcGameRecord *record;
  BcPutOutcome outcome;
  BcMarket *newer;
  gint32 newer_last;

  test_store_put_one (fixture->store, test_make_espn ());
  record = test_record (BC_ORIGIN_KALSHI, "K1", "NBA", "DEN", "ORL", "2025-12-27");
  test_record_add_market (record, "ORL", 0, 10, 2);
  test_store_put_one (fixture->store, record);
  before = test_store_load (fixture->store, &error, "K1", NULL);
  g_assert_no_error (error);

  /* Five quotes at known times with other values, five new ones. */
  record = test_record (BC_ORIGIN_KALSHI, "K1", "NBA", "DEN", "ORL", "2025-12-27");
  newer = test_record_add_market (record, "ORL", 300, 10, 7);
  newer->last_price = 990000;
  newer_last = g_array_index (newer->quotes, BcQuote, 0).last;
  outcome = test_store_put_one (fixture->store, record);
  g_assert_true (outcome.changed);
  g_assert_cmpint (outcome.n_points, ==, 5);

  /* The same points but for the first, one more, and no word about the result. */
  record = test_make_espn ();
  record->final = FALSE;
  record->home_score = record->away_score = BC_SCORE_NONE;
  record->start_time = 0;
  g_ptr_array_set_size (record->tracks, 0);
  g_array_index (test_record_add_track (record, "espn", FALSE, 41, 1)->points, BcModelPoint, 0).prob = 1;
  outcome = test_store_put_one (fixture->store, record);
  g_assert_true (outcome.changed);
  g_assert_false (outcome.new_game);
  g_assert_cmpint (outcome.n_points, >=, 2);

  after = test_store_load (fixture->store, &error, "401810288", NULL);
  g_assert_no_error (error);
  game = g_ptr_array_index (after, 0);
  g_assert_cmpint (game->game->home_score, ==, 127);
  g_assert_true (game->game->final);
  g_assert_cmpint (game->game->start_time, ==, 1766880000);
  g_assert_cmpint (game->game->n_points, ==, 41);
  g_assert_cmpint (game->game->n_quotes, ==, 15);
  g_assert_cmpstr (game->game->data_version, !=, ((const BcGameData *) g_ptr_array_index (before, 0))->game->data_version);

  market = g_ptr_array_index (game->markets, 0);
  g_assert_cmpint (market->last_price, ==, 990000);
  g_assert_cmpuint (market->quotes->len, ==, 15);
  for (guint i = 1; i < market->quotes->len; i++)
    g_assert_cmpint (g_array_index (market->quotes, BcQuote, i).time, >, g_array_index (market->quotes, BcQuote, i - 1).time);
  g_assert_cmpint (g_array_index (market->quotes, BcQuote, 5).last, ==, newer_last);
}

static void
test_store_statistics (Fixture       *fixture,
                       gconstpointer  data)
{
  static const gint32 probabilities[] = { 200000, 400000, 400000, 400000, 500000, 500000, 700000, 900000 };
  BcGameRecord *record = test_record (BC_ORIGIN_ESPN, "1", "NBA", "DEN", "ORL", "2025-12-27");
  BcModelTrack *track = test_record_add_track (record, "espn", FALSE, G_N_ELEMENTS (probabilities), 1);
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(GError) error = NULL;
  const BcGame *game;

  for (guint i = 0; i < G_N_ELEMENTS (probabilities); i++)
    g_array_index (track->points, BcModelPoint, i).prob = probabilities[i];
  test_record_add_track (record, "other", FALSE, 3, 2);
  test_store_put_one (fixture->store, record);

  games = test_store_load (fixture->store, &error, "1", NULL);
  g_assert_no_error (error);
  game = ((const BcGameData *) g_ptr_array_index (games, 0))->game;
  g_assert_cmpint (game->min_probability, ==, 200000);
  g_assert_cmpint (game->max_probability, ==, 900000);
  g_assert_cmpint (game->mean_probability, ==, 500000);
  g_assert_cmpint (game->standard_deviation, ==, 200000);
  g_assert_cmpstr (game->sources[0], ==, "espn");
  g_assert_cmpstr (game->sources[1], ==, "other");
  g_assert_false (game->has_prices);
  g_assert_cmpint (game->start_time, ==, 1766880000);
}

static void
assert_listed (Fixture     *fixture,
               BcGameQuery  query,
               const char  *expected,
               guint        total)
{
  g_autoptr(BcGamePage) page = test_store_list (fixture->store, &query);
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < page->games->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", ((const BcGame *) g_ptr_array_index (page->games, i))->id);

  g_assert_cmpstr (ids->str, ==, expected);
  g_assert_cmpuint (page->total, ==, total);
}

/* Five games of one season, one of another. Those named n have no points. */
static void
put_list (BcStore *store)
{
  static const struct
  {
    const char *id;
    const char *away;
    const char *home;
    const char *date;
    gint32      low;
    gint32      high;
    gint32      points;
  } games[] = {
    { "a", "BOS", "NY", "2025-11-01", 400000, 600000, 100 },
    { "b", "NY", "BOS", "2025-11-03", 100000, 900000, 110 },
    { "c", "LAL", "GS", "2025-11-02", 300000, 700000, 90 },
    { "n1", "LAL", "NY", "2025-11-05", 0, 0, -1 },
    { "n2", "GS", "NY", "2025-11-05", 0, 0, -1 },
    { "old", "GS", "NY", "2024-11-05", 200000, 700000, 90 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (games); i++)
    {
      BcGameRecord *record = test_record (BC_ORIGIN_ESPN, games[i].id, "NBA", games[i].away, games[i].home, games[i].date);

      if (games[i].points > 0)
        {
          BcModelTrack *track = test_record_add_track (record, "espn", FALSE, 2, 1);

          g_array_index (track->points, BcModelPoint, 0).prob = games[i].low;
          g_array_index (track->points, BcModelPoint, 1).prob = games[i].high;
          record->home_score = games[i].points;
          record->away_score = games[i].points + 1;
          record->final = TRUE;
        }
      if (*games[i].id == 'b')
        test_record_add_market (record, "NY", 0, 3, 1);
      if (*games[i].id == 'c')
        record->aliases = g_strsplit ("100%_x", " ", -1);
      test_store_put_one (store, record);
    }
}

static void
test_store_list_games (Fixture       *fixture,
                       gconstpointer  data)
{
  g_auto(GStrv) seasons = NULL;
  g_auto(GStrv) teams = NULL;
  g_auto(GStrv) old_teams = NULL;
  g_autofree char *text = NULL;

  assert_listed (fixture, (BcGameQuery) { 0 }, "", 0);
  put_list (fixture->store);

  assert_listed (fixture, (BcGameQuery) { 0 }, "n2 n1 b c a", 5);
  assert_listed (fixture, (BcGameQuery) { .ascending = TRUE }, "a c b n1 n2", 5);
  assert_listed (fixture, (BcGameQuery) { .season = "2024-25" }, "old", 1);
  assert_listed (fixture, (BcGameQuery) { .season = "1999-00" }, "", 0);
  assert_listed (fixture, (BcGameQuery) { .season = "*" }, "n2 n1 b c a old", 6);
  assert_listed (fixture, (BcGameQuery) { .limit = 2, .offset = 1 }, "n1 b", 5);
  assert_listed (fixture, (BcGameQuery) { .offset = 4 }, "a", 5);
  assert_listed (fixture, (BcGameQuery) { .offset = 9 }, "", 5);
  assert_listed (fixture, (BcGameQuery) { .with_prices = TRUE }, "b", 1);
  assert_listed (fixture, (BcGameQuery) { .season = "2024-25", .with_prices = TRUE }, "", 0);
  assert_listed (fixture, (BcGameQuery) { .team = "BOS" }, "b a", 2);
  assert_listed (fixture, (BcGameQuery) { .date_from = "2025-11-02", .date_to = "2025-11-03" }, "b c", 2);
  assert_listed (fixture, (BcGameQuery) { .search = "la" }, "n1 c", 2);
  assert_listed (fixture, (BcGameQuery) { .search = "11-05" }, "n2 n1", 2);
  assert_listed (fixture, (BcGameQuery) { .search = "%_X" }, "c", 1);
  assert_listed (fixture, (BcGameQuery) { .search = "%" }, "c", 1);
  assert_listed (fixture, (BcGameQuery) { .search = "' OR 1=1 --" }, "", 0);
  assert_listed (fixture, (BcGameQuery) { .sort = BC_GAME_SORT_RANGE }, "b c a n2 n1", 5);
  assert_listed (fixture, (BcGameQuery) { .sort = BC_GAME_SORT_RANGE, .ascending = TRUE }, "a c b n1 n2", 5);
  assert_listed (fixture, (BcGameQuery) { .sort = BC_GAME_SORT_STD_DEV }, "b c a n2 n1", 5);
  assert_listed (fixture, (BcGameQuery) { .sort = BC_GAME_SORT_SCORE }, "b a c n2 n1", 5);
  assert_listed (fixture, (BcGameQuery) { .sort = BC_GAME_SORT_SCORE, .ascending = TRUE }, "c a b n1 n2", 5);

  /* The newest season has no prices yet. */
  test_store_put_one (fixture->store, test_record (BC_ORIGIN_ESPN, "next", "WNBA", "LV", "NY", "2026-06-01"));
  assert_listed (fixture, (BcGameQuery) { .with_prices = TRUE }, "b", 1);
  assert_listed (fixture, (BcGameQuery) { 0 }, "next", 1);
  test_store_remove_season (fixture->store, "WNBA 2026");

  seasons = test_store_seasons (fixture->store);
  text = g_strjoinv (" ", seasons);
  g_assert_cmpstr (text, ==, "2025-26 2024-25");
  g_free (text);
  teams = test_store_teams (fixture->store, NULL);
  text = g_strjoinv (" ", teams);
  g_assert_cmpstr (text, ==, "BOS GS LAL NY");
  g_free (text);
  old_teams = test_store_teams (fixture->store, "2024-25");
  text = g_strjoinv (" ", old_teams);
  g_assert_cmpstr (text, ==, "GS NY");
}

static void
test_store_unmatched_kept (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GPtrArray) empty = NULL;
  BcGameRecord *record;

  test_store_put_one (fixture->store, test_make_unmatched ());
  list = test_store_unmatched (fixture->store);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((const BcUnmatched *) g_ptr_array_index (list, 0))->key, ==, "KXMLBGAME-X");
  g_assert_cmpstr (((const BcUnmatched *) g_ptr_array_index (list, 0))->reason, ==, "no team");
  g_assert_cmpint (((const BcUnmatched *) g_ptr_array_index (list, 0))->n_quotes, ==, 6);
  test_assert_ids (fixture->store, "");

  /* Once it can be matched, it is; and stays so. */
  record = test_make_unmatched ();
  g_clear_pointer (&record->unmatched, g_free);
  g_assert_true (test_store_put_one (fixture->store, record).new_game);
  g_assert_false (test_store_put_one (fixture->store, test_make_unmatched ()).changed);
  empty = test_store_unmatched (fixture->store);
  g_assert_cmpuint (empty->len, ==, 0);
  test_assert_ids (fixture->store, "KXMLBGAME-X");
}

static void
test_store_not_found (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  test_store_put_one (fixture->store, test_make_espn ());
  g_assert_null (test_store_load (fixture->store, &error, "401810288", "nobody", NULL));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nobody"));
}

static void
test_store_remove (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *empty = test_store_check (fixture->store, &error);
  g_autofree char *digest = NULL;

  test_store_put_one (fixture->store, test_make_espn ());
  test_store_put_one (fixture->store, test_make_kalshi ());
  test_store_remove_season (fixture->store, "2024-25");
  test_assert_ids (fixture->store, "401810288");
  test_store_remove_season (fixture->store, "2025-26");
  test_assert_ids (fixture->store, "");
  digest = test_store_check (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, empty);
  g_assert_true (test_store_put_one (fixture->store, test_make_kalshi ()).new_game);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_store_add ("round-trip", test_store_round_trip);
  test_store_add ("idempotent", test_store_idempotent);
  test_store_add ("update", test_store_update);
  test_store_add ("statistics", test_store_statistics);
  test_store_add ("list-games", test_store_list_games);
  test_store_add ("unmatched", test_store_unmatched_kept);
  test_store_add ("not-found", test_store_not_found);
  test_store_add ("remove", test_store_remove);

  return g_test_run ();
}
