/* bc-hub-private.h: the hub, as its tests see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-hub.h"

G_BEGIN_DECLS

/* Seconds without a pong after which a peer is gone. */
#define BC_HUB_PONG_DEADLINE 75

/* Seconds that a socket waits for a job of an unknown id: a browser may open
 * it before its request arrives. */
#define BC_HUB_FIND_DEADLINE 10

/* Ends what is overdue at @now, CLOCK_MONOTONIC in µs. A timer calls it. */
void _bc_hub_expire (BcHub  *self,
                     gint64  now);

G_END_DECLS
