/* bc-kalshi-candles-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Candles of trades, in cents, without bid and ask. A minute without a trade
 * has no price at all: it says nothing that a quote could hold, so it is not
 * kept.
 */

#include "config.h"

#include "bc-kalshi-candles-csv.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-csv.h"
#include "bc-instant.h"
#include "bc-kalshi-ticker.h"

#define NBA_ID_LENGTH 10
#define CENT_SCALE 4

enum
{
  COLUMN_GAME_ID,
  COLUMN_TICKER,
  COLUMN_TIMESTAMP,
  COLUMN_DATETIME,
  COLUMN_OPEN,
  COLUMN_HIGH,
  COLUMN_LOW,
  COLUMN_CLOSE,
  COLUMN_VOLUME,
  N_COLUMNS
};

typedef struct
{
  BcParsed        *parsed;
  BcKalshiRecords *records;
  char            *game_id;
  BcMarket        *market;         /* which the record in parsed owns */
  guint            n_untraded;
  guint            n_invalid;
  char            *first_invalid;  /* (nullable) */
} Reading;

static void
reading_clear (Reading *self)
{
  g_free (self->game_id);
  g_free (self->first_invalid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Every row must be of the same market of the same game. */
static gboolean
check_market (Reading  *self,
              char    **fields,
              GError  **error)
{
  if (self->market == NULL)
    {
      self->game_id = g_strdup (fields[COLUMN_GAME_ID]);
      self->market = bc_kalshi_records_need (self->records, fields[COLUMN_TICKER], NULL, error);
      return self->market != NULL;
    }

  if (strcmp (fields[COLUMN_TICKER], self->market->ticker) == 0 &&
      strcmp (fields[COLUMN_GAME_ID], self->game_id) == 0)
    return TRUE;

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
               _("%.60s of game %.40s does not belong into a file of %s of game %s"),
               fields[COLUMN_TICKER], fields[COLUMN_GAME_ID], self->market->ticker, self->game_id);
  return FALSE;
}

static gboolean
read_quote (char    **fields,
            BcQuote  *quote,
            GError  **error)
{
  gint64 close;

  if (!bc_instant_parse (fields[COLUMN_TIMESTAMP], &quote->time, error))
    return FALSE;

  if (!bc_decimal_parse (fields[COLUMN_CLOSE], -1, CENT_SCALE, &close, NULL) || close < 0 || close > BC_PPM_ONE)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("close “%.40s” is not 0 to 100 cents"), fields[COLUMN_CLOSE]);
      return FALSE;
    }

  if (!bc_decimal_parse (fields[COLUMN_VOLUME], -1, BC_PPM_SCALE, &quote->volume, NULL) || quote->volume < 0)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("volume “%.40s” is no number of contracts"), fields[COLUMN_VOLUME]);
      return FALSE;
    }

  quote->bid = BC_PPM_NONE;
  quote->ask = BC_PPM_NONE;
  quote->last = (gint32) close;

  return TRUE;
}

static gboolean
read_row (Reading       *self,
          BcLineReader  *reader,
          char          *line,
          GError       **error)
{
  g_autoptr(GError) reason = NULL;
  char *fields[BC_CSV_MAX_FIELDS];
  guint n_fields;
  BcQuote quote;

  if (!bc_csv_split (line, fields, &n_fields, error))
    return FALSE;

  if (n_fields != N_COLUMNS)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("There are %u fields, but %u in the header"), n_fields, N_COLUMNS);
      return FALSE;
    }

  if (!check_market (self, fields, error))
    return FALSE;

  if (*fields[COLUMN_CLOSE] == '\0')
    self->n_untraded++;
  else if (read_quote (fields, &quote, &reason))
    g_array_append_val (self->market->quotes, quote);
  else if (self->n_invalid++ == 0)
    {
      self->first_invalid = g_strdup (reason->message);
      self->parsed->line = bc_line_reader_get_line (reader);
      self->parsed->byte = bc_line_reader_get_byte (reader);
    }

  return TRUE;
}

