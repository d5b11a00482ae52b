/* bc-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-server.h"

#include <string.h>

#include "bc-guard.h"
#include "bc-hub.h"
#include "bc-listener.h"
#include "bc-response.h"
#include "bc-router.h"
#include "bc-server-private.h"
#include "bc-web.h"

struct _BcServer
{
  GObject      parent_instance;

  BcDesk      *desk;
  char        *listen;
  guint16      port;
  GStrv        allow_hosts;
  char        *web_dir;

  SoupServer  *soup;
  BcListener  *listener;
  BcHub       *hub;

  gint64       started_at;  /* monotonic, µs */
  guint64      n_requests;
  gboolean     stopped;
};

G_DEFINE_FINAL_TYPE (BcServer, bc_server, G_TYPE_OBJECT)

BcDesk *
_bc_server_get_desk (BcServer *self)
{
  return self->desk;
}

GBytes *
_bc_server_load_web (BcServer   *self,
                     const char *path)
{
  return bc_web_load (self->web_dir, path);
}

BcHub *
_bc_server_get_hub (BcServer *self)
{
  return self->hub;
}

void
_bc_server_get_health (BcServer       *self,
                       BcServerHealth *health)
{
  health->n_requests = self->n_requests;
  health->n_sockets = bc_hub_get_n_sockets (self->hub);
  health->uptime_seconds = (g_get_monotonic_time () - self->started_at) / G_USEC_PER_SEC;
}

static gboolean
is_json (SoupServerMessage  *message,
         GError            **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (type == NULL || g_ascii_strcasecmp (type, "application/json") == 0)
    return TRUE;

  g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_MEDIA_TYPE,
               "The body must be JSON, sent as Content-Type: application/json, not “%s”", type);

  return FALSE;
}

static gboolean
add_body (BcParams           *params,
          SoupServerMessage  *message,
          GError            **error)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  if (g_bytes_get_size (body) == 0)
    return TRUE;

  return is_json (message, error) && bc_params_add_body (params, body, error);
}

static BcParams *
read_params (SoupServerMessage  *message,
             const BcRoute      *route,
             GError            **error)
{
  g_autoptr(BcParams) params = bc_params_new ();

  if (!bc_params_add_query (params, g_uri_get_query (soup_server_message_get_uri (message)), error))
    return NULL;
  if (strcmp (route->method, "POST") == 0 && !add_body (params, message, error))
    return NULL;
  if (!bc_params_check_names (params, route->params, error))
    return NULL;

  return g_steal_pointer (&params);
}

static void
refuse (SoupServerMessage *message,
        const char        *allow,
        const GError      *error)
{
  if (allow != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", allow);

  bc_response_set_error (message, error);
}

/* TRUE if the path is a file of the page. */
static gboolean
answer_file (BcServer          *self,
             SoupServerMessage *message,
             const char        *path)
{
  const char *method = soup_server_message_get_method (message);
  g_autoptr(GBytes) data = NULL;

  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    return FALSE;

  data = bc_web_load (self->web_dir, path);
  if (data == NULL)
    return FALSE;

  bc_response_set_file (message, bc_web_find_type (path), data);

  return TRUE;
}

static void
answer (BcServer          *self,
        SoupServerMessage *message,
        const char        *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *allow = NULL;
  const BcRoute *route = bc_router_find (soup_server_message_get_method (message), path, &id, &allow, &error);
  BcParams *params = route != NULL ? read_params (message, route, &error) : NULL;
  g_autoptr(BcRequest) request = NULL;

  if (params == NULL)
    {
      refuse (message, allow, error);
      return;
    }

  request = bc_request_new (self, message, id, params);
  route->handle (request);
  bc_request_wait (request);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  BcServer *self = user_data;

  if (!answer_file (self, message, path))
    answer (self, message, path);
}

/* The rest of the body is read, as HTTP wants it, but not kept. */
static void
turn_away (SoupServerMessage *message,
           const GError      *error)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  bc_response_set_error (message, error);
}

static void
got_headers_cb (SoupServerMessage *message,
                BcServer          *self)
{
  g_autoptr(GError) error = NULL;

  self->n_requests++;
  bc_response_add_policy (message);

  if (!bc_guard_check_message (message, (const char * const *) self->allow_hosts, &error))
    turn_away (message, error);
}

