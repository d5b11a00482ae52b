/* test-cli-import.c: an import that is killed, and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-program.h"
#include "test-utils.h"

#include <string.h>
#include <unistd.h>

#include "bc-json.h"

#define N_FILES 1200
#define N_ROWS 20

/* Files of one game each, and one that is refused. */
static char *
make_files (TestProgram *program)
{
  char *folder = test_program_path (program, "files");
  g_autofree char *bad = g_build_filename (folder, "bad.csv", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (bad, "not,known\n1,2\n", -1, NULL));

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%04u.csv", folder, i);
      g_autoptr(GString) text = g_string_new ("game_id,timestamp,model_prob,price,bid,ask\n");

      for (guint j = 0; j < N_ROWS; j++)
        g_string_append_printf (text, "g%04u,%u,0.%02u,0.5,0.49,0.51\n", i, 1767409860 + 60 * j, (i + j) % 99 + 1);
      g_assert_true (g_file_set_contents (name, text->str, (gssize) text->len, NULL));
    }

  return folder;
}

/* One of four, for time's sake. */
static char *
link_recordings (TestProgram *program,
                 const char  *recordings)
{
  char *folder = test_program_path (program, "links");
  g_autofree char *source = g_build_filename (recordings, "kalshi", "nba_candles_1min", NULL);
  g_autoptr(GDir) dir = g_dir_open (source, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (source, name, NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);

      if (n++ % 4 == 0)
        g_assert_cmpint (symlink (from, to), ==, 0);
    }

  return folder;
}

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
dup_digest (TestProgram *program,
            const char  *store)
{
  char *out = NULL;

  g_assert_cmpint (test_program_run (program, &out, NULL, "store check --digest --database sqlite:%s", store), ==, 0);

  return g_strstrip (out);
}

static gint64
count_games (TestProgram *program,
             const char  *store)
{
  g_autofree char *line = g_strdup_printf ("games --season * --limit 1 --database sqlite:%s", store);
  g_autoptr(BcJson) games = run_json (program, line);

  return bc_json_node_get_int (bc_json_get_root (games), "total", -1);
}

/* The newest job's. */
static char *
dup_status (TestProgram *program,
            const char  *store)
{
  g_autofree char *line = g_strdup_printf ("jobs --database sqlite:%s", store);
  g_autoptr(BcJson) jobs = run_json (program, line);
  const BcJsonNode *job = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (jobs), "jobs"), 0);

  return g_strdup (bc_json_node_get_string (job, "status"));
}

/* Kills an import once it says that so much of it is done. */
static void
kill_import (TestProgram *program,
             const char  *folder,
             const char  *store,
             int          percent)
{
  g_autoptr(GSubprocess) process = test_program_start (program, "import %s --database sqlite:%s", folder, store);
  g_autoptr(GError) error = NULL;
  int done = 0;

  while (done < percent)
    {
      g_autofree char *shown = test_read_until (g_subprocess_get_stderr_pipe (process), " % ");

      done = atoi (strchr (shown, ']') + 1);
    }

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (g_subprocess_get_successful (process));
}

/* What was committed stays, the job is nobody's, and importing again ends where
 * an import that was left in peace ends. */
static void
check_killed (TestProgram *program,
              const char  *folder,
              const int   *percents)
{
  g_autofree char *whole = test_program_path (program, "whole.db");
  g_autofree char *killed = test_program_path (program, "killed.db");
  g_autofree char *expected = NULL;
  g_autofree char *digest = NULL;
  gint64 n_before = 0;
  gint64 n_all;

  g_assert_cmpint (test_program_run (program, NULL, NULL, "import %s --database sqlite:%s", folder, whole), ==, 0);
  expected = dup_digest (program, whole);
  n_all = count_games (program, whole);

  for (guint i = 0; percents[i] != 0; i++)
    {
      g_autofree char *status = NULL;
      g_autofree char *partial = NULL;
      gint64 n_games;

      kill_import (program, folder, killed, percents[i]);
      status = dup_status (program, killed);
      g_assert_cmpstr (status, ==, "interrupted");

      /* Reads and checks every row. */
      partial = dup_digest (program, killed);
      n_games = count_games (program, killed);
      g_test_message ("killed at %d %%: %d of %d games", percents[i], (int) n_games, (int) n_all);
      g_assert_cmpint (n_games, >=, n_before);
      n_before = n_games;
    }

  g_assert_cmpint (n_before, >, 0);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "import %s --database sqlite:%s", folder, killed), ==, 0);
  digest = dup_digest (program, killed);
  g_assert_cmpstr (digest, ==, expected);
}

static void
test_cli_import_killed (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *folder = make_files (program);

  check_killed (program, folder, (const int []) { 20, 50, 80, 0 });
}

static void
test_cli_import_killed_recordings (void)
{
  const char *recordings = test_recordings ();

  if (recordings != NULL)
    {
      g_autoptr(TestProgram) program = test_program_new ();
      g_autofree char *folder = link_recordings (program, recordings);

      check_killed (program, folder, (const int []) { 90, 0 });
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-import/killed", test_cli_import_killed);
  g_test_add_func ("/cli-import/killed-recordings", test_cli_import_killed_recordings);

  return g_test_run ();
}
