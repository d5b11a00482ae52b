/* bc-wire-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-error.h"

G_DEFINE_QUARK (bc-wire-error-quark, bc_wire_error)
