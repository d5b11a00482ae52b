/* test-sqlite-store.c: files that are not what they should be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store-fixture.h"

typedef struct
{
  char *folder;
  char *path;
  char *url;
} Place;

static void
set_up (Place         *place,
        gconstpointer  data)
{
  place->folder = test_make_folder ();
  place->path = g_build_filename (place->folder, "deep", "store.db", NULL);
  place->url = g_strconcat ("sqlite:", place->path, NULL);
}

static void
tear_down (Place         *place,
           gconstpointer  data)
{
  test_remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->path);
  g_free (place->url);
}

static BcStore *
open_place (Place *place)
{
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open (place->url, &error);

  g_assert_no_error (error);

  return store;
}

static void
make_store (Place *place)
{
  BcStore *store = open_place (place);

  test_store_put_one (store, test_make_espn ());
  test_store_put_one (store, test_make_kalshi ());
  test_store_put_one (store, test_make_csv ());
  test_store_close (store);
}

static void
run_sql (Place      *place,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (place->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gint64
query_number (Place      *place,
              const char *sql)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open (place->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return number;
}

static void
assert_open_fails (const char   *url,
                   BcStoreError  code,
                   const char   *word)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (test_store_open (url, &error));
  g_assert_error (error, BC_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_sqlite_addresses (void)
{
  assert_open_fails ("", BC_STORE_ERROR_URL, "sqlite:PATH");
  assert_open_fails ("sqlite:", BC_STORE_ERROR_URL, "sqlite:");
  assert_open_fails ("store.db", BC_STORE_ERROR_URL, "store.db");
  assert_open_fails ("mysql://localhost/x", BC_STORE_ERROR_URL, "mysql://localhost/x");
  assert_open_fails ("sqlite:/dev/null/store.db", BC_STORE_ERROR_OPEN, "/dev/null");
  assert_open_fails ("sqlite:/", BC_STORE_ERROR_OPEN, "“/”");
}

static void
test_sqlite_default (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "backcourt", NULL);
  g_autofree char *path = g_build_filename (folder, "backcourt.db", NULL);
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open (NULL, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  test_store_close (store);
}

static void
test_sqlite_reopened (Place         *place,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  BcStore *store;

  make_store (place);
  store = open_place (place);
  before = test_store_check (store, &error);
  g_assert_no_error (error);
  test_store_close (store);

  /* The log is folded in by closing, so that the file alone is the store. */
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM quote"), ==, 50);

  store = open_place (place);
  after = test_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, after);
  test_store_close (store);
}

/* Rows that anybody can read with sqlite3. */
static void
test_sqlite_plain_rows (Place         *place,
                        gconstpointer  data)
{
  make_store (place);

  g_assert_cmpint (query_number (place, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM game"), ==, 1);
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM record"), ==, 3);
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM model_point"), ==, 65);
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM model_point WHERE price IS NULL"), ==, 40);
  g_assert_cmpint (query_number (place, "SELECT n_points FROM game WHERE game_id = '401810288'"), ==, 65);
}

static void
test_sqlite_too_new (Place         *place,
                     gconstpointer  data)
{
  make_store (place);
  run_sql (place, "PRAGMA user_version = 4321");
  assert_open_fails (place->url, BC_STORE_ERROR_TOO_NEW, "4321");
  assert_open_fails (place->url, BC_STORE_ERROR_TOO_NEW, "up to 1");
}

static void
test_sqlite_foreign (Place         *place,
                     gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  run_sql (place, "CREATE TABLE game (x)");
  assert_open_fails (place->url, BC_STORE_ERROR_OPEN, "another program");
  g_assert_cmpint (query_number (place, "SELECT COUNT(*) FROM sqlite_schema"), ==, 1);
}

static void
test_sqlite_malformed (Place         *place,
                       gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);
  g_autofree char *junk = g_strnfill (8192, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place->path, junk, 8192, &error));
  assert_open_fails (place->url, BC_STORE_ERROR_OPEN, place->path);
}

/* An empty file is as good as none. */
static void
test_sqlite_empty (Place         *place,
                   gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place->path, "", 0, &error));
  make_store (place);
}

