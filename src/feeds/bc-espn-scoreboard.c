/* bc-espn-scoreboard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-espn-scoreboard.h"

#include <glib/gi18n.h>

#include "bc-espn-game.h"
#include "bc-json-member.h"

static gboolean
read_event (const BcJsonNode  *event,
            const char        *league,
            GPtrArray         *records,
            GError           **error)
{
  const BcJsonNode *competitions = bc_json_node_need_array (event, "competitions", error);
  g_autofree char *id = bc_espn_dup_id (event, "id");
  BcGameRecord *record;

  if (competitions == NULL)
    return FALSE;

  if (id == NULL || bc_json_node_get_size (competitions) == 0)
    {
      g_autofree char *path = bc_json_node_dup_path (event, NULL);

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("%s has no numeric id or no competition"), path);
      return FALSE;
    }

  record = bc_game_record_new (BC_ORIGIN_ESPN, id);
  record->league = g_strdup (league);
  g_ptr_array_add (records, record);

  return bc_espn_read_competition (bc_json_node_get_item (competitions, 0), record, error);
}

/**
 * bc_espn_scoreboard_recognises:
 * @root: a document
 *
 * Returns: whether it is a scoreboard
 */
gboolean
bc_espn_scoreboard_recognises (const BcJsonNode *root)
{
  return bc_json_get_member (root, "leagues", BC_JSON_ARRAY) != NULL &&
         bc_json_get_member (root, "events", BC_JSON_ARRAY) != NULL;
}

/**
 * bc_espn_scoreboard_parse:
 * @root: a document that was recognised
 * @parsed: takes one record a game, without points
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_UNKNOWN for another league, or with
 *   %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming the path
 */
gboolean
bc_espn_scoreboard_parse (const BcJsonNode  *root,
                          BcParsed          *parsed,
                          GError           **error)
{
  const BcJsonNode *leagues = bc_json_node_need_array (root, "leagues", error);
  const BcJsonNode *events = leagues != NULL ? bc_json_node_need_array (root, "events", error) : NULL;
  const char *slug;
  const char *league;
  guint size;

  if (events == NULL)
    return FALSE;

  if (bc_json_node_get_size (leagues) == 0)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("leagues is empty"));
      return FALSE;
    }

  slug = bc_json_node_need_string (bc_json_node_get_item (leagues, 0), "slug", error);
  league = slug != NULL ? bc_espn_check_league (slug, error) : NULL;
  if (league == NULL)
    return FALSE;

  size = bc_json_node_get_size (events);
  for (guint i = 0; i < size; i++)
    if (!read_event (bc_json_node_get_item (events, i), league, parsed->records, error))
      return FALSE;

  return TRUE;
}
