/* test-store-process.c: a store that several processes use, and one is killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "store-fixture.h"

#define N_KILLS 6
#define MAX_FILE (400 * 1024)

static BcGameRecord *
make_game (guint number)
{
  g_autofree char *key = g_strdup_printf ("game-%05u", number);
  BcGameRecord *record = test_record (BC_ORIGIN_ESPN, key, "NBA", "DEN", "ORL", "2025-12-27");

  test_record_add_track (record, "espn", FALSE, 100 + number % 7, number);
  test_record_add_market (record, "ORL", 0, 60, number);

  return record;
}

/* The child: writes until it may write no more, and then still reads. */
static int
be_limited (const char *url)
{
  const struct rlimit limit = { MAX_FILE, MAX_FILE };
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open (url, &error);
  BcGameQuery query = { .season = "*" };
  g_autoptr(BcGamePage) page = NULL;
  guint n_games = 0;

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  for (;;)
    {
      g_autoptr(GPtrArray) records = test_records (make_game (n_games), NULL);
      g_autoptr(GArray) outcomes = test_store_put (store, records, &error);

      if (outcomes == NULL)
        break;
      n_games++;
    }
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_FULL);

  page = test_store_list (store, &query);
  g_assert_cmpuint (page->total, ==, n_games);
  g_print ("%u\n", n_games);
  test_store_close (store);

  return 0;
}

/* The child: holds the store, says so, and writes games from FIRST on, saying
 * which as soon as the store answers, until it is killed. Told "hold", it
 * writes nothing and waits for the end of its input. */
static int
be_child (const char *url,
          const char *mode)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr(BcJobRecord) job = bc_job_record_new ();
  BcStore *store;

  if (strcmp (mode, "limit") == 0)
    return be_limited (url);

  store = test_store_open (url, &error);
  g_assert_no_error (error);
  token = test_store_claim (store, &error);
  g_assert_no_error (error);
  job->id = g_strdup_printf ("job of %s", token);
  job->kind = g_strdup ("import");
  job->title = g_strdup ("Import");
  job->owner = g_strdup (token);
  job->progress = bc_progress_new (BC_JOB_RUNNING);
  g_assert_true (test_store_save_job (store, job, NULL, &error));
  g_assert_no_error (error);
  g_print ("claimed\n");

  if (strcmp (mode, "hold") == 0)
    {
      while (getchar () != EOF)
        continue;
      return 0;
    }

  for (guint i = (guint) g_ascii_strtoull (mode, NULL, 10); ; i++)
    {
      test_store_put_one (store, make_game (i));
      g_print ("%u\n", i);
    }
}

typedef struct
{
  char             *folder;
  char             *url;
  GSubprocess      *child;
  GDataInputStream *output;
} Child;

static void
set_up (Child         *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->url = g_strdup_printf ("sqlite:%s/store.db", fixture->folder);
}

static void
tear_down (Child         *fixture,
           gconstpointer  data)
{
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->url);
}

static char *
read_line (Child *fixture)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line (fixture->output, NULL, NULL, &error);

  g_assert_no_error (error);

  return line;
}

static void
launch (Child      *fixture,
        const char *mode)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", &error);

  g_assert_no_error (error);
  fixture->child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                     program, "--child", fixture->url, mode, NULL);
  g_assert_no_error (error);
  fixture->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->child));
}

static void
start (Child   *fixture,
       const char *mode)
{
  g_autofree char *line = NULL;

  launch (fixture, mode);
  line = read_line (fixture);
  g_assert_cmpstr (line, ==, "claimed");
}

/* Kills it as the kernel would, and reads what it still had said: one more than that may be committed. */
static guint
stop (Child *fixture,
      guint     n_said)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_force_exit (fixture->child);
  for (char *line = read_line (fixture); line != NULL; line = read_line (fixture))
    {
      n_said = (guint) g_ascii_strtoull (line, NULL, 10) + 1;
      g_free (line);
    }

  g_assert_true (g_subprocess_wait (fixture->child, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (fixture->child));
  g_clear_object (&fixture->output);
  g_clear_object (&fixture->child);

  return n_said;
}

static BcStore *
open_store (const char *url)
{
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open (url, &error);

  g_assert_no_error (error);

  return store;
}

static guint
count_games (BcStore *store)
{
  BcGameQuery query = { .season = "*" };
  g_autoptr(BcGamePage) page = test_store_list (store, &query);

  return page->total;
}

