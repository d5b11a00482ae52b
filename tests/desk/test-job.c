/* test-job.c: when a job tells what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-job-progress.h"
#include "test-utils.h"
#include "toy-job.h"

#define INTERVAL_US 16000
#define N_REPORTS   1000000

typedef struct
{
  BcJob     *job;
  GPtrArray *heard;   /* BcProgress, of each emission */
} Fixture;

static void
progress_cb (BcJob      *job,
             BcProgress *progress,
             Fixture    *fixture)
{
  g_assert_true (bc_job_get_progress (job) == progress);
  g_ptr_array_add (fixture->heard, bc_progress_ref (progress));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->job = toy_job_new ("A toy");
  fixture->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_progress_unref);
  g_signal_connect (fixture->job, "progress", G_CALLBACK (progress_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->job != NULL && !bc_job_has_ended (fixture->job)
      && bc_job_get_progress (fixture->job)->status == BC_JOB_RUNNING)
    toy_job_complete (fixture->job, NULL);
  if (fixture->job != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->job));
  g_ptr_array_unref (fixture->heard);
}

static const BcProgress *
get_heard (Fixture *fixture,
           guint    index)
{
  g_assert_cmpuint (index, <, fixture->heard->len);

  return g_ptr_array_index (fixture->heard, index);
}

