/* test-cli.c: what the program makes of its command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-program.h"
#include "test-utils.h"

#include <locale.h>
#include <string.h>

#include "bc-json.h"

#define HEADER "game_id,timestamp,model_prob,price,bid,ask\n"

/* Long at 0.50 for 40 contracts, out at 0.57: 2.80 before fees. */
#define ROWS \
  "g,1766700060,0.56,0.49,0.48,0.50\n" \
  "g,1766700120,0.58,0.575,0.57,0.58\n"

static char *
write_file (TestProgram *program,
            const char  *name,
            const char  *text,
            gssize       length)
{
  char *path = test_program_path (program, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

static BcJson *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  BcJson *json = bc_json_parse (text, -1, &error);

  g_assert_no_error (error);

  return json;
}

static void
assert_has (const char *text,
            const char *needle)
{
  if (strstr (text, needle) == NULL)
    g_error ("“%s” is not in: %s", needle, text);
}

/* Nothing on stdout, which belongs to results. */
static void
assert_usage_error (TestProgram *program,
                    const char  *line,
                    const char  *needle)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (test_program_run (program, &out, &err, "%s", line), ==, 2);
  g_assert_cmpstr (out, ==, "");
  assert_has (err, needle);
}

static void
test_cli_usage (void)
{
  static const struct { const char *line; const char *needle; } cases[] = {
    { "", "a command is missing" },
    { "fly", "“fly”" },
    { "--fly games", "--fly" },
    { "--database", "--database" },
    { "games --fly", "--fly" },
    { "games extra", "“extra”" },
    { "import", "PATH" },
    { "import --source", "--source" },
    { "simulate", "--season" },
    { "simulate g --season s", "exclude each other" },
    { "simulate g --games 5", "exclude each other" },
    { "simulate --series f --season s", "exclude each other" },
    { "simulate --series f --games 5", "exclude each other" },
    { "jobs fly", "“fly”" },
    { "jobs show", "show needs the id" },
    { "jobs cancel", "cancel needs the id" },
    { "jobs pause", "pause needs the id" },
    { "jobs resume", "resume needs the id" },
    { "jobs forget", "forget needs the id" },
    { "jobs list extra", "“extra”" },
    { "jobs show a b", "“b”" },
    { "store", "check" },
    { "store fly", "“fly”" },
    { "store check extra", "“extra”" },
    { "games --database fly:x", "fly:x" },
    { "--database fly:x games", "fly:x" },
    { "demo --database fly:x", "fly:x" },
  };
  g_autoptr(TestProgram) program = test_program_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_usage_error (program, cases[i].line, cases[i].needle);
}

