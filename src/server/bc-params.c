/* bc-params.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-params.h"

#include <string.h>

#include "bc-core-error.h"

/* More than any path knows; a bound on the search for duplicates. */
#define MAX_PARAMS 100

struct _BcParams
{
  GPtrArray *items;
};

static void
param_free (BcParam *param)
{
  g_free (param->name);
  g_free (param->text);
  g_free (param);
}

/**
 * bc_params_new:
 *
 * Returns: (transfer full): no parameters
 */
BcParams *
bc_params_new (void)
{
  BcParams *self = g_new0 (BcParams, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) param_free);

  return self;
}

/**
 * bc_params_free:
 * @self: (transfer full): parameters
 */
void
bc_params_free (BcParams *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* Takes both texts. */
static gboolean
add (BcParams    *self,
     char        *name,
     char        *text,
     const char  *where,
     GError     **error)
{
  BcParam *param = g_new0 (BcParam, 1);
  const BcParam *other;
  gboolean added = FALSE;

  param->name = name;
  param->text = text;
  param->where = where;

  other = bc_params_find (self, name);
  if (other != NULL)
    bc_server_error_set_invalid (error, where, name, "duplicate", text,
                                 "%s is given twice, in the %s and in the %s", name, other->where, where);
  else if (self->items->len >= MAX_PARAMS)
    bc_server_error_set_invalid (error, where, name, "too_many", NULL,
                                 "There are more than %d parameters", MAX_PARAMS);
  else
    added = TRUE;

  if (added)
    g_ptr_array_add (self->items, param);
  else
    param_free (param);

  return added;
}

/* Forms write a space as a plus sign. */
static char *
decode (const char  *encoded,
        GError     **error)
{
  g_autofree char *spaced = g_strdup (encoded);
  g_autofree char *text = g_uri_unescape_string (g_strdelimit (spaced, "+", ' '), NULL);
  g_autofree char *quoted = NULL;

  if (text != NULL && g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);

  quoted = bc_core_error_quote (encoded, -1);
  g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST,
               "“%s” in the query is no UTF-8 in percent-encoding", quoted);

  return NULL;
}

static gboolean
add_pair (BcParams    *self,
          const char  *pair,
          GError     **error)
{
  const char *equals = strchrnul (pair, '=');
  g_autofree char *encoded_name = g_strndup (pair, (gsize) (equals - pair));
  g_autofree char *name = decode (encoded_name, error);
  g_autofree char *text = NULL;

  if (name == NULL)
    return FALSE;

  text = decode (*equals == '=' ? equals + 1 : equals, error);
  if (text == NULL)
    return FALSE;

  return add (self, g_steal_pointer (&name), g_steal_pointer (&text), "query", error);
}

/**
 * bc_params_add_query:
 * @self: parameters
 * @query: (nullable): the query of an address, as it was sent
 * @error: return location for a #BcServerError
 *
 * Reads a query. A parameter may be given once.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_BAD_REQUEST for a broken encoding, or
 *   with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_add_query (BcParams    *self,
                     const char  *query,
                     GError     **error)
{
  g_auto(GStrv) pairs = NULL;

  if (query == NULL)
    return TRUE;

  pairs = g_strsplit (query, "&", -1);
  for (gsize i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && !add_pair (self, pairs[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
add_members (BcParams          *self,
             const BcJsonNode  *node,
             GError           **error)
{
  g_auto(GStrv) members = bc_json_node_dup_members (node);

  for (gsize i = 0; members[i] != NULL; i++)
    {
      const BcJsonNode *value = bc_json_node_get (node, members[i]);
      g_autofree char *text = NULL;

      if (bc_json_node_get_kind (value) == BC_JSON_NULL)
        continue;

      text = bc_json_node_dup_text (value);
      if (text == NULL)
        {
          bc_server_error_set_invalid (error, "body", members[i], "shape", NULL,
                                       "%s must be a text, a number, a boolean or a list of them", members[i]);
          return FALSE;
        }
      if (!add (self, g_strdup (members[i]), g_steal_pointer (&text), "body", error))
        return FALSE;
    }

  return TRUE;
}

/**
 * bc_params_add_body:
 * @self: parameters
 * @body: a JSON object; nothing at all is none
 * @error: return location for a #BcServerError
 *
 * Reads a body. A member that is null counts as left out, and none may stand
 * in the query as well.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_add_body (BcParams  *self,
                    GBytes    *body,
                    GError   **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(BcJson) json = NULL;
  const BcJsonNode *root;

  if (g_bytes_get_size (body) == 0)
    return TRUE;

  json = bc_json_parse_bytes (body, &reason);
  if (json == NULL)
    {
      bc_server_error_take_invalid (error, "body", NULL, NULL, g_steal_pointer (&reason));
      return FALSE;
    }

  root = bc_json_get_root (json);
  if (bc_json_node_get_kind (root) != BC_JSON_OBJECT)
    {
      bc_server_error_set_invalid (error, "body", NULL, "shape", NULL,
                                   "The body must be an object such as {\"entry_threshold\": 0.05}");
      return FALSE;
    }

  return add_members (self, root, error);
}

/**
 * bc_params_check_names:
 * @self: parameters
 * @known: (nullable) (array zero-terminated=1): the names that a path knows
 * @error: return location for a #BcServerError
 *
 * Refuses what a path does not know, as a misspelt parameter would silently
 * change a result.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_check_names (BcParams            *self,
                       const char * const  *known,
                       GError             **error)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const BcParam *param = g_ptr_array_index (self->items, i);
      g_autofree char *quoted = NULL;
      g_autofree char *list = NULL;

      if (known != NULL && g_strv_contains (known, param->name))
        continue;

      quoted = bc_core_error_quote (param->name, -1);
      list = known != NULL ? g_strjoinv (", ", (char **) known) : g_strdup ("no parameters");
      bc_server_error_set_invalid (error, param->where, quoted, "unknown", param->text,
                                   "There is no parameter “%s” here; this path takes %s", quoted, list);
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_params_get_size:
 * @self: parameters
 *
 * Returns: how many there are
 */
