/* bc-kalshi-price.h: prices and counts in every generation of Kalshi's answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-decimal.h"
#include "bc-feeds-error.h"
#include "bc-json.h"

G_BEGIN_DECLS

gboolean bc_kalshi_read_price (const BcJsonNode  *node,
                               const char        *name,
                               gint32            *ppm,
                               GError           **error);
gboolean bc_kalshi_read_count (const BcJsonNode  *node,
                               const char        *name,
                               gint64            *millionths,
                               GError           **error);

G_END_DECLS
