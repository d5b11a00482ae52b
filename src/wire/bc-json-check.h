/* bc-json-check.h: whether a text is JSON, before anything is built from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "bc-wire-error.h"

G_BEGIN_DECLS

/* Nesting past this is refused. */
#define BC_JSON_MAX_DEPTH 64

/**
 * BcJsonPosition:
 * @byte: offset from the start of the text
 * @line: counted from 1
 * @column: in characters, counted from 1
 */
typedef struct
{
  gsize byte;
  guint line;
  guint column;
} BcJsonPosition;

gboolean bc_json_check           (const char      *text,
                                  gssize           length,
                                  BcJsonPosition  *where,
                                  GError         **error);
gsize    bc_json_get_mark_length (const char      *text,
                                  gsize            length);

G_END_DECLS