guint
bc_params_get_size (BcParams *self)
{
  return self->items->len;
}

/**
 * bc_params_get_item:
 * @self: parameters
 * @index: below bc_params_get_size()
 *
 * Returns: (transfer none): a parameter, in the order given
 */
const BcParam *
bc_params_get_item (BcParams *self,
                    guint     index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * bc_params_find:
 * @self: parameters
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the parameter, if it was given
 */
const BcParam *
bc_params_find (BcParams   *self,
                const char *name)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const BcParam *param = g_ptr_array_index (self->items, i);

      if (strcmp (param->name, name) == 0)
        return param;
    }

  return NULL;
}

/**
 * bc_params_get_text:
 * @self: parameters
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the value, unless it was left out or left empty
 */
const char *
bc_params_get_text (BcParams   *self,
                    const char *name)
{
  const BcParam *param = bc_params_find (self, name);

  return param != NULL && *param->text != '\0' ? param->text : NULL;
}

/**
 * bc_params_get_integer:
 * @self: parameters
 * @name: a name
 * @min: the least value allowed
 * @max: the largest value allowed
 * @value: (inout): stays as it is if the parameter was left out
 * @error: return location for a #BcServerError
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_get_integer (BcParams    *self,
                       const char  *name,
                       gint64       min,
                       gint64       max,
                       gint64      *value,
                       GError     **error)
{
  const BcParam *param = bc_params_find (self, name);
  g_autoptr(GError) reason = NULL;
  g_autofree char *quoted = NULL;

  if (param == NULL || g_ascii_string_to_signed (param->text, 10, min, max, value, &reason))
    return TRUE;

  quoted = bc_core_error_quote (param->text, -1);
  bc_server_error_set_invalid (error, param->where, name,
                               g_error_matches (reason, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS) ? "range" : "parse",
                               param->text,
                               "%s must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not “%s”",
                               name, min, max, quoted);

  return FALSE;
}

/**
 * bc_params_get_word:
 * @self: parameters
 * @name: a name
 * @words: (array zero-terminated=1): the words allowed
 * @value: (inout): which of them; stays as it is if the parameter was left out
 * @error: return location for a #BcServerError
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_get_word (BcParams            *self,
                    const char          *name,
                    const char * const  *words,
                    guint               *value,
                    GError             **error)
{
  const BcParam *param = bc_params_find (self, name);
  g_autofree char *quoted = NULL;
  g_autofree char *list = NULL;

  if (param == NULL)
    return TRUE;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], param->text) == 0)
      {
        *value = i;
        return TRUE;
      }

  quoted = bc_core_error_quote (param->text, -1);
  list = g_strjoinv (", ", (char **) words);
  bc_server_error_set_invalid (error, param->where, name, "parse", param->text,
                               "%s must be one of %s, not “%s”", name, list, quoted);

  return FALSE;
}

/**
 * bc_params_get_flag:
 * @self: parameters
 * @name: a name
 * @value: (inout): stays as it is if the parameter was left out
 * @error: return location for a #BcServerError
 *
 * Reads `true`, `1`, `yes`, `on` or their opposites.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_INVALID
 */
gboolean
bc_params_get_flag (BcParams    *self,
                    const char  *name,
                    gboolean    *value,
                    GError     **error)
{
  static const char * const words[] = { "true", "false", "1", "0", "yes", "no", "on", "off", NULL };
  guint word = *value ? 0 : 1;

  if (!bc_params_get_word (self, name, words, &word, error))
    return FALSE;

  *value = word % 2 == 0;

  return TRUE;
}
