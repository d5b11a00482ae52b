/* test-put-queue.c: the way from worker threads into a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-put-queue.h"

#include "bc-demo.h"
#include "bc-feeds-error.h"
#include "bc-importer.h"
#include "test-utils.h"

/* A store that only counts, answers when it is told to, and may fail. */
#define TEST_TYPE_STORE (test_store_get_type ())
G_DECLARE_FINAL_TYPE (TestStore, test_store, TEST, STORE, GObject)

struct _TestStore
{
  GObject  parent;

  GQueue   waiting;       /* of GTask */
  guint    max_waiting;
  guint    n_records;
  guint    n_batches;
  guint    fails_at;      /* the batch that fails, from 1; 0 for none */
  gboolean answers;       /* at once */
};

static void
test_store_answer (TestStore *self)
{
  g_autoptr(GTask) task = g_queue_pop_head (&self->waiting);
  const GPtrArray *records = g_task_get_task_data (task);
  GArray *outcomes;

  self->n_batches++;
  if (self->n_batches == self->fails_at)
    {
      g_task_return_new_error (task, BC_STORE_ERROR, BC_STORE_ERROR_FULL, "full");
      return;
    }

  outcomes = g_array_new (FALSE, TRUE, sizeof (BcPutOutcome));
  g_array_set_size (outcomes, records->len);
  self->n_records += records->len;
  g_task_return_pointer (task, outcomes, (GDestroyNotify) g_array_unref);
}

static void
test_store_put_records_async (BcStore             *store,
                              GPtrArray           *records,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  TestStore *self = TEST_STORE (store);
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, g_ptr_array_ref (records), (GDestroyNotify) g_ptr_array_unref);
  g_queue_push_tail (&self->waiting, task);
  self->max_waiting = MAX (self->max_waiting, self->waiting.length);
  if (self->answers)
    test_store_answer (self);
}

static void
test_store_remove_season_async (BcStore             *store,
                                const char          *season,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_assert_cmpstr (season, ==, BC_DEMO_SEASON);
  g_task_return_boolean (task, TRUE);
}

static void
test_store_iface_init (BcStoreInterface *iface)
{
  iface->put_records_async = test_store_put_records_async;
  iface->remove_season_async = test_store_remove_season_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestStore, test_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BC_TYPE_STORE, test_store_iface_init))

static void
test_store_class_init (TestStoreClass *klass)
{
}

static void
test_store_init (TestStore *self)
{
}

typedef struct
{
  BcPutQueue *queue;
  guint       n_batches;  /* to push */
  guint       n_pushed;   /* atomic */
  guint       last_put;   /* number of the batch */
  gboolean    done;
  GError     *error;
} Work;

static GPtrArray *
make_batch (guint n_records)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);

  for (guint i = 0; i < n_records; i++)
    g_ptr_array_add (records, bc_game_record_new (BC_ORIGIN_CSV, "g"));

  return records;
}

/* Each batch is as long as its number, so that their order shows. */
static gpointer
push_thread (gpointer data)
{
  Work *work = data;

  for (guint i = 1; i <= work->n_batches; i++)
    {
      if (!bc_put_queue_push (work->queue, make_batch (i)))
        break;
      g_atomic_int_inc (&work->n_pushed);
    }

  bc_put_queue_close (work->queue);

  return NULL;
}

static void
put_cb (GPtrArray *records,
        GArray    *outcomes,
        gpointer   user_data)
{
  Work *work = user_data;

  g_assert_cmpuint (records->len, >, work->last_put);
  work->last_put = records->len;
  g_assert_cmpuint (outcomes->len, ==, records->len);
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  Work *work = user_data;

  work->done = TRUE;
  work->error = error != NULL ? g_error_copy (error) : NULL;
}

/* However slow the store, no more than a few batches are made ahead of it. */
static void
test_put_queue_bounded (void)
{
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  Work work = { .n_batches = 20 };
  GThread *thread;

  work.queue = bc_put_queue_new (BC_STORE (store), NULL, put_cb, done_cb, &work);
  thread = g_thread_new ("push", push_thread, &work);

  for (guint i = 0; i < work.n_batches; i++)
    {
      test_wait_until (store->waiting.length > 0);
      g_assert_cmpuint (g_atomic_int_get (&work.n_pushed), <=, i + 3);
      test_store_answer (store);
    }

  test_wait_until (work.done);
  g_thread_join (thread);
  g_assert_no_error (work.error);
  g_assert_cmpuint (work.last_put, ==, 20);
  g_assert_cmpuint (store->n_records, ==, 210);
  g_assert_cmpuint (store->max_waiting, <=, 3);
  bc_put_queue_free (work.queue);
}

