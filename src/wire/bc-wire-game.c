/* bc-wire-game.c: games in lists, and the facts about one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

#include <string.h>

#include "bc-team.h"

/* What charts drew with before a team was known. */
#define HOME_COLOR "#1f77b4"
#define AWAY_COLOR "#888888"

static const BcTeam *
find_team (const BcGame *game,
           const char   *code)
{
  const BcTeam *team = bc_team_find (game->league, code);

  /* The synthetic season borrows the teams of a real league. */
  return team != NULL ? team : bc_team_find ("NBA", code);
}

void
_bc_wire_write_team_name (BcJsonWriter *writer,
                          const char   *name,
                          const BcGame *game,
                          const char   *code)
{
  const BcTeam *team = find_team (game, code);

  _bc_wire_write_word (writer, name, team != NULL ? team->name : code);
}

static void
write_home_won (BcJsonWriter *writer,
                const BcGame *game)
{
  BcOutcome outcome = bc_game_get_outcome (game);

  if (outcome == BC_OUTCOME_UNKNOWN)
    bc_json_writer_null (writer, "home_won");
  else
    bc_json_writer_boolean (writer, "home_won", outcome == BC_OUTCOME_HOME);
}

void
_bc_wire_write_identity (BcJsonWriter *writer,
                         const BcGame *game)
{
  bc_json_writer_string (writer, "game_id", game->id);
  _bc_wire_write_word (writer, "season", game->season);
  _bc_wire_write_word (writer, "league", game->league);
  _bc_wire_write_word (writer, "game_date", game->date);
  _bc_wire_write_word (writer, "home_team_abbr", game->home);
  _bc_wire_write_word (writer, "away_team_abbr", game->away);
  _bc_wire_write_team_name (writer, "home_team_name", game, game->home);
  _bc_wire_write_team_name (writer, "away_team_name", game, game->away);
  _bc_wire_write_score (writer, "final_home_score", game->final ? game->home_score : BC_SCORE_NONE);
  _bc_wire_write_score (writer, "final_away_score", game->final ? game->away_score : BC_SCORE_NONE);
  write_home_won (writer, game);
  bc_json_writer_boolean (writer, "final", game->final);
  bc_json_writer_boolean (writer, "has_kalshi", game->has_prices);
  bc_json_writer_strv (writer, "sources", (const char * const *) game->sources);
  bc_json_writer_strv (writer, "aliases", (const char * const *) game->aliases);
}

static void
write_stats (BcJsonWriter *writer,
             const BcGame *game)
{
  gint32 range = BC_PPM_NONE;

  if (game->min_probability != BC_PPM_NONE && game->max_probability != BC_PPM_NONE)
    range = game->max_probability - game->min_probability;

  bc_json_writer_begin_object (writer, "stats");
  bc_json_writer_ppm (writer, "min_probability", game->min_probability);
  bc_json_writer_ppm (writer, "max_probability", game->max_probability);
  bc_json_writer_ppm (writer, "mean_probability", game->mean_probability);
  bc_json_writer_ppm (writer, "standard_deviation", game->standard_deviation);
  bc_json_writer_ppm (writer, "probability_range", range);
  bc_json_writer_end_object (writer);
}

static void
write_time (BcJsonWriter *writer,
            const char   *name,
            gint64        seconds)
{
  if (seconds != 0)
    bc_json_writer_int (writer, name, seconds);
  else
    bc_json_writer_null (writer, name);
}

/**
 * bc_wire_write_game:
 * @writer: where to
 * @name: (nullable): the member's name
 * @game: a game
 *
 * Writes the object of a game as lists have it. Unknown scores, teams and
 * times are null, and so is `home_won` of a game that cannot be settled.
 */
void
bc_wire_write_game (BcJsonWriter *writer,
                    const char   *name,
                    const BcGame *game)
{
  bc_json_writer_begin_object (writer, name);
  _bc_wire_write_identity (writer, game);
  write_time (writer, "start_time", game->start_time);
  write_time (writer, "last_updated", game->last_updated);
  bc_json_writer_int (writer, "prob_count", game->n_points);
  bc_json_writer_int (writer, "n_quotes", game->n_quotes);
  write_stats (writer, game);
  bc_json_writer_end_object (writer);
}

