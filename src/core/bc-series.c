/* bc-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-series.h"

#include <glib/gi18n.h>

#include "bc-core-error.h"

/* How far from a model point the quote of align=nearest may lie. */
#define NEAREST_SECONDS 60

#define POINT_SIZE (sizeof (gint64) + 4 * sizeof (gint32))

/* What the book and the last trade say about "home wins". */
typedef struct
{
  gint32 price;
  gint32 bid;
  gint32 ask;
} Prices;

/* One market, read forwards once. */
typedef struct
{
  const GArray *quotes;
  guint         next;         /* first quote later than the point before */
  gboolean      mirrored;     /* YES is "away wins" */
  gboolean      trades_only;
} Cursor;

/* A series that is still growing. */
typedef struct
{
  BcSeries *series;
  gint64   *time;
  gint32   *model;
  gint32   *price;
  gint32   *bid;
  gint32   *ask;
} Builder;

G_DEFINE_BOXED_TYPE (BcSeries, bc_series, bc_series_ref, bc_series_unref)

/* Struct and columns are one block, so that a season is few allocations. */
static void
builder_init (Builder *self,
              guint    n_max)
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

static void
builder_add (Builder      *self,
             gint64        time,
             gint32        model,
             const Prices *prices)
{
  guint i = self->series->n_points++;

  self->time[i] = time;
  self->model[i] = model;
  self->price[i] = prices->price;
  self->bid[i] = prices->bid;
  self->ask[i] = prices->ask;
}

static gboolean
is_unit (gint32 ppm)
{
  return ppm >= 0 && ppm <= BC_PPM_ONE;
}

static gint32
mirror (gint32 ppm)
{
  return is_unit (ppm) ? BC_PPM_ONE - ppm : BC_PPM_NONE;
}

/* A side outside 0..1 is missing, and so are both of an empty book. */
static void
read_book (Prices *prices,
           gint32  bid,
           gint32  ask)
{
  gboolean empty = bid == 0 && ask == BC_PPM_ONE;

  prices->bid = is_unit (bid) && !empty ? bid : BC_PPM_NONE;
  prices->ask = is_unit (ask) && !empty ? ask : BC_PPM_NONE;
}

static gboolean
has_side (const Prices *prices)
{
  return prices->bid != BC_PPM_NONE || prices->ask != BC_PPM_NONE;
}

/* Half away from zero, as all decimals. */
static gint32
halve (gint32 ppm)
{
  return (ppm + (ppm < 0 ? -1 : 1)) / 2;
}

static gboolean
read_price (Prices *prices,
            gint32  last)
{
  if (prices->bid != BC_PPM_NONE && prices->ask != BC_PPM_NONE)
    prices->price = halve (prices->bid + prices->ask);
  else
    prices->price = last;

  return is_unit (prices->price);
}

static void
assume_spread (BcSeries *series,
               Prices   *prices,
               gint32    spread)
{
  read_book (prices, halve (2 * prices->price - spread), halve (2 * prices->price + spread));
  series->spread_assumed = TRUE;
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
drop_trailing (BcSeries *series)
{
  while (series->n_points > 0 &&
         (series->model[series->n_points - 1] == 0 || series->model[series->n_points - 1] == BC_PPM_ONE))
    {
      series->n_points--;
      series->n_trailing++;
    }
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

static BcSeries *
finish (Builder          *builder,
        const BcStrategy *strategy)
{
  set_span (builder->series);
  exclude (builder->series, strategy);
  count_crossed (builder->series);

  return builder->series;
}

static void
add_aligned (Builder            *builder,
             const BcModelPoint *point,
             gint32              spread)
{
  Prices prices;

  read_book (&prices, point->bid, point->ask);
  if (point->price != BC_PPM_NONE)
    prices.price = point->price;
  else
    read_price (&prices, BC_PPM_NONE);

  if (!is_unit (point->prob) || !is_unit (prices.price))
    {
      builder->series->n_invalid++;
      return;
    }

  if (spread != BC_PPM_NONE)
    assume_spread (builder->series, &prices, spread);
  builder_add (builder, point->time, point->prob, &prices);
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
  Builder builder;

  builder_init (&builder, n_points);
  for (guint i = 0; i < n_points; i++)
    add_aligned (&builder, &points[i], BC_PPM_NONE);
  set_span (builder.series);
  count_crossed (builder.series);

  return builder.series;
}

static gboolean
set_trades_only (GError **error)
{
  g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                       _("The prices are those of trades, without bid and ask; "
                         "with “assumed_spread” the game can be traded"));

  return FALSE;
}

static gboolean
track_has_side (const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (points, BcModelPoint, i);
      Prices prices;

      read_book (&prices, point->bid, point->ask);
      if (has_side (&prices))
        return TRUE;
    }

  return FALSE;
}

