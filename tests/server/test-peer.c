/* test-peer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIN       0x80
#define MASKED    0x80
#define LENGTH_16 126
#define LENGTH_64 127

static const guint8 mask[] = { 0x5a, 0x00, 0xff, 0x3c };

static void
take_close (TestPeer     *self,
            const guint8 *payload,
            gsize         length)
{
  g_assert_cmpuint (self->close_code, ==, 0);

  self->close_code = length >= 2 ? (guint) (payload[0] << 8 | payload[1]) : 1005;
  self->close_reason = length > 2 ? g_strndup ((const char *) payload + 2, length - 2) : g_strdup ("");

  if (!self->silent)
    test_peer_send_frame (self, TEST_PEER_CLOSE, TRUE, payload, MIN (length, 2));
}

static void
take_frame (TestPeer     *self,
            guint         opcode,
            const guint8 *payload,
            gsize         length)
{
  switch (opcode)
    {
    case TEST_PEER_TEXT:
      g_assert_true (g_utf8_validate ((const char *) payload, (gssize) length, NULL));
      g_ptr_array_add (self->texts, g_strndup ((const char *) payload, length));
      break;
    case TEST_PEER_CLOSE:
      take_close (self, payload, length);
      break;
    case TEST_PEER_PING:
      self->n_pings++;
      break;
    case TEST_PEER_PONG:
      self->n_pongs++;
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Of a server: whole messages, unmasked. */
static gboolean
understand_frame (TestPeer *self)
{
  const guint8 *data = self->in->data;
  gsize at = 2;
  gsize length;

  if (self->in->len < at)
    return FALSE;

  g_assert_cmpuint (data[0] & 0xf0, ==, FIN);
  g_assert_cmpuint (data[1] & MASKED, ==, 0);

  length = data[1];
  if (length >= LENGTH_16)
    {
      at += length == LENGTH_16 ? 2 : 8;
      if (self->in->len < at)
        return FALSE;

      length = 0;
      for (gsize i = 2; i < at; i++)
        length = length << 8 | data[i];
    }

  if (self->in->len < at + length)
    return FALSE;

  take_frame (self, data[0] & 0x0f, data + at, length);
  g_byte_array_remove_range (self->in, 0, (guint) (at + length));

  return TRUE;
}

static gboolean
understand_head (TestPeer *self)
{
  const char *text = (const char *) self->in->data;
  const char *end = g_strstr_len (text, self->in->len, "\r\n\r\n");
  gsize length;

  if (end == NULL)
    return FALSE;

  length = (gsize) (end - text) + 4;
  g_string_append_len (self->head, text, (gssize) length);
  g_byte_array_remove_range (self->in, 0, (guint) length);

  g_assert_true (g_str_has_prefix (self->head->str, "HTTP/1."));
  self->status = (guint) g_ascii_strtoull (self->head->str + strlen ("HTTP/1.1 "), NULL, 10);

  return TRUE;
}

static void
understand (TestPeer *self)
{
  if (self->status == 0 && !understand_head (self))
    return;

  if (self->status == 101)
    {
      while (understand_frame (self))
        ;
      return;
    }

  g_string_append_len (self->head, (const char *) self->in->data, self->in->len);
  g_byte_array_set_size (self->in, 0);
}