/**
 * bc_wire_games_to_json:
 * @games: (element-type BcGame): the games of the page
 * @season: (nullable): the season listed
 * @total: games on all pages
 * @limit: how many were asked for; 0 for all
 * @offset: how many were skipped
 *
 * Writes one page of a list of games.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
bc_wire_games_to_json (GPtrArray  *games,
                       const char *season,
                       guint       total,
                       guint       limit,
                       guint       offset)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "games");
  for (guint i = 0; i < games->len; i++)
    bc_wire_write_game (writer, NULL, g_ptr_array_index (games, i));
  bc_json_writer_end_array (writer);
  bc_json_writer_string (writer, "season", season);
  bc_json_writer_int (writer, "total", total);
  bc_json_writer_int (writer, "limit", limit);
  bc_json_writer_int (writer, "offset", offset);
  bc_json_writer_boolean (writer, "has_more", (guint64) offset + games->len < total);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}

static void
write_market (BcJsonWriter   *writer,
              const BcMarket *market)
{
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "ticker", market->ticker);
  _bc_wire_write_word (writer, "event_ticker", market->event_ticker);
  _bc_wire_write_word (writer, "team", market->team);
  _bc_wire_write_price_cents (writer, "last_price", market->last_price);
  _bc_wire_write_word (writer, "result", market->result);
  bc_json_writer_int (writer, "n_quotes", market->quotes->len);
  bc_json_writer_end_object (writer);
}

/* https://kalshi.com/markets/SERIES/nba-game/EVENT, in lower case. */
static char *
dup_kalshi_url (const BcGameData *data)
{
  g_autofree char *event = NULL;
  g_autofree char *series = NULL;

  for (guint i = 0; i < data->markets->len && event == NULL; i++)
    {
      const BcMarket *market = g_ptr_array_index (data->markets, i);

      if (market->event_ticker != NULL && *market->event_ticker != '\0')
        event = g_ascii_strdown (market->event_ticker, -1);
    }

  if (event == NULL)
    return NULL;

  series = g_strndup (event, strcspn (event, "-"));

  return g_strdup_printf ("https://kalshi.com/markets/%s/%s-game/%s", series,
                          g_str_has_prefix (series, "kxwnba") ? "wnba" : "nba", event);
}

/* The first point over all sources: where charts begin. */
static gint64
get_first_time (const BcGameData *data)
{
  gint64 first = 0;

  for (guint i = 0; i < data->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (data->tracks, i);
      gint64 time = track->points->len > 0 ? g_array_index (track->points, BcModelPoint, 0).time : 0;

      if (time != 0 && (first == 0 || time < first))
        first = time;
    }

  return first != 0 ? first : data->game->start_time;
}

/**
 * bc_wire_write_game_meta:
 * @writer: where to
 * @name: (nullable): the member's name
 * @data: a game with its data
 *
 * Writes the facts about a game: teams with names and colours, result, and its
 * markets with prices in cents.
 */
void
bc_wire_write_game_meta (BcJsonWriter     *writer,
                         const char       *name,
                         const BcGameData *data)
{
  const BcGame *game = data->game;
  const BcTeam *home = find_team (game, game->home);
  const BcTeam *away = find_team (game, game->away);
  g_autofree char *url = dup_kalshi_url (data);

  bc_json_writer_begin_object (writer, name);
  _bc_wire_write_identity (writer, game);
  bc_json_writer_string (writer, "home_color", home != NULL ? home->color : HOME_COLOR);
  bc_json_writer_string (writer, "away_color", away != NULL ? away->color : AWAY_COLOR);
  write_time (writer, "game_start_timestamp", get_first_time (data));

  bc_json_writer_begin_array (writer, "kalshi_markets");
  for (guint i = 0; i < data->markets->len; i++)
    write_market (writer, g_ptr_array_index (data->markets, i));
  bc_json_writer_end_array (writer);

  bc_json_writer_string (writer, "kalshi_url", url);
  bc_json_writer_int (writer, "prob_count", game->n_points);
  bc_json_writer_int (writer, "n_quotes", game->n_quotes);
  _bc_wire_write_word (writer, "data_version", game->data_version);
  bc_json_writer_end_object (writer);
}
