/* bc-kalshi-price.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Until early 2026 prices were whole cents (`close: 40`), for a while both
 * forms, then dollars as text (`close_dollars: "0.4000"`). Historical answers
 * have the old name with the new text (`close: "0.4000"`). So the form decides
 * where the name does not: a number is cents, a text dollars. Counts became
 * text with `_fp` behind the name.
 */

#include "config.h"

#include "bc-kalshi-price.h"

#include <glib/gi18n.h>

#include "bc-json-member.h"

#define CENT_SCALE 4

static gboolean
read_value (const BcJsonNode  *node,
            const char        *name,
            guint              number_scale,
            gint64            *value,
            GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = NULL;
  const char *text = bc_json_node_get_string (node, name);

  if (text == NULL)
    return bc_json_node_need_decimal (node, name, number_scale, value, error);

  if (bc_decimal_parse (text, -1, BC_PPM_SCALE, value, &local_error))
    return TRUE;

  path = bc_json_node_dup_path (node, name);
  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, "%s: %s", path, local_error->message);
  return FALSE;
}

/**
 * bc_kalshi_read_price:
 * @node: an object
 * @name: the old name of a price, such as `yes_bid` or `close`
 * @ppm: (out): the price, or %BC_PPM_NONE where it is missing or null
 * @error: return location for an error
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_INVALID or %BC_WIRE_ERROR_SHAPE naming
 *   the path if there is something else than a price from 0 to 1 dollar
 */
gboolean
bc_kalshi_read_price (const BcJsonNode  *node,
                      const char        *name,
                      gint32            *ppm,
                      GError           **error)
{
  g_autofree char *dollars = g_strconcat (name, "_dollars", NULL);
  gboolean has_dollars = bc_json_has_value (node, dollars);
  const char *found = has_dollars ? dollars : name;
  gint64 value;

  *ppm = BC_PPM_NONE;
  if (!bc_json_has_value (node, found))
    return TRUE;

  if (!read_value (node, found, has_dollars ? BC_PPM_SCALE : CENT_SCALE, &value, error))
    return FALSE;

  if (value < 0 || value > BC_PPM_ONE)
    {
      g_autofree char *path = bc_json_node_dup_path (node, found);
      char buffer[BC_DECIMAL_BUFFER_SIZE];

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("%s is %s dollars: a price is 0 to 1"), path, bc_decimal_format (buffer, value, BC_PPM_SCALE));
      return FALSE;
    }

  *ppm = (gint32) value;
  return TRUE;
}

/**
 * bc_kalshi_read_count:
 * @node: an object
 * @name: the old name of a number of contracts, such as `volume`
 * @millionths: (out): contracts, in millionths of one; 0 where it is missing
 * @error: return location for an error
 *
 * Returns: %FALSE with an error as of bc_kalshi_read_price()
 */
gboolean
bc_kalshi_read_count (const BcJsonNode  *node,
                      const char        *name,
                      gint64            *millionths,
                      GError           **error)
{
  g_autofree char *fixed_point = g_strconcat (name, "_fp", NULL);
  const char *found = bc_json_has_value (node, fixed_point) ? fixed_point : name;

  *millionths = 0;
  if (!bc_json_has_value (node, found))
    return TRUE;

  return read_value (node, found, BC_PPM_SCALE, millionths, error);
}
