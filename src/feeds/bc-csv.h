/* bc-csv.h: the fields of one line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"

G_BEGIN_DECLS

#define BC_CSV_MAX_FIELDS 64

gboolean bc_csv_split (char    *line,
                       char   **fields,
                       guint   *n_fields,
                       GError **error);

G_END_DECLS
