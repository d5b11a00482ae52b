/* bc-parameter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-parameter-private.h"

#include <glib/gi18n.h>

#include "bc-core-error.h"
#include "bc-decimal.h"

/* A whole number may be written as 30.0, as programs that know doubles only do;
 * so it is read with decimals, which must then be none. */
static gboolean
parse_scaled (const char  *text,
              guint        scale,
              gint64      *value,
              GError     **error)
{
  gint64 fine;

  if (scale > 0)
    return bc_decimal_parse (text, -1, scale, value, error);

  if (!bc_decimal_parse (text, -1, BC_PPM_SCALE, &fine, error))
    return FALSE;

  if (fine % BC_PPM_ONE != 0)
    {
      g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE, "not whole");
      return FALSE;
    }

  *value = fine / BC_PPM_ONE;

  return TRUE;
}

/**
 * _bc_parameter_parse_number:
 * @name: the parameter, for messages
 * @text: a decimal number
 * @scale: how many decimals an integer of @value stands for; 0 for whole numbers
 * @min: the least value allowed, scaled
 * @max: the largest value allowed, scaled
 * @value: (out): the number, scaled
 * @error: return location
 *
 * Returns: %FALSE with %BC_CORE_ERROR_PARSE or %BC_CORE_ERROR_RANGE
 */
gboolean
_bc_parameter_parse_number (const char  *name,
                            const char  *text,
                            guint        scale,
                            gint64       min,
                            gint64       max,
                            gint64      *value,
                            GError     **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *quoted = NULL;
  char from[BC_DECIMAL_BUFFER_SIZE];
  char to[BC_DECIMAL_BUFFER_SIZE];
  gint64 number;

  if (parse_scaled (text, scale, &number, &reason) && number >= min && number <= max)
    {
      *value = number;
      return TRUE;
    }

  quoted = bc_core_error_quote (text, -1);
  g_set_error (error, BC_CORE_ERROR,
               reason != NULL ? reason->code : BC_CORE_ERROR_RANGE,
               scale > 0 ? _("%s must be a number from %s to %s, not “%s”")
                         : _("%s must be a whole number from %s to %s, not “%s”"),
               name,
               bc_decimal_format (from, min, scale),
               bc_decimal_format (to, max, scale),
               quoted);

  return FALSE;
}

/**
 * _bc_parameter_parse_word:
 * @name: the parameter, for messages
 * @text: a word
 * @words: (array zero-terminated=1): the words allowed
 * @value: (out): which of them
 * @error: return location
 *
 * Returns: %FALSE with %BC_CORE_ERROR_PARSE
 */
gboolean
_bc_parameter_parse_word (const char          *name,
                          const char          *text,
                          const char * const  *words,
                          guint               *value,
                          GError             **error)
{
  g_autofree char *quoted = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (text, words[i]) == 0)
        {
          *value = i;
          return TRUE;
        }
    }

  quoted = bc_core_error_quote (text, -1);
  list = g_strjoinv (", ", (char **) words);
  g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_PARSE,
               _("%s must be one of %s, not “%s”"), name, list, quoted);

  return FALSE;
}

/**
 * _bc_parameter_parse_flag:
 * @name: the parameter, for messages
 * @text: a word for yes or no
 * @value: (out): which
 * @error: return location
 *
 * Returns: %FALSE with %BC_CORE_ERROR_PARSE
 */
gboolean
_bc_parameter_parse_flag (const char  *name,
                          const char  *text,
                          gboolean    *value,
                          GError     **error)
{
  static const char * const words[] = { "true", "false", "1", "0", "yes", "no", "on", "off", NULL };
  guint word;

  if (!_bc_parameter_parse_word (name, text, words, &word, error))
    return FALSE;

  *value = word % 2 == 0;

  return TRUE;
}
