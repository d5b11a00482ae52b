/* bc-aligned-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-aligned-columns.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-instant.h"
#include "bc-team.h"

#define MAX_SCORE 999

const char * const _bc_aligned_columns[BC_ALIGNED_N_COLUMNS] = {
  "game_id", "timestamp", "model_prob", "price", "bid", "ask",
  "season", "date", "home", "away", "home_score", "away_score",
};

gboolean
_bc_aligned_set_invalid (GError     **error,
                         guint        column,
                         const char  *text,
                         const char  *expected)
{
  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("%s “%.40s” is not %s"), _bc_aligned_columns[column], text, expected);
  return FALSE;
}

static gboolean
merge_text (BcGameRecord  *game,
            char         **known,
            guint          column,
            const char    *text,
            GError       **error)
{
  if (*text == '\0' || g_strcmp0 (*known, text) == 0)
    return TRUE;

  if (*known == NULL)
    {
      *known = g_strdup (text);
      return TRUE;
    }

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
               _("Game %.80s has %s “%.40s” here and “%.40s” before"),
               game->key, _bc_aligned_columns[column], text, *known);
  return FALSE;
}

static gboolean
merge_score (BcGameRecord *game,
             gint32       *known,
             guint         column,
             const char   *text,
             GError      **error)
{
  guint64 score;

  if (*text == '\0')
    return TRUE;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_SCORE, &score, NULL))
    return _bc_aligned_set_invalid (error, column, text, _("a final score"));

  if (*known != BC_SCORE_NONE && *known != (gint32) score)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
                   _("Game %.80s has %s %s here and %d before: the final score is expected in every row"),
                   game->key, _bc_aligned_columns[column], text, *known);
      return FALSE;
    }

  *known = (gint32) score;
  return TRUE;
}

static gboolean
is_date (const char *text)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00Z", NULL);
  gint64 seconds;

  return bc_instant_parse (midnight, &seconds, NULL);
}

/* Takes what one row says of its game: it must not contradict the rows before. */
gboolean
_bc_aligned_merge_game (BcGameRecord  *game,
                        char         **values,
                        GError       **error)
{
  if (*values[BC_ALIGNED_DATE] != '\0' && game->date == NULL && !is_date (values[BC_ALIGNED_DATE]))
    return _bc_aligned_set_invalid (error, BC_ALIGNED_DATE, values[BC_ALIGNED_DATE], _("a date such as 2025-12-27"));

  return merge_text (game, &game->season, BC_ALIGNED_SEASON, values[BC_ALIGNED_SEASON], error) &&
         merge_text (game, &game->date, BC_ALIGNED_DATE, values[BC_ALIGNED_DATE], error) &&
         merge_text (game, &game->home, BC_ALIGNED_HOME, values[BC_ALIGNED_HOME], error) &&
         merge_text (game, &game->away, BC_ALIGNED_AWAY, values[BC_ALIGNED_AWAY], error) &&
         merge_score (game, &game->home_score, BC_ALIGNED_HOME_SCORE, values[BC_ALIGNED_HOME_SCORE], error) &&
         merge_score (game, &game->away_score, BC_ALIGNED_AWAY_SCORE, values[BC_ALIGNED_AWAY_SCORE], error);
}

static const char *
guess_league (const BcGameRecord *game)
{
  if (game->season != NULL && g_str_has_prefix (game->season, "WNBA"))
    return "WNBA";

  if (game->season != NULL && g_ascii_isdigit (*game->season))
    return "NBA";

  if (game->season != NULL || game->home == NULL || game->away == NULL)
    return NULL;

  if (bc_team_find ("NBA", game->home) != NULL && bc_team_find ("NBA", game->away) != NULL)
    return "NBA";

  if (bc_team_find ("WNBA", game->home) != NULL && bc_team_find ("WNBA", game->away) != NULL)
    return "WNBA";

  return NULL;
}

static void
use_espn_code (const char  *league,
               char       **code)
{
  const BcTeam *team = *code != NULL ? bc_team_find (league, *code) : NULL;

  if (team != NULL && strcmp (team->code, *code) != 0)
    {
      g_free (*code);
      *code = g_strdup (team->code);
    }
}

/* The league, ESPN's codes of the teams, and whether the score is final. */
void
_bc_aligned_finish_game (BcGameRecord *game)
{
  const char *league = guess_league (game);

  if (league != NULL)
    {
      game->league = g_strdup (league);
      use_espn_code (league, &game->home);
      use_espn_code (league, &game->away);
    }

  game->final = game->home_score != BC_SCORE_NONE && game->away_score != BC_SCORE_NONE;
}