static void
assert_check_fails (Place      *place,
                    const char *word)
{
  BcStore *store = open_place (place);
  g_autoptr(GError) error = NULL;

  g_assert_null (test_store_check (store, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_CORRUPT);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” is not in “%s”", word, error->message);
  test_store_close (store);
}

static void
test_sqlite_damaged_rows (Place         *place,
                          gconstpointer  data)
{
  static const struct
  {
    const char *damage;
    const char *repair;
    const char *word;
  } cases[] = {
    { "UPDATE quote SET volume = volume + 1 WHERE time = (SELECT MIN(time) FROM quote)",
      "UPDATE quote SET volume = volume - 1 WHERE time = (SELECT MIN(time) FROM quote)", "KXNBAGAME-25DEC27DENORL-ORL" },
    { "UPDATE model_point SET prob = prob + 1 WHERE seq = 3",
      "UPDATE model_point SET prob = prob - 1 WHERE seq = 3", "401810288 espn" },
    { "UPDATE record SET home_score = 1 WHERE origin = 0", "UPDATE record SET home_score = 127 WHERE origin = 0",
      "game 401810288" },
    { "PRAGMA foreign_keys = OFF; INSERT INTO quote VALUES (999, 1, 1, 1, 1, 1)", "DELETE FROM quote WHERE market = 999",
      "refers to none" },
  };

  make_store (place);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *digest = NULL;
      BcStore *store;

      run_sql (place, cases[i].damage);
      assert_check_fails (place, cases[i].word);

      run_sql (place, cases[i].repair);
      store = open_place (place);
      digest = test_store_check (store, &error);
      g_assert_no_error (error);
      test_store_close (store);
    }
}

/* Every page but the first overwritten, one after the other: each a clear error. */
static void
test_sqlite_damaged_pages (Place         *place,
                           gconstpointer  data)
{
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize page;
  gsize length;

  make_store (place);
  page = (gsize) query_number (place, "PRAGMA page_size");
  g_assert_true (g_file_get_contents (place->path, &contents, &length, &error));

  for (gsize offset = page; offset + page <= length; offset += page)
    {
      g_autofree char *damaged = g_memdup2 (contents, length);
      g_autoptr(GError) check_error = NULL;
      BcStore *store;

      memset (damaged + offset, 0xff, page);
      g_assert_true (g_file_set_contents (place->path, damaged, (gssize) length, &error));
      store = test_store_open (place->url, &check_error);
      if (store != NULL)
        {
          g_assert_null (test_store_check (store, &check_error));
          g_assert_error (check_error, BC_STORE_ERROR, BC_STORE_ERROR_CORRUPT);
          test_store_close (store);
        }
      g_assert_nonnull (strstr (check_error->message, place->path));
    }
}

static void
test_sqlite_two_stores (Place         *place,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;
  g_autofree char *pid = g_strdup_printf ("%ld", (long) getpid ());
  BcStore *first = open_place (place);
  BcStore *second = open_place (place);

  token = test_store_claim (first, &error);
  g_assert_no_error (error);
  g_assert_null (test_store_claim (second, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, pid));
  g_clear_error (&error);

  test_store_put_one (first, test_make_espn ());
  test_assert_ids (second, "401810288");

  /* Closing gives it up. */
  test_store_close (first);
  other = test_store_claim (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, !=, other);
  test_store_close (second);
}

static void
add (const char *path,
     void      (*func) (Place *place, gconstpointer data))
{
  g_test_add (path, Place, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = test_make_folder ();
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sqlite-store/addresses", test_sqlite_addresses);
  g_test_add_func ("/sqlite-store/default", test_sqlite_default);
  add ("/sqlite-store/reopened", test_sqlite_reopened);
  add ("/sqlite-store/plain-rows", test_sqlite_plain_rows);
  add ("/sqlite-store/too-new", test_sqlite_too_new);
  add ("/sqlite-store/foreign", test_sqlite_foreign);
  add ("/sqlite-store/malformed", test_sqlite_malformed);
  add ("/sqlite-store/empty", test_sqlite_empty);
  add ("/sqlite-store/damaged-rows", test_sqlite_damaged_rows);
  add ("/sqlite-store/damaged-pages", test_sqlite_damaged_pages);
  add ("/sqlite-store/two-stores", test_sqlite_two_stores);

  status = g_test_run ();
  test_remove_folder (home);

  return status;
}
