/* bc-espn-probabilities.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An item names its play, but no time at which the play happened: its
 * `lastModified` is when the record was last written, up to hours later. So a
 * page becomes points only together with the summary that has the plays.
 */

#include "config.h"

#include "bc-espn-probabilities.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-espn-game.h"
#include "bc-json-member.h"

/* The part of an address behind `/name/`, up to the next slash or query. */
static char *
dup_part (const char *address,
          const char *name)
{
  g_autofree char *marker = g_strdup_printf ("/%s/", name);
  const char *start = strstr (address, marker);

  if (start == NULL)
    return NULL;

  start += strlen (marker);
  return g_strndup (start, strcspn (start, "/?#"));
}

static gboolean
is_item (const BcJsonNode *node)
{
  const char *ref = node != NULL ? bc_json_node_get_string (node, "$ref") : NULL;

  return ref != NULL && strstr (ref, "/probabilities/") != NULL &&
         bc_json_has_value (node, "homeWinPercentage");
}

static char *
need_part (const BcJsonNode  *node,
           const char        *name,
           GError           **error)
{
  const char *ref = bc_json_node_need_string (node, "$ref", error);
  g_autofree char *part = ref != NULL ? dup_part (ref, name) : NULL;

  if (part != NULL && *part != '\0')
    return g_steal_pointer (&part);

  if (ref != NULL)
    {
      g_autofree char *path = bc_json_node_dup_path (node, "$ref");

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("%s, “%.80s”, lacks /%s/"), path, ref, name);
    }

  return NULL;
}

static gboolean
read_item (const BcJsonNode  *item,
           GHashTable        *probabilities,
           GError           **error)
{
  const BcJsonNode *play = bc_json_node_need_object (item, "play", error);
  g_autofree char *play_id = play != NULL ? need_part (play, "plays", error) : NULL;
  gint32 ppm;

  if (play_id == NULL || !bc_espn_read_probability (item, &ppm, error))
    return FALSE;

  g_hash_table_insert (probabilities, g_steal_pointer (&play_id), GINT_TO_POINTER (ppm));
  return TRUE;
}

static gboolean
check_item (const BcJsonNode  *item,
            char             **event_id,
            GError           **error)
{
  g_autofree char *slug = need_part (item, "leagues", error);
  g_autofree char *id = slug != NULL ? need_part (item, "events", error) : NULL;

  if (id == NULL || bc_espn_check_league (slug, error) == NULL)
    return FALSE;

  if (*event_id == NULL)
    *event_id = g_steal_pointer (&id);
  else if (strcmp (*event_id, id) != 0)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH,
                   _("One page has probabilities of events %s and %s"), *event_id, id);
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_espn_probabilities_recognises:
 * @root: a document
 *
 * Returns: whether it is a page of probabilities, or one item of such a page
 */
gboolean
bc_espn_probabilities_recognises (const BcJsonNode *root)
{
  const BcJsonNode *items = bc_json_get_member (root, "items", BC_JSON_ARRAY);

  return is_item (root) || (items != NULL && is_item (bc_json_node_get_item (items, 0)));
}

/**
 * bc_espn_probabilities_parse:
 * @root: a document that was recognised
 * @event_id: (out) (transfer full): the game
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8 gint) (nullable): ppm by play id,
 *   or %NULL with %BC_FEEDS_ERROR_UNKNOWN for another league, with
 *   %BC_FEEDS_ERROR_MISMATCH for several games, or with %BC_WIRE_ERROR_SHAPE or
 *   %BC_FEEDS_ERROR_INVALID naming the path
 */
GHashTable *
bc_espn_probabilities_parse (const BcJsonNode  *root,
                             char             **event_id,
                             GError           **error)
{
  g_autoptr(GHashTable) probabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const BcJsonNode *items = bc_json_get_member (root, "items", BC_JSON_ARRAY);
  guint size = items != NULL ? bc_json_node_get_size (items) : 1;
  g_autofree char *id = NULL;

  for (guint i = 0; i < size; i++)
    {
      const BcJsonNode *item = items != NULL ? bc_json_node_get_item (items, i) : root;

      if (!check_item (item, &id, error) || !read_item (item, probabilities, error))
        return NULL;
    }

  *event_id = g_steal_pointer (&id);
  return g_steal_pointer (&probabilities);
}
