/* test-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <string.h>

#include "bc-decimal.h"
#include "bc-json.h"

static BcJson *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  BcJson *json = bc_json_parse (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);

  return json;
}

static char *
repeat (const char *text,
        gsize       n)
{
  GString *string = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (string, text);

  return g_string_free (string, FALSE);
}

static void
test_json_kinds (void)
{
  g_autoptr(BcJson) json = parse (" {\"n\":null,\"b\":true,\"i\":1,\"d\":-1.5e3,\"s\":\"x\",\"a\":[1,2],\"o\":{\"k\":0}}\n");
  const BcJsonNode *root = bc_json_get_root (json);
  g_auto(GStrv) members = bc_json_node_dup_members (root);
  g_autofree char *joined = g_strjoinv (" ", members);
  g_auto(GStrv) none = bc_json_node_dup_members (bc_json_node_get (root, "a"));

  g_assert_cmpstr (joined, ==, "n b i d s a o");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpint (bc_json_node_get_kind (root), ==, BC_JSON_OBJECT);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "n")), ==, BC_JSON_NULL);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "b")), ==, BC_JSON_BOOLEAN);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "i")), ==, BC_JSON_NUMBER);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "d")), ==, BC_JSON_NUMBER);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "s")), ==, BC_JSON_STRING);
  g_assert_cmpint (bc_json_node_get_kind (bc_json_node_get (root, "a")), ==, BC_JSON_ARRAY);
  g_assert_cmpuint (bc_json_node_get_size (root), ==, 7);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "a")), ==, 2);
  g_assert_cmpuint (bc_json_node_get_size (bc_json_node_get (root, "s")), ==, 0);
  g_assert_null (bc_json_node_get (root, "missing"));
  g_assert_null (bc_json_node_get (bc_json_node_get (root, "a"), "i"));
  g_assert_null (bc_json_node_get_item (bc_json_node_get (root, "a"), 2));
  g_assert_null (bc_json_node_get_item (root, 0));
}

static void
test_json_optional (void)
{
  g_autoptr(BcJson) json = parse ("{\"s\":\"x\",\"b\":true,\"i\":5,\"w\":5.0,\"f\":5.5,\"big\":1e300,\"n\":null}");
  const BcJsonNode *root = bc_json_get_root (json);
  gint64 value = 0;

  g_assert_cmpstr (bc_json_node_get_string (root, "s"), ==, "x");
  g_assert_null (bc_json_node_get_string (root, "i"));
  g_assert_null (bc_json_node_get_string (root, "n"));
  g_assert_null (bc_json_node_get_string (root, "missing"));
  g_assert_true (bc_json_node_get_boolean (root, "b", FALSE));
  g_assert_true (bc_json_node_get_boolean (root, "i", TRUE));
  g_assert_false (bc_json_node_get_boolean (root, "missing", FALSE));
  g_assert_cmpint (bc_json_node_get_int (root, "i", -1), ==, 5);
  g_assert_cmpint (bc_json_node_get_int (root, "w", -1), ==, 5);
  g_assert_cmpint (bc_json_node_get_int (root, "f", -1), ==, -1);
  g_assert_cmpint (bc_json_node_get_int (root, "big", -1), ==, -1);
  g_assert_cmpint (bc_json_node_get_int (root, "s", -1), ==, -1);
  g_assert_true (bc_json_node_get_decimal (root, "f", 1, &value));
  g_assert_cmpint (value, ==, 55);
  g_assert_false (bc_json_node_get_decimal (root, "n", 1, &value));
  g_assert_false (bc_json_node_get_decimal (root, "big", 1, &value));
  g_assert_cmpint (value, ==, 55);
}

static void
test_json_needed (void)
{
  g_autoptr(BcJson) json = parse ("{\"a\":[],\"o\":{},\"s\":\"x\",\"i\":-9223372036854775808,\"d\":0.05}");
  const BcJsonNode *root = bc_json_get_root (json);
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  g_assert_nonnull (bc_json_node_need_array (root, "a", &error));
  g_assert_nonnull (bc_json_node_need_object (root, "o", &error));
  g_assert_cmpstr (bc_json_node_need_string (root, "s", &error), ==, "x");
  g_assert_true (bc_json_node_need_int (root, "i", &value, &error));
  g_assert_cmpint (value, ==, G_MININT64);
  g_assert_true (bc_json_node_need_decimal (root, "d", BC_PPM_SCALE, &value, &error));
  g_assert_cmpint (value, ==, 50000);
  g_assert_no_error (error);
}

static void
assert_shape_error (GError     **error,
                    const char  *message)
{
  g_assert_error (*error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE);
  g_assert_cmpstr ((*error)->message, ==, message);
  g_clear_error (error);
}

static void
test_json_paths (void)
{
  g_autoptr(BcJson) json = parse ("{\"plays\":[{},{\"deep\":[[1,{\"x\":\"no\"}]]}],\"n\":1e300,\"whole\":1.5}");
  const BcJsonNode *root = bc_json_get_root (json);
  const BcJsonNode *play = bc_json_node_get_item (bc_json_node_get (root, "plays"), 1);
  const BcJsonNode *pair = bc_json_node_get_item (bc_json_node_get (play, "deep"), 0);
  const BcJsonNode *inner = bc_json_node_get_item (pair, 1);
  g_autofree char *path = bc_json_node_dup_path (root, NULL);
  g_autoptr(GError) error = NULL;
  gint64 value = 42;

  g_assert_cmpstr (path, ==, "the document");
  g_assert_null (bc_json_node_need_string (play, "wallclock", &error));
  assert_shape_error (&error, "plays[1].wallclock is missing; a text should be there");
  g_assert_false (bc_json_node_need_int (inner, "x", &value, &error));
  assert_shape_error (&error, "plays[1].deep[0][1].x is a text where a whole number should be");
  g_assert_null (bc_json_node_need_array (root, "n", &error));
  assert_shape_error (&error, "n is a number where an array should be");
  g_assert_null (bc_json_node_need_object (root, "plays", &error));
  assert_shape_error (&error, "plays is an array where an object should be");
  g_assert_false (bc_json_node_need_int (root, "whole", &value, &error));
  assert_shape_error (&error, "whole is a number where a whole number should be");
  g_assert_false (bc_json_node_need_decimal (root, "n", BC_PPM_SCALE, &value, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE);
  g_assert_true (g_str_has_prefix (error->message, "n: "));
  g_assert_cmpint (value, ==, 42);
}

static void
test_json_decimals (void)
{
  static const struct { const char *text; gint64 ppm; } cases[] = {
    { "0.373", 373000 },
    { "0.060000000000000005", 60000 },
    { "1", 1000000 },
    { "-0.0000005", -1 },
    { "5e-2", 50000 },
    { "0", 0 },
    { "-0", 0 },
    { "-0.0", 0 },
    { "1e-400", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"p\":%s}", cases[i].text);
      g_autoptr(BcJson) json = parse (text);
      g_autoptr(GError) error = NULL;
      gint64 ppm;

      bc_json_node_need_decimal (bc_json_get_root (json), "p", BC_PPM_SCALE, &ppm, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ppm, ==, cases[i].ppm);
    }
}

static void
test_json_texts (void)
{
  g_autoptr(BcJson) json = parse ("[0.05,true,false,\"asof\",401810288,[\"a\",1,0.5],null,{},[1,null],[[1]],[]]");
  static const char * const expected[] = {
    "0.05", "true", "false", "asof", "401810288", "a,1,0.5", NULL, NULL, NULL, NULL, "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text = bc_json_node_dup_text (bc_json_node_get_item (bc_json_get_root (json), i));

      g_assert_cmpstr (text, ==, expected[i]);
    }
}

static void
test_json_accepted (void)
{
  static const char * const texts[] = {
    "null", "0", "-1", "\"\"", "[]", "{}", "\xef\xbb\xbf{}", " [ ] ", "\t\r\n1\n",
    "\"\\u00e9\\ud83c\\udfc0\\/\\b\"", "9223372036854775807", "-9223372036854775808",
    "0.0000000000000000000000000000000000000000000000000000001", "[1E5,1e+5,1e-5]",
    "{\"a\":{\"b\":[{},[],\"]}\\\"\"]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BcJson) json = bc_json_parse (texts[i], -1, &error);

      g_assert_no_error (error);
      g_assert_nonnull (json);
    }
}

/* Beside what is no JSON, what the parser underneath would take or misread:
 * comments, single quotes, assignments, wrapped integers, cut texts. */
