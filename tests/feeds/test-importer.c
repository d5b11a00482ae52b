/* test-importer.c: files into a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-importer.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "bc-feeds-error.h"
#include "feeds-utils.h"
#include "store-utils.h"
#include "test-utils.h"

#define HEADER "game_id,timestamp,model_prob,price,bid,ask,season,date,home,away,home_score,away_score\n"

typedef struct
{
  char    *folder;
  char    *before;   /* the working directory until then */
  BcStore *store;
} Fixture;

static BcStore *
open_store (void)
{
  g_autoptr(GError) error = NULL;
  BcStore *store = test_store_open ("sqlite::memory:", &error);

  g_assert_no_error (error);

  return store;
}

/* Paths are relative to the folder, as they then stand in reports. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->before = g_get_current_dir ();
  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  fixture->store = open_store ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_store_close (fixture->store);
  g_assert_cmpint (g_chdir (fixture->before), ==, 0);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->before);
}

static BcImportReport *
import_path (BcStore    *store,
             const char *path)
{
  const char * const paths[] = { path, NULL };

  return test_import (store, paths, NULL, NULL);
}

static char *
dup_digest (BcStore *store)
{
  g_autoptr(GError) error = NULL;
  char *digest = test_store_check (store, &error);

  g_assert_no_error (error);

  return digest;
}

static guint
count_games_as_asked (BcStore  *store,
                      gboolean  with_prices)
{
  BcGameQuery query = { .season = "*", .with_prices = with_prices };
  g_autoptr(BcGamePage) page = test_store_list (store, &query);

  return page->total;
}

static guint
count_games (BcStore *store)
{
  return count_games_as_asked (store, FALSE);
}

static BcGameData *
load_game (BcStore    *store,
           const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = test_store_load (store, &error, id, NULL);

  g_assert_no_error (error);

  return bc_game_data_ref (g_ptr_array_index (games, 0));
}

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_gzip (const char *path,
            const char *text,
            gsize       n_cut)
{
  g_autoptr(GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr(GOutputStream) target = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (target, gzip);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);

  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) (g_bytes_get_size (bytes) - n_cut), &error);
  g_assert_no_error (error);
}

static char *
dup_fixtures (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "feeds", NULL);
}

static void
test_importer_kinds (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *fixtures = dup_fixtures ();
  g_autoptr(BcImportReport) report = import_path (fixture->store, fixtures);
  g_autoptr(BcGameData) game = load_game (fixture->store, "KXNBAGAME-26JAN02UTAGSW");
  g_autoptr(GPtrArray) unmatched = test_store_unmatched (fixture->store);

  for (guint i = 0; i < report->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (report->files, i);

      g_test_message ("%s: %d, %s: %s", file->path, file->status, file->kind, file->reason);
      g_assert_cmpint (file->status, !=, BC_FILE_REFUSED);
      g_assert_nonnull (file->kind);
    }

  g_assert_false (report->partial);
  g_assert_cmpuint (report->n_refused, ==, 0);
  g_assert_cmpuint (report->n_games, ==, count_games (fixture->store));
  g_assert_cmpuint (report->n_priced_games, ==, count_games_as_asked (fixture->store, TRUE));
  g_assert_cmpuint (report->n_priced_games, <, report->n_games);

  /* ESPN, the CSV and Kalshi speak of one game, by its teams and date. */
  g_assert_cmpstr (game->game->id, ==, "900000001");
  g_assert_true (g_strv_contains ((const char * const *) game->game->aliases, "KXNBAGAME-26JAN02UTAGSW"));
  g_assert_true (g_strv_contains ((const char * const *) game->game->aliases, "0022509999"));
  g_assert_cmpuint (game->tracks->len, ==, 2);
  g_assert_cmpuint (game->markets->len, ==, 2);

  /* What is no game of a known league is kept, with the reason. */
  g_assert_cmpuint (unmatched->len, ==, report->n_unmatched);
  g_assert_cmpuint (unmatched->len, ==, 2);
  g_assert_cmpstr (((BcUnmatched *) g_ptr_array_index (unmatched, 0))->key, ==, "KXMLBGAME-26AUG071840TORPHI");
  g_assert_nonnull (strstr (((BcUnmatched *) g_ptr_array_index (unmatched, 0))->reason, "KXNBAGAME"));
}

