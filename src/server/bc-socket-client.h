/* bc-socket-client.h: one WebSocket, and what it has still to be told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "bc-connection.h"

G_BEGIN_DECLS

#define BC_TYPE_SOCKET_CLIENT (bc_socket_client_get_type ())
G_DECLARE_FINAL_TYPE (BcSocketClient, bc_socket_client, BC, SOCKET_CLIENT, GObject)

/* BcSocketClient::message (GBytes *): a text came from the client.
 * BcSocketClient::pong: it is alive.
 * BcSocketClient::lagging: it is writable again, but was so far behind that
 *   what it had still to be told was dropped; it needs the state again.
 * BcSocketClient::closed: it is gone; the last one. */
BcSocketClient *bc_socket_client_new     (SoupWebsocketConnection *websocket,
                                          BcConnection            *connection);
void            bc_socket_client_offer   (BcSocketClient          *self,
                                          const char              *key,
                                          GBytes                  *frame);
void            bc_socket_client_end     (BcSocketClient          *self,
                                          gushort                  code,
                                          const char              *reason);
void            bc_socket_client_drop    (BcSocketClient          *self);
gboolean        bc_socket_client_is_open (BcSocketClient          *self);

G_END_DECLS
