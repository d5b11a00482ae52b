/* bc-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-csv.h"

#include <string.h>

#include <glib/gi18n.h>

/* Removes the quotes of a field in place. Returns what follows its closing
 * quote, or NULL without one. */
static char *
unquote (char *field)
{
  char *source = field + 1;
  char *target = field;

  for (;;)
    {
      if (*source == '\0')
        return NULL;

      if (*source == '"' && *++source != '"')
        break;

      *target++ = *source++;
    }

  *target = '\0';
  return source;
}

/**
 * bc_csv_split:
 * @line: a line without its end; cut into pieces
 * @fields: (out caller-allocates) (array fixed-size=64): the pieces, which live in @line
 * @n_fields: (out): how many
 * @error: return location for an error
 *
 * Splits one line at its commas. A field may be quoted as in RFC 4180, but not
 * run over the end of the line, which no number or code does.
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_INVALID if a quote stays open or there
 *   are more than %BC_CSV_MAX_FIELDS fields
 */
gboolean
bc_csv_split (char    *line,
              char   **fields,
              guint   *n_fields,
              GError **error)
{
  char *cursor = line;

  for (*n_fields = 0; *n_fields < BC_CSV_MAX_FIELDS; )
    {
      char *field = cursor;
      char *end = cursor;

      if (*field == '"')
        end = unquote (field);

      if (end == NULL)
        {
          g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("A quote is never closed"));
          return FALSE;
        }

      fields[(*n_fields)++] = field;
      end = strchrnul (end, ',');
      if (*end == '\0')
        return TRUE;

      *end = '\0';
      cursor = end + 1;
    }

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("There are more than %d fields"), BC_CSV_MAX_FIELDS);
  return FALSE;
}
