/* test-aligned-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-aligned-csv.h"

#include <string.h>

#include <glib/gstdio.h>

#include "bc-csv.h"
#include "bc-instant.h"
#include "test-utils.h"

#define HEADER BC_ALIGNED_CSV_HEADER "\n"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "series.csv", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GPtrArray *
read_text (Fixture    *fixture,
           const char *text,
           guint      *n_dropped)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *games;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);

  games = bc_aligned_csv_read (fixture->path, NULL, n_dropped, &error);
  g_assert_no_error (error);

  return games;
}

static void
refuse_bytes (Fixture    *fixture,
              const char *text,
              gssize      length,
              GQuark      domain,
              int         code,
              const char *words)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, text, length, &error);
  g_assert_no_error (error);

  g_assert_null (bc_aligned_csv_read (fixture->path, NULL, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
refuse_text (Fixture      *fixture,
             const char   *text,
             BcFeedsError  code,
             const char   *words)
{
  refuse_bytes (fixture, text, -1, BC_FEEDS_ERROR, (int) code, words);
}

static const BcModelPoint *
get_point (GPtrArray *games,
           guint      game,
           guint      i)
{
  const BcGameRecord *record = g_ptr_array_index (games, game);
  const BcModelTrack *track = g_ptr_array_index (record->tracks, 0);

  g_assert_cmpuint (i, <, track->points->len);

  return &g_array_index (track->points, BcModelPoint, i);
}

static guint
count_points (GPtrArray *games,
              guint      game)
{
  const BcGameRecord *record = g_ptr_array_index (games, game);
  const BcModelTrack *track = g_ptr_array_index (record->tracks, 0);

  return track->points->len;
}

static void
test_aligned_csv_points (Fixture       *fixture,
                         gconstpointer  data)
{
  guint n_dropped = 0;
  g_autoptr(GPtrArray) games = read_text (fixture, HEADER
                                          "g,1766880720,0.326,0.39,0.38,0.40\n"
                                          "g,2025-12-28T00:13:00Z,.5,,0.38,0.41\n"
                                          "g,2025-12-27T19:14:00.9-05:00,1,0.4,,\n"
                                          "g,1766880900,0,0.4,-1,7\n"
                                          "g,1766880960,0.3,0.5,0,1\n",
                                          &n_dropped);
  const BcGameRecord *record = g_ptr_array_index (games, 0);
  const BcModelTrack *track = g_ptr_array_index (record->tracks, 0);

  g_assert_cmpuint (games->len, ==, 1);
  g_assert_cmpuint (n_dropped, ==, 0);
  g_assert_cmpstr (record->key, ==, "g");
  g_assert_cmpstr (record->date, ==, "2025-12-27");
  g_assert_cmpint (record->origin, ==, BC_ORIGIN_CSV);
  g_assert_false (record->final);
  g_assert_cmpstr (track->source, ==, "csv");
  g_assert_true (track->aligned);
  g_assert_cmpuint (track->points->len, ==, 5);

  g_assert_cmpint (get_point (games, 0, 0)->time, ==, 1766880720);
  g_assert_cmpint (get_point (games, 0, 0)->prob, ==, 326000);
  g_assert_cmpint (get_point (games, 0, 0)->price, ==, 390000);
  g_assert_cmpint (get_point (games, 0, 0)->bid, ==, 380000);
  g_assert_cmpint (get_point (games, 0, 0)->ask, ==, 400000);

  /* The mid where the price is blank. */
  g_assert_cmpint (get_point (games, 0, 1)->time, ==, 1766880780);
  g_assert_cmpint (get_point (games, 0, 1)->price, ==, 395000);

  g_assert_cmpint (get_point (games, 0, 2)->time, ==, 1766880840);
  g_assert_cmpint (get_point (games, 0, 2)->bid, ==, BC_PPM_NONE);

  /* Sides outside 0..1 and of an empty book are missing. */
  g_assert_cmpint (get_point (games, 0, 3)->bid, ==, BC_PPM_NONE);
  g_assert_cmpint (get_point (games, 0, 3)->ask, ==, BC_PPM_NONE);
  g_assert_cmpint (get_point (games, 0, 4)->bid, ==, BC_PPM_NONE);
  g_assert_cmpint (get_point (games, 0, 4)->ask, ==, BC_PPM_NONE);
}