static gboolean
in_cb (int          fd,
       GIOCondition condition,
       gpointer     user_data)
{
  TestPeer *self = user_data;
  guint8 buffer[65536];
  ssize_t n = read (fd, buffer, sizeof buffer);

  if (n < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  if (n <= 0)
    {
      self->ended = TRUE;
      self->in_source = 0;
      return G_SOURCE_REMOVE;
    }

  g_byte_array_append (self->in, buffer, (guint) n);
  understand (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
out_cb (int          fd,
        GIOCondition condition,
        gpointer     user_data)
{
  TestPeer *self = user_data;
  ssize_t n = send (fd, self->out->data, self->out->len, MSG_NOSIGNAL);

  if (n > 0)
    g_byte_array_remove_range (self->out, 0, (guint) n);
  else if (errno != EAGAIN)
    g_byte_array_set_size (self->out, 0);

  if (self->out->len > 0)
    return G_SOURCE_CONTINUE;

  self->out_source = 0;

  return G_SOURCE_REMOVE;
}

TestPeer *
test_peer_connect (guint16 port)
{
  TestPeer *self = g_new0 (TestPeer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);

  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (self->fd);
  g_assert_no_errno (connect (self->fd, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (fcntl (self->fd, F_SETFL, O_NONBLOCK));

  self->in = g_byte_array_new ();
  self->out = g_byte_array_new ();
  self->head = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  test_peer_read_again (self);

  return self;
}

/* headers: (nullable): more lines, each with its \r\n; a Host of one's own comes
 * instead of the right one */
TestPeer *
test_peer_open (guint16     port,
                const char *path,
                const char *headers)
{
  TestPeer *self = test_peer_connect (port);
  g_autofree char *host = g_strdup_printf ("Host: 127.0.0.1:%u\r\n", port);
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\n"
                                              "%s%s"
                                              "Upgrade: websocket\r\n"
                                              "Connection: Upgrade\r\n"
                                              "Sec-WebSocket-Version: 13\r\n"
                                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                              "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                                              "\r\n",
                                              path,
                                              headers != NULL && g_str_has_prefix (headers, "Host:") ? "" : host,
                                              headers != NULL ? headers : "");

  test_peer_send (self, request, strlen (request));

  return self;
}

void
test_peer_hang_up (TestPeer *self)
{
  test_peer_stop_reading (self);
  if (self->out_source != 0)
    g_source_remove (self->out_source);
  self->out_source = 0;

  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
test_peer_free (TestPeer *self)
{
  test_peer_hang_up (self);
  g_byte_array_unref (self->in);
  g_byte_array_unref (self->out);
  g_string_free (self->head, TRUE);
  g_ptr_array_unref (self->texts);
  g_free (self->close_reason);
  g_free (self);
}

void
test_peer_stop_reading (TestPeer *self)
{
  if (self->in_source != 0)
    g_source_remove (self->in_source);
  self->in_source = 0;
}

void
test_peer_read_again (TestPeer *self)
{
  g_assert_cmpuint (self->in_source, ==, 0);

  self->in_source = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, in_cb, self);
}

void
test_peer_send (TestPeer   *self,
                const void *data,
                gsize       length)
{
  g_byte_array_append (self->out, data, (guint) length);

  if (self->out_source == 0)
    self->out_source = g_unix_fd_add (self->fd, G_IO_OUT | G_IO_HUP | G_IO_ERR, out_cb, self);
}

void
test_peer_send_frame (TestPeer   *self,
                      guint       opcode,
                      gboolean    fin,
                      const void *payload,
                      gsize       length)
{
  g_autoptr(GByteArray) frame = g_byte_array_new ();
  guint8 header[10] = { (guint8) (opcode | (fin ? FIN : 0)), MASKED };
  guint n_header = 2;

  if (length < LENGTH_16)
    {
      header[1] |= (guint8) length;
    }
  else
    {
      guint n_bytes = length <= G_MAXUINT16 ? 2 : 8;

      header[1] |= n_bytes == 2 ? LENGTH_16 : LENGTH_64;
      for (guint i = 0; i < n_bytes; i++)
        header[n_header++] = (guint8) ((guint64) length >> 8 * (n_bytes - 1 - i));
    }

  g_byte_array_append (frame, header, n_header);
  g_byte_array_append (frame, mask, sizeof mask);
  n_header = frame->len;
  if (length > 0)
    g_byte_array_append (frame, payload, (guint) length);
  for (guint i = 0; i < length; i++)
    frame->data[n_header + i] ^= mask[i % sizeof mask];

  test_peer_send (self, frame->data, frame->len);
}

void
test_peer_send_text (TestPeer   *self,
                     const char *text)
{
  test_peer_send_frame (self, TEST_PEER_TEXT, TRUE, text, strlen (text));
}

/* (nullable) */
const char *
test_peer_get_last (TestPeer *self)
{
  return self->texts->len > 0 ? g_ptr_array_index (self->texts, self->texts->len - 1) : NULL;
}
