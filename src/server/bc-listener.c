/* bc-listener.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-listener.h"

#include <glib/gi18n.h>
#include <sys/resource.h>

#include "bc-server-error.h"

/* A burst of reconnecting browsers should wait, not be refused. */
#define BACKLOG 4096

/* Descriptors that are not connections: store, files, pipes, listeners. */
#define N_RESERVED_DESCRIPTORS 64
#define MIN_CONNECTIONS        16
#define MAX_CONNECTIONS        16384

#define CONNECTION_KEY "bc-connection"

static const char too_many[] =
  "HTTP/1.1 503 Service Unavailable\r\n"
  "Content-Type: application/json\r\n"
  "Content-Length: 34\r\n"
  "Connection: close\r\n"
  "\r\n"
  "{\"detail\":\"Too many connections\"}\n";

struct _BcListener
{
  GObject         parent_instance;

  SoupServer     *server;
  GSocketService *service;
  GHashTable     *connections;  /* borrowed BcConnections: a weak notify takes each out */
  guint           max_connections;
  guint16         port;
};

G_DEFINE_FINAL_TYPE (BcListener, bc_listener, G_TYPE_OBJECT)

static void
connection_gone_cb (gpointer  data,
                    GObject  *connection)
{
  BcListener *self = data;

  g_hash_table_remove (self->connections, connection);
}

static guint
get_connection_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return MIN_CONNECTIONS;

  return (guint) CLAMP (limit.rlim_cur, N_RESERVED_DESCRIPTORS + MIN_CONNECTIONS, N_RESERVED_DESCRIPTORS + MAX_CONNECTIONS)
    - N_RESERVED_DESCRIPTORS;
}

/* Best effort: an empty send buffer takes these few bytes. */
static void
turn_away (GSocketConnection *accepted)
{
  g_socket_send (g_socket_connection_get_socket (accepted), too_many, sizeof too_many - 1, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (accepted), NULL, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *accepted,
             GObject           *source,
             gpointer           user_data)
{
  BcListener *self = BC_LISTENER (user_data);
  g_autoptr(GSocketAddress) local = g_socket_connection_get_local_address (accepted, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_connection_get_remote_address (accepted, NULL);
  g_autoptr(BcConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  /* Whoever has gone already has no address any more. */
  if (local == NULL || remote == NULL)
    return TRUE;

  if (g_hash_table_size (self->connections) >= self->max_connections)
    {
      g_debug ("Turning a client away: %u connections are open", self->max_connections);
      turn_away (accepted);
      return TRUE;
    }

  connection = bc_connection_new (accepted);
  g_hash_table_add (self->connections, connection);
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, self);
  g_object_set_data_full (G_OBJECT (remote), CONNECTION_KEY, g_object_ref (connection), g_object_unref);

  if (!soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, &error))
    g_warning ("Cannot serve a connection: %s", error->message);

  return TRUE;
}

/* Without listeners of its own libsoup ends a connection after each answer, and
 * so never keeps the idle ones that 3.2 leaks when the client closes them. The
 * client should know, or it would send its next request into nothing. */
static void
request_read_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 gpointer           user_data)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_list (request, "Upgrade") == NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
}

static void
bc_listener_dispose (GObject *object)
{
  BcListener *self = BC_LISTENER (object);
  GHashTableIter iter;
  gpointer connection;

  bc_listener_close (self);

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    g_object_weak_unref (connection, connection_gone_cb, self);
  g_hash_table_remove_all (self->connections);

  g_clear_object (&self->server);

  G_OBJECT_CLASS (bc_listener_parent_class)->dispose (object);
}

static void
bc_listener_finalize (GObject *object)
{
  BcListener *self = BC_LISTENER (object);

  g_clear_pointer (&self->connections, g_hash_table_unref);

  G_OBJECT_CLASS (bc_listener_parent_class)->finalize (object);
}

