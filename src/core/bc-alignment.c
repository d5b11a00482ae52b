/* bc-alignment.c: from two clocks to one series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "bc-core-error.h"
#include "bc-series-private.h"

/* How far from a model point the quote of align=nearest may lie. */
#define NEAREST_SECONDS 60

/* One market, read forwards once. */
typedef struct
{
  const GArray *quotes;
  guint         next;         /* first quote later than the point before */
  gboolean      mirrored;     /* YES is "away wins" */
  gboolean      trades_only;
} Cursor;

static gint32
mirror (gint32 ppm)
{
  return _bc_ppm_is_unit (ppm) ? BC_PPM_ONE - ppm : BC_PPM_NONE;
}

static void
set_trades_only (GError **error)
{
  g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                       _("The prices are those of trades, without bid and ask; "
                         "with “assumed_spread” the game can be traded"));
}

static gboolean
track_has_side (const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (points, BcModelPoint, i);
      BcPrices prices;

      _bc_prices_read_book (&prices, point->bid, point->ask);
      if (_bc_prices_has_side (&prices))
        return TRUE;
    }

  return FALSE;
}

static void
set_empty (GError **error)
{
  g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                       _("The game has no win probabilities"));
}

static BcSeries *
take_aligned (const GArray      *points,
              const BcStrategy  *strategy,
              GError           **error)
{
  gboolean trades_only = !track_has_side (points);
  BcSeriesBuilder builder;

  if (points->len == 0)
    {
      set_empty (error);
      return NULL;
    }
  if (trades_only && strategy->assumed_spread == BC_PPM_NONE)
    {
      set_trades_only (error);
      return NULL;
    }

  _bc_series_builder_init (&builder, points->len);
  for (guint i = 0; i < points->len; i++)
    _bc_series_builder_add_aligned (&builder, &g_array_index (points, BcModelPoint, i),
                                    trades_only ? strategy->assumed_spread : BC_PPM_NONE);

  if (builder.series->n_points > 0)
    return _bc_series_builder_finish (&builder, strategy);

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
      BcPrices prices;

      _bc_prices_read_book (&prices, quote->bid, quote->ask);
      self->trades_only = !_bc_prices_has_side (&prices);
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
            BcPrices         *prices)
{
  gint32 last = self->mirrored ? mirror (quote->last) : quote->last;

  if (self->mirrored)
    _bc_prices_read_book (prices, mirror (quote->ask), mirror (quote->bid));
  else
    _bc_prices_read_book (prices, quote->bid, quote->ask);

  if (!_bc_prices_read_price (prices, last))
    return FALSE;

  if (self->trades_only && strategy->assumed_spread != BC_PPM_NONE)
    {
      _bc_prices_assume_spread (prices, strategy->assumed_spread);
      series->spread_assumed = TRUE;
    }

  return TRUE;
}

static void
add_quoted (BcSeriesBuilder    *builder,
            Cursor             *cursors,
            guint               n_cursors,
            const BcStrategy   *strategy,
            const BcModelPoint *point,
            gint64              time)
{
  gboolean quoted = FALSE;
  BcPrices prices;

  if (!_bc_ppm_is_unit (point->prob))
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
          _bc_series_builder_add (builder, time, point->prob, &prices);
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
    set_empty (error);
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

/* Step 3. */
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

static BcSeries *
join_quotes (const BcGameData    *data,
             const BcModelTrack  *track,
             const BcStrategy    *strategy,
             GError             **error)
{
  gint64 delay = bc_strategy_get_signal_delay (strategy, track->source);
  Cursor cursors[2];
  guint n_cursors = open_cursors (cursors, data);
  BcSeriesBuilder builder;

  if (n_cursors == 0)
    {
      g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                           _("The game has no market prices"));
      return NULL;
    }
  if (cursors[0].trades_only && strategy->assumed_spread == BC_PPM_NONE)
    {
      set_trades_only (error);
      return NULL;
    }

  _bc_series_builder_init (&builder, track->points->len);
  for (guint i = 0; i < track->points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (track->points, BcModelPoint, i);

      add_quoted (&builder, cursors, n_cursors, strategy, point, point->time + delay);
    }
  drop_trailing (builder.series);

  if (builder.series->n_points > 0)
    return _bc_series_builder_finish (&builder, strategy);

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
