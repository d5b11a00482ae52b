/* bc-router.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-router.h"

#include <string.h>

#include "bc-core-error.h"
#include "bc-endpoints-private.h"

/* Longest `{id}`, in characters: the bound of a client's own request id. */
#define ID_MAX 128

static const BcRoute routes[] = {
  { "GET",    "/api/games",                       _bc_games_params,              _bc_games_list },
  { "GET",    "/api/games/seasons",               NULL,                          _bc_games_list_seasons },
  { "GET",    "/api/games/teams",                 _bc_teams_params,              _bc_games_list_teams },
  { "GET",    "/api/games/{id}/meta",             NULL,                          _bc_games_get_meta },
  { "GET",    "/api/games/{id}/probs",            _bc_probs_params,              _bc_games_get_probs },
  { "GET",    "/api/games/{id}/simulation",       _bc_simulation_of_game_params, _bc_simulation_of_game },
  { "POST",   "/api/simulation/run",              _bc_simulation_run_params,     _bc_simulation_run },
  { "GET",    "/api/simulation/bulk",             _bc_simulation_bulk_params,    _bc_simulation_bulk },
  { "GET",    "/api/simulation/progress/{id}",    NULL,                          _bc_jobs_get_progress },
  { "GET",    "/api/simulation/results/{id}",     _bc_result_params,             _bc_simulation_results },
  { "GET",    "/api/jobs",                        NULL,                          _bc_jobs_list },
  { "GET",    "/api/jobs/{id}",                   NULL,                          _bc_jobs_get },
  { "DELETE", "/api/jobs/{id}",                   NULL,                          _bc_jobs_delete },
  { "GET",    "/api/jobs/{id}/result",            _bc_result_params,             _bc_jobs_get_result },
  { "GET",    "/healthz",                         NULL,                          _bc_service_get_health },
  { "GET",    "/api/openapi.json",                NULL,                          _bc_service_get_openapi },
  { "GET",    "/openapi.json",                    NULL,                          _bc_service_get_openapi },
  { "GET",    "/api/asyncapi.json",               NULL,                          _bc_service_get_asyncapi },
  { "GET",    "/docs",                            NULL,                          _bc_service_get_docs },
  { NULL, NULL, NULL, NULL },
};

/* What the predecessor answered and we do not; docs/compat.md has the same list. */
static const struct
{
  const char *path;
  const char *reason;
} gone[] = {
  { "/api/simulation/clear-cache", "There is no cache to clear: every run is kept under its id until DELETE /api/jobs/{id} forgets it" },
  { "/api/update/clear-cache", "There is no cache to clear: lists and documents are always read from the store" },
  { "/api/export/html", "The server writes no files for a page: what the page shows it saves itself, in the browser" },
  { "/api/stats/model-evaluation/plot", "No images are served: the page draws its charts from the numbers" },
  { "/api/logs/health", "/healthz says whether the server works" },
  { "/logs/stream", "Server-sent events are not offered: every push is a WebSocket" },
  { "/redoc", "The description of the interface is at /docs" },
};

/**
 * bc_router_get_routes:
 *
 * Returns: (transfer none): every route, up to one without a method
 */
const BcRoute *
bc_router_get_routes (void)
{
  return routes;
}

/* An id as long as any, that can be shown in a message. */
static gboolean
check_id (const char  *id,
          GError     **error)
{
  gboolean printable = g_utf8_strlen (id, -1) <= ID_MAX;

  for (const char *at = id; printable && *at != '\0'; at = g_utf8_next_char (at))
    printable = g_unichar_isprint (g_utf8_get_char (at));

  if (!printable)
    bc_server_error_set_invalid (error, "path", "id", "range", id,
                                 "An id has at most %d printable characters", ID_MAX);

  return printable;
}

/* Whether @path is of the form of @pattern; @id becomes what stands in `{id}`. */
static gboolean
matches (const char  *pattern,
         const char  *path,
         char       **id)
{
  const char *open = strstr (pattern, "{id}");
  gsize before = open != NULL ? (gsize) (open - pattern) : strlen (pattern);
  gsize length;

  if (strncmp (pattern, path, before) != 0)
    return FALSE;
  if (open == NULL)
    return path[before] == '\0';

  length = strcspn (path + before, "/");
  if (length == 0 || strcmp (path + before + length, open + strlen ("{id}")) != 0)
    return FALSE;

  *id = g_strndup (path + before, length);

  return TRUE;
}

static const char *
find_gone (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (strcmp (gone[i].path, path) == 0)
      return gone[i].reason;

  return NULL;
}

static void
set_not_found (const char  *path,
               GError     **error)
{
  const char *reason = find_gone (path);
  g_autofree char *quoted = NULL;

  if (reason != NULL)
    {
      g_set_error_literal (error, BC_SERVER_ERROR, BC_SERVER_ERROR_GONE, reason);
      return;
    }

  quoted = bc_core_error_quote (path, -1);
  g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_NOT_FOUND,
               "There is no path “%s”; /docs lists those there are", quoted);
}

/**
 * bc_router_find:
 * @method: HTTP's method
 * @path: the path of an address, decoded
 * @id: (out) (optional): what stands in the path's `{id}`
 * @allow: (out): for %BC_SERVER_ERROR_METHOD, the methods that the path knows
 * @error: return location for a #BcServerError
 *
 * Returns: (transfer none) (nullable): the route, or %NULL with
 *   %BC_SERVER_ERROR_NOT_FOUND, %BC_SERVER_ERROR_GONE, %BC_SERVER_ERROR_METHOD
 *   or, for an id that none can be, %BC_SERVER_ERROR_INVALID
 */
const BcRoute *
bc_router_find (const char  *method,
                const char  *path,
                char       **id,
                char       **allow,
                GError     **error)
{
  g_autoptr(GString) methods = g_string_new (NULL);
  const char *wanted = strcmp (method, "HEAD") == 0 ? "GET" : method;

  *allow = NULL;

  for (const BcRoute *route = routes; route->method != NULL; route++)
    {
      g_autofree char *part = NULL;

      if (!matches (route->path, path, &part))
        continue;

      if (strcmp (route->method, wanted) == 0)
        {
          if (part != NULL && !check_id (part, error))
            return NULL;
          *id = g_steal_pointer (&part);
          return route;
        }

      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "",
                              strcmp (route->method, "GET") == 0 ? "GET, HEAD" : route->method);
    }

  if (methods->len == 0)
    {
      set_not_found (path, error);
      return NULL;
    }

  *allow = g_string_free (g_steal_pointer (&methods), FALSE);
  g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_METHOD,
               "%s does not know the method %s; it knows %s", path, method, *allow);

  return NULL;
}