/* Everything that is due, without waiting for anything. */
static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_job_new (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *kind = NULL;
  g_autofree char *title = NULL;
  g_autofree char *alias = NULL;
  BcJobStatus status;
  double eta;

  g_assert_true (g_uuid_string_is_valid (bc_job_get_id (fixture->job)));
  g_assert_cmpint (bc_job_get_id (fixture->job)[14], ==, '4');
  g_assert_false (bc_job_has_ended (fixture->job));

  _bc_job_attach (fixture->job, NULL, NULL, "mine");
  g_object_get (fixture->job,
                "kind", &kind,
                "title", &title,
                "alias", &alias,
                "status", &status,
                "eta", &eta,
                NULL);
  g_assert_cmpstr (kind, ==, "toy");
  g_assert_cmpstr (title, ==, "A toy");
  g_assert_cmpstr (alias, ==, "mine");
  g_assert_cmpint (status, ==, BC_JOB_QUEUED);
  g_assert_cmpfloat (eta, ==, -1.);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

static void
test_job_start (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 before = g_get_real_time ();

  _bc_job_start (fixture->job);

  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_cmpint (get_heard (fixture, 0)->status, ==, BC_JOB_RUNNING);
  g_assert_cmpint (get_heard (fixture, 0)->started_at, >=, before);
  g_assert_cmpint (get_heard (fixture, 0)->t_us, >=, before);
  g_assert_cmpint (get_heard (fixture, 0)->finished_at, ==, 0);
}

/* After silence a change waits for nothing but the next turn of the loop. */
static void
test_job_first_at_once (Fixture       *fixture,
                        gconstpointer  data)
{
  _bc_job_start (fixture->job);
  bc_reporter_set_total (toy_job_get_reporter (fixture->job), 10);
  turn ();

  g_assert_cmpuint (fixture->heard->len, ==, 2);
  g_assert_cmpint (get_heard (fixture, 1)->total, ==, 10);
}

/* What changes within one turn is one state. */
static void
test_job_merged (Fixture       *fixture,
                 gconstpointer  data)
{
  BcReporter *reporter;
  gint64 before = g_get_real_time ();
  gint64 between;

  _bc_job_start (fixture->job);
  reporter = toy_job_get_reporter (fixture->job);
  bc_reporter_set_total (reporter, 10);
  between = g_get_real_time ();
  while (g_get_real_time () <= between)
    continue;
  bc_reporter_add (reporter, 3);
  bc_reporter_set_detail (reporter, "counting");
  turn ();

  g_assert_cmpuint (fixture->heard->len, ==, 2);
  g_assert_cmpint (get_heard (fixture, 1)->total, ==, 10);
  g_assert_cmpint (get_heard (fixture, 1)->current, ==, 3);
  g_assert_cmpstr (get_heard (fixture, 1)->detail, ==, "counting");

  /* Its time is that of the first of them. */
  g_assert_cmpint (get_heard (fixture, 1)->t_us, >=, before);
  g_assert_cmpint (get_heard (fixture, 1)->t_us, <=, between);
}

static gpointer
report_often (gpointer data)
{
  g_autoptr(BcReporter) reporter = data;

  for (guint i = 0; i < N_REPORTS; i++)
    bc_reporter_add (reporter, 1);

  return NULL;
}

static void
test_job_rate (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 elapsed;
  GThread *thread;

  _bc_job_start (fixture->job);
  bc_reporter_set_total (toy_job_get_reporter (fixture->job), N_REPORTS);
  thread = g_thread_new ("reports", report_often, bc_reporter_ref (toy_job_get_reporter (fixture->job)));
  test_wait_until (bc_job_get_progress (fixture->job)->current == N_REPORTS);
  g_thread_join (thread);
  elapsed = g_get_monotonic_time () - begin;

  g_assert_cmpint (fixture->heard->len, <=, 2 + elapsed / INTERVAL_US);
  for (guint i = 1; i < fixture->heard->len; i++)
    {
      g_assert_cmpint (get_heard (fixture, i)->current, >=, get_heard (fixture, i - 1)->current);
      g_assert_cmpint (get_heard (fixture, i)->t_us, >=, get_heard (fixture, i - 1)->t_us);
    }
}

/* Nothing that was reported before the end is withheld, and nothing follows. */
static void
test_job_last (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(BcReporter) reporter = NULL;
  guint n_heard;

  _bc_job_start (fixture->job);
  reporter = bc_reporter_ref (toy_job_get_reporter (fixture->job));
  bc_reporter_set_total (reporter, 10);
  turn ();
  bc_reporter_set_current (reporter, 10);
  toy_job_complete (fixture->job, NULL);

  n_heard = fixture->heard->len;
  g_assert_cmpuint (n_heard, ==, 4);
  g_assert_cmpint (get_heard (fixture, 2)->status, ==, BC_JOB_RUNNING);
  g_assert_cmpint (get_heard (fixture, 2)->current, ==, 10);
  g_assert_cmpint (get_heard (fixture, 3)->status, ==, BC_JOB_COMPLETE);
  g_assert_cmpint (get_heard (fixture, 3)->current, ==, 10);
  g_assert_cmpint (get_heard (fixture, 3)->finished_at, >=, get_heard (fixture, 3)->started_at);
  g_assert_true (bc_job_has_ended (fixture->job));

  bc_reporter_add (reporter, 1);
  turn ();
  g_assert_cmpuint (fixture->heard->len, ==, n_heard);
}

static void
test_job_fails (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *error = NULL;

  _bc_job_start (fixture->job);
  toy_job_fail (fixture->job, "The wheel came off");

  g_assert_cmpint (bc_job_get_progress (fixture->job)->status, ==, BC_JOB_ERROR);
  g_object_get (fixture->job, "error", &error, NULL);
  g_assert_cmpstr (error, ==, "The wheel came off");
}

static void
test_job_cancelled (Fixture       *fixture,
                    gconstpointer  data)
{
  _bc_job_start (fixture->job);
  bc_job_cancel (fixture->job);
  test_wait_until (bc_job_has_ended (fixture->job));

  g_assert_cmpint (bc_job_get_progress (fixture->job)->status, ==, BC_JOB_CANCELLED);
  g_assert_false (bc_job_get_progress (fixture->job)->partial);
  g_assert_null (bc_job_get_progress (fixture->job)->error);

  /* Once more is nothing. */
  bc_job_cancel (fixture->job);
  turn ();
}

static void
test_job_cancelled_partial (Fixture       *fixture,
                            gconstpointer  data)
{
  _bc_job_start (fixture->job);
  bc_reporter_set_current (toy_job_get_reporter (fixture->job), 4);
  bc_job_cancel (fixture->job);
  test_wait_until (bc_job_has_ended (fixture->job));

  g_assert_cmpint (bc_job_get_progress (fixture->job)->status, ==, BC_JOB_CANCELLED);
  g_assert_cmpint (bc_job_get_progress (fixture->job)->current, ==, 4);
  g_assert_true (bc_job_get_progress (fixture->job)->partial);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n)
{
  (*n)++;
}

static void
test_job_notify (Fixture       *fixture,
                 gconstpointer  data)
{
  guint n_current = 0;
  guint n_detail = 0;
  gint64 current;

  _bc_job_start (fixture->job);
  g_signal_connect (fixture->job, "notify::current", G_CALLBACK (count_cb), &n_current);
  g_signal_connect (fixture->job, "notify::detail", G_CALLBACK (count_cb), &n_detail);
  bc_reporter_set_current (toy_job_get_reporter (fixture->job), 4);
  turn ();

  g_object_get (fixture->job, "current", &current, NULL);
  g_assert_cmpint (current, ==, 4);
  g_assert_cmpuint (n_current, ==, 1);
  g_assert_cmpuint (n_detail, ==, 0);
}

/* A worker may outlive its job. */
static void
test_job_dies (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(BcReporter) reporter = NULL;

  _bc_job_start (fixture->job);
  reporter = bc_reporter_ref (toy_job_get_reporter (fixture->job));
  bc_reporter_add (reporter, 1);
  toy_job_abandon (fixture->job);
  g_assert_finalize_object (g_steal_pointer (&fixture->job));

  report_often (bc_reporter_ref (reporter));
  turn ();
  g_assert_cmpuint (fixture->heard->len, ==, 1);
}

/* A listener may drop the last reference in the middle of an emission. */
static void
drop_cb (BcJob      *job,
         BcProgress *progress,
         Fixture    *fixture)
{
  g_clear_object (&fixture->job);
}

static void
test_job_dropped_by_listener (Fixture       *fixture,
                              gconstpointer  data)
{
  GWeakRef weak;

  g_weak_ref_init (&weak, fixture->job);
  _bc_job_start (fixture->job);
  g_signal_connect (fixture->job, "progress", G_CALLBACK (drop_cb), fixture);
  toy_job_complete (fixture->job, NULL);

  g_assert_null (g_weak_ref_get (&weak));
  g_weak_ref_clear (&weak);
}

static void
test_job_estimate (void)
{
  g_autoptr(BcProgress) old = bc_progress_new (BC_JOB_RUNNING);
  g_autoptr(BcProgress) early = NULL;
  g_autoptr(BcProgress) late = NULL;
  BcReport report = { 100, 400, NULL, 0 };

  old->started_at = g_get_real_time () - G_USEC_PER_SEC;
  early = bc_job_progress_report (old, &report);
  g_assert_cmpfloat (early->eta_seconds, ==, -1.);
  g_assert_cmpfloat (early->rate, >, 0.);

  old->started_at = g_get_real_time () - 100 * G_USEC_PER_SEC;
  late = bc_job_progress_report (old, &report);
  g_assert_cmpfloat_with_epsilon (late->rate, 1., 0.1);
  g_assert_cmpfloat_with_epsilon (late->eta_seconds, 300., 30.);

  /* More than was thought: nobody knows how much longer. */
  report.total = 50;
  g_clear_pointer (&late, bc_progress_unref);
  late = bc_job_progress_report (old, &report);
  g_assert_cmpfloat (late->eta_seconds, ==, -1.);
}

static void
test_job_never_back (void)
{
  g_autoptr(BcProgress) old = bc_progress_new (BC_JOB_RUNNING);
  g_autoptr(BcProgress) new = NULL;
  BcReport report = { 5, 10, NULL, 0 };

  old->current = 7;
  new = bc_job_progress_report (old, &report);
  g_assert_cmpint (new->current, ==, 7);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/job/new", test_job_new);
  ADD ("/job/start", test_job_start);
  ADD ("/job/first-at-once", test_job_first_at_once);
  ADD ("/job/merged", test_job_merged);
  ADD ("/job/rate", test_job_rate);
  ADD ("/job/last", test_job_last);
  ADD ("/job/fails", test_job_fails);
  ADD ("/job/cancelled", test_job_cancelled);
  ADD ("/job/cancelled-partial", test_job_cancelled_partial);
  ADD ("/job/notify", test_job_notify);
  ADD ("/job/dies", test_job_dies);
  ADD ("/job/dropped-by-listener", test_job_dropped_by_listener);
  g_test_add_func ("/job/estimate", test_job_estimate);
  g_test_add_func ("/job/never-back", test_job_never_back);

  return g_test_run ();
}
