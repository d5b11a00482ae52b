/* bc-response.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-response.h"

#include "bc-core-error.h"
#include "bc-desk-error.h"
#include "bc-json-writer.h"
#include "bc-server-error.h"
#include "bc-store-error.h"
#include "bc-wire-error.h"

/* The page is all its own: nothing from elsewhere, nothing inline, in no frame. */
#define CONTENT_POLICY \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " \
  "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * bc_response_add_policy:
 * @message: a request
 *
 * Adds the headers that keep a browser from doing more with an answer than it
 * is for. They stand on every answer, also on refusals.
 */
void
bc_response_add_policy (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Security-Policy", CONTENT_POLICY);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
}

static void
set_body (SoupServerMessage *message,
          const char        *type,
          GBytes            *data)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), type, NULL);
  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, data);
}

/**
 * bc_response_set_json:
 * @message: a request
 * @status: HTTP's status
 * @json: the document
 *
 * Answers with a document, which nobody may keep: the next one may differ.
 */
void
bc_response_set_json (SoupServerMessage *message,
                      guint              status,
                      GBytes            *json)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  set_body (message, "application/json", json);
  soup_server_message_set_status (message, status, NULL);
}

/**
 * bc_response_set_file:
 * @message: a request
 * @type: its media type
 * @data: its content
 *
 * Answers with a file. A browser asks again each time and is told when it has
 * the same already.
 */
void
bc_response_set_file (SoupServerMessage *message,
                      const char        *type,
                      GBytes            *data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  g_autofree char *tag = g_strdup_printf ("\"%.32s\"", digest);
  const char *known = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "If-None-Match");

  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  soup_message_headers_replace (headers, "ETag", tag);

  if (g_strcmp0 (known, tag) == 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }

  set_body (message, type, data);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static guint
get_server_status (BcServerError code)
{
  switch (code)
    {
    case BC_SERVER_ERROR_BAD_REQUEST:
      return SOUP_STATUS_BAD_REQUEST;
    case BC_SERVER_ERROR_FORBIDDEN:
      return SOUP_STATUS_FORBIDDEN;
    case BC_SERVER_ERROR_NOT_FOUND:
      return SOUP_STATUS_NOT_FOUND;
    case BC_SERVER_ERROR_METHOD:
      return SOUP_STATUS_METHOD_NOT_ALLOWED;
    case BC_SERVER_ERROR_GONE:
      return SOUP_STATUS_GONE;
    case BC_SERVER_ERROR_TOO_LARGE:
      return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
    case BC_SERVER_ERROR_URI_TOO_LONG:
      return SOUP_STATUS_REQUEST_URI_TOO_LONG;
    case BC_SERVER_ERROR_MEDIA_TYPE:
      return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
    case BC_SERVER_ERROR_INVALID:
      return SOUP_STATUS_UNPROCESSABLE_ENTITY;
    case BC_SERVER_ERROR_NOT_OFFERED:
      return SOUP_STATUS_NOT_IMPLEMENTED;
    case BC_SERVER_ERROR_LISTEN:
    default:
      return SOUP_STATUS_INTERNAL_SERVER_ERROR;
    }
}

static guint
get_desk_status (BcDeskError code)
{
  switch (code)
    {
    case BC_DESK_ERROR_NOT_FOUND:
      return SOUP_STATUS_NOT_FOUND;
    case BC_DESK_ERROR_NOT_READY:
      return SOUP_STATUS_ACCEPTED;
    case BC_DESK_ERROR_BUSY:
    case BC_DESK_ERROR_NOT_ALLOWED:
    case BC_DESK_ERROR_NO_RESULT:
    default:
      return SOUP_STATUS_CONFLICT;
    }
}

/* The one place where an error becomes a status. */
static guint
get_status (const GError *error)
{
  if (error->domain == BC_SERVER_ERROR)
    return get_server_status (error->code);
  if (error->domain == BC_DESK_ERROR)
    return get_desk_status (error->code);
  if (g_error_matches (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA) ||
      g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND))
    return SOUP_STATUS_NOT_FOUND;
  if (error->domain == BC_CORE_ERROR || error->domain == BC_WIRE_ERROR)
    return SOUP_STATUS_UNPROCESSABLE_ENTITY;
  if (g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_HELD))
    return SOUP_STATUS_CONFLICT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SOUP_STATUS_SERVICE_UNAVAILABLE;

  return SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

/* The predecessor's form: a list for a parameter, a sentence for the rest. */
static void
write_detail (BcJsonWriter *writer,
              const GError *error)
{
  const char *where;
  const char *name;
  const char *kind;
  const char *input;

  if (!bc_server_error_get_invalid (error, &where, &name, &kind, &input))
    {
      bc_json_writer_string (writer, "detail", error->message);
      return;
    }

  bc_json_writer_begin_array (writer, "detail");
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "type", kind);
  bc_json_writer_begin_array (writer, "loc");
  bc_json_writer_string (writer, NULL, where);
  if (name != NULL)
    bc_json_writer_string (writer, NULL, name);
  bc_json_writer_end_array (writer);
  bc_json_writer_string (writer, "msg", error->message);
  bc_json_writer_string (writer, "input", input);
  bc_json_writer_end_object (writer);
  bc_json_writer_end_array (writer);
}

/**
 * bc_response_set_error:
 * @message: a request
 * @error: why it failed, of any domain
 *
 * Answers with an error: `{"detail": …}` and the status that belongs to it.
 */
void
bc_response_set_error (SoupServerMessage *message,
                       const GError      *error)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();
  g_autoptr(GBytes) json = NULL;
  guint status = get_status (error);

  if (status == SOUP_STATUS_INTERNAL_SERVER_ERROR)
    g_message ("%s %s failed: %s", soup_server_message_get_method (message),
               g_uri_get_path (soup_server_message_get_uri (message)), error->message);

  bc_json_writer_begin_object (writer, NULL);
  write_detail (writer, error);
  bc_json_writer_end_object (writer);
  json = bc_json_writer_finish (writer);

  bc_response_set_json (message, status, json);
}
