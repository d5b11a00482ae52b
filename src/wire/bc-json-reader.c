/* bc-json-reader.c: values of a document, and what to say where they are not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-json.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "bc-decimal.h"

/* Up to here every whole number is a double of its own. */
#define MAX_EXACT_DOUBLE 9007199254740992.0

static const char *
kind_to_string (BcJsonKind kind)
{
  switch (kind)
    {
    case BC_JSON_NULL:
      return _("null");
    case BC_JSON_BOOLEAN:
      return _("a boolean");
    case BC_JSON_NUMBER:
      return _("a number");
    case BC_JSON_STRING:
      return _("a text");
    case BC_JSON_ARRAY:
      return _("an array");
    case BC_JSON_OBJECT:
      return _("an object");
    default:
      g_return_val_if_reached ("");
    }
}

static JsonNode *
peek (const BcJsonNode *node)
{
  return (JsonNode *) node;
}

static void
prepend_step (GString    *path,
              const char *step)
{
  if (path->len > 0 && path->str[0] != '[')
    g_string_prepend_c (path, '.');
  g_string_prepend (path, step);
}

static void
prepend_index (GString          *path,
               const BcJsonNode *array,
               const BcJsonNode *item)
{
  guint size = bc_json_node_get_size (array);
  guint i = 0;
  g_autofree char *step = NULL;

  while (i < size && bc_json_node_get_item (array, i) != item)
    i++;

  step = g_strdup_printf ("[%u]", i);
  prepend_step (path, step);
}

static void
prepend_member (GString          *path,
                const BcJsonNode *object,
                const BcJsonNode *value)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, json_node_get_object (peek (object)));
  while (json_object_iter_next (&iter, &name, &member))
    if (member == value)
      {
        prepend_step (path, name);
        return;
      }
}

/**
 * bc_json_node_dup_path:
 * @node: a node
 * @member: (nullable): a member of it, whether it has it or not
 *
 * Says where a node, or a member of it, stands in its document. Takes time
 * proportional to the number of its siblings: for messages only.
 *
 * Returns: (transfer full): a path such as `plays[3].wallclock`; `the document`
 *   for the root
 */
char *
bc_json_node_dup_path (const BcJsonNode *node,
                       const char       *member)
{
  g_autoptr(GString) path = g_string_new (member);
  const BcJsonNode *parent;

  for (; (parent = json_node_get_parent (peek (node))) != NULL; node = parent)
    {
      if (bc_json_node_get_kind (parent) == BC_JSON_ARRAY)
        prepend_index (path, parent, node);
      else
        prepend_member (path, parent, node);
    }

  if (path->len == 0)
    return g_strdup (_("the document"));

  return g_strdup (path->str);
}

static void
set_shape_error (const BcJsonNode  *node,
                 const char        *member,
                 const char        *wanted,
                 GError           **error)
{
  g_autofree char *path = bc_json_node_dup_path (node, member);
  const BcJsonNode *value = bc_json_node_get (node, member);

  if (value != NULL)
    g_set_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE,
                 _("%s is %s where %s should be"),
                 path, kind_to_string (bc_json_node_get_kind (value)), wanted);
  else
    g_set_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE,
                 _("%s is missing; %s should be there"), path, wanted);
}

static const BcJsonNode *
need_kind (const BcJsonNode  *node,
           const char        *member,
           BcJsonKind         kind,
           GError           **error)
{
  const BcJsonNode *value = bc_json_node_get (node, member);

  if (value != NULL && bc_json_node_get_kind (value) == kind)
    return value;

  set_shape_error (node, member, kind_to_string (kind), error);

  return NULL;
}

static gboolean
is_integer (const BcJsonNode *node)
{
  return json_node_get_value_type (peek (node)) == G_TYPE_INT64;
}

