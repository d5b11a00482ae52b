/* bc-upgrade.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-upgrade.h"

#include "bc-json-writer.h"
#include "bc-origin.h"

#define STATUS_UPGRADE_REQUIRED 426

/**
 * bc_upgrade_refuse:
 * @message: a request
 * @status: HTTP's status
 * @format: why, in English
 * @...: what stands in it
 *
 * Answers in the form that all errors have.
 */
void
bc_upgrade_refuse (SoupServerMessage *message,
                   guint              status,
                   const char        *format,
                   ...)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) body = NULL;
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "detail", detail);
  bc_json_writer_end_object (writer);
  body = bc_json_writer_finish (writer);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), "application/json", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

/**
 * bc_upgrade_check_origin:
 * @message: a request
 * @allow_hosts: (nullable) (array zero-terminated=1): names allowed besides loopback's
 *
 * Refuses, before any upgrade, a request under a name that is not ours and a
 * page of elsewhere: any page may try to open a socket to us.
 *
 * Returns: %FALSE if it was refused
 */
gboolean
bc_upgrade_check_origin (SoupServerMessage  *message,
                         const char * const *allow_hosts)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  if (!bc_origin_is_host_allowed (host, allow_hosts))
    {
      bc_upgrade_refuse (message, SOUP_STATUS_FORBIDDEN, "The name “%s” is not this server's; allow it with --allow-host",
                         host != NULL ? host : "");
      return FALSE;
    }

  if (!bc_origin_is_same (origin, host))
    {
      bc_upgrade_refuse (message, SOUP_STATUS_FORBIDDEN, "A page of “%s” may not open a socket here", origin);
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_upgrade_check_asked:
 * @message: a request
 * @path: its path
 *
 * Refuses a request of a socket's path that asks for no upgrade.
 *
 * Returns: %FALSE if it was refused
 */
gboolean
bc_upgrade_check_asked (SoupServerMessage *message,
                        const char        *path)
{
  if (soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Upgrade") != NULL)
    return TRUE;

  bc_upgrade_refuse (message, STATUS_UPGRADE_REQUIRED, "“%s” is a WebSocket; open it as one", path);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Upgrade", "websocket");

  return FALSE;
}
