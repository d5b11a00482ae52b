/* bc-upgrade.h: who may open a socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The checks have answered when they return FALSE. */
gboolean bc_upgrade_check_origin (SoupServerMessage   *message,
                                  const char * const  *allow_hosts);
gboolean bc_upgrade_check_asked  (SoupServerMessage   *message,
                                  const char          *path);
void     bc_upgrade_refuse       (SoupServerMessage   *message,
                                  guint                status,
                                  const char          *format,
                                  ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
