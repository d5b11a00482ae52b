/* bc-kalshi-markets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of markets has no history: its prices are those of the moment of an
 * answer that does not carry its own time. So they are no quotes; what is kept
 * is which markets there are and, once settled, how they ended.
 */

#include "config.h"

#include "bc-kalshi-markets.h"

#include <string.h>

#include "bc-json-member.h"
#include "bc-kalshi-price.h"

static gboolean
is_market (const BcJsonNode *node)
{
  return bc_json_get_member (node, "ticker", BC_JSON_STRING) != NULL &&
         bc_json_get_member (node, "event_ticker", BC_JSON_STRING) != NULL &&
         bc_json_get_member (node, "status", BC_JSON_STRING) != NULL;
}

static gboolean
is_event (const BcJsonNode *node)
{
  return bc_json_get_member (node, "event_ticker", BC_JSON_STRING) != NULL &&
         bc_json_get_member (node, "markets", BC_JSON_ARRAY) != NULL;
}

/* The first item tells for all; parsing complains about any that differs. */
static gboolean
is_array_of (const BcJsonNode *array,
             gboolean        (*is_item) (const BcJsonNode *node))
{
  return array != NULL && bc_json_node_get_kind (array) == BC_JSON_ARRAY &&
         bc_json_node_get_size (array) > 0 && is_item (bc_json_node_get_item (array, 0));
}

/**
 * bc_kalshi_market_read:
 * @node: a market object
 * @records: takes the market and its event
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming
 *   the path
 */
gboolean
bc_kalshi_market_read (const BcJsonNode  *node,
                       BcKalshiRecords   *records,
                       GError           **error)
{
  const char *ticker = bc_json_node_need_string (node, "ticker", error);
  const char *event_ticker = ticker != NULL ? bc_json_node_need_string (node, "event_ticker", error) : NULL;
  const char *result = bc_json_node_get_string (node, "result");
  BcMarket *market = event_ticker != NULL ? bc_kalshi_records_need (records, ticker, event_ticker, error) : NULL;
  gint32 last_price;

  if (market == NULL || !bc_kalshi_read_price (node, "last_price", &last_price, error))
    return FALSE;

  /* The last trade of a market still open is a passing thing: kept, it would
   * depend on which answer was imported last. */
  if (g_strcmp0 (result, "yes") == 0 || g_strcmp0 (result, "no") == 0)
    {
      g_free (market->result);
      market->result = g_strdup (result);
      market->last_price = last_price;
    }

  return TRUE;
}

static gboolean
read_markets (const BcJsonNode  *array,
              BcKalshiRecords   *records,
              GError           **error)
{
  guint size = bc_json_node_get_size (array);

  for (guint i = 0; i < size; i++)
    if (!bc_kalshi_market_read (bc_json_node_get_item (array, i), records, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_events (const BcJsonNode  *array,
             BcKalshiRecords   *records,
             GError           **error)
{
  guint size = bc_json_node_get_size (array);

  for (guint i = 0; i < size; i++)
    {
      const BcJsonNode *markets = bc_json_node_need_array (bc_json_node_get_item (array, i), "markets", error);

      if (markets == NULL || !read_markets (markets, records, error))
        return FALSE;
    }

  return TRUE;
}

/* A saved `/markets/{ticker}` answer, bare or beside remarks of who saved it. */
static const BcJsonNode *
find_single (const BcJsonNode *root)
{
  const BcJsonNode *single = bc_json_get_member (root, "single", BC_JSON_OBJECT);
  const BcJsonNode *market = bc_json_get_member (single != NULL ? single : root, "market", BC_JSON_OBJECT);

  return market != NULL && is_market (market) ? market : NULL;
}

/**
 * bc_kalshi_markets_recognises:
 * @root: a document
 *
 * Returns: whether it is an answer of `/markets`, `/markets/{ticker}`, `/events`
 *   or `/events/{ticker}` with their markets, or an array of such events
 */
gboolean
bc_kalshi_markets_recognises (const BcJsonNode *root)
{
  const BcJsonNode *event = bc_json_get_member (root, "event", BC_JSON_OBJECT);

  return is_array_of (root, is_event) ||
         is_array_of (bc_json_get_member (root, "events", BC_JSON_ARRAY), is_event) ||
         is_array_of (bc_json_get_member (root, "markets", BC_JSON_ARRAY), is_market) ||
         (event != NULL && is_event (event)) ||
         find_single (root) != NULL;
}

/**
 * bc_kalshi_markets_parse:
 * @root: a document that was recognised
 * @parsed: takes one record for each event
 * @error: return location for an error
 *
 * Returns: %FALSE with an error as of bc_kalshi_market_read()
 */
gboolean
bc_kalshi_markets_parse (const BcJsonNode  *root,
                         BcParsed          *parsed,
                         GError           **error)
{
  g_autoptr(BcKalshiRecords) records = bc_kalshi_records_new (parsed->records);
  const BcJsonNode *events = bc_json_get_member (root, "events", BC_JSON_ARRAY);
  const BcJsonNode *markets = bc_json_get_member (root, "markets", BC_JSON_ARRAY);
  const BcJsonNode *event = bc_json_get_member (root, "event", BC_JSON_OBJECT);

  if (bc_json_node_get_kind (root) == BC_JSON_ARRAY)
    return read_events (root, records, error);

  if (events != NULL)
    return read_events (events, records, error);

  if (markets == NULL && event != NULL)
    markets = bc_json_get_member (event, "markets", BC_JSON_ARRAY);

  if (markets != NULL)
    return read_markets (markets, records, error);

  return bc_kalshi_market_read (find_single (root), records, error);
}