static void
test_json_refused (void)
{
  static const struct { const char *text; const char *position; } cases[] = {
    { "", "Line 1, column 1 (byte 0)" },
    { "  ", "Line 1, column 3 (byte 2)" },
    { "{\"a\":1,}", "Line 1, column 8 (byte 7)" },
    { "[1,]", "Line 1, column 4 (byte 3)" },
    { "[1 2]", "Line 1, column 4 (byte 3)" },
    { "[1", "Line 1, column 3 (byte 2)" },
    { "{\"a\" 1}", "Line 1, column 6 (byte 5)" },
    { "{a:1}", "Line 1, column 2 (byte 1)" },
    { "{\"a\":}", "Line 1, column 6 (byte 5)" },
    { "{]", "Line 1, column 2 (byte 1)" },
    { "[}", "Line 1, column 2 (byte 1)" },
    { "{} {}", "Line 1, column 4 (byte 3)" },
    { "// c\n1", "Line 1, column 1 (byte 0)" },
    { "[/* c */1]", "Line 1, column 2 (byte 1)" },
    { "'a'", "Line 1, column 1 (byte 0)" },
    { "var a = 1;", "Line 1, column 1 (byte 0)" },
    { "NaN", "Line 1, column 1 (byte 0)" },
    { "[Infinity]", "Line 1, column 2 (byte 1)" },
    { "tru", "Line 1, column 1 (byte 0)" },
    { "truex", "Line 1, column 5 (byte 4)" },
    { "01", "Line 1, column 2 (byte 1)" },
    { "+1", "Line 1, column 1 (byte 0)" },
    { "-", "Line 1, column 2 (byte 1)" },
    { "1.", "Line 1, column 3 (byte 2)" },
    { ".5", "Line 1, column 1 (byte 0)" },
    { "1e", "Line 1, column 3 (byte 2)" },
    { "0x10", "Line 1, column 2 (byte 1)" },
    { "1e999", "Line 1, column 1 (byte 0)" },
    { "[99999999999999999999]", "Line 1, column 2 (byte 1)" },
    { "[9223372036854775808]", "Line 1, column 2 (byte 1)" },
    { "\"a", "Line 1, column 3 (byte 2)" },
    { "\"a\\\"", "Line 1, column 5 (byte 4)" },
    { "\"\\", "Line 1, column 3 (byte 2)" },
    { "\"\\x\"", "Line 1, column 3 (byte 2)" },
    { "\"\\u12\"", "Line 1, column 4 (byte 3)" },
    { "\"\\u0000\"", "Line 1, column 8 (byte 7)" },
    { "\"\\ud83d\"", "Line 1, column 8 (byte 7)" },
    { "\"\\udc00\"", "Line 1, column 8 (byte 7)" },
    { "\"\\ud83d\\u0041\"", "Line 1, column 14 (byte 13)" },
    { "\"a\nb\"", "Line 1, column 3 (byte 2)" },
    { "{\n  \"\xc3\xa9\": \xe2\x82\xac\n}", "Line 2, column 8 (byte 10)" },
    { "\"\xff\"", "Line 1, column 2 (byte 1)" },
    { "\xf0\x9f", "Line 1, column 1 (byte 0)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (bc_json_parse (cases[i].text, -1, &error));
      g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE);
      if (!g_str_has_prefix (error->message, cases[i].position))
        g_error ("%s: “%s” does not start with “%s”", cases[i].text, error->message, cases[i].position);
    }
}

