/* test-simulation-job.c: seasons and lists of games, on a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bc-core-error.h"
#include "bc-wire.h"
#include "desk-fixture.h"
#include "test-utils.h"

#define N_GAMES      48
#define N_MANY_GAMES 192

static BcSimulationRequest *
make_request (const char *season)
{
  BcSimulationRequest *request = bc_simulation_request_new ();

  request->season = g_strdup (season);

  return request;
}

static GPtrArray *
list_games (DeskFixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGamePage) page = NULL;
  BcGameQuery query = { .season = "demo", .ascending = TRUE };
  GAsyncResult *slot = NULL;

  bc_store_list_games_async (bc_desk_get_store (fixture->desk), &query, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  page = bc_store_list_games_finish (bc_desk_get_store (fixture->desk), result, &error);
  g_assert_no_error (error);

  return g_ptr_array_ref (page->games);
}

static BcGameData *
load_game (DeskFixture *fixture,
           const char  *id)
{
  const char * const ids[] = { id, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *slot = NULL;

  bc_store_load_games_async (bc_desk_get_store (fixture->desk), ids, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  games = bc_store_load_games_finish (bc_desk_get_store (fixture->desk), result, &error);
  g_assert_no_error (error);

  return bc_game_data_ref (g_ptr_array_index (games, 0));
}

/* The same without any desk: one game after the other. begin, end: positions in
 * the order of the rules. */
static char *
simulate_plainly (DeskFixture               *fixture,
                  const BcSimulationRequest *request,
                  guint                      begin,
                  guint                      end,
                  guint                      n_requested)
{
  g_autoptr(GPtrArray) games = list_games (fixture);
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_result_free);
  g_autoptr(BcSimulationResult) result = NULL;
  g_autoptr(GBytes) document = NULL;

  for (guint i = begin; i < end; i++)
    {
      const BcGame *game = g_ptr_array_index (games, i);
      g_autoptr(BcGameData) data = load_game (fixture, game->id);

      g_ptr_array_add (results, bc_game_result_new (data, request));
    }

  result = bc_simulation_result_new (request, results, n_requested, end - begin < n_requested);
  document = bc_wire_simulation_to_json (result, NULL, FALSE);

  /* Without the brace that closes it. */
  return g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document) - 1);
}

static double
find_number (const char *document,
             const char *member)
{
  const char *at = strstr (document, member);

  g_assert_nonnull (at);

  return g_ascii_strtod (at + strlen (member), NULL);
}

static void
test_simulation_job_season (DeskFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request ("demo");
  g_autofree char *expected = NULL;
  g_autofree char *document = NULL;
  g_autofree char *outcome = NULL;
  g_autofree char *id = NULL;
  BcJob *job;

  desk_fixture_load_demo (fixture, N_GAMES);
  job = desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE);
  id = g_strdup (bc_job_get_id (job));
  g_assert_cmpstr (bc_job_get_title (job), ==, "Simulation of demo");
  g_assert_cmpint (bc_job_get_progress (job)->current, ==, N_GAMES);
  g_assert_cmpint (bc_job_get_progress (job)->total, ==, N_GAMES);

  /* The result outlives the process. */
  desk_fixture_reopen (fixture);
  document = desk_fixture_document (fixture, id, FALSE);
  expected = simulate_plainly (fixture, request, 0, N_GAMES, N_GAMES);
  g_assert_cmpstr (document, ==, expected);
  g_assert_nonnull (strstr (document, "\"num_games\":48"));

  /* So does what its end said: what came out. */
  outcome = g_strdup_printf ("+$%.2f (%.0f trades, after fees)", find_number (document, "\"total_profit_dollars\":"),
                             find_number (document, "\"num_trades\":"));
  g_assert_cmpstr (bc_job_get_progress (bc_desk_find_job (fixture->desk, id))->detail, ==, outcome);
}

