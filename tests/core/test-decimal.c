/* test-decimal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "bc-core-error.h"
#include "bc-decimal.h"
#include "test-utils.h"

static gint64
parse (const char *text,
       guint       scale)
{
  g_autoptr(GError) error = NULL;
  gint64 value = -42;

  g_assert_true (bc_decimal_parse (text, -1, scale, &value, &error));
  g_assert_no_error (error);

  return value;
}

static void
test_decimal_parse (void)
{
  g_assert_cmpint (parse ("0.05", 6), ==, 50000);
  g_assert_cmpint (parse ("-0.05", 6), ==, -50000);
  g_assert_cmpint (parse ("+1", 6), ==, 1000000);
  g_assert_cmpint (parse (".5", 6), ==, 500000);
  g_assert_cmpint (parse ("5.", 6), ==, 5000000);
  g_assert_cmpint (parse ("-0", 6), ==, 0);
  g_assert_cmpint (parse ("007", 0), ==, 7);
  g_assert_cmpint (parse ("45.5e-2", 6), ==, 455000);
  g_assert_cmpint (parse ("1E3", 0), ==, 1000);
  g_assert_cmpint (parse ("1e+3", 0), ==, 1000);
  g_assert_cmpint (parse ("0.00001234e5", 6), ==, 1234000);
  g_assert_cmpint (parse ("12345678901e-10", 6), ==, 1234568);
  g_assert_cmpint (parse ("9223372036854775807", 0), ==, G_MAXINT64);
  g_assert_cmpint (parse ("-9.223372036854775807", 18), ==, -G_MAXINT64);
}

static void
test_decimal_parse_rounding (void)
{
  g_assert_cmpint (parse ("0.0000005", 6), ==, 1);
  g_assert_cmpint (parse ("-0.0000005", 6), ==, -1);
  g_assert_cmpint (parse ("0.00000049999999999999999999", 6), ==, 0);
  g_assert_cmpint (parse ("0.00000050000000000000000001", 6), ==, 1);
  g_assert_cmpint (parse ("0.9999995", 6), ==, 1000000);
  g_assert_cmpint (parse ("0.00000009", 6), ==, 0);
  g_assert_cmpint (parse ("2.5", 0), ==, 3);
  g_assert_cmpint (parse ("-2.5", 0), ==, -3);
  g_assert_cmpint (parse ("5e-1", 0), ==, 1);
  g_assert_cmpint (parse ("5e-2", 0), ==, 0);
}

static void
test_decimal_parse_extremes (void)
{
  g_autofree char *zeros = g_strnfill (5000, '0');
  g_autofree char *tiny = g_strconcat ("0.", zeros, "1e5001", NULL);
  g_autofree char *huge = g_strconcat ("1", zeros, "e-5000", NULL);

  g_assert_cmpint (parse (tiny, 0), ==, 1);
  g_assert_cmpint (parse (huge, 6), ==, 1000000);
  g_assert_cmpint (parse ("0e999999999999999999999", 6), ==, 0);
  g_assert_cmpint (parse ("1e-999999999999999999999", 6), ==, 0);
  g_assert_cmpint (parse ("9e-99999", 6), ==, 0);
}

static void
test_decimal_parse_length (void)
{
  gint64 value;

  g_assert_true (bc_decimal_parse ("0.375,9", 5, 6, &value, NULL));
  g_assert_cmpint (value, ==, 375000);
  g_assert_false (bc_decimal_parse ("1", 0, 6, &value, NULL));
}

static void
test_decimal_parse_refused (void)
{
  static const char * const texts[] = {
    "", "-", "+", ".", "-.", "abc", "1x", "1 ", " 1", "1,5", "1.2.3", "--1", "1e", "1e+", "1e5x", "1.5e2.5",
    "0x10", "nan", "NaN", "-nan", "inf", "-inf", "Infinity", "٣", "\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 value = 42;

      g_assert_false (bc_decimal_parse (texts[i], -1, 6, &value, &error));
      g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (value, ==, 42);
    }
}

static void
test_decimal_parse_overflow (void)
{
  static const char * const texts[] = {
    "9223372036854775808", "-9223372036854775808", "9223372036854775807.5", "1e19", "1e400", "99999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 value;

      g_assert_false (bc_decimal_parse (texts[i], -1, 0, &value, &error));
      g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE);
      g_assert_nonnull (strstr (error->message, texts[i]));
    }
}

static void
test_decimal_long_text_is_cut (void)
{
  g_autofree char *text = g_strnfill (1000000, 'x');
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_assert_false (bc_decimal_parse (text, -1, 6, &value, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE);
  g_assert_cmpuint (strlen (error->message), <, 200);
}

static void
test_decimal_from_double (void)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_assert_true (bc_decimal_from_double (0.373, 6, &value, NULL));
  g_assert_cmpint (value, ==, 373000);
  g_assert_true (bc_decimal_from_double (0.0000005, 6, &value, NULL));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (bc_decimal_from_double (1e-300, 6, &value, NULL));
  g_assert_cmpint (value, ==, 0);

  g_assert_false (bc_decimal_from_double ((double) NAN, 6, &value, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE);
  g_clear_error (&error);
  g_assert_false (bc_decimal_from_double ((double) -INFINITY, 6, &value, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE);
  g_clear_error (&error);
  g_assert_false (bc_decimal_from_double (1e300, 6, &value, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE);
}

/* Every six-digit probability that a JSON reader hands over as a double. */
static void
test_decimal_from_double_every_ppm (void)
{
  for (gint32 ppm = 0; ppm <= BC_PPM_ONE; ppm += 7)
    {
      char buffer[BC_DECIMAL_BUFFER_SIZE];
      gint64 value;

      bc_decimal_format (buffer, ppm, 6);
      g_assert_true (bc_decimal_from_double (g_ascii_strtod (buffer, NULL), 6, &value, NULL));
      g_assert_cmpint (value, ==, ppm);
    }
}

