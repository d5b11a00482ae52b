/* test-service.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-service.h"

#include <string.h>

#include "bc-demo.h"
#include "bc-router.h"
#include "test-schema.h"
#include "test-utils.h"

static void
open_desk (TestService *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_desk_open_async (self->database, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  self->desk = bc_desk_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
load_demo (TestService *self)
{
  g_autoptr(GError) error = NULL;
  BcDemoOptions options;
  BcJob *job;

  bc_demo_options_init (&options);
  options.n_games = TEST_SERVICE_GAMES;
  job = bc_desk_load_demo (self->desk, &options, &error);
  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_COMPLETE);
  bc_desk_forget_job (self->desk, bc_job_get_id (job), &error);
  g_assert_no_error (error);
}

static guint16
read_port (BcServer *server)
{
  g_autofree char *url = bc_server_dup_url (server);
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  g_assert_nonnull (uri);
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/");

  return (guint16) g_uri_get_port (uri);
}

void
test_service_set_up (TestService           *self,
                     const BcServerOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TestAnswer) openapi = NULL;
  BcServerOptions used;

  bc_server_options_init (&used);
  if (options != NULL)
    used = *options;
  used.port = 0;

  self->folder = test_make_folder ();
  self->database = g_strdup_printf ("sqlite:%s/store.sqlite", self->folder);
  open_desk (self);
  load_demo (self);

  self->server = bc_server_new (self->desk, &used);
  bc_server_start (self->server, &error);
  g_assert_no_error (error);
  self->port = read_port (self->server);

  openapi = test_service_get (self, "/api/openapi.json");
  g_assert_cmpuint (openapi->status, ==, 200);
  self->openapi = g_steal_pointer (&openapi->json);
  g_assert_nonnull (self->openapi);
}

void
test_service_tear_down (TestService *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_server_stop (self->server);
  g_assert_finalize_object (g_steal_pointer (&self->server));

  bc_desk_close_async (self->desk, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  bc_desk_close_finish (self->desk, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&self->desk));

  g_clear_pointer (&self->openapi, bc_json_free);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->database);
}

static TestService shared;

void
test_service_borrow (TestService   *self,
                     gconstpointer  data)
{
  if (shared.server == NULL)
    test_service_set_up (&shared, NULL);

  *self = shared;
}

void
test_service_return (TestService   *self,
                     gconstpointer  data)
{
}

void
test_service_end (void)
{
  if (shared.server != NULL)
    test_service_tear_down (&shared);
}

void
test_answer_free (TestAnswer *self)
{
  g_clear_pointer (&self->json, bc_json_free);
  g_free (self->head);
  g_free (self->body);
  g_free (self);
}

const BcJsonNode *
test_answer_get_root (TestAnswer *self)
{
  if (self->json == NULL)
    g_error ("%u is no JSON: %s", self->status, self->body);

  return bc_json_get_root (self->json);
}

char *
test_answer_dup_header (TestAnswer *self,
                        const char *name)
{
  g_auto(GStrv) lines = g_strsplit (self->head, "\r\n", -1);

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon != NULL && strlen (name) == (gsize) (colon - lines[i]) &&
          g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0)
        return g_strdup (g_strstrip (colon + 1));
    }

  return NULL;
}

char *
test_answer_dup_detail (TestAnswer *self)
{
  const BcJsonNode *detail = bc_json_node_get (test_answer_get_root (self), "detail");

  g_assert_nonnull (detail);
  if (bc_json_node_get_kind (detail) == BC_JSON_ARRAY)
    detail = bc_json_node_get (bc_json_node_get_item (detail, 0), "msg");

  return bc_json_node_dup_text (detail);
}

TestAnswer *
test_service_send (TestService *self,
                   const char  *request,
                   gsize        length)
{
  g_autoptr(TestPeer) peer = test_peer_connect (self->port);
  TestAnswer *answer = g_new0 (TestAnswer, 1);
  char *end;

  test_peer_send (peer, request, length);
  test_wait_until (peer->ended);

  answer->status = peer->status;
  end = strstr (peer->head->str, "\r\n\r\n");
  answer->head = end != NULL ? g_strndup (peer->head->str, (gsize) (end - peer->head->str)) : g_strdup ("");
  answer->body = g_strdup (end != NULL ? end + 4 : "");
  answer->length = strlen (answer->body);
  if (strstr (answer->head, "application/json") != NULL && answer->length > 0)
    {
      g_autoptr(GError) error = NULL;

      answer->json = bc_json_parse (answer->body, -1, &error);
      g_assert_no_error (error);
    }

  return answer;
}

const BcJsonNode *
test_service_resolve (TestService      *self,
                      const BcJsonNode *node)
{
  const char *pointer = bc_json_node_get_string (node, "$ref");

  return pointer != NULL ? test_schema_find (bc_json_get_root (self->openapi), pointer) : node;
}

/* The description of an answer, or NULL if its path is not of the interface. */
static const BcJsonNode *
find_schema (TestService *self,
             const char  *method,
             const char  *target,
             guint        status)
{
  const BcJsonNode *document = bc_json_get_root (self->openapi);
  g_autofree char *path = g_uri_unescape_string (target, NULL);
  g_autofree char *id = NULL;
  g_autofree char *allow = NULL;
  g_autofree char *verb = g_ascii_strdown (method, -1);
  g_autofree char *code = g_strdup_printf ("%u", status);
  const BcJsonNode *node;
  const BcRoute *route;

  if (path != NULL)
    path[strcspn (path, "?")] = '\0';
  route = path != NULL ? bc_router_find (method, path, &id, &allow, NULL) : NULL;
  if (route == NULL)
    return NULL;

  node = bc_json_node_get (bc_json_node_get (document, "paths"), route->path);
  node = bc_json_node_get (bc_json_node_get (node, verb), "responses");
  node = bc_json_node_get (node, code);
  if (node == NULL)
    g_error ("%s %s answers with %u, which is not described", method, route->path, status);

  node = bc_json_node_get (test_service_resolve (self, node), "content");

  node = node != NULL ? bc_json_node_get (node, "application/json") : NULL;

  return node != NULL ? bc_json_node_get (node, "schema") : NULL;
}