static void
test_simulation_job_newest (DeskFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request (NULL);
  g_autoptr(BcSimulationRequest) named = make_request ("demo");
  g_autofree char *expected = NULL;
  g_autofree char *document = NULL;
  BcJob *job;

  desk_fixture_load_demo (fixture, N_GAMES);
  request->num_games = named->num_games = 5;
  job = desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE);
  g_assert_cmpstr (bc_job_get_title (job), ==, "Simulation of demo, newest 5 games");

  document = desk_fixture_document (fixture, bc_job_get_id (job), FALSE);
  expected = simulate_plainly (fixture, named, N_GAMES - 5, N_GAMES, 5);
  g_assert_cmpstr (document, ==, expected);
}

/* Also with the games in memory, where the blocks come at once. */
static void
test_simulation_job_threads (DeskFixture   *fixture,
                             gconstpointer  data)
{
  static const guint threads[] = { 1, 4, 2, 16 };
  g_autofree char *expected = NULL;
  g_autofree char *expected_summary = NULL;

  desk_fixture_load_demo (fixture, N_GAMES);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(BcSimulationRequest) request = make_request ("demo");
      g_autofree char *document = NULL;
      g_autofree char *summary = NULL;
      BcJob *job;

      request->threads = threads[i];
      job = desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE);
      document = desk_fixture_document (fixture, bc_job_get_id (job), FALSE);
      summary = desk_fixture_document (fixture, bc_job_get_id (job), TRUE);

      if (i == 0)
        {
          expected = g_steal_pointer (&document);
          expected_summary = g_steal_pointer (&summary);
          continue;
        }
      g_assert_cmpstr (document, ==, expected);
      g_assert_cmpstr (summary, ==, expected_summary);
    }
}

/* Any order, one twice, one unknown: the unknown is counted, the rest is done. */
static void
test_simulation_job_list (DeskFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request (NULL);
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autoptr(GBytes) document = NULL;
  g_autoptr(GError) error = NULL;
  const BcJsonNode *root;
  const BcJsonNode *failed;
  BcJob *job;

  desk_fixture_load_demo (fixture, 10);
  games = list_games (fixture);
  request->game_ids = g_new0 (char *, 5);
  request->game_ids[0] = g_strdup (((BcGame *) g_ptr_array_index (games, 7))->id);
  request->game_ids[1] = g_strdup ("no-such-game");
  request->game_ids[2] = g_strdup (((BcGame *) g_ptr_array_index (games, 2))->id);
  request->game_ids[3] = g_strdup (request->game_ids[0]);

  job = desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE);
  g_assert_cmpint (bc_job_get_progress (job)->current, ==, 4);
  document = desk_fixture_result (fixture, bc_job_get_id (job), FALSE, &error);
  g_assert_no_error (error);
  json = bc_json_parse_bytes (document, &error);
  g_assert_no_error (error);

  root = bc_json_get_root (json);
  g_assert_cmpint (bc_json_node_get_int (root, "num_games", -1), ==, 2);
  g_assert_cmpint (bc_json_node_get_int (root, "num_games_requested", -1), ==, 3);
  g_assert_cmpint (bc_json_node_get_int (root, "num_games_failed", -1), ==, 1);
  failed = bc_json_node_get (root, "failed_games");
  g_assert_cmpuint (bc_json_node_get_size (failed), ==, 1);
  g_assert_cmpstr (bc_json_node_get_string (bc_json_node_get_item (failed, 0), "game_id"), ==, "no-such-game");
  g_assert_nonnull (strstr (bc_json_node_get_string (bc_json_node_get_item (failed, 0), "reason"), "no-such-game"));
}

static void
assert_fails (DeskFixture               *fixture,
              const BcSimulationRequest *request,
              const char                *words)
{
  g_autoptr(GError) error = NULL;
  BcJob *job = desk_fixture_simulate (fixture, request, BC_JOB_ERROR);

  g_assert_nonnull (strstr (bc_job_get_progress (job)->error, words));
  g_assert_null (desk_fixture_result (fixture, bc_job_get_id (job), FALSE, &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NO_RESULT);
}

static void
test_simulation_job_nothing (DeskFixture   *fixture,
                             gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) newest = make_request (NULL);
  g_autoptr(BcSimulationRequest) season = make_request ("1899-00");
  g_autoptr(BcSimulationRequest) unknown = make_request (NULL);

  unknown->game_ids = g_strsplit ("nobody,nothing", ",", -1);

  assert_fails (fixture, newest, "demo season");
  assert_fails (fixture, season, "1899-00");
  assert_fails (fixture, unknown, "nobody");
}

