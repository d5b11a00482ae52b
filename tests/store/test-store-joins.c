/* test-store-joins.c: which records are one game, in whatever order they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

/* What is stored in any order must be the same: the digest and the list. */
static char *
describe (BcStore *store)
{
  BcGameQuery query = { .season = "*", .ascending = TRUE };
  g_autoptr(BcGamePage) page = test_store_list (store, &query);
  g_autoptr(GPtrArray) unmatched = test_store_unmatched (store);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = test_store_check (store, &error);

  g_assert_no_error (error);
  g_string_append (text, digest);
  for (guint i = 0; i < page->games->len; i++)
    {
      const BcGame *game = g_ptr_array_index (page->games, i);
      g_autofree char *aliases = g_strjoinv (",", game->aliases);
      g_autofree char *sources = g_strjoinv (",", game->sources);

      g_string_append_printf (text, "\n%s [%s] %s %s %s-%s [%s] %d %d %s", game->id, aliases, game->season, game->date,
                              game->away, game->home, sources, (int) game->n_points, (int) game->n_quotes, game->data_version);
    }
  for (guint i = 0; i < unmatched->len; i++)
    {
      const BcUnmatched *one = g_ptr_array_index (unmatched, i);

      g_string_append_printf (text, "\n%s: %s (%d)", one->key, one->reason, (int) one->n_quotes);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static BcGameRecord *
make_numbered (guint number)
{
  BcGameRecord *record;

  switch (number)
    {
    case 0:
      return test_make_espn ();
    case 1:
      return test_make_kalshi ();
    case 2:
      return test_make_csv ();
    case 3: /* An id that only Kalshi's record knows, and nothing else. */
      record = test_record (BC_ORIGIN_CSV, "22500433", NULL, NULL, NULL, NULL);
      test_record_add_track (record, "mine", TRUE, 15, 5);
      return record;
    case 4: /* A day later in the East, the other way round. */
      record = test_record (BC_ORIGIN_CSV, "late", "NBA", "LAL", "GS", "2025-11-02");
      test_record_add_track (record, "csv", TRUE, 12, 6);
      return record;
    case 5:
      record = test_record (BC_ORIGIN_KALSHI, "KXNBAGAME-25NOV01GSLAL", "NBA", "GS", "LAL", "2025-11-01");
      test_record_add_market (record, "GS", 0, 8, 7);
      return record;
    case 6:
      record = test_record (BC_ORIGIN_ESPN, "401", "NBA", "GS", "LAL", "2025-11-01");
      test_record_add_track (record, "espn", FALSE, 9, 8);
      return record;
    case 7: /* Says the same game as 4 under another id, with the same source. */
      record = test_record (BC_ORIGIN_CSV, "later", "NBA", "LAL", "GS", "2025-11-02");
      test_record_add_track (record, "csv", TRUE, 11, 9);
      return record;
    case 8:
      return test_make_unmatched ();
    default: /* The scoreboard knows less than the summary, and an id more. */
      record = test_record (BC_ORIGIN_ESPN, "401", "NBA", "GS", "LAL", NULL);
      record->aliases = g_strsplit ("0022500099", " ", 0);
      return record;
    }
}

#define N_NUMBERED 10
#define N_ORDERS 24

static void
shuffle (guint  *numbers,
         guint   n,
         GRand  *random)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint number = numbers[i - 1];

      numbers[i - 1] = numbers[j];
      numbers[j] = number;
    }
}

static void
test_store_order (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (5);
  guint numbers[N_NUMBERED];
  g_autofree char *expected = NULL;

  for (guint i = 0; i < N_NUMBERED; i++)
    {
      numbers[i] = i;
      test_store_put_one (fixture->store, make_numbered (i));
    }
  expected = describe (fixture->store);
  g_test_message ("%s", expected);

  for (guint i = 0; i < N_ORDERS; i++)
    {
      BcStore *store = test_store_another (fixture, data, i);
      g_autofree char *text = NULL;

      shuffle (numbers, N_NUMBERED, random);
      for (guint j = 0; j < N_NUMBERED; j++)
        test_store_put_one (store, make_numbered (numbers[j]));

      text = describe (store);
      g_assert_cmpstr (text, ==, expected);
      test_store_close (store);
    }
}