/* All but what says otherwise of a minute that another file has too: there the
 * later one wins, so that neither is the last word. */
static GStrv
dup_consistent (void)
{
  static const char * const names[] = {
    "0022509999_UTA_at_GSW_2026-01-02_candles.csv", "aligned.csv", "espn-probabilities.json", "espn-scoreboard.json",
    "espn-summary-flat.json", "espn-summary.json", "kalshi-candlesticks-b.json", "kalshi-candlesticks-c.json",
    "kalshi-events.json", "kalshi-markets.json",
  };
  g_autofree char *fixtures = dup_fixtures ();
  GStrv paths = g_new0 (char *, G_N_ELEMENTS (names) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    paths[i] = g_build_filename (fixtures, names[i], NULL);

  return paths;
}

static void
test_importer_idempotent (Fixture       *fixture,
                          gconstpointer  data)
{
  g_auto(GStrv) paths = dup_consistent ();
  g_autoptr(BcImportReport) first = test_import (fixture->store, (const char * const *) paths, NULL, NULL);
  g_autofree char *digest = dup_digest (fixture->store);
  g_autoptr(BcImportReport) second = test_import (fixture->store, (const char * const *) paths, NULL, NULL);
  g_autofree char *again = dup_digest (fixture->store);

  g_assert_cmpint (first->n_points, >, 0);
  g_assert_cmpint (second->n_points, ==, 0);
  g_assert_cmpuint (second->n_games, ==, first->n_games);
  g_assert_cmpstr (digest, ==, again);
  for (guint i = 0; i < second->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (second->files, i);

      if (file->status != BC_FILE_UNCHANGED)
        g_error ("%s changed something", file->path);
    }
}

static void
shuffle (GStrv  items,
         GRand *rand)
{
  for (guint i = g_strv_length (items) - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1);
      char *item = items[i];

      items[i] = items[j];
      items[j] = item;
    }
}

/* Any order of files makes the same store. */
static void
test_importer_order (Fixture       *fixture,
                     gconstpointer  data)
{
  g_auto(GStrv) paths = dup_consistent ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (8470);
  g_autofree char *expected = NULL;

  for (guint round = 0; round < 30; round++)
    {
      BcStore *store = open_store ();
      g_autofree char *digest = NULL;

      shuffle (paths, rand);
      bc_import_report_free (test_import (store, (const char * const *) paths, NULL, NULL));
      digest = dup_digest (store);
      if (expected == NULL)
        expected = g_strdup (digest);
      g_assert_cmpstr (digest, ==, expected);
      test_store_close (store);
    }
}

#define GOOD_ROW "good,1767409860,0.5,0.5,0.49,0.51,,,,,,\n"

/* One file of each trouble between two good ones. */
static void
write_troubles (void)
{
  g_autofree char *long_line = g_strnfill (100000, '1');
  g_autofree char *long_text = g_strconcat (HEADER "long,", long_line, "\n", NULL);

  write_text ("a-good.csv", HEADER GOOD_ROW);
  write_text ("b-unknown.csv", "time,home,away\n1,2,3\n");
  write_text ("c-long.csv", long_text);
  write_text ("d-contradiction.csv", HEADER "fine,1767409860,0.5,0.5,,,,,,,,\n"
                                     "twice,1767409860,0.5,0.5,,,,2026-01-02,GS,UTAH,,\n"
                                     "twice,1767409861,0.5,0.5,,,,2026-01-03,GS,UTAH,,\n");
  write_text ("e-short.csv", HEADER GOOD_ROW "short,1767409860\n");
  write_gzip ("f-truncated.csv.gz", HEADER GOOD_ROW, 9);
  write_text ("g-broken.json", "{\"events\": [\n  {\"id\" 5}]}");
  write_text ("h-empty.csv", "");
  write_text ("i-nan.csv", HEADER "nan,1767409860,nan,0.5,,,,,,,,\n");
  g_assert_cmpint (mkfifo ("j-pipe", 0600), ==, 0);
  write_gzip ("z-good.csv.gz", HEADER "last,1767409860,0.5,0.5,0.49,0.51,,,,,,\n", 0);
}

