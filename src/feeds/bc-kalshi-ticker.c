/* bc-kalshi-ticker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-kalshi-ticker.h"

#include <string.h>

#include <glib/gi18n.h>

#define MAX_LENGTH 120

static const struct
{
  const char *prefix;
  const char *league;
} series[] = {
  { "KXNBAGAME-", "NBA" },
  { "KXWNBAGAME-", "WNBA" },
};

static const char months[][4] = {
  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
};

struct _BcKalshiRecords
{
  GPtrArray  *records;   /* what the collector fills, owned by its user */
  GHashTable *events;    /* event ticker → BcGameRecord */
  GHashTable *markets;   /* ticker → BcMarket */
};

static gboolean
read_two_digits (const char *text,
                 guint      *value)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;

  *value = (guint) (text[0] - '0') * 10 + (guint) (text[1] - '0');
  return TRUE;
}

/* Reads `25DEC27` and, in newer tickers, the four digits of a time behind it. */
static const char *
read_date (const char *text,
           char        date[11])
{
  guint year, day, time;

  if (!read_two_digits (text, &year))
    return NULL;

  for (guint month = 0; month < G_N_ELEMENTS (months); month++)
    {
      if (strncmp (text + 2, months[month], 3) != 0)
        continue;

      if (!read_two_digits (text + 5, &day) ||
          !g_date_valid_dmy ((GDateDay) day, (GDateMonth) (month + 1), (GDateYear) (2000 + year)))
        return NULL;

      g_snprintf (date, 11, "20%02u-%02u-%02u", year, month + 1, day);
      text += 7;
      if (read_two_digits (text, &time) && read_two_digits (text + 2, &time))
        text += 4;

      return text;
    }

  return NULL;
}

/**
 * bc_kalshi_event_parse:
 * @event_ticker: such as `KXNBAGAME-25DEC27DENORL`
 * @event: (out caller-allocates): what it says
 * @reason: (out): why it names no game that is known
 *
 * Reads the league, the date and the teams of a game's event.
 *
 * Returns: whether @event was filled, else @reason
 */
gboolean
bc_kalshi_event_parse (const char     *event_ticker,
                       BcKalshiEvent  *event,
                       char          **reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      const char *teams;

      if (!g_str_has_prefix (event_ticker, series[i].prefix))
        continue;

      event->league = series[i].league;
      teams = read_date (event_ticker + strlen (series[i].prefix), event->date);
      if (teams == NULL)
        {
          *reason = g_strdup_printf (_("no date in %s: one such as 25DEC27 is expected after the series"), event_ticker);
          return FALSE;
        }

      event->away = bc_team_find_pair (event->league, teams, &event->home);
      if (event->away == NULL)
        {
          *reason = g_strdup_printf (_("“%s” is not two teams of the %s"), teams, event->league);
          return FALSE;
        }

      return TRUE;
    }

  *reason = g_strdup_printf (_("the series of %s is none of KXNBAGAME, KXWNBAGAME"), event_ticker);
  return FALSE;
}

static BcGameRecord *
make_record (const char *event_ticker)
{
  BcGameRecord *record = bc_game_record_new (BC_ORIGIN_KALSHI, event_ticker);
  BcKalshiEvent event;

  if (!bc_kalshi_event_parse (event_ticker, &event, &record->unmatched))
    return record;

  record->league = g_strdup (event.league);
  record->date = g_strdup (event.date);
  record->away = g_strdup (event.away->code);
  record->home = g_strdup (event.home->code);

  return record;
}

static gboolean
is_ticker (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_LENGTH &&
         strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._") == length;
}

static BcGameRecord *
need_record (BcKalshiRecords *self,
             const char      *event_ticker)
{
  BcGameRecord *record = g_hash_table_lookup (self->events, event_ticker);

  if (record == NULL)
    {
      record = make_record (event_ticker);
      g_ptr_array_add (self->records, record);
      g_hash_table_insert (self->events, record->key, record);
    }

  return record;
}

