/* bc-instant.h: moments written as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"

G_BEGIN_DECLS

gboolean bc_instant_parse (const char  *text,
                           gint64      *seconds,
                           GError     **error);
gint64   bc_instant_of    (int          year,
                           int          month,
                           int          day);

G_END_DECLS
