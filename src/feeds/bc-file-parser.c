/* bc-file-parser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-file-parser.h"

#include <glib/gi18n.h>

#include "bc-aligned-csv.h"
#include "bc-espn-probabilities.h"
#include "bc-espn-scoreboard.h"
#include "bc-espn-summary.h"
#include "bc-json-check.h"
#include "bc-kalshi-candles-csv.h"
#include "bc-kalshi-candlesticks.h"
#include "bc-kalshi-markets.h"
#include "bc-line-reader.h"

/* JSON is held whole, with about ten times as much for its nodes; the longest
 * answer of either exchange is a few million bytes. */
#define MAX_JSON_BYTES ((gsize) 32 << 20)

/**
 * bc_file_parser_init:
 * @self: to be made usable
 */
void
bc_file_parser_init (BcFileParser *self)
{
  *self = (BcFileParser) { 0 };
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->summaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * bc_file_parser_clear:
 * @self: a parser
 *
 * Frees what it remembers.
 */
void
bc_file_parser_clear (BcFileParser *self)
{
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->summaries, g_hash_table_unref);
}

static void
merge_pages (GHashTable *into,
             GHashTable *from)
{
  GHashTableIter iter;
  gpointer id, ppm;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &id, &ppm))
    g_hash_table_replace (into, g_strdup (id), ppm);
}

static gboolean
keep_page (BcFileParser      *self,
           const BcJsonNode  *root,
           BcParsed          *parsed,
           GError           **error)
{
  g_autofree char *event_id = NULL;
  GHashTable *page = bc_espn_probabilities_parse (root, &event_id, error);
  GHashTable *known;

  if (page == NULL)
    return FALSE;

  bc_parsed_note (parsed, _("%u win probabilities of event %s, used where its summary lacks them"),
                  g_hash_table_size (page), event_id);

  known = g_hash_table_lookup (self->pages, event_id);
  if (known == NULL)
    {
      g_hash_table_insert (self->pages, g_steal_pointer (&event_id), page);
      return TRUE;
    }

  merge_pages (known, page);
  g_hash_table_unref (page);

  return TRUE;
}

static gboolean
parse_summary (BcFileParser      *self,
               const BcJsonNode  *root,
               const char        *path,
               BcParsed          *parsed,
               GError           **error)
{
  const BcGameRecord *record;

  if (!bc_espn_summary_parse (root, NULL, parsed, error))
    return FALSE;

  record = g_ptr_array_index (parsed->records, 0);
  g_hash_table_replace (self->summaries, g_strdup (record->key), g_strdup (path));

  return TRUE;
}

