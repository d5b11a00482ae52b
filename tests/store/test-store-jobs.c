/* test-store-jobs.c: jobs and results come back as they were saved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

static BcJobRecord *
make_job (const char  *id,
          BcJobStatus  status)
{
  BcJobRecord *job = bc_job_record_new ();

  job->id = g_strdup (id);
  job->kind = g_strdup ("simulation");
  job->title = g_strdup ("Simulación “2025-26”");
  job->progress = bc_progress_new (status);

  return job;
}

static void
save (BcStore     *store,
      BcJobRecord *job,
      const char  *document,
      const char  *summary)
{
  g_autoptr(GError) error = NULL;
  g_auto(BcJobResult) result = { NULL, };

  if (document != NULL)
    result.document = g_bytes_new_static (document, strlen (document));
  if (summary != NULL)
    result.summary = g_bytes_new_static (summary, strlen (summary));

  g_assert_true (test_store_save_job (store, job, document != NULL ? &result : NULL, &error));
  g_assert_no_error (error);
}

static void
assert_result (BcStore    *store,
               const char *id,
               gboolean    summary,
               const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = test_store_result (store, id, summary, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_store_jobs_round_trip (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr(BcJobRecord) job = make_job ("job-1", BC_JOB_RUNNING);
  g_autoptr(GPtrArray) jobs = NULL;
  const BcJobRecord *read;

  job->alias = g_strdup ("mine");
  job->owner = g_strdup ("nobody");
  job->request = g_bytes_new_static ("{\"a\":1}", 7);
  job->progress->current = G_MAXINT64;
  job->progress->total = 12;
  job->progress->detail = g_strdup ("reading");
  job->progress->error = g_strdup ("broken");
  job->progress->partial = TRUE;
  job->progress->rate = 0.1;
  job->progress->eta_seconds = 1. / 3.;
  job->progress->started_at = 1766880000123456;
  job->progress->finished_at = 1766880000123457;
  job->progress->t_us = 1766880000123458;
  save (fixture->store, job, NULL, NULL);

  jobs = test_store_jobs (fixture->store, 0);
  g_assert_cmpuint (jobs->len, ==, 1);
  read = g_ptr_array_index (jobs, 0);
  g_assert_cmpstr (read->id, ==, "job-1");
  g_assert_cmpstr (read->kind, ==, "simulation");
  g_assert_cmpstr (read->title, ==, job->title);
  g_assert_cmpstr (read->alias, ==, "mine");
  g_assert_cmpstr (read->owner, ==, "nobody");
  g_assert_false (read->owner_alive);
  g_assert_true (g_bytes_equal (read->request, job->request));
  g_assert_cmpint (read->progress->status, ==, BC_JOB_RUNNING);
  g_assert_cmpint (read->progress->current, ==, G_MAXINT64);
  g_assert_cmpint (read->progress->total, ==, 12);
  g_assert_cmpstr (read->progress->detail, ==, "reading");
  g_assert_cmpstr (read->progress->error, ==, "broken");
  g_assert_true (read->progress->partial);
  g_assert_cmpfloat (read->progress->rate, ==, 0.1);
  g_assert_cmpfloat (read->progress->eta_seconds, ==, 1. / 3.);
  g_assert_cmpint (read->progress->started_at, ==, 1766880000123456);
  g_assert_cmpint (read->progress->finished_at, ==, 1766880000123457);
  g_assert_cmpint (read->progress->t_us, ==, 1766880000123458);
}

static void
test_store_jobs_statuses (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GPtrArray) newest = NULL;

  for (BcJobStatus status = BC_JOB_QUEUED; status <= BC_JOB_CANCELLED; status++)
    {
      g_autofree char *id = g_strdup_printf ("job-%d", (int) status);
      g_autoptr(BcJobRecord) job = make_job (id, status);

      save (fixture->store, job, NULL, NULL);
    }

  jobs = test_store_jobs (fixture->store, 0);
  g_assert_cmpuint (jobs->len, ==, BC_JOB_CANCELLED + 1);
  for (guint i = 0; i < jobs->len; i++)
    {
      const BcJobRecord *job = g_ptr_array_index (jobs, i);

      g_assert_cmpint (job->progress->status, ==, BC_JOB_CANCELLED - i);
      g_assert_null (job->alias);
      g_assert_null (job->owner);
      g_assert_null (job->request);
      g_assert_null (job->progress->detail);
    }

  newest = test_store_jobs (fixture->store, 2);
  g_assert_cmpuint (newest->len, ==, 2);
  g_assert_cmpstr (((const BcJobRecord *) g_ptr_array_index (newest, 0))->id, ==, "job-6");
}

static void
test_store_jobs_results (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(BcJobRecord) first = make_job ("first", BC_JOB_RUNNING);
  g_autoptr(BcJobRecord) done = make_job ("first", BC_JOB_COMPLETE);
  g_autoptr(BcJobRecord) second = make_job ("second", BC_JOB_RUNNING);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) error = NULL;

  save (fixture->store, first, NULL, NULL);
  g_assert_null (test_store_result (fixture->store, "first", FALSE, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  save (fixture->store, second, NULL, NULL);
  save (fixture->store, done, "{\"net\":1}", NULL);
  assert_result (fixture->store, "first", FALSE, "{\"net\":1}");
  g_assert_null (test_store_result (fixture->store, "first", TRUE, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Without a result the one it has stays; with one it is replaced. */
  save (fixture->store, done, NULL, NULL);
  assert_result (fixture->store, "first", FALSE, "{\"net\":1}");
  save (fixture->store, done, "{\"net\":2}", "{}");
  assert_result (fixture->store, "first", FALSE, "{\"net\":2}");
  assert_result (fixture->store, "first", TRUE, "{}");

  /* An update does not make it newer. */
  jobs = test_store_jobs (fixture->store, 0);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (((const BcJobRecord *) g_ptr_array_index (jobs, 0))->id, ==, "second");
  g_assert_cmpint (((const BcJobRecord *) g_ptr_array_index (jobs, 1))->progress->status, ==, BC_JOB_COMPLETE);
}

