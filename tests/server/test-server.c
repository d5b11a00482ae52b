/* test-server.c: what holds for every path
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-service.h"

#include <string.h>

#include "bc-guard.h"
#include "bc-router.h"
#include "test-utils.h"

static void
assert_header (TestAnswer *answer,
               const char *name,
               const char *part)
{
  g_autofree char *value = test_answer_dup_header (answer, name);

  if (value == NULL || strstr (value, part) == NULL)
    g_error ("%s is “%s”, not “%s”:\n%s", name, value, part, answer->head);
}

static void
test_server_health (TestService   *service,
                    gconstpointer  data)
{
  g_autoptr(TestAnswer) first = test_service_get (service, "/healthz");
  g_autoptr(TestAnswer) second = test_service_get (service, "/healthz");
  const BcJsonNode *before = test_answer_get_root (first);
  const BcJsonNode *after = test_answer_get_root (second);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpint (bc_json_node_get_int (after, "requests", 0), ==, bc_json_node_get_int (before, "requests", 0) + 1);
  g_assert_cmpint (bc_json_node_get_int (after, "sockets", -1), ==, 0);
}

static void
test_server_head (TestService   *service,
                  gconstpointer  data)
{
  g_autoptr(TestAnswer) get = test_service_get (service, "/api/games/seasons");
  g_autoptr(TestAnswer) head = test_service_ask (service, "HEAD", "/api/games/seasons", NULL, NULL);
  g_autofree char *length = test_answer_dup_header (head, "Content-Length");

  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->length, ==, 0);
  g_assert_cmpuint (g_ascii_strtoull (length, NULL, 10), ==, get->length);
}

static void
test_server_policy (TestService   *service,
                    gconstpointer  data)
{
  static const char * const targets[] = { "/", "/app.js", "/api/jobs", "/api/nothing", "/api/games?limit=x", "/docs", "/ws/jobs", "/../x" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_get (service, targets[i]);

      assert_header (answer, "Content-Security-Policy", "default-src 'none'");
      assert_header (answer, "Content-Security-Policy", "frame-ancestors 'none'");
      assert_header (answer, "X-Content-Type-Options", "nosniff");
      assert_header (answer, "X-Frame-Options", "DENY");
      assert_header (answer, "Referrer-Policy", "no-referrer");
      g_assert_null (strstr (answer->head, "Access-Control"));
    }
}

static void
test_server_page (TestService   *service,
                  gconstpointer  data)
{
  static const struct
  {
    const char *path;
    const char *type;
    const char *part;
  } files[] = {
    { "/", "text/html", "<title>Backcourt" },
    { "/index.html", "text/html", "<title>Backcourt" },
    { "/app.js", "text/javascript", "import" },
    { "/css/base.css", "text/css", "{" },
    { "/favicon.svg", "image/svg+xml", "<svg" },
    { "/favicon.ico", "image/svg+xml", "<svg" },
    { "/vendor/uPlot.esm.js", "text/javascript", "uPlot" },
    { "/docs", "text/html", "/docs/docs.js" },
    { "/docs/docs.js", "text/javascript", "openapi" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_get (service, files[i].path);

      g_assert_cmpuint (answer->status, ==, 200);
      assert_header (answer, "Content-Type", files[i].type);
      g_assert_nonnull (strstr (answer->body, files[i].part));
    }
}

static void
test_server_not_modified (TestService   *service,
                          gconstpointer  data)
{
  g_autoptr(TestAnswer) answer = test_service_get (service, "/app.js");
  g_autofree char *tag = test_answer_dup_header (answer, "ETag");
  g_autofree char *condition = g_strdup_printf ("If-None-Match: %s\r\n", tag);
  g_autoptr(TestAnswer) same = test_service_ask (service, "GET", "/app.js", condition, NULL);
  g_autoptr(TestAnswer) other = test_service_ask (service, "GET", "/app.js", "If-None-Match: \"x\"\r\n", NULL);

  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpuint (same->length, ==, 0);
  g_assert_cmpuint (other->status, ==, 200);
}

static void
test_server_refusals (TestService   *service,
                      gconstpointer  data)
{
  static const struct
  {
    const char *method;
    const char *target;
    guint       status;
    const char *part;
  } cases[] = {
    { "GET", "/api/nothing", 404, "/api/nothing" },
    { "GET", "/static/app.js", 404, "/static/app.js" },
    { "GET", "/api/grid-search/progress/1", 404, "/docs" },
    { "POST", "/", 404, "/docs" },
    { "POST", "/api/games", 405, "GET, HEAD" },
    { "PUT", "/api/jobs/1", 405, "DELETE" },
    { "OPTIONS", "/api/simulation/run", 405, "POST" },
    { "TRACE", "/healthz", 405, "GET, HEAD" },
    { "POST", "/api/export/html", 410, "browser" },
    { "POST", "/api/simulation/clear-cache", 410, "DELETE /api/jobs/{id}" },
    { "POST", "/api/update/clear-cache", 410, "store" },
    { "GET", "/logs/stream", 410, "WebSocket" },
    { "GET", "/redoc", 410, "/docs" },
    { "GET", "/ws/jobs", 400, "WebSocket" },
    { "GET", "/ws/nothing", 404, "/ws/nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_ask (service, cases[i].method, cases[i].target, NULL, NULL);
      g_autofree char *detail = test_answer_dup_detail (answer);

      if (answer->status != cases[i].status || strstr (detail, cases[i].part) == NULL)
        g_error ("%s %s: %u %s", cases[i].method, cases[i].target, answer->status, detail);
      if (answer->status == 405)
        assert_header (answer, "Allow", cases[i].part);
    }
}

static void
test_server_foreign (TestService   *service,
                     gconstpointer  data)
{
  static const char * const hosts[] = {
    "evil.example", "evil.example:8470", "127.0.0.1.evil.example", "localhost.evil.example", "localhost:x", "[::1", ""
  };
  static const char * const origins[] = {
    "http://evil.example", "null", "https://localhost.evil.example", "file://", "http://127.0.0.1", "http://127.0.0.1:1", ""
  };
  static const char * const targets[] = { "/", "/api/jobs", "/ws/jobs" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (targets); k++)
      {
        g_autofree char *header = g_strdup_printf ("Host: %s\r\n", hosts[i]);
        g_autoptr(TestAnswer) answer = test_service_ask (service, "GET", targets[k], header, NULL);

        if (answer->status != 403 && answer->status != 400)
          g_error ("Host “%s” got %u from %s", hosts[i], answer->status, targets[k]);
      }

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    for (guint k = 0; k < G_N_ELEMENTS (targets); k++)
      {
        g_autofree char *header = g_strdup_printf ("Origin: %s\r\n", origins[i]);
        g_autoptr(TestAnswer) answer = test_service_ask (service, "GET", targets[k], header, NULL);

        if (answer->status != 403)
          g_error ("Origin “%s” got %u from %s", origins[i], answer->status, targets[k]);
      }
}

static void
test_server_own (TestService   *service,
                 gconstpointer  data)
{
  const char * const hosts[] = { "localhost", "LOCALHOST:1", "[::1]", "127.0.0.1" };
  g_autofree char *origin = g_strdup_printf ("Origin: http://127.0.0.1:%u\r\n", service->port);
  g_autoptr(TestAnswer) own = test_service_ask (service, "GET", "/api/jobs", origin, NULL);

  g_assert_cmpuint (own->status, ==, 200);

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *header = g_strdup_printf ("Host: %s\r\n", hosts[i]);
      g_autoptr(TestAnswer) answer = test_service_ask (service, "GET", "/api/jobs", header, NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
}

static void
test_server_range (TestService   *service,
                   gconstpointer  data)
{
  g_autoptr(GString) header = g_string_new ("Range: bytes=0-");
  g_autoptr(TestAnswer) whole = test_service_get (service, "/vendor/uPlot.esm.js");
  g_autoptr(TestAnswer) ranges = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (header, ",%u-", i);
  g_string_append (header, "\r\n");
  ranges = test_service_ask (service, "GET", "/vendor/uPlot.esm.js", header->str, NULL);

  g_assert_cmpuint (ranges->status, ==, 200);
  g_assert_cmpuint (ranges->length, ==, whole->length);
}

static void
test_server_broken (TestService   *service,
                    gconstpointer  data)
{
  static const struct
  {
    const char *request;
    guint       status;
  } cases[] = {
    { "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.0\r\n\r\n", 403 },
    { "GET /%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
    { "GET /a%2f..%2fb HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
    { "GET /api/games?season=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400 },
    { "POST /api/simulation/run HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { "POST /api/simulation/run HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", 400 },
    { "nonsense\r\n\r\n", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_send (service, cases[i].request, strlen (cases[i].request));

      if (answer->status != cases[i].status)
        g_error ("%s got %u", cases[i].request, answer->status);
    }
}

static void
test_server_long_address (TestService   *service,
                          gconstpointer  data)
{
  g_autofree char *filling = g_strnfill (BC_GUARD_MAX_ADDRESS, 'a');
  g_autofree char *target = g_strconcat ("/api/games?search=", filling, NULL);
  g_autoptr(TestAnswer) answer = test_service_get (service, target);
  g_autofree char *detail = test_answer_dup_detail (answer);

  g_assert_cmpuint (answer->status, ==, 414);
  g_assert_nonnull (strstr (detail, "32768"));
}

/* Past what libsoup reads of a head at all. */
static void
test_server_huge_address (TestService   *service,
                          gconstpointer  data)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, 'a');
  g_autofree char *target = g_strconcat ("/api/games?search=", filling, NULL);
  g_autoptr(TestAnswer) answer = test_service_get (service, target);
  g_autoptr(TestAnswer) next = test_service_get (service, "/healthz");

  g_assert_cmpuint (answer->status, ==, 414);
  g_assert_cmpuint (next->status, ==, 200);
}

