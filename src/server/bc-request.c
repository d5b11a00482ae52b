/* bc-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-request.h"

#include "bc-response.h"
#include "bc-server-private.h"

struct _BcRequest
{
  BcServer          *server;   /* unowned: gone once the handler has returned */
  BcDesk            *desk;
  SoupServerMessage *message;
  char              *id;
  BcParams          *params;
  gboolean           paused;
  gboolean           gone;     /* the client left, or the server stopped */
  gboolean           replied;
};

/**
 * bc_request_new:
 * @server: who was asked
 * @message: the request
 * @id: (nullable): what stands in the path's `{id}`
 * @params: (transfer full): its parameters
 *
 * Returns: (transfer full): the request, not answered yet
 */
BcRequest *
bc_request_new (BcServer          *server,
                SoupServerMessage *message,
                const char        *id,
                BcParams          *params)
{
  BcRequest *self = g_rc_box_new0 (BcRequest);

  self->server = server;
  self->desk = g_object_ref (_bc_server_get_desk (server));
  self->message = g_object_ref (message);
  self->id = g_strdup (id);
  self->params = params;

  return self;
}

/**
 * bc_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
BcRequest *
bc_request_ref (BcRequest *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BcRequest *self = data;

  if (!self->replied)
    g_warning ("%s was never answered", g_uri_get_path (soup_server_message_get_uri (self->message)));

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->desk);
  g_object_unref (self->message);
  g_free (self->id);
  bc_params_free (self->params);
}

/**
 * bc_request_unref:
 * @self: (transfer full): a request
 */
void
bc_request_unref (BcRequest *self)
{
  g_rc_box_release_full (self, clear);
}

static void
gone_cb (SoupServerMessage *message,
         BcRequest         *self)
{
  self->gone = TRUE;
}

/**
 * bc_request_wait:
 * @self: a request whose handler has returned
 *
 * Lets it wait for its reply, if that is still to come.
 */
void
bc_request_wait (BcRequest *self)
{
  self->server = NULL;

  if (self->replied)
    return;

  g_signal_connect (self->message, "finished", G_CALLBACK (gone_cb), self);
  g_signal_connect (self->message, "disconnected", G_CALLBACK (gone_cb), self);
  soup_server_message_pause (self->message);
  self->paused = TRUE;
}

/**
 * bc_request_get_server:
 * @self: a request whose handler has not returned
 *
 * Returns: (transfer none): who was asked
 */
BcServer *
bc_request_get_server (BcRequest *self)
{
  return self->server;
}

/**
 * bc_request_get_message:
 * @self: a request
 *
 * Returns: (transfer none): libsoup's side of it
 */
SoupServerMessage *
bc_request_get_message (BcRequest *self)
{
  return self->message;
}

/**
 * bc_request_get_desk:
 * @self: a request
 *
 * Returns: (transfer none): the desk
 */
BcDesk *
bc_request_get_desk (BcRequest *self)
{
  return self->desk;
}

/**
 * bc_request_get_id:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what stands in the path's `{id}`
 */
const char *
bc_request_get_id (BcRequest *self)
{
  return self->id;
}

/**
 * bc_request_get_params:
 * @self: a request
 *
 * Returns: (transfer none): its parameters
 */
BcParams *
bc_request_get_params (BcRequest *self)
{
  return self->params;
}

static void
replied (BcRequest *self)
{
  self->replied = TRUE;

  if (self->paused && !self->gone)
    soup_server_message_unpause (self->message);
}

/**
 * bc_request_reply_json:
 * @self: a request
 * @status: HTTP's status
 * @json: the document
 */
void
bc_request_reply_json (BcRequest *self,
                       guint      status,
                       GBytes    *json)
{
  bc_response_set_json (self->message, status, json);
  replied (self);
}

/**
 * bc_request_reply_file:
 * @self: a request
 * @type: media type
 * @data: the file's content
 */
void
bc_request_reply_file (BcRequest  *self,
                       const char *type,
                       GBytes     *data)
{
  bc_response_set_file (self->message, type, data);
  replied (self);
}

/**
 * bc_request_reply_empty:
 * @self: a request
 * @status: HTTP's status
 */
void
bc_request_reply_empty (BcRequest *self,
                        guint      status)
{
  soup_server_message_set_status (self->message, status, NULL);
  replied (self);
}

/**
 * bc_request_reply_error:
 * @self: a request
 * @error: why it failed
 */
void
bc_request_reply_error (BcRequest    *self,
                        const GError *error)
{
  bc_response_set_error (self->message, error);
  replied (self);
}
