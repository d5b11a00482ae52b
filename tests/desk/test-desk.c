/* test-desk.c: jobs on a desk, and what is left of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "bc-past-job.h"
#include "desk-fixture.h"
#include "test-utils.h"
#include "toy-job.h"

static const char *program;

static BcJob *
get_job (DeskFixture *fixture,
         guint        position)
{
  g_autoptr(BcJob) job = g_list_model_get_item (bc_desk_get_jobs (fixture->desk), position);

  g_assert_nonnull (job);

  return job;
}

static BcJob *
start_toy (DeskFixture *fixture,
           const char  *alias)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(GError) error = NULL;

  bc_desk_start_job (fixture->desk, job, alias, &error);
  g_assert_no_error (error);

  return job;
}

static void
complete_toy (BcJob      *job,
              const char *document)
{
  toy_job_complete (job, document);
  test_wait_until (bc_job_has_ended (job));
}

static void
assert_result_error (DeskFixture *fixture,
                     const char  *id,
                     gboolean     summary,
                     int          code,
                     const char  *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (desk_fixture_result (fixture, id, summary, &error));
  g_assert_error (error, BC_DESK_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
count_cb (GListModel *jobs,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n)
{
  (*n)++;
}

/* A kind that nobody here knows is in the list, found, and kept like any other. */
static void
test_desk_toy (DeskFixture   *fixture,
               gconstpointer  data)
{
  guint n_changes = 0;
  g_autofree char *id = NULL;
  BcJob *job;

  g_signal_connect (bc_desk_get_jobs (fixture->desk), "items-changed", G_CALLBACK (count_cb), &n_changes);
  job = start_toy (fixture, NULL);
  id = g_strdup (bc_job_get_id (job));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (get_job (fixture, 0) == job);
  g_assert_true (bc_desk_find_job (fixture->desk, id) == job);

  bc_reporter_set_total (toy_job_get_reporter (job), 7);
  bc_reporter_set_current (toy_job_get_reporter (job), 7);
  complete_toy (job, "{\"toy\":1}");

  desk_fixture_reopen (fixture);
  job = bc_desk_find_job (fixture->desk, id);
  g_assert_nonnull (job);
  g_assert_true (BC_IS_PAST_JOB (job));
  g_assert_cmpstr (bc_job_get_kind (job), ==, "toy");
  g_assert_cmpstr (bc_job_get_title (job), ==, "A toy");
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_COMPLETE);
  g_assert_cmpint (bc_job_get_progress (job)->current, ==, 7);
  g_assert_cmpint (bc_job_get_progress (job)->finished_at, >, 0);
}

static void
test_desk_newest_first (DeskFixture   *fixture,
                        gconstpointer  data)
{
  g_autofree char *first_id = g_strdup (bc_job_get_id (start_toy (fixture, NULL)));
  g_autofree char *second_id = NULL;

  complete_toy (get_job (fixture, 0), NULL);
  second_id = g_strdup (bc_job_get_id (start_toy (fixture, NULL)));
  g_assert_cmpstr (bc_job_get_id (get_job (fixture, 0)), ==, second_id);
  complete_toy (get_job (fixture, 0), NULL);

  desk_fixture_reopen (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (bc_desk_get_jobs (fixture->desk)), ==, 2);
  g_assert_cmpstr (bc_job_get_id (get_job (fixture, 0)), ==, second_id);
  g_assert_cmpstr (bc_job_get_id (get_job (fixture, 1)), ==, first_id);
}

static void
test_desk_alias (DeskFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr(BcJob) refused = toy_job_new ("Another toy");
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  BcJob *first = start_toy (fixture, "mine");
  BcJob *second;

  g_assert_true (bc_desk_find_job (fixture->desk, "mine") == first);
  g_assert_false (bc_desk_start_job (fixture->desk, refused, "mine", &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "mine"));

  complete_toy (first, "{\"n\":1}");
  second = start_toy (fixture, "mine");
  g_assert_true (bc_desk_find_job (fixture->desk, "mine") == second);
  complete_toy (second, "{\"n\":2}");
  id = g_strdup (bc_job_get_id (second));

  desk_fixture_reopen (fixture);
  g_assert_cmpstr (bc_job_get_id (bc_desk_find_job (fixture->desk, "mine")), ==, id);
}

