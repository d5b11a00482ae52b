/* bc-file-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-file-kind.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-aligned-csv.h"
#include "bc-espn-probabilities.h"
#include "bc-espn-scoreboard.h"
#include "bc-espn-summary.h"
#include "bc-kalshi-candles-csv.h"
#include "bc-kalshi-candlesticks.h"
#include "bc-kalshi-markets.h"

static const struct
{
  BcFileKind  kind;
  const char *name;
  gboolean  (*recognises) (const BcJsonNode *root);
} json_kinds[] = {
  { BC_FILE_KALSHI_CANDLESTICKS, "kalshi-candlesticks", bc_kalshi_candlesticks_recognises },
  { BC_FILE_KALSHI_MARKETS, "kalshi-markets", bc_kalshi_markets_recognises },
  { BC_FILE_ESPN_SUMMARY, "espn-summary", bc_espn_summary_recognises },
  { BC_FILE_ESPN_PROBABILITIES, "espn-probabilities", bc_espn_probabilities_recognises },
  { BC_FILE_ESPN_SCOREBOARD, "espn-scoreboard", bc_espn_scoreboard_recognises },
};

/**
 * bc_file_kind_to_string:
 * @kind: a kind
 *
 * Returns: (nullable): its word in reports; %NULL while it is not known
 */
const char *
bc_file_kind_to_string (BcFileKind kind)
{
  if (kind == BC_FILE_ALIGNED_CSV)
    return "aligned-csv";

  if (kind == BC_FILE_KALSHI_CANDLES_CSV)
    return "kalshi-candles-csv";

  for (guint i = 0; i < G_N_ELEMENTS (json_kinds); i++)
    if (json_kinds[i].kind == kind)
      return json_kinds[i].name;

  return NULL;
}

static BcFileKind
kind_of_header (const char  *header,
                GError     **error)
{
  if (bc_kalshi_candles_csv_recognises (header))
    return BC_FILE_KALSHI_CANDLES_CSV;

  if (bc_aligned_csv_recognises (header))
    return BC_FILE_ALIGNED_CSV;

  if (strchr (header, ',') != NULL && g_utf8_validate (header, -1, NULL))
    g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
                 _("A CSV with another header than %s or %s"),
                 BC_ALIGNED_CSV_HEADER, BC_KALSHI_CANDLES_CSV_HEADER);
  else
    g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
                 _("Neither JSON nor a CSV with the header %s"), BC_ALIGNED_CSV_HEADER);

  return BC_FILE_UNKNOWN;
}

/**
 * bc_file_kind_of_text:
 * @text: the start of a file
 * @length: its length
 * @error: return location for an error
 *
 * Returns: the kind, as far as the start tells, or %BC_FILE_UNKNOWN with
 *   %BC_FEEDS_ERROR_UNKNOWN
 */
BcFileKind
bc_file_kind_of_text (const char  *text,
                      gsize        length,
                      GError     **error)
{
  const char *end = text + length;
  const char *eol;
  g_autofree char *header = NULL;

  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, _("Not a text"));
      return BC_FILE_UNKNOWN;
    }

  while (text < end && g_ascii_isspace (*text))
    text++;

  if (text == end)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, _("Empty"));
      return BC_FILE_UNKNOWN;
    }

  if (*text == '{' || *text == '[')
    return BC_FILE_JSON;

  eol = memchr (text, '\n', (gsize) (end - text));
  header = g_strndup (text, (gsize) ((eol != NULL ? eol : end) - text));

  return kind_of_header (g_strchomp (header), error);
}

/**
 * bc_file_kind_of_json:
 * @root: a document
 * @error: return location for an error
 *
 * Returns: the kind, or %BC_FILE_UNKNOWN with %BC_FEEDS_ERROR_UNKNOWN
 */
BcFileKind
bc_file_kind_of_json (const BcJsonNode  *root,
                      GError           **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (json_kinds); i++)
    if (json_kinds[i].recognises (root))
      return json_kinds[i].kind;

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
               _("JSON of another kind than ESPN's summary, probabilities and scoreboard "
                 "and Kalshi's markets, events and candlesticks"));
  return BC_FILE_UNKNOWN;
}
