/* bc-parsed.h: what a parser made of one file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-game-record.h"

G_BEGIN_DECLS

/**
 * BcParsed:
 * @records: (element-type BcGameRecord): what it says, one record a game
 * @n_dropped: rows left out
 * @line: of the first row left out because something is wrong with it, or 0
 * @byte: where that row starts, or -1
 * @note: (nullable): for people: what was left out, and how many
 */
typedef struct
{
  GPtrArray *records;
  guint      n_dropped;
  guint64    line;
  gint64     byte;
  char      *note;
} BcParsed;

BcParsed *bc_parsed_new  (void);
void      bc_parsed_free (BcParsed   *self);
void      bc_parsed_note (BcParsed   *self,
                          const char *format,
                          ...) G_GNUC_PRINTF (2, 3);

void      bc_points_sort (GArray     *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcParsed, bc_parsed_free)

G_END_DECLS
