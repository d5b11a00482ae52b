/* bc-hub.h: every WebSocket and what it is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "bc-server.h"

G_BEGIN_DECLS

#define BC_TYPE_HUB (bc_hub_get_type ())
G_DECLARE_FINAL_TYPE (BcHub, bc_hub, BC, HUB, GObject)

/* Adds the WebSocket handlers of every path under /ws to @server. */
BcHub *bc_hub_new           (BcDesk                *desk,
                             SoupServer            *server,
                             const BcServerOptions *options);

/* Closes every socket with 1001. */
void   bc_hub_close         (BcHub                 *self);
guint  bc_hub_get_n_sockets (BcHub                 *self);

G_END_DECLS
