/* bc-kalshi-candles-csv.h: one market's minutes, trades only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-line-reader.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

#define BC_KALSHI_CANDLES_CSV_HEADER "game_id,ticker,timestamp,datetime,open,high,low,close,volume"

gboolean bc_kalshi_candles_csv_recognises (const char    *header);
gboolean bc_kalshi_candles_csv_parse      (BcLineReader  *reader,
                                           const char    *name,
                                           BcParsed      *parsed,
                                           GError       **error);

G_END_DECLS
