/* test-json-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <math.h>
#include <string.h>

#include "bc-decimal.h"
#include "bc-json-writer.h"
#include "bc-json.h"

static void
assert_text (BcJsonWriter *writer,
             const char   *expected)
{
  g_autoptr(GBytes) bytes = bc_json_writer_finish (writer);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_json_writer_nesting (void)
{
  const char * const names[] = { "a", "b", NULL };
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "empty");
  bc_json_writer_end_array (writer);
  bc_json_writer_begin_object (writer, "none");
  bc_json_writer_end_object (writer);
  bc_json_writer_begin_array (writer, "list");
  bc_json_writer_int (writer, NULL, 1);
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_boolean (writer, "yes", TRUE);
  bc_json_writer_boolean (writer, "no", FALSE);
  bc_json_writer_end_object (writer);
  bc_json_writer_begin_array (writer, NULL);
  bc_json_writer_null (writer, NULL);
  bc_json_writer_end_array (writer);
  bc_json_writer_end_array (writer);
  bc_json_writer_strv (writer, "names", names);
  bc_json_writer_strv (writer, "nobody", NULL);
  bc_json_writer_raw (writer, "raw", "{\"x\":1}", -1);
  bc_json_writer_null (writer, "null");
  bc_json_writer_end_object (writer);

  g_assert_cmpuint (bc_json_writer_get_length (writer), >, 0);
  assert_text (writer,
               "{\"empty\":[],\"none\":{},\"list\":[1,{\"yes\":true,\"no\":false},[null]],"
               "\"names\":[\"a\",\"b\"],\"nobody\":[],\"raw\":{\"x\":1},\"null\":null}");
  g_assert_cmpuint (bc_json_writer_get_length (writer), ==, 0);
}

static void
test_json_writer_numbers (void)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_array (writer, NULL);
  bc_json_writer_int (writer, NULL, G_MININT64);
  bc_json_writer_int (writer, NULL, G_MAXINT64);
  bc_json_writer_ppm (writer, NULL, 50000);
  bc_json_writer_ppm (writer, NULL, 60000);
  bc_json_writer_ppm (writer, NULL, -1);
  bc_json_writer_ppm (writer, NULL, BC_PPM_ONE);
  bc_json_writer_ppm (writer, NULL, BC_PPM_NONE);
  bc_json_writer_dollars (writer, NULL, -1234567890);
  bc_json_writer_dollars (writer, NULL, 1);
  bc_json_writer_cents (writer, NULL, -1234567890);
  bc_json_writer_cents (writer, NULL, 10 * BC_NANO_PER_DOLLAR);
  bc_json_writer_decimal (writer, NULL, -5, 3);
  bc_json_writer_double (writer, NULL, 0.05);
  bc_json_writer_double (writer, NULL, 0.1 + 0.2);
  bc_json_writer_double (writer, NULL, -0.5);
  bc_json_writer_double (writer, NULL, 1e300);
  bc_json_writer_double (writer, NULL, NAN);
  bc_json_writer_double (writer, NULL, INFINITY);
  bc_json_writer_double (writer, NULL, -INFINITY);
  bc_json_writer_end_array (writer);

  assert_text (writer,
               "[-9223372036854775808,9223372036854775807,0.05,0.06,-0.000001,1,null,"
               "-1.23456789,0.000000001,-123.456789,1000,-0.005,"
               "0.05,0.30000000000000004,-0.5,1e+300,null,null,null]");
}

static void
test_json_writer_round_trip (void)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(BcJson) json = NULL;
  g_autoptr(GError) error = NULL;
  double numbers[2000];

  bc_json_writer_begin_array (writer, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      numbers[i] = ldexp (g_rand_double (rand) - 0.5, g_rand_int_range (rand, -1000, 1000));
      bc_json_writer_double (writer, NULL, numbers[i]);
    }
  bc_json_writer_end_array (writer);

  bytes = bc_json_writer_finish (writer);
  json = bc_json_parse_bytes (bytes, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = bc_json_node_dup_text (bc_json_node_get_item (bc_json_get_root (json), i));

      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, numbers[i]);
    }
}

static void
test_json_writer_strings (void)
{
  static const struct { const char *value; const char *expected; } cases[] = {
    { NULL, "null" },
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "say \"hi\" \\ there", "\"say \\\"hi\\\" \\\\ there\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\"" },
    { "\xe2\x80\xa6 \xe2\x82\xac", "\"\xe2\x80\xa6 \xe2\x82\xac\"" },
    { "\xf0\x9f\x8f\x80", "\"\xf0\x9f\x8f\x80\"" },
    { "a\xff" "b", "\"a\xef\xbf\xbd" "b\"" },
    { "\xe2", "\"\xef\xbf\xbd\"" },
    { "\xe2\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

      bc_json_writer_string (writer, NULL, cases[i].value);
      assert_text (writer, cases[i].expected);
    }
}

static void
test_json_writer_names (void)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_int (writer, "a \"quoted\"\nname", 1);
  bc_json_writer_end_object (writer);

  assert_text (writer, "{\"a \\\"quoted\\\"\\nname\":1}");
}

/* Values that end in an opening bracket must not swallow a comma. */
static void
test_json_writer_commas (void)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_array (writer, NULL);
  bc_json_writer_string (writer, NULL, "{");
  bc_json_writer_string (writer, NULL, "[");
  bc_json_writer_raw (writer, NULL, "[1]garbage", 3);
  bc_json_writer_int (writer, NULL, 2);
  bc_json_writer_end_array (writer);

  assert_text (writer, "[\"{\",\"[\",[1],2]");
}

static void
test_json_writer_comma_locale (void)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  if (!test_set_comma_locale ())
    return;

  bc_json_writer_begin_array (writer, NULL);
  bc_json_writer_double (writer, NULL, 1234.5);
  bc_json_writer_ppm (writer, NULL, 455000);
  bc_json_writer_dollars (writer, NULL, 1500000000);
  bc_json_writer_end_array (writer);
  test_reset_locale ();

  assert_text (writer, "[1234.5,0.455,1.5]");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/nesting", test_json_writer_nesting);
  g_test_add_func ("/json-writer/numbers", test_json_writer_numbers);
  g_test_add_func ("/json-writer/round-trip", test_json_writer_round_trip);
  g_test_add_func ("/json-writer/strings", test_json_writer_strings);
  g_test_add_func ("/json-writer/names", test_json_writer_names);
  g_test_add_func ("/json-writer/commas", test_json_writer_commas);
  g_test_add_func ("/json-writer/comma-locale", test_json_writer_comma_locale);

  return g_test_run ();
}
