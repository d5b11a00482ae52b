/* test-simulation-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-core-error.h"
#include "bc-simulation-result.h"
#include "test-utils.h"

#define TIME0 G_GINT64_CONSTANT (1767300000)

static const BcModelPoint points[] = {
  { TIME0, 600000, 500000, 490000, 510000, -1, -1, -1, 0 },
  { TIME0 + 60, 600000, 600000, 590000, 610000, -1, -1, -1, 0 },
  { TIME0 + 120, 600000, 600000, 590000, 610000, -1, -1, -1, 0 },
};

static BcGame *
make_game (const char *id,
           const char *date,
           gint64      start)
{
  BcGame *game = bc_game_new ();

  game->id = g_strdup (id);
  game->date = g_strdup (date);
  game->start_time = start;
  game->final = TRUE;
  game->home_score = 100;
  game->away_score = 90;

  return game;
}

static BcGameData *
make_data (const char *id,
           const char *date,
           gint64      start,
           gboolean    traded)
{
  g_autoptr(BcGame) game = make_game (id, date, start);
  BcGameData *data = bc_game_data_new (game);
  BcModelTrack *track = bc_model_track_new ("csv", TRUE);

  if (traded)
    g_array_append_vals (track->points, points, G_N_ELEMENTS (points));
  g_ptr_array_add (data->tracks, track);

  return data;
}

static void
add (GPtrArray                 *games,
     const BcSimulationRequest *request,
     const char                *id,
     const char                *date,
     gint64                     start,
     gboolean                   traded)
{
  g_autoptr(BcGameData) data = make_data (id, date, start, traded);

  g_ptr_array_add (games, bc_game_result_new (data, request));
}

static void
check_id (const BcSimulationResult *result,
          guint                     i,
          const char               *id)
{
  const BcGameResult *game = g_ptr_array_index (result->games, i);

  g_assert_cmpstr (game->game->id, ==, id);
}

static void
test_simulation_result_order (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_result_free);
  g_autoptr(BcSimulationResult) result = NULL;
  g_autoptr(BcSimulationResult) shared = NULL;

  add (games, request, "b", "2026-01-02", 10, TRUE);
  add (games, request, "d", "2026-01-01", 30, FALSE);
  add (games, request, "a", "2026-01-02", 10, TRUE);
  add (games, request, "c", "2026-01-02", 5, TRUE);
  result = bc_simulation_result_new (request, games, 7, TRUE);
  shared = bc_simulation_result_ref (result);

  check_id (shared, 0, "d");
  check_id (shared, 1, "c");
  check_id (shared, 2, "a");
  check_id (shared, 3, "b");
  g_assert_cmpuint (result->n_requested, ==, 7);
  g_assert_true (result->partial);
  g_assert_cmpuint (result->metrics.n_games, ==, 3);
  g_assert_cmpuint (result->metrics.n_failed, ==, 1);
  g_assert_cmpuint (result->metrics.all.n_trades, ==, 3);
  g_assert_true (result->request != request);
}

static void
test_simulation_result_game (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(BcGameData) data = make_data ("a", "2026-01-01", 0, TRUE);
  g_autoptr(BcGameResult) result = bc_game_result_new (data, request);
  g_autoptr(BcGameResult) again = NULL;
  const BcTrade *trade;

  g_assert_no_error (result->error);
  g_assert_true (result->game == data->game);
  g_assert_cmpstr (result->source, ==, "csv");
  g_assert_cmpuint (result->series->n_points, ==, 3);
  g_assert_cmpuint (result->trades->len, ==, 1);
  trade = &g_array_index (result->trades, BcTrade, 0);
  g_assert_cmpint (trade->entry_price, ==, 510000);
  g_assert_cmpint (trade->exit_price, ==, 590000);
  g_assert_true (trade->has_settlement);

  again = bc_game_result_new_from_series (data->game, "csv", result->series, &request->strategy);
  g_assert_no_error (again->error);
  g_assert_true (again->series == result->series);
  g_assert_cmpstr (again->source, ==, "csv");
  g_assert_cmpmem (again->trades->data, again->trades->len * sizeof (BcTrade),
                   result->trades->data, result->trades->len * sizeof (BcTrade));
}

/* The numbers of a set do not need the points between the trades. */
static void
test_simulation_result_compact (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(BcGameData) data = make_data ("a", "2026-01-01", 0, TRUE);
  g_autoptr(GPtrArray) whole = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_result_free);
  g_autoptr(GPtrArray) compact = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_result_free);
  g_autoptr(BcSimulationResult) expected = NULL;
  g_autoptr(BcSimulationResult) result = NULL;
  BcGameResult *game = bc_game_result_new (data, request);

  g_ptr_array_add (whole, bc_game_result_new (data, request));
  g_ptr_array_add (compact, game);
  bc_game_result_compact (game);
  expected = bc_simulation_result_new (request, whole, 1, FALSE);
  result = bc_simulation_result_new (request, compact, 1, FALSE);

  g_assert_cmpuint (game->n_points, ==, 3);
  g_assert_cmpuint (game->series->n_points, ==, 2);
  g_assert_cmpint (game->series->end, ==, ((BcGameResult *) g_ptr_array_index (whole, 0))->series->end);
  g_assert_cmpmem (&result->metrics, sizeof (BcMetrics), &expected->metrics, sizeof (BcMetrics));
}

static void
test_simulation_result_failed_game (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(BcGameData) empty = make_data ("a", "2026-01-01", 0, FALSE);
  g_autoptr(BcGameData) other = make_data ("b", "2026-01-01", 0, TRUE);
  g_autoptr(BcGameResult) unpriced = bc_game_result_new (empty, request);
  g_autoptr(BcGameResult) unsourced = NULL;

  g_assert_error (unpriced->error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA);
  g_assert_null (unpriced->series);
  g_assert_cmpuint (unpriced->trades->len, ==, 0);
  g_assert_cmpstr (unpriced->source, ==, "csv");

  g_assert_true (bc_simulation_request_set (request, "source", "espn", NULL));
  unsourced = bc_game_result_new (other, request);
  g_assert_error (unsourced->error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA);
  g_assert_null (unsourced->source);
}

static void
test_simulation_result_empty (void)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_result_free);
  g_autoptr(BcSimulationResult) result = bc_simulation_result_new (request, games, 0, FALSE);

  g_assert_cmpuint (result->games->len, ==, 0);
  g_assert_cmpuint (result->metrics.all.n_trades, ==, 0);
  g_assert_false (result->partial);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulation-result/order", test_simulation_result_order);
  g_test_add_func ("/simulation-result/game", test_simulation_result_game);
  g_test_add_func ("/simulation-result/compact", test_simulation_result_compact);
  g_test_add_func ("/simulation-result/failed-game", test_simulation_result_failed_game);
  g_test_add_func ("/simulation-result/empty", test_simulation_result_empty);

  return g_test_run ();
}
