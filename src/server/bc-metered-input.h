/* bc-metered-input.h: what a client sends, watched for its size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BC_METERED_INPUT_PINGS 64

#define BC_TYPE_METERED_INPUT (bc_metered_input_get_type ())
G_DECLARE_FINAL_TYPE (BcMeteredInput, bc_metered_input, BC, METERED_INPUT, GFilterInputStream)

/* BcMeteredInput::pinged: another %BC_METERED_INPUT_PINGS pings came.
 * BcMeteredInput::exceeded: a message is larger than the limit. It comes once,
 * from within a read; what the client still sends is read and thrown away, so
 * that a close frame reaches it instead of a reset connection. */
BcMeteredInput *bc_metered_input_new   (GInputStream   *base);
gboolean        bc_metered_input_start (BcMeteredInput *self,
                                        gsize           limit);

G_END_DECLS
