/* test-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-schema.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const BcJsonNode *document;
  GString          *path;     /* of the value */
} Check;

static char *check_value (Check            *self,
                          const BcJsonNode *schema,
                          const BcJsonNode *value);

static G_GNUC_PRINTF (2, 3) char *
complain (Check      *self,
          const char *format,
          ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return g_strdup_printf ("%s: %s", self->path->len > 0 ? self->path->str : "the document", why);
}

static const char *
get_kind_name (const BcJsonNode *node)
{
  static const char * const names[] = { "null", "boolean", "number", "string", "array", "object" };

  return names[bc_json_node_get_kind (node)];
}

static double
get_number (const BcJsonNode *node)
{
  g_autofree char *text = bc_json_node_dup_text (node);

  return g_ascii_strtod (text, NULL);
}

static gboolean
is_type (const BcJsonNode *value,
         const char       *type)
{
  if (g_str_equal (type, "integer"))
    return bc_json_node_get_kind (value) == BC_JSON_NUMBER && fabs (get_number (value) - round (get_number (value))) <= 0;

  return g_str_equal (type, get_kind_name (value));
}

static gboolean
is_equal (const BcJsonNode *a,
          const BcJsonNode *b)
{
  g_autofree char *text_a = bc_json_node_dup_text (a);
  g_autofree char *text_b = bc_json_node_dup_text (b);

  return bc_json_node_get_kind (a) == bc_json_node_get_kind (b) && g_strcmp0 (text_a, text_b) == 0;
}

static char *
check_type (Check            *self,
            const BcJsonNode *rule,
            const BcJsonNode *value)
{
  g_autofree char *text = bc_json_node_dup_text (rule);

  if (bc_json_node_get_kind (rule) == BC_JSON_STRING)
    return is_type (value, text) ? NULL : complain (self, "is %s, not %s", get_kind_name (value), text);

  for (guint i = 0; i < bc_json_node_get_size (rule); i++)
    {
      g_autofree char *type = bc_json_node_dup_text (bc_json_node_get_item (rule, i));

      if (is_type (value, type))
        return NULL;
    }

  return complain (self, "is %s, not one of %s", get_kind_name (value), text);
}

static char *
check_enum (Check            *self,
            const BcJsonNode *rule,
            const BcJsonNode *value)
{
  g_autofree char *text = bc_json_node_dup_text (value);

  for (guint i = 0; i < bc_json_node_get_size (rule); i++)
    if (is_equal (bc_json_node_get_item (rule, i), value))
      return NULL;

  return complain (self, "“%s” is not in the list", text);
}

static char *
check_required (Check            *self,
                const BcJsonNode *rule,
                const BcJsonNode *value)
{
  for (guint i = 0; bc_json_node_get_kind (value) == BC_JSON_OBJECT && i < bc_json_node_get_size (rule); i++)
    {
      g_autofree char *name = bc_json_node_dup_text (bc_json_node_get_item (rule, i));

      if (bc_json_node_get (value, name) == NULL)
        return complain (self, "has no “%s”", name);
    }

  return NULL;
}

static char *
check_inside (Check            *self,
              const BcJsonNode *schema,
              const BcJsonNode *value,
              const char       *step)
{
  gsize length = self->path->len;
  char *why;

  g_string_append (self->path, step);
  why = check_value (self, schema, value);
  g_string_truncate (self->path, length);

  return why;
}

static char *
check_properties (Check            *self,
                  const BcJsonNode *schema,
                  const BcJsonNode *value)
{
  const BcJsonNode *properties = bc_json_node_get (schema, "properties");
  const BcJsonNode *others = bc_json_node_get (schema, "additionalProperties");
  g_auto(GStrv) names = NULL;
  char *why = NULL;

  if (bc_json_node_get_kind (value) != BC_JSON_OBJECT)
    return NULL;

  names = bc_json_node_dup_members (value);
  for (guint i = 0; why == NULL && names[i] != NULL; i++)
    {
      const BcJsonNode *rule = properties != NULL ? bc_json_node_get (properties, names[i]) : NULL;
      g_autofree char *step = g_strdup_printf (".%s", names[i]);

      if (rule == NULL && others != NULL && bc_json_node_get_kind (others) == BC_JSON_OBJECT)
        rule = others;

      if (rule != NULL)
        why = check_inside (self, rule, bc_json_node_get (value, names[i]), step);
      else if (others != NULL && !bc_json_node_get_boolean (schema, "additionalProperties", TRUE))
        why = complain (self, "has “%s”, which is not described", names[i]);
    }

  return why;
}

static char *
check_items (Check            *self,
             const BcJsonNode *rule,
             const BcJsonNode *value)
{
  char *why = NULL;

  if (bc_json_node_get_kind (value) != BC_JSON_ARRAY)
    return NULL;

  for (guint i = 0; why == NULL && i < bc_json_node_get_size (value); i++)
    {
      g_autofree char *step = g_strdup_printf ("[%u]", i);

      why = check_inside (self, rule, bc_json_node_get_item (value, i), step);
    }

  return why;
}

