/* bc-frame-meter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-frame-meter.h"

#define FIN            0x80
#define OPCODE         0x0f
#define OPCODE_CONTROL 0x08  /* the bit that makes it a control frame */
#define OPCODE_PING    0x09
#define MASKED         0x80
#define LENGTH         0x7f
#define LENGTH_16      126
#define LENGTH_64      127
#define MASK_SIZE      4

static void
feed_head (BcFrameMeter *self,
           const guint8 *data,
           gsize         length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (self->n_newlines >= 2)
        {
          self->n_after_head += length - i;
          return;
        }

      if (data[i] == '\n')
        self->n_newlines++;
      else if (data[i] != '\r')
        self->n_newlines = 0;
    }
}

static gsize
get_n_length_bytes (const BcFrameMeter *self)
{
  switch (self->header[1] & LENGTH)
    {
    case LENGTH_16:
      return 2;
    case LENGTH_64:
      return 8;
    default:
      return 0;
    }
}

static gboolean
is_header_complete (const BcFrameMeter *self)
{
  if (self->n_header < 2)
    return FALSE;

  return self->n_header == 2 + get_n_length_bytes (self) + ((self->header[1] & MASKED) != 0 ? MASK_SIZE : 0);
}

static void
begin_frame (BcFrameMeter *self)
{
  gsize n_length_bytes = get_n_length_bytes (self);
  guint64 length = n_length_bytes == 0 ? self->header[1] & LENGTH : 0;

  for (gsize i = 0; i < n_length_bytes; i++)
    length = length << 8 | self->header[2 + i];

  self->n_header = 0;
  self->payload_left = length;

  if ((self->header[0] & OPCODE) == OPCODE_PING)
    self->n_pings++;

  /* Pings and pongs stand between the fragments of a message, not in it. */
  if ((self->header[0] & OPCODE_CONTROL) != 0)
    return;

  if (self->message_ended)
    self->message = 0;
  self->message_ended = (self->header[0] & FIN) != 0;

  if (length > self->limit - self->message)
    self->exceeded = TRUE;
  else
    self->message += length;
}

static void
feed_frames (BcFrameMeter *self,
             const guint8 *data,
             gsize         length)
{
  while (length > 0 && !self->exceeded)
    {
      gsize n = 1;

      if (self->payload_left > 0)
        {
          n = (gsize) MIN ((guint64) length, self->payload_left);
          self->payload_left -= n;
        }
      else
        {
          self->header[self->n_header++] = *data;
          if (is_header_complete (self))
            begin_frame (self);
        }

      data += n;
      length -= n;
    }
}

/**
 * bc_frame_meter_start:
 * @self: a meter that has read one request's head
 * @limit: bytes that the payload of a message may have, fragments together;
 *   not 0
 *
 * Says that the connection was upgraded: what comes from here on is frames.
 *
 * Returns: %FALSE if bytes came after the head before the answer to it; where
 *   the first frame begins is then not known, and such a client follows no
 *   protocol
 */
gboolean
bc_frame_meter_start (BcFrameMeter *self,
                      gsize         limit)
{
  g_return_val_if_fail (limit > 0, FALSE);

  self->limit = limit;

  return self->n_after_head == 0;
}

/**
 * bc_frame_meter_feed:
 * @self: a meter
 * @data: (array length=length): the next bytes that came
 * @length: how many
 *
 * A message too large is known from the header of the frame that makes it so.
 *
 * Returns: %FALSE from the moment that a message is larger than the limit
 */
gboolean
bc_frame_meter_feed (BcFrameMeter *self,
                     const guint8 *data,
                     gsize         length)
{
  if (self->limit == 0)
    feed_head (self, data, length);
  else
    feed_frames (self, data, length);

  return !self->exceeded;
}
