/* bc-head-meter.h: how long the head of a request is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* libsoup drops a connection without a word when a head has more than 64 KiB:
 * a client that is told why has to be told before. */
#define BC_HEAD_MAX_LENGTH 61440

typedef enum
{
  BC_HEAD_FINE,           /* so far, or all of it */
  BC_HEAD_TOO_LONG,       /* and there is more to come, which nobody wants */
  BC_HEAD_TOO_LONG_ENDED, /* and now the client waits for an answer */
} BcHeadState;

typedef struct
{
  gsize    length;
  guint    n_newlines;   /* at the end of what came so far */
  gboolean has_line;     /* whether the first line has ended */
  gboolean long_line;    /* whether it had not when the head became too long */
  gboolean ended;
} BcHeadMeter;

BcHeadState bc_head_meter_feed (BcHeadMeter  *self,
                                const guint8 *data,
                                gsize         length);

G_END_DECLS
