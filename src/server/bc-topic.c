/* bc-topic.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-topic.h"

/* The key of frames that carry the whole state. */
#define STATE_KEY ""

typedef struct
{
  GPtrArray *subscribers;
  GBytes    *state;        /* (nullable): the newest state's frame, once somebody asked */
  guint64    seq;
} BcTopicPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BcTopic, bc_topic, G_TYPE_OBJECT)

static GBytes *
get_state (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  if (priv->state == NULL)
    priv->state = BC_TOPIC_GET_CLASS (self)->make_state (self);

  return priv->state;
}

static char *
dup_end_reason (BcTopic *self)
{
  BcTopicClass *klass = BC_TOPIC_GET_CLASS (self);

  return klass->dup_end_reason != NULL ? klass->dup_end_reason (self) : NULL;
}

static void
lagging_cb (BcSocketClient *client,
            gpointer        user_data)
{
  bc_socket_client_offer (client, STATE_KEY, get_state (BC_TOPIC (user_data)));
}

static void
bc_topic_dispose (GObject *object)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (BC_TOPIC (object));

  for (guint i = 0; i < priv->subscribers->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (priv->subscribers, i), object);
  g_ptr_array_set_size (priv->subscribers, 0);

  G_OBJECT_CLASS (bc_topic_parent_class)->dispose (object);
}

static void
bc_topic_finalize (GObject *object)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (BC_TOPIC (object));

  g_clear_pointer (&priv->subscribers, g_ptr_array_unref);
  g_clear_pointer (&priv->state, g_bytes_unref);

  G_OBJECT_CLASS (bc_topic_parent_class)->finalize (object);
}

static void
bc_topic_class_init (BcTopicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_topic_dispose;
  object_class->finalize = bc_topic_finalize;
}

static void
bc_topic_init (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  priv->subscribers = g_ptr_array_new_with_free_func (g_object_unref);
  priv->seq = 1;
}

/**
 * bc_topic_get_seq:
 * @self: a topic
 *
 * Returns: the number of the newest change; the first state is 1
 */
guint64
bc_topic_get_seq (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  g_return_val_if_fail (BC_IS_TOPIC (self), 0);

  return priv->seq;
}

/**
 * bc_topic_get_n_subscribers:
 * @self: a topic
 *
 * Returns: how many sockets follow it
 */
guint
bc_topic_get_n_subscribers (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  g_return_val_if_fail (BC_IS_TOPIC (self), 0);

  return priv->subscribers->len;
}

/**
 * bc_topic_subscribe:
 * @self: a topic
 * @client: a socket that does not follow it yet
 *
 * Tells @client the state, then every change. If there is nothing more to come
 * it is closed with 1000.
 */
void
bc_topic_subscribe (BcTopic        *self,
                    BcSocketClient *client)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);
  g_autofree char *end_reason = NULL;

  g_return_if_fail (BC_IS_TOPIC (self));

  g_ptr_array_add (priv->subscribers, g_object_ref (client));
  g_signal_connect (client, "lagging", G_CALLBACK (lagging_cb), self);
  bc_socket_client_offer (client, STATE_KEY, get_state (self));

  end_reason = dup_end_reason (self);
  if (end_reason != NULL)
    bc_socket_client_end (client, SOUP_WEBSOCKET_CLOSE_NORMAL, end_reason);
}

/**
 * bc_topic_unsubscribe:
 * @self: a topic
 * @client: a socket that follows it
 */
void
bc_topic_unsubscribe (BcTopic        *self,
                      BcSocketClient *client)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  g_return_if_fail (BC_IS_TOPIC (self));

  g_signal_handlers_disconnect_by_data (client, self);
  g_ptr_array_remove_fast (priv->subscribers, client);
}

/**
 * bc_topic_advance:
 * @self: a topic
 *
 * Counts a change, of which the caller writes a frame of its own if anybody
 * follows.
 *
 * Returns: its number
 */
guint64
bc_topic_advance (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  g_return_val_if_fail (BC_IS_TOPIC (self), 0);

  g_clear_pointer (&priv->state, g_bytes_unref);

  return ++priv->seq;
}

/**
 * bc_topic_publish:
 * @self: a topic
 * @key: what @frame is about: of one key the newest counts
 * @frame: a text frame
 *
 * Sends one frame to everybody who follows.
 */
void
bc_topic_publish (BcTopic    *self,
                  const char *key,
                  GBytes     *frame)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);

  g_return_if_fail (BC_IS_TOPIC (self));

  for (guint i = 0; i < priv->subscribers->len; i++)
    bc_socket_client_offer (g_ptr_array_index (priv->subscribers, i), key, frame);
}

/**
 * bc_topic_changed:
 * @self: a topic
 *
 * Counts a change and tells everybody the new state; if it is the last one,
 * closes them with 1000. Writes nothing while nobody follows.
 */
void
bc_topic_changed (BcTopic *self)
{
  BcTopicPrivate *priv = bc_topic_get_instance_private (self);
  g_autofree char *end_reason = NULL;

  g_return_if_fail (BC_IS_TOPIC (self));

  bc_topic_advance (self);
  if (priv->subscribers->len == 0)
    return;

  bc_topic_publish (self, STATE_KEY, get_state (self));

  end_reason = dup_end_reason (self);
  for (guint i = 0; end_reason != NULL && i < priv->subscribers->len; i++)
    bc_socket_client_end (g_ptr_array_index (priv->subscribers, i), SOUP_WEBSOCKET_CLOSE_NORMAL, end_reason);
}