static void
bc_listener_class_init (BcListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_listener_dispose;
  object_class->finalize = bc_listener_finalize;
}

static void
bc_listener_init (BcListener *self)
{
  self->connections = g_hash_table_new (NULL, NULL);
  self->max_connections = get_connection_limit ();

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_DEFAULT);
}

/**
 * bc_listener_new:
 * @server: who answers
 *
 * Raise the limit of descriptors before: it bounds the connections. A client
 * beyond that gets a 503 and is closed.
 *
 * Returns: (transfer full): an accept loop in the thread's main context that
 *   does not listen yet
 */
BcListener *
bc_listener_new (SoupServer *server)
{
  BcListener *self = g_object_new (BC_TYPE_LISTENER, NULL);

  self->server = g_object_ref (server);
  g_signal_connect_object (server, "request-read", G_CALLBACK (request_read_cb), self, G_CONNECT_DEFAULT);

  return self;
}

/**
 * bc_listener_listen:
 * @self: an accept loop
 * @address: an IPv4 or IPv6 address
 * @port: a port, or 0 for any
 * @error: return location for a #GError
 *
 * Accepts connections from here on. May be called for several addresses.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_LISTEN if the address is none, or
 *   cannot be listened on
 */
gboolean
bc_listener_listen (BcListener  *self,
                    const char  *address,
                    guint16      port,
                    GError     **error)
{
  g_autoptr(GSocketAddress) wanted = NULL;
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (BC_IS_LISTENER (self), FALSE);

  wanted = g_inet_socket_address_new_from_string (address, port);
  if (wanted == NULL)
    {
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_LISTEN,
                   _("“%s” is no address to listen on; give one such as 127.0.0.1 or ::1"), address);
      return FALSE;
    }

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &effective, &local_error))
    {
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_LISTEN,
                   _("Cannot listen on %s port %u: %s; choose another port"), address, port, local_error->message);
      return FALSE;
    }

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_socket_service_start (self->service);

  return TRUE;
}

/**
 * bc_listener_get_port:
 * @self: an accept loop
 *
 * Returns: the port that it listens on, the last of several; 0 before
 */
guint16
bc_listener_get_port (BcListener *self)
{
  g_return_val_if_fail (BC_IS_LISTENER (self), 0);

  return self->port;
}

/**
 * bc_listener_close:
 * @self: an accept loop
 *
 * Accepts no more. Connections that are open stay so.
 */
void
bc_listener_close (BcListener *self)
{
  g_return_if_fail (BC_IS_LISTENER (self));

  if (self->service == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_clear_object (&self->service);
}

/**
 * bc_listener_set_max_connections:
 * @self: an accept loop
 * @n: connections at one time
 *
 * The default leaves room for 64 other descriptors, and is 16,384 at most.
 */
void
bc_listener_set_max_connections (BcListener *self,
                                 guint       n)
{
  g_return_if_fail (BC_IS_LISTENER (self));

  self->max_connections = n;
}

/**
 * bc_listener_get_n_connections:
 * @self: an accept loop
 *
 * Returns: how many connections are open
 */
guint
bc_listener_get_n_connections (BcListener *self)
{
  g_return_val_if_fail (BC_IS_LISTENER (self), 0);

  return g_hash_table_size (self->connections);
}

/**
 * bc_listener_get_connection:
 * @message: a request
 *
 * Returns: (transfer none) (nullable): the connection that it came on, or %NULL
 *   if no #BcListener accepted it
 */
BcConnection *
bc_listener_get_connection (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), CONNECTION_KEY) : NULL;
}

/**
 * bc_listener_get_socket:
 * @message: a request
 *
 * Returns: (transfer none) (nullable): the socket that it came on
 */
GSocket *
bc_listener_get_socket (SoupServerMessage *message)
{
  BcConnection *connection = bc_listener_get_connection (message);

  return connection != NULL ? bc_connection_get_socket (connection) : soup_server_message_get_socket (message);
}
