/* bc-guard.h: who may ask, and how much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Longest path with its query, and longest body, in bytes. */
#define BC_GUARD_MAX_ADDRESS 32768
#define BC_GUARD_MAX_BODY    1048576

gboolean bc_guard_check_message (SoupServerMessage   *message,
                                 const char * const  *allow_hosts,
                                 GError             **error);

G_END_DECLS
