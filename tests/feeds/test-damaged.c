/* test-damaged.c: whatever a file holds: sound records or an error, never a crash or a leak
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-file-parser.h"

#include <stdio.h>
#include <string.h>

#include "bc-file-walk.h"
#include "test-utils.h"

typedef struct
{
  char      *folder;
  GPtrArray *files;   /* the fixtures */
  guint      n_taken;
  guint      n_refused;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *fixtures = g_test_build_filename (G_TEST_DIST, "data", "feeds", NULL);
  const char * const paths[] = { fixtures, NULL };
  gint64 n_bytes;

  fixture->folder = test_make_folder ();
  fixture->files = bc_file_walk (paths, NULL, &n_bytes);
  g_assert_cmpuint (fixture->files->len, >, 8);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_test_message ("%u taken, %u refused", fixture->n_taken, fixture->n_refused);
  g_assert_cmpuint (fixture->n_taken, >, 0);
  g_assert_cmpuint (fixture->n_refused, >, 0);
  g_ptr_array_unref (fixture->files);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
check_price (gint32 ppm)
{
  g_assert_true (ppm == BC_PPM_NONE || (ppm >= 0 && ppm <= BC_PPM_ONE));
}

static void
check_track (const BcModelTrack *track)
{
  g_assert_cmpuint (strlen (track->source), >, 0);

  for (guint i = 0; i < track->points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (track->points, BcModelPoint, i);

      g_assert_cmpint (point->time, >, 0);
      g_assert_cmpint (point->prob, >=, 0);
      g_assert_cmpint (point->prob, <=, BC_PPM_ONE);
      check_price (point->price);
      check_price (point->bid);
      check_price (point->ask);
      g_assert_cmpint (point->home_score, >=, BC_SCORE_NONE);
      g_assert_cmpint (point->away_score, >=, BC_SCORE_NONE);
      g_assert_cmpint (point->clock, >=, -1);
      g_assert_cmpint (point->period, >=, 0);
      if (i > 0)
        g_assert_cmpint (point->time, >=, point[-1].time);
    }
}

static void
check_market (const BcMarket *market)
{
  g_assert_true (g_str_has_prefix (market->ticker, market->event_ticker));
  check_price (market->last_price);

  for (guint i = 0; i < market->quotes->len; i++)
    {
      const BcQuote *quote = &g_array_index (market->quotes, BcQuote, i);

      g_assert_cmpint (quote->time, >, 0);
      check_price (quote->bid);
      check_price (quote->ask);
      check_price (quote->last);
      g_assert_cmpint (quote->volume, >=, 0);
      if (i > 0)
        g_assert_cmpint (quote->time, >, quote[-1].time);
    }
}

/* What the store is promised, whatever the file. */
static void
check_record (const BcGameRecord *record)
{
  g_assert_cmpuint (strlen (record->key), >, 0);
  g_assert_true (g_utf8_validate (record->key, -1, NULL));
  g_assert_true (record->home == NULL || g_strcmp0 (record->home, record->away) != 0);
  g_assert_true (record->date == NULL || strlen (record->date) == strlen ("2026-01-02"));
  g_assert_cmpint (record->start_time, >=, 0);
  g_assert_cmpint (record->home_score, >=, BC_SCORE_NONE);
  g_assert_cmpint (record->away_score, >=, BC_SCORE_NONE);

  for (guint i = 0; i < record->tracks->len; i++)
    check_track (g_ptr_array_index (record->tracks, i));
  for (guint i = 0; i < record->markets->len; i++)
    check_market (g_ptr_array_index (record->markets, i));
}

/* Not g_file_set_contents(): these are tens of thousands of files. */
static void
write_file (const char   *path,
            const guint8 *bytes,
            gsize         length)
{
  FILE *stream = fopen (path, "wb");

  g_assert_nonnull (stream);
  g_assert_cmpuint (fwrite (bytes, 1, length, stream), ==, length);
  g_assert_cmpint (fclose (stream), ==, 0);
}

static void
parse_bytes (Fixture      *fixture,
             const char   *file,
             const guint8 *bytes,
             gsize         length)
{
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  BcFileReport report = { .path = path, .byte = -1 };
  g_autoptr(BcParsed) parsed = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(BcFileParser) parser;

  write_file (path, bytes, length);
  bc_file_parser_init (&parser);
  parsed = bc_file_parser_parse (&parser, &report, &error);
  g_assert_true ((parsed != NULL) != (error != NULL));

  if (parsed != NULL)
    {
      fixture->n_taken++;
      for (guint i = 0; i < parsed->records->len; i++)
        check_record (g_ptr_array_index (parsed->records, i));
    }
  else
    {
      fixture->n_refused++;
      if (!g_utf8_validate (error->message, -1, NULL))
        g_error ("%s: no UTF-8: %s", file, error->message);
    }

  g_free (report.kind);
  g_free (report.reason);
}