/* The YES side is what follows the event in the ticker of the market. */
static void
set_team (BcGameRecord *record,
          BcMarket     *market)
{
  const char *code = strrchr (market->ticker, '-');
  const BcTeam *team = code != NULL ? bc_team_find (record->league, code + 1) : NULL;

  if (record->unmatched != NULL)
    return;

  if (team == NULL || (strcmp (team->code, record->home) != 0 && strcmp (team->code, record->away) != 0))
    {
      record->unmatched = g_strdup_printf (_("%s ends in neither %s nor %s"),
                                           market->ticker, record->away, record->home);
      return;
    }

  market->team = g_strdup (team->code);
  market->is_home = strcmp (team->code, record->home) == 0;
}

/**
 * bc_kalshi_records_new:
 * @records: (element-type BcGameRecord): an empty array, to be filled
 *
 * Returns: (transfer full): a collector, to be freed before @records
 */
BcKalshiRecords *
bc_kalshi_records_new (GPtrArray *records)
{
  BcKalshiRecords *self = g_new0 (BcKalshiRecords, 1);

  self->records = records;
  self->events = g_hash_table_new (g_str_hash, g_str_equal);
  self->markets = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

/**
 * bc_kalshi_records_free:
 * @self: (transfer full): a collector
 *
 * Frees it, not the records.
 */
void
bc_kalshi_records_free (BcKalshiRecords *self)
{
  g_hash_table_unref (self->events);
  g_hash_table_unref (self->markets);
  g_free (self);
}

/**
 * bc_kalshi_records_need:
 * @self: a collector
 * @ticker: a market
 * @event_ticker: (nullable): its event; %NULL for what its ticker says
 * @error: return location for an error
 *
 * Finds a market, or adds it, and the record of its event if need be: that of
 * a game that is known, or an unmatched one with the reason.
 *
 * Returns: (transfer none) (nullable): the market, or %NULL with
 *   %BC_FEEDS_ERROR_INVALID if a ticker is none, with
 *   %BC_FEEDS_ERROR_MISMATCH if it belongs to another event
 */
BcMarket *
bc_kalshi_records_need (BcKalshiRecords  *self,
                        const char       *ticker,
                        const char       *event_ticker,
                        GError          **error)
{
  const char *end = strrchr (ticker, '-');
  g_autofree char *event = event_ticker != NULL ? g_strdup (event_ticker)
                                                : g_strndup (ticker, end != NULL ? (gsize) (end - ticker) : 0);
  BcMarket *market = g_hash_table_lookup (self->markets, ticker);
  BcGameRecord *record;

  if (market != NULL && strcmp (market->event_ticker, event) == 0)
    return market;

  if (market != NULL || !is_ticker (ticker) || !is_ticker (event))
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("“%.60s” of event “%.60s” is no ticker of a market, such as KXNBAGAME-25DEC27DENORL-ORL"),
                   ticker, event);
      return NULL;
    }

  /* Candles know only the market's ticker, so both must name the same game. */
  if (!g_str_has_prefix (ticker, event))
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
                   _("“%.60s” is no market of event “%.60s”"), ticker, event);
      return NULL;
    }

  record = need_record (self, event);
  market = bc_market_new (ticker);
  g_free (market->event_ticker);
  market->event_ticker = g_steal_pointer (&event);
  g_ptr_array_add (record->markets, market);
  g_hash_table_insert (self->markets, market->ticker, market);
  set_team (record, market);

  return market;
}

static gint
quote_compare (gconstpointer a,
               gconstpointer b)
{
  const BcQuote *left = a;
  const BcQuote *right = b;

  return (left->time > right->time) - (left->time < right->time);
}

/**
 * bc_kalshi_market_tidy:
 * @market: a market whose quotes are in the order of a file
 *
 * Sorts the quotes by time and keeps the last one given for each time.
 *
 * Returns: how many quotes were left out
 */
guint
bc_kalshi_market_tidy (BcMarket *market)
{
  GArray *quotes = market->quotes;
  guint n_quotes = quotes->len;
  guint n_kept = 0;

  g_array_sort (quotes, quote_compare);
  for (guint i = 0; i < n_quotes; i++)
    {
      const BcQuote *quote = &g_array_index (quotes, BcQuote, i);

      if (i + 1 < n_quotes && quote[1].time == quote->time)
        continue;

      g_array_index (quotes, BcQuote, n_kept++) = *quote;
    }

  g_array_set_size (quotes, n_kept);
  return n_quotes - n_kept;
}