static void
test_server_huge_head (TestService   *service,
                       gconstpointer  data)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, 'a');
  g_autofree char *header = g_strconcat ("Cookie: ", filling, "\r\n", NULL);
  g_autoptr(TestAnswer) answer = test_service_ask (service, "GET", "/healthz", header, NULL);
  g_autofree char *detail = test_answer_dup_detail (answer);

  g_assert_cmpuint (answer->status, ==, 431);
  g_assert_nonnull (strstr (detail, "61440"));
}

static void
test_server_long_body (TestService   *service,
                       gconstpointer  data)
{
  g_autofree char *body = g_strnfill (BC_GUARD_MAX_BODY + 1, ' ');
  g_autoptr(TestAnswer) declared = test_service_ask (service, "POST", "/api/simulation/run", NULL, body);
  g_autofree char *request = g_strdup_printf ("POST /api/simulation/run HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                              "%x\r\n%s\r\n0\r\n\r\n", BC_GUARD_MAX_BODY + 1, body);
  g_autoptr(TestAnswer) chunked = test_service_send (service, request, strlen (request));

  g_assert_cmpuint (declared->status, ==, 413);
  g_assert_cmpuint (chunked->status, ==, 413);
}

/* Every route is described, and everything described is a route. */
static void
test_server_description (TestService   *service,
                         gconstpointer  data)
{
  const BcJsonNode *document = bc_json_get_root (service->openapi);
  const BcJsonNode *paths = bc_json_node_get (document, "paths");
  g_auto(GStrv) described = bc_json_node_dup_members (paths);
  guint n_operations = 0;
  guint n_routes = 0;

  for (const BcRoute *route = bc_router_get_routes (); route->method != NULL; route++)
    {
      g_autofree char *method = g_ascii_strdown (route->method, -1);
      const BcJsonNode *path = bc_json_node_get (paths, route->path);
      const BcJsonNode *operation = path != NULL ? bc_json_node_get (path, method) : NULL;
      const BcJsonNode *parameters = operation != NULL ? bc_json_node_get (operation, "parameters") : NULL;
      guint n_described = 0;

      n_routes++;
      if (operation == NULL)
        g_error ("%s %s is not described", route->method, route->path);

      for (guint i = 0; parameters != NULL && i < bc_json_node_get_size (parameters); i++)
        {
          const BcJsonNode *parameter = test_service_resolve (service, bc_json_node_get_item (parameters, i));
          const char *name = bc_json_node_get_string (parameter, "name");

          if (g_strcmp0 (bc_json_node_get_string (parameter, "in"), "path") == 0)
            continue;
          n_described++;
          if (route->params == NULL || !g_strv_contains (route->params, name))
            g_error ("%s does not take %s, as it is described to", route->path, name);
        }

      if (n_described != (route->params != NULL ? g_strv_length ((char **) route->params) : 0))
        g_error ("%s takes parameters that are not described", route->path);
    }

  for (gsize i = 0; described[i] != NULL; i++)
    n_operations += bc_json_node_get_size (bc_json_node_get (paths, described[i]));

  g_assert_cmpuint (n_operations, ==, n_routes);
}

/* What docs/compat.md says is gone answers so. */
static void
test_server_compat (TestService   *service,
                    gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "compat.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (strstr (text, "## Answers no more"), "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "`", 3);
      g_autoptr(TestAnswer) answer = NULL;

      if (!g_str_has_prefix (lines[i], "| `/"))
        continue;

      n++;
      answer = test_service_ask (service, "POST", parts[1], NULL, NULL);
      if (answer->status != 410)
        g_error ("%s: %u", parts[1], answer->status);
    }

  g_assert_cmpuint (n, ==, 7);
}