static void
test_aligned_csv_game (Fixture       *fixture,
                       gconstpointer  data)
{
  guint n_dropped = 0;
  g_autoptr(GPtrArray) games = read_text (fixture,
                                          "\xef\xbb\xbf" "home,away,away_score,home_score,season,date,ask,bid,price,model_prob,timestamp,game_id\r\n"
                                          "NYK,\"GSW\",99,101,,2025-12-27,.4,.3,.35,.5,1766880720,a\r\n"
                                          "\r\n"
                                          "LVA,ATL,,,WNBA 2025,2025-08-19,.4,.3,.35,.5,1755651606,b\r\n"
                                          "NYK,GSW,99,101,,,.4,.3,.35,.6,1766880730,a\r\n"
                                          "LAL,BOS,1,,2024-25,2025-01-02,.4,.3,.35,.6,1735776000,c",
                                          &n_dropped);
  const BcGameRecord *a = g_ptr_array_index (games, 0);
  const BcGameRecord *b = g_ptr_array_index (games, 1);
  const BcGameRecord *c = g_ptr_array_index (games, 2);

  g_assert_cmpuint (games->len, ==, 3);
  g_assert_cmpuint (n_dropped, ==, 0);
  g_assert_cmpuint (count_points (games, 0), ==, 2);

  g_assert_cmpstr (a->home, ==, "NY");
  g_assert_cmpstr (a->away, ==, "GS");
  g_assert_cmpstr (a->league, ==, "NBA");
  g_assert_cmpint (a->home_score, ==, 101);
  g_assert_cmpint (a->away_score, ==, 99);
  g_assert_true (a->final);

  g_assert_cmpstr (b->home, ==, "LV");
  g_assert_cmpstr (b->league, ==, "WNBA");
  g_assert_cmpstr (b->season, ==, "WNBA 2025");
  g_assert_false (b->final);

  g_assert_cmpstr (c->league, ==, "NBA");
  g_assert_cmpint (c->away_score, ==, 1);
  g_assert_false (c->final);
}

static void
test_aligned_csv_dropped (Fixture       *fixture,
                          gconstpointer  data)
{
  guint n_dropped = 0;
  g_autoptr(GPtrArray) games = read_text (fixture, HEADER
                                          "g,30,0.1,0.2,,\n"
                                          "g,10,0.1,0.2,0.1,0.3\n"
                                          "g,10,0.1,0.3,,\n"
                                          "g,10,0.1,0.2,0.1,0.3\n"
                                          "g,20,nan,0.2,,\n"
                                          "g,20,1.01,0.2,,\n"
                                          "g,20,-0.01,0.2,,\n"
                                          "g,20,0.5,inf,,\n"
                                          "g,20,0.5,0.2,x,\n"
                                          "g,yesterday,0.5,0.2,,\n"
                                          "g,2025-12-28T00:13:00,0.5,0.2,,\n"
                                          "g,1766880720000,0.5,0.2,,\n"
                                          "g,20,0.5,,0.1,\n"
                                          "g,10,0.1,0.2,0.1,0.3\n",
                                          &n_dropped);

  /* Two repetitions, one without a price, eight invalid. */
  g_assert_cmpuint (n_dropped, ==, 11);
  g_assert_cmpuint (count_points (games, 0), ==, 3);
  g_assert_cmpint (get_point (games, 0, 0)->time, ==, 10);
  g_assert_cmpint (get_point (games, 0, 0)->price, ==, 200000);
  g_assert_cmpint (get_point (games, 0, 1)->time, ==, 10);
  g_assert_cmpint (get_point (games, 0, 1)->price, ==, 300000);
  g_assert_cmpint (get_point (games, 0, 2)->time, ==, 30);
}

