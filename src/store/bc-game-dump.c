/* bc-game-dump.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The canonical dump says everything about a game that can change a result, in
 * one way only. Points and quotes stand in it as their own SHA-256, so that a
 * game need not be read whole when one part of it changed.
 */

#include "config.h"

#include "bc-game-dump.h"

#include <math.h>

#define POINT_SIZE 31
#define QUOTE_SIZE 28

/* Little-endian, without padding. */
static guint8 *
pack (guint8 *out,
      gint64  value,
      guint   n_bytes)
{
  guint64 bits = GUINT64_TO_LE ((guint64) value);

  memcpy (out, &bits, n_bytes);

  return out + n_bytes;
}

static guint8 *
pack_point (guint8             *out,
            const BcModelPoint *point)
{
  out = pack (out, point->time, 8);
  out = pack (out, point->prob, 4);
  out = pack (out, point->price, 4);
  out = pack (out, point->bid, 4);
  out = pack (out, point->ask, 4);
  out = pack (out, point->home_score, 2);
  out = pack (out, point->away_score, 2);
  out = pack (out, point->clock, 2);

  return pack (out, point->period, 1);
}

static guint8 *
pack_quote (guint8        *out,
            const BcQuote *quote)
{
  out = pack (out, quote->time, 8);
  out = pack (out, quote->bid, 4);
  out = pack (out, quote->ask, 4);
  out = pack (out, quote->last, 4);

  return pack (out, quote->volume, 8);
}

char *
_bc_points_digest (const GArray *points)
{
  g_autofree guint8 *bytes = g_malloc ((gsize) points->len * POINT_SIZE + 8);
  guint8 *end = bytes;

  for (guint i = 0; i < points->len; i++)
    end = pack_point (end, &g_array_index (points, BcModelPoint, i));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, (gsize) (end - bytes));
}

char *
_bc_quotes_digest (const GArray *quotes)
{
  g_autofree guint8 *bytes = g_malloc ((gsize) quotes->len * QUOTE_SIZE + 8);
  guint8 *end = bytes;

  for (guint i = 0; i < quotes->len; i++)
    end = pack_quote (end, &g_array_index (quotes, BcQuote, i));

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, (gsize) (end - bytes));
}

static gboolean
is_priced (const BcModelPoint *point)
{
  return point->price != BC_PPM_NONE || point->bid != BC_PPM_NONE || point->ask != BC_PPM_NONE;
}

gboolean
_bc_quote_is_priced (const BcQuote *quote)
{
  return quote->bid != BC_PPM_NONE || quote->ask != BC_PPM_NONE || quote->last != BC_PPM_NONE;
}

/* Integer sums: the same whatever the order of the additions. */
void
_bc_track_stats_compute (BcTrackStats *self,
                         const GArray *points)
{
  gint64 n = points->len;
  gint64 sum = 0;
  __int128 squares = 0;
  __int128 spread;

  *self = (BcTrackStats) { n, 0, 0, BC_PPM_NONE, BC_PPM_NONE, BC_PPM_NONE, BC_PPM_NONE };
  if (n == 0)
    return;

  self->first_time = g_array_index (points, BcModelPoint, 0).time;
  self->min = G_MAXINT32;
  for (guint i = 0; i < points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (points, BcModelPoint, i);

      self->n_priced += is_priced (point);
      self->min = MIN (self->min, point->prob);
      self->max = MAX (self->max, point->prob);
      sum += point->prob;
      squares += (__int128) point->prob * point->prob;
    }

  spread = squares * n - (__int128) sum * sum;
  self->mean = (gint32) ((2 * sum + n) / (2 * n));
  self->deviation = (gint32) lround (sqrt ((double) spread) / (double) n);
}

static gint32
mirror_ppm (gint32 ppm)
{
  return ppm != BC_PPM_NONE ? BC_PPM_ONE - ppm : BC_PPM_NONE;
}

/* The same, seen from the other team. */
void
_bc_track_stats_mirror (BcTrackStats *self)
{
  gint32 min = self->min;

  self->min = mirror_ppm (self->max);
  self->max = mirror_ppm (min);
  self->mean = mirror_ppm (self->mean);
}

void
_bc_model_point_mirror (BcModelPoint *point)
{
  gint32 bid = point->bid;
  gint16 home_score = point->home_score;

  point->prob = mirror_ppm (point->prob);
  point->price = mirror_ppm (point->price);
  point->bid = mirror_ppm (point->ask);
  point->ask = mirror_ppm (bid);
  point->home_score = point->away_score;
  point->away_score = home_score;
}

void
_bc_dump_text (GString    *dump,
               const char *name,
               const char *value)
{
  g_autofree char *escaped = g_strescape (value != NULL ? value : "", NULL);

  g_string_append_printf (dump, "%s=%s\n", name, escaped);
}

void
_bc_dump_number (GString    *dump,
                 const char *name,
                 gint64      value)
{
  g_string_append_printf (dump, "%s=%" G_GINT64_FORMAT "\n", name, value);
}

char *
_bc_dump_digest (const GString *dump)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) dump->str, dump->len);
}