/* Once the store has failed nobody goes on making what it cannot take. */
static void
test_put_queue_failing (void)
{
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  Work work = { .n_batches = 1000 };
  GThread *thread;

  store->answers = TRUE;
  store->fails_at = 3;
  work.queue = bc_put_queue_new (BC_STORE (store), NULL, put_cb, done_cb, &work);
  thread = g_thread_new ("push", push_thread, &work);
  test_wait_until (work.done);
  g_thread_join (thread);

  g_assert_error (work.error, BC_STORE_ERROR, BC_STORE_ERROR_FULL);
  g_clear_error (&work.error);
  g_assert_cmpuint (work.n_pushed, <, 1000);
  bc_put_queue_free (work.queue);
}

static void
test_put_queue_empty (void)
{
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  Work work = { 0 };

  work.queue = bc_put_queue_new (BC_STORE (store), NULL, put_cb, done_cb, &work);
  bc_put_queue_close (work.queue);
  test_wait_until (work.done);
  g_assert_no_error (work.error);
  g_assert_cmpuint (store->n_batches, ==, 0);
  bc_put_queue_free (work.queue);
}

/* The store's error is the import's. */
static void
test_put_queue_import (void)
{
  g_autofree char *fixtures = g_test_build_filename (G_TEST_DIST, "data", "feeds", NULL);
  const char * const paths[] = { fixtures, NULL };
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  g_autoptr(BcImporter) importer = bc_importer_new (BC_STORE (store), NULL);
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr(GError) error = NULL;

  store->answers = TRUE;
  store->fails_at = 1;
  bc_importer_run_async (importer, paths, NULL, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  g_assert_null (bc_importer_run_finish (importer, result, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_FULL);
}

static void
load_demo (TestStore    *store,
           guint         n_games,
           BcReporter   *reporter,
           GCancellable *cancellable,
           GError      **error)
{
  BcDemoOptions options;
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_demo_options_init (&options);
  options.n_games = n_games;
  bc_demo_load_async (BC_STORE (store), &options, reporter, cancellable, test_result_cb, &slot);
  result = test_wait_result (&slot);
  g_assert_true (bc_demo_load_finish (result, error) == (*error == NULL));
}

typedef struct
{
  GCancellable *cancellable;
  gint64        current;
  gint64        total;
  guint         n_reports;
} Progress;

static void
progress_cb (const BcReport *report,
             gpointer        user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (report->current, >=, progress->current);
  progress->current = report->current;
  progress->total = report->total;
  progress->n_reports++;
  if (progress->cancellable != NULL && report->current > 0)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_put_queue_demo (void)
{
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  Progress progress = { 0 };
  g_autoptr(BcReporter) reporter = bc_reporter_new (NULL, progress_cb, &progress);
  g_autoptr(GError) error = NULL;

  store->answers = TRUE;
  load_demo (store, 1000, reporter, NULL, &error);
  bc_reporter_flush (reporter);
  bc_reporter_disconnect (reporter);
  g_assert_no_error (error);
  g_assert_cmpuint (store->n_records, ==, 1000);
  g_assert_cmpint (progress.current, ==, 1000);
  g_assert_cmpint (progress.total, ==, 1000);
  g_assert_cmpuint (progress.n_reports, >, 3);
}

static void
test_put_queue_demo_cancelled (void)
{
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { .cancellable = cancellable };
  g_autoptr(BcReporter) reporter = bc_reporter_new (NULL, progress_cb, &progress);
  g_autoptr(GError) error = NULL;

  store->answers = TRUE;
  load_demo (store, 100000, reporter, cancellable, &error);
  bc_reporter_disconnect (reporter);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (store->n_records, >, 0);
  g_assert_cmpuint (store->n_records, <, 10000);
}

static void
test_put_queue_demo_refused (void)
{
  static const BcDemoOptions options[] = { { 0, 1, 0 }, { 100001, 1, 0 }, { 10, 1, -1 }, { 10, 1, 200001 } };
  g_autoptr(TestStore) store = g_object_new (TEST_TYPE_STORE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      GAsyncResult *slot = NULL;
      g_autoptr(GError) error = NULL;

      bc_demo_load_async (BC_STORE (store), &options[i], NULL, NULL, test_result_cb, &slot);
      result = test_wait_result (&slot);
      g_assert_false (bc_demo_load_finish (result, &error));
      g_assert_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID);
    }

  g_assert_cmpuint (store->n_batches, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/put-queue/bounded", test_put_queue_bounded);
  g_test_add_func ("/put-queue/failing", test_put_queue_failing);
  g_test_add_func ("/put-queue/empty", test_put_queue_empty);
  g_test_add_func ("/put-queue/import", test_put_queue_import);
  g_test_add_func ("/put-queue/demo", test_put_queue_demo);
  g_test_add_func ("/put-queue/demo-cancelled", test_put_queue_demo_cancelled);
  g_test_add_func ("/put-queue/demo-refused", test_put_queue_demo_refused);

  return g_test_run ();
}