static char *
get_digest_of (guint n_games)
{
  BcStore *store = open_store ("sqlite::memory:");
  g_autoptr(GError) error = NULL;
  char *digest;

  for (guint i = 0; i < n_games; i++)
    test_store_put_one (store, make_game (i));

  digest = test_store_check (store, &error);
  g_assert_no_error (error);
  test_store_close (store);

  return digest;
}

static void
test_process_killed (Child         *fixture,
                     gconstpointer  data)
{
  guint n_games = 0;

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *mode = g_strdup_printf ("%u", n_games);
      g_autofree char *digest = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *token = NULL;
      g_autoptr(GPtrArray) jobs = NULL;
      g_autoptr(GError) error = NULL;
      BcStore *store;
      guint n_said = n_games;

      start (fixture, mode);
      for (guint j = 0; j < 1 + 3 * i; j++)
        {
          g_autofree char *line = read_line (fixture);

          n_said = (guint) g_ascii_strtoull (line, NULL, 10) + 1;
        }
      n_said = stop (fixture, n_said);

      store = open_store (fixture->url);
      n_games = count_games (store);
      g_assert_cmpuint (n_games, >=, n_said);
      g_assert_cmpuint (n_games, <=, n_said + 1);
      digest = test_store_check (store, &error);
      g_assert_no_error (error);
      expected = get_digest_of (n_games);
      g_assert_cmpstr (digest, ==, expected);

      /* Its lock went with it, and its jobs show it. */
      jobs = test_store_jobs (store, 0);
      g_assert_cmpuint (jobs->len, ==, i + 1);
      for (guint j = 0; j < jobs->len; j++)
        g_assert_false (((const BcJobRecord *) g_ptr_array_index (jobs, j))->owner_alive);
      token = test_store_claim (store, &error);
      g_assert_no_error (error);
      test_store_close (store);
    }
}

static void
test_process_held (Child         *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) jobs = NULL;
  BcStore *store = open_store (fixture->url);

  start (fixture, "hold");
  g_assert_null (test_store_claim (store, &error));
  g_assert_error (error, BC_STORE_ERROR, BC_STORE_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, g_subprocess_get_identifier (fixture->child)));

  jobs = test_store_jobs (store, 0);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_true (((const BcJobRecord *) g_ptr_array_index (jobs, 0))->owner_alive);

  stop (fixture, 0);
  test_store_close (store);
}

/* Reading goes on beside a process that writes, and sees whole games only. */
static void
test_process_readers (Child         *fixture,
                      gconstpointer  data)
{
  BcStore *store = open_store (fixture->url);
  guint n_before = 0;

  start (fixture, "0");
  while (n_before < 40)
    {
      guint n_after = count_games (store);

      g_assert_cmpuint (n_after, >=, n_before);
      if (n_after > n_before)
        {
          g_autofree char *newest = g_strdup_printf ("game-%05u", n_after - 1);
          g_autoptr(GError) error = NULL;
          g_autoptr(GPtrArray) games = test_store_load (store, &error, newest, NULL);
          const BcGameData *game;

          g_assert_no_error (error);
          game = g_ptr_array_index (games, 0);
          g_assert_cmpuint (((const BcModelTrack *) g_ptr_array_index (game->tracks, 0))->points->len, ==, 100 + (n_after - 1) % 7);
          g_assert_cmpuint (((const BcMarket *) g_ptr_array_index (game->markets, 0))->quotes->len, ==, 60);
        }
      n_before = n_after;
    }

  stop (fixture, 0);
  test_store_close (store);
}

/* What was stored before the disk was full is there, and sound. */
static void
test_process_full (Child         *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *expected = NULL;
  BcStore *store;
  guint n_games;

  launch (fixture, "limit");
  line = read_line (fixture);
  g_assert_nonnull (line);
  n_games = (guint) g_ascii_strtoull (line, NULL, 10);
  g_assert_cmpuint (n_games, >, 0);
  g_assert_true (g_subprocess_wait_check (fixture->child, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&fixture->output);
  g_clear_object (&fixture->child);

  store = open_store (fixture->url);
  digest = test_store_check (store, &error);
  g_assert_no_error (error);
  expected = get_digest_of (n_games);
  g_assert_cmpstr (digest, ==, expected);
  test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return be_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store-process/held", Child, NULL, set_up, test_process_held, tear_down);
  g_test_add ("/store-process/readers", Child, NULL, set_up, test_process_readers, tear_down);
  g_test_add ("/store-process/full", Child, NULL, set_up, test_process_full, tear_down);
  g_test_add ("/store-process/killed", Child, NULL, set_up, test_process_killed, tear_down);

  return g_test_run ();
}
