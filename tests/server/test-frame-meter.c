/* test-frame-meter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>

#include "bc-frame-meter.h"

#define LIMIT 1000

#define FIN      0x80
#define TEXT     0x1
#define CONTINUE 0x0
#define PING     0x9

static const char head[] = "GET /ws/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n";

static void
feed_head (BcFrameMeter *meter)
{
  memset (meter, 0, sizeof *meter);
  g_assert_true (bc_frame_meter_feed (meter, (const guint8 *) head, strlen (head)));
  g_assert_true (bc_frame_meter_start (meter, LIMIT));
}

static GByteArray *
make_frame (guint   first,
            guint64 length,
            gsize   n_payload)
{
  GByteArray *frame = g_byte_array_new ();
  guint8 header[14] = { (guint8) first, 0x80 };
  guint n_bytes = length < 126 ? 0 : length <= G_MAXUINT16 ? 2 : 8;
  guint n = 2;

  header[1] |= (guint8) (n_bytes == 0 ? length : n_bytes == 2 ? 126 : 127);
  for (guint i = 0; i < n_bytes; i++)
    header[n++] = (guint8) (length >> 8 * (n_bytes - 1 - i));

  g_byte_array_append (frame, header, n + 4);
  g_byte_array_set_size (frame, (guint) (n + 4 + n_payload));
  memset (frame->data + n + 4, '\n', n_payload);

  return frame;
}

static gboolean
feed_frame (BcFrameMeter *meter,
            guint         first,
            gsize         length)
{
  g_autoptr(GByteArray) frame = make_frame (first, length, length);

  return bc_frame_meter_feed (meter, frame->data, frame->len);
}

static void
test_frame_meter_whole (void)
{
  BcFrameMeter meter;

  feed_head (&meter);
  for (guint i = 0; i < 10; i++)
    {
      g_assert_true (feed_frame (&meter, FIN | TEXT, LIMIT));
      g_assert_true (feed_frame (&meter, FIN | TEXT, 0));
      g_assert_true (feed_frame (&meter, FIN | TEXT, 125));
    }
  g_assert_false (feed_frame (&meter, FIN | TEXT, LIMIT + 1));
  g_assert_false (feed_frame (&meter, FIN | TEXT, 1));
}

static void
test_frame_meter_fragments (void)
{
  BcFrameMeter meter;

  feed_head (&meter);
  g_assert_true (feed_frame (&meter, TEXT, LIMIT - 10));
  g_assert_true (feed_frame (&meter, FIN | PING, 125));
  g_assert_true (feed_frame (&meter, CONTINUE, 0));
  g_assert_true (feed_frame (&meter, FIN | CONTINUE, 10));
  g_assert_cmpuint (meter.n_pings, ==, 1);

  g_assert_true (feed_frame (&meter, TEXT, LIMIT - 10));
  g_assert_true (feed_frame (&meter, CONTINUE, 10));
  g_assert_true (feed_frame (&meter, FIN | PING, 125));
  g_assert_false (feed_frame (&meter, CONTINUE, 1));
}

static void
test_frame_meter_header_tells (void)
{
  static const guint64 lengths[] = { LIMIT + 1, 70000, G_GUINT64_CONSTANT (1) << 62, G_MAXUINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GByteArray) frame = make_frame (FIN | TEXT, lengths[i], 0);
      BcFrameMeter meter;

      feed_head (&meter);
      g_assert_true (bc_frame_meter_feed (&meter, frame->data, frame->len - 1));
      g_assert_false (bc_frame_meter_feed (&meter, frame->data + frame->len - 1, 1));
    }
}

static void
test_frame_meter_any_cut (void)
{
  g_autoptr(GByteArray) first = make_frame (TEXT, 200, 200);
  g_autoptr(GByteArray) second = make_frame (FIN | CONTINUE, LIMIT - 199, 0);

  for (guint step = 1; step < 40; step++)
    {
      BcFrameMeter meter;
      gboolean fits = TRUE;

      feed_head (&meter);
      for (guint i = 0; i < first->len; i += step)
        g_assert_true (bc_frame_meter_feed (&meter, first->data + i, MIN (step, first->len - i)));
      for (guint i = 0; i < second->len; i += step)
        fits = bc_frame_meter_feed (&meter, second->data + i, MIN (step, second->len - i));
      g_assert_false (fits);
    }
}

static void
test_frame_meter_early (void)
{
  static const struct { const char *bytes; gboolean fine; } cases[] = {
    { "GET / HTTP/1.1\r\n\r\n", TRUE },
    { "GET / HTTP/1.1\nHost: x\n\n", TRUE },
    { "GET / HTTP/1.1\r\n\r\n\r\n", FALSE },
    { "GET / HTTP/1.1\r\nHost: x\r\n\r\n\x81", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BcFrameMeter meter = { 0 };

      for (const char *p = cases[i].bytes; *p != '\0'; p++)
        g_assert_true (bc_frame_meter_feed (&meter, (const guint8 *) p, 1));
      g_assert_cmpint (bc_frame_meter_start (&meter, LIMIT), ==, cases[i].fine);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/frame-meter/whole", test_frame_meter_whole);
  g_test_add_func ("/frame-meter/fragments", test_frame_meter_fragments);
  g_test_add_func ("/frame-meter/header-tells", test_frame_meter_header_tells);
  g_test_add_func ("/frame-meter/any-cut", test_frame_meter_any_cut);
  g_test_add_func ("/frame-meter/early", test_frame_meter_early);

  return g_test_run ();
}