static void
check_refused (const BcImportReport *report,
               const char           *path,
               guint64               line,
               gint64                byte,
               const char           *words)
{
  const BcFileReport *file = test_report_get_file (report, path);

  g_test_message ("%s: line %" G_GUINT64_FORMAT ", byte %" G_GINT64_FORMAT ": %s", path, file->line, file->byte, file->reason);
  g_assert_cmpint (file->status, ==, BC_FILE_REFUSED);
  g_assert_cmpuint (file->line, ==, line);
  g_assert_cmpint (file->byte, ==, byte);
  g_assert_cmpuint (file->n_games, ==, 0);
  if (strstr (file->reason, words) == NULL)
    g_error ("“%s” does not say “%s”", file->reason, words);
}

static void
test_importer_refused (Fixture       *fixture,
                       gconstpointer  data)
{
  const char * const paths[] = { fixture->folder, "absent", NULL };
  g_autoptr(BcImportReport) report = NULL;
  const gint64 header = strlen (HEADER);

  write_troubles ();
  g_assert_cmpint (symlink (".", "loop"), ==, 0);
  g_assert_cmpint (symlink ("nowhere", "k-dangling"), ==, 0);
  report = import_path (fixture->store, ".");

  g_assert_cmpuint (report->files->len, ==, 12);
  g_assert_cmpuint (report->n_refused, ==, 10);
  check_refused (report, "./b-unknown.csv", 0, -1, "game_id,timestamp,model_prob,price,bid,ask");
  check_refused (report, "./c-long.csv", 2, header, "65536");
  check_refused (report, "./d-contradiction.csv", 4, header + 81, "Line 4");
  check_refused (report, "./e-short.csv", 3, header + (gint64) strlen (GOOD_ROW), "Line 3");
  check_refused (report, "./g-broken.json", 2, 21, "2");
  check_refused (report, "./h-empty.csv", 0, -1, "Empty");
  check_refused (report, "./i-nan.csv", 2, header, "model_prob");
  check_refused (report, "./j-pipe", 0, -1, "regular");
  check_refused (report, "./k-dangling", 0, -1, "Cannot open");
  g_assert_cmpint (test_report_get_file (report, "./f-truncated.csv.gz")->byte, >, 0);
  g_assert_nonnull (strstr (test_report_get_file (report, "./f-truncated.csv.gz")->reason, "ends in the middle"));

  /* Nothing of a file that is refused, everything of the others. */
  g_assert_cmpint (test_report_get_file (report, "./a-good.csv")->status, ==, BC_FILE_TAKEN);
  g_assert_cmpint (test_report_get_file (report, "./z-good.csv.gz")->status, ==, BC_FILE_TAKEN);
  g_assert_cmpuint (report->n_games, ==, 2);
  g_assert_cmpuint (count_games (fixture->store), ==, 2);

  g_clear_pointer (&report, bc_import_report_free);
  report = test_import (fixture->store, paths + 1, NULL, NULL);
  check_refused (report, "absent", 0, -1, "Cannot open");
  g_assert_cmpuint (report->n_games, ==, 0);
}

/* Root reads everything, so this is for others. */
static void
test_importer_unreadable (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(BcImportReport) report = NULL;

  write_text ("good.csv", HEADER GOOD_ROW);
  write_text ("secret.csv", HEADER GOOD_ROW);
  g_assert_cmpint (g_mkdir ("closed", 0000), ==, 0);
  g_assert_cmpint (g_chmod ("secret.csv", 0000), ==, 0);

  if (g_access ("secret.csv", R_OK) == 0)
    {
      g_test_skip ("this user may read every file");
      return;
    }

  report = import_path (fixture->store, ".");
  check_refused (report, "./secret.csv", 0, -1, "Cannot open");
  check_refused (report, "./closed", 0, -1, "Cannot open");
  g_assert_cmpint (test_report_get_file (report, "./good.csv")->status, ==, BC_FILE_TAKEN);
}

