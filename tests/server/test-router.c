/* test-router.c: paths, methods, parameters, without a socket
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <string.h>

#include "bc-params.h"
#include "bc-router.h"
#include "bc-web.h"

static void
test_router_find (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *route;
    const char *id;
  } cases[] = {
    { "GET", "/api/games", "/api/games", NULL },
    { "GET", "/api/games/seasons", "/api/games/seasons", NULL },
    { "GET", "/api/games/401810288/meta", "/api/games/{id}/meta", "401810288" },
    { "GET", "/api/games/KXNBAGAME-25DEC25BOSMIN/probs", "/api/games/{id}/probs", "KXNBAGAME-25DEC25BOSMIN" },
    { "HEAD", "/api/jobs", "/api/jobs", NULL },
    { "DELETE", "/api/jobs/a b", "/api/jobs/{id}", "a b" },
    { "GET", "/api/jobs/a", "/api/jobs/{id}", "a" },
    { "GET", "/api/jobs/a/result", "/api/jobs/{id}/result", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *id = NULL;
      g_autofree char *allow = NULL;
      const BcRoute *route = bc_router_find (cases[i].method, cases[i].path, &id, &allow, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (route->path, ==, cases[i].route);
      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_null (allow);
    }
}

static void
test_router_refuse (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    int         code;
    const char *allow;
  } cases[] = {
    { "GET", "/api", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "GET", "/api/games/", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "GET", "/api/games//meta", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "GET", "/api/games/1/meta/", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "GET", "/api/games/1/2/meta", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "GET", "", BC_SERVER_ERROR_NOT_FOUND, NULL },
    { "POST", "/api/games", BC_SERVER_ERROR_METHOD, "GET, HEAD" },
    { "GET", "/api/simulation/run", BC_SERVER_ERROR_METHOD, "POST" },
    { "TRACE", "/api/jobs/1", BC_SERVER_ERROR_METHOD, "GET, HEAD, DELETE" },
    { "POST", "/api/simulation/clear-cache", BC_SERVER_ERROR_GONE, NULL },
    { "GET", "/logs/stream", BC_SERVER_ERROR_GONE, NULL },
    { "GET", "/api/jobs/\001", BC_SERVER_ERROR_INVALID, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *id = NULL;
      g_autofree char *allow = NULL;

      g_assert_null (bc_router_find (cases[i].method, cases[i].path, &id, &allow, &error));
      g_assert_error (error, BC_SERVER_ERROR, cases[i].code);
      g_assert_cmpstr (allow, ==, cases[i].allow);
      g_assert_null (id);
    }
}

static void
test_router_long_id (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *longest = g_strnfill (128, 'a');
  g_autofree char *path = g_strconcat ("/api/jobs/", longest, NULL);
  g_autofree char *too_long = g_strconcat (path, "a", NULL);
  g_autofree char *id = NULL;
  g_autofree char *allow = NULL;

  g_assert_nonnull (bc_router_find ("GET", path, &id, &allow, &error));
  g_assert_no_error (error);
  g_assert_null (bc_router_find ("GET", too_long, &id, &allow, &error));
  g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID);
}

static void
test_params_query (void)
{
  g_autoptr(BcParams) params = bc_params_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (bc_params_add_query (params, "season=WNBA+2025&team=%C3%A9&empty=&bare&&a=b=c", &error));
  g_assert_no_error (error);

  g_assert_cmpuint (bc_params_get_size (params), ==, 5);
  g_assert_cmpstr (bc_params_get_text (params, "season"), ==, "WNBA 2025");
  g_assert_cmpstr (bc_params_get_text (params, "team"), ==, "é");
  g_assert_nonnull (bc_params_find (params, "empty"));
  g_assert_null (bc_params_get_text (params, "empty"));
  g_assert_cmpstr (bc_params_find (params, "bare")->text, ==, "");
  g_assert_cmpstr (bc_params_get_text (params, "a"), ==, "b=c");
  g_assert_null (bc_params_find (params, "A"));
  g_assert_cmpstr (bc_params_get_item (params, 4)->where, ==, "query");
}

static void
test_params_bad_query (void)
{
  static const struct
  {
    const char *query;
    int         code;
  } cases[] = {
    { "a=%", BC_SERVER_ERROR_BAD_REQUEST },
    { "a=%zz", BC_SERVER_ERROR_BAD_REQUEST },
    { "%ff=1", BC_SERVER_ERROR_BAD_REQUEST },
    { "a=%c3", BC_SERVER_ERROR_BAD_REQUEST },
    { "a=%00", BC_SERVER_ERROR_BAD_REQUEST },
    { "a=1&a=2", BC_SERVER_ERROR_INVALID },
    { "a=1&a=1", BC_SERVER_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcParams) params = bc_params_new ();
      g_autoptr(GError) error = NULL;

      g_assert_false (bc_params_add_query (params, cases[i].query, &error));
      g_assert_error (error, BC_SERVER_ERROR, cases[i].code);
    }
}

static void
test_params_many (void)
{
  g_autoptr(BcParams) params = bc_params_new ();
  g_autoptr(GString) query = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (query, "p%u=&", i);

  g_assert_false (bc_params_add_query (params, query->str, &error));
  g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID);
}

static void
test_params_body (void)
{
  static const char text[] = "{\"a\": 0.05, \"b\": true, \"c\": \"x\", \"d\": [\"1\", 2], \"e\": null}";
  g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr(BcParams) params = bc_params_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (bc_params_add_body (params, nothing, &error));
  g_assert_no_error (error);
  g_assert_true (bc_params_add_body (params, body, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (bc_params_get_size (params), ==, 4);
  g_assert_cmpstr (bc_params_get_text (params, "a"), ==, "0.05");
  g_assert_cmpstr (bc_params_get_text (params, "b"), ==, "true");
  g_assert_cmpstr (bc_params_get_text (params, "c"), ==, "x");
  g_assert_cmpstr (bc_params_get_text (params, "d"), ==, "1,2");
  g_assert_cmpstr (bc_params_get_item (params, 0)->where, ==, "body");
}

static void
test_params_bad_body (void)
{
  static const struct
  {
    const char *body;
    const char *name;
    const char *kind;
  } cases[] = {
    { "{", NULL, "parse" },
    { "{} x", NULL, "parse" },
    { "\"text\"", NULL, "shape" },
    { "[]", NULL, "shape" },
    { "{\"a\": {}}", "a", "shape" },
    { "{\"q\": 1}", "q", "duplicate" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcParams) params = bc_params_new ();
      g_autoptr(GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr(GError) error = NULL;
      const char *where = NULL;
      const char *name = NULL;
      const char *kind = NULL;
      const char *input = NULL;

      g_assert_true (bc_params_add_query (params, "q=1", NULL));
      g_assert_false (bc_params_add_body (params, body, &error));
      g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID);
      g_assert_true (bc_server_error_get_invalid (error, &where, &name, &kind, &input));
      g_assert_cmpstr (where, ==, "body");
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (kind, ==, cases[i].kind);
    }
}

static void
test_params_values (void)
{
  static const char * const words[] = { "desc", "asc", NULL };
  g_autoptr(BcParams) params = bc_params_new ();
  g_autoptr(GError) error = NULL;
  gint64 number = 50;
  gboolean flag = FALSE;
  guint word = 7;

  g_assert_true (bc_params_add_query (params, "n=12&on=YES&off=0&order=ASC", &error));

  g_assert_true (bc_params_get_integer (params, "n", 1, 200, &number, &error));
  g_assert_cmpint (number, ==, 12);
  g_assert_true (bc_params_get_integer (params, "other", 1, 200, &number, &error));
  g_assert_cmpint (number, ==, 12);
  g_assert_true (bc_params_get_flag (params, "on", &flag, &error));
  g_assert_true (flag);
  g_assert_true (bc_params_get_flag (params, "other", &flag, &error));
  g_assert_true (flag);
  g_assert_true (bc_params_get_flag (params, "off", &flag, &error));
  g_assert_false (flag);
  g_assert_true (bc_params_get_word (params, "other", words, &word, &error));
  g_assert_cmpuint (word, ==, 7);
  g_assert_true (bc_params_get_word (params, "order", words, &word, &error));
  g_assert_cmpuint (word, ==, 1);
  g_assert_no_error (error);
}

static void
test_params_bad_values (void)
{
  static const struct
  {
    const char *query;
    const char *kind;
  } cases[] = {
    { "n=0", "range" }, { "n=-1", "range" }, { "n=201", "range" }, { "n=99999999999999999999", "range" },
    { "n=", "parse" }, { "n=1.5", "parse" }, { "n=1e2", "parse" }, { "n=+1", "parse" }, { "n= 1", "parse" },
    { "n=0x10", "parse" }, { "n=NaN", "parse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BcParams) params = bc_params_new ();
      g_autoptr(GError) error = NULL;
      const char *where = NULL;
      const char *name = NULL;
      const char *kind = NULL;
      const char *input = NULL;
      gint64 number = 50;

      g_assert_true (bc_params_add_query (params, cases[i].query, NULL));
      g_assert_false (bc_params_get_integer (params, "n", 1, 200, &number, &error));
      g_assert_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID);
      g_assert_true (bc_server_error_get_invalid (error, &where, &name, &kind, &input));
      g_assert_cmpstr (name, ==, "n");
      g_assert_cmpstr (kind, ==, cases[i].kind);
      g_assert_nonnull (strstr (error->message, "from 1 to 200"));
      g_assert_cmpint (number, ==, 50);
    }
}

static void
test_web_paths (void)
{
  static const char * const refused[] = {
    "", "app.js", "/../meson.build", "/css/../app.js", "/.gitignore", "/css/.hidden", "/css//base.css",
    "/css/", "/css", "/..\\app.js", "/C:/app.js", "/nothing.js", "//etc/passwd"
  };
  g_autoptr(GBytes) index = bc_web_load (NULL, "/");
  g_autoptr(GBytes) same = bc_web_load (NULL, "/index.html");

  g_assert_nonnull (index);
  g_assert_true (g_bytes_equal (index, same));

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (bc_web_load (NULL, refused[i]));

  /* From a folder, the same paths stay inside it. */
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (bc_web_load (g_get_tmp_dir (), refused[i]));

  g_assert_cmpstr (bc_web_find_type ("/app.js"), ==, "text/javascript; charset=utf-8");
  g_assert_cmpstr (bc_web_find_type ("/"), ==, "text/html; charset=utf-8");
  g_assert_cmpstr (bc_web_find_type ("/x"), ==, "application/octet-stream");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/router/find", test_router_find);
  g_test_add_func ("/router/refuse", test_router_refuse);
  g_test_add_func ("/router/long-id", test_router_long_id);
  g_test_add_func ("/params/query", test_params_query);
  g_test_add_func ("/params/bad-query", test_params_bad_query);
  g_test_add_func ("/params/many", test_params_many);
  g_test_add_func ("/params/body", test_params_body);
  g_test_add_func ("/params/bad-body", test_params_bad_body);
  g_test_add_func ("/params/values", test_params_values);
  g_test_add_func ("/params/bad-values", test_params_bad_values);
  g_test_add_func ("/web/paths", test_web_paths);

  return g_test_run ();
}
