/* bc-core-error.h: what can go wrong in a computation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcCoreError:
 * @BC_CORE_ERROR_PARSE: a text is no number, date or word of the expected kind
 * @BC_CORE_ERROR_RANGE: a value is readable but outside what is allowed
 * @BC_CORE_ERROR_NO_DATA: a game lacks what the computation needs; the message says what
 * @BC_CORE_ERROR_UNKNOWN: a parameter of that name does not exist
 *
 * Messages name the value and what would have been accepted.
 */
typedef enum
{
  BC_CORE_ERROR_PARSE,
  BC_CORE_ERROR_RANGE,
  BC_CORE_ERROR_NO_DATA,
  BC_CORE_ERROR_UNKNOWN,
} BcCoreError;

#define BC_CORE_ERROR (bc_core_error_quark ())
GQuark bc_core_error_quark (void);

char *bc_core_error_quote (const char *text,
                           gssize      length);

G_END_DECLS
