/* test-game.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bc-core-error.h"
#include "bc-game.h"
#include "test-utils.h"

static BcGame *
make_game (const char *date,
           gint64      start,
           const char *id)
{
  BcGame *game = bc_game_new ();

  game->date = g_strdup (date);
  game->start_time = start;
  game->id = g_strdup (id);

  return game;
}

/* Date, then start, then id; what is not known comes first. */
static void
test_game_compare (void)
{
  static const struct { const char *date; gint64 start; const char *id; } sorted[] = {
    { NULL, 9, "z" }, { "2025-12-24", 9, "z" }, { "2025-12-25", 0, "z" }, { "2025-12-25", 5, "a" },
    { "2025-12-25", 5, "b" }, { "2025-12-25", G_MAXINT64, "a" }, { "2025-12-26", G_MININT64, "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (sorted); k++)
        {
          g_autoptr(BcGame) a = make_game (sorted[i].date, sorted[i].start, sorted[i].id);
          g_autoptr(BcGame) b = make_game (sorted[k].date, sorted[k].start, sorted[k].id);
          gint order = bc_game_compare (a, b);

          g_assert_cmpint ((order > 0) - (order < 0), ==, (i > k) - (i < k));
        }
    }
}

/* A tie and an unfinished game settle nothing; neither counts as a defeat. */
static void
test_game_outcome (void)
{
  static const struct { gboolean final; gint32 home, away; BcOutcome outcome; } cases[] = {
    { TRUE, 100, 90, BC_OUTCOME_HOME }, { TRUE, 90, 100, BC_OUTCOME_AWAY }, { TRUE, 90, 90, BC_OUTCOME_UNKNOWN },
    { FALSE, 100, 90, BC_OUTCOME_UNKNOWN }, { TRUE, BC_SCORE_NONE, 90, BC_OUTCOME_UNKNOWN },
    { TRUE, 90, BC_SCORE_NONE, BC_OUTCOME_UNKNOWN }, { TRUE, 1, 0, BC_OUTCOME_HOME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcGame) game = bc_game_new ();

      game->final = cases[i].final;
      game->home_score = cases[i].home;
      game->away_score = cases[i].away;
      g_assert_cmpint (bc_game_get_outcome (game), ==, cases[i].outcome);
    }
}

static void
test_game_new (void)
{
  g_autoptr(BcGame) game = bc_game_new ();
  g_autoptr(BcGame) shared = bc_game_ref (game);

  g_assert_true (shared == game);
  g_assert_cmpint (game->home_score, ==, BC_SCORE_NONE);
  g_assert_cmpint (game->away_score, ==, BC_SCORE_NONE);
  g_assert_cmpint (game->min_probability, ==, BC_PPM_NONE);
  g_assert_cmpint (bc_game_get_outcome (game), ==, BC_OUTCOME_UNKNOWN);
}

static void
add_track (BcGameData *data,
           const char *source)
{
  g_ptr_array_add (data->tracks, bc_model_track_new (source, FALSE));
}

static void
check_no_track (const BcGameData *data,
                const char       *source,
                const char       *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (bc_game_data_find_track (data, source, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA);
  g_assert_nonnull (strstr (error->message, words));
}

static void
check_track (const BcGameData *data,
             const char       *source,
             const char       *expected)
{
  g_autoptr(GError) error = NULL;
  const BcModelTrack *track = bc_game_data_find_track (data, source, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (track->source, ==, expected);
}

/* The one named; else espn; else the only one; else an error that names them. */
static void
test_game_find_track (void)
{
  g_autoptr(BcGame) game = bc_game_new ();
  g_autoptr(BcGameData) data = bc_game_data_new (game);

  check_no_track (data, NULL, "no win probabilities");
  add_track (data, "csv");
  check_track (data, NULL, "csv");
  check_track (data, "csv", "csv");
  check_no_track (data, "espn", "from: csv");

  add_track (data, "mine");
  check_no_track (data, NULL, "csv, mine");
  check_no_track (data, "other", "“other”");
  check_track (data, "mine", "mine");

  add_track (data, "espn");
  check_track (data, NULL, "espn");
  check_track (data, "csv", "csv");
}

static void
test_game_size (void)
{
  g_autoptr(BcGame) game = bc_game_new ();
  g_autoptr(BcGameData) data = bc_game_data_new (game);
  g_autoptr(BcGameData) shared = bc_game_data_ref (data);
  gsize empty = bc_game_data_get_size (data);
  BcMarket *market = bc_market_new ("KX");
  const BcQuote quote = { 1, 2, 3, 4, 5 };

  g_assert_cmpint (market->last_price, ==, BC_PPM_NONE);
  g_array_append_val (market->quotes, quote);
  g_ptr_array_add (shared->markets, market);
  g_assert_cmpuint (bc_game_data_get_size (data), >=, empty + sizeof quote);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/game/compare", test_game_compare);
  g_test_add_func ("/game/outcome", test_game_outcome);
  g_test_add_func ("/game/new", test_game_new);
  g_test_add_func ("/game/find-track", test_game_find_track);
  g_test_add_func ("/game/size", test_game_size);

  return g_test_run ();
}