static BcSeries *
take_aligned (const GArray      *points,
              const BcStrategy  *strategy,
              GError           **error)
{
  gint32 spread = BC_PPM_NONE;
  Builder builder;

  if (!track_has_side (points))
    {
      spread = strategy->assumed_spread;
      if (spread == BC_PPM_NONE && !set_trades_only (error))
        return NULL;
    }

  builder_init (&builder, points->len);
  for (guint i = 0; i < points->len; i++)
    add_aligned (&builder, &g_array_index (points, BcModelPoint, i), spread);

  if (builder.series->n_points > 0)
    return finish (&builder, strategy);

  g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
               _("None of the %u points has both a probability and a price from 0 to 1"), points->len);
  bc_series_unref (builder.series);

  return NULL;
}

static gboolean
cursor_init (Cursor           *self,
             const BcGameData *data,
             gboolean          is_home)
{
  *self = (Cursor) { .mirrored = !is_home, .trades_only = TRUE };

  for (guint i = 0; i < data->markets->len && self->quotes == NULL; i++)
    {
      const BcMarket *market = g_ptr_array_index (data->markets, i);
      gboolean known = market->team != NULL && *market->team != '\0';

      if (known && !market->is_home == !is_home && market->quotes->len > 0)
        self->quotes = market->quotes;
    }

  if (self->quotes == NULL)
    return FALSE;

  for (guint i = 0; i < self->quotes->len && self->trades_only; i++)
    {
      const BcQuote *quote = &g_array_index (self->quotes, BcQuote, i);
      Prices prices;

      read_book (&prices, quote->bid, quote->ask);
      self->trades_only = !has_side (&prices);
    }

  return TRUE;
}

static const BcQuote *
find_quote (Cursor           *self,
            const BcStrategy *strategy,
            gint64            time)
{
  const BcQuote *quotes = (const BcQuote *) (gconstpointer) self->quotes->data;
  const BcQuote *before;
  const BcQuote *after;

  while (self->next < self->quotes->len && quotes[self->next].time <= time)
    self->next++;

  before = self->next > 0 ? &quotes[self->next - 1] : NULL;
  if (strategy->align == BC_ALIGN_ASOF)
    return before != NULL && time - before->time <= strategy->max_quote_age ? before : NULL;

  after = self->next < self->quotes->len ? &quotes[self->next] : NULL;
  if (before != NULL && (after == NULL || time - before->time < after->time - time))
    return time - before->time <= NEAREST_SECONDS ? before : NULL;

  return after != NULL && after->time - time <= NEAREST_SECONDS ? after : NULL;
}

static gboolean
read_quote (const Cursor     *self,
            const BcQuote    *quote,
            const BcStrategy *strategy,
            BcSeries         *series,
            Prices           *prices)
{
  gint32 last = self->mirrored ? mirror (quote->last) : quote->last;

  if (self->mirrored)
    read_book (prices, mirror (quote->ask), mirror (quote->bid));
  else
    read_book (prices, quote->bid, quote->ask);

  if (!read_price (prices, last))
    return FALSE;

  if (self->trades_only && strategy->assumed_spread != BC_PPM_NONE)
    assume_spread (series, prices, strategy->assumed_spread);

  return TRUE;
}