static void
test_aligned_csv_position (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char text[] = HEADER "g,10,0.1,0.2,,\ng,20,nan,0.2,,\ng,30,7,0.2,,\n";
  g_autoptr(BcLineReader) reader = NULL;
  g_autoptr(BcParsed) parsed = bc_parsed_new ();
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
  reader = bc_line_reader_open (fixture->path, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (bc_aligned_csv_parse (reader, "mine", parsed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (parsed->n_dropped, ==, 2);
  g_assert_cmpuint (parsed->line, ==, 3);
  g_assert_cmpint (parsed->byte, ==, strlen (HEADER "g,10,0.1,0.2,,\n"));
  g_assert_nonnull (strstr (parsed->note, "model_prob “nan”"));
  g_assert_nonnull (strstr (parsed->note, "line 3"));
}

static void
test_aligned_csv_refused (Fixture       *fixture,
                          gconstpointer  data)
{
  refuse_text (fixture, "", BC_FEEDS_ERROR_UNKNOWN, BC_ALIGNED_CSV_HEADER);
  refuse_text (fixture, "a,b,c\n1,2,3\n", BC_FEEDS_ERROR_UNKNOWN, BC_ALIGNED_CSV_HEADER);
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,weather\n",
               BC_FEEDS_ERROR_UNKNOWN, "weather");
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,bid\n",
               BC_FEEDS_ERROR_UNKNOWN, "twice");
  refuse_text (fixture, HEADER, BC_FEEDS_ERROR_INVALID, "0 rows");
  refuse_text (fixture, HEADER "g,1,nan,0.5,,\n", BC_FEEDS_ERROR_INVALID, "line 2");
  refuse_text (fixture, HEADER "g,1,0.5,0.5,,\ng,2,0.5,0.5\n", BC_FEEDS_ERROR_INVALID, "Line 3");
  refuse_text (fixture, HEADER ",1,0.5,0.5,,\n", BC_FEEDS_ERROR_INVALID, "game_id");
  refuse_text (fixture, HEADER "\xff\xfe,1,0.5,0.5,,\n", BC_FEEDS_ERROR_INVALID, "game_id");
  refuse_text (fixture, HEADER "\"g,1,0.5,0.5,,\n", BC_FEEDS_ERROR_INVALID, "quote");
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,home\n"
               "g,1,0.5,0.5,,,LAL\ng,2,0.5,0.5,,,BOS\n", BC_FEEDS_ERROR_MISMATCH, "BOS");
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,home_score\n"
               "g,1,0.5,0.5,,,99\ng,2,0.5,0.5,,,98\n", BC_FEEDS_ERROR_MISMATCH, "98");
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,home_score\n"
               "g,1,0.5,0.5,,,many\n", BC_FEEDS_ERROR_INVALID, "many");
  refuse_text (fixture, "game_id,timestamp,model_prob,price,bid,ask,date\n"
               "g,1,0.5,0.5,,,2025-02-30\n", BC_FEEDS_ERROR_INVALID, "2025-02-30");
}

static void
test_aligned_csv_binary (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char with_nul[] = HEADER "g,1,0.5,0.5,,\ng\0,2,0.5,0.5,,\n";
  g_autofree char *huge = g_malloc (BC_LINE_READER_MAX_LINE * 3);
  g_autofree char *text = NULL;

  refuse_bytes (fixture, with_nul, sizeof with_nul - 1, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, "Line 3");

  memset (huge, '7', BC_LINE_READER_MAX_LINE * 3 - 1);
  huge[BC_LINE_READER_MAX_LINE * 3 - 1] = '\0';
  text = g_strconcat (HEADER "g,1,0.5,0.5,,\n", huge, NULL);
  refuse_text (fixture, text, BC_FEEDS_ERROR_TOO_LARGE, "Line 3");
}

