/* bc-decimal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-decimal.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "bc-core-error.h"

/* Larger exponents than any text can make up for by its number of digits. */
#define EXPONENT_MAX (G_MAXINT64 / 4)

/* What was read: the digits of the mantissa, which may contain one point, and
 * the power of ten of the first of them. */
typedef struct
{
  gboolean    negative;
  const char *digits;
  const char *digits_end;
  gint64      magnitude;
} Number;

static gboolean
read_exponent (const char *p,
               const char *end,
               gint64     *exponent)
{
  gboolean negative;
  gint64 value = 0;

  p++;
  negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  if (p == end)
    return FALSE;

  for (; p < end; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      value = MIN (value * 10 + (*p - '0'), EXPONENT_MAX / 10);
    }

  *exponent = negative ? -value : value;

  return TRUE;
}

static gboolean
read_number (const char *text,
             gsize       length,
             Number     *number)
{
  const char *p = text;
  const char *end = text + length;
  const char *point = NULL;
  gsize n_digits = 0;
  gint64 exponent = 0;

  number->negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+'))
    p++;

  number->digits = p;
  for (; p < end && (g_ascii_isdigit (*p) || (*p == '.' && point == NULL)); p++)
    {
      if (*p == '.')
        point = p;
      else
        n_digits++;
    }
  number->digits_end = p;

  if (n_digits == 0)
    return FALSE;
  if (p < end && ((*p != 'e' && *p != 'E') || !read_exponent (p, end, &exponent)))
    return FALSE;

  number->magnitude = exponent - 1 + ((point != NULL ? point : p) - number->digits);

  return TRUE;
}

/* Only digits that weigh at least one unit are kept; the digit after them
 * alone decides a rounding half away from zero. FALSE is overflow. */
static gboolean
scale_number (const Number *number,
              guint         scale,
              gint64       *value)
{
  gint64 weight = number->magnitude + scale;
  gint64 units = 0;

  for (const char *p = number->digits; p < number->digits_end && weight >= -1; p++)
    {
      int digit = *p - '0';

      if (*p == '.')
        continue;
      if (weight == -1)
        digit = digit >= 5 ? 1 : 0;
      else if (__builtin_mul_overflow (units, 10, &units))
        return FALSE;
      if (__builtin_add_overflow (units, digit, &units))
        return FALSE;
      weight--;
    }

  for (; units != 0 && weight >= 0; weight--)
    {
      if (__builtin_mul_overflow (units, 10, &units))
        return FALSE;
    }

  *value = number->negative ? -units : units;

  return TRUE;
}

/**
 * bc_decimal_parse:
 * @text: a decimal number: sign, digits, one point, exponent; nothing around it
 * @length: bytes of @text, or -1 if it ends in NUL
 * @scale: how many decimals an integer of @value stands for, 0 to 18
 * @value: (out): the number × 10^@scale, rounded half away from zero
 * @error: return location
 *
 * Reads a number exactly, never through a double, in the C locale's form
 * whatever the locale.
 *
 * Returns: %FALSE with %BC_CORE_ERROR_PARSE if @text is no finite number, with
 *   %BC_CORE_ERROR_RANGE if it does not fit
 */
gboolean
bc_decimal_parse (const char  *text,
                  gssize       length,
                  guint        scale,
                  gint64      *value,
                  GError     **error)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  Number number;

  g_return_val_if_fail (scale <= 18, FALSE);

  if (!read_number (text, n, &number))
    {
      g_autofree char *quoted = bc_core_error_quote (text, length);

      g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE,
                   _("“%s” is not a decimal number such as 0.05"), quoted);
      return FALSE;
    }

  if (!scale_number (&number, scale, value))
    {
      g_autofree char *quoted = bc_core_error_quote (text, length);

      g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE,
                   _("“%s” is too large a number"), quoted);
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_decimal_from_double:
 * @number: what a JSON reader or a measurement gave
 * @scale: how many decimals an integer of @value stands for, 0 to 18
 * @value: (out): @number × 10^@scale, rounded half away from zero
 * @error: return location
 *
 * Goes through the shortest text that reads back as @number, which is what its
 * author wrote: 0.373 gives exactly 373,000 ppm although no double is 0.373.
 *
 * Returns: %FALSE with %BC_CORE_ERROR_PARSE if @number is not finite, with
 *   %BC_CORE_ERROR_RANGE if it does not fit
 */
