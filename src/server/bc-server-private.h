/* bc-server-private.h: the server, as its endpoints see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-hub.h"

G_BEGIN_DECLS

/* What /healthz tells. */
typedef struct
{
  guint64 n_requests;       /* HTTP requests since the start, upgrades included */
  guint   n_sockets;        /* WebSockets open now */
  gint64  uptime_seconds;
} BcServerHealth;

BcDesk *_bc_server_get_desk   (BcServer       *self);
GBytes *_bc_server_load_web   (BcServer       *self,
                               const char     *path);
BcHub  *_bc_server_get_hub    (BcServer       *self);
void    _bc_server_get_health (BcServer       *self,
                               BcServerHealth *health);

G_END_DECLS
