/* bc-file-walk.h: the files below some paths
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *bc_file_walk (const char * const *paths,
                         GCancellable       *cancellable,
                         gint64             *n_bytes);

G_END_DECLS
