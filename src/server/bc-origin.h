/* bc-origin.h: whether a request comes from our own page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bc_origin_is_host_allowed (const char         *host,
                                    const char * const *allow_hosts);
gboolean bc_origin_is_same         (const char         *origin,
                                    const char         *host);

G_END_DECLS
