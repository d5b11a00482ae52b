/* bc-server-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-server-error.h"

G_DEFINE_QUARK (bc-server-error-quark, bc_server_error)
