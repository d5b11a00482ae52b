/* test-peer.h: a client that does what no library would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_PEER_TEXT   0x1
#define TEST_PEER_BINARY 0x2
#define TEST_PEER_CLOSE  0x8
#define TEST_PEER_PING   0x9
#define TEST_PEER_PONG   0xa

/* One connection to 127.0.0.1, driven by the default main context. It speaks
 * HTTP until it is answered with 101, then WebSocket; it answers a close frame
 * and nothing else by itself. */
typedef struct
{
  int         fd;            /* -1 once closed by test_peer_hang_up() */
  guint       in_source;
  guint       out_source;
  GByteArray *in;            /* not yet understood */
  GByteArray *out;           /* not yet sent */
  GString    *head;          /* of the answer, with its body if it is no upgrade */
  guint       status;        /* 0 until answered */
  GPtrArray  *texts;         /* char *, every text frame */
  guint       n_pings;
  guint       n_pongs;
  guint       close_code;    /* 0 until a close frame came */
  char       *close_reason;
  gboolean    ended;         /* the server closed the connection */
  gboolean    silent;        /* answers no close frame */
} TestPeer;

TestPeer   *test_peer_connect      (guint16      port);
TestPeer   *test_peer_open         (guint16      port,
                                    const char  *path,
                                    const char  *headers);
void        test_peer_free         (TestPeer    *self);
void        test_peer_hang_up      (TestPeer    *self);
void        test_peer_stop_reading (TestPeer    *self);
void        test_peer_read_again   (TestPeer    *self);
void        test_peer_send         (TestPeer    *self,
                                    const void  *data,
                                    gsize        length);
void        test_peer_send_frame   (TestPeer    *self,
                                    guint        opcode,
                                    gboolean     fin,
                                    const void  *payload,
                                    gsize        length);
void        test_peer_send_text    (TestPeer    *self,
                                    const char  *text);
const char *test_peer_get_last     (TestPeer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestPeer, test_peer_free)

G_END_DECLS
