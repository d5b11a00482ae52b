/* test-cli-store.c: what the commands do to a store and read from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-program.h"
#include "test-utils.h"

#include <string.h>

#include "bc-json.h"

#define HEADER "game_id,timestamp,model_prob,price,bid,ask,season,date,home,away\n"
#define GAME(id, date) \
  id ",1766700060,0.56,0.49,0.48,0.50,Cup," date ",BOS,NY\n" \
  id ",1766700120,0.58,0.575,0.57,0.58,Cup," date ",BOS,NY\n"

static char *
write_file (TestProgram *program,
            const char  *name,
            const char  *text)
{
  char *path = test_program_path (program, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* Runs a command that must succeed with --json, and reads what it says. */
static BcJson *
run_json (TestProgram *program,
          const char  *line)
{
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;
  BcJson *json;

  g_assert_cmpint (test_program_run (program, &out, NULL, "%s --json", line), ==, 0);
  json = bc_json_parse (out, -1, &error);
  g_assert_no_error (error);

  return json;
}

static char *
run_text (TestProgram *program,
          const char  *line)
{
  char *out = NULL;

  g_assert_cmpint (test_program_run (program, &out, NULL, "%s", line), ==, 0);

  return out;
}

static void
assert_members (const BcJsonNode *node,
                const char       *names)
{
  g_auto(GStrv) members = g_strsplit (names, " ", -1);

  for (guint i = 0; members[i] != NULL; i++)
    if (bc_json_node_get (node, members[i]) == NULL)
      g_error ("%s is missing", members[i]);
}

static void
assert_has (const char *text,
            const char *needle)
{
  if (strstr (text, needle) == NULL)
    g_error ("“%s” is not in: %s", needle, text);
}

/* The fields that the predecessor promised, and ours. */
static void
assert_bulk_document (const BcJsonNode *root)
{
  g_auto(GStrv) members = bc_json_node_dup_members (root);
  const BcJsonNode *trade = bc_json_node_get_item (bc_json_node_get (root, "trades"), 0);
  const BcJsonNode *game = bc_json_node_get_item (bc_json_node_get (root, "game_results"), 0);

  assert_members (root,
                  "total_profit_cents total_profit_dollars num_trades win_rate avg_profit_per_trade_cents "
                  "avg_profit_per_trade_dollars num_games num_games_requested num_games_failed failed_game_ids "
                  "failed_games entry_threshold exit_threshold exclude_first_seconds exclude_last_seconds "
                  "bet_amount_dollars data_source game_results trades roi_percentage roi_note position_breakdown "
                  "risk_metrics median_profit_cents median_profit_dollars trades_per_game "
                  "avg_trade_duration_seconds avg_trade_duration_minutes per_game_summary sharpe_ratio "
                  "distribution_quartiles divergence_metrics expectancy_dollars profit_factor max_drawdown_dollars "
                  "max_drawdown_percent equity_curve sample_size_n");
  assert_members (root,
                  "total_gross_profit_cents total_gross_profit_dollars total_fees_dollars total_slippage_dollars "
                  "season source partial before_fees looks_ahead parameters phase_breakdown settlement run");
  assert_members (trade,
                  "game_id game_date entry_time exit_time position_type entry_espn_prob entry_kalshi_price "
                  "entry_kalshi_bid entry_kalshi_ask exit_espn_prob exit_kalshi_price exit_kalshi_bid "
                  "exit_kalshi_ask profit_cents profit_dollars net_profit_cents net_profit_dollars "
                  "actual_outcome game_phase");
  assert_members (game,
                  "game_id total_profit_cents total_gross_profit_cents num_trades win_rate trades "
                  "bet_amount_dollars num_data_points data_source actual_outcome");
  assert_members (bc_json_node_get (root, "run"),
                  "id elapsed_seconds cached started_at finished_at threads engine_version data_version");
  g_assert_cmpstr (members[g_strv_length (members) - 1], ==, "run");
}

static void
test_cli_store_season (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(BcJson) demo = run_json (program, "demo --games 20");
  g_autoptr(BcJson) games = run_json (program, "games --season demo --limit 3");
  g_autoptr(BcJson) season = run_json (program, "simulate --season demo");
  g_autoptr(BcJson) newest = run_json (program, "simulate --games 5");
  g_autofree char *listed = run_text (program, "games");
  g_autofree char *shown = run_text (program, "simulate --season demo --fees none");
  g_autoptr(BcJson) one = NULL;
  g_autofree char *line = NULL;
  const BcJsonNode *page = bc_json_get_root (games);

  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (demo), "games", 0), ==, 20);
  g_assert_cmpint (bc_json_node_get_int (page, "total", 0), ==, 20);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (page, "games")), ==, 3);
  g_assert_true (bc_json_node_get_boolean (page, "has_more", FALSE));

  assert_bulk_document (bc_json_get_root (season));
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (season), "num_games", 0), ==, 20);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (newest), "num_games", 0), ==, 5);
  g_assert_cmpstr (bc_json_node_get_string (bc_json_get_root (newest), "season"), ==, "demo");
  assert_has (listed, "demo");
  assert_has (shown, "20 of 20 games");
  assert_has (shown, "before fees");

  /* One game is the bulk document too. */
  line = g_strdup_printf ("simulate %s --entry 0.01",
                          bc_json_node_get_string (bc_json_node_get_item (bc_json_node_get (page, "games"), 0), "game_id"));
  one = run_json (program, line);
  assert_bulk_document (bc_json_get_root (one));
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (one), "num_games", 0), ==, 1);
}