static void
add_quoted (Builder            *builder,
            Cursor             *cursors,
            guint               n_cursors,
            const BcStrategy   *strategy,
            const BcModelPoint *point,
            gint64              time)
{
  gboolean quoted = FALSE;
  Prices prices;

  if (!is_unit (point->prob))
    {
      builder->series->n_invalid++;
      return;
    }

  for (guint i = 0; i < n_cursors; i++)
    {
      const BcQuote *quote = find_quote (&cursors[i], strategy, time);

      if (quote == NULL)
        continue;
      quoted = TRUE;
      if (read_quote (&cursors[i], quote, strategy, builder->series, &prices))
        {
          builder_add (builder, time, point->prob, &prices);
          return;
        }
    }

  if (quoted)
    builder->series->n_invalid++;
  else
    builder->series->n_unquoted++;
}

/* The home market first, unless only the other one ever shows a book. */
static guint
open_cursors (Cursor            cursors[2],
              const BcGameData *data)
{
  guint n_cursors = 0;

  if (cursor_init (&cursors[0], data, TRUE))
    n_cursors++;
  if (cursor_init (&cursors[n_cursors], data, FALSE))
    n_cursors++;

  if (n_cursors == 2 && cursors[0].trades_only && !cursors[1].trades_only)
    {
      Cursor home = cursors[0];

      cursors[0] = cursors[1];
      cursors[1] = home;
    }

  return n_cursors;
}

static void
set_unquoted (const BcSeries    *series,
              const BcStrategy  *strategy,
              guint              n_points,
              GError           **error)
{
  if (n_points == 0)
    g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                         _("The game has no win probabilities"));
  else if (series->n_trailing > 0)
    g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                 _("All %u points with a quote lie after the final whistle"), series->n_trailing);
  else if (strategy->align == BC_ALIGN_ASOF)
    g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                 _("None of the %u win probabilities has a usable quote of the %" G_GINT64_FORMAT " seconds before it"),
                 n_points, strategy->max_quote_age);
  else
    g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                 _("None of the %u win probabilities has a usable quote within %d seconds"),
                 n_points, NEAREST_SECONDS);
}

static BcSeries *
join_quotes (const BcGameData    *data,
             const BcModelTrack  *track,
             const BcStrategy    *strategy,
             GError             **error)
{
  gint64 delay = bc_strategy_get_signal_delay (strategy, track->source);
  Cursor cursors[2];
  guint n_cursors = open_cursors (cursors, data);
  Builder builder;

  if (n_cursors == 0)
    {
      g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                           _("The game has no market prices"));
      return NULL;
    }
  if (cursors[0].trades_only && strategy->assumed_spread == BC_PPM_NONE && !set_trades_only (error))
    return NULL;

  builder_init (&builder, track->points->len);
  for (guint i = 0; i < track->points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (track->points, BcModelPoint, i);

      add_quoted (&builder, cursors, n_cursors, strategy, point, point->time + delay);
    }
  drop_trailing (builder.series);

  if (builder.series->n_points > 0)
    return finish (&builder, strategy);

  set_unquoted (builder.series, strategy, track->points->len, error);
  bc_series_unref (builder.series);

  return NULL;
}

/**
 * bc_series_align:
 * @data: the raw data of a game
 * @source: (nullable): the probability source, as in bc_game_data_find_track()
 * @strategy: delay, join and cuts
 * @error: return location
 *
 * Joins win probabilities and market prices: what is known at a moment stands
 * beside what can be traded at that moment. The points of an aligned source
 * carry their prices; only the cuts apply to them. What was left out is
 * counted in the series. Cuts may leave a series without points.
 *
 * Returns: (transfer full): a series, or %NULL with %BC_CORE_ERROR_NO_DATA and
 *   the reason why the game cannot be traded
 */
BcSeries *
bc_series_align (const BcGameData  *data,
                 const char        *source,
                 const BcStrategy  *strategy,
                 GError           **error)
{
  const BcModelTrack *track = bc_game_data_find_track (data, source, error);

  if (track == NULL)
    return NULL;
  if (track->aligned)
    return take_aligned (track->points, strategy, error);

  return join_quotes (data, track, strategy, error);
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