static void
test_json_words (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (bc_json_parse ("[1,\n 2", -1, &error));
  g_assert_cmpstr (error->message, ==,
                   "Line 2, column 3 (byte 6): the text ends where a comma or “]” should be");
  g_clear_error (&error);

  g_assert_null (bc_json_parse ("{\"a\":€}", -1, &error));
  g_assert_cmpstr (error->message, ==,
                   "Line 1, column 6 (byte 5): “€” stands where a value should be");
}

static void
test_json_bytes (void)
{
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) nul = g_bytes_new_static ("[1]\0[2]", 7);
  g_autoptr(GError) error = NULL;
  BcJsonPosition where;

  g_assert_null (bc_json_parse_bytes (empty, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE);
  g_clear_error (&error);

  g_assert_null (bc_json_parse_bytes (nul, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE);
  g_clear_error (&error);

  g_assert_false (bc_json_check ("[1,\n x]", 7, &where, NULL));
  g_assert_cmpuint (where.byte, ==, 5);
  g_assert_cmpuint (where.line, ==, 2);
  g_assert_cmpuint (where.column, ==, 2);
  g_assert_true (bc_json_check ("[1] and more", 3, NULL, &error));
  g_assert_no_error (error);
}

static void
test_json_depth (void)
{
  g_autofree char *open = repeat ("[", BC_JSON_MAX_DEPTH);
  g_autofree char *close = repeat ("]", BC_JSON_MAX_DEPTH);
  g_autofree char *deepest = g_strconcat (open, close, NULL);
  g_autofree char *deeper = g_strconcat ("[", open, close, "]", NULL);
  g_autofree char *absurd = repeat ("[", 1000000);
  g_autofree char *objects = repeat ("{\"a\":", 1000000);
  g_autofree char *quoted = g_strconcat ("\"\\\"", absurd, "\"", NULL);
  g_autofree char *wide = repeat ("[],", 100000);
  g_autofree char *list = g_strconcat ("[", wide, "[]]", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) fits = parse (deepest);
  g_autoptr(BcJson) text = parse (quoted);
  g_autoptr(BcJson) broad = parse (list);

  g_assert_cmpuint (bc_json_node_get_size (bc_json_get_root (broad)), ==, 100001);
  g_assert_null (bc_json_parse (deeper, -1, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_DEPTH);
  g_assert_cmpstr (error->message, ==, "Line 1, column 65 (byte 64): nested deeper than 64 levels");
  g_clear_error (&error);
  g_assert_null (bc_json_parse (absurd, -1, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_DEPTH);
  g_clear_error (&error);
  g_assert_null (bc_json_parse (objects, -1, &error));
  g_assert_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_DEPTH);
}

static void
test_json_duplicates (void)
{
  g_autoptr(BcJson) json = parse ("{\"a\":1,\"b\":0,\"a\":{\"c\":2},\"a\":3}");
  const BcJsonNode *root = bc_json_get_root (json);
  g_auto(GStrv) members = bc_json_node_dup_members (root);

  g_assert_cmpint (bc_json_node_get_int (root, "a", -1), ==, 3);
  g_assert_cmpuint (g_strv_length (members), ==, 2);
}

/* Whatever bytes a document is damaged with, it is read or refused. */
static void
test_json_damaged (void)
{
  static const char good[] = "{\"plays\":[{\"id\":\"1\",\"p\":0.5,\"w\":\"2025-01-01T00:00:00Z\"},null,true,-1e-3]}";
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  guint n_refused = 0;

  for (guint round = 0; round < 20000; round++)
    {
      char text[sizeof good];
      gsize length = (gsize) g_rand_int_range (rand, 1, sizeof good);
      g_autoptr(GError) error = NULL;
      g_autoptr(BcJson) json = NULL;

      memcpy (text, good, sizeof good);
      for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
        text[g_rand_int_range (rand, 0, sizeof good - 1)] = (char) g_rand_int_range (rand, 0, 256);

      json = bc_json_parse (text, round % 2 == 0 ? (gssize) length : (gssize) sizeof good - 1, &error);
      g_assert_true ((json == NULL) == (error != NULL));
      n_refused += json == NULL;
    }

  g_assert_cmpuint (n_refused, >, 10000);
  g_assert_cmpuint (n_refused, <, 20000);
}

static void
test_json_comma_locale (void)
{
  g_autoptr(BcJson) json = NULL;
  g_autofree char *text = NULL;

  if (!test_set_comma_locale ())
    return;

  json = parse ("0.25");
  text = bc_json_node_dup_text (bc_json_get_root (json));
  test_reset_locale ();

  g_assert_cmpstr (text, ==, "0.25");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/kinds", test_json_kinds);
  g_test_add_func ("/json/optional", test_json_optional);
  g_test_add_func ("/json/needed", test_json_needed);
  g_test_add_func ("/json/paths", test_json_paths);
  g_test_add_func ("/json/decimals", test_json_decimals);
  g_test_add_func ("/json/texts", test_json_texts);
  g_test_add_func ("/json/accepted", test_json_accepted);
  g_test_add_func ("/json/refused", test_json_refused);
  g_test_add_func ("/json/words", test_json_words);
  g_test_add_func ("/json/bytes", test_json_bytes);
  g_test_add_func ("/json/depth", test_json_depth);
  g_test_add_func ("/json/duplicates", test_json_duplicates);
  g_test_add_func ("/json/damaged", test_json_damaged);
  g_test_add_func ("/json/comma-locale", test_json_comma_locale);

  return g_test_run ();
}