static gboolean
read_rows (Reading       *self,
           BcLineReader  *reader,
           GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  char *line;

  while ((line = bc_line_reader_next (reader, &local_error)) != NULL)
    {
      if (*line != '\0' && !read_row (self, reader, line, error))
        {
          g_prefix_error (error, _("Line %" G_GUINT64_FORMAT ": "), bc_line_reader_get_line (reader));
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

/* `22500367_CLE_at_CHI_2025-12-17_candles.csv.gz` names a game; the ticker
 * inside must name the same one. Another name promises nothing. */
static gboolean
check_name (const char          *name,
            const BcGameRecord  *record,
            GError             **error)
{
  g_autoptr(GRegex) regex = g_regex_new ("^[^_]*_([A-Z]{2,4})_at_([A-Z]{2,4})_(\\d{4}-\\d\\d-\\d\\d)_candles\\.csv",
                                         0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *away = NULL;
  g_autofree char *home = NULL;
  g_autofree char *date = NULL;

  if (record->unmatched != NULL || !g_utf8_validate (name, -1, NULL) ||
      !g_regex_match (regex, name, 0, &match))
    return TRUE;

  away = g_match_info_fetch (match, 1);
  home = g_match_info_fetch (match, 2);
  date = g_match_info_fetch (match, 3);

  if (bc_team_find (record->league, away) == bc_team_find (record->league, record->away) &&
      bc_team_find (record->league, home) == bc_team_find (record->league, record->home) &&
      strcmp (date, record->date) == 0)
    return TRUE;

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
               _("The file's name says %s at %s on %s, the ticker inside %s"),
               away, home, date, record->key);
  return FALSE;
}

/* NBA.com's ids have ten digits, of which a spreadsheet eats the leading zeros;
 * both forms are in use. */
static void
add_aliases (BcGameRecord *record,
             const char   *game_id)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gsize length = strlen (game_id);
  const char *bare = game_id + strspn (game_id, "0");
  g_autofree char *padded = NULL;

  if (length == 0 || length > NBA_ID_LENGTH || *bare == '\0' ||
      strspn (game_id, "0123456789") != length)
    return;

  padded = g_strdup_printf ("%0*" G_GUINT64_FORMAT, NBA_ID_LENGTH, g_ascii_strtoull (game_id, NULL, 10));
  g_strv_builder_add (builder, padded);
  if (strcmp (bare, padded) != 0)
    g_strv_builder_add (builder, bare);
  record->aliases = g_strv_builder_end (builder);
}

static void
note_dropped (Reading *self,
              guint    n_repeated)
{
  BcParsed *parsed = self->parsed;

  parsed->n_dropped = self->n_invalid + self->n_untraded + n_repeated;

  if (self->n_invalid > 0)
    bc_parsed_note (parsed, _("%u invalid rows left out, the first at line %" G_GUINT64_FORMAT ": %s"),
                    self->n_invalid, parsed->line, self->first_invalid);
  if (n_repeated > 0)
    bc_parsed_note (parsed, _("%u rows of repeated minutes left out"), n_repeated);
  if (self->n_untraded > 0)
    bc_parsed_note (parsed, _("%u minutes without a trade hold no price"), self->n_untraded);
}

/**
 * bc_kalshi_candles_csv_recognises:
 * @header: the first line of a file
 *
 * Returns: whether it is that of a file of candles
 */
gboolean
bc_kalshi_candles_csv_recognises (const char *header)
{
  return strcmp (header, BC_KALSHI_CANDLES_CSV_HEADER) == 0;
}

/**
 * bc_kalshi_candles_csv_parse:
 * @reader: a file at its start
 * @name: the file's name without folders
 * @parsed: takes one record
 * @error: return location for an error
 *
 * Reads the minutes of one market. If the file's name carries a date and
 * teams they must be the ticker's.
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_MISMATCH if name and ticker disagree,
 *   with %BC_FEEDS_ERROR_INVALID if the file is broken or empty, or with an
 *   error of the reader
 */
gboolean
bc_kalshi_candles_csv_parse (BcLineReader  *reader,
                             const char    *name,
                             BcParsed      *parsed,
                             GError       **error)
{
  g_autoptr(BcKalshiRecords) records = bc_kalshi_records_new (parsed->records);
  g_auto(Reading) self = { .parsed = parsed, .records = records };
  const char *header = bc_line_reader_next (reader, error);
  BcGameRecord *record;

  if (header == NULL || !read_rows (&self, reader, error))
    return FALSE;

  if (self.market == NULL)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("There are no rows below the header"));
      return FALSE;
    }

  record = g_ptr_array_index (parsed->records, 0);
  if (!check_name (name, record, error))
    return FALSE;

  add_aliases (record, self.game_id);
  note_dropped (&self, bc_kalshi_market_tidy (self.market));

  return TRUE;
}
