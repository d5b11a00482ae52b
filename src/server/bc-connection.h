/* bc-connection.h: one accepted connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-metered-input.h"

G_BEGIN_DECLS

#define BC_TYPE_CONNECTION (bc_connection_get_type ())
G_DECLARE_FINAL_TYPE (BcConnection, bc_connection, BC, CONNECTION, GIOStream)

BcConnection   *bc_connection_new              (GSocketConnection *base);
GSocket        *bc_connection_get_socket       (BcConnection      *self);
BcMeteredInput *bc_connection_get_input        (BcConnection      *self);
void            bc_connection_set_unsent_limit (BcConnection      *self,
                                                int                bytes);

G_END_DECLS
