/* bc-core-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-core-error.h"

G_DEFINE_QUARK (bc-core-error-quark, bc_core_error)