static void
test_server_web_dir (void)
{
  TestService service = { NULL, };
  BcServerOptions options;
  g_autofree char *folder = test_make_folder ();
  g_autofree char *page = g_build_filename (folder, "index.html", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (page, "from the folder", -1, &error);
  g_assert_no_error (error);

  bc_server_options_init (&options);
  options.web_dir = folder;
  test_service_set_up (&service, &options);
  {
    g_autoptr(TestAnswer) answer = test_service_get (&service, "/");
    g_autoptr(TestAnswer) library = test_service_get (&service, "/vendor/uPlot.esm.js");
    g_autoptr(TestAnswer) missing = test_service_get (&service, "/missing.js");
    g_autoptr(TestAnswer) outside = test_service_get (&service, "/../store.sqlite");

    g_assert_cmpstr (answer->body, ==, "from the folder");
    g_assert_cmpuint (library->status, ==, 200);
    g_assert_cmpuint (missing->status, ==, 404);
    g_assert_cmpuint (outside->status, >=, 400);
  }
  test_service_tear_down (&service);
  test_remove_folder (folder);
}

static void
test_server_allow_host (void)
{
  const char * const names[] = { "court.example", NULL };
  TestService service = { NULL, };
  BcServerOptions options;

  bc_server_options_init (&options);
  options.allow_hosts = names;
  test_service_set_up (&service, &options);
  {
    g_autoptr(TestAnswer) allowed = test_service_ask (&service, "GET", "/api/jobs",
                                                      "Host: Court.Example\r\nOrigin: https://court.example\r\n", NULL);
    g_autoptr(TestAnswer) foreign = test_service_ask (&service, "GET", "/api/jobs", "Host: other.example\r\n", NULL);

    g_assert_cmpuint (allowed->status, ==, 200);
    g_assert_cmpuint (foreign->status, ==, 403);
  }
  test_service_tear_down (&service);
}

static void
test_server_no_websocket (void)
{
  TestService service = { NULL, };
  BcServerOptions options;

  bc_server_options_init (&options);
  options.websocket = FALSE;
  test_service_set_up (&service, &options);
  {
    g_autoptr(TestPeer) peer = test_peer_open (service.port, "/ws/jobs", NULL);
    g_autoptr(TestAnswer) jobs = test_service_get (&service, "/api/jobs");

    test_wait_until (peer->ended);
    g_assert_cmpuint (peer->status, ==, 501);
    g_assert_nonnull (strstr (peer->head->str, "--no-websocket"));
    g_assert_cmpuint (jobs->status, ==, 200);
  }
  test_service_tear_down (&service);
}

static void
test_server_port_taken (TestService   *service,
                        gconstpointer  data)
{
  g_autoptr(BcServer) second = NULL;
  g_autoptr(GError) error = NULL;
  BcServerOptions options;

  bc_server_options_init (&options);
  options.port = service->port;
  second = bc_server_new (service->desk, &options);

  g_assert_false (bc_server_start (second, &error));
  g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_LISTEN);
}

