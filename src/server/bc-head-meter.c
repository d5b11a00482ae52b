/* bc-head-meter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-head-meter.h"

static void
feed_byte (BcHeadMeter *self,
           guint8       byte)
{
  self->length++;

  if (byte == '\n')
    {
      self->n_newlines++;
      self->has_line = TRUE;
    }
  else if (byte != '\r')
    {
      self->n_newlines = 0;
    }

  if (self->length > BC_HEAD_MAX_LENGTH && !self->has_line)
    self->long_line = TRUE;

  self->ended = self->n_newlines == 2;
}

/**
 * bc_head_meter_feed:
 * @self: zeroed at the start of a connection, which brings one request
 * @data: (array length=length): what came in
 * @length: how much
 *
 * Follows a request up to the empty line that ends its head; what comes after
 * that is of no interest here.
 *
 * Returns: whether the head is short enough
 */
BcHeadState
bc_head_meter_feed (BcHeadMeter  *self,
                    const guint8 *data,
                    gsize         length)
{
  for (gsize i = 0; i < length && !self->ended; i++)
    feed_byte (self, data[i]);

  if (self->length <= BC_HEAD_MAX_LENGTH)
    return BC_HEAD_FINE;

  return self->ended ? BC_HEAD_TOO_LONG_ENDED : BC_HEAD_TOO_LONG;
}
