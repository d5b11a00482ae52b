/* bc-cli-print.c: what reaches stdout, and numbers as people read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

gboolean
_bc_cli_print_json (GBytes *json)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);

  if (fwrite (text, 1, length, stdout) == length && putchar ('\n') != EOF && fflush (stdout) == 0)
    return TRUE;

  g_printerr (_("backcourt: the result cannot be written: %s\n"), g_strerror (errno));

  return FALSE;
}

static char *
replace_controls (const char *text,
                  const char *kept)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) && (c > 0x7f || strchr (kept, (int) c) == NULL))
        g_string_append_c (clean, ' ');
      else
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

char *
_bc_cli_clean (const char *text)
{
  return replace_controls (text, "");
}

void
_bc_cli_print (const char *format,
               ...)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  clean = replace_controls (text, "\n");
  g_print ("%s", clean);
}

char *
_bc_cli_format_money (gint64   nano,
                      gboolean with_sign)
{
  double dollars = fabs ((double) nano) / (double) BC_NANO_PER_DOLLAR;
  const char *sign = "";

  if (nano < 0)
    sign = "-";
  else if (with_sign)
    sign = "+";

  return g_strdup_printf ("%s$%'.2f", sign, dollars);
}

char *
_bc_cli_format_cents (gint32 ppm)
{
  return g_strdup_printf (_("%.1f ¢"), (double) ppm / 10000.);
}

char *
_bc_cli_format_percent (gint64 ppm)
{
  return g_strdup_printf (_("%.1f %%"), (double) ppm / 10000.);
}

char *
_bc_cli_format_seconds (double seconds)
{
  gint64 minutes = llround (seconds / 60.);

  if (seconds < 10.)
    return g_strdup_printf (_("%.2g s"), seconds);
  if (seconds < 90.)
    return g_strdup_printf (_("%.0f s"), seconds);
  if (minutes < 60)
    return g_strdup_printf (_("%d min"), (int) minutes);

  return g_strdup_printf (_("%" G_GINT64_FORMAT " h %" G_GINT64_FORMAT " min"), minutes / 60, minutes % 60);
}
