/* bc-listener.h: the accept loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "bc-connection.h"

G_BEGIN_DECLS

#define BC_TYPE_LISTENER (bc_listener_get_type ())
G_DECLARE_FINAL_TYPE (BcListener, bc_listener, BC, LISTENER, GObject)

/* Debian's libsoup leaks a descriptor per connection that the client closes;
 * this loop does not, and bounds the connections. One connection carries one
 * request, or one WebSocket. */
BcListener     *bc_listener_new                 (SoupServer         *server);
gboolean        bc_listener_listen              (BcListener         *self,
                                                 const char         *address,
                                                 guint16             port,
                                                 GError            **error);
guint16         bc_listener_get_port            (BcListener         *self);
void            bc_listener_close               (BcListener         *self);
void            bc_listener_set_max_connections (BcListener         *self,
                                                 guint               n);
guint           bc_listener_get_n_connections   (BcListener         *self);

/* What is behind a request: soup_server_message_get_socket() is NULL with an
 * accept loop of one's own. NULL if another loop accepted it. */
GSocket        *bc_listener_get_socket          (SoupServerMessage  *message);
BcConnection   *bc_listener_get_connection      (SoupServerMessage  *message);

G_END_DECLS
