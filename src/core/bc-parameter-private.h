/* bc-parameter-private.h: named parameters from text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean _bc_parameter_parse_number (const char          *name,
                                     const char          *text,
                                     guint                scale,
                                     gint64               min,
                                     gint64               max,
                                     gint64              *value,
                                     GError             **error);
gboolean _bc_parameter_parse_word   (const char          *name,
                                     const char          *text,
                                     const char * const  *words,
                                     guint               *value,
                                     GError             **error);
gboolean _bc_parameter_parse_flag   (const char          *name,
                                     const char          *text,
                                     gboolean            *value,
                                     GError             **error);

G_END_DECLS
