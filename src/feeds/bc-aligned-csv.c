/* bc-aligned-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-aligned-csv.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-aligned-columns.h"
#include "bc-csv.h"
#include "bc-instant.h"
#include "bc-team.h"

#define DEFAULT_SOURCE "csv"

typedef struct
{
  BcLineReader *reader;
  const char   *source;
  BcParsed     *parsed;
  GHashTable   *games;          /* game_id → BcGameRecord, which parsed owns */
  BcGameRecord *game;           /* of the row before, as rows mostly come game by game */
  int           place[BC_ALIGNED_N_COLUMNS]; /* of a column among the fields, or -1 */
  guint         n_fields;
  guint         n_rows;
  guint         n_identical;
  guint         n_unpriced;
  guint         n_invalid;
  char         *first_invalid;  /* (nullable): what was wrong with the first */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->games, g_hash_table_unref);
  g_free (self->first_invalid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static int
find_column (const char *name)
{
  for (int i = 0; i < BC_ALIGNED_N_COLUMNS; i++)
    if (strcmp (_bc_aligned_columns[i], name) == 0)
      return i;

  return -1;
}

static gboolean
read_header (Reading  *self,
             char     *line,
             GError  **error)
{
  char *fields[BC_CSV_MAX_FIELDS];

  for (guint i = 0; i < BC_ALIGNED_N_COLUMNS; i++)
    self->place[i] = -1;

  if (!bc_csv_split (line, fields, &self->n_fields, error))
    return FALSE;

  for (guint i = 0; i < self->n_fields; i++)
    {
      int column = find_column (g_strstrip (fields[i]));

      if (column < 0 || self->place[column] >= 0)
        {
          g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
                       column < 0 ? _("An aligned CSV has no column “%.40s”; its columns are %s and, if known, season,date,home,away,home_score,away_score")
                                  : _("The column “%.40s” stands twice in the header; expected is %s"),
                       fields[i], BC_ALIGNED_CSV_HEADER);
          return FALSE;
        }

      self->place[column] = (int) i;
    }

  return TRUE;
}

/* A side of the book outside 0..1 is missing, as a blank one is; no number at
 * all is a fault. */
static gboolean
read_side (char   **values,
           guint    column,
           gint32  *ppm,
           GError **error)
{
  gint64 value;

  *ppm = BC_PPM_NONE;
  if (*values[column] == '\0')
    return TRUE;

  if (!bc_decimal_parse (values[column], -1, BC_PPM_SCALE, &value, NULL))
    return _bc_aligned_set_invalid (error, column, values[column], _("a number"));

  if (value >= 0 && value <= BC_PPM_ONE)
    *ppm = (gint32) value;

  return TRUE;
}

static gboolean
read_unit (char   **values,
           guint    column,
           gint32  *ppm,
           GError **error)
{
  gint64 value;

  if (!bc_decimal_parse (values[column], -1, BC_PPM_SCALE, &value, NULL) ||
      value < 0 || value > BC_PPM_ONE)
    return _bc_aligned_set_invalid (error, column, values[column], _("a number from 0 to 1"));

  *ppm = (gint32) value;
  return TRUE;
}

static gboolean
read_point (char         **values,
            BcModelPoint  *point,
            GError       **error)
{
  memset (point, 0, sizeof *point);
  point->price = BC_PPM_NONE;
  point->home_score = BC_SCORE_NONE;
  point->away_score = BC_SCORE_NONE;
  point->clock = -1;

  if (!bc_instant_parse (values[BC_ALIGNED_TIMESTAMP], &point->time, error) ||
      !read_unit (values, BC_ALIGNED_MODEL_PROB, &point->prob, error) ||
      !read_side (values, BC_ALIGNED_BID, &point->bid, error) ||
      !read_side (values, BC_ALIGNED_ASK, &point->ask, error))
    return FALSE;

  if (*values[BC_ALIGNED_PRICE] != '\0' && !read_unit (values, BC_ALIGNED_PRICE, &point->price, error))
    return FALSE;

  /* An empty book reads 0 and 1; neither is an offer. */
  if (point->bid == 0 && point->ask == BC_PPM_ONE)
    point->bid = point->ask = BC_PPM_NONE;

  if (point->price == BC_PPM_NONE && point->bid != BC_PPM_NONE && point->ask != BC_PPM_NONE)
    point->price = (point->bid + point->ask + 1) / 2;

  return TRUE;
}

