/* bc-parsed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-parsed.h"

/**
 * bc_parsed_new:
 *
 * Returns: (transfer full): the outcome of a file that said nothing yet
 */
BcParsed *
bc_parsed_new (void)
{
  BcParsed *self = g_new0 (BcParsed, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);
  self->byte = -1;

  return self;
}

/**
 * bc_parsed_free:
 * @self: (transfer full): what was parsed
 *
 * Frees it and its records.
 */
void
bc_parsed_free (BcParsed *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self->note);
  g_free (self);
}

/**
 * bc_parsed_note:
 * @self: what was parsed
 * @format: like printf(), already translated
 * @...: its values
 *
 * Adds a remark to those made before.
 */
void
bc_parsed_note (BcParsed   *self,
                const char *format,
                ...)
{
  g_autofree char *before = g_steal_pointer (&self->note);
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  /* What it quotes of a file may be no text. */
  note = g_utf8_make_valid (text, -1);
  self->note = before == NULL ? g_steal_pointer (&note) : g_strconcat (before, "; ", note, NULL);
}

static gint
point_compare (gconstpointer a,
               gconstpointer b)
{
  const BcModelPoint *left = a;
  const BcModelPoint *right = b;

  return (left->time > right->time) - (left->time < right->time);
}

/**
 * bc_points_sort:
 * @points: (element-type BcModelPoint): in any order
 *
 * Sorts by time; equal times keep their order.
 */
void
bc_points_sort (GArray *points)
{
  /* GLib promises that this sort is stable. */
  g_array_sort (points, point_compare);
}