/* oneOf wants exactly one, anyOf at least one. */
static char *
check_choice (Check            *self,
              const BcJsonNode *rule,
              const BcJsonNode *value,
              gboolean          exactly)
{
  g_autoptr(GString) reasons = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < bc_json_node_get_size (rule); i++)
    {
      g_autofree char *why = check_value (self, bc_json_node_get_item (rule, i), value);

      if (why == NULL)
        n++;
      else
        g_string_append_printf (reasons, "\n  or %s", why);
    }

  if (n == 1 || (n > 1 && !exactly))
    return NULL;

  return complain (self, "fits %u of the choices%s", n, reasons->str);
}

static char *
check_bound (Check            *self,
             const char       *keyword,
             const BcJsonNode *rule,
             const BcJsonNode *value)
{
  double bound = get_number (rule);
  double size;

  switch (bc_json_node_get_kind (value))
    {
    case BC_JSON_NUMBER:
      size = g_str_equal (keyword, "minimum") || g_str_equal (keyword, "maximum") ? get_number (value) : bound;
      break;
    case BC_JSON_STRING:
      {
        g_autofree char *text = bc_json_node_dup_text (value);

        size = g_str_has_suffix (keyword, "Length") ? (double) g_utf8_strlen (text, -1) : bound;
      }
      break;
    case BC_JSON_ARRAY:
      size = g_str_has_suffix (keyword, "Items") ? bc_json_node_get_size (value) : bound;
      break;
    case BC_JSON_NULL:
    case BC_JSON_BOOLEAN:
    case BC_JSON_OBJECT:
    default:
      size = bound;
    }

  if (g_str_has_prefix (keyword, "min") ? size < bound : size > bound)
    return complain (self, "breaks %s %g with %g", keyword, bound, size);

  return NULL;
}

static char *
check_pattern (Check            *self,
               const BcJsonNode *rule,
               const BcJsonNode *value)
{
  g_autofree char *pattern = bc_json_node_dup_text (rule);
  g_autofree char *text = bc_json_node_dup_text (value);

  if (bc_json_node_get_kind (value) != BC_JSON_STRING || g_regex_match_simple (pattern, text, 0, 0))
    return NULL;

  return complain (self, "“%s” does not match %s", text, pattern);
}

static char *
check_keyword (Check            *self,
               const BcJsonNode *schema,
               const char       *keyword,
               const BcJsonNode *value)
{
  static const char * const words[] = { "description", "title", "example", "examples", "default", "format", NULL };
  static const char * const bounds[] = { "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", NULL };
  const BcJsonNode *rule = bc_json_node_get (schema, keyword);

  if (g_strv_contains (words, keyword))
    return NULL;
  if (g_strv_contains (bounds, keyword))
    return check_bound (self, keyword, rule, value);
  if (g_str_equal (keyword, "type"))
    return check_type (self, rule, value);
  if (g_str_equal (keyword, "const"))
    return is_equal (rule, value) ? NULL : complain (self, "is not the constant");
  if (g_str_equal (keyword, "enum"))
    return check_enum (self, rule, value);
  if (g_str_equal (keyword, "required"))
    return check_required (self, rule, value);
  if (g_str_equal (keyword, "properties") || g_str_equal (keyword, "additionalProperties"))
    return check_properties (self, schema, value);
  if (g_str_equal (keyword, "items"))
    return check_items (self, rule, value);
  if (g_str_equal (keyword, "oneOf") || g_str_equal (keyword, "anyOf"))
    return check_choice (self, rule, value, *keyword == 'o');
  if (g_str_equal (keyword, "pattern"))
    return check_pattern (self, rule, value);
  if (g_str_equal (keyword, "$ref"))
    return check_value (self, test_schema_find (self->document, bc_json_node_get_string (schema, "$ref")), value);

  g_error ("A schema has the keyword “%s”, which is not checked", keyword);
}

static char *
check_value (Check            *self,
             const BcJsonNode *schema,
             const BcJsonNode *value)
{
  g_auto(GStrv) keywords = bc_json_node_dup_members (schema);
  char *why = NULL;

  for (guint i = 0; why == NULL && keywords[i] != NULL; i++)
    why = check_keyword (self, schema, keywords[i], value);

  return why;
}

char *
test_schema_check (const BcJsonNode *document,
                   const BcJsonNode *schema,
                   const BcJsonNode *value)
{
  g_autoptr(GString) path = g_string_new (NULL);
  Check check = { document, path };

  return check_value (&check, schema, value);
}

const BcJsonNode *
test_schema_find (const BcJsonNode *document,
                  const char       *pointer)
{
  g_auto(GStrv) steps = g_strsplit (pointer, "/", -1);
  const BcJsonNode *node = document;

  g_assert_cmpstr (steps[0], ==, "#");
  for (guint i = 1; steps[i] != NULL; i++)
    {
      g_auto(GStrv) slashes = g_strsplit (steps[i], "~1", -1);
      g_autofree char *name = g_strjoinv ("/", slashes);

      node = bc_json_node_get (node, name);
      if (node == NULL)
        g_error ("There is no %s", pointer);
    }

  return node;
}

BcJson *
test_schema_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  BcJson *json;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = bc_json_parse (text, (gssize) length, &error);
  g_assert_no_error (error);

  return json;
}