/* A body in chunks does not say in its headers how long it will be. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              BcServer          *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GError) error = NULL;

  if (!soup_message_body_get_accumulate (body) || body->length <= BC_GUARD_MAX_BODY)
    return;

  g_set_error (&error, BC_SERVER_ERROR, BC_SERVER_ERROR_TOO_LARGE,
               "The body has more than %d bytes", BC_GUARD_MAX_BODY);
  soup_message_body_truncate (body);
  turn_away (message, error);
}

/* libsoup refuses some requests itself, in a form of its own or in none. */
static void
got_body_cb (SoupServerMessage *message,
             BcServer          *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  guint status = soup_server_message_get_status (message);
  g_autoptr(GError) error = NULL;

  if (status < 400 || g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") == 0)
    return;

  g_set_error (&error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST, "The request cannot be understood: %s",
               soup_status_get_phrase (status));
  bc_response_set_error (message, error);
}

/* The checks hang on the message, not on a path, so that no handler, not even
 * one of a WebSocket, is reached around them. */
static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    BcServer          *self)
{
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (message, "got-body", G_CALLBACK (got_body_cb), self, G_CONNECT_DEFAULT | G_CONNECT_AFTER);
}

static void
bc_server_dispose (GObject *object)
{
  BcServer *self = BC_SERVER (object);

  bc_server_stop (self);
  g_clear_object (&self->hub);
  g_clear_object (&self->listener);
  g_clear_object (&self->soup);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (bc_server_parent_class)->dispose (object);
}

static void
bc_server_finalize (GObject *object)
{
  BcServer *self = BC_SERVER (object);

  g_free (self->listen);
  g_strfreev (self->allow_hosts);
  g_free (self->web_dir);

  G_OBJECT_CLASS (bc_server_parent_class)->finalize (object);
}

static void
bc_server_class_init (BcServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_server_dispose;
  object_class->finalize = bc_server_finalize;
}

static void
bc_server_init (BcServer *self)
{
}

/**
 * bc_server_options_init:
 * @self: (out caller-allocates): options
 *
 * Sets every option to its default.
 */
void
bc_server_options_init (BcServerOptions *self)
{
  *self = (BcServerOptions) {
    .listen = "127.0.0.1",
    .port = 8470,
    .max_sockets = 1024,
    .max_sockets_per_address = 64,
    .websocket = TRUE,
  };
}

/* Whoever listens on an address wants to be asked by it. */
static GStrv
dup_hosts (const BcServerOptions *options)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (options->listen);
  g_autofree char *bracketed = g_strdup_printf ("[%s]", options->listen);

  for (gsize i = 0; options->allow_hosts != NULL && options->allow_hosts[i] != NULL; i++)
    g_strv_builder_add (builder, options->allow_hosts[i]);

  if (address == NULL || !g_inet_address_get_is_any (address))
    g_strv_builder_add (builder, strchr (options->listen, ':') != NULL ? bracketed : options->listen);

  return g_strv_builder_end (builder);
}

/**
 * bc_server_new:
 * @desk: what is served
 * @options: how; copied
 *
 * Returns: (transfer full): a server that does not listen yet
 */
BcServer *
bc_server_new (BcDesk                *desk,
               const BcServerOptions *options)
{
  BcServer *self = g_object_new (BC_TYPE_SERVER, NULL);

  self->desk = g_object_ref (desk);
  self->listen = g_strdup (options->listen);
  self->port = options->port;
  self->allow_hosts = dup_hosts (options);
  self->web_dir = g_strdup (options->web_dir);

  self->soup = soup_server_new ("server-header", "Backcourt", NULL);
  g_signal_connect_object (self->soup, "request-started", G_CALLBACK (request_started_cb), self, G_CONNECT_DEFAULT);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  self->listener = bc_listener_new (self->soup);

  self->hub = bc_hub_new (desk, self->soup, options);

  return self;
}

/**
 * bc_server_start:
 * @self: a server
 * @error: return location for a %BC_SERVER_ERROR_LISTEN
 *
 * Begins to accept connections.
 *
 * Returns: whether it does
 */
gboolean
bc_server_start (BcServer  *self,
                 GError   **error)
{
  self->started_at = g_get_monotonic_time ();

  return bc_listener_listen (self->listener, self->listen, self->port, error);
}

/**
 * bc_server_dup_url:
 * @self: a server that was started
 *
 * Returns: (transfer full): `http://HOST:PORT/`
 */
char *
bc_server_dup_url (BcServer *self)
{
  gboolean is_ipv6 = strchr (self->listen, ':') != NULL;

  return g_strdup_printf (is_ipv6 ? "http://[%s]:%u/" : "http://%s:%u/",
                          self->listen, bc_listener_get_port (self->listener));
}

/**
 * bc_server_stop:
 * @self: a server
 *
 * Closes every socket with 1001, and everything else, for good.
 */
void
bc_server_stop (BcServer *self)
{
  if (self->stopped)
    return;

  self->stopped = TRUE;
  if (self->hub != NULL)
    bc_hub_close (self->hub);
  if (self->listener != NULL)
    bc_listener_close (self->listener);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
}