/* Sorted, identical rows once, invalid ones counted with the first one's place. */
static void
test_importer_rows (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(BcImportReport) report = NULL;
  g_autoptr(BcGameData) game = NULL;
  const BcModelTrack *track;
  const BcFileReport *file;

  write_text ("rows.csv", HEADER
              "g,1767409920,0.6,0.5,0.49,0.51,,,,,,\n"
              "g,1767409860,0.5,0.5,0.49,0.51,,,,,,\n"
              "g,1767409860,NaN,0.5,0.49,0.51,,,,,,\n"
              "g,1767409860,0.5,0.5,0.49,0.51,,,,,,\n"
              "g,1767409800,inf,0.5,0.49,0.51,,,,,,\n");
  report = import_path (fixture->store, "rows.csv");
  file = test_report_get_file (report, "rows.csv");
  g_assert_cmpint (file->status, ==, BC_FILE_TAKEN);
  g_assert_cmpuint (file->n_dropped, ==, 3);
  g_assert_cmpuint (file->line, ==, 4);
  g_assert_cmpint (file->byte, ==, (gint64) strlen (HEADER) + 2 * 37);
  g_assert_nonnull (strstr (file->reason, "2 invalid rows"));
  g_assert_nonnull (strstr (file->reason, "1 identical rows"));
  g_assert_cmpint (file->n_points, ==, 2);

  game = load_game (fixture->store, "g");
  track = g_ptr_array_index (game->tracks, 0);
  g_assert_cmpuint (track->points->len, ==, 2);
  g_assert_cmpint (g_array_index (track->points, BcModelPoint, 0).time, ==, 1767409860);
  g_assert_cmpint (g_array_index (track->points, BcModelPoint, 1).prob, ==, 600000);
}

static void
test_importer_json (Fixture       *fixture,
                    gconstpointer  data)
{
  const char * const paths[] = { "good.csv", "bad.csv", "broken.json", NULL };
  g_autoptr(BcImportReport) first = NULL;
  g_autoptr(BcImportReport) second = NULL;
  g_autoptr(GBytes) json = NULL;
  g_autoptr(GBytes) again = NULL;
  static const char bad[] =
    "{\"path\":\"bad.csv\",\"status\":\"refused\",\"kind\":\"aligned-csv\","
    "\"reason\":\"Line 3: There are 2 fields, but 12 in the header\",\"line\":3,\"byte\":127,"
    "\"games\":0,\"points\":0,\"dropped\":0},"
    "{\"path\":\"broken.json\",\"status\":\"refused\",\"kind\":null,"
    "\"reason\":\"Line 2, column 3 (byte 8): “}” stands where a name in double quotes should be\",\"line\":2,\"byte\":8,"
    "\"games\":0,\"points\":0,\"dropped\":0}";
  g_autofree char *expected = g_strconcat
    ("{\"files\":[{\"path\":\"good.csv\",\"status\":\"taken\",\"kind\":\"aligned-csv\",\"reason\":null,\"line\":null,\"byte\":null,"
     "\"games\":1,\"points\":1,\"dropped\":0},", bad, "],\"games\":1,\"games_with_prices\":1,\"points\":1,\"refused\":2,\"unmatched\":0,\"partial\":false}", NULL);
  g_autofree char *unchanged = g_strconcat
    ("{\"files\":[{\"path\":\"good.csv\",\"status\":\"unchanged\",\"kind\":\"aligned-csv\",\"reason\":null,\"line\":null,\"byte\":null,"
     "\"games\":1,\"points\":0,\"dropped\":0},", bad, "],\"games\":1,\"games_with_prices\":1,\"points\":0,\"refused\":2,\"unmatched\":0,\"partial\":false}", NULL);

  write_text ("good.csv", HEADER GOOD_ROW);
  write_text ("bad.csv", HEADER GOOD_ROW "short,1767409860\n");
  write_text ("broken.json", "{\"a\":\n1,}");

  first = test_import (fixture->store, paths, NULL, NULL);
  json = bc_import_report_to_json (first);
  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), expected, strlen (expected));

  second = test_import (fixture->store, paths, NULL, NULL);
  again = bc_import_report_to_json (second);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), unchanged, strlen (unchanged));
}

