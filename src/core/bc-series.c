/* bc-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-series-private.h"

#define POINT_SIZE (sizeof (gint64) + 4 * sizeof (gint32))

G_DEFINE_BOXED_TYPE (BcSeries, bc_series, bc_series_ref, bc_series_unref)

/* A side outside 0..1 is missing, and so are both of an empty book. */
void
_bc_prices_read_book (BcPrices *self,
                      gint32    bid,
                      gint32    ask)
{
  gboolean empty = bid == 0 && ask == BC_PPM_ONE;

  self->bid = _bc_ppm_is_unit (bid) && !empty ? bid : BC_PPM_NONE;
  self->ask = _bc_ppm_is_unit (ask) && !empty ? ask : BC_PPM_NONE;
}

gboolean
_bc_prices_has_side (const BcPrices *self)
{
  return self->bid != BC_PPM_NONE || self->ask != BC_PPM_NONE;
}

/* Half away from zero, as all decimals. */
static gint32
halve (gint32 ppm)
{
  return (ppm + (ppm < 0 ? -1 : 1)) / 2;
}

/* Returns whether there is a price at all. */
gboolean
_bc_prices_read_price (BcPrices *self,
                       gint32    last)
{
  if (self->bid != BC_PPM_NONE && self->ask != BC_PPM_NONE)
    self->price = halve (self->bid + self->ask);
  else
    self->price = last;

  return _bc_ppm_is_unit (self->price);
}

void
_bc_prices_assume_spread (BcPrices *self,
                          gint32    spread)
{
  _bc_prices_read_book (self, halve (2 * self->price - spread), halve (2 * self->price + spread));
}

/* Struct and columns are one block, so that a season is few allocations. */
void
_bc_series_builder_init (BcSeriesBuilder *self,
                         guint            n_max)
{
  BcSeries *series = g_malloc0 (sizeof *series + n_max * POINT_SIZE);

  g_atomic_ref_count_init (&series->ref_count);
  self->series = series;
  self->time = (gint64 *) (series + 1);
  self->model = (gint32 *) (self->time + n_max);
  self->price = self->model + n_max;
  self->bid = self->price + n_max;
  self->ask = self->bid + n_max;
  series->time = self->time;
  series->model = self->model;
  series->price = self->price;
  series->bid = self->bid;
  series->ask = self->ask;
}

void
_bc_series_builder_add (BcSeriesBuilder *self,
                        gint64           time,
                        gint32           model,
                        const BcPrices  *prices)
{
  guint i = self->series->n_points++;

  self->time[i] = time;
  self->model[i] = model;
  self->price[i] = prices->price;
  self->bid[i] = prices->bid;
  self->ask[i] = prices->ask;
}

void
_bc_series_builder_add_aligned (BcSeriesBuilder    *self,
                                const BcModelPoint *point,
                                gint32              spread)
{
  BcPrices prices;

  _bc_prices_read_book (&prices, point->bid, point->ask);
  if (point->price != BC_PPM_NONE)
    prices.price = point->price;
  else
    _bc_prices_read_price (&prices, BC_PPM_NONE);

  if (!_bc_ppm_is_unit (point->prob) || !_bc_ppm_is_unit (prices.price))
    {
      self->series->n_invalid++;
      return;
    }

  if (spread != BC_PPM_NONE)
    {
      _bc_prices_assume_spread (&prices, spread);
      self->series->spread_assumed = TRUE;
    }
  _bc_series_builder_add (self, point->time, point->prob, &prices);
}

static void
count_crossed (BcSeries *series)
{
  for (guint i = 0; i < series->n_points; i++)
    {
      /* A missing side is below every price. */
      if (series->ask[i] != BC_PPM_NONE && series->bid[i] > series->ask[i])
        series->n_crossed++;
    }
}

static void
set_span (BcSeries *series)
{
  if (series->n_points == 0)
    return;

  series->start = series->time[0];
  series->end = series->time[series->n_points - 1];
}

static void
exclude (BcSeries         *series,
         const BcStrategy *strategy)
{
  guint n_all = series->n_points;
  guint begin = 0;
  guint end = n_all;

  while (begin < end && series->time[begin] - series->start < strategy->exclude_first)
    begin++;
  while (end > begin && series->end - series->time[end - 1] < strategy->exclude_last)
    end--;

  series->time += begin;
  series->model += begin;
  series->price += begin;
  series->bid += begin;
  series->ask += begin;
  series->n_points = end - begin;
  series->n_excluded = n_all - series->n_points;
}

/* Steps 4 and 5. The series is the caller's. */
BcSeries *
_bc_series_builder_finish (BcSeriesBuilder  *self,
                           const BcStrategy *strategy)
{
  set_span (self->series);
  if (strategy != NULL)
    exclude (self->series, strategy);
  count_crossed (self->series);

  return self->series;
}

BcSeries *
_bc_series_pick (const BcSeries *self,
                 const guint    *indices,
                 guint           n_indices)
{
  BcSeriesBuilder builder;

  _bc_series_builder_init (&builder, n_indices);
  for (guint i = 0; i < n_indices; i++)
    {
      guint k = indices[i];
      BcPrices prices = { self->price[k], self->bid[k], self->ask[k] };

      _bc_series_builder_add (&builder, self->time[k], self->model[k], &prices);
    }

  builder.series->start = self->start;
  builder.series->end = self->end;
  builder.series->n_unquoted = self->n_unquoted;
  builder.series->n_invalid = self->n_invalid;
  builder.series->n_trailing = self->n_trailing;
  builder.series->n_excluded = self->n_excluded;
  builder.series->n_crossed = self->n_crossed;
  builder.series->spread_assumed = self->spread_assumed;

  return builder.series;
}

/**
 * bc_series_new:
 * @points: (array length=n_points): points that carry prices, in time order
 * @n_points: how many
 *
 * Makes a series of all points with a valid probability and price.
 *
 * Returns: (transfer full): a series
 */
BcSeries *
bc_series_new (const BcModelPoint *points,
               guint               n_points)
{
  BcSeriesBuilder builder;

  _bc_series_builder_init (&builder, n_points);
  for (guint i = 0; i < n_points; i++)
    _bc_series_builder_add_aligned (&builder, &points[i], BC_PPM_NONE);

  return _bc_series_builder_finish (&builder, NULL);
}

/**
 * bc_series_ref:
 * @self: a series
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcSeries *
bc_series_ref (BcSeries *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_series_unref:
 * @self: (transfer full): a series
 *
 * Any thread may call this.
 */
void
bc_series_unref (BcSeries *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}