static void
test_cli_store_jobs (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(BcJson) demo = run_json (program, "demo --games 3");
  g_autoptr(BcJson) result = run_json (program, "simulate --season demo");
  const char *id = bc_json_node_get_string (bc_json_node_get (bc_json_get_root (result), "run"), "id");
  g_autofree char *show = g_strdup_printf ("jobs show %s", id);
  g_autofree char *forget = g_strdup_printf ("jobs forget %s", id);
  g_autoptr(BcJson) jobs = run_json (program, "jobs");
  g_autoptr(BcJson) listed = run_json (program, "jobs list");
  g_autoptr(BcJson) shown = run_json (program, show);
  g_autofree char *lines = run_text (program, "jobs");
  g_autofree char *forgotten = run_text (program, forget);
  g_autoptr(BcJson) rest = run_json (program, "jobs");
  g_autofree char *err = NULL;
  const BcJsonNode *job = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (jobs), "jobs"), 0);

  assert_members (job, "id kind title status current total detail error partial started_at finished_at eta_seconds");
  g_assert_cmpstr (bc_json_node_get_string (job, "id"), ==, id);
  g_assert_cmpstr (bc_json_node_get_string (job, "kind"), ==, "simulation");
  g_assert_cmpstr (bc_json_node_get_string (job, "status"), ==, "complete");
  g_assert_cmpint (bc_json_node_get_int (job, "current", 0), ==, 3);
  g_assert_cmpstr (bc_json_node_get_string (bc_json_get_root (shown), "id"), ==, id);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (jobs), "jobs")), ==, 2);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (listed), "jobs")), ==, 2);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (rest), "jobs")), ==, 1);
  assert_has (lines, id);

  /* Gone: whatever is asked of it now is a failure that names it. */
  g_assert_cmpint (test_program_run (program, NULL, &err, "%s", show), ==, 1);
  assert_has (err, id);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "%s", forget), ==, 1);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "jobs cancel %s", id), ==, 1);
}

/* What has ended cannot be steered. */
static void
test_cli_store_ended (void)
{
  static const char * const actions[] = { "cancel", "pause", "resume" };
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(BcJson) demo = run_json (program, "demo --games 1");
  g_autoptr(BcJson) jobs = run_json (program, "jobs");
  const BcJsonNode *job = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (jobs), "jobs"), 0);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (test_program_run (program, NULL, &err, "jobs %s %s", actions[i],
                                         bc_json_node_get_string (job, "id")), ==, 1);
      assert_has (err, bc_json_node_get_string (job, "title"));
    }
}

static void
test_cli_store_digest (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(TestProgram) other = test_program_new ();
  g_autofree char *sound = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *changed = NULL;
  g_autoptr(BcJson) json = NULL;

  g_free (run_text (program, "demo --games 5 --seed 7"));
  g_free (run_text (other, "demo --games 5 --seed 7"));
  g_free (run_text (other, "simulate --season demo"));

  sound = run_text (program, "store check");
  first = run_text (program, "store check --digest");
  second = run_text (other, "store check --digest");
  json = run_json (program, "store check --digest");

  assert_has (sound, "sound");
  g_assert_true (g_regex_match_simple ("^[0-9a-f]{64}\n$", first, G_REGEX_DOLLAR_ENDONLY, 0));
  g_assert_cmpstr (first, ==, second);
  g_assert_true (g_str_has_prefix (first, bc_json_node_get_string (bc_json_get_root (json), "digest")));

  g_free (run_text (other, "demo --games 5 --seed 8"));
  changed = run_text (other, "store check --digest");
  g_assert_cmpstr (first, !=, changed);
}

static const BcJsonNode *
get_file (BcJson *report)
{
  return bc_json_node_get_item (bc_json_node_get (bc_json_get_root (report), "files"), 0);
}

static void
test_cli_store_import (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = write_file (program, "games.csv", HEADER GAME ("one", "2025-12-25") GAME ("two", "2025-12-26"));
  g_autofree char *line = g_strdup_printf ("import %s", path);
  g_autoptr(BcJson) first = run_json (program, line);
  g_autoptr(BcJson) second = run_json (program, line);
  g_autoptr(BcJson) simulated = run_json (program, "simulate --season Cup --fees none");
  g_autofree char *text = run_text (program, line);
  g_autofree char *digest = run_text (program, "store check --digest");
  g_autofree char *again = NULL;

  assert_members (bc_json_get_root (first), "files games points refused");
  assert_members (get_file (first), "path status kind reason line byte");
  g_assert_cmpstr (bc_json_node_get_string (get_file (first), "path"), ==, path);
  g_assert_cmpstr (bc_json_node_get_string (get_file (first), "status"), ==, "taken");
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (first), "games", 0), ==, 2);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (first), "points", 0), ==, 4);
  g_assert_cmpstr (bc_json_node_get_string (get_file (second), "status"), ==, "unchanged");
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (second), "points", -1), ==, 0);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (simulated), "total_profit_cents", 0), ==, 560);
  g_assert_cmpstr (bc_json_node_get_string (bc_json_get_root (simulated), "source"), ==, "csv");
  assert_has (text, "1 files read, 0 refused");

  again = run_text (program, "store check --digest");
  g_assert_cmpstr (digest, ==, again);
}

