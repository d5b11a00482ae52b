/* bc-fees.h: what the exchange charges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-strategy.h"

G_BEGIN_DECLS

gint64 bc_fees_compute (const BcStrategy *strategy,
                        double            contracts,
                        gint32            price,
                        gint64            time);

G_END_DECLS
