/* bc-store-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-store-error.h"

G_DEFINE_QUARK (bc-store-error-quark, bc_store_error)
