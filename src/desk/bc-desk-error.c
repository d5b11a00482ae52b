/* bc-desk-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-desk-error.h"

G_DEFINE_QUARK (bc-desk-error-quark, bc_desk_error)
