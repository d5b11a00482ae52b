/* bc-socket-client.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-socket-client.h"

#include <string.h>

/* Bytes that a message from a client may have, all its fragments together. */
#define MAX_INCOMING ((gsize) 128 * 1024)

/* libsoup's own valve closes without a close frame, so ours comes first. */
#define MAX_INCOMING_FRAME (2 * MAX_INCOMING)

/* What may wait in the kernel; a client that wakes up sees no older states. */
#define MAX_UNSENT 2048

/* Different things that may wait for one socket before it is shown the state
 * again instead. */
#define MAX_KEPT 64

/* Pings in a row whose answers may wait, each in some 500 bytes of libsoup's. */
#define MAX_UNREAD_PINGS 1024

/* Seconds between pings; a deadline on pongs is kept by the hub. */
#define PING_INTERVAL 25

typedef struct
{
  char   *key;
  GBytes *frame;
} Kept;

struct _BcSocketClient
{
  GObject                  parent_instance;

  SoupWebsocketConnection *websocket;
  BcConnection            *connection;       /* (nullable): NULL if another loop accepted it */
  GSource                 *writable_source;  /* while something is kept */
  GQueue                   kept;             /* Kept, the oldest first */
  char                    *end_reason;
  gushort                  end_code;         /* once nothing more is to come */
  guint                    n_unread_pings;
  gboolean                 lagging;
  gboolean                 closed;
};

G_DEFINE_FINAL_TYPE (BcSocketClient, bc_socket_client, G_TYPE_OBJECT)