/* A bad file never stops the others; nothing but bad ones is a failure. */
static void
test_cli_store_refused (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *good = write_file (program, "good.csv", HEADER GAME ("one", "2025-12-25"));
  g_autofree char *bad = write_file (program, "bad.csv", "a,b\n1,2\n");
  g_autofree char *broken = write_file (program, "broken.json", "{\"plays\": [1,\n 2");
  g_autofree char *missing = test_program_path (program, "missing.csv");
  g_autofree char *out = NULL;
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;
  g_autofree char *err = NULL;
  g_autoptr(BcJson) json = NULL;

  g_assert_cmpint (test_program_run (program, &none, &err, "import %s", missing), ==, 1);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "import %s", bad), ==, 1);
  g_assert_cmpint (test_program_run (program, &out, NULL, "import --json %s %s %s %s", bad, broken, good, missing), ==, 0);
  g_assert_cmpint (test_program_run (program, &text, NULL, "import %s %s", good, bad), ==, 0);

  json = bc_json_parse (out, -1, NULL);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (bc_json_get_root (json), "files")), ==, 4);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (json), "refused", 0), ==, 3);
  assert_has (text, "refused: ");
  assert_has (text, "game_id,timestamp,model_prob,price,bid,ask");
}

/* The option, before or after the command, beats the environment, which beats
 * the user's store. */
static void
test_cli_store_address (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = test_program_path (program, "named.db");
  g_autofree char *url = g_strdup_printf ("sqlite:%s", path);
  g_autofree char *demo = g_strdup_printf ("demo --games 2 --database %s", url);
  g_autofree char *before = g_strdup_printf ("--database %s games", url);
  g_autofree char *after = g_strdup_printf ("games --database=%s", url);
  g_autofree char *elsewhere = test_program_path (program, "elsewhere.db");
  g_autofree char *elsewhere_url = g_strdup_printf ("sqlite:%s", elsewhere);
  g_autoptr(BcJson) by_default = NULL;
  g_autoptr(BcJson) first = NULL;
  g_autoptr(BcJson) second = NULL;
  g_autoptr(BcJson) third = NULL;
  g_autoptr(BcJson) other = NULL;

  g_free (run_text (program, demo));
  by_default = run_json (program, "games");
  test_program_setenv (program, "DATABASE_URL", elsewhere_url);
  first = run_json (program, before);
  second = run_json (program, after);
  other = run_json (program, "games");
  test_program_setenv (program, "DATABASE_URL", url);
  third = run_json (program, "games");

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (by_default), "total", -1), ==, 0);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (first), "total", -1), ==, 2);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (second), "total", -1), ==, 2);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (other), "total", -1), ==, 0);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (third), "total", -1), ==, 2);
}

static void
test_cli_store_unknown (void)
{
  static const struct { const char *line; const char *needle; } cases[] = {
    { "simulate nobody", "nobody" },
    { "simulate --season never", "never" },
    { "jobs show nothing", "nothing" },
    { "jobs forget nothing", "nothing" },
    { "jobs cancel nothing", "nothing" },
    { "simulate --season demo --source fortune-teller", "fortune-teller" },
  };
  g_autoptr(TestProgram) program = test_program_new ();

  g_free (run_text (program, "demo --games 1"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (test_program_run (program, NULL, &err, "%s", cases[i].line), ==, 1);
      assert_has (err, cases[i].needle);
    }
}

/* Nothing but text: what is redirected into a file is read again. */
static void
test_cli_store_plain (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (test_program_run (program, &out, &err, "demo --games 40"), ==, 0);
  g_assert_null (strpbrk (out, "\033\r"));
  g_assert_null (strpbrk (err, "\033\r"));
  assert_has (err, "100 %");
  assert_has (err, "Done");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-store/season", test_cli_store_season);
  g_test_add_func ("/cli-store/jobs", test_cli_store_jobs);
  g_test_add_func ("/cli-store/ended", test_cli_store_ended);
  g_test_add_func ("/cli-store/digest", test_cli_store_digest);
  g_test_add_func ("/cli-store/import", test_cli_store_import);
  g_test_add_func ("/cli-store/refused", test_cli_store_refused);
  g_test_add_func ("/cli-store/address", test_cli_store_address);
  g_test_add_func ("/cli-store/unknown", test_cli_store_unknown);
  g_test_add_func ("/cli-store/plain", test_cli_store_plain);

  return g_test_run ();
}
