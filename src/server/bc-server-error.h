/* bc-server-error.h: what the server refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcServerError:
 * @BC_SERVER_ERROR_BAD_REQUEST: 400, the request itself is broken
 * @BC_SERVER_ERROR_FORBIDDEN: 403, a foreign Host or Origin
 * @BC_SERVER_ERROR_NOT_FOUND: 404, no such path
 * @BC_SERVER_ERROR_METHOD: 405, the path does not know the method
 * @BC_SERVER_ERROR_GONE: 410, the predecessor answered it, we do not
 * @BC_SERVER_ERROR_TOO_LARGE: 413, the body is too long
 * @BC_SERVER_ERROR_URI_TOO_LONG: 414, the address is too long
 * @BC_SERVER_ERROR_MEDIA_TYPE: 415, the body is no JSON
 * @BC_SERVER_ERROR_INVALID: 422, a parameter of the wrong type or range
 * @BC_SERVER_ERROR_NOT_OFFERED: 501, switched off when the server was started
 * @BC_SERVER_ERROR_LISTEN: the address cannot be listened on
 */
typedef enum
{
  BC_SERVER_ERROR_BAD_REQUEST,
  BC_SERVER_ERROR_FORBIDDEN,
  BC_SERVER_ERROR_NOT_FOUND,
  BC_SERVER_ERROR_METHOD,
  BC_SERVER_ERROR_GONE,
  BC_SERVER_ERROR_TOO_LARGE,
  BC_SERVER_ERROR_URI_TOO_LONG,
  BC_SERVER_ERROR_MEDIA_TYPE,
  BC_SERVER_ERROR_INVALID,
  BC_SERVER_ERROR_NOT_OFFERED,
  BC_SERVER_ERROR_LISTEN,
} BcServerError;

#define BC_SERVER_ERROR (bc_server_error_quark ())
GQuark bc_server_error_quark (void);

/* An INVALID one says which parameter it is about: @where is `query`, `body`
 * or `path`, @kind a short word for programs such as `parse` or `range`. */
void bc_server_error_set_invalid  (GError       **error,
                                   const char    *where,
                                   const char    *name,
                                   const char    *kind,
                                   const char    *input,
                                   const char    *format,
                                   ...) G_GNUC_PRINTF (6, 7);
void bc_server_error_take_invalid (GError       **error,
                                   const char    *where,
                                   const char    *name,
                                   const char    *input,
                                   GError        *reason);

/* The same, of an error of any domain: FALSE if it carries none of it. */
gboolean bc_server_error_get_invalid (const GError  *error,
                                      const char   **where,
                                      const char   **name,
                                      const char   **kind,
                                      const char   **input);

G_END_DECLS