static void
hold_against_description (TestService *self,
                          const char  *method,
                          const char  *target,
                          TestAnswer  *answer)
{
  const BcJsonNode *schema;
  g_autofree char *complaint = NULL;

  if (self->openapi == NULL || strcmp (method, "HEAD") == 0)
    return;

  schema = find_schema (self, method, target, answer->status);
  if (schema == NULL)
    return;

  complaint = test_schema_check (bc_json_get_root (self->openapi), schema, test_answer_get_root (answer));
  if (complaint != NULL)
    g_error ("%s %s (%u): %s", method, target, answer->status, complaint);
}

/* What any path may answer with. */
static gboolean
is_general (guint status)
{
  static const guint general[] = { 400, 405, 413, 414, 431 };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    if (general[i] == status)
      return TRUE;

  return FALSE;
}

TestAnswer *
test_service_ask (TestService *self,
                  const char  *method,
                  const char  *target,
                  const char  *headers,
                  const char  *body)
{
  g_autofree char *host = g_strdup_printf ("Host: 127.0.0.1:%u\r\n", self->port);
  g_autofree char *length = body != NULL ? g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", strlen (body)) : g_strdup ("");
  g_autofree char *request = g_strdup_printf ("%s %s HTTP/1.1\r\n%s%s%s\r\n%s",
                                              method, target,
                                              headers != NULL && g_str_has_prefix (headers, "Host:") ? "" : host,
                                              headers != NULL ? headers : "", length,
                                              body != NULL ? body : "");
  TestAnswer *answer = test_service_send (self, request, strlen (request));

  if (!is_general (answer->status))
    hold_against_description (self, method, target, answer);

  return answer;
}

TestAnswer *
test_service_get (TestService *self,
                  const char  *target)
{
  return test_service_ask (self, "GET", target, NULL, NULL);
}

char *
test_service_dup_game (TestService *self,
                       guint        index)
{
  g_autoptr(TestAnswer) answer = test_service_get (self, "/api/games?season=demo");
  const BcJsonNode *games = bc_json_node_get (test_answer_get_root (answer), "games");

  g_assert_cmpuint (index, <, bc_json_node_get_size (games));

  return g_strdup (bc_json_node_get_string (bc_json_node_get_item (games, index), "game_id"));
}