static gboolean
parse_json (BcFileParser      *self,
            BcFileKind         kind,
            const BcJsonNode  *root,
            const char        *path,
            BcParsed          *parsed,
            GError           **error)
{
  switch (kind)
    {
    case BC_FILE_ESPN_SUMMARY:
      return parse_summary (self, root, path, parsed, error);
    case BC_FILE_ESPN_PROBABILITIES:
      return keep_page (self, root, parsed, error);
    case BC_FILE_ESPN_SCOREBOARD:
      return bc_espn_scoreboard_parse (root, parsed, error);
    case BC_FILE_KALSHI_MARKETS:
      return bc_kalshi_markets_parse (root, parsed, error);
    case BC_FILE_KALSHI_CANDLESTICKS:
      return bc_kalshi_candlesticks_parse (root, parsed, error);
    case BC_FILE_UNKNOWN:
    case BC_FILE_ALIGNED_CSV:
    case BC_FILE_KALSHI_CANDLES_CSV:
    case BC_FILE_JSON:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static BcJson *
load_json (BcLineReader  *reader,
           BcFileReport  *report,
           GError       **error)
{
  g_autoptr(GBytes) bytes = bc_line_reader_read_all (reader, MAX_JSON_BYTES, error);
  BcJsonPosition where;
  const char *text;
  gsize length;

  if (bytes == NULL)
    {
      if (g_error_matches (*error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID))
        report->byte = bc_line_reader_get_byte (reader);
      return NULL;
    }

  text = g_bytes_get_data (bytes, &length);
  if (!bc_json_check (text, (gssize) length, &where, error))
    {
      report->line = where.line;
      report->byte = (gint64) where.byte;
      return NULL;
    }

  return bc_json_parse (text, (gssize) length, error);
}

static gboolean
parse_json_file (BcFileParser  *self,
                 BcLineReader  *reader,
                 BcFileReport  *report,
                 BcParsed      *parsed,
                 GError       **error)
{
  g_autoptr(BcJson) json = load_json (reader, report, error);
  BcFileKind kind;

  if (json == NULL)
    return FALSE;

  kind = bc_file_kind_of_json (bc_json_get_root (json), error);
  if (kind == BC_FILE_UNKNOWN)
    return FALSE;

  report->kind = g_strdup (bc_file_kind_to_string (kind));

  return parse_json (self, kind, bc_json_get_root (json), report->path, parsed, error);
}

static gboolean
parse_csv_file (BcFileParser  *self,
                BcFileKind     kind,
                BcLineReader  *reader,
                BcFileReport  *report,
                BcParsed      *parsed,
                GError       **error)
{
  g_autofree char *name = g_path_get_basename (report->path);
  gboolean ok;

  report->kind = g_strdup (bc_file_kind_to_string (kind));
  if (kind == BC_FILE_ALIGNED_CSV)
    ok = bc_aligned_csv_parse (reader, self->source, parsed, error);
  else
    ok = bc_kalshi_candles_csv_parse (reader, name, parsed, error);

  report->line = parsed->line;
  report->byte = parsed->byte;
  if (!ok && report->line == 0)
    {
      report->line = bc_line_reader_get_line (reader);
      report->byte = bc_line_reader_get_byte (reader);
    }

  return ok;
}

static BcLineReader *
open_file (BcFileParser  *self,
           BcFileReport  *report,
           BcFileKind    *kind,
           GError       **error)
{
  g_autoptr(BcLineReader) reader = bc_line_reader_open (report->path, self->reporter, self->cancellable, error);
  const char *text;
  gsize length;

  if (reader == NULL)
    return NULL;

  if (!bc_line_reader_peek (reader, &text, &length, error))
    {
      report->byte = bc_line_reader_get_byte (reader);
      return NULL;
    }

  *kind = bc_file_kind_of_text (text, length, error);

  return *kind != BC_FILE_UNKNOWN ? g_steal_pointer (&reader) : NULL;
}

static BcParsed *
parse_file (BcFileParser  *self,
            BcFileReport  *report,
            GError       **error)
{
  g_autoptr(BcParsed) parsed = bc_parsed_new ();
  g_autoptr(BcLineReader) reader = NULL;
  BcFileKind kind = BC_FILE_UNKNOWN;
  gboolean ok;

  reader = open_file (self, report, &kind, error);
  if (reader == NULL)
    return NULL;

  if (kind == BC_FILE_JSON)
    ok = parse_json_file (self, reader, report, parsed, error);
  else
    ok = parse_csv_file (self, kind, reader, report, parsed, error);

  return ok ? g_steal_pointer (&parsed) : NULL;
}

/**
 * bc_file_parser_parse:
 * @self: what is known of the files before
 * @report: of this file; its path is read, what was found is written
 * @error: return location for an error
 *
 * Recognises and reads one file. Blocks; the parser belongs to one thread.
 *
 * Returns: (transfer full) (nullable): its records, none of them if it is a
 *   page of probabilities; or %NULL with an error of any of our domains or of
 *   #GIOErrorEnum
 */
BcParsed *
bc_file_parser_parse (BcFileParser  *self,
                      BcFileReport  *report,
                      GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  BcParsed *parsed = parse_file (self, report, &local_error);

  if (parsed == NULL)
    {
      bc_feeds_error_repair (local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  report->n_games = parsed->records->len;
  report->n_dropped = parsed->n_dropped;
  report->reason = g_strdup (parsed->note);

  return parsed;
}

/* The plays of a game, read again, now with the probabilities of its pages. */
static gboolean
read_summary_again (const char *path,
                    GHashTable *pages,
                    BcParsed   *parsed)
{
  g_autoptr(BcLineReader) reader = bc_line_reader_open (path, NULL, NULL, NULL);
  g_autoptr(GBytes) bytes = reader != NULL ? bc_line_reader_read_all (reader, MAX_JSON_BYTES, NULL) : NULL;
  g_autoptr(BcJson) json = bytes != NULL ? bc_json_parse_bytes (bytes, NULL) : NULL;

  return json != NULL && bc_espn_summary_parse (bc_json_get_root (json), pages, parsed, NULL);
}

/**
 * bc_file_parser_combine_pages:
 * @self: what is known after all files
 * @event_id: a key of its pages
 *
 * Joins pages of probabilities with the plays of the summary read in the same
 * import. Without one they are kept as unmatched, with that reason: no wall
 * clock is known for them.
 *
 * Returns: (transfer full): one record
 */
BcParsed *
bc_file_parser_combine_pages (BcFileParser *self,
                              const char   *event_id)
{
  BcParsed *parsed = bc_parsed_new ();
  GHashTable *pages = g_hash_table_lookup (self->pages, event_id);
  const char *path = g_hash_table_lookup (self->summaries, event_id);
  BcGameRecord *record;

  if (path != NULL && read_summary_again (path, pages, parsed))
    return parsed;

  g_ptr_array_set_size (parsed->records, 0);
  record = bc_game_record_new (BC_ORIGIN_ESPN, event_id);
  record->unmatched = g_strdup_printf (_("%u win probabilities without a time: import them together with the game's summary"),
                                       g_hash_table_size (pages));
  g_ptr_array_add (parsed->records, record);

  return parsed;
}
