/* bc-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "bc-head-meter.h"

struct _BcConnection
{
  GIOStream          parent_instance;

  GSocketConnection *base;
  BcMeteredInput    *input;
};

G_DEFINE_FINAL_TYPE (BcConnection, bc_connection, G_TYPE_IO_STREAM)

static GInputStream *
bc_connection_real_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (BC_CONNECTION (stream)->input);
}

static GOutputStream *
bc_connection_real_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (BC_CONNECTION (stream)->base));
}

static gboolean
bc_connection_real_close (GIOStream     *stream,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return g_io_stream_close (G_IO_STREAM (BC_CONNECTION (stream)->base), cancellable, error);
}

/* Closing a socket does not wait, so it needs no thread: GIOStream's own way
 * would start one for each. */
static void
bc_connection_real_close_async (GIOStream           *stream,
                                int                  io_priority,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, bc_connection_real_close_async);
  g_task_set_priority (task, io_priority);

  if (bc_connection_real_close (stream, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
bc_connection_real_close_finish (GIOStream     *stream,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

#define ANSWER(status, body) \
  "HTTP/1.1 " status "\r\n" \
  "Content-Type: application/json\r\n" \
  "X-Content-Type-Options: nosniff\r\n" \
  "Cache-Control: no-store\r\n" \
  "Connection: close\r\n" \
  "\r\n" \
  body "\n"

/* Best effort: an empty send buffer takes these few bytes. */
static void
head_exceeded_cb (BcMeteredInput *input,
                  gboolean        long_line,
                  BcConnection   *self)
{
  static const char uri[] =
    ANSWER ("414 Request-URI Too Long",
            "{\"detail\":\"The address has more than 61440 bytes; POST /api/simulation/run takes long parameters as a JSON body\"}");
  static const char head[] =
    ANSWER ("431 Request Header Fields Too Large",
            "{\"detail\":\"The head of the request has more than 61440 bytes\"}");

  G_STATIC_ASSERT (BC_HEAD_MAX_LENGTH == 61440);

  if (long_line)
    g_socket_send (bc_connection_get_socket (self), uri, sizeof uri - 1, NULL, NULL);
  else
    g_socket_send (bc_connection_get_socket (self), head, sizeof head - 1, NULL, NULL);
}

static void
bc_connection_finalize (GObject *object)
{
  BcConnection *self = BC_CONNECTION (object);

  g_clear_object (&self->input);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (bc_connection_parent_class)->finalize (object);
}

static void
bc_connection_class_init (BcConnectionClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bc_connection_finalize;

  stream_class->get_input_stream = bc_connection_real_get_input_stream;
  stream_class->get_output_stream = bc_connection_real_get_output_stream;
  stream_class->close_fn = bc_connection_real_close;
  stream_class->close_async = bc_connection_real_close_async;
  stream_class->close_finish = bc_connection_real_close_finish;
}

static void
bc_connection_init (BcConnection *self)
{
}

/**
 * bc_connection_new:
 * @base: what was accepted
 *
 * Small frames go out at once from here on (`TCP_NODELAY`).
 *
 * Returns: (transfer full): a stream over @base that watches what comes in
 */
BcConnection *
bc_connection_new (GSocketConnection *base)
{
  BcConnection *self = g_object_new (BC_TYPE_CONNECTION, NULL);
  GSocket *socket = g_socket_connection_get_socket (base);

  self->base = g_object_ref (base);
  self->input = bc_metered_input_new (g_io_stream_get_input_stream (G_IO_STREAM (base)));

  g_signal_connect_object (self->input, "head-exceeded", G_CALLBACK (head_exceeded_cb), self, G_CONNECT_DEFAULT);

  if (g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);

  return self;
}

/**
 * bc_connection_get_socket:
 * @self: a connection
 *
 * Returns: (transfer none): its socket
 */
GSocket *
bc_connection_get_socket (BcConnection *self)
{
  g_return_val_if_fail (BC_IS_CONNECTION (self), NULL);

  return g_socket_connection_get_socket (self->base);
}

/**
 * bc_connection_get_input:
 * @self: a connection
 *
 * Returns: (transfer none): its input stream
 */
BcMeteredInput *
bc_connection_get_input (BcConnection *self)
{
  g_return_val_if_fail (BC_IS_CONNECTION (self), NULL);

  return self->input;
}

/**
 * bc_connection_set_unsent_limit:
 * @self: a connection
 * @bytes: what may wait in the kernel
 *
 * Makes the socket writable only while fewer than @bytes wait to be sent
 * (`TCP_NOTSENT_LOWAT`), so that old states do not pile up in the kernel in
 * front of new ones: without it that is up to 4 MiB.
 */
void
bc_connection_set_unsent_limit (BcConnection *self,
                                int           bytes)
{
  GSocket *socket;

  g_return_if_fail (BC_IS_CONNECTION (self));

  socket = g_socket_connection_get_socket (self->base);
  if (g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, bytes, NULL);
}