/* KIND KEY AWAY HOME DATE, one word each; then how many games, and the ids. */
static const struct
{
  const char *records;
  const char *games;
} joins[] = {
  { "E 1 A B 2025-12-27|K k A B 2025-12-27", "1" },
  { "E 1 A B 2025-12-27|K k B A 2025-12-27", "1" },
  { "E 1 A B 2025-12-27|K k A B 2025-12-28", "1" },
  { "E 1 A B 2025-12-31|K k A B 2026-01-01", "1" },
  { "E 1 A B 2025-12-27|K k A B 2025-12-29", "1 k" },
  { "E 1 A B 2025-12-27|E 2 A B 2025-12-28|K k A B 2025-12-28", "1 2" },
  { "E 1 A B 2025-12-27|E 2 A B 2025-12-29|K k A B 2025-12-28", "1 k 2" },
  { "E 1 A B 2025-12-27|E 2 A B 2025-12-27|K k A B 2025-12-27", "1 2 k" },
  { "K k A B 2025-12-27|K l A B 2025-12-28", "k l" },
  { "K k A B 2025-12-27|K l A B 2025-12-28|E 1 A B 2025-12-27", "1 l" },
  { "K k A B 2025-12-26|K l A B 2025-12-28|E 1 A B 2025-12-27", "k 1 l" },
  { "C c A B 2025-12-27|K k A B 2025-12-28", "c" },
  { "C c A B 2025-12-27|C d A B 2025-12-27", "c" },
  { "C c A B 2025-12-27|K k A B 2025-12-27|E 1 A B 2025-12-28", "1" },
  { "C c A C 2025-12-27|K k A B 2025-12-27", "c k" },
  { "C k - - -|K k A B 2025-12-27|E 1 A B 2025-12-27", "1" },
  { "C 1 - - -|E 1 A B 2025-12-27", "1" },
  { "C c - - -|E 1 A B 2025-12-27", "c 1" },
  { "E 1 - - -|C 1 A B 2025-12-27|K k A B 2025-12-27|C c B A 2025-12-28", "1" },
  { "D c A B 2025-12-27|D d A B 2025-12-27", "c d" },
};

static BcGameRecord *
make_from_words (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  gboolean is_teamless = strcmp (words[2], "-") == 0;
  BcOrigin origin = *words[0] == 'E' ? BC_ORIGIN_ESPN : *words[0] == 'K' ? BC_ORIGIN_KALSHI : BC_ORIGIN_CSV;

  return test_record (origin, words[1], *words[0] == 'D' ? "demo" : is_teamless ? NULL : "NBA",
                      is_teamless ? NULL : words[2], is_teamless ? NULL : words[3], is_teamless ? NULL : words[4]);
}

static void
test_store_joins (Fixture       *fixture,
                  gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (joins); i++)
    {
      g_auto(GStrv) records = g_strsplit (joins[i].records, "|", -1);
      guint n = g_strv_length (records);

      g_test_message ("%s", joins[i].records);
      for (guint first = 0; first < n; first++)
        {
          BcStore *store = test_store_another (fixture, data, 10 * i + first);

          for (guint j = 0; j < n; j++)
            test_store_put_one (store, make_from_words (records[(first + j) % n]));

          test_assert_ids (store, joins[i].games);
          test_store_close (store);
        }
    }
}

/* A source with the teams the other way round is turned when it is read. */
static void
test_store_mirrored (Fixture       *fixture,
                     gconstpointer  data)
{
  BcGameRecord *csv = test_record (BC_ORIGIN_CSV, "c", "NBA", "ORL", "DEN", "2025-12-27");
  g_autoptr(GArray) given = g_array_ref (test_record_add_track (csv, "csv", TRUE, 10, 1)->points);
  BcGameRecord *kalshi = test_make_kalshi ();
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(GError) error = NULL;
  const BcGameData *game;

  csv->home_score = 126;
  csv->away_score = 127;
  csv->final = TRUE;
  test_store_put_one (fixture->store, csv);
  test_store_put_one (fixture->store, kalshi);
  test_store_put_one (fixture->store, test_record (BC_ORIGIN_ESPN, "1", "NBA", "DEN", "ORL", "2025-12-27"));

  games = test_store_load (fixture->store, &error, "c", NULL);
  g_assert_no_error (error);
  game = g_ptr_array_index (games, 0);
  g_assert_cmpstr (game->game->home, ==, "ORL");
  g_assert_cmpint (game->game->home_score, ==, 127);
  g_assert_cmpint (game->game->away_score, ==, 126);
  g_assert_true (((const BcMarket *) g_ptr_array_index (game->markets, 1))->is_home);

  for (guint i = 0; i < given->len; i++)
    {
      const BcModelPoint *before = &g_array_index (given, BcModelPoint, i);
      const BcModelTrack *track = g_ptr_array_index (game->tracks, 0);
      const BcModelPoint *after = &g_array_index (track->points, BcModelPoint, i);

      g_assert_cmpint (after->prob, ==, BC_PPM_ONE - before->prob);
      g_assert_cmpint (after->bid, ==, before->ask == BC_PPM_NONE ? BC_PPM_NONE : BC_PPM_ONE - before->ask);
      g_assert_cmpint (after->ask, ==, before->bid == BC_PPM_NONE ? BC_PPM_NONE : BC_PPM_ONE - before->bid);
      g_assert_cmpint (after->home_score, ==, before->away_score);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_store_add ("order", test_store_order);
  test_store_add ("joins", test_store_joins);
  test_store_add ("mirrored", test_store_mirrored);

  return g_test_run ();
}