static void
test_store_jobs_remove (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(BcJobRecord) job = make_job ("one", BC_JOB_COMPLETE);
  g_autoptr(GPtrArray) jobs = NULL;
  g_autoptr(GError) error = NULL;

  save (fixture->store, job, "{}", "{}");
  g_assert_true (test_store_remove_job (fixture->store, "one", &error));
  g_assert_no_error (error);
  g_assert_false (test_store_remove_job (fixture->store, "one", &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (test_store_result (fixture->store, "one", FALSE, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "one"));
  jobs = test_store_jobs (fixture->store, 0);
  g_assert_cmpuint (jobs->len, ==, 0);
}

static void
test_store_jobs_owner (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = test_store_claim (fixture->store, &error);
  g_autofree char *again = test_store_claim (fixture->store, &error);
  g_autoptr(BcJobRecord) ours = make_job ("ours", BC_JOB_RUNNING);
  g_autoptr(BcJobRecord) theirs = make_job ("theirs", BC_JOB_RUNNING);
  g_autoptr(GPtrArray) jobs = NULL;

  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (token));
  g_assert_cmpstr (again, ==, token);

  ours->owner = g_strdup (token);
  theirs->owner = g_uuid_string_random ();
  save (fixture->store, ours, NULL, NULL);
  save (fixture->store, theirs, NULL, NULL);

  jobs = test_store_jobs (fixture->store, 0);
  g_assert_false (((const BcJobRecord *) g_ptr_array_index (jobs, 0))->owner_alive);
  g_assert_true (((const BcJobRecord *) g_ptr_array_index (jobs, 1))->owner_alive);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_store_add ("jobs/round-trip", test_store_jobs_round_trip);
  test_store_add ("jobs/statuses", test_store_jobs_statuses);
  test_store_add ("jobs/results", test_store_jobs_results);
  test_store_add ("jobs/remove", test_store_jobs_remove);
  test_store_add ("jobs/owner", test_store_jobs_owner);

  return g_test_run ();
}