static void
cancel_cb (BcJob      *job,
           BcProgress *progress,
           gpointer    user_data)
{
  if (progress->current > 0)
    bc_job_cancel (job);
}

/* What was counted is kept: the first so many games, and only they. */
static void
test_simulation_job_cancel (DeskFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request ("demo");
  g_autoptr(GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *document = NULL;
  const BcProgress *progress;
  BcJob *job;

  desk_fixture_load_demo (fixture, N_MANY_GAMES);
  request->threads = 1;
  job = bc_desk_simulate (fixture->desk, request, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (job, "progress", G_CALLBACK (cancel_cb), NULL);
  test_wait_until (bc_job_has_ended (job));

  progress = bc_job_get_progress (job);
  g_assert_cmpint (progress->status, ==, BC_JOB_CANCELLED);
  g_assert_true (progress->partial);
  g_assert_cmpint (progress->current, >, 0);
  g_assert_cmpint (progress->current, <, N_MANY_GAMES);

  document = desk_fixture_document (fixture, bc_job_get_id (job), FALSE);
  g_assert_nonnull (strstr (document, "\"partial\":true"));
  expected = simulate_plainly (fixture, request, 0, (guint) progress->current, N_MANY_GAMES);
  g_assert_cmpstr (document, ==, expected);
}

static void
test_simulation_job_cancel_at_once (DeskFixture   *fixture,
                                    gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request ("demo");
  g_autoptr(GError) error = NULL;
  BcJob *job;

  desk_fixture_load_demo (fixture, 10);
  job = bc_desk_simulate (fixture->desk, request, NULL, &error);
  g_assert_no_error (error);
  bc_job_cancel (job);
  test_wait_until (bc_job_has_ended (job));

  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_CANCELLED);
  g_assert_false (bc_job_get_progress (job)->partial);
}

static BcGameResult *
simulate_game (DeskFixture                *fixture,
               const char                 *id,
               const BcSimulationRequest  *request,
               GError                    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_desk_simulate_game_async (fixture->desk, id, request, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);

  return bc_desk_simulate_game_finish (fixture->desk, result, error);
}

static void
test_simulation_job_game (DeskFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr(BcSimulationRequest) request = make_request (NULL);
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(BcGameData) game = NULL;
  g_autoptr(BcGameResult) expected = NULL;
  g_autoptr(BcGameResult) result = NULL;
  g_autoptr(GError) error = NULL;

  desk_fixture_load_demo (fixture, 10);
  games = list_games (fixture);
  game = load_game (fixture, ((BcGame *) g_ptr_array_index (games, 4))->id);
  expected = bc_game_result_new (game, request);

  result = simulate_game (fixture, game->game->id, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->game->id, ==, game->game->id);
  g_assert_cmpmem (result->trades->data, result->trades->len * sizeof (BcTrade),
                   expected->trades->data, expected->trades->len * sizeof (BcTrade));

  g_assert_null (simulate_game (fixture, "no-such-game", request, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  request->source = g_strdup ("no-such-source");
  g_assert_null (simulate_game (fixture, game->game->id, request, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA);
}

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/simulation-job/season", test_simulation_job_season);
  ADD ("/simulation-job/newest", test_simulation_job_newest);
  ADD ("/simulation-job/threads", test_simulation_job_threads);
  ADD ("/simulation-job/list", test_simulation_job_list);
  ADD ("/simulation-job/nothing", test_simulation_job_nothing);
  ADD ("/simulation-job/cancel", test_simulation_job_cancel);
  ADD ("/simulation-job/cancel-at-once", test_simulation_job_cancel_at_once);
  ADD ("/simulation-job/game", test_simulation_job_game);

  return g_test_run ();
}