gboolean
bc_decimal_from_double (double    number,
                        guint     scale,
                        gint64   *value,
                        GError  **error)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  return bc_decimal_parse (bc_double_format (buffer, number), -1, scale, value, error);
}

/**
 * bc_decimal_format:
 * @buffer: room for %BC_DECIMAL_BUFFER_SIZE bytes
 * @value: a scaled integer
 * @scale: how many decimals it stands for, 0 to 18
 *
 * Writes the shortest exact decimal text: `0.05`, `-1.5`, `0`.
 *
 * Returns: (transfer none): @buffer
 */
char *
bc_decimal_format (char   *buffer,
                   gint64  value,
                   guint   scale)
{
  char digits[BC_DECIMAL_BUFFER_SIZE];
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;
  char *p = digits + sizeof digits;
  char *out = buffer;

  g_return_val_if_fail (scale <= 18, NULL);

  *--p = '\0';
  for (guint i = 0; i < scale; i++, rest /= 10)
    {
      if (*p != '\0' || rest % 10 != 0)
        *--p = (char) ('0' + rest % 10);
    }
  if (*p != '\0')
    *--p = '.';
  do
    {
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest != 0);

  if (value < 0)
    *out++ = '-';
  memcpy (out, p, (gsize) (digits + sizeof digits - p));

  return buffer;
}

/**
 * bc_double_format:
 * @buffer: room for %BC_DECIMAL_BUFFER_SIZE bytes
 * @number: any double
 *
 * Writes the text with the fewest digits that reads back as the very same
 * double, in the C locale. A number that is not finite gives `nan`, `inf` or
 * `-inf`, which no reader of ours accepts.
 *
 * Returns: (transfer none): @buffer
 */
char *
bc_double_format (char   *buffer,
                  double  number)
{
  static const char * const formats[] = { "%.15g", "%.16g", "%.17g" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, BC_DECIMAL_BUFFER_SIZE, formats[i], number);
      if (!isfinite (number) || g_ascii_strtod (buffer, NULL) == number)
        break;
    }

  return buffer;
}

/**
 * bc_ppm_parse:
 * @text: a decimal number
 * @length: bytes of @text, or -1 if it ends in NUL
 * @ppm: (out): the number in millionths, never %BC_PPM_NONE
 * @error: return location
 *
 * Reads a price or probability as written, also one outside 0..1: whether that
 * is missing, invalid or an error is for the caller to say.
 *
 * Returns: %FALSE as bc_decimal_parse()
 */
gboolean
bc_ppm_parse (const char  *text,
              gssize       length,
              gint32      *ppm,
              GError     **error)
{
  gint64 value;

  if (!bc_decimal_parse (text, length, BC_PPM_SCALE, &value, error))
    return FALSE;

  if (ABS (value) > G_MAXINT32)
    {
      g_autofree char *quoted = bc_core_error_quote (text, length);

      g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE,
                   _("“%s” is too large a number"), quoted);
      return FALSE;
    }

  *ppm = (gint32) value;

  return TRUE;
}

/**
 * bc_nano_add:
 * @a: nano-dollars
 * @b: nano-dollars
 *
 * Adds two amounts. Sums of absurd ones stop at ±%G_MAXINT64, so that every
 * sum is defined and can be negated.
 *
 * Returns: nano-dollars
 */
gint64
bc_nano_add (gint64 a,
             gint64 b)
{
  gint64 sum;

  if (__builtin_add_overflow (a, b, &sum))
    return a < 0 ? -G_MAXINT64 : G_MAXINT64;

  return MAX (sum, -G_MAXINT64);
}
