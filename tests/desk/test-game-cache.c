/* test-game-cache.c: what stays in memory, and what goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-game-cache.h"

#define N_POINTS 100

static BcGameData *
make_data (const char *version)
{
  g_autoptr(BcGame) game = bc_game_new ();
  BcGameData *data = bc_game_data_new (game);
  BcModelTrack *track = bc_model_track_new ("csv", FALSE);

  game->id = g_strdup ("a game");
  game->data_version = g_strdup (version);
  g_array_set_size (track->points, N_POINTS);
  g_ptr_array_add (data->tracks, track);

  return data;
}

static void
insert (BcGameCache *cache,
        const char  *version)
{
  g_autoptr(BcGameData) data = make_data (version);

  bc_game_cache_insert (cache, data);
}

static gboolean
has (BcGameCache *cache,
     const char  *version)
{
  g_autoptr(BcGameData) data = bc_game_cache_lookup (cache, version);

  if (data != NULL)
    g_assert_cmpstr (data->game->data_version, ==, version);

  return data != NULL;
}

static void
test_game_cache_oldest_goes (void)
{
  g_autoptr(BcGameData) sample = make_data ("sample");
  g_autoptr(BcGameCache) cache = bc_game_cache_new (3 * bc_game_data_get_size (sample));

  g_assert_false (has (cache, "a"));
  g_assert_false (has (cache, NULL));
  insert (cache, "a");
  insert (cache, "b");
  insert (cache, "c");
  g_assert_cmpuint (bc_game_cache_get_size (cache), ==, 3 * bc_game_data_get_size (sample));

  /* Looked at last, so the second is now the oldest. */
  g_assert_true (has (cache, "a"));
  insert (cache, "d");
  g_assert_true (has (cache, "a"));
  g_assert_false (has (cache, "b"));
  g_assert_true (has (cache, "c"));
  g_assert_true (has (cache, "d"));
  g_assert_cmpuint (bc_game_cache_get_size (cache), ==, 3 * bc_game_data_get_size (sample));
}

static void
test_game_cache_not_kept (void)
{
  g_autoptr(BcGameData) sample = make_data ("sample");
  g_autoptr(BcGameCache) cache = bc_game_cache_new (bc_game_data_get_size (sample));
  g_autoptr(BcGameCache) small = bc_game_cache_new (bc_game_data_get_size (sample) - 1);

  insert (cache, NULL);
  g_assert_cmpuint (bc_game_cache_get_size (cache), ==, 0);
  insert (cache, "a");
  insert (cache, "a");
  g_assert_cmpuint (bc_game_cache_get_size (cache), ==, bc_game_data_get_size (sample));

  insert (small, "a");
  g_assert_false (has (small, "a"));
}

/* What is in use stays alive, whatever the cache does. */
static void
test_game_cache_lends (void)
{
  g_autoptr(BcGameData) sample = make_data ("sample");
  g_autoptr(BcGameCache) cache = bc_game_cache_new (bc_game_data_get_size (sample));
  g_autoptr(BcGameData) used = NULL;

  insert (cache, "a");
  used = bc_game_cache_lookup (cache, "a");
  insert (cache, "b");
  g_assert_false (has (cache, "a"));
  g_assert_cmpstr (used->game->data_version, ==, "a");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/game-cache/oldest-goes", test_game_cache_oldest_goes);
  g_test_add_func ("/game-cache/not-kept", test_game_cache_not_kept);
  g_test_add_func ("/game-cache/lends", test_game_cache_lends);

  return g_test_run ();
}
