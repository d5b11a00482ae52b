/* bc-feeds-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-feeds-error.h"

G_DEFINE_QUARK (bc-feeds-error-quark, bc_feeds_error)