/* JSON makes no difference between 5 and 5.0. */
static gboolean
node_to_int (const BcJsonNode *node,
             gint64           *value)
{
  double number;

  if (node == NULL || bc_json_node_get_kind (node) != BC_JSON_NUMBER)
    return FALSE;

  if (is_integer (node))
    {
      *value = json_node_get_int (peek (node));
      return TRUE;
    }

  number = json_node_get_double (peek (node));
  if (fabs (number) > MAX_EXACT_DOUBLE || number != trunc (number))
    return FALSE;

  *value = (gint64) number;

  return TRUE;
}

/**
 * bc_json_node_need_array:
 * @node: a node
 * @member: a name
 * @error: return location for a #BcWireError
 *
 * Gets a member that must be an array; %BC_WIRE_ERROR_SHAPE otherwise.
 *
 * Returns: (transfer none): the array, or %NULL with an error
 */
const BcJsonNode *
bc_json_node_need_array (const BcJsonNode  *node,
                         const char        *member,
                         GError           **error)
{
  return need_kind (node, member, BC_JSON_ARRAY, error);
}

/**
 * bc_json_node_need_object:
 * @node: a node
 * @member: a name
 * @error: return location for a #BcWireError
 *
 * Gets a member that must be an object; %BC_WIRE_ERROR_SHAPE otherwise.
 *
 * Returns: (transfer none): the object, or %NULL with an error
 */
const BcJsonNode *
bc_json_node_need_object (const BcJsonNode  *node,
                          const char        *member,
                          GError           **error)
{
  return need_kind (node, member, BC_JSON_OBJECT, error);
}

/**
 * bc_json_node_need_string:
 * @node: a node
 * @member: a name
 * @error: return location for a #BcWireError
 *
 * Gets a member that must be a text; %BC_WIRE_ERROR_SHAPE otherwise.
 *
 * Returns: (transfer none): the text, or %NULL with an error
 */
const char *
bc_json_node_need_string (const BcJsonNode  *node,
                          const char        *member,
                          GError           **error)
{
  const BcJsonNode *value = need_kind (node, member, BC_JSON_STRING, error);

  return value != NULL ? json_node_get_string (peek (value)) : NULL;
}

/**
 * bc_json_node_need_int:
 * @node: a node
 * @member: a name
 * @value: (out): the number; untouched on failure
 * @error: return location for a #BcWireError
 *
 * Reads a member that must be a whole number; `5.0` is one. Otherwise
 * %BC_WIRE_ERROR_SHAPE.
 *
 * Returns: whether it was read
 */
gboolean
bc_json_node_need_int (const BcJsonNode  *node,
                       const char        *member,
                       gint64            *value,
                       GError           **error)
{
  if (node_to_int (bc_json_node_get (node, member), value))
    return TRUE;

  set_shape_error (node, member, _("a whole number"), error);

  return FALSE;
}

/**
 * bc_json_node_need_decimal:
 * @node: a node
 * @member: a name
 * @scale: digits after the point
 * @value: (out): the number in units of 10^-@scale; untouched on failure
 * @error: return location for a #BcWireError
 *
 * Reads a member that must be a number as the decimal that was written, half
 * away from zero. %BC_WIRE_ERROR_SHAPE if it is no number or too large.
 *
 * Returns: whether it was read
 */
gboolean
bc_json_node_need_decimal (const BcJsonNode  *node,
                           const char        *member,
                           guint              scale,
                           gint64            *value,
                           GError           **error)
{
  const BcJsonNode *number = need_kind (node, member, BC_JSON_NUMBER, error);
  g_autoptr(GError) local_error = NULL;
  g_autofree char *text = NULL;
  gboolean ok;

  if (number == NULL)
    return FALSE;

  if (is_integer (number))
    {
      text = bc_json_node_dup_text (number);
      ok = bc_decimal_parse (text, -1, scale, value, &local_error);
    }
  else
    ok = bc_decimal_from_double (json_node_get_double (peek (number)), scale, value, &local_error);

  if (!ok)
    {
      g_autofree char *path = bc_json_node_dup_path (node, member);

      g_set_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE, "%s: %s", path, local_error->message);
    }

  return ok;
}

