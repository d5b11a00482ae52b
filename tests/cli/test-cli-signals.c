/* test-cli-signals.c: a command that is stopped, killed, or in another's way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-program.h"
#include "test-utils.h"

#include <pty.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "bc-json.h"

/* Enough games that a command is usually still at work when it is known to
 * have begun; on a loaded machine it may be done, so it is tried again. */
#define MANY_GAMES      192
#define MAX_ATTEMPTS    20
#define DEMO            "demo --games " G_STRINGIFY (MANY_GAMES)

/* More than is made while a test looks around, once the first tenth is said. */
#define LONG_GAMES      960
#define LONG_DEMO       "demo --games " G_STRINGIFY (LONG_GAMES)

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

static void
assert_has (const char *text,
            const char *needle)
{
  if (strstr (text, needle) == NULL)
    g_error ("“%s” is not in: %s", needle, text);
}

static gint64
count_games (TestProgram *program)
{
  g_autoptr(BcJson) games = run_json (program, "games --season demo --limit 1");

  return bc_json_node_get_int (bc_json_get_root (games), "total", -1);
}

/* Of the newest job. */
static char *
dup_status (TestProgram *program)
{
  g_autoptr(BcJson) jobs = run_json (program, "jobs");
  const BcJsonNode *job = bc_json_node_get_item (bc_json_node_get (bc_json_get_root (jobs), "jobs"), 0);

  return g_strdup (bc_json_node_get_string (job, "status"));
}

/* Something is done: it works, and has much to do. */
static GSubprocess *
start_working (TestProgram *program,
               const char  *line)
{
  GSubprocess *process = test_program_start (program, "%s", line);
  gboolean idle = TRUE;

  while (idle)
    {
      g_autofree char *shown = test_read_until (g_subprocess_get_stderr_pipe (process), " of ");

      idle = strstr (shown, " 0 of ") != NULL;
    }

  return process;
}

static int
wait_exit (GSubprocess *process)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

/* While one process writes, others may read, and are told who is in their way
 * if they would write. Then Ctrl+C: the games made so far stay. */
static void
test_cli_signals_demo (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(GSubprocess) process = start_working (program, LONG_DEMO);
  g_autofree char *running = dup_status (program);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *last = NULL;
  g_autofree char *cancelled = NULL;

  g_assert_cmpstr (running, ==, "running");
  g_assert_cmpint (count_games (program), >, 0);

  g_assert_cmpint (test_program_run (program, &out, &err, "demo --games 1"), ==, 1);
  g_assert_cmpstr (out, ==, "");
  assert_has (err, g_subprocess_get_identifier (process));

  g_subprocess_send_signal (process, SIGINT);
  last = test_read_all (g_subprocess_get_stderr_pipe (process));
  g_assert_cmpint (wait_exit (process), ==, 1);
  assert_has (last, "Cancelling");
  assert_has (last, "cancelled; the season “demo” has ");

  cancelled = dup_status (program);
  g_assert_cmpstr (cancelled, ==, "cancelled");
  g_assert_cmpint (count_games (program), >, 0);
  g_assert_cmpint (count_games (program), <, LONG_GAMES);
}

/* Killed, not asked: nobody can tidy up. */
static void
kill_working (TestProgram *program,
              const char  *line)
{
  for (guint attempt = 0; attempt < MAX_ATTEMPTS; attempt++)
    {
      g_autoptr(GSubprocess) process = start_working (program, line);
      g_autoptr(GError) error = NULL;

      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, &error);
      g_assert_no_error (error);
      if (g_subprocess_get_if_signaled (process))
        return;
    }

  g_error ("“%s” was always done before it could be killed", line);
}

/* What it said on stdout before it ended as a command that was cancelled. */
static char *
cancel_working (TestProgram *program,
                const char  *line)
{
  for (guint attempt = 0; attempt < MAX_ATTEMPTS; attempt++)
    {
      g_autoptr(GSubprocess) process = start_working (program, line);
      g_autofree char *out = NULL;

      g_subprocess_send_signal (process, SIGINT);
      out = test_read_all (g_subprocess_get_stdout_pipe (process));
      if (wait_exit (process) == 1)
        return g_steal_pointer (&out);
    }

  g_error ("“%s” was always done before it could be cancelled", line);
}

