/* push-client.c: many sockets in a process of its own, for bench/push
 *
 * Kept apart from GLib's main loop, so that what it measures is the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_SIZE 8192
#define N_EVENTS    256

#define LENGTH_16 126
#define LENGTH_64 127
#define CLOSE     0x8
#define PING      0x9

typedef struct
{
  int      fd;
  gboolean upgraded;
  guint    n_frames;
  gsize    n;
  char     buffer[BUFFER_SIZE];
} Socket;

static GArray *samples;  /* gint64, µs */
static guint   n_ready;
static guint   n_open;

static void
die (const char *what)
{
  fprintf (stderr, "push-client: %s: %s\n", what, g_strerror (errno));
  exit (1);
}

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    die ("cannot connect");

  return fd;
}

static void
ask (int         fd,
     guint16     port,
     const char *path,
     gboolean    upgrade)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\n"
                                              "Host: 127.0.0.1:%u\r\n"
                                              "%s"
                                              "\r\n",
                                              path, port,
                                              upgrade ? "Upgrade: websocket\r\n"
                                                        "Connection: Upgrade\r\n"
                                                        "Sec-WebSocket-Version: 13\r\n"
                                                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                                      : "");

  if (send (fd, request, strlen (request), MSG_NOSIGNAL) != (ssize_t) strlen (request))
    die ("cannot ask");
}

static gint64
get_now (void)
{
  return g_get_real_time ();
}

/* The first frame is the state at connect: its change may be long ago. */
static void
take_text (Socket     *self,
           const char *text,
           gsize       length,
           gint64      now)
{
  const char *at = g_strstr_len (text, (gssize) length, "\"t_us\":");
  gint64 latency;

  if (self->n_frames++ == 0)
    {
      n_ready++;
      return;
    }

  if (at == NULL)
    return;

  latency = now - g_ascii_strtoll (at + strlen ("\"t_us\":"), NULL, 10);
  g_array_append_val (samples, latency);
}

/* Returns the bytes of a whole frame, or 0. */
static gsize
take_frame (Socket *self,
            gsize   start,
            gint64  now)
{
  static const char pong[] = "\x8a\x80\x00\x00\x00\x00";
  const guint8 *data = (const guint8 *) self->buffer + start;
  gsize n = self->n - start;
  gsize at = 2;
  gsize length;

  if (n < at)
    return 0;

  length = data[1];
  if (length == LENGTH_16)
    {
      at = 4;
      length = n >= at ? (gsize) (data[2] << 8 | data[3]) : BUFFER_SIZE;
    }
  else if (length == LENGTH_64)
    {
      fprintf (stderr, "push-client: a frame larger than its buffer\n");
      exit (1);
    }

  if (n < at + length)
    return 0;

  if ((data[0] & 0x0f) == PING)
    send (self->fd, pong, sizeof pong - 1, MSG_NOSIGNAL);
  else if ((data[0] & 0x0f) != CLOSE)
    take_text (self, (const char *) data + at, length, now);

  return at + length;
}

static void
understand (Socket *self,
            gint64  now)
{
  gsize start = 0;
  gsize taken;

  if (!self->upgraded)
    {
      const char *end = g_strstr_len (self->buffer, (gssize) self->n, "\r\n\r\n");

      if (end == NULL)
        return;
      if (!g_str_has_prefix (self->buffer, "HTTP/1.1 101"))
        {
          fprintf (stderr, "push-client: %.*s\n", (int) self->n, self->buffer);
          exit (1);
        }
      self->upgraded = TRUE;
      start = (gsize) (end - self->buffer) + 4;
    }

  while ((taken = take_frame (self, start, now)) > 0)
    start += taken;

  memmove (self->buffer, self->buffer + start, self->n - start);
  self->n -= start;
}

/* FALSE at the end of the connection. */
static gboolean
receive (Socket *self)
{
  ssize_t n = recv (self->fd, self->buffer + self->n, BUFFER_SIZE - self->n, 0);

  if (n < 0 && errno == EAGAIN)
    return TRUE;
  if (n <= 0)
    {
      close (self->fd);
      n_open--;
      return FALSE;
    }

  self->n += (gsize) n;
  understand (self, get_now ());

  return TRUE;
}

static int
compare (const void *a,
         const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
get_percentile (double part)
{
  if (samples->len == 0)
    return 0.;

  return (double) g_array_index (samples, gint64, (guint) (part * (samples->len - 1))) / 1000.;
}

/* Follows until the server has closed every socket. stuck: of which so many
 * never read. */
static void
follow (guint16     port,
        const char *path,
        guint       n_sockets,
        guint       n_stuck)
{
  g_autofree Socket *sockets = g_new0 (Socket, n_sockets);
  struct epoll_event events[N_EVENTS];
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  gboolean told = FALSE;

  for (guint i = 0; i < n_stuck; i++)
    ask (connect_to (port), port, path, TRUE);

  for (guint i = 0; i < n_sockets; i++)
    {
      struct epoll_event event = { .events = EPOLLIN, .data.ptr = &sockets[i] };

      sockets[i].fd = connect_to (port);
      ask (sockets[i].fd, port, path, TRUE);
      if (fcntl (sockets[i].fd, F_SETFL, O_NONBLOCK) != 0 || epoll_ctl (epoll, EPOLL_CTL_ADD, sockets[i].fd, &event) != 0)
        die ("cannot watch");
      n_open++;
    }

  while (n_open > 0)
    {
      int n = epoll_wait (epoll, events, N_EVENTS, -1);

      for (int i = 0; i < n; i++)
        receive (events[i].data.ptr);

      if (!told && n_ready == n_sockets)
        {
          told = TRUE;
          printf ("ready\n");
          fflush (stdout);
        }
    }

  qsort (samples->data, samples->len, sizeof (gint64), compare);
  printf ("%u %.3f %.3f %.3f\n", samples->len, get_percentile (0.5), get_percentile (0.99), get_percentile (1.));
}

/* Opens and closes connections in every way that clients have. */
static void
churn (guint16     port,
       const char *path,
       guint       n_connections)
{
  for (guint i = 0; i < n_connections; i++)
    {
      const struct linger at_once = { .l_onoff = 1 };
      char buffer[BUFFER_SIZE];
      int fd = connect_to (port);

      if (i % 5 != 0)
        ask (fd, port, i % 5 == 4 ? "/healthz" : path, i % 5 != 4);
      if (i % 5 > 1 && recv (fd, buffer, sizeof buffer, 0) <= 0)
        die ("no answer");
      if (i % 5 == 3)
        setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      close (fd);
    }

  printf ("done\n");
}

int
main (int    argc,
      char **argv)
{
  struct rlimit limit;

  if (argc != 6)
    {
      fprintf (stderr, "Usage: push-client follow|churn PORT PATH N STUCK\n");
      return 2;
    }

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  samples = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (strcmp (argv[1], "follow") == 0)
    follow ((guint16) atoi (argv[2]), argv[3], (guint) atoi (argv[4]), (guint) atoi (argv[5]));
  else
    churn ((guint16) atoi (argv[2]), argv[3], (guint) atoi (argv[4]));

  g_array_unref (samples);

  return 0;
}