static void
test_aligned_csv_unreadable (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (bc_aligned_csv_read (fixture->path, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (bc_aligned_csv_read (fixture->folder, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static GBytes *
compress (const char *text)
{
  g_autoptr(GOutputStream) target = g_memory_output_stream_new_resizable ();
  g_autoptr(GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr(GOutputStream) packed = g_converter_output_stream_new (target, gzip);
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (packed, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (packed, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

static void
test_aligned_csv_gzip (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GBytes) first = compress (HEADER "g,1,0.5,0.5,,\n");
  g_autoptr(GBytes) second = compress ("g,2,0.5,0.5,,\n");
  g_autoptr(GByteArray) both = g_byte_array_new ();
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(GError) error = NULL;

  /* Two members in one file, as `cat a.gz b.gz` makes. */
  g_byte_array_append (both, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (both, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  g_file_set_contents (fixture->path, (char *) both->data, both->len, &error);
  g_assert_no_error (error);

  games = bc_aligned_csv_read (fixture->path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_points (games, 0), ==, 2);

  /* Cut anywhere: refused, naming a byte, or, cut between the members, short. */
  for (guint length = 2; length < both->len; length++)
    {
      g_autoptr(GPtrArray) cut = NULL;

      if (length == g_bytes_get_size (first))
        continue;

      refuse_bytes (fixture, (char *) both->data, length, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, "at byte ");
    }

  both->data[12] ^= 0xff;
  refuse_bytes (fixture, (char *) both->data, both->len, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, "damaged");
}

static void
test_aligned_csv_many_lines (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (HEADER);
  g_autoptr(GPtrArray) games = NULL;
  guint n_dropped;

  /* Interleaved games, more text than the reader holds at a time. */
  for (int i = 0; i < 30000; i++)
    g_string_append_printf (text, "game-%d,%d,0.5,0.25,0.2,0.3\n", i % 7, 100000 - i);

  games = read_text (fixture, text->str, &n_dropped);
  g_assert_cmpuint (games->len, ==, 7);
  g_assert_cmpuint (n_dropped, ==, 0);
  for (guint game = 0; game < 7; game++)
    {
      guint n_points = count_points (games, game);

      g_assert_cmpuint (n_points, >=, 30000 / 7);
      for (guint i = 1; i < n_points; i++)
        g_assert_cmpint (get_point (games, game, i - 1)->time, <, get_point (games, game, i)->time);
    }
}

static void
test_aligned_csv_split (void)
{
  char line[] = "a,,\"b,\"\"c\"\"\",";
  char open[] = "a,\"b";
  char *fields[BC_CSV_MAX_FIELDS];
  g_autofree char *many = g_strnfill (BC_CSV_MAX_FIELDS, ',');
  g_autoptr(GError) error = NULL;
  guint n_fields;

  g_assert_true (bc_csv_split (line, fields, &n_fields, &error));
  g_assert_cmpuint (n_fields, ==, 4);
  g_assert_cmpstr (fields[0], ==, "a");
  g_assert_cmpstr (fields[1], ==, "");
  g_assert_cmpstr (fields[2], ==, "b,\"c\"");
  g_assert_cmpstr (fields[3], ==, "");

  g_assert_false (bc_csv_split (open, fields, &n_fields, &error));
  g_assert_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (bc_csv_split (many, fields, &n_fields, &error));
  g_assert_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID);
}

static void
test_aligned_csv_instant (void)
{
  static const struct { const char *text; gint64 seconds; } good[] = {
    { "0", 0 },
    { "1766880720.75", 1766880720 },
    { "253402300799", 253402300799 },
    { "1970-01-01T00:00Z", 0 },
    { "2000-02-29T23:59:60Z", 951868800 },
    { "2025-12-28 00:12:00z", 1766880720 },
    { "2025-12-27T19:12:00-0500", 1766880720 },
    { "2025-12-28T05:42:00.5+05:30", 1766880720 },
  };
  static const char * const bad[] = {
    "", "-1", "1e9", "12 ", "253402300800", "1766880720.", "99999999999999999999",
    "2025-12-28", "2025-12-28T00:12", "2025-12-28T00:12:00", "2025-12-28T24:00Z",
    "2025-02-29T00:00Z", "2025-13-01T00:00Z", "2025-12-28T00:12:00.Z",
    "2025-12-28T00:12Zx", "2025-12-28T00:12+25:00", "1969-12-31T00:00Z", "soon",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 seconds = -1;

      g_assert_true (bc_instant_parse (good[i].text, &seconds, &error));
      g_assert_no_error (error);
      g_assert_cmpint (seconds, ==, good[i].seconds);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 seconds;

      g_assert_false (bc_instant_parse (bad[i], &seconds, &error));
      g_assert_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID);
    }
}

static void
test_aligned_csv_recordings (void)
{
  const char *recordings = test_recordings ();
  g_autofree char *wnba = NULL;
  g_autofree char *nba = NULL;
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(GError) error = NULL;
  guint n_points = 0;

  if (recordings == NULL)
    return;

  wnba = g_build_filename (recordings, "derived", "wnba_two_source_aligned.csv", NULL);
  games = bc_aligned_csv_read (wnba, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 15);
  for (guint i = 0; i < games->len; i++)
    n_points += count_points (games, i);
  g_assert_cmpuint (n_points, ==, 1211);
  g_clear_pointer (&games, g_ptr_array_unref);

  nba = g_build_filename (recordings, "derived", "401810288_aligned.csv", NULL);
  games = bc_aligned_csv_read (nba, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 1);
  g_assert_cmpuint (count_points (games, 0), ==, 150);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/aligned-csv/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("points", test_aligned_csv_points);
  ADD ("game", test_aligned_csv_game);
  ADD ("dropped", test_aligned_csv_dropped);
  ADD ("position", test_aligned_csv_position);
  ADD ("refused", test_aligned_csv_refused);
  ADD ("binary", test_aligned_csv_binary);
  ADD ("unreadable", test_aligned_csv_unreadable);
  ADD ("gzip", test_aligned_csv_gzip);
  ADD ("many-lines", test_aligned_csv_many_lines);
  g_test_add_func ("/aligned-csv/split", test_aligned_csv_split);
  g_test_add_func ("/aligned-csv/instant", test_aligned_csv_instant);
  g_test_add_func ("/aligned-csv/recordings", test_aligned_csv_recordings);

  return g_test_run ();
}