/* A cancelled simulation prints what it kept, says so, and is no success. One
 * that was killed is interrupted for whoever looks, and in nobody's way. */
static void
test_cli_signals_simulate (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *killed = NULL;
  g_autofree char *out = NULL;
  g_autofree char *status = NULL;
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *root;

  g_assert_cmpint (test_program_run (program, NULL, NULL, DEMO), ==, 0);

  out = cancel_working (program, "simulate --season demo --json");
  json = bc_json_parse (out, -1, NULL);
  g_assert_nonnull (json);
  root = bc_json_get_root (json);
  g_assert_true (bc_json_node_get_boolean (root, "partial", FALSE));
  g_assert_cmpint (bc_json_node_get_int (root, "num_games_requested", 0), ==, MANY_GAMES);
  g_assert_cmpint (bc_json_node_get_int (root, "num_games", 0), >, 0);
  g_assert_cmpint (bc_json_node_get_int (root, "num_games", 0), <, MANY_GAMES);

  status = dup_status (program);
  g_assert_cmpstr (status, ==, "cancelled");

  kill_working (program, "simulate --season demo");
  killed = dup_status (program);
  g_assert_cmpstr (killed, ==, "interrupted");
  g_assert_cmpint (count_games (program), ==, MANY_GAMES);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "simulate --games 3"), ==, 0);
}

/* Whoever is killed leaves an interrupted job, and all that was committed. */
static void
test_cli_signals_kill (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 n_games;

  kill_working (program, LONG_DEMO);
  before = dup_status (program);
  g_assert_cmpstr (before, ==, "interrupted");
  n_games = count_games (program);
  g_assert_cmpint (n_games, >, 0);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "store check"), ==, 0);

  /* Nobody is in the way of the next one. */
  g_assert_cmpint (test_program_run (program, NULL, NULL, "jobs forget nothing"), ==, 1);
  after = dup_status (program);
  g_assert_cmpstr (after, ==, "interrupted");
  g_assert_cmpint (count_games (program), ==, n_games);
  g_assert_cmpint (test_program_run (program, NULL, NULL, "simulate --season demo"), ==, 0);
}

/* Everything that came until the other side was closed. */
static char *
read_terminal (int fd)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);

  return g_string_free (text, FALSE);
}

static guint
count (const char *text,
       const char *needle)
{
  guint n = 0;

  for (const char *p = strstr (text, needle); p != NULL; p = strstr (p + 1, needle))
    n++;

  return n;
}

static void
test_cli_signals_terminal (void)
{
  g_autoptr(TestProgram) program = test_program_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *text = NULL;
  struct winsize size = { .ws_row = 24, .ws_col = 200 };
  int terminal;
  int fd;

  g_assert_cmpint (openpty (&terminal, &fd, NULL, NULL, &size), ==, 0);
  process = test_program_start_on (program, fd, "demo --games 320");
  text = read_terminal (terminal);
  close (terminal);
  g_assert_cmpint (wait_exit (process), ==, 0);

  /* One line, drawn anew each time it changes, and left at the end. */
  g_assert_cmpuint (count (text, "\033[K"), >, 3);
  g_assert_cmpuint (count (text, "\n"), ==, 1);
  assert_has (text, "[####");
  assert_has (text, " %");
  assert_has (text, "of 320");
  assert_has (text, "/s");
  assert_has (text, "Done");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-signals/demo", test_cli_signals_demo);
  g_test_add_func ("/cli-signals/simulate", test_cli_signals_simulate);
  g_test_add_func ("/cli-signals/kill", test_cli_signals_kill);
  g_test_add_func ("/cli-signals/terminal", test_cli_signals_terminal);

  return g_test_run ();
}