/* The message names the option, the value and what it may be. */
static void
test_cli_values (void)
{
  static const struct { const char *line; const char *option; const char *value; const char *range; } cases[] = {
    { "--entry -0.05", "--entry", "“-0.05”", "from 0 to 1" },
    { "--entry 1.000001", "--entry", "“1.000001”", "from 0 to 1" },
    { "--entry nan", "--entry", "“nan”", "from 0 to 1" },
    { "--entry inf", "--entry", "“inf”", "from 0 to 1" },
    { "--entry ''", "--entry", "“”", "from 0 to 1" },
    { "--entry 0,05", "--entry", "“0,05”", "from 0 to 1" },
    { "--entry five", "--entry", "“five”", "from 0 to 1" },
    { "--entry 99999999999999999999999", "--entry", "“99999999999999999999999”", "from 0 to 1" },
    { "--exit -1", "--exit", "“-1”", "from 0 to 1" },
    { "--bet 0", "--bet", "“0”", "from 0.01 to 1000000" },
    { "--bet -20", "--bet", "“-20”", "from 0.01 to 1000000" },
    { "--bet 1e30", "--bet", "“1e30”", "from 0.01 to 1000000" },
    { "--slippage 2", "--slippage", "“2”", "from 0 to 1" },
    { "--min-hold -1", "--min-hold", "“-1”", "from 0 to 86400" },
    { "--min-hold 1.5", "--min-hold", "“1.5”", "from 0 to 86400" },
    { "--min-hold 86401", "--min-hold", "“86401”", "from 0 to 86400" },
    { "--fees free", "--fees", "“free”", "kalshi, none" },
    { "--fee-multiplier 101", "--fee-multiplier", "“101”", "from 0 to 100" },
    { "--fee-rounding dollar", "--fee-rounding", "“dollar”", "cent, 0.0001" },
    { "--exclude-first -1", "--exclude-first", "“-1”", "from 0 to 86400" },
    { "--exclude-last x", "--exclude-last", "“x”", "from 0 to 86400" },
    { "--signal-delay 1e9", "--signal-delay", "“1e9”", "from 0 to 86400" },
    { "--max-quote-age -5", "--max-quote-age", "“-5”", "from 0 to 86400" },
    { "--align guess", "--align", "“guess”", "asof, nearest" },
    { "--assumed-spread 1.1", "--assumed-spread", "“1.1”", "from 0 to 1" },
    { "--games -1", "--games", "“-1”", "from 0 to 1000000" },
    { "--season ''", "--season", "“”", "from 1 to 128" },
    { "--source ''", "--source", "“”", "from 1 to 128" },
  };
  g_autoptr(TestProgram) program = test_program_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("simulate --series none.csv %s", cases[i].line);

      assert_usage_error (program, line, cases[i].option);
      assert_usage_error (program, line, cases[i].value);
      assert_usage_error (program, line, cases[i].range);
    }
}

static void
test_cli_other_values (void)
{
  static const struct { const char *line; const char *needle; } cases[] = {
    { "demo --games 0", "from 1 to 100000, not “0”" },
    { "demo --games -5", "not “-5”" },
    { "demo --games 1000000", "not “1000000”" },
    { "demo --games many", "not “many”" },
    { "demo --seed -1", "from 0 to 4294967295, not “-1”" },
    { "demo --edge 0.21", "from 0 to 0.2, not “0.21”" },
    { "demo --edge -0.1", "not “-0.1”" },
    { "demo --edge much", "“much”" },
    { "games --limit -1", "not “-1”" },
    { "games --offset x", "not “x”" },
    { "games --sort luck", "not “luck”" },
    { "games --from 2025-13-01", "not “2025-13-01”" },
    { "games --to 25.12.2025", "not “25.12.2025”" },
  };
  g_autoptr(TestProgram) program = test_program_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_usage_error (program, cases[i].line, cases[i].needle);
}

static void
test_cli_help (void)
{
  static const char * const commands[] = { "import", "demo", "games", "simulate", "jobs", "store" };
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *all = NULL;
  g_autofree char *version = NULL;

  g_assert_cmpint (test_program_run (program, &all, NULL, "--help"), ==, 0);
  g_assert_cmpint (test_program_run (program, &version, NULL, "--version"), ==, 0);
  g_assert_true (g_str_has_prefix (version, "backcourt "));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *help = NULL;
      g_autofree char *same = NULL;
      g_autofree char *row = g_strdup_printf ("\n  %s ", commands[i]);
      g_autofree char *usage = g_strdup_printf ("backcourt %s", commands[i]);

      assert_has (all, row);
      g_assert_cmpint (test_program_run (program, &help, NULL, "%s --help", commands[i]), ==, 0);
      g_assert_cmpint (test_program_run (program, &same, NULL, "%s --database sqlite:x -h", commands[i]), ==, 0);
      g_assert_cmpstr (help, ==, same);
      assert_has (help, usage);
      assert_has (help, "--database");
      assert_has (help, "--json");
    }
}

