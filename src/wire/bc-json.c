/* bc-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-json.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

struct _BcJson
{
  JsonNode *root;
};

static JsonNode *
peek (const BcJsonNode *node)
{
  return (JsonNode *) node;
}

/**
 * bc_json_parse:
 * @text: a text
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for a #BcWireError
 *
 * Reads one JSON document that a stranger wrote. What bc_json_check() refuses
 * is refused; a byte order mark is skipped; of members of one name the last
 * one counts.
 *
 * Errors are %BC_WIRE_ERROR_PARSE and %BC_WIRE_ERROR_DEPTH.
 *
 * Returns: (transfer full): the document, or %NULL with an error
 */
BcJson *
bc_json_parse (const char  *text,
               gssize       length,
               GError     **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local_error = NULL;
  BcJson *self;
  gsize mark;

  if (length < 0)
    length = (gssize) strlen (text);

  if (!bc_json_check (text, length, NULL, error))
    return NULL;

  mark = bc_json_get_mark_length (text, (gsize) length);
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text + mark, length - (gssize) mark, &local_error))
    {
      g_set_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE,
                   _("The text cannot be read: %s"), local_error->message);
      return NULL;
    }

  self = g_new0 (BcJson, 1);
  self->root = json_parser_steal_root (parser);

  return self;
}

/**
 * bc_json_parse_bytes:
 * @bytes: a text
 * @error: return location for a #BcWireError
 *
 * Does what bc_json_parse() does.
 *
 * Returns: (transfer full): the document, or %NULL with an error
 */
BcJson *
bc_json_parse_bytes (GBytes  *bytes,
                     GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return bc_json_parse (text != NULL ? text : "", (gssize) length, error);
}

/**
 * bc_json_free:
 * @self: a document
 *
 * Frees the document and its nodes.
 */
void
bc_json_free (BcJson *self)
{
  json_node_unref (self->root);
  g_free (self);
}

/**
 * bc_json_get_root:
 * @self: a document
 *
 * Gets the value that the document is.
 *
 * Returns: (transfer none): the root, valid as long as the document
 */
const BcJsonNode *
bc_json_get_root (BcJson *self)
{
  return self->root;
}

/**
 * bc_json_node_get_kind:
 * @node: a node
 *
 * Gets what kind of value it is.
 *
 * Returns: the kind
 */
BcJsonKind
bc_json_node_get_kind (const BcJsonNode *node)
{
  switch (json_node_get_node_type (peek (node)))
    {
    case JSON_NODE_OBJECT:
      return BC_JSON_OBJECT;
    case JSON_NODE_ARRAY:
      return BC_JSON_ARRAY;
    case JSON_NODE_NULL:
      return BC_JSON_NULL;
    case JSON_NODE_VALUE:
    default:
      break;
    }

  switch (json_node_get_value_type (peek (node)))
    {
    case G_TYPE_BOOLEAN:
      return BC_JSON_BOOLEAN;
    case G_TYPE_STRING:
      return BC_JSON_STRING;
    default:
      return BC_JSON_NUMBER;
    }
}

/**
 * bc_json_node_get_size:
 * @node: a node
 *
 * Counts the items of an array or the members of an object.
 *
 * Returns: how many; 0 for other kinds
 */
guint
bc_json_node_get_size (const BcJsonNode *node)
{
  switch (bc_json_node_get_kind (node))
    {
    case BC_JSON_ARRAY:
      return json_array_get_length (json_node_get_array (peek (node)));
    case BC_JSON_OBJECT:
      return json_object_get_size (json_node_get_object (peek (node)));
    case BC_JSON_NULL:
    case BC_JSON_BOOLEAN:
    case BC_JSON_NUMBER:
    case BC_JSON_STRING:
    default:
      return 0;
    }
}

/**
 * bc_json_node_get_item:
 * @node: a node
 * @index: which
 *
 * Gets an item of an array.
 *
 * Returns: (transfer none) (nullable): the item; %NULL past the end and for
 *   other kinds
 */
const BcJsonNode *
bc_json_node_get_item (const BcJsonNode *node,
                       guint             index)
{
  if (bc_json_node_get_kind (node) != BC_JSON_ARRAY || index >= bc_json_node_get_size (node))
    return NULL;

  return json_array_get_element (json_node_get_array (peek (node)), index);
}

/**
 * bc_json_node_get:
 * @node: a node
 * @member: a name
 *
 * Gets a member of an object.
 *
 * Returns: (transfer none) (nullable): its value; %NULL without that member and
 *   for other kinds
 */
const BcJsonNode *
bc_json_node_get (const BcJsonNode *node,
                  const char       *member)
{
  if (bc_json_node_get_kind (node) != BC_JSON_OBJECT)
    return NULL;

  return json_object_get_member (json_node_get_object (peek (node)), member);
}

/**
 * bc_json_node_dup_members:
 * @node: a node
 *
 * Lists the names of an object's members.
 *
 * Returns: (transfer full): names in the order of the text; empty for other kinds
 */
GStrv
bc_json_node_dup_members (const BcJsonNode *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (bc_json_node_get_kind (node) == BC_JSON_OBJECT)
    {
      JsonObjectIter iter;
      const char *name;

      json_object_iter_init_ordered (&iter, json_node_get_object (peek (node)));
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        g_strv_builder_add (builder, name);
    }

  return g_strv_builder_end (builder);
}
