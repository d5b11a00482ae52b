/* test-store-calls.c: the order of calls, giving up, and where answers come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#define N_ROUNDS 20

static GPtrArray *
make_many (guint n_games,
           guint n_points)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);

  for (guint i = 0; i < n_games; i++)
    {
      g_autofree char *key = g_strdup_printf ("game-%u", i);
      BcGameRecord *record = test_record (BC_ORIGIN_ESPN, key, "NBA", "DEN", "ORL", "2025-12-27");

      test_record_add_track (record, "espn", FALSE, n_points, i);
      g_ptr_array_add (records, record);
    }

  return records;
}

static guint
finish_list (BcStore       *store,
             GAsyncResult **slot)
{
  g_autoptr(GAsyncResult) result = test_wait_result (slot);
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGamePage) page = bc_store_list_games_finish (store, result, &error);

  g_assert_no_error (error);

  return page->total;
}

static void
finish_put (BcStore       *store,
            GAsyncResult **slot)
{
  g_autoptr(GAsyncResult) result = test_wait_result (slot);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) outcomes = bc_store_put_records_finish (store, result, &error);

  g_assert_no_error (error);
}

/* Reads made between writes see what was asked for before them, and no more. */
static void
test_store_calls_order (Fixture       *fixture,
                        gconstpointer  data)
{
  const BcGameQuery query = { .season = "*" };

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *key = g_strdup_printf ("one-%u", i);
      g_autofree char *other = g_strdup_printf ("two-%u", i);
      g_autoptr(GPtrArray) first = test_records (test_record (BC_ORIGIN_ESPN, key, "NBA", "DEN", "ORL", "2025-12-27"), NULL);
      g_autoptr(GPtrArray) second = test_records (test_record (BC_ORIGIN_ESPN, other, "NBA", "DEN", "ORL", "2025-12-27"), NULL);
      GAsyncResult *slots[6] = { NULL, };

      test_record_add_track (g_ptr_array_index (first, 0), "espn", FALSE, 2000, i);
      bc_store_list_games_async (fixture->store, &query, NULL, test_result_cb, &slots[0]);
      bc_store_put_records_async (fixture->store, first, NULL, test_result_cb, &slots[1]);
      bc_store_list_games_async (fixture->store, &query, NULL, test_result_cb, &slots[2]);
      bc_store_list_games_async (fixture->store, &query, NULL, test_result_cb, &slots[3]);
      bc_store_put_records_async (fixture->store, second, NULL, test_result_cb, &slots[4]);
      bc_store_list_games_async (fixture->store, &query, NULL, test_result_cb, &slots[5]);

      g_assert_cmpuint (finish_list (fixture->store, &slots[5]), ==, 2 * i + 2);
      finish_put (fixture->store, &slots[4]);
      g_assert_cmpuint (finish_list (fixture->store, &slots[3]), ==, 2 * i + 1);
      g_assert_cmpuint (finish_list (fixture->store, &slots[2]), ==, 2 * i + 1);
      finish_put (fixture->store, &slots[1]);
      g_assert_cmpuint (finish_list (fixture->store, &slots[0]), ==, 2 * i);
    }
}

/* Given up at any moment, a write happened whole or not at all. */
static void
test_store_calls_cancel_write (Fixture       *fixture,
                               gconstpointer  data)
{
  const BcGameQuery query = { .season = "*" };
  guint n_before = 0;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr(GPtrArray) records = make_many (30, 200 + i);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GArray) outcomes = NULL;
      g_autoptr(GError) error = NULL;
      GAsyncResult *slot = NULL;
      GAsyncResult *list_slot = NULL;
      guint n_after;

      test_store_remove_season (fixture->store, "2025-26");
      bc_store_put_records_async (fixture->store, records, cancellable, test_result_cb, &slot);
      if (i == 0)
        g_cancellable_cancel (cancellable);

      /* Some other work, of a length that differs from round to round. */
      for (guint j = 0; j < i * i * 2000; j++)
        g_atomic_int_inc (&n_before);
      g_cancellable_cancel (cancellable);

      bc_store_list_games_async (fixture->store, &query, NULL, test_result_cb, &list_slot);
      result = test_wait_result (&slot);
      outcomes = bc_store_put_records_finish (fixture->store, result, &error);
      n_after = finish_list (fixture->store, &list_slot);
      if (outcomes != NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (n_after, ==, 30);
        }
      else
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_cmpuint (n_after, ==, 0);
        }
    }
}

