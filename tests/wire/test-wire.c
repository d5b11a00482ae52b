/* test-wire.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <math.h>
#include <string.h>

#include "bc-wire.h"

static void
assert_text (BcJsonWriter *writer,
             const char   *expected)
{
  g_autoptr(GBytes) bytes = bc_json_writer_finish (writer);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_wire_status (void)
{
  static const struct { BcJobStatus status; const char *word; const char *error; } cases[] = {
    { BC_JOB_QUEUED, "running", NULL },
    { BC_JOB_RUNNING, "running", NULL },
    { BC_JOB_PAUSED, "running", NULL },
    { BC_JOB_INTERRUPTED, "error", "\"interrupted: the program that ran it stopped\"" },
    { BC_JOB_COMPLETE, "complete", NULL },
    { BC_JOB_ERROR, "error", NULL },
    { BC_JOB_CANCELLED, "error", "\"cancelled\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcProgress) progress = bc_progress_new (cases[i].status);
      g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
      g_autofree char *expected = g_strdup_printf (
        "{\"current\":0,\"total\":0,\"status\":\"%s\",\"state\":\"%s\",\"eta_seconds\":null,\"error\":%s}",
        cases[i].word, bc_job_status_to_string (cases[i].status),
        cases[i].error != NULL ? cases[i].error : "null");

      g_assert_cmpstr (bc_wire_progress_status (progress), ==, cases[i].word);
      bc_wire_write_progress (writer, NULL, progress);
      assert_text (writer, expected);
    }
}

static void
test_wire_progress (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_ERROR);
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  progress->current = 812;
  progress->total = 1230;
  progress->eta_seconds = 12.34567;
  progress->error = g_strdup ("disk full");

  bc_json_writer_begin_object (writer, NULL);
  bc_wire_write_progress (writer, "progress", progress);
  bc_wire_write_progress (writer, "nothing", NULL);
  bc_json_writer_end_object (writer);

  assert_text (writer,
               "{\"progress\":{\"current\":812,\"total\":1230,\"status\":\"error\",\"state\":\"error\","
               "\"eta_seconds\":12.346,\"error\":\"disk full\"},"
               "\"nothing\":{\"current\":0,\"total\":0,\"status\":\"not_found\"}}");
}

static void
test_wire_job (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_CANCELLED);
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  BcWireJob job = { "f81d4fae", "simulation", "Simulate demo", progress };

  progress->current = 5;
  progress->total = 9;
  progress->detail = g_strdup ("401810288");
  progress->partial = TRUE;
  progress->eta_seconds = INFINITY;
  progress->started_at = G_GINT64_CONSTANT (1764000000500000);

  bc_wire_write_job (writer, NULL, &job);
  assert_text (writer,
               "{\"id\":\"f81d4fae\",\"kind\":\"simulation\",\"title\":\"Simulate demo\",\"status\":\"cancelled\","
               "\"current\":5,\"total\":9,\"detail\":\"401810288\",\"error\":\"cancelled\",\"partial\":true,"
               "\"started_at\":1764000000.5,\"finished_at\":null,\"eta_seconds\":null}");
}

static BcGame *
make_game (void)
{
  BcGame *game = bc_game_new ();

  game->id = g_strdup ("401810288");
  game->league = g_strdup ("NBA");
  game->season = g_strdup ("2025-26");
  game->date = g_strdup ("2025-12-25");
  game->home = g_strdup ("MIN");
  game->away = g_strdup ("DEN");
  game->home_score = 108;
  game->away_score = 112;
  game->final = TRUE;
  game->n_points = 3;
  game->n_quotes = 2;
  game->has_prices = TRUE;
  game->start_time = 1766700000;
  game->min_probability = 350000;
  game->max_probability = 610000;
  game->mean_probability = 480000;
  game->standard_deviation = 106145;

  return game;
}

static void
test_wire_game (void)
{
  g_autoptr(BcGame) game = make_game ();
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_wire_write_game (writer, NULL, game);
  assert_text (writer,
               "{\"game_id\":\"401810288\",\"season\":\"2025-26\",\"league\":\"NBA\",\"game_date\":\"2025-12-25\","
               "\"home_team_abbr\":\"MIN\",\"away_team_abbr\":\"DEN\","
               "\"home_team_name\":\"Minnesota Timberwolves\",\"away_team_name\":\"Denver Nuggets\","
               "\"final_home_score\":108,\"final_away_score\":112,\"home_won\":false,\"final\":true,"
               "\"has_kalshi\":true,\"sources\":[],\"aliases\":[],\"start_time\":1766700000,\"last_updated\":null,"
               "\"prob_count\":3,\"n_quotes\":2,\"stats\":{\"min_probability\":0.35,\"max_probability\":0.61,"
               "\"mean_probability\":0.48,\"standard_deviation\":0.106145,\"probability_range\":0.26}}");
}

static void
test_wire_unknown_game (void)
{
  g_autoptr(BcGame) game = bc_game_new ();
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  game->id = g_strdup ("bare");

  bc_wire_write_game (writer, NULL, game);
  assert_text (writer,
               "{\"game_id\":\"bare\",\"season\":null,\"league\":null,\"game_date\":null,"
               "\"home_team_abbr\":null,\"away_team_abbr\":null,\"home_team_name\":null,\"away_team_name\":null,"
               "\"final_home_score\":null,\"final_away_score\":null,\"home_won\":null,\"final\":false,"
               "\"has_kalshi\":false,\"sources\":[],\"aliases\":[],\"start_time\":null,\"last_updated\":null,"
               "\"prob_count\":0,\"n_quotes\":0,\"stats\":{\"min_probability\":null,\"max_probability\":null,"
               "\"mean_probability\":null,\"standard_deviation\":null,\"probability_range\":null}}");
}

static void
test_wire_games (void)
{
  g_autoptr(GPtrArray) games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_unref);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) last = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autoptr(BcJson) end = NULL;
  const BcJsonNode *root;

  g_ptr_array_add (games, make_game ());
  bytes = bc_wire_games_to_json (games, "2025-26", 3, 1, 1);
  last = bc_wire_games_to_json (games, NULL, 3, 0, 2);
  json = bc_json_parse_bytes (bytes, NULL);
  end = bc_json_parse_bytes (last, NULL);

  root = bc_json_get_root (json);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "games")), ==, 1);
  g_assert_cmpstr (bc_json_node_get_string (root, "season"), ==, "2025-26");
  g_assert_cmpint (bc_json_node_get_int (root, "total", -1), ==, 3);
  g_assert_cmpint (bc_json_node_get_int (root, "limit", -1), ==, 1);
  g_assert_cmpint (bc_json_node_get_int (root, "offset", -1), ==, 1);
  g_assert_true (bc_json_node_get_boolean (root, "has_more", FALSE));
  g_assert_false (bc_json_node_get_boolean (bc_json_get_root (end), "has_more", TRUE));
}

static BcModelTrack *
make_track (const char *source,
            gboolean    aligned)
{
  const BcModelPoint points[] = {
    { 1766700000, 610000, aligned ? 555000 : BC_PPM_NONE, aligned ? 550000 : BC_PPM_NONE,
      aligned ? 560000 : BC_PPM_NONE, 0, 0, 720, 1 },
    { 1766700060, 350000, BC_PPM_NONE, BC_PPM_NONE, BC_PPM_NONE, BC_SCORE_NONE, BC_SCORE_NONE, -1, 0 },
  };
  BcModelTrack *track = bc_model_track_new (source, aligned);

  g_array_append_vals (track->points, points, G_N_ELEMENTS (points));

  return track;
}

static BcMarket *
make_market (const char *ticker,
             const char *team,
             gboolean    is_home)
{
  const BcQuote quotes[] = {
    { 1766700060, 440000, 460000, 455000, 1500000 },
    { 1766700120, 440000, 450000, BC_PPM_NONE, 0 },
    { 1766700180, BC_PPM_NONE, 450000, BC_PPM_NONE, 0 },
  };
  BcMarket *market = bc_market_new (ticker);

  g_free (market->event_ticker);
  market->event_ticker = g_strdup ("KXNBAGAME-25DEC25DENMIN");
  g_free (market->team);
  market->team = g_strdup (team);
  market->is_home = is_home;
  market->last_price = 10000;
  g_array_append_vals (market->quotes, quotes, G_N_ELEMENTS (quotes));

  return market;
}

static void
test_wire_meta (void)
{
  g_autoptr(BcGame) game = make_game ();
  g_autoptr(BcGameData) data = bc_game_data_new (game);
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autoptr(GError) error = NULL;
  const BcJsonNode *root;
  const BcJsonNode *market;

  g_ptr_array_add (data->tracks, make_track ("espn", FALSE));
  g_ptr_array_add (data->markets, make_market ("KXNBAGAME-25DEC25DENMIN-MIN", "MIN", TRUE));
  bc_wire_write_game_meta (writer, NULL, data);
  bytes = bc_json_writer_finish (writer);
  json = bc_json_parse_bytes (bytes, &error);
  g_assert_no_error (error);

  root = bc_json_get_root (json);
  market = bc_json_node_get_item (bc_json_node_get (root, "kalshi_markets"), 0);
  g_assert_cmpstr (bc_json_node_get_string (root, "kalshi_url"), ==,
                   "https://kalshi.com/markets/kxnbagame/nba-game/kxnbagame-25dec25denmin");
  g_assert_cmpint (bc_json_node_get_int (root, "game_start_timestamp", -1), ==, 1766700000);
  g_assert_cmpint (bc_json_node_get_string (root, "home_color")[0], ==, '#');
  g_assert_cmpstr (bc_json_node_get_string (market, "team"), ==, "MIN");
  g_assert_cmpint (bc_json_node_get_int (market, "last_price", -1), ==, 1);
  g_assert_null (bc_json_node_get_string (market, "result"));
}

static void
test_wire_probs (void)
{
  g_autoptr(BcGame) game = make_game ();
  g_autoptr(BcGameData) data = bc_game_data_new (game);
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  g_ptr_array_add (data->tracks, make_track ("csv", TRUE));
  g_ptr_array_add (data->tracks, make_track ("espn", FALSE));
  g_ptr_array_add (data->markets, make_market ("KX-MIN", "MIN", TRUE));

  bc_wire_write_probs (writer, NULL, data, TRUE);
  assert_text (writer,
               "{\"source\":\"espn\",\"espn\":["
               "{\"time\":1766700000,\"home_prob\":0.61,\"away_prob\":0.39,\"home_score\":0,\"away_score\":0,"
               "\"period\":1,\"clock\":720},"
               "{\"time\":1766700060,\"home_prob\":0.35,\"away_prob\":0.65,\"home_score\":null,\"away_score\":null,"
               "\"period\":null,\"clock\":null}],"
               "\"other_sources\":{\"csv\":["
               "{\"time\":1766700000,\"home_prob\":0.61,\"away_prob\":0.39,\"home_score\":0,\"away_score\":0,"
               "\"period\":1,\"clock\":720},"
               "{\"time\":1766700060,\"home_prob\":0.35,\"away_prob\":0.65,\"home_score\":null,\"away_score\":null,"
               "\"period\":null,\"clock\":null}]},"
               "\"kalshi\":{\"KX-MIN\":{\"team\":\"MIN\",\"team_side\":\"home\","
               "\"event_ticker\":\"KXNBAGAME-25DEC25DENMIN\",\"data\":["
               "{\"time\":1766700060,\"price\":45.5,\"bid\":44,\"ask\":46,\"price_close\":45.5,\"volume\":1.5,"
               "\"period_ts\":1766700060,\"period_interval_min\":null},"
               "{\"time\":1766700120,\"price\":44.5,\"bid\":44,\"ask\":45,\"price_close\":null,\"volume\":0,"
               "\"period_ts\":1766700120,\"period_interval_min\":null},"
               "{\"time\":1766700180,\"price\":null,\"bid\":null,\"ask\":45,\"price_close\":null,\"volume\":0,"
               "\"period_ts\":1766700180,\"period_interval_min\":null}]},"
               "\"csv\":{\"team\":\"MIN\",\"team_side\":\"home\",\"event_ticker\":null,\"source\":\"csv\",\"data\":["
               "{\"time\":1766700000,\"price\":55.5,\"bid\":55,\"ask\":56,\"price_close\":null,\"volume\":null,"
               "\"period_ts\":1766700000,\"period_interval_min\":null},"
               "{\"time\":1766700060,\"price\":null,\"bid\":null,\"ask\":null,\"price_close\":null,\"volume\":null,"
               "\"period_ts\":1766700060,\"period_interval_min\":null}]}},"
               "\"kalshi_validation\":{\"game_id\":\"401810288\",\"markets_found\":[{\"ticker\":\"KX-MIN\","
               "\"event_ticker\":\"KXNBAGAME-25DEC25DENMIN\",\"kalshi_team_name\":\"MIN\",\"team_side\":\"home\","
               "\"espn_home_abbrev\":\"MIN\",\"espn_away_abbrev\":\"DEN\","
               "\"espn_home_display\":\"Minnesota Timberwolves\",\"espn_away_display\":\"Denver Nuggets\","
               "\"name_match_valid\":true}],\"warnings\":[],\"summary\":{\"total_markets\":1,\"home_markets\":1,"
               "\"away_markets\":0,\"all_name_matches_valid\":true,\"warnings_count\":0}}}");
}

static void
test_wire_probs_without (void)
{
  g_autoptr(BcGame) game = make_game ();
  g_autoptr(BcGameData) data = bc_game_data_new (game);
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autoptr(GError) error = NULL;
  const BcJsonNode *root;
  const BcJsonNode *summary;

  g_ptr_array_add (data->markets, make_market ("KX-X", "", FALSE));
  bc_wire_write_probs (writer, NULL, data, FALSE);
  bytes = bc_json_writer_finish (writer);
  json = bc_json_parse_bytes (bytes, &error);
  g_assert_no_error (error);

  root = bc_json_get_root (json);
  summary = bc_json_node_get (bc_json_node_get (root, "kalshi_validation"), "summary");
  g_assert_null (bc_json_node_get_string (root, "source"));
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "espn")), ==, 0);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "kalshi")), ==, 0);
  g_assert_cmpint (bc_json_node_get_int (summary, "total_markets", -1), ==, 1);
  g_assert_cmpint (bc_json_node_get_int (summary, "warnings_count", -1), ==, 1);
}

static GBytes *
write_request (const BcSimulationRequest *request)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_wire_write_request (writer, NULL, request);

  return bc_json_writer_finish (writer);
}

static void
test_wire_request (void)
{
  static const char text[] =
    "{\"season\":\"demo\",\"num_games\":500,\"game_ids\":[\"a\",\"b\"],\"source\":\"espn\","
    "\"entry_threshold\":0.06,\"exit_threshold\":0.015,\"min_hold_seconds\":0,\"bet_amount\":12.5,"
    "\"slippage_rate\":0.001,\"fees\":\"none\",\"fee_multiplier\":0.5,\"fee_rounding\":\"0.0001\","
    "\"exclude_first_seconds\":60,\"exclude_last_seconds\":61,\"signal_delay_seconds\":5,"
    "\"max_quote_age_seconds\":90,\"align\":\"nearest\",\"assumed_spread\":0.01,\"whole_contracts\":true}";
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(BcSimulationRequest) copy = bc_simulation_request_new ();
  g_autoptr(BcJson) json = bc_json_parse (text, -1, NULL);
  g_autoptr(BcJson) again = NULL;
  g_autoptr(GBytes) defaults = write_request (copy);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) twice = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (bc_wire_read_request (bc_json_get_root (json), request, &error));
  g_assert_no_error (error);
  bytes = write_request (request);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, sizeof text - 1);

  /* The defaults have nulls, which leave everything as it is. */
  again = bc_json_parse_bytes (defaults, NULL);
  g_assert_true (bc_wire_read_request (bc_json_get_root (again), copy, &error));
  g_assert_no_error (error);
  twice = write_request (copy);
  g_assert_true (g_bytes_equal (defaults, twice));
}

