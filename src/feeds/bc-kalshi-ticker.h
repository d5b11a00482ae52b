/* bc-kalshi-ticker.h: what Kalshi's tickers say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-game-record.h"
#include "bc-team.h"

G_BEGIN_DECLS

/**
 * BcKalshiEvent:
 * @league: `NBA` or `WNBA`
 * @date: the US Eastern date, `YYYY-MM-DD`
 * @away: the team named first
 * @home: the team named last
 */
typedef struct
{
  const char   *league;
  char          date[11];
  const BcTeam *away;
  const BcTeam *home;
} BcKalshiEvent;

gboolean         bc_kalshi_event_parse    (const char       *event_ticker,
                                           BcKalshiEvent    *event,
                                           char            **reason);

/* Collects markets into one record an event; found again at once, however many. */
typedef struct _BcKalshiRecords BcKalshiRecords;

BcKalshiRecords *bc_kalshi_records_new    (GPtrArray        *records);
void             bc_kalshi_records_free   (BcKalshiRecords  *self);
BcMarket        *bc_kalshi_records_need   (BcKalshiRecords  *self,
                                           const char       *ticker,
                                           const char       *event_ticker,
                                           GError          **error);
guint            bc_kalshi_market_tidy    (BcMarket         *market);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcKalshiRecords, bc_kalshi_records_free)

G_END_DECLS
