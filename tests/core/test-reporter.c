/* test-reporter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-reporter.h"
#include "test-utils.h"

#define N_THREADS 4
#define N_ADDS 50000
#define INTERVAL_US 16000

/* What the calls said. */
typedef struct
{
  BcReporter *reporter;
  guint       n_calls;
  gint64      current;
  gint64      total;
  char       *detail;
  gint64      t_us;
  gint64      called_at;      /* CLOCK_REALTIME */
  gint64      monotonic_at;
  GThread    *thread;
} Fixture;

static void
report_cb (const BcReport *report,
           gpointer        user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (fixture->thread == g_thread_self ());
  g_assert_cmpint (report->current, >=, fixture->current);

  fixture->n_calls++;
  fixture->current = report->current;
  fixture->total = report->total;
  g_free (fixture->detail);
  fixture->detail = g_strdup (report->detail);
  fixture->t_us = report->t_us;
  fixture->called_at = g_get_real_time ();
  fixture->monotonic_at = g_get_monotonic_time ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->thread = g_thread_self ();
  fixture->reporter = bc_reporter_new (NULL, report_cb, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bc_reporter_disconnect (fixture->reporter);
  bc_reporter_unref (fixture->reporter);
  g_free (fixture->detail);
}

/* The first report after silence waits for one turn of the loop, no timer. */
static void
test_reporter_first_at_once (Fixture       *fixture,
                             gconstpointer  data)
{
  gint64 before = g_get_real_time ();

  g_assert_false (g_main_context_iteration (NULL, FALSE));
  bc_reporter_set_total (fixture->reporter, 10);
  bc_reporter_add (fixture->reporter, 3);
  bc_reporter_set_detail (fixture->reporter, "three");
  g_assert_cmpuint (fixture->n_calls, ==, 0);

  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_calls, ==, 1);
  g_assert_cmpint (fixture->current, ==, 3);
  g_assert_cmpint (fixture->total, ==, 10);
  g_assert_cmpstr (fixture->detail, ==, "three");
  g_assert_cmpint (fixture->t_us, >=, before);
  g_assert_cmpint (fixture->t_us, <=, fixture->called_at);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

/* What follows inside 16 ms waits for their end and becomes one call. */
static void
test_reporter_merges (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 begin = g_get_monotonic_time ();

  bc_reporter_add (fixture->reporter, 1);
  test_wait_until (fixture->n_calls == 1);

  bc_reporter_add (fixture->reporter, 1);
  bc_reporter_add (fixture->reporter, 1);
  bc_reporter_set_detail (fixture->reporter, "more");
  test_wait_until (fixture->n_calls == 2);
  g_assert_cmpint (fixture->current, ==, 3);
  g_assert_cmpstr (fixture->detail, ==, "more");
  g_assert_cmpint (fixture->monotonic_at - begin, >=, INTERVAL_US);
}

/* Nothing is said twice, and no work is undone. */
static void
test_reporter_says_only_changes (Fixture       *fixture,
                                 gconstpointer  data)
{
  bc_reporter_set_current (fixture->reporter, 5);
  bc_reporter_set_detail (fixture->reporter, "five");
  test_wait_until (fixture->n_calls == 1);

  bc_reporter_set_current (fixture->reporter, 5);
  bc_reporter_set_current (fixture->reporter, 4);
  bc_reporter_set_detail (fixture->reporter, "five");
  bc_reporter_set_total (fixture->reporter, 0);
  bc_reporter_add (fixture->reporter, 0);
  bc_reporter_add (fixture->reporter, -1);
  bc_reporter_flush (fixture->reporter);
  g_assert_cmpuint (fixture->n_calls, ==, 1);

  /* There and back again is no change either. */
  bc_reporter_set_detail (fixture->reporter, NULL);
  bc_reporter_set_detail (fixture->reporter, "five");
  bc_reporter_flush (fixture->reporter);
  g_assert_cmpuint (fixture->n_calls, ==, 1);
  g_assert_cmpint (fixture->current, ==, 5);
}

/* The last state is not withheld for the rest of the 16 ms. */
static void
test_reporter_flush (Fixture       *fixture,
                     gconstpointer  data)
{
  bc_reporter_add (fixture->reporter, 1);
  test_wait_until (fixture->n_calls == 1);
  bc_reporter_add (fixture->reporter, 1);
  bc_reporter_flush (fixture->reporter);

  g_assert_cmpuint (fixture->n_calls, ==, 2);
  g_assert_cmpint (fixture->current, ==, 2);
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_reporter_disconnect (Fixture       *fixture,
                          gconstpointer  data)
{
  bc_reporter_add (fixture->reporter, 1);
  bc_reporter_disconnect (fixture->reporter);
  bc_reporter_add (fixture->reporter, 1);
  bc_reporter_set_detail (fixture->reporter, "late");
  bc_reporter_flush (fixture->reporter);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpuint (fixture->n_calls, ==, 0);
}

static gpointer
add_thread (gpointer data)
{
  g_autoptr(BcReporter) reporter = data;

  for (guint i = 0; i < N_ADDS; i++)
    bc_reporter_add (reporter, 1);

  return NULL;
}

/* Two hundred thousand reports: none lost, and no more than sixty calls a second. */
static void
test_reporter_threads (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 begin = g_get_monotonic_time ();
  GThread *threads[N_THREADS];
  gint64 elapsed;

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("add", add_thread, bc_reporter_ref (fixture->reporter));
  test_wait_until (fixture->current == N_THREADS * N_ADDS);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  elapsed = g_get_monotonic_time () - begin;
  g_assert_cmpint (fixture->n_calls, <=, 2 + elapsed / INTERVAL_US);
  bc_reporter_flush (fixture->reporter);
  g_assert_cmpint (fixture->current, ==, N_THREADS * N_ADDS);
}

static gpointer
last_owner_thread (gpointer data)
{
  bc_reporter_add (data, 1);
  bc_reporter_unref (data);

  return NULL;
}

/* A worker may let go last, with a call still due. */
static void
test_reporter_last_owner (Fixture       *fixture,
                          gconstpointer  data)
{
  BcReporter *reporter = bc_reporter_new (NULL, report_cb, fixture);

  g_thread_join (g_thread_new ("last", last_owner_thread, reporter));
  test_wait_until (fixture->n_calls == 1);
  g_assert_cmpint (fixture->current, ==, 1);
}

#define add(path, function) g_test_add ("/reporter/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("first-at-once", test_reporter_first_at_once);
  add ("merges", test_reporter_merges);
  add ("says-only-changes", test_reporter_says_only_changes);
  add ("flush", test_reporter_flush);
  add ("disconnect", test_reporter_disconnect);
  add ("threads", test_reporter_threads);
  add ("last-owner", test_reporter_last_owner);

  return g_test_run ();
}
