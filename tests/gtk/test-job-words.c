/* test-job-words.c: what a job's state and figures read like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "bc-job-words.h"

static void
assert_words (const char       *kind,
              const BcProgress *progress,
              const char       *state,
              const char       *figures)
{
  g_autofree char *state_words = bc_job_words_state (kind, progress);
  g_autofree char *figures_words = bc_job_words_figures (kind, progress);

  g_assert_cmpstr (state_words, ==, state);
  g_assert_cmpstr (figures_words, ==, figures);
}

static void
test_job_words_running (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_QUEUED);

  assert_words ("simulation", progress, "Waiting", "Waiting");

  progress->status = BC_JOB_RUNNING;
  progress->started_at = 1;
  assert_words ("simulation", progress, "Running", "Running");
  g_assert_true (isnan (bc_job_words_fraction (progress)));

  progress->current = 12;
  assert_words ("simulation", progress, "Running", "Running · 12");

  /* Never rounded up to what is not done. */
  progress->current = 1229;
  progress->total = 1230;
  assert_words ("simulation", progress, "Running", "99 % · 1229 of 1230");

  progress->current = 615;
  progress->rate = 300.4;
  progress->eta_seconds = 2.1;
  assert_words ("simulation", progress, "Running", "50 % · 615 of 1230 · 300/s · a few seconds left");
  progress->eta_seconds = 42.;
  assert_words ("simulation", progress, "Running", "50 % · 615 of 1230 · 300/s · about 42 seconds left");
  progress->eta_seconds = 135.;
  assert_words ("simulation", progress, "Running", "50 % · 615 of 1230 · 300/s · about 2 min left");
  progress->eta_seconds = 10800.;
  assert_words ("simulation", progress, "Running", "50 % · 615 of 1230 · 300/s · about 3 hours left");

  progress->status = BC_JOB_PAUSED;
  assert_words ("simulation", progress, "Paused", "Paused · 615 of 1230");
}

static void
test_job_words_bytes (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_RUNNING);
  g_autofree char *figures = NULL;

  progress->current = 2000000;
  progress->total = 4000000;
  figures = bc_job_words_figures ("import", progress);
  g_assert_cmpstr (figures, ==, "50 % · 2.0\302\240MB of 4.0\302\240MB");
}

static void
test_job_words_ended (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_COMPLETE);

  progress->current = progress->total = 1230;
  progress->started_at = G_USEC_PER_SEC;
  progress->finished_at = G_USEC_PER_SEC + 420000;
  assert_words ("simulation", progress, "Done", "Done · 1230 of 1230 · 0.4 s");
  g_assert_cmpfloat (bc_job_words_fraction (progress), ==, 1.);

  progress->finished_at = G_USEC_PER_SEC * 66;
  assert_words ("simulation", progress, "Done", "Done · 1230 of 1230 · 1 min 5 s");

  progress->status = BC_JOB_CANCELLED;
  progress->current = 812;
  progress->finished_at = G_USEC_PER_SEC * 31;
  assert_words ("simulation", progress, "Cancelled", "Cancelled · 812 of 1230 · 30 s");
  progress->partial = TRUE;
  assert_words ("simulation", progress, "Cancelled (kept the first 812 games)",
                "Cancelled (kept the first 812 games) · 812 of 1230 · 30 s");

  progress->status = BC_JOB_INTERRUPTED;
  progress->finished_at = 0;
  assert_words ("simulation", progress, "Interrupted (the program stopped)",
                "Interrupted (the program stopped) · 812 of 1230");

  progress->status = BC_JOB_ERROR;
  assert_words ("simulation", progress, "Failed", "Failed · 812 of 1230");
  progress->error = g_strdup ("The disk is full");
  assert_words ("simulation", progress, "Failed: The disk is full", "Failed: The disk is full · 812 of 1230");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/job-words/running", test_job_words_running);
  g_test_add_func ("/job-words/bytes", test_job_words_bytes);
  g_test_add_func ("/job-words/ended", test_job_words_ended);

  return g_test_run ();
}
