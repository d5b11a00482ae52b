/* bc-kalshi-markets.h: Kalshi's lists of markets and events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-kalshi-ticker.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

gboolean bc_kalshi_markets_recognises (const BcJsonNode  *root);
gboolean bc_kalshi_markets_parse      (const BcJsonNode  *root,
                                       BcParsed          *parsed,
                                       GError           **error);

/* One market object, as lists and other answers carry it. */
gboolean bc_kalshi_market_read        (const BcJsonNode  *node,
                                       BcKalshiRecords   *records,
                                       GError           **error);

G_END_DECLS