static void
check_format (gint64      value,
              guint       scale,
              const char *expected)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  g_assert_cmpstr (bc_decimal_format (buffer, value, scale), ==, expected);
  g_assert_cmpint (parse (buffer, scale), ==, value);
}

static void
test_decimal_format (void)
{
  check_format (50000, 6, "0.05");
  check_format (-1500000, 6, "-1.5");
  check_format (0, 6, "0");
  check_format (1, 6, "0.000001");
  check_format (-1, 9, "-0.000000001");
  check_format (1000000, 6, "1");
  check_format (10, 0, "10");
  check_format (G_MAXINT64, 9, "9223372036.854775807");
  check_format (-G_MAXINT64, 18, "-9.223372036854775807");
}

static void
test_decimal_format_least (void)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  g_assert_cmpstr (bc_decimal_format (buffer, G_MININT64, 9), ==, "-9223372036.854775808");
}

static void
test_decimal_double_format (void)
{
  static const struct { double number; const char *text; } cases[] = {
    { 0.1, "0.1" }, { 0.1 + 0.2, "0.30000000000000004" }, { 100, "100" }, { -2.5, "-2.5" }, { 1e-7, "1e-07" },
    { 5e-324, "4.94065645841247e-324" }, { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { 0.06, "0.06" }, { 1.0 / 3, "0.3333333333333333" },
  };
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (bc_double_format (buffer, cases[i].number), ==, cases[i].text);
      g_assert_true (g_ascii_strtod (buffer, NULL) == cases[i].number);
    }
}

static void
test_decimal_double_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  for (guint i = 0; i < 20000; i++)
    {
      union { guint64 bits; double number; } u;

      u.bits = ((guint64) g_rand_int (rand) << 32) | g_rand_int (rand);
      if (!isfinite (u.number))
        continue;
      bc_double_format (buffer, u.number);
      g_assert_true (g_ascii_strtod (buffer, NULL) == u.number);
    }
}

static void
test_decimal_locale (void)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];
  gint64 value;

  if (!test_set_comma_locale ())
    return;

  g_assert_cmpint (parse ("0.05", 6), ==, 50000);
  g_assert_cmpstr (bc_double_format (buffer, 0.25), ==, "0.25");
  g_assert_cmpstr (bc_decimal_format (buffer, 250000, 6), ==, "0.25");
  g_assert_true (bc_decimal_from_double (0.373, 6, &value, NULL));
  g_assert_cmpint (value, ==, 373000);

  test_reset_locale ();
}

static void
test_decimal_ppm (void)
{
  g_autoptr(GError) error = NULL;
  gint32 ppm = 42;

  g_assert_true (bc_ppm_parse ("0.455", -1, &ppm, NULL));
  g_assert_cmpint (ppm, ==, 455000);
  g_assert_true (bc_ppm_parse ("-1.5;", 4, &ppm, NULL));
  g_assert_cmpint (ppm, ==, -1500000);

  g_assert_false (bc_ppm_parse ("2147.483648", -1, &ppm, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (bc_ppm_parse ("-2147.483648", -1, &ppm, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (bc_ppm_parse ("", -1, &ppm, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE);
  g_assert_cmpint (ppm, ==, -1500000);
}

static void
test_decimal_nano_add (void)
{
  g_assert_cmpint (bc_nano_add (2, -5), ==, -3);
  g_assert_cmpint (bc_nano_add (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (bc_nano_add (-G_MAXINT64, -1), ==, -G_MAXINT64);
  g_assert_cmpint (bc_nano_add (-G_MAXINT64, -G_MAXINT64), ==, -G_MAXINT64);
  g_assert_cmpint (bc_nano_add (G_MAXINT64, -G_MAXINT64), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decimal/parse", test_decimal_parse);
  g_test_add_func ("/decimal/parse/rounding", test_decimal_parse_rounding);
  g_test_add_func ("/decimal/parse/extremes", test_decimal_parse_extremes);
  g_test_add_func ("/decimal/parse/length", test_decimal_parse_length);
  g_test_add_func ("/decimal/parse/refused", test_decimal_parse_refused);
  g_test_add_func ("/decimal/parse/overflow", test_decimal_parse_overflow);
  g_test_add_func ("/decimal/parse/long-text-is-cut", test_decimal_long_text_is_cut);
  g_test_add_func ("/decimal/from-double", test_decimal_from_double);
  g_test_add_func ("/decimal/from-double/every-ppm", test_decimal_from_double_every_ppm);
  g_test_add_func ("/decimal/format", test_decimal_format);
  g_test_add_func ("/decimal/format/least", test_decimal_format_least);
  g_test_add_func ("/decimal/double-format", test_decimal_double_format);
  g_test_add_func ("/decimal/double-format/round-trip", test_decimal_double_round_trip);
  g_test_add_func ("/decimal/locale", test_decimal_locale);
  g_test_add_func ("/decimal/nano-add", test_decimal_nano_add);
  g_test_add_func ("/decimal/ppm", test_decimal_ppm);

  return g_test_run ();
}