static BcGameRecord *
find_game (Reading    *self,
           const char *id,
           GError    **error)
{
  if (self->game != NULL && strcmp (self->game->key, id) == 0)
    return self->game;

  if (*id == '\0' || !g_utf8_validate (id, -1, NULL))
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("game_id is blank or not UTF-8"));
      return NULL;
    }

  self->game = g_hash_table_lookup (self->games, id);
  if (self->game == NULL)
    {
      self->game = bc_game_record_new (BC_ORIGIN_CSV, id);
      g_ptr_array_add (self->game->tracks, bc_model_track_new (self->source, TRUE));
      g_ptr_array_add (self->parsed->records, self->game);
      g_hash_table_insert (self->games, self->game->key, self->game);
    }

  return self->game;
}

static void
drop_invalid (Reading      *self,
              const GError *reason)
{
  if (self->n_invalid++ > 0)
    return;

  self->first_invalid = g_strdup (reason->message);
  self->parsed->line = bc_line_reader_get_line (self->reader);
  self->parsed->byte = bc_line_reader_get_byte (self->reader);
}

/* Fails where the file itself is broken; a row with a bad value is left out. */
static gboolean
read_row (Reading  *self,
          char     *line,
          GError  **error)
{
  static char blank[] = "";
  g_autoptr(GError) reason = NULL;
  char *fields[BC_CSV_MAX_FIELDS];
  char *values[BC_ALIGNED_N_COLUMNS];
  BcGameRecord *game;
  BcModelPoint point;
  guint n_fields;

  if (!bc_csv_split (line, fields, &n_fields, error))
    return FALSE;

  if (n_fields != self->n_fields)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("There are %u fields, but %u in the header"), n_fields, self->n_fields);
      return FALSE;
    }

  for (guint i = 0; i < BC_ALIGNED_N_COLUMNS; i++)
    values[i] = self->place[i] >= 0 ? g_strstrip (fields[self->place[i]]) : blank;

  game = find_game (self, values[BC_ALIGNED_GAME_ID], error);
  if (game == NULL || !_bc_aligned_merge_game (game, values, error))
    return FALSE;

  self->n_rows++;
  if (!read_point (values, &point, &reason))
    drop_invalid (self, reason);
  else if (point.price == BC_PPM_NONE)
    self->n_unpriced++;
  else
    {
      BcModelTrack *track = g_ptr_array_index (game->tracks, 0);

      g_array_append_val (track->points, point);
    }

  return TRUE;
}

static guint
point_hash (gconstpointer data)
{
  const BcModelPoint *point = data;
  guint hash = (guint) point->prob;

  hash = hash * 31 + (guint) point->price;
  hash = hash * 31 + (guint) point->bid;
  return hash * 31 + (guint) point->ask;
}

static gboolean
point_equal (gconstpointer a,
             gconstpointer b)
{
  const BcModelPoint *left = a;
  const BcModelPoint *right = b;

  return left->prob == right->prob && left->price == right->price &&
         left->bid == right->bid && left->ask == right->ask;
}

/* Sorts by time, equal times in the order given, and leaves out repetitions.
 * Returns how many. */
static guint
tidy_points (GArray *points)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (point_hash, point_equal);
  guint n_kept = 0;
  guint n_points = points->len;

  bc_points_sort (points);

  for (guint i = 0; i < n_points; i++)
    {
      BcModelPoint *point = &g_array_index (points, BcModelPoint, i);
      BcModelPoint *kept = &g_array_index (points, BcModelPoint, n_kept);

      if (n_kept > 0 && kept[-1].time != point->time)
        g_hash_table_remove_all (seen);

      if (g_hash_table_contains (seen, point))
        continue;

      *kept = *point;
      g_hash_table_add (seen, kept);
      n_kept++;
    }

  g_array_set_size (points, n_kept);
  return n_points - n_kept;
}

static void
finish_games (Reading *self)
{
  GPtrArray *records = self->parsed->records;

  for (guint i = records->len; i-- > 0; )
    {
      BcGameRecord *game = g_ptr_array_index (records, i);
      BcModelTrack *track = g_ptr_array_index (game->tracks, 0);

      self->n_identical += tidy_points (track->points);
      _bc_aligned_finish_game (game);
      if (game->date == NULL && track->points->len > 0)
        game->date = bc_eastern_date (g_array_index (track->points, BcModelPoint, 0).time);

      if (track->points->len == 0)
        g_ptr_array_remove_index (records, i);
    }
}

