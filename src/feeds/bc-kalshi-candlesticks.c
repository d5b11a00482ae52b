/* bc-kalshi-candlesticks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-kalshi-candlesticks.h"

#include <glib/gi18n.h>

#include "bc-json-member.h"
#include "bc-kalshi-markets.h"
#include "bc-kalshi-price.h"

/* 9999-12-31, in Unix seconds. */
#define LAST_TIME G_GINT64_CONSTANT (253402300799)

typedef struct
{
  BcKalshiRecords *records;
  guint            n_empty;
} Reading;

static gboolean
has_candles (const BcJsonNode *node)
{
  return bc_json_get_member (node, "candlesticks", BC_JSON_ARRAY) != NULL;
}

/* The price at the end of the period; a minute may lack the whole object. */
static gboolean
read_close (const BcJsonNode  *candle,
            const char        *name,
            gint32            *ppm,
            GError           **error)
{
  const BcJsonNode *prices = bc_json_node_get (candle, name);

  *ppm = BC_PPM_NONE;
  if (prices == NULL || bc_json_node_get_kind (prices) == BC_JSON_NULL)
    return TRUE;

  prices = bc_json_node_need_object (candle, name, error);

  return prices != NULL && bc_kalshi_read_price (prices, "close", ppm, error);
}

static gboolean
read_candle (Reading           *self,
             const BcJsonNode  *candle,
             BcMarket          *market,
             GError           **error)
{
  BcQuote quote;

  if (!bc_json_node_need_int (candle, "end_period_ts", &quote.time, error) ||
      !read_close (candle, "price", &quote.last, error) ||
      !read_close (candle, "yes_bid", &quote.bid, error) ||
      !read_close (candle, "yes_ask", &quote.ask, error) ||
      !bc_kalshi_read_count (candle, "volume", &quote.volume, error))
    return FALSE;

  if (quote.time < 0 || quote.time > LAST_TIME || quote.volume < 0)
    {
      g_autofree char *path = bc_json_node_dup_path (candle, NULL);

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("%s has a time or a volume out of range; times are Unix seconds"), path);
      return FALSE;
    }

  /* The book of a settled market is empty and reads 0 and 1. */
  if (quote.bid == 0 && quote.ask == BC_PPM_ONE)
    quote.bid = quote.ask = BC_PPM_NONE;

  if (quote.bid == BC_PPM_NONE && quote.ask == BC_PPM_NONE && quote.last == BC_PPM_NONE)
    self->n_empty++;
  else
    g_array_append_val (market->quotes, quote);

  return TRUE;
}

static gboolean
read_candles (Reading           *self,
              const BcJsonNode  *body,
              const char        *ticker,
              GError           **error)
{
  const BcJsonNode *candles = bc_json_node_need_array (body, "candlesticks", error);
  BcMarket *market = candles != NULL ? bc_kalshi_records_need (self->records, ticker, NULL, error) : NULL;
  guint size;

  if (market == NULL)
    return FALSE;

  size = bc_json_node_get_size (candles);
  for (guint i = 0; i < size; i++)
    if (!read_candle (self, bc_json_node_get_item (candles, i), market, error))
      return FALSE;

  return TRUE;
}

/* `/markets/candlesticks`: an array of markets. */
static gboolean
read_batch (Reading           *self,
            const BcJsonNode  *markets,
            GError           **error)
{
  guint size = bc_json_node_get_size (markets);

  for (guint i = 0; i < size; i++)
    {
      const BcJsonNode *body = bc_json_node_get_item (markets, i);
      const char *ticker = bc_json_node_need_string (body, "market_ticker", error);

      if (ticker == NULL || !read_candles (self, body, ticker, error))
        return FALSE;
    }

  return TRUE;
}

/* Saved answers by the ticker they were asked for. */
static gboolean
read_map (Reading           *self,
          const BcJsonNode  *markets,
          GError           **error)
{
  g_auto(GStrv) tickers = bc_json_node_dup_members (markets);

  for (guint i = 0; tickers[i] != NULL; i++)
    if (!read_candles (self, bc_json_node_get (markets, tickers[i]), tickers[i], error))
      return FALSE;

  return TRUE;
}

