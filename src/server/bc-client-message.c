/* bc-client-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-client-message.h"

#include "bc-json.h"
#include "bc-wire-error.h"

/* Of a type that is not known the answer repeats this much. */
#define MAX_QUOTED 64

static BcClientMessage
read_object (const BcJsonNode  *root,
             char             **complaint)
{
  const char *type = bc_json_node_get_string (root, "type");
  g_autofree char *quoted = NULL;

  if (type == NULL)
    {
      *complaint = g_strdup ("The message has no string “type”; known is “ping”");
      return BC_CLIENT_MESSAGE_WRONG;
    }

  if (g_str_equal (type, "ping"))
    return BC_CLIENT_MESSAGE_PING;
  if (g_str_equal (type, "pong"))
    return BC_CLIENT_MESSAGE_NONE;

  quoted = g_utf8_substring (type, 0, MIN (g_utf8_strlen (type, -1), MAX_QUOTED));
  *complaint = g_strdup_printf ("Unknown message type “%s”; known is “ping”", quoted);

  return BC_CLIENT_MESSAGE_WRONG;
}

/**
 * bc_client_message_read:
 * @text: what came
 * @complaint: (out) (nullable): what was wrong with it, in English
 *
 * Text that is not JSON is ignored, as the predecessor does.
 *
 * Returns: what to do about it
 */
BcClientMessage
bc_client_message_read (GBytes  *text,
                        char   **complaint)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) json = bc_json_parse_bytes (text, &error);
  const BcJsonNode *root;

  *complaint = NULL;

  if (json == NULL && !g_error_matches (error, BC_WIRE_ERROR, BC_WIRE_ERROR_DEPTH))
    return BC_CLIENT_MESSAGE_NONE;

  if (json == NULL)
    {
      *complaint = g_strdup_printf ("The message is nested deeper than %d levels", BC_JSON_MAX_DEPTH);
      return BC_CLIENT_MESSAGE_WRONG;
    }

  root = bc_json_get_root (json);
  if (bc_json_node_get_kind (root) != BC_JSON_OBJECT)
    {
      *complaint = g_strdup ("The message is no JSON object; send one such as {\"type\":\"ping\"}");
      return BC_CLIENT_MESSAGE_WRONG;
    }

  return read_object (root, complaint);
}
