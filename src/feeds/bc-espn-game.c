/* bc-espn-game.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-espn-game.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-instant.h"
#include "bc-json-member.h"
#include "bc-team.h"

#define MAX_SCORE 999
#define MAX_ID_LENGTH 30

/**
 * bc_espn_check_league:
 * @slug: ESPN's word for a league
 * @error: return location for an error
 *
 * Returns: (nullable): our word for it, or %NULL with %BC_FEEDS_ERROR_UNKNOWN
 */
const char *
bc_espn_check_league (const char  *slug,
                      GError     **error)
{
  if (g_ascii_strcasecmp (slug, "nba") == 0)
    return "NBA";

  if (g_ascii_strcasecmp (slug, "wnba") == 0)
    return "WNBA";

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN,
               _("Its league, “%.40s”, is none of nba, wnba"), slug);
  return NULL;
}

/**
 * bc_espn_dup_id:
 * @node: an object
 * @member: where an id stands, as text or, in some copies, as a number
 *
 * Returns: (transfer full) (nullable): the id, or %NULL if there is none
 */
char *
bc_espn_dup_id (const BcJsonNode *node,
                const char       *member)
{
  const BcJsonNode *value = bc_json_node_get (node, member);
  g_autofree char *id = NULL;
  gsize length;

  if (value == NULL || (bc_json_node_get_kind (value) != BC_JSON_STRING &&
                        bc_json_node_get_kind (value) != BC_JSON_NUMBER))
    return NULL;

  id = bc_json_node_dup_text (value);
  length = id != NULL ? strlen (id) : 0;
  if (length == 0 || length > MAX_ID_LENGTH || strspn (id, "0123456789") != length)
    return NULL;

  return g_steal_pointer (&id);
}

/* A text in the API, a number in some copies. */
static gboolean
read_score (const BcJsonNode  *competitor,
            gint32            *score,
            GError           **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  guint64 value;

  if (!bc_json_has_value (competitor, "score"))
    return TRUE;

  text = bc_json_node_dup_text (bc_json_node_get (competitor, "score"));
  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, MAX_SCORE, &value, NULL))
    {
      *score = (gint32) value;
      return TRUE;
    }

  path = bc_json_node_dup_path (competitor, "score");
  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("%s is no score from 0 to %d"), path, MAX_SCORE);
  return FALSE;
}

static gboolean
read_competitor (const BcJsonNode  *competitor,
                 BcGameRecord      *record,
                 GError           **error)
{
  const char *side = bc_json_node_need_string (competitor, "homeAway", error);
  const BcJsonNode *team = side != NULL ? bc_json_node_need_object (competitor, "team", error) : NULL;
  const char *code = team != NULL ? bc_json_node_need_string (team, "abbreviation", error) : NULL;
  gboolean is_home = g_strcmp0 (side, "home") == 0;
  const BcTeam *known;
  char **slot;

  if (code == NULL)
    return FALSE;

  known = bc_team_find (record->league, code);
  slot = is_home ? &record->home : &record->away;
  g_free (*slot);
  *slot = g_strdup (known != NULL ? known->code : code);

  return read_score (competitor, is_home ? &record->home_score : &record->away_score, error);
}

static gboolean
read_start (const BcJsonNode  *competition,
            BcGameRecord      *record,
            GError           **error)
{
  const char *date = bc_json_node_get_string (competition, "date");
  g_autofree char *path = NULL;

  if (date == NULL)
    return TRUE;

  if (!bc_instant_parse (date, &record->start_time, error))
    {
      path = bc_json_node_dup_path (competition, "date");
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  record->date = bc_team_local_date (bc_team_find (record->league, record->home), record->start_time);
  return TRUE;
}

/* A score of a game that goes on is a passing thing. */
static void
settle_score (const BcJsonNode *competition,
              BcGameRecord     *record)
{
  const BcJsonNode *status = bc_json_get_member (competition, "status", BC_JSON_OBJECT);
  const BcJsonNode *type = status != NULL ? bc_json_get_member (status, "type", BC_JSON_OBJECT) : NULL;
  gboolean completed = type != NULL && bc_json_node_get_boolean (type, "completed", FALSE);

  record->final = completed && record->home_score != BC_SCORE_NONE && record->away_score != BC_SCORE_NONE;
  if (!record->final)
    {
      record->home_score = BC_SCORE_NONE;
      record->away_score = BC_SCORE_NONE;
    }
}

/**
 * bc_espn_read_competition:
 * @competition: an entry of `competitions`
 * @record: takes teams, start, date and, once it ended, the score
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming
 *   the path
 */
gboolean
bc_espn_read_competition (const BcJsonNode  *competition,
                          BcGameRecord      *record,
                          GError           **error)
{
  const BcJsonNode *competitors = bc_json_node_need_array (competition, "competitors", error);
  guint size;

  if (competitors == NULL)
    return FALSE;

  size = bc_json_node_get_size (competitors);
  for (guint i = 0; i < size; i++)
    if (!read_competitor (bc_json_node_get_item (competitors, i), record, error))
      return FALSE;

  if (!read_start (competition, record, error))
    return FALSE;

  settle_score (competition, record);
  return TRUE;
}

/**
 * bc_espn_read_probability:
 * @node: an object with `homeWinPercentage`
 * @ppm: (out): the probability that the home team wins
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming
 *   the path: despite its name it is a share, 0 to 1
 */
gboolean
bc_espn_read_probability (const BcJsonNode  *node,
                          gint32            *ppm,
                          GError           **error)
{
  gint64 value;

  if (!bc_json_node_need_decimal (node, "homeWinPercentage", BC_PPM_SCALE, &value, error))
    return FALSE;

  if (value < 0 || value > BC_PPM_ONE)
    {
      g_autofree char *path = bc_json_node_dup_path (node, "homeWinPercentage");
      char buffer[BC_DECIMAL_BUFFER_SIZE];

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("%s is %s: a probability is 0 to 1"), path, bc_decimal_format (buffer, value, BC_PPM_SCALE));
      return FALSE;
    }

  *ppm = (gint32) value;
  return TRUE;
}