static void
write_many (guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05u.csv", i);
      g_autoptr(GString) text = g_string_new ("game_id,timestamp,model_prob,price,bid,ask\n");

      for (guint j = 0; j < 3; j++)
        g_string_append_printf (text, "g%05u,%u,0.5,0.5,0.49,0.51\n", i, 1767409860 + j);
      write_text (name, text->str);
    }
}

typedef struct
{
  GCancellable *cancellable;  /* (nullable): cancelled at half of the bytes */
  guint         n_reports;
  gint64        current;
  gint64        total;
} Progress;

static void
progress_cb (const BcReport *report,
             gpointer        user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (report->current, >=, progress->current);
  g_assert_cmpint (report->current, <=, report->total);
  progress->n_reports++;
  progress->current = report->current;
  progress->total = report->total;

  if (progress->cancellable != NULL && report->current >= report->total / 2)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_importer_many (Fixture       *fixture,
                    gconstpointer  data)
{
  Progress progress = { 0 };
  g_autoptr(BcReporter) reporter = bc_reporter_new (NULL, progress_cb, &progress);
  const char * const paths[] = { ".", NULL };
  g_autoptr(BcImportReport) report = NULL;

  write_many (10000);
  report = test_import (fixture->store, paths, reporter, NULL);
  bc_reporter_flush (reporter);
  bc_reporter_disconnect (reporter);

  g_test_message ("%u reports of progress", progress.n_reports);
  g_assert_cmpuint (progress.n_reports, >=, 10);
  g_assert_cmpint (progress.current, ==, progress.total);
  g_assert_cmpint (progress.total, ==, 10000 * (43 + 3 * 36));
  g_assert_cmpuint (report->files->len, ==, 10000);
  g_assert_cmpuint (report->n_games, ==, 10000);
  g_assert_cmpint (report->n_points, ==, 30000);
  g_assert_cmpuint (count_games (fixture->store), ==, 10000);
}

static void
test_importer_cancelled (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { .cancellable = cancellable };
  g_autoptr(BcReporter) reporter = bc_reporter_new (NULL, progress_cb, &progress);
  const char * const paths[] = { ".", NULL };
  BcStore *other = open_store ();
  g_autoptr(BcImportReport) partial = NULL;
  g_autoptr(BcImportReport) rest = NULL;
  g_autoptr(BcImportReport) whole = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *expected = NULL;

  write_many (3000);
  partial = test_import (fixture->store, paths, reporter, cancellable);
  bc_reporter_disconnect (reporter);
  g_assert_true (partial->partial);
  g_assert_cmpuint (partial->n_games, >, 0);
  g_assert_cmpuint (partial->n_games, <, 3000);
  g_assert_cmpuint (partial->files->len, ==, partial->n_games);
  g_assert_cmpuint (count_games (fixture->store), ==, partial->n_games);

  /* Importing again completes it. */
  rest = test_import (fixture->store, paths, NULL, NULL);
  g_assert_false (rest->partial);
  g_assert_cmpint (rest->n_points, ==, 9000 - partial->n_points);
  whole = test_import (other, paths, NULL, NULL);
  digest = dup_digest (fixture->store);
  expected = dup_digest (other);
  g_assert_cmpstr (digest, ==, expected);
  test_store_close (other);
}

static void
test_importer_cancelled_before (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  const char * const paths[] = { ".", NULL };
  g_autoptr(BcImportReport) report = NULL;

  write_many (3);
  g_cancellable_cancel (cancellable);
  report = test_import (fixture->store, paths, NULL, cancellable);
  g_assert_true (report->partial);
  g_assert_cmpuint (report->files->len, ==, 0);
  g_assert_cmpuint (count_games (fixture->store), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/importer/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("kinds", test_importer_kinds);
  ADD ("idempotent", test_importer_idempotent);
  ADD ("order", test_importer_order);
  ADD ("refused", test_importer_refused);
  ADD ("unreadable", test_importer_unreadable);
  ADD ("rows", test_importer_rows);
  ADD ("json", test_importer_json);
  ADD ("many", test_importer_many);
  ADD ("cancelled", test_importer_cancelled);
  ADD ("cancelled-before", test_importer_cancelled_before);

#undef ADD

  return g_test_run ();
}
