/* test-terminal-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-terminal-bar.h"

#include "test-utils.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

static BcProgress *
make_progress (BcJobStatus status)
{
  BcProgress *progress = bc_progress_new (status);

  progress->current = 615;
  progress->total = 1230;
  progress->started_at = 10 * SECOND;
  progress->t_us = 15 * SECOND;
  progress->eta_seconds = -1.;

  return progress;
}

static void
assert_line (const BcProgress *progress,
             const char       *kind,
             guint             columns,
             const char       *expected)
{
  g_autofree char *line = bc_terminal_bar_format_line (kind, "Work", progress, columns);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_terminal_bar_running (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);

  assert_line (progress, "simulation", 0, "Work · [##########----------] 50 % · 615 of 1230");

  progress->rate = 123.;
  progress->eta_seconds = 4.2;
  assert_line (progress, "simulation", 0,
               "Work · [##########----------] 50 % · 615 of 1230 · 123/s · about 5 s left");

  progress->detail = g_strdup ("BOS at NY");
  assert_line (progress, "simulation", 0,
               "Work · [##########----------] 50 % · 615 of 1230 · 123/s · about 5 s left  BOS at NY");
}

/* The last percent is not there before the last piece is. */
static void
test_terminal_bar_ends (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);

  progress->current = 0;
  assert_line (progress, "simulation", 0, "Work · [--------------------] 0 % · 0 of 1230");
  progress->current = 1229;
  assert_line (progress, "simulation", 0, "Work · [###################-] 99 % · 1229 of 1230");
  progress->current = 1230;
  assert_line (progress, "simulation", 0, "Work · [####################] 100 % · 1230 of 1230");
  progress->total = 0;
  assert_line (progress, "simulation", 0, "Work · Running · 1230");
}

/* What began just now says nothing of its end. */
static void
test_terminal_bar_guess (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);

  progress->eta_seconds = 0.01;
  progress->t_us = progress->started_at + SECOND / 10;
  assert_line (progress, "simulation", 0, "Work · [##########----------] 50 % · 615 of 1230");
  progress->t_us = progress->started_at + SECOND;
  assert_line (progress, "simulation", 0, "Work · [##########----------] 50 % · 615 of 1230 · about 1 s left");
}

static void
test_terminal_bar_bytes (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);
  g_autofree char *half = g_format_size (1000000);
  g_autofree char *all = g_format_size (2000000);
  g_autofree char *expected = g_strdup_printf ("Work · [##########----------] 50 %% · %s of %s", half, all);

  progress->current = 1000000;
  progress->total = 2000000;
  assert_line (progress, "import", 0, expected);
}

static void
test_terminal_bar_states (void)
{
  static const struct { BcJobStatus status; const char *line; } cases[] = {
    { BC_JOB_QUEUED, "Work · Waiting · 615 of 1230" },
    { BC_JOB_PAUSED, "Work · Paused · 615 of 1230" },
    { BC_JOB_INTERRUPTED, "Work · Interrupted · 615 of 1230" },
    { BC_JOB_COMPLETE, "Work · Done · 615 of 1230" },
    { BC_JOB_ERROR, "Work · Failed: no reason given · 615 of 1230" },
    { BC_JOB_CANCELLED, "Work · Cancelled · 615 of 1230" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcProgress) progress = make_progress (cases[i].status);

      assert_line (progress, "simulation", 0, cases[i].line);
    }
}

static void
test_terminal_bar_ended (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_CANCELLED);

  progress->partial = TRUE;
  progress->finished_at = progress->started_at + 3 * SECOND;
  progress->detail = g_strdup ("not shown any more");
  assert_line (progress, "simulation", 0, "Work · Cancelled; what was done is kept · 615 of 1230 · 3 s");

  progress->status = BC_JOB_ERROR;
  progress->error = g_strdup ("the disk is full");
  progress->finished_at = progress->started_at + 7200 * SECOND;
  assert_line (progress, "simulation", 0, "Work · Failed: the disk is full · 615 of 1230 · 2 h 0 min");
}

/* A file's name may hold anything; a terminal obeys what it is sent. */
static void
test_terminal_bar_hostile (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);

  progress->total = 0;
  progress->detail = g_strdup ("a\033[2Jb\rc\nd\xff");
  assert_line (progress, "simulation", 0, "Work · Running · 615  a [2Jb c d\xef\xbf\xbd");

  progress->status = BC_JOB_ERROR;
  progress->error = g_strdup ("no \xc2\x9b""2J");
  assert_line (progress, "simulation", 0, "Work · Failed: no  2J · 615");
}

static void
test_terminal_bar_narrow (void)
{
  g_autoptr(BcProgress) progress = make_progress (BC_JOB_RUNNING);

  assert_line (progress, "simulation", 48, "Work · [##########----------] 50 % · 615 of 1230");
  assert_line (progress, "simulation", 47, "Work · [##########----------] 50 % · 615 of 12…");
  assert_line (progress, "simulation", 7, "Work ·…");
  assert_line (progress, "simulation", 1, "…");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/terminal-bar/running", test_terminal_bar_running);
  g_test_add_func ("/terminal-bar/ends", test_terminal_bar_ends);
  g_test_add_func ("/terminal-bar/guess", test_terminal_bar_guess);
  g_test_add_func ("/terminal-bar/bytes", test_terminal_bar_bytes);
  g_test_add_func ("/terminal-bar/states", test_terminal_bar_states);
  g_test_add_func ("/terminal-bar/ended", test_terminal_bar_ended);
  g_test_add_func ("/terminal-bar/hostile", test_terminal_bar_hostile);
  g_test_add_func ("/terminal-bar/narrow", test_terminal_bar_narrow);

  return g_test_run ();
}