static GBytes *
compress (GBytes *plain)
{
  g_autoptr(GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr(GOutputStream) target = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (target, gzip);
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (stream, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

static GBytes *
load_fixture (const char *file,
              gboolean    compressed)
{
  g_autoptr(GBytes) bytes = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);

  return compressed ? compress (bytes) : g_steal_pointer (&bytes);
}

static void
test_damaged_prefix (Fixture       *fixture,
                     gconstpointer  data)
{
  for (guint i = 0; i < fixture->files->len; i++)
    {
      const char *file = g_ptr_array_index (fixture->files, i);
      g_autoptr(GBytes) whole = load_fixture (file, GPOINTER_TO_INT (data));
      gsize length;
      const guint8 *bytes = g_bytes_get_data (whole, &length);

      for (gsize n = 0; n <= length; n++)
        parse_bytes (fixture, file, bytes, n);
    }
}

/* Each byte in turn: one with its lowest bit turned, which makes one digit
 * another, the next replaced by something that means more. */
static void
test_damaged_byte (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char salt[] = "\xff{}[]\",:\n\0-e9.";

  for (guint i = 0; i < fixture->files->len; i++)
    {
      const char *file = g_ptr_array_index (fixture->files, i);
      g_autoptr(GBytes) whole = load_fixture (file, GPOINTER_TO_INT (data));
      gsize length;
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, &length), g_bytes_get_size (whole));

      length = g_bytes_get_size (whole);
      for (gsize at = 0; at < length; at++)
        {
          guint8 kept = bytes[at];

          bytes[at] = at % 2 == 0 ? kept ^ 1 : (guint8) salt[at / 2 % (sizeof salt - 1)];
          parse_bytes (fixture, file, bytes, length);
          bytes[at] = kept;
        }
    }
}

/* Digits for others, or for what is none, so that most of the shape survives. */
static void
mutate_values (GRand      *rand,
               GByteArray *bytes)
{
  static const char values[] = "0123456789xZ-";
  int n_changes = g_rand_int_range (rand, 1, 3);

  while (n_changes > 0)
    {
      guint8 *byte = &bytes->data[g_rand_int_range (rand, 0, (gint32) bytes->len)];

      if (!g_ascii_isdigit (*byte))
        continue;

      *byte = (guint8) values[g_rand_int_range (rand, 0, sizeof values - 1)];
      n_changes--;
    }
}

/* Up to five pieces changed, removed, doubled at the end, or all behind cut off. */
static void
mutate_pieces (GRand      *rand,
               GByteArray *bytes)
{
  int n_changes = g_rand_int_range (rand, 1, 6);

  for (int i = 0; i < n_changes && bytes->len > 8; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len - 4);
      guint n = (guint) g_rand_int_range (rand, 1, (gint32) MIN (bytes->len - at, 40));
      g_autofree guint8 *piece = g_memdup2 (bytes->data + at, n);

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
          break;
        case 1:
          g_byte_array_remove_range (bytes, at, n);
          break;
        case 2:
          g_byte_array_append (bytes, piece, n);
          break;
        default:
          g_byte_array_set_size (bytes, at);
          break;
        }
    }
}

static void
test_damaged_mutation (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (8470);

  for (guint i = 0; i < fixture->files->len; i++)
    {
      const char *file = g_ptr_array_index (fixture->files, i);
      g_autoptr(GBytes) whole = load_fixture (file, FALSE);

      for (guint j = 0; j < 200; j++)
        {
          g_autoptr(GByteArray) bytes = g_byte_array_new ();

          g_byte_array_append (bytes, g_bytes_get_data (whole, NULL), (guint) g_bytes_get_size (whole));
          if (j % 2 == 0)
            mutate_values (rand, bytes);
          else
            mutate_pieces (rand, bytes);
          parse_bytes (fixture, file, bytes->data, bytes->len);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func, compressed) \
  g_test_add ("/damaged/" name, Fixture, GINT_TO_POINTER (compressed), set_up, func, tear_down)

  ADD ("prefix", test_damaged_prefix, FALSE);
  ADD ("prefix-of-gzip", test_damaged_prefix, TRUE);
  ADD ("byte", test_damaged_byte, FALSE);
  ADD ("byte-of-gzip", test_damaged_byte, TRUE);
  ADD ("mutation", test_damaged_mutation, FALSE);

#undef ADD

  return g_test_run ();
}
