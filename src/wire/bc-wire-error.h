/* bc-wire-error.h: what can go wrong in reading JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcWireError:
 * @BC_WIRE_ERROR_PARSE: the text is no JSON; the message has line and column
 * @BC_WIRE_ERROR_DEPTH: nested deeper than 64
 * @BC_WIRE_ERROR_SHAPE: JSON of another shape than expected; the message has the path
 */
typedef enum
{
  BC_WIRE_ERROR_PARSE,
  BC_WIRE_ERROR_DEPTH,
  BC_WIRE_ERROR_SHAPE,
} BcWireError;

#define BC_WIRE_ERROR (bc_wire_error_quark ())
GQuark bc_wire_error_quark (void);

G_END_DECLS