/**
 * bc_json_node_get_string:
 * @node: a node
 * @member: a name
 *
 * Gets a member that may be a text.
 *
 * Returns: (transfer none) (nullable): the text; %NULL for anything else
 */
const char *
bc_json_node_get_string (const BcJsonNode *node,
                         const char       *member)
{
  const BcJsonNode *value = bc_json_node_get (node, member);

  if (value == NULL || bc_json_node_get_kind (value) != BC_JSON_STRING)
    return NULL;

  return json_node_get_string (peek (value));
}

/**
 * bc_json_node_get_boolean:
 * @node: a node
 * @member: a name
 * @fallback: what else
 *
 * Reads a member that may be a boolean.
 *
 * Returns: its value; @fallback for anything else
 */
gboolean
bc_json_node_get_boolean (const BcJsonNode *node,
                          const char       *member,
                          gboolean          fallback)
{
  const BcJsonNode *value = bc_json_node_get (node, member);

  if (value == NULL || bc_json_node_get_kind (value) != BC_JSON_BOOLEAN)
    return fallback;

  return json_node_get_boolean (peek (value));
}

/**
 * bc_json_node_get_int:
 * @node: a node
 * @member: a name
 * @fallback: what else
 *
 * Reads a member that may be a whole number.
 *
 * Returns: its value; @fallback for anything else
 */
gint64
bc_json_node_get_int (const BcJsonNode *node,
                      const char       *member,
                      gint64            fallback)
{
  gint64 value;

  return node_to_int (bc_json_node_get (node, member), &value) ? value : fallback;
}

/**
 * bc_json_node_get_decimal:
 * @node: a node
 * @member: a name
 * @scale: digits after the point
 * @value: (out): the number in units of 10^-@scale; untouched without one
 *
 * Reads a member that may be a number, as bc_json_node_need_decimal() does.
 *
 * Returns: whether there was one that fits
 */
gboolean
bc_json_node_get_decimal (const BcJsonNode *node,
                          const char       *member,
                          guint             scale,
                          gint64           *value)
{
  return bc_json_node_need_decimal (node, member, scale, value, NULL);
}

static char *
scalar_to_text (const BcJsonNode *node)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  switch (bc_json_node_get_kind (node))
    {
    case BC_JSON_BOOLEAN:
      return g_strdup (json_node_get_boolean (peek (node)) ? "true" : "false");
    case BC_JSON_NUMBER:
      if (is_integer (node))
        return g_strdup (bc_decimal_format (buffer, json_node_get_int (peek (node)), 0));
      return g_strdup (bc_double_format (buffer, json_node_get_double (peek (node))));
    case BC_JSON_STRING:
      return json_node_dup_string (peek (node));
    case BC_JSON_NULL:
    case BC_JSON_ARRAY:
    case BC_JSON_OBJECT:
    default:
      return NULL;
    }
}

/**
 * bc_json_node_dup_text:
 * @node: a node
 *
 * Writes a value as the text of a query parameter: `0.05`, `true`, `asof`; an
 * array of those becomes `a,b,c`.
 *
 * Returns: (transfer full) (nullable): the text; %NULL for null, for objects,
 *   and for arrays holding either or another array
 */
char *
bc_json_node_dup_text (const BcJsonNode *node)
{
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) items = NULL;

  if (bc_json_node_get_kind (node) != BC_JSON_ARRAY)
    return scalar_to_text (node);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < bc_json_node_get_size (node); i++)
    {
      g_autofree char *item = scalar_to_text (bc_json_node_get_item (node, i));

      if (item == NULL)
        return NULL;
      g_strv_builder_add (builder, item);
    }

  items = g_strv_builder_end (builder);

  return g_strjoinv (",", items);
}
