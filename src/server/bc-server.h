/* bc-server.h: the desk over HTTP and WebSocket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-desk.h"

G_BEGIN_DECLS

/**
 * BcServerOptions:
 * @listen: address to listen on, `127.0.0.1` by default
 * @port: 8470 by default; 0 for any
 * @allow_hosts: (nullable): names that a Host header may carry besides loopback's
 * @max_sockets: WebSockets at one time
 * @max_sockets_per_address: likewise, of one peer address
 * @websocket: whether upgrades are accepted
 * @web_dir: (nullable): serve the page from this folder instead of the built-in one
 */
typedef struct
{
  const char         *listen;
  guint16             port;
  const char * const *allow_hosts;
  guint               max_sockets;
  guint               max_sockets_per_address;
  gboolean            websocket;
  const char         *web_dir;
} BcServerOptions;

void bc_server_options_init (BcServerOptions *self);

#define BC_TYPE_SERVER (bc_server_get_type ())
G_DECLARE_FINAL_TYPE (BcServer, bc_server, BC, SERVER, GObject)

BcServer *bc_server_new     (BcDesk                *desk,
                             const BcServerOptions *options);
gboolean  bc_server_start   (BcServer              *self,
                             GError               **error);
char     *bc_server_dup_url (BcServer              *self);
void      bc_server_stop    (BcServer              *self);

/* `backcourt serve`: argv[0] is the command's name. Returns the exit code. */
int       bc_server_command (int                    argc,
                             char                 **argv,
                             const char            *database);

G_END_DECLS
