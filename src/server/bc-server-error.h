/* bc-server-error.h: what the server refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcServerError:
 * @BC_SERVER_ERROR_BAD_REQUEST: 400
 * @BC_SERVER_ERROR_INVALID: 422, a parameter of the wrong type or range
 * @BC_SERVER_ERROR_NOT_FOUND: 404, no such path
 * @BC_SERVER_ERROR_LISTEN: the address cannot be listened on
 */
typedef enum
{
  BC_SERVER_ERROR_BAD_REQUEST,
  BC_SERVER_ERROR_INVALID,
  BC_SERVER_ERROR_NOT_FOUND,
  BC_SERVER_ERROR_LISTEN,
} BcServerError;

#define BC_SERVER_ERROR (bc_server_error_quark ())
GQuark bc_server_error_quark (void);

G_END_DECLS
