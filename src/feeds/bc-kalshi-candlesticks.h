/* bc-kalshi-candlesticks.h: Kalshi's candles as its API answers them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

gboolean bc_kalshi_candlesticks_recognises (const BcJsonNode  *root);
gboolean bc_kalshi_candlesticks_parse      (const BcJsonNode  *root,
                                            BcParsed          *parsed,
                                            GError           **error);

G_END_DECLS