static void
test_wire_bad_request (void)
{
  static const struct { const char *text; gboolean shape; int code; const char *part; } cases[] = {
    { "[]", TRUE, BC_WIRE_ERROR_SHAPE, "object" },
    { "{\"fees\":{}}", TRUE, BC_WIRE_ERROR_SHAPE, "fees" },
    { "{\"game_ids\":[[\"a\"]]}", TRUE, BC_WIRE_ERROR_SHAPE, "game_ids" },
    { "{\"entry\":0.05}", FALSE, BC_CORE_ERROR_UNKNOWN, "entry" },
    { "{\"entry_threshold\":\"much\"}", FALSE, BC_CORE_ERROR_PARSE, "much" },
    { "{\"entry_threshold\":-1}", FALSE, BC_CORE_ERROR_RANGE, "-1" },
    { "{\"bet_amount\":1e300}", FALSE, BC_CORE_ERROR_RANGE, "1e+300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
      g_autoptr(BcJson) json = bc_json_parse (cases[i].text, -1, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_false (bc_wire_read_request (bc_json_get_root (json), request, &error));
      g_assert_true (g_error_matches (error, cases[i].shape ? BC_WIRE_ERROR : BC_CORE_ERROR, cases[i].code));
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/status", test_wire_status);
  g_test_add_func ("/wire/progress", test_wire_progress);
  g_test_add_func ("/wire/job", test_wire_job);
  g_test_add_func ("/wire/game", test_wire_game);
  g_test_add_func ("/wire/unknown-game", test_wire_unknown_game);
  g_test_add_func ("/wire/games", test_wire_games);
  g_test_add_func ("/wire/meta", test_wire_meta);
  g_test_add_func ("/wire/probs", test_wire_probs);
  g_test_add_func ("/wire/probs-without", test_wire_probs_without);
  g_test_add_func ("/wire/request", test_wire_request);
  g_test_add_func ("/wire/bad-request", test_wire_bad_request);

  return g_test_run ();
}