static void
test_desk_result (DeskFixture   *fixture,
                  gconstpointer  data)
{
  BcJob *job = start_toy (fixture, "mine");
  g_autofree char *id = g_strdup (bc_job_get_id (job));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = NULL;

  assert_result_error (fixture, id, FALSE, BC_DESK_ERROR_NOT_READY, "A toy");
  assert_result_error (fixture, "nobody", FALSE, BC_DESK_ERROR_NOT_FOUND, "nobody");
  complete_toy (job, "{\"n\":1}");
  desk_fixture_reopen (fixture);

  /* By alias too; without a summary of its own, the document is one. */
  document = desk_fixture_result (fixture, "mine", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (document, NULL), g_bytes_get_size (document), "{\"n\":1}", 7);
}

static void
test_desk_no_result (DeskFixture   *fixture,
                     gconstpointer  data)
{
  BcJob *failed = start_toy (fixture, "failed");
  BcJob *cancelled = start_toy (fixture, "cancelled");
  BcJob *silent = start_toy (fixture, "silent");

  toy_job_fail (failed, "The wheel came off");
  bc_job_cancel (cancelled);
  complete_toy (silent, NULL);
  test_wait_until (bc_job_has_ended (failed) && bc_job_has_ended (cancelled));

  assert_result_error (fixture, "failed", FALSE, BC_DESK_ERROR_NO_RESULT, "The wheel came off");
  assert_result_error (fixture, "cancelled", TRUE, BC_DESK_ERROR_NO_RESULT, "cancelled");
  assert_result_error (fixture, "silent", FALSE, BC_DESK_ERROR_NO_RESULT, "keeps no result");
}

static void
test_desk_forget (DeskFixture   *fixture,
                  gconstpointer  data)
{
  BcJob *job = start_toy (fixture, "mine");
  g_autofree char *id = g_strdup (bc_job_get_id (job));
  g_autoptr(GError) error = NULL;

  g_assert_false (bc_desk_forget_job (fixture->desk, id, &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  complete_toy (job, "{}");
  g_assert_true (bc_desk_forget_job (fixture->desk, "mine", &error));
  g_assert_no_error (error);
  g_assert_null (bc_desk_find_job (fixture->desk, id));
  g_assert_null (bc_desk_find_job (fixture->desk, "mine"));
  g_assert_false (bc_desk_forget_job (fixture->desk, id, &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND);

  desk_fixture_reopen (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (bc_desk_get_jobs (fixture->desk)), ==, 0);
}

/* What runs is cancelled and kept before the store closes; nothing starts after. */
static void
test_desk_close (DeskFixture   *fixture,
                 gconstpointer  data)
{
  g_autoptr(BcJob) late = toy_job_new ("Too late");
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  GAsyncResult *slot = NULL;
  BcJob *job = start_toy (fixture, NULL);

  id = g_strdup (bc_job_get_id (job));
  bc_reporter_set_current (toy_job_get_reporter (job), 3);
  bc_desk_close_async (fixture->desk, NULL, test_result_cb, &slot);
  g_assert_false (bc_desk_start_job (fixture->desk, late, NULL, &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_ALLOWED);
  g_clear_error (&error);

  test_wait_until (slot != NULL);
  g_assert_true (bc_desk_close_finish (fixture->desk, slot, &error));
  g_assert_no_error (error);
  g_clear_object (&slot);
  g_clear_object (&fixture->desk);

  desk_fixture_reopen (fixture);
  job = bc_desk_find_job (fixture->desk, id);
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_CANCELLED);
  g_assert_true (bc_job_get_progress (job)->partial);
}

static GPtrArray *
list_records (const char *url)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(BcStore) store = NULL;
  g_autoptr(GPtrArray) records = NULL;
  GAsyncResult *slot = NULL;

  bc_store_open_async (url, NULL, test_result_cb, &slot);
  opened = test_wait_result (&slot);
  store = bc_store_open_finish (opened, &error);
  g_assert_no_error (error);

  bc_store_list_jobs_async (store, 10, NULL, test_result_cb, &slot);
  listed = test_wait_result (&slot);
  records = bc_store_list_jobs_finish (store, listed, &error);
  g_assert_no_error (error);

  bc_store_close_async (store, NULL, test_result_cb, &slot);
  closed = test_wait_result (&slot);
  g_assert_true (bc_store_close_finish (store, closed, &error));
  g_assert_no_error (error);

  return g_steal_pointer (&records);
}

typedef struct
{
  const char *url;
  gboolean    committed;
} Witness;

/* Whoever hears of the end can read it from the store, in another process too. */
static void
end_cb (BcJob      *job,
        BcProgress *progress,
        Witness    *witness)
{
  g_autoptr(GPtrArray) records = NULL;
  const BcJobRecord *record;

  if (progress->status != BC_JOB_COMPLETE)
    return;

  records = list_records (witness->url);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->progress->status, ==, BC_JOB_COMPLETE);
  g_assert_null (record->owner);
  witness->committed = TRUE;
}

static void
test_desk_committed_first (DeskFixture   *fixture,
                           gconstpointer  data)
{
  Witness witness = { fixture->url, FALSE };
  BcJob *job = start_toy (fixture, NULL);

  g_signal_connect (job, "progress", G_CALLBACK (end_cb), &witness);
  toy_job_complete (job, "{}");
  g_assert_false (bc_job_has_ended (job));
  g_assert_cmpstr (bc_job_get_progress (job)->detail, ==, "Finishing");
  test_wait_until (bc_job_has_ended (job));
  g_assert_true (witness.committed);
}

/* In another process: runs a job until it is killed. */
G_NORETURN static void
run_child (const char *url)
{
  g_autoptr(GError) error = NULL;
  DeskFixture fixture = { NULL, NULL, desk_fixture_open (url, &error) };
  BcJob *job;

  g_assert_no_error (error);
  job = start_toy (&fixture, "mine");
  bc_reporter_set_total (toy_job_get_reporter (job), 10);
  bc_reporter_set_current (toy_job_get_reporter (job), 4);

  /* Its row is there as soon as a later call has been answered. */
  g_ptr_array_unref (list_records (url));
  g_print ("%s\n", bc_job_get_id (job));

  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static char *
read_line (GSubprocess *child)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr(GError) error = NULL;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return line;
}

static void
assert_past (GPtrArray   *records,
             const char  *id,
             BcJobStatus  status)
{
  g_autoptr(BcJob) job = NULL;

  g_assert_cmpuint (records->len, ==, 1);
  job = bc_past_job_new (g_ptr_array_index (records, 0));
  g_assert_cmpstr (bc_job_get_id (job), ==, id);
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, status);
}

