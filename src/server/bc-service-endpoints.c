/* bc-service-endpoints.c: about the server itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-endpoints-private.h"

#include "bc-json-writer.h"
#include "bc-server-private.h"
#include "bc-server-resources.h"
#include "bc-web.h"

void
_bc_service_get_health (BcRequest *request)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) json = NULL;
  BcServerHealth health;

  _bc_server_get_health (bc_request_get_server (request), &health);

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "status", "ok");
  bc_json_writer_string (writer, "version", BC_VERSION);
  bc_json_writer_int (writer, "uptime_seconds", health.uptime_seconds);
  bc_json_writer_int (writer, "requests", (gint64) health.n_requests);
  bc_json_writer_int (writer, "sockets", health.n_sockets);
  bc_json_writer_end_object (writer);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

static void
reply_file (BcRequest  *request,
            const char *type,
            GBytes     *data,
            const char *name)
{
  g_autoptr(GError) error = NULL;

  if (data != NULL)
    {
      bc_request_reply_file (request, type, data);
      return;
    }

  g_set_error (&error, BC_SERVER_ERROR, BC_SERVER_ERROR_NOT_FOUND, "There is no %s in this program", name);
  bc_request_reply_error (request, error);
}

static void
reply_description (BcRequest  *request,
                   const char *name)
{
  static gsize registered;
  g_autofree char *path = g_strconcat (BC_RESOURCE_BASE "/server/", name, NULL);
  g_autoptr(GBytes) data = NULL;

  /* A static library would lose a constructor, so the first caller registers. */
  if (g_once_init_enter (&registered))
    {
      bc_server_register_resource ();
      g_once_init_leave (&registered, 1);
    }

  data = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  reply_file (request, "application/json", data, name);
}

void
_bc_service_get_openapi (BcRequest *request)
{
  reply_description (request, "openapi.json");
}

void
_bc_service_get_asyncapi (BcRequest *request)
{
  reply_description (request, "asyncapi.json");
}

void
_bc_service_get_docs (BcRequest *request)
{
  g_autoptr(GBytes) data = _bc_server_load_web (bc_request_get_server (request), "/docs/index.html");

  reply_file (request, bc_web_find_type (".html"), data, "/docs page");
}
