/* bc-games-endpoints.c: the games and what is known about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-endpoints-private.h"

#include <string.h>

#include "bc-core-error.h"
#include "bc-wire.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX     200

const char * const _bc_games_params[] = {
  "season", "limit", "offset", "has_kalshi", "sort_by", "sort_order", "team_filter", "date_from", "date_to", "search", NULL
};
const char * const _bc_teams_params[] = { "season", NULL };
const char * const _bc_probs_params[] = { "include_kalshi", NULL };

/* `YYYY-MM-DD`, and a day that there is. */
static gboolean
is_date (const char *text)
{
  int year;
  int month;
  int day;

  if (strlen (text) != 10 || strspn (text, "0123456789-") != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);

  return year > 0 && month > 0 && month <= 12 && day > 0 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* The predecessor's status and words for a bad date. */
static gboolean
read_date (BcParams     *params,
           const char   *name,
           const char  **date,
           GError      **error)
{
  const char *text = bc_params_get_text (params, name);
  g_autofree char *quoted = NULL;

  if (text == NULL || is_date (text))
    {
      *date = text;
      return TRUE;
    }

  quoted = bc_core_error_quote (text, -1);
  g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST,
               "Invalid %s format. Use YYYY-MM-DD, not “%s”", name, quoted);

  return FALSE;
}

static gboolean
read_page (BcParams     *params,
           BcGameQuery  *query,
           GError      **error)
{
  gint64 limit = LIMIT_DEFAULT;
  gint64 offset = 0;

  if (!bc_params_get_integer (params, "limit", 1, LIMIT_MAX, &limit, error) ||
      !bc_params_get_integer (params, "offset", 0, G_MAXINT32, &offset, error))
    return FALSE;

  query->limit = (guint) limit;
  query->offset = (guint) offset;

  return TRUE;
}

static gboolean
read_order (BcParams     *params,
            BcGameQuery  *query,
            GError      **error)
{
  static const char * const sorts[] = { "date", "std_dev", "range", "score", "volatility", NULL };
  static const BcGameSort sort_values[] = {
    BC_GAME_SORT_DATE, BC_GAME_SORT_STD_DEV, BC_GAME_SORT_RANGE, BC_GAME_SORT_SCORE, BC_GAME_SORT_STD_DEV
  };
  static const char * const orders[] = { "desc", "asc", NULL };
  guint sort = 0;
  guint order = 0;

  if (!bc_params_get_word (params, "sort_by", sorts, &sort, error) ||
      !bc_params_get_word (params, "sort_order", orders, &order, error))
    return FALSE;

  query->sort = sort_values[sort];
  query->ascending = order == 1;

  return TRUE;
}

/* The texts belong to @params, but for the team in upper case. */
static gboolean
read_query (BcParams     *params,
            BcGameQuery  *query,
            char        **team,
            GError      **error)
{
  const char *filter = bc_params_get_text (params, "team_filter");

  query->with_prices = TRUE;
  query->season = bc_params_get_text (params, "season");
  query->search = bc_params_get_text (params, "search");
  *team = filter != NULL ? g_utf8_strup (filter, -1) : NULL;
  query->team = *team;

  return bc_params_get_flag (params, "has_kalshi", &query->with_prices, error) &&
         read_page (params, query, error) &&
         read_order (params, query, error) &&
         read_date (params, "date_from", &query->date_from, error) &&
         read_date (params, "date_to", &query->date_to, error);
}

typedef struct
{
  BcRequest *request;
  guint      limit;
  guint      offset;
} Listing;

static void
listing_free (Listing *self)
{
  bc_request_unref (self->request);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

static void
list_games_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Listing) listing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGamePage) page = bc_store_list_games_finish (BC_STORE (object), result, &error);
  g_autoptr(GBytes) json = NULL;

  if (page == NULL)
    {
      bc_request_reply_error (listing->request, error);
      return;
    }

  json = bc_wire_games_to_json (page->games, page->season, page->total, listing->limit, listing->offset);
  bc_request_reply_json (listing->request, SOUP_STATUS_OK, json);
}

void
_bc_games_list (BcRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *team = NULL;
  BcGameQuery query = { NULL, };
  Listing *listing;

  if (!read_query (bc_request_get_params (request), &query, &team, &error))
    {
      bc_request_reply_error (request, error);
      return;
    }

  listing = g_new0 (Listing, 1);
  listing->request = bc_request_ref (request);
  listing->limit = query.limit;
  listing->offset = query.offset;

  bc_store_list_games_async (bc_desk_get_store (bc_request_get_desk (request)), &query, NULL,
                             list_games_cb, listing);
}

/* `{"seasons":[…],"count":n}` */
static void
reply_words (BcRequest    *request,
             const char   *name,
             GStrv         words,
             const GError *error)
{
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) json = NULL;

  if (words == NULL)
    {
      bc_request_reply_error (request, error);
      return;
    }

  writer = bc_json_writer_new ();
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_strv (writer, name, (const char * const *) words);
  bc_json_writer_int (writer, "count", g_strv_length (words));
  bc_json_writer_end_object (writer);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

static void
list_seasons_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(BcRequest) request = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) seasons = bc_store_list_seasons_finish (BC_STORE (object), result, &error);

  reply_words (request, "seasons", seasons, error);
}

void
_bc_games_list_seasons (BcRequest *request)
{
  bc_store_list_seasons_async (bc_desk_get_store (bc_request_get_desk (request)), NULL,
                               list_seasons_cb, bc_request_ref (request));
}

static void
list_teams_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(BcRequest) request = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) teams = bc_store_list_teams_finish (BC_STORE (object), result, &error);

  reply_words (request, "teams", teams, error);
}

void
_bc_games_list_teams (BcRequest *request)
{
  const char *season = bc_params_get_text (bc_request_get_params (request), "season");

  bc_store_list_teams_async (bc_desk_get_store (bc_request_get_desk (request)), season, NULL,
                             list_teams_cb, bc_request_ref (request));
}

static void
load_game (BcRequest           *request,
           GAsyncReadyCallback  callback)
{
  const char * const ids[] = { bc_request_get_id (request), NULL };

  bc_store_load_games_async (bc_desk_get_store (bc_request_get_desk (request)), ids, NULL,
                             callback, bc_request_ref (request));
}

static void
get_meta_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(BcRequest) request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = bc_store_load_games_finish (BC_STORE (object), result, &error);
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) json = NULL;

  if (games == NULL)
    {
      bc_request_reply_error (request, error);
      return;
    }

  writer = bc_json_writer_new ();
  bc_wire_write_game_meta (writer, NULL, g_ptr_array_index (games, 0));
  json = bc_json_writer_finish (writer);
  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

void
_bc_games_get_meta (BcRequest *request)
{
  load_game (request, get_meta_cb);
}

static void
get_probs_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(BcRequest) request = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) games = bc_store_load_games_finish (BC_STORE (object), result, &error);
  gboolean include_kalshi = TRUE;
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) json = NULL;

  if (games == NULL ||
      !bc_params_get_flag (bc_request_get_params (request), "include_kalshi", &include_kalshi, &error))
    {
      bc_request_reply_error (request, error);
      return;
    }

  writer = bc_json_writer_new ();
  bc_wire_write_probs (writer, NULL, g_ptr_array_index (games, 0), include_kalshi);
  json = bc_json_writer_finish (writer);
  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

void
_bc_games_get_probs (BcRequest *request)
{
  load_game (request, get_probs_cb);
}
