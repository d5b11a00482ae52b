/* bc-web.h: the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file that a path names, from the folder or, without one, from the
 * program itself; NULL if there is none. */
GBytes     *bc_web_load      (const char  *web_dir,
                              const char  *path);
const char *bc_web_find_type (const char  *path);

G_END_DECLS