enum
{
  MESSAGE,
  PONG,
  LAGGING,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
kept_free (Kept *kept)
{
  g_free (kept->key);
  g_bytes_unref (kept->frame);
  g_free (kept);
}

static void
forget_kept (BcSocketClient *self)
{
  g_queue_clear_full (&self->kept, (GDestroyNotify) kept_free);
}

static void
stop_waiting (BcSocketClient *self)
{
  if (self->writable_source != NULL)
    g_source_destroy (self->writable_source);
  g_clear_pointer (&self->writable_source, g_source_unref);
}

/* libsoup queues without bound, so nothing is given to it that the socket does
 * not take. */
static gboolean
is_writable (BcSocketClient *self)
{
  if (self->connection == NULL)
    return TRUE;

  return g_socket_condition_check (bc_connection_get_socket (self->connection), G_IO_OUT) != 0;
}

static void
send_frame (BcSocketClient *self,
            GBytes         *frame)
{
  soup_websocket_connection_send_message (self->websocket, SOUP_WEBSOCKET_DATA_TEXT, frame);
}

static void
close_now (BcSocketClient *self)
{
  if (bc_socket_client_is_open (self))
    soup_websocket_connection_close (self->websocket, self->end_code, self->end_reason);
}

static gboolean
writable_cb (GSocket      *socket,
             GIOCondition  condition,
             gpointer      user_data)
{
  g_autoptr(BcSocketClient) self = g_object_ref (user_data);

  while (!g_queue_is_empty (&self->kept) && bc_socket_client_is_open (self))
    {
      Kept *kept;

      if (!is_writable (self))
        return G_SOURCE_CONTINUE;

      kept = g_queue_pop_head (&self->kept);
      send_frame (self, kept->frame);
      kept_free (kept);
    }

  stop_waiting (self);

  if (self->lagging)
    {
      self->lagging = FALSE;
      g_signal_emit (self, signals[LAGGING], 0);
    }

  if (self->end_code != 0 && g_queue_is_empty (&self->kept))
    close_now (self);

  return G_SOURCE_REMOVE;
}

static void
wait_for_room (BcSocketClient *self)
{
  if (self->writable_source != NULL)
    return;

  self->writable_source = g_socket_create_source (bc_connection_get_socket (self->connection), G_IO_OUT, NULL);
  g_source_set_static_name (self->writable_source, "[backcourt] room in a socket");
  g_source_set_callback (self->writable_source, G_SOURCE_FUNC (writable_cb), self, NULL);
  g_source_attach (self->writable_source, g_main_context_get_thread_default ());
}

static int
compare_key (gconstpointer kept,
             gconstpointer key)
{
  return strcmp (((const Kept *) kept)->key, key);
}

/* The newest of a key takes the place of the one before, at the end: what is
 * sent stays in order. */
static void
keep (BcSocketClient *self,
      const char     *key,
      GBytes         *frame)
{
  GList *link = g_queue_find_custom (&self->kept, key, compare_key);
  Kept *kept;

  if (link != NULL)
    {
      kept = link->data;
      g_queue_delete_link (&self->kept, link);
    }
  else
    {
      kept = g_new0 (Kept, 1);
      kept->key = g_strdup (key);
    }

  g_clear_pointer (&kept->frame, g_bytes_unref);
  kept->frame = g_bytes_ref (frame);
  g_queue_push_tail (&self->kept, kept);

  if (self->kept.length > MAX_KEPT)
    {
      forget_kept (self);
      self->lagging = TRUE;
    }

  wait_for_room (self);
}

static void
message_cb (SoupWebsocketConnection *websocket,
            int                      type,
            GBytes                  *message,
            gpointer                 user_data)
{
  BcSocketClient *self = BC_SOCKET_CLIENT (user_data);

  if (type == SOUP_WEBSOCKET_DATA_TEXT && bc_socket_client_is_open (self))
    g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
pong_cb (SoupWebsocketConnection *websocket,
         GBytes                  *message,
         gpointer                 user_data)
{
  g_signal_emit (user_data, signals[PONG], 0);
}

static void
closed_cb (SoupWebsocketConnection *websocket,
           gpointer                 user_data)
{
  g_autoptr(BcSocketClient) self = g_object_ref (user_data);

  stop_waiting (self);
  forget_kept (self);

  if (!self->closed)
    {
      self->closed = TRUE;
      g_signal_emit (self, signals[CLOSED], 0);
    }
}

static void
exceeded_cb (BcMeteredInput *input,
             gpointer        user_data)
{
  BcSocketClient *self = BC_SOCKET_CLIENT (user_data);

  forget_kept (self);
  bc_socket_client_end (self, SOUP_WEBSOCKET_CLOSE_TOO_BIG, "Message larger than 128 KiB");
}

/* libsoup answers pings by itself and queues the answers without bound: one who
 * goes on pinging and does not read would have our memory. A burst of pings is
 * no offence, though, also of one whose socket is full at the moment. */
static void
pinged_cb (BcMeteredInput *input,
           gpointer        user_data)
{
  BcSocketClient *self = BC_SOCKET_CLIENT (user_data);

  self->n_unread_pings = is_writable (self) ? 0 : self->n_unread_pings + BC_METERED_INPUT_PINGS;

  if (self->n_unread_pings >= MAX_UNREAD_PINGS)
    bc_socket_client_drop (self);
}

static void
bc_socket_client_dispose (GObject *object)
{
  BcSocketClient *self = BC_SOCKET_CLIENT (object);

  stop_waiting (self);
  forget_kept (self);

  if (self->websocket != NULL)
    g_signal_handlers_disconnect_by_data (self->websocket, self);
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (bc_connection_get_input (self->connection), self);

  g_clear_object (&self->websocket);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (bc_socket_client_parent_class)->dispose (object);
}

static void
bc_socket_client_finalize (GObject *object)
{
  BcSocketClient *self = BC_SOCKET_CLIENT (object);

  g_clear_pointer (&self->end_reason, g_free);

  G_OBJECT_CLASS (bc_socket_client_parent_class)->finalize (object);
}

static void
bc_socket_client_class_init (BcSocketClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = bc_socket_client_dispose;
  object_class->finalize = bc_socket_client_finalize;

  signals[MESSAGE] =
    g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[PONG] =
    g_signal_new ("pong", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LAGGING] =
    g_signal_new ("lagging", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] =
    g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bc_socket_client_init (BcSocketClient *self)
{
  g_queue_init (&self->kept);
}

/**
 * bc_socket_client_new:
 * @websocket: a socket that was just upgraded
 * @connection: (nullable): what it runs on; without it a reader that never
 *   reads costs memory
 *
 * Pings the client, and bounds what it may send: a message over 128 KiB, its
 * fragments together, closes with 1009.
 *
 * Returns: (transfer full): the client
 */
BcSocketClient *
bc_socket_client_new (SoupWebsocketConnection *websocket,
                      BcConnection            *connection)
{
  BcSocketClient *self = g_object_new (BC_TYPE_SOCKET_CLIENT, NULL);

  self->websocket = g_object_ref (websocket);
  soup_websocket_connection_set_keepalive_interval (websocket, PING_INTERVAL);
  soup_websocket_connection_set_max_incoming_payload_size (websocket, MAX_INCOMING_FRAME);
  g_signal_connect (websocket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (websocket, "pong", G_CALLBACK (pong_cb), self);
  g_signal_connect (websocket, "closed", G_CALLBACK (closed_cb), self);

  if (connection != NULL)
    {
      BcMeteredInput *input = bc_connection_get_input (connection);

      self->connection = g_object_ref (connection);
      bc_connection_set_unsent_limit (connection, MAX_UNSENT);
      g_signal_connect (input, "pinged", G_CALLBACK (pinged_cb), self);
      g_signal_connect (input, "exceeded", G_CALLBACK (exceeded_cb), self);

      if (!bc_metered_input_start (input, MAX_INCOMING))
        bc_socket_client_end (self, SOUP_WEBSOCKET_CLOSE_PROTOCOL_ERROR, "Data before the handshake's end");
    }

  return self;
}

/**
 * bc_socket_client_offer:
 * @self: a client
 * @key: what the frame is about
 * @frame: a text frame; shared, not copied, while it is kept
 *
 * Sends @frame now if the socket takes it. Else it is kept until it does, in
 * the place of an older frame of the same @key. Does nothing after
 * bc_socket_client_end().
 */
void
bc_socket_client_offer (BcSocketClient *self,
                        const char     *key,
                        GBytes         *frame)
{
  g_return_if_fail (BC_IS_SOCKET_CLIENT (self));

  /* What was dropped comes with the whole state. */
  if (!bc_socket_client_is_open (self) || self->end_code != 0 || self->lagging)
    return;

  if (self->writable_source == NULL && is_writable (self))
    send_frame (self, frame);
  else
    keep (self, key, frame);
}

/**
 * bc_socket_client_end:
 * @self: a client
 * @code: a close code
 * @reason: why, in at most 123 bytes
 *
 * Closes the socket once it took what was offered before. The first call
 * counts.
 */
void
bc_socket_client_end (BcSocketClient *self,
                      gushort         code,
                      const char     *reason)
{
  g_return_if_fail (BC_IS_SOCKET_CLIENT (self));

  if (self->end_code != 0)
    return;

  self->end_code = code;
  self->end_reason = g_strdup (reason);

  if (g_queue_is_empty (&self->kept))
    close_now (self);
}

/**
 * bc_socket_client_drop:
 * @self: a client
 *
 * Ends the connection without a word, for a peer that is not there any more.
 */
void
bc_socket_client_drop (BcSocketClient *self)
{
  g_return_if_fail (BC_IS_SOCKET_CLIENT (self));

  /* libsoup sees the end of its input and cleans up as for any other. */
  if (self->connection != NULL)
    g_socket_shutdown (bc_connection_get_socket (self->connection), TRUE, TRUE, NULL);
  else if (bc_socket_client_is_open (self))
    soup_websocket_connection_close (self->websocket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}

/**
 * bc_socket_client_is_open:
 * @self: a client
 *
 * Returns: whether frames can still be sent to it
 */
gboolean
bc_socket_client_is_open (BcSocketClient *self)
{
  g_return_val_if_fail (BC_IS_SOCKET_CLIENT (self), FALSE);

  return soup_websocket_connection_get_state (self->websocket) == SOUP_WEBSOCKET_STATE_OPEN;
}