static void
test_desk_killed (DeskFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GPtrArray) alive = NULL;
  g_autoptr(GPtrArray) dead = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  BcJob *job;

  desk_fixture_close (fixture);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", fixture->url, NULL);
  g_assert_no_error (error);
  id = read_line (child);

  /* Not interrupted while its owner lives, and nobody else may run jobs. */
  alive = list_records (fixture->url);
  assert_past (alive, id, BC_JOB_RUNNING);
  g_assert_null (desk_fixture_open (fixture->url, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, g_subprocess_get_identifier (child)));
  g_clear_error (&error);

  g_subprocess_send_signal (child, SIGKILL);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_no_error (error);
  dead = list_records (fixture->url);
  assert_past (dead, id, BC_JOB_INTERRUPTED);

  desk_fixture_reopen (fixture);
  job = bc_desk_find_job (fixture->desk, "mine");
  g_assert_cmpstr (bc_job_get_id (job), ==, id);
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_INTERRUPTED);
  g_assert_true (bc_job_has_ended (job));
  assert_result_error (fixture, id, FALSE, BC_DESK_ERROR_NO_RESULT, "the program stopped");

  /* Its alias is free again. */
  complete_toy (start_toy (fixture, "mine"), NULL);
  g_assert_true (bc_desk_forget_job (fixture->desk, id, &error));
  g_assert_no_error (error);
}

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    run_child (argv[2]);

  g_test_init (&argc, &argv, NULL);

  ADD ("/desk/toy", test_desk_toy);
  ADD ("/desk/newest-first", test_desk_newest_first);
  ADD ("/desk/alias", test_desk_alias);
  ADD ("/desk/result", test_desk_result);
  ADD ("/desk/no-result", test_desk_no_result);
  ADD ("/desk/forget", test_desk_forget);
  ADD ("/desk/close", test_desk_close);
  ADD ("/desk/committed-first", test_desk_committed_first);
  ADD ("/desk/killed", test_desk_killed);

  return g_test_run ();
}
