/* test-serve.c: `backcourt serve` as a shell knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <signal.h>
#include <string.h>

#include "test-peer.h"

typedef struct
{
  char *folder;
  char *database;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->database = g_strdup_printf ("sqlite:%s/store.sqlite", fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
}

static GSubprocess *
start (Fixture            *fixture,
       const char * const *options)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) argv = NULL;
  GSubprocess *process;

  g_assert_nonnull (g_getenv ("BC_TEST_PROGRAM"));
  g_strv_builder_add_many (builder, g_getenv ("BC_TEST_PROGRAM"), "serve", "--database", fixture->database, NULL);
  g_strv_builder_addv (builder, (const char **) options);
  argv = g_strv_builder_end (builder);

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

/* The first line that it prints, and the port in it. */
static guint16
read_port (GSubprocess *process)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (line, "/"));

  uri = g_uri_parse (line, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);

  return (guint16) g_uri_get_port (uri);
}

static int
wait_for (GSubprocess *process)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

/* Its exit code, and all it said on stderr. */
static int
finish (GSubprocess  *process,
        char        **stderr_text)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, stderr_text, &error);
  g_assert_no_error (error);

  return wait_for (process);
}

static void
test_serve_signals (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char request[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  static const char * const options[] = { "--port", "0", NULL };
  const int signals[] = { SIGTERM, SIGINT };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr(GSubprocess) process = start (fixture, options);
      guint16 port = read_port (process);
      g_autoptr(TestPeer) asked = test_peer_connect (port);
      g_autoptr(TestPeer) socket = NULL;

      test_peer_send (asked, request, strlen (request));
      test_wait_until (asked->ended);
      g_assert_cmpuint (asked->status, ==, 200);

      socket = test_peer_open (port, "/ws/jobs", NULL);
      test_wait_until (socket->texts->len > 0);

      g_subprocess_send_signal (process, signals[i]);
      test_wait_until (socket->ended);
      g_assert_cmpuint (socket->close_code, ==, 1001);
      g_assert_cmpint (wait_for (process), ==, 0);
    }
}

/* The second one cannot have the store; its message says who has it. */
static void
test_serve_twice (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const options[] = { "--port", "0", NULL };
  g_autoptr(GSubprocess) first = start (fixture, options);
  g_autoptr(GSubprocess) second = NULL;
  g_autofree char *said = NULL;

  read_port (first);
  second = start (fixture, options);
  g_assert_cmpint (finish (second, &said), ==, 1);
  g_assert_nonnull (strstr (said, g_subprocess_get_identifier (first)));

  g_subprocess_send_signal (first, SIGTERM);
  g_assert_cmpint (wait_for (first), ==, 0);
}

static void
test_serve_port_taken (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GSocketListener) taken = g_socket_listener_new ();
  g_autoptr(GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (taken, NULL, &error);
  g_autofree char *text = g_strdup_printf ("%u", port);
  const char * const options[] = { "--port", text, NULL };
  g_autoptr(GSubprocess) process = start (fixture, options);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (finish (process, &said), ==, 1);
  g_assert_nonnull (strstr (said, text));
}

static void
test_serve_usage (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *options[3];
    const char *part;
  } cases[] = {
    { { "--port", "70000", NULL }, "70000" },
    { { "--port", "-1", NULL }, "-1" },
    { { "--port", "http", NULL }, "http" },
    { { "--max-sockets", "-1", NULL }, "--max-sockets" },
    { { "--web-dir", "/nonexistent", NULL }, "/nonexistent" },
    { { "--surprise", NULL, NULL }, "surprise" },
    { { "too-much", NULL, NULL }, "too-much" },
    { { "--database", "mysql://x", NULL }, "mysql" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSubprocess) process = start (fixture, cases[i].options);
      g_autofree char *said = NULL;
      int code = finish (process, &said);

      if (code != 2 || strstr (said, cases[i].part) == NULL)
        g_error ("%s: exit %d, %s", cases[i].options[0], code, said);
    }
}

static void
test_serve_bad_address (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char * const options[] = { "--listen", "nowhere", "--port", "0", NULL };
  g_autoptr(GSubprocess) process = start (fixture, options);
  g_autofree char *said = NULL;

  g_assert_cmpint (finish (process, &said), ==, 1);
  g_assert_nonnull (strstr (said, "nowhere"));
}

static void
test_serve_help (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const options[] = { "--help", NULL };
  static const char * const named[] = {
    "--listen", "--port", "--allow-host", "--max-sockets", "--max-sockets-per-address", "--no-websocket", "--web-dir",
    "--open", "--database"
  };
  g_autoptr(GSubprocess) process = start (fixture, options);
  g_autoptr(GError) error = NULL;
  g_autofree char *help = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &help, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wait_for (process), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    g_assert_nonnull (strstr (help, named[i]));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/serve/signals", test_serve_signals);
  ADD ("/serve/twice", test_serve_twice);
  ADD ("/serve/port-taken", test_serve_port_taken);
  ADD ("/serve/usage", test_serve_usage);
  ADD ("/serve/bad-address", test_serve_bad_address);
  ADD ("/serve/help", test_serve_help);

  return g_test_run ();
}