static void
test_store_calls_cancel_read (Fixture       *fixture,
                              gconstpointer  data)
{
  const BcGameQuery query = { .season = "*" };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *slot = NULL;

  test_store_put_one (fixture->store, test_make_espn ());
  g_cancellable_cancel (cancellable);
  bc_store_list_games_async (fixture->store, &query, cancellable, test_result_cb, &slot);
  result = test_wait_result (&slot);
  g_assert_null (bc_store_list_games_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The store goes on. */
  test_assert_ids (fixture->store, "401810288");
}

static void
test_store_calls_closed (Fixture       *fixture,
                         gconstpointer  data)
{
  BcStore *store = test_store_another (fixture, data, 1);
  g_autoptr(GAsyncResult) closed = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *close_slot = NULL;
  GAsyncResult *put_slot = NULL;
  GAsyncResult *slot = NULL;
  const BcGameQuery query = { .season = "*" };
  g_autoptr(GPtrArray) records = make_many (20, 500);

  /* What was asked for before is done before. */
  bc_store_put_records_async (store, records, NULL, test_result_cb, &put_slot);
  bc_store_close_async (store, NULL, test_result_cb, &close_slot);
  bc_store_list_games_async (store, &query, NULL, test_result_cb, &slot);
  finish_put (store, &put_slot);
  closed = test_wait_result (&close_slot);
  g_assert_true (bc_store_close_finish (store, closed, &error));
  g_assert_no_error (error);

  result = test_wait_result (&slot);
  g_assert_null (bc_store_list_games_finish (store, result, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_FAILED);
  g_clear_object (&closed);
  g_clear_object (&result);
  g_assert_finalize_object (store);
}

/* Without close, too: the last reference ends its threads. */
static void
test_store_calls_dropped (Fixture       *fixture,
                          gconstpointer  data)
{
  BcStore *store = test_store_another (fixture, data, 1);

  test_store_put_one (store, test_make_espn ());
  g_assert_finalize_object (store);
}

typedef struct
{
  BcStore      *store;
  GMainContext *context;
  guint         total;
  gboolean      is_done;
} Elsewhere;

static void
listed_elsewhere_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  Elsewhere *elsewhere = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGamePage) page = bc_store_list_games_finish (BC_STORE (object), result, &error);

  g_assert_no_error (error);
  g_assert_true (g_main_context_is_owner (elsewhere->context));
  elsewhere->total = page->total;
  elsewhere->is_done = TRUE;
}

static gpointer
list_elsewhere (gpointer data)
{
  const BcGameQuery query = { .season = "*" };
  Elsewhere *elsewhere = data;

  elsewhere->context = g_main_context_new ();
  g_main_context_push_thread_default (elsewhere->context);
  bc_store_list_games_async (elsewhere->store, &query, NULL, listed_elsewhere_cb, elsewhere);
  while (!elsewhere->is_done)
    g_main_context_iteration (elsewhere->context, TRUE);
  g_main_context_pop_thread_default (elsewhere->context);
  g_main_context_unref (elsewhere->context);

  return NULL;
}

static void
test_store_calls_context (Fixture       *fixture,
                          gconstpointer  data)
{
  Elsewhere elsewhere = { .store = fixture->store };

  test_store_put_one (fixture->store, test_make_espn ());
  g_thread_join (g_thread_new ("elsewhere", list_elsewhere, &elsewhere));
  g_assert_cmpuint (elsewhere.total, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_store_add ("calls/order", test_store_calls_order);
  test_store_add ("calls/cancel-write", test_store_calls_cancel_write);
  test_store_add ("calls/cancel-read", test_store_calls_cancel_read);
  test_store_add ("calls/closed", test_store_calls_closed);
  test_store_add ("calls/dropped", test_store_calls_dropped);
  test_store_add ("calls/context", test_store_calls_context);

  return g_test_run ();
}
