/* bc-cli-games.c: backcourt games
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

#include "bc-wire.h"

#define DEFAULT_LIMIT 50
#define LIMIT_MAX     G_MAXINT32

/* What the command line said, as it was said. */
typedef struct
{
  BcCliOptions options;
  char        *season;
  char        *team;
  char        *from;
  char        *to;
  char        *search;
  char        *sort;
  char        *limit;
  char        *offset;
  gboolean     ascending;
  gboolean     all;
} Games;

static void
games_clear (Games *self)
{
  _bc_cli_options_clear (&self->options);
  g_free (self->season);
  g_free (self->team);
  g_free (self->from);
  g_free (self->to);
  g_free (self->search);
  g_free (self->sort);
  g_free (self->limit);
  g_free (self->offset);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Games, games_clear)

static gboolean
parse_sort (const char  *text,
            BcGameSort  *sort,
            GError     **error)
{
  static const char * const words[] = { "date", "std_dev", "range", "score" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i]))
      {
        *sort = i;
        return TRUE;
      }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("--sort must be date, std_dev, range or score, not “%s”"), text);

  return FALSE;
}

static gboolean
check_date (const char  *option,
            const char  *text,
            GError     **error)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *instant = g_strdup_printf ("%sT00:00:00Z", text);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 (instant, utc);
  g_autofree char *again = date != NULL ? g_date_time_format (date, "%Y-%m-%d") : NULL;

  if (g_strcmp0 (again, text) == 0)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("%s must be a date such as 2025-12-25, not “%s”"), option, text);

  return FALSE;
}

static gboolean
make_query (const Games  *self,
            BcGameQuery  *query,
            GError      **error)
{
  gint64 limit = DEFAULT_LIMIT;
  gint64 offset = 0;

  if (self->limit != NULL && !_bc_cli_parse_count ("--limit", self->limit, 0, LIMIT_MAX, &limit, error))
    return FALSE;
  if (self->offset != NULL && !_bc_cli_parse_count ("--offset", self->offset, 0, LIMIT_MAX, &offset, error))
    return FALSE;
  if (self->sort != NULL && !parse_sort (self->sort, &query->sort, error))
    return FALSE;
  if (self->from != NULL && !check_date ("--from", self->from, error))
    return FALSE;
  if (self->to != NULL && !check_date ("--to", self->to, error))
    return FALSE;

  query->season = self->season;
  query->with_prices = !self->all;
  query->team = self->team;
  query->date_from = self->from;
  query->date_to = self->to;
  query->search = self->search;
  query->ascending = self->ascending;
  query->limit = (guint) limit;
  query->offset = (guint) offset;

  return TRUE;
}

static BcGamePage *
list_games (BcStore            *store,
            const BcGameQuery  *query,
            GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_store_list_games_async (store, query, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_store_list_games_finish (store, result, error);
}

static void
print_game (const BcGame *game)
{
  g_autofree char *teams = NULL;
  g_autofree char *score = NULL;
  g_autofree char *sources = g_strjoinv (",", game->sources);

  if (game->home != NULL && *game->home != '\0')
    teams = g_strdup_printf (_("%s at %s"), game->away, game->home);
  if (game->final && game->home_score != BC_SCORE_NONE)
    score = g_strdup_printf ("%d–%d", game->away_score, game->home_score);

  _bc_cli_print ("%-10s  %-12s  %-7s  %6" G_GINT64_FORMAT "  %6" G_GINT64_FORMAT "  %-10s  %s\n",
                 game->date, teams != NULL ? teams : "–", score != NULL ? score : "–",
                 game->n_points, game->n_quotes, sources, game->id);
}

static void
print_page (const BcGamePage *page)
{
  if (page->games->len == 0)
    {
      g_printerr ("%s\n", _("No games. “backcourt import PATH” brings recorded ones, “backcourt demo” makes some."));
      return;
    }

  _bc_cli_print ("%-10s  %-12s  %-7s  %6s  %6s  %-10s  %s\n",
                 _("Date"), _("Game"), _("Score"), _("Points"), _("Quotes"), _("Sources"), _("Id"));
  for (guint i = 0; i < page->games->len; i++)
    print_game (g_ptr_array_index (page->games, i));

  g_printerr (_("%'u of %'u games, season %s\n"), page->games->len, page->total,
              page->season != NULL ? page->season : "*");
}

static int
run (const Games       *self,
     const BcGameQuery *query)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcStore) store = _bc_cli_open_store (self->options.database, &error);
  g_autoptr(BcGamePage) page = NULL;
  g_autoptr(GBytes) document = NULL;

  if (store == NULL)
    return bc_cli_report_error ("games", error);

  page = list_games (store, query, &error);
  _bc_cli_close_store (store);
  if (page == NULL)
    return bc_cli_report_error ("games", error);

  if (!self->options.json)
    {
      print_page (page);
      return BC_EXIT_OK;
    }

  document = bc_wire_games_to_json (page->games, page->season, page->total, query->limit, query->offset);

  return _bc_cli_print_json (document) ? BC_EXIT_OK : BC_EXIT_FAILED;
}

int
_bc_cli_games (int          argc,
               char       **argv,
               const char  *database)
{
  g_auto(Games) self = { .options = { NULL, }, };
  const GOptionEntry entries[] = {
    { "season", 0, 0, G_OPTION_ARG_STRING, &self.season, N_("Of a season; * for all (the newest)"), N_("SEASON") },
    { "team", 0, 0, G_OPTION_ARG_STRING, &self.team, N_("Of a team, by ESPN’s code"), N_("CODE") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &self.from, N_("From this date on"), N_("YYYY-MM-DD") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &self.to, N_("Up to this date, included"), N_("YYYY-MM-DD") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &self.search, N_("With this in an id, a team or the date"), N_("TEXT") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &self.sort, N_("By date, std_dev, range or score (date)"), N_("KEY") },
    { "ascending", 0, 0, G_OPTION_ARG_NONE, &self.ascending, N_("The smallest first"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &self.all, N_("Also games without market prices"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &self.limit, N_("At most so many; 0 for all (50)"), N_("N") },
    { "offset", 0, 0, G_OPTION_ARG_STRING, &self.offset, N_("Skip so many (0)"), N_("N") },
    G_OPTION_ENTRY_NULL,
  };
  const BcCliUsage usage = {
    .parameters = "",
    .description = N_("Lists games, the newest first."),
    .entries = entries,
  };
  g_autoptr(GError) error = NULL;
  BcGameQuery query = { NULL, };
  int code;

  if (!_bc_cli_parse (&self.options, &usage, NULL, argc, argv, database, &code))
    return code;

  if (!make_query (&self, &query, &error))
    return _bc_cli_bad_usage ("games", "%s", error->message);

  return run (&self, &query);
}
