/* bc-series-private.h: a series while it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-series.h"

G_BEGIN_DECLS

static inline gboolean
_bc_ppm_is_unit (gint32 ppm)
{
  return ppm >= 0 && ppm <= BC_PPM_ONE;
}

/* What the book and the last trade say about "home wins". */
typedef struct
{
  gint32 price;
  gint32 bid;
  gint32 ask;
} BcPrices;

void     _bc_prices_read_book     (BcPrices       *self,
                                   gint32          bid,
                                   gint32          ask);
gboolean _bc_prices_has_side      (const BcPrices *self);
gboolean _bc_prices_read_price    (BcPrices       *self,
                                   gint32          last);
void     _bc_prices_assume_spread (BcPrices       *self,
                                   gint32          spread);

/* A series that is still growing. */
typedef struct
{
  BcSeries *series;
  gint64   *time;
  gint32   *model;
  gint32   *price;
  gint32   *bid;
  gint32   *ask;
} BcSeriesBuilder;

void      _bc_series_builder_init        (BcSeriesBuilder    *self,
                                          guint               n_max);
void      _bc_series_builder_add         (BcSeriesBuilder    *self,
                                          gint64              time,
                                          gint32              model,
                                          const BcPrices     *prices);
void      _bc_series_builder_add_aligned (BcSeriesBuilder    *self,
                                          const BcModelPoint *point,
                                          gint32              spread);
BcSeries *_bc_series_builder_finish      (BcSeriesBuilder    *self,
                                          const BcStrategy   *strategy);

/* The points at these indices only, with the counts of the whole. */
BcSeries *_bc_series_pick                (const BcSeries     *self,
                                          const guint        *indices,
                                          guint               n_indices);

G_END_DECLS
