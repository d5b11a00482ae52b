/* bc-frame-meter.h: how large an incoming WebSocket message has become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcFrameMeter:
 *
 * Reads along with the bytes that a client sends: one HTTP request, then
 * WebSocket frames. libsoup 3.2 bounds a frame but not the message that its
 * fragments make, nor what it owes a client in pongs, so this counts both. It
 * starts zeroed, and keeps no payload.
 */
typedef struct
{
  guint    n_pings;         /* that came; whoever looks may set it back */

  /*< private >*/
  gsize    limit;           /* of a message; 0 before the frames begin */
  guint64  message;         /* payload of the message so far */
  guint64  payload_left;    /* of the frame */
  gsize    n_after_head;    /* bytes after the request's head */
  guint8   header[14];      /* of the frame */
  guint8   n_header;
  guint8   n_newlines;      /* in a row; two end the head */
  gboolean message_ended;
  gboolean exceeded;
} BcFrameMeter;

gboolean bc_frame_meter_start (BcFrameMeter *self,
                               gsize         limit);
gboolean bc_frame_meter_feed  (BcFrameMeter *self,
                               const guint8 *data,
                               gsize         length);

G_END_DECLS