#define ADD(path, function) g_test_add (path, TestService, NULL, test_service_borrow, function, test_service_return)

int
main (int    argc,
      char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);

  ADD ("/server/health", test_server_health);
  ADD ("/server/head", test_server_head);
  ADD ("/server/policy", test_server_policy);
  ADD ("/server/page", test_server_page);
  ADD ("/server/not-modified", test_server_not_modified);
  ADD ("/server/refusals", test_server_refusals);
  ADD ("/server/foreign", test_server_foreign);
  ADD ("/server/own", test_server_own);
  ADD ("/server/range", test_server_range);
  ADD ("/server/broken", test_server_broken);
  ADD ("/server/long-address", test_server_long_address);
  ADD ("/server/huge-address", test_server_huge_address);
  ADD ("/server/huge-head", test_server_huge_head);
  ADD ("/server/long-body", test_server_long_body);
  ADD ("/server/description", test_server_description);
  ADD ("/server/compat", test_server_compat);
  ADD ("/server/port-taken", test_server_port_taken);
  g_test_add_func ("/server/web-dir", test_server_web_dir);
  g_test_add_func ("/server/allow-host", test_server_allow_host);
  g_test_add_func ("/server/no-websocket", test_server_no_websocket);

  code = g_test_run ();
  test_service_end ();

  return code;
}
