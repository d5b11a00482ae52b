/* bc-request.h: one request while it is being answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "bc-desk.h"
#include "bc-params.h"
#include "bc-server.h"

G_BEGIN_DECLS

/* A handler replies exactly once, at once or later; until then it holds a
 * reference, and the request waits without holding up anything else. A client
 * that has gone meanwhile is no error. */
typedef struct _BcRequest BcRequest;

BcRequest         *bc_request_new         (BcServer           *server,
                                           SoupServerMessage  *message,
                                           const char         *id,
                                           BcParams           *params);
BcRequest         *bc_request_ref         (BcRequest          *self);
void               bc_request_unref       (BcRequest          *self);
void               bc_request_wait        (BcRequest          *self);

/* Only until the handler has returned. */
BcServer          *bc_request_get_server  (BcRequest          *self);
SoupServerMessage *bc_request_get_message (BcRequest          *self);
BcDesk            *bc_request_get_desk    (BcRequest          *self);
const char        *bc_request_get_id      (BcRequest          *self);
BcParams          *bc_request_get_params  (BcRequest          *self);

void               bc_request_reply_json  (BcRequest          *self,
                                           guint               status,
                                           GBytes             *json);
void               bc_request_reply_file  (BcRequest          *self,
                                           const char         *type,
                                           GBytes             *data);
void               bc_request_reply_empty (BcRequest          *self,
                                           guint               status);
void               bc_request_reply_error (BcRequest          *self,
                                           const GError       *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcRequest, bc_request_unref)

G_END_DECLS