static void
add_options (GHashTable *options,
             const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("--([a-z][a-z-]*[a-z])", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (options, g_match_info_fetch (match, 1));
}

static void
assert_subset (GHashTable *part,
               GHashTable *whole,
               const char *where)
{
  GHashTableIter iter;
  gpointer option;

  g_hash_table_iter_init (&iter, part);
  while (g_hash_table_iter_next (&iter, &option, NULL))
    if (!g_hash_table_contains (whole, option))
      g_error ("--%s is not in %s", (char *) option, where);
}

/* The manual and the help name the same options. */
static void
test_cli_manual (void)
{
  static const char * const commands[] = { "", "serve", "window", "import", "demo", "games", "simulate", "jobs", "store" };
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(GHashTable) helped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) printed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "backcourt.1", NULL);
  g_autofree char *page = NULL;
  g_autoptr(GString) manual = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  manual = g_string_new (page);
  g_string_replace (manual, "\\-", "-", 0);
  add_options (printed, manual->str);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *help = NULL;
      g_autofree char *heading = g_strdup_printf ("\n.SS %s", commands[i]);

      g_assert_cmpint (test_program_run (program, &help, NULL, "%s --help", commands[i]), ==, 0);
      add_options (helped, help);
      if (*commands[i] != '\0')
        assert_has (manual->str, heading);
    }

  assert_subset (helped, printed, "the manual");
  assert_subset (printed, helped, "the help");
}

static void
test_cli_series (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = write_file (program, "a b.csv", HEADER ROWS, -1);
  g_autofree char *text = NULL;
  g_autofree char *document = NULL;
  g_autofree char *same = NULL;
  g_autofree char *err = NULL;
  g_autofree char *data = test_program_path (program, "DATA");
  g_autoptr(BcJson) json = NULL;
  g_autoptr(BcJson) again = NULL;

  g_assert_cmpint (test_program_run (program, &text, &err, "simulate --series '%s' --fees none", path), ==, 0);
  assert_has (text, "+$2.80 (1 trade, before fees)");
  g_assert_cmpstr (err, ==, "");

  g_assert_cmpint (test_program_run (program, &document, NULL, "simulate --json --fees none --series '%s'", path), ==, 0);
  g_assert_cmpint (test_program_run (program, &same, NULL, "--json simulate '--series=%s' --fees=none", path), ==, 0);
  json = parse (document);
  again = parse (same);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (json), "total_profit_cents", 0), ==, 280);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (again), "total_profit_cents", 0), ==, 280);
  g_assert_nonnull (bc_json_node_get (bc_json_get_root (json), "run"));

  /* No store was needed, so none was made. */
  g_assert_false (g_file_test (data, G_FILE_TEST_EXISTS));
}