static void
note_dropped (Reading *self)
{
  BcParsed *parsed = self->parsed;

  parsed->n_dropped = self->n_invalid + self->n_identical + self->n_unpriced;

  if (self->n_invalid > 0)
    bc_parsed_note (parsed, _("%u invalid rows left out, the first at line %" G_GUINT64_FORMAT ": %s"),
                    self->n_invalid, parsed->line, self->first_invalid);
  if (self->n_identical > 0)
    bc_parsed_note (parsed, _("%u identical rows left out"), self->n_identical);
  if (self->n_unpriced > 0)
    bc_parsed_note (parsed, _("%u rows without a price left out"), self->n_unpriced);
}

static gboolean
read_rows (Reading  *self,
           GError  **error)
{
  g_autoptr(GError) local_error = NULL;
  char *line;

  while ((line = bc_line_reader_next (self->reader, &local_error)) != NULL)
    {
      if (*line != '\0' && !read_row (self, line, error))
        {
          g_prefix_error (error, _("Line %" G_GUINT64_FORMAT ": "), bc_line_reader_get_line (self->reader));
          return FALSE;
        }
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_aligned_csv_recognises:
 * @header: the first line of a file
 *
 * Returns: whether it names every column that an aligned CSV must have
 */
gboolean
bc_aligned_csv_recognises (const char *header)
{
  g_autofree char *line = g_strdup (header);
  char *fields[BC_CSV_MAX_FIELDS];
  guint n_fields;
  guint n_found = 0;

  if (!bc_csv_split (line, fields, &n_fields, NULL))
    return FALSE;

  for (guint i = 0; i < BC_ALIGNED_N_REQUIRED; i++)
    for (guint j = 0; j < n_fields; j++)
      if (strcmp (_bc_aligned_columns[i], g_strstrip (fields[j])) == 0)
        {
          n_found++;
          break;
        }

  return n_found == BC_ALIGNED_N_REQUIRED;
}

/**
 * bc_aligned_csv_parse:
 * @reader: a file at its start
 * @source: (nullable): the probability source its points get; %NULL for `csv`
 * @parsed: takes one record a game
 * @error: return location for an error
 *
 * Reads any number of games, whose rows may come in any order. Rows with a
 * value that is none are left out and counted; what shows that the file is
 * broken (a missing field, a game that contradicts itself) refuses all of it.
 * The columns may stand in any order; those of the game may be absent.
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_UNKNOWN for another header, with
 *   %BC_FEEDS_ERROR_INVALID or %BC_FEEDS_ERROR_MISMATCH naming the line, or
 *   with an error of the reader
 */
gboolean
bc_aligned_csv_parse (BcLineReader  *reader,
                      const char    *source,
                      BcParsed      *parsed,
                      GError       **error)
{
  g_auto(Reading) self = {
    .reader = reader,
    .source = source != NULL ? source : DEFAULT_SOURCE,
    .parsed = parsed,
  };
  char *line = bc_line_reader_next (reader, error);

  if (line == NULL || !bc_aligned_csv_recognises (line))
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
                     _("Not an aligned CSV: its first line would be %s"), BC_ALIGNED_CSV_HEADER);
      return FALSE;
    }

  self.games = g_hash_table_new (g_str_hash, g_str_equal);
  if (!read_header (&self, line, error) || !read_rows (&self, error))
    return FALSE;

  finish_games (&self);
  note_dropped (&self);

  if (parsed->records->len > 0)
    return TRUE;

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("None of its %u rows can be used: %s"), self.n_rows,
               parsed->note != NULL ? parsed->note : _("there are none"));
  return FALSE;
}

/**
 * bc_aligned_csv_read:
 * @path: a file, plain or gzip
 * @source: (nullable): the probability source its points get; %NULL for `csv`
 * @n_dropped: (out) (optional): rows that were left out
 * @error: return location for an error
 *
 * Reads an aligned CSV without any store. Blocks; callable from any thread.
 *
 * Returns: (transfer full) (element-type BcGameRecord) (nullable): its games in
 *   the order of their first rows, or %NULL with an error as of
 *   bc_aligned_csv_parse()
 */
GPtrArray *
bc_aligned_csv_read (const char  *path,
                     const char  *source,
                     guint       *n_dropped,
                     GError     **error)
{
  g_autoptr(BcLineReader) reader = bc_line_reader_open (path, NULL, NULL, error);
  g_autoptr(BcParsed) parsed = bc_parsed_new ();

  if (reader == NULL || !bc_aligned_csv_parse (reader, source, parsed, error))
    {
      g_prefix_error (error, "%s: ", path);
      if (error != NULL)
        bc_feeds_error_repair (*error);
      return NULL;
    }

  if (n_dropped != NULL)
    *n_dropped = parsed->n_dropped;

  return g_steal_pointer (&parsed->records);
}
