/* bc-client-message.h: what a client may say on a socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcClientMessage:
 * @BC_CLIENT_MESSAGE_NONE: nothing to answer: no JSON, or a pong
 * @BC_CLIENT_MESSAGE_PING: to be answered with a pong
 * @BC_CLIENT_MESSAGE_WRONG: to be answered with an error
 */
typedef enum
{
  BC_CLIENT_MESSAGE_NONE,
  BC_CLIENT_MESSAGE_PING,
  BC_CLIENT_MESSAGE_WRONG,
} BcClientMessage;

BcClientMessage bc_client_message_read (GBytes  *text,
                                        char   **complaint);

G_END_DECLS
