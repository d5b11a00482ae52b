/* bc-series.h: the aligned columns of one game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "bc-game.h"
#include "bc-strategy.h"

G_BEGIN_DECLS

/**
 * BcSeries:
 * @n_points: length of each column
 * @time: Unix seconds at which a point can be acted on, non-decreasing
 * @model: win probability of the home team, ppm
 * @price: market price of "home wins", ppm
 * @bid: best bid, ppm, or %BC_PPM_NONE
 * @ask: best ask, ppm, or %BC_PPM_NONE
 * @start: Unix seconds of the game's first point, before anything was excluded
 * @end: Unix seconds of the game's last point, before anything was excluded
 * @n_unquoted: model points dropped because no quote was near enough
 * @n_invalid: points dropped because the probability or the price is invalid
 * @n_trailing: points dropped after the final whistle
 * @n_excluded: points cut by exclude_first and exclude_last
 * @n_crossed: points whose bid is above the ask; they are used
 * @spread_assumed: whether bid and ask are the last trade and an assumed spread
 *
 * Immutable once built; read by any number of threads without a lock.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  guint         n_points;
  const gint64 *time;
  const gint32 *model;
  const gint32 *price;
  const gint32 *bid;
  const gint32 *ask;
  gint64        start;
  gint64        end;
  guint         n_unquoted;
  guint         n_invalid;
  guint         n_trailing;
  guint         n_excluded;
  guint         n_crossed;
  gboolean      spread_assumed;
} BcSeries;

#define BC_TYPE_SERIES (bc_series_get_type ())
GType     bc_series_get_type (void);
BcSeries *bc_series_new      (const BcModelPoint *points,
                              guint               n_points);
BcSeries *bc_series_align    (const BcGameData   *data,
                              const char         *source,
                              const BcStrategy   *strategy,
                              GError            **error);
BcSeries *bc_series_ref      (BcSeries           *self);
void      bc_series_unref    (BcSeries           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcSeries, bc_series_unref)

G_END_DECLS
