/* bc-service-endpoints.c: about the server itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-endpoints-private.h"

#include "bc-json-writer.h"
#include "bc-server-private.h"

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
