/* bc-topic.h: something that sockets follow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-socket-client.h"

G_BEGIN_DECLS

#define BC_TYPE_TOPIC (bc_topic_get_type ())
G_DECLARE_DERIVABLE_TYPE (BcTopic, bc_topic, BC, TOPIC, GObject)

/**
 * BcTopicClass:
 * @make_state: writes the frame with the whole state as it is now, with
 *   bc_topic_get_seq()
 * @dup_end_reason: (nullable): why there is nothing more to come, for a close
 *   with 1000; NULL while there is
 */
struct _BcTopicClass
{
  GObjectClass parent_class;

  GBytes    *(*make_state)     (BcTopic *self);
  char      *(*dup_end_reason) (BcTopic *self);
};

guint64 bc_topic_get_seq           (BcTopic        *self);
guint   bc_topic_get_n_subscribers (BcTopic        *self);
void    bc_topic_subscribe         (BcTopic        *self,
                                    BcSocketClient *client);
void    bc_topic_unsubscribe       (BcTopic        *self,
                                    BcSocketClient *client);
void    bc_topic_changed           (BcTopic        *self);
guint64 bc_topic_advance           (BcTopic        *self);
void    bc_topic_publish           (BcTopic        *self,
                                    const char     *key,
                                    GBytes         *frame);

G_END_DECLS
