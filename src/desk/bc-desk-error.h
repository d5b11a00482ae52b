/* bc-desk-error.h: what the desk refuses to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcDeskError:
 * @BC_DESK_ERROR_NOT_FOUND: no such job or game; the message names it
 * @BC_DESK_ERROR_BUSY: something of that name or kind still runs
 * @BC_DESK_ERROR_NOT_ALLOWED: a job in this state cannot do that
 * @BC_DESK_ERROR_NOT_READY: the job has no result yet
 * @BC_DESK_ERROR_NO_RESULT: the job ended without a result; the message says why
 */
typedef enum
{
  BC_DESK_ERROR_NOT_FOUND,
  BC_DESK_ERROR_BUSY,
  BC_DESK_ERROR_NOT_ALLOWED,
  BC_DESK_ERROR_NOT_READY,
  BC_DESK_ERROR_NO_RESULT,
} BcDeskError;

#define BC_DESK_ERROR (bc_desk_error_quark ())
GQuark bc_desk_error_quark (void);

G_END_DECLS
