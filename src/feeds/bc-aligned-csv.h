/* bc-aligned-csv.h: one aligned CSV in memory, for `simulate --series`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-game-record.h"

G_BEGIN_DECLS

GPtrArray *bc_aligned_csv_read (const char  *path,
                                const char  *source,
                                guint       *n_dropped,
                                GError     **error);

G_END_DECLS
