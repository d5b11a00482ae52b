/* bc-guard.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-guard.h"

#include <gio/gio.h>
#include <string.h>

#include "bc-core-error.h"
#include "bc-origin.h"
#include "bc-server-error.h"

/* libsoup takes one of several; which one others take is anybody's guess. */
static guint
count_headers (SoupMessageHeaders *headers,
               const char         *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  guint n = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    n += g_ascii_strcasecmp (name, wanted) == 0 ? 1 : 0;

  return n;
}

static gboolean
check_framing (SoupMessageHeaders  *headers,
               GError             **error)
{
  static const char * const single[] = { "Host", "Origin", "Content-Length", "Transfer-Encoding" };

  for (gsize i = 0; i < G_N_ELEMENTS (single); i++)
    if (count_headers (headers, single[i]) > 1)
      {
        g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST,
                     "The header %s stands more than once in the request", single[i]);
        return FALSE;
      }

  if (count_headers (headers, "Content-Length") > 0 && count_headers (headers, "Transfer-Encoding") > 0)
    {
      g_set_error_literal (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST,
                           "The request has both Content-Length and Transfer-Encoding");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_names (SoupMessageHeaders  *headers,
             const char * const  *allow_hosts,
             GError             **error)
{
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  g_autofree char *quoted = NULL;

  if (!bc_origin_is_host_allowed (host, allow_hosts))
    {
      quoted = bc_core_error_quote (host != NULL ? host : "", -1);
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_FORBIDDEN,
                   "This server does not answer to the host “%s”; start it with --allow-host NAME for another name than this machine's own",
                   quoted);
      return FALSE;
    }

  if (!bc_origin_is_same (origin, host))
    {
      quoted = bc_core_error_quote (origin, -1);
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_FORBIDDEN,
                   "A page from “%s” may not ask this server; only its own page may", quoted);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_sizes (SoupServerMessage  *message,
             GError            **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  gsize length = strlen (g_uri_get_path (uri)) + (query != NULL ? strlen (query) : 0);

  if (length > BC_GUARD_MAX_ADDRESS)
    {
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_URI_TOO_LONG,
                   "The address has %" G_GSIZE_FORMAT " bytes, more than %d; POST /api/simulation/run takes long parameters as a JSON body",
                   length, BC_GUARD_MAX_ADDRESS);
      return FALSE;
    }

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > BC_GUARD_MAX_BODY)
    {
      g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_TOO_LARGE,
                   "The body has %" G_GINT64_FORMAT " bytes, more than %d",
                   (gint64) soup_message_headers_get_content_length (headers), BC_GUARD_MAX_BODY);
      return FALSE;
    }

  return TRUE;
}

/**
 * bc_guard_check_message:
 * @message: a request whose headers were read
 * @allow_hosts: (nullable) (array zero-terminated=1): names allowed besides loopback's
 * @error: return location for a #BcServerError
 *
 * Checks what can be checked before anybody looks at the path, and takes the
 * header Range away: libsoup 3.2 answers two hundred overlapping ranges with
 * two hundred times the file.
 *
 * Returns: %FALSE with %BC_SERVER_ERROR_BAD_REQUEST, %BC_SERVER_ERROR_FORBIDDEN,
 *   %BC_SERVER_ERROR_URI_TOO_LONG or %BC_SERVER_ERROR_TOO_LARGE
 */
gboolean
bc_guard_check_message (SoupServerMessage   *message,
                        const char * const  *allow_hosts,
                        GError             **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  soup_message_headers_remove (headers, "Range");

  if (!g_utf8_validate (path, -1, NULL))
    {
      g_set_error_literal (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST, "The path is no UTF-8 in percent-encoding");
      return FALSE;
    }

  return check_framing (headers, error) &&
         check_names (headers, allow_hosts, error) &&
         check_sizes (message, error);
}
