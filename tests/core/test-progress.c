/* test-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-progress.h"
#include "test-utils.h"

static void
test_progress_status (void)
{
  static const struct { BcJobStatus status; const char *word; gboolean terminal; } cases[] = {
    { BC_JOB_QUEUED, "queued", FALSE }, { BC_JOB_RUNNING, "running", FALSE }, { BC_JOB_PAUSED, "paused", FALSE },
    { BC_JOB_INTERRUPTED, "interrupted", FALSE }, { BC_JOB_COMPLETE, "complete", TRUE },
    { BC_JOB_ERROR, "error", TRUE }, { BC_JOB_CANCELLED, "cancelled", TRUE },
  };
  BcJobStatus status = BC_JOB_PAUSED;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (bc_job_status_to_string (cases[i].status), ==, cases[i].word);
      g_assert_true (bc_job_status_from_string (cases[i].word, &status));
      g_assert_cmpint (status, ==, cases[i].status);
      g_assert_cmpint (bc_job_status_is_terminal (cases[i].status), ==, cases[i].terminal);
    }

  status = BC_JOB_PAUSED;
  g_assert_false (bc_job_status_from_string ("Running", &status));
  g_assert_false (bc_job_status_from_string ("", &status));
  g_assert_false (bc_job_status_from_string (NULL, &status));
  g_assert_cmpint (status, ==, BC_JOB_PAUSED);
}

static void
test_progress_copy (void)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_RUNNING);
  g_autoptr(BcProgress) shared = bc_progress_ref (progress);
  g_autoptr(BcProgress) copy = NULL;

  g_assert_true (shared == progress);
  g_assert_cmpint (progress->status, ==, BC_JOB_RUNNING);
  g_assert_cmpint (progress->current, ==, 0);
  g_assert_true (progress->eta_seconds < 0.);
  g_assert_null (progress->detail);

  progress->current = 7;
  progress->detail = g_strdup ("seven");
  progress->error = g_strdup ("none");
  copy = bc_progress_copy (progress);
  progress->detail[0] = 'S';

  g_assert_cmpint (copy->current, ==, 7);
  g_assert_cmpstr (copy->detail, ==, "seven");
  g_assert_cmpstr (copy->error, ==, "none");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/progress/status", test_progress_status);
  g_test_add_func ("/progress/copy", test_progress_copy);

  return g_test_run ();
}
