/* bc-game-dump.h: the canonical dump of a game, and what is counted of its data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game.h"

G_BEGIN_DECLS

/**
 * BcTrackStats:
 * @n_points: points
 * @n_priced: of these, those with any price
 * @first_time: of the first point; 0 without points
 * @min: ppm, or %BC_PPM_NONE without points; likewise:
 * @max: ppm
 * @mean: ppm, half away from zero
 * @deviation: ppm, of the population
 */
typedef struct
{
  gint64 n_points;
  gint64 n_priced;
  gint64 first_time;
  gint32 min;
  gint32 max;
  gint32 mean;
  gint32 deviation;
} BcTrackStats;

void    _bc_track_stats_compute  (BcTrackStats   *self,
                                  const GArray   *points);
void    _bc_track_stats_mirror   (BcTrackStats   *self);
void    _bc_model_point_mirror   (BcModelPoint   *point);
gboolean _bc_quote_is_priced     (const BcQuote  *quote);

/* SHA-256 in hex of points, or quotes, as they are. */
char   *_bc_points_digest        (const GArray   *points);
char   *_bc_quotes_digest        (const GArray   *quotes);

/* One line a fact: NAME=VALUE with control characters escaped. */
void    _bc_dump_text            (GString        *dump,
                                  const char     *name,
                                  const char     *value);
void    _bc_dump_number          (GString        *dump,
                                  const char     *name,
                                  gint64          value);
char   *_bc_dump_digest          (const GString  *dump);

G_END_DECLS
