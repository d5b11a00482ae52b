/* bc-metered-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-metered-input.h"

#include "bc-frame-meter.h"
#include "bc-head-meter.h"

/* libsoup reads until nothing is left: whoever sends as fast as it reads would
 * keep everybody else waiting. After this many bytes it is the others' turn. */
#define MAX_BURST 65536

struct _BcMeteredInput
{
  GFilterInputStream parent_instance;

  BcHeadMeter        head;
  BcFrameMeter       meter;
  gsize              burst;  /* bytes since somebody last waited for input */
  gboolean           exceeded;
};

static void bc_metered_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BcMeteredInput, bc_metered_input, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      bc_metered_input_pollable_init))

enum
{
  PINGED,
  EXCEEDED,
  HEAD_EXCEEDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self)));
}

static gboolean
bc_metered_input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
bc_metered_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
bc_metered_input_create_source (GPollableInputStream *stream,
                                GCancellable         *cancellable)
{
  BcMeteredInput *self = BC_METERED_INPUT (stream);
  g_autoptr(GSource) source = g_pollable_input_stream_create_source (get_base (stream), cancellable);

  self->burst = 0;

  return g_pollable_source_new_full (self, source, NULL);
}

static gssize
return_would_block (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Nothing to be had now");

  return -1;
}

/* What libsoup sees of a head that is too long: nothing more, and once the
 * client has been answered, an error, on which it says nothing itself. */
static gssize
withhold (BcMeteredInput  *self,
          BcHeadState      state,
          GError         **error)
{
  if (state == BC_HEAD_TOO_LONG)
    return return_would_block (error);

  g_signal_emit (self, signals[HEAD_EXCEEDED], 0, self->head.long_line);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The head of the request is too long");

  return -1;
}

static void
look_at_pings (BcMeteredInput *self)
{
  if (self->meter.n_pings < BC_METERED_INPUT_PINGS)
    return;

  self->meter.n_pings = 0;
  g_signal_emit (self, signals[PINGED], 0);
}

static gssize
bc_metered_input_read_nonblocking (GPollableInputStream  *stream,
                                   void                  *buffer,
                                   gsize                  count,
                                   GError               **error)
{
  BcMeteredInput *self = BC_METERED_INPUT (stream);
  BcHeadState state;
  gssize n;

  if (self->burst >= MAX_BURST)
    return return_would_block (error);

  n = g_pollable_input_stream_read_nonblocking (get_base (stream), buffer, count, NULL, error);
  if (n <= 0)
    return n;

  self->burst += (gsize) n;

  state = bc_head_meter_feed (&self->head, buffer, (gsize) n);
  if (state != BC_HEAD_FINE)
    return withhold (self, state, error);

  if (bc_frame_meter_feed (&self->meter, buffer, (gsize) n))
    {
      look_at_pings (self);
      return n;
    }

  if (!self->exceeded)
    {
      self->exceeded = TRUE;
      g_signal_emit (self, signals[EXCEEDED], 0);
    }

  return return_would_block (error);
}

static void
bc_metered_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = bc_metered_input_can_poll;
  iface->is_readable = bc_metered_input_is_readable;
  iface->create_source = bc_metered_input_create_source;
  iface->read_nonblocking = bc_metered_input_read_nonblocking;
}

static void
bc_metered_input_class_init (BcMeteredInputClass *klass)
{
  signals[PINGED] =
    g_signal_new ("pinged",
                  G_TYPE_FROM_CLASS (klass),
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  signals[EXCEEDED] =
    g_signal_new ("exceeded",
                  G_TYPE_FROM_CLASS (klass),
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  signals[HEAD_EXCEEDED] =
    g_signal_new ("head-exceeded",
                  G_TYPE_FROM_CLASS (klass),
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
bc_metered_input_init (BcMeteredInput *self)
{
}

/**
 * bc_metered_input_new:
 * @base: a #GPollableInputStream that can poll, such as a socket's
 *
 * Returns: (transfer full): a stream that gives the bytes of @base, unlimited
 *   until bc_metered_input_start()
 */
BcMeteredInput *
bc_metered_input_new (GInputStream *base)
{
  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (base), NULL);

  return g_object_new (BC_TYPE_METERED_INPUT,
                       "base-stream", base,
                       "close-base-stream", FALSE,
                       NULL);
}

/**
 * bc_metered_input_start:
 * @self: a stream of which one HTTP request was read
 * @limit: bytes that a message may have, all its fragments together; not 0
 *
 * Says that what follows is WebSocket frames of a client.
 *
 * Returns: %FALSE if the client sent more than its request before the answer
 */
gboolean
bc_metered_input_start (BcMeteredInput *self,
                        gsize           limit)
{
  g_return_val_if_fail (BC_IS_METERED_INPUT (self), FALSE);

  return bc_frame_meter_start (&self->meter, limit);
}