static GBytes *
compress (const char *text)
{
  g_autoptr(GOutputStream) target = g_memory_output_stream_new_resizable ();
  g_autoptr(GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr(GOutputStream) packed = g_converter_output_stream_new (target, gzip);
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (packed, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (packed, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

static void
assert_fails (TestProgram *program,
              const char  *path,
              const char  *needle)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (test_program_run (program, &out, &err, "simulate --json --series '%s'", path), ==, 1);
  g_assert_cmpstr (out, ==, "");
  assert_has (err, needle);
  assert_has (err, path);
}

static void
test_cli_bad_series (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(GBytes) packed = compress (HEADER ROWS);
  g_autofree char *missing = test_program_path (program, "missing.csv");
  g_autofree char *empty = write_file (program, "empty.csv", "", -1);
  g_autofree char *other = write_file (program, "other.csv", "a,b,c\n1,2,3\n", -1);
  g_autofree char *hollow = write_file (program, "nan.csv", HEADER "g,1766700060,NaN,0.5,0.4,0.6\n", -1);
  g_autofree char *binary = write_file (program, "binary.csv", "\0\1\2\3", 4);
  g_autofree char *cut = write_file (program, "cut.csv.gz", g_bytes_get_data (packed, NULL),
                                     (gssize) g_bytes_get_size (packed) - 9);
  g_autofree char *whole = write_file (program, "whole.csv.gz", g_bytes_get_data (packed, NULL),
                                       (gssize) g_bytes_get_size (packed));

  assert_fails (program, missing, "No such file");
  assert_fails (program, program->folder, "Not a regular file");
  assert_fails (program, empty, "game_id,timestamp,model_prob,price,bid,ask");
  assert_fails (program, other, "game_id,timestamp,model_prob,price,bid,ask");
  assert_fails (program, hollow, "NaN");
  assert_fails (program, binary, "");
  assert_fails (program, cut, "at byte");
  g_assert_cmpint (test_program_run (program, NULL, NULL, "simulate --series '%s'", whole), ==, 0);
}

/* What nobody can trade is told in the document, and is no success. */
static void
test_cli_failed_series (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = write_file (program, "trades.csv", HEADER "g,1766700060,0.5,0.4,,\n", -1);
  g_autofree char *out = NULL;
  g_autofree char *text = NULL;
  g_autofree char *err = NULL;
  g_autoptr(BcJson) json = NULL;

  g_assert_cmpint (test_program_run (program, &out, NULL, "simulate --json --series '%s'", path), ==, 1);
  json = parse (out);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (json), "num_games_failed", 0), ==, 1);

  g_assert_cmpint (test_program_run (program, &text, &err, "simulate --series '%s'", path), ==, 1);
  assert_has (text, "0 of 1 games, 1 failed");
  assert_has (err, "assumed_spread");
}

/* A disk that is full swallows no result in silence. */
static void
test_cli_full_disk (void)
{
  static const char * const forms[] = { "", "--json" };
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = write_file (program, "series.csv", HEADER ROWS, -1);

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const char * const argv[] = {
        "sh", "-c", "exec \"$0\" simulate --series \"$1\" --fees \"$2\" $3 > /dev/full",
        g_getenv ("BC_TEST_PROGRAM"), path, "none", forms[i], NULL,
      };
      g_autoptr(GSubprocess) process = NULL;
      g_autofree char *err = NULL;
      g_autoptr(GError) error = NULL;

      process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
      g_assert_no_error (error);
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      assert_has (err, "written");
    }
}

static char *
cut_run (const char *document)
{
  const char *run = strstr (document, ",\"run\":{");

  g_assert_nonnull (run);

  return g_strndup (document, (gsize) (run - document));
}

static void
test_cli_locale (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *path = write_file (program, "series.csv", HEADER ROWS, -1);
  g_autofree char *plain = NULL;
  g_autofree char *german = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *actual = NULL;

  g_assert_cmpint (test_program_run (program, &plain, NULL, "simulate --json --entry 0.04 --series '%s'", path), ==, 0);

  if (!test_set_comma_locale ())
    return;
  test_program_setenv (program, "LC_ALL", setlocale (LC_ALL, NULL));
  test_reset_locale ();

  g_assert_cmpint (test_program_run (program, &german, NULL, "simulate --json --entry 0.04 --series '%s'", path), ==, 0);
  g_assert_cmpint (test_program_run (program, &text, NULL, "simulate --entry 0.04 --series '%s'", path), ==, 0);
  expected = cut_run (plain);
  actual = cut_run (german);

  g_assert_cmpstr (actual, ==, expected);
  assert_has (text, "+$1,41");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/usage", test_cli_usage);
  g_test_add_func ("/cli/values", test_cli_values);
  g_test_add_func ("/cli/other-values", test_cli_other_values);
  g_test_add_func ("/cli/help", test_cli_help);
  g_test_add_func ("/cli/manual", test_cli_manual);
  g_test_add_func ("/cli/series", test_cli_series);
  g_test_add_func ("/cli/bad-series", test_cli_bad_series);
  g_test_add_func ("/cli/failed-series", test_cli_failed_series);
  g_test_add_func ("/cli/full-disk", test_cli_full_disk);
  g_test_add_func ("/cli/locale", test_cli_locale);

  return g_test_run ();
}
