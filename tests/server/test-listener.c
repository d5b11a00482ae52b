/* test-listener.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "bc-listener.h"
#include "bc-server-error.h"
#include "test-peer.h"

#define REQUEST "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

typedef struct
{
  SoupServer *server;
  BcListener *listener;
  guint       n_requests;
  gboolean    no_delay;
} Fixture;

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Fixture *fixture = user_data;
  GSocket *socket = bc_listener_get_socket (message);
  int no_delay = 0;

  g_assert_true (G_IS_SOCKET (socket));
  g_assert_true (bc_connection_get_socket (bc_listener_get_connection (message)) == socket);
  g_assert_true (g_socket_get_option (socket, IPPROTO_TCP, TCP_NODELAY, &no_delay, NULL));

  fixture->no_delay = no_delay != 0;
  fixture->n_requests++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, request_cb, fixture, NULL);
  fixture->listener = bc_listener_new (fixture->server);
  bc_listener_listen (fixture->listener, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bc_listener_get_port (fixture->listener), !=, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  bc_listener_close (fixture->listener);
  soup_server_disconnect (fixture->server);
  g_assert_finalize_object (g_steal_pointer (&fixture->listener));
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
}

static guint
count_descriptors (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_listener_answer (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(TestPeer) peer = test_peer_connect (bc_listener_get_port (fixture->listener));

  test_peer_send (peer, REQUEST, strlen (REQUEST));
  test_wait_until (peer->ended);

  g_assert_cmpuint (peer->status, ==, 200);
  g_assert_nonnull (strstr (peer->head->str, "\r\nConnection: close\r\n"));
  g_assert_true (g_str_has_suffix (peer->head->str, "\r\n\r\nhello"));
  g_assert_true (fixture->no_delay);
}

/* As `nc -N` and many scripts do: all is said, the answer still to come. */
static void
test_listener_half_closed (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(TestPeer) peer = test_peer_connect (bc_listener_get_port (fixture->listener));

  g_assert_cmpint (send (peer->fd, REQUEST, strlen (REQUEST), 0), ==, strlen (REQUEST));
  g_assert_no_errno (shutdown (peer->fd, SHUT_WR));
  test_wait_until (peer->ended);

  g_assert_cmpuint (peer->status, ==, 200);
  g_assert_true (g_str_has_suffix (peer->head->str, "\r\n\r\nhello"));
}

/* Every way to leave. */
static void
leave (Fixture *fixture,
       guint    style)
{
  g_autoptr(TestPeer) peer = test_peer_connect (bc_listener_get_port (fixture->listener));
  const struct linger at_once = { .l_onoff = 1 };
  guint n_before = fixture->n_requests;

  switch (style)
    {
    case 0:
      break;
    case 1:
      test_peer_send (peer, REQUEST, 10);
      test_wait_until (peer->out->len == 0);
      break;
    case 2:
      test_peer_send (peer, REQUEST, strlen (REQUEST));
      test_wait_until (fixture->n_requests > n_before);
      break;
    case 3:
      test_peer_send (peer, REQUEST, strlen (REQUEST));
      test_wait_until (peer->ended);
      break;
    default:
      test_peer_send (peer, REQUEST, strlen (REQUEST));
      test_wait_until (peer->out->len == 0);
      g_assert_no_errno (setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once));
      break;
    }
}

static void
test_listener_descriptors (Fixture       *fixture,
                           gconstpointer  data)
{
  guint n_before;

  /* What is opened once and for all is open after the first. */
  leave (fixture, 3);
  test_wait_until (bc_listener_get_n_connections (fixture->listener) == 0);
  n_before = count_descriptors ();

  for (guint i = 0; i < 300; i++)
    leave (fixture, i % 5);

  test_wait_until (bc_listener_get_n_connections (fixture->listener) == 0);
  g_assert_cmpuint (count_descriptors (), ==, n_before);
}

static void
test_listener_bound (Fixture       *fixture,
                     gconstpointer  data)
{
  guint16 port = bc_listener_get_port (fixture->listener);
  TestPeer *peers[3];
  g_autoptr(TestPeer) late = NULL;

  bc_listener_set_max_connections (fixture->listener, G_N_ELEMENTS (peers));
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    peers[i] = test_peer_connect (port);
  test_wait_until (bc_listener_get_n_connections (fixture->listener) == G_N_ELEMENTS (peers));

  late = test_peer_connect (port);
  test_wait_until (late->ended);
  g_assert_cmpuint (late->status, ==, 503);
  g_assert_true (g_str_has_suffix (late->head->str, "\r\n\r\n{\"detail\":\"Too many connections\"}\n"));

  test_peer_free (peers[0]);
  test_wait_until (bc_listener_get_n_connections (fixture->listener) == G_N_ELEMENTS (peers) - 1);

  test_peer_send (peers[1], REQUEST, strlen (REQUEST));
  test_wait_until (peers[1]->ended);
  g_assert_cmpuint (peers[1]->status, ==, 200);

  test_peer_free (peers[1]);
  test_peer_free (peers[2]);
}

static void
test_listener_no_address (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (bc_listener_listen (fixture->listener, "everywhere", 0, &error));
  g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_LISTEN);
  g_assert_nonnull (strstr (error->message, "“everywhere”"));
}

static void
test_listener_port_taken (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(BcListener) other = bc_listener_new (fixture->server);
  g_autoptr(GError) error = NULL;
  guint16 port = bc_listener_get_port (fixture->listener);
  g_autofree char *words = g_strdup_printf ("127.0.0.1 port %u", port);

  g_assert_false (bc_listener_listen (other, "127.0.0.1", port, &error));
  g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_LISTEN);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_listener_closed (Fixture       *fixture,
                      gconstpointer  data)
{
  guint16 port = bc_listener_get_port (fixture->listener);
  g_autoptr(BcListener) other = bc_listener_new (fixture->server);
  g_autoptr(GError) error = NULL;

  bc_listener_close (fixture->listener);
  bc_listener_listen (other, "127.0.0.1", port, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/listener/answer", test_listener_answer },
    { "/listener/half-closed", test_listener_half_closed },
    { "/listener/descriptors", test_listener_descriptors },
    { "/listener/bound", test_listener_bound },
    { "/listener/no-address", test_listener_no_address },
    { "/listener/port-taken", test_listener_port_taken },
    { "/listener/closed", test_listener_closed },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