/* One answer; its ticker stands in it or in the market saved beside it. */
static gboolean
read_single (Reading           *self,
             const BcJsonNode  *root,
             GError           **error)
{
  const BcJsonNode *saved = bc_json_get_member (root, "candlesticks_response", BC_JSON_OBJECT);
  const BcJsonNode *market = bc_json_get_member (root, "market", BC_JSON_OBJECT);
  const BcJsonNode *body = saved != NULL ? saved : root;
  const char *ticker = bc_json_node_get_string (body, "ticker");

  if (ticker == NULL && market != NULL)
    ticker = bc_json_node_get_string (market, "ticker");
  if (ticker == NULL)
    ticker = bc_json_node_need_string (body, "ticker", error);

  if (ticker == NULL || !read_candles (self, body, ticker, error))
    return FALSE;

  return market == NULL || bc_kalshi_market_read (market, self->records, error);
}

static guint
tidy_records (GPtrArray *records)
{
  guint n_repeated = 0;

  for (guint i = 0; i < records->len; i++)
    {
      BcGameRecord *record = g_ptr_array_index (records, i);

      for (guint j = 0; j < record->markets->len; j++)
        n_repeated += bc_kalshi_market_tidy (g_ptr_array_index (record->markets, j));
    }

  return n_repeated;
}

static gboolean
is_batch (const BcJsonNode *root)
{
  const BcJsonNode *markets = bc_json_get_member (root, "markets", BC_JSON_ARRAY);

  return markets != NULL && bc_json_node_get_size (markets) > 0 &&
         has_candles (bc_json_node_get_item (markets, 0));
}

static gboolean
is_map (const BcJsonNode *root)
{
  const BcJsonNode *markets = bc_json_get_member (root, "markets", BC_JSON_OBJECT);
  g_auto(GStrv) tickers = markets != NULL ? bc_json_node_dup_members (markets) : NULL;

  return tickers != NULL && tickers[0] != NULL && has_candles (bc_json_node_get (markets, tickers[0]));
}

/**
 * bc_kalshi_candlesticks_recognises:
 * @root: a document
 *
 * Returns: whether it is an answer with candles, of one market or several
 */
gboolean
bc_kalshi_candlesticks_recognises (const BcJsonNode *root)
{
  const BcJsonNode *saved = bc_json_get_member (root, "candlesticks_response", BC_JSON_OBJECT);

  return has_candles (root) || (saved != NULL && has_candles (saved)) || is_batch (root) || is_map (root);
}

/**
 * bc_kalshi_candlesticks_parse:
 * @root: a document that was recognised
 * @parsed: takes one record for each event
 * @error: return location for an error
 *
 * Reads candles of any generation. The time of a quote is the end of its
 * candle. A candle with neither a trade nor a book holds no quote.
 *
 * Returns: %FALSE with %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming
 *   the path
 */
gboolean
bc_kalshi_candlesticks_parse (const BcJsonNode  *root,
                              BcParsed          *parsed,
                              GError           **error)
{
  g_autoptr(BcKalshiRecords) records = bc_kalshi_records_new (parsed->records);
  Reading self = { .records = records };
  gboolean ok;
  guint n_repeated;

  if (is_batch (root))
    ok = read_batch (&self, bc_json_node_get (root, "markets"), error);
  else if (is_map (root))
    ok = read_map (&self, bc_json_node_get (root, "markets"), error);
  else
    ok = read_single (&self, root, error);

  if (!ok)
    return FALSE;

  n_repeated = tidy_records (parsed->records);
  parsed->n_dropped = n_repeated + self.n_empty;
  if (n_repeated > 0)
    bc_parsed_note (parsed, _("%u candles of repeated periods left out"), n_repeated);
  if (self.n_empty > 0)
    bc_parsed_note (parsed, _("%u candles without a trade or a book hold no price"), self.n_empty);

  return TRUE;
}
