/* bc-wire-probs.c: what the chart of a game is drawn from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

#define VOLUME_SCALE 6

/* The key of the default source's points, whatever its name: what the
 * predecessor's charts read. */
#define DEFAULT_TRACK "espn"

typedef struct
{
  guint n_home;
  guint n_away;
  guint n_unknown;
} MarketCounts;

/* The source that a run would use; where a run would have to name one, the
 * first, so that there is always something to see. */
static const BcModelTrack *
find_default_track (const BcGameData *data)
{
  const BcModelTrack *track = bc_game_data_find_track (data, NULL, NULL);

  if (track == NULL && data->tracks->len > 0)
    track = g_ptr_array_index (data->tracks, 0);

  return track;
}

static void
write_count (BcJsonWriter *writer,
             const char   *name,
             int           value,
             int           unknown)
{
  if (value != unknown)
    bc_json_writer_int (writer, name, value);
  else
    bc_json_writer_null (writer, name);
}

static void
write_points (BcJsonWriter       *writer,
              const char         *name,
              const BcModelTrack *track)
{
  bc_json_writer_begin_array (writer, name);

  for (guint i = 0; track != NULL && i < track->points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (track->points, BcModelPoint, i);

      bc_json_writer_begin_object (writer, NULL);
      bc_json_writer_int (writer, "time", point->time);
      bc_json_writer_ppm (writer, "home_prob", point->prob);
      bc_json_writer_ppm (writer, "away_prob",
                          point->prob != BC_PPM_NONE ? BC_PPM_ONE - point->prob : BC_PPM_NONE);
      _bc_wire_write_score (writer, "home_score", point->home_score);
      _bc_wire_write_score (writer, "away_score", point->away_score);
      write_count (writer, "period", point->period, 0);
      write_count (writer, "clock", point->clock, -1);
      bc_json_writer_end_object (writer);
    }

  bc_json_writer_end_array (writer);
}

/* The time of a quote is the end of its candle; how long the candle was is not
 * recorded. */
static void
write_quote (BcJsonWriter  *writer,
             const BcQuote *quote,
             gint32         price,
             gboolean       with_volume)
{
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_int (writer, "time", quote->time);
  _bc_wire_write_price_cents (writer, "price", price);
  _bc_wire_write_price_cents (writer, "bid", quote->bid);
  _bc_wire_write_price_cents (writer, "ask", quote->ask);
  _bc_wire_write_price_cents (writer, "price_close", quote->last);
  if (with_volume)
    bc_json_writer_decimal (writer, "volume", quote->volume, VOLUME_SCALE);
  else
    bc_json_writer_null (writer, "volume");
  bc_json_writer_int (writer, "period_ts", quote->time);
  bc_json_writer_null (writer, "period_interval_min");
  bc_json_writer_end_object (writer);
}

/* The last trade, else the middle of the book. */
static gint32
get_price (const BcQuote *quote)
{
  if (quote->last != BC_PPM_NONE)
    return quote->last;

  if (quote->bid == BC_PPM_NONE || quote->ask == BC_PPM_NONE)
    return BC_PPM_NONE;

  return (quote->bid + quote->ask + 1) / 2;
}

static const char *
get_side (const BcMarket *market)
{
  if (market->team == NULL || *market->team == '\0')
    return NULL;

  return market->is_home ? "home" : "away";
}

static void
write_market (BcJsonWriter   *writer,
              const BcMarket *market)
{
  bc_json_writer_begin_object (writer, market->ticker);
  _bc_wire_write_word (writer, "team", market->team);
  bc_json_writer_string (writer, "team_side", get_side (market));
  _bc_wire_write_word (writer, "event_ticker", market->event_ticker);

  bc_json_writer_begin_array (writer, "data");
  for (guint i = 0; i < market->quotes->len; i++)
    {
      const BcQuote *quote = &g_array_index (market->quotes, BcQuote, i);

      write_quote (writer, quote, get_price (quote), TRUE);
    }
  bc_json_writer_end_array (writer);
  bc_json_writer_end_object (writer);
}

/* The points of an aligned source carry the market's price themselves: they
 * stand here as one more market on "home wins", named after the source. */
static void
write_aligned_market (BcJsonWriter       *writer,
                      const BcGame       *game,
                      const BcModelTrack *track)
{
  bc_json_writer_begin_object (writer, track->source);
  _bc_wire_write_word (writer, "team", game->home);
  bc_json_writer_string (writer, "team_side", "home");
  bc_json_writer_null (writer, "event_ticker");
  bc_json_writer_string (writer, "source", track->source);

  bc_json_writer_begin_array (writer, "data");
  for (guint i = 0; i < track->points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (track->points, BcModelPoint, i);
      BcQuote quote = {
        .time = point->time,
        .bid = point->bid,
        .ask = point->ask,
        .last = BC_PPM_NONE,
      };

      write_quote (writer, &quote, point->price, FALSE);
    }
  bc_json_writer_end_array (writer);
  bc_json_writer_end_object (writer);
}

static void
write_markets (BcJsonWriter     *writer,
               const BcGameData *data,
               gboolean          include_kalshi)
{
  bc_json_writer_begin_object (writer, "kalshi");

  for (guint i = 0; include_kalshi && i < data->markets->len; i++)
    write_market (writer, g_ptr_array_index (data->markets, i));

  for (guint i = 0; include_kalshi && i < data->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (data->tracks, i);

      if (track->aligned)
        write_aligned_market (writer, data->game, track);
    }

  bc_json_writer_end_object (writer);
}

static void
write_other_tracks (BcJsonWriter       *writer,
                    const BcGameData   *data,
                    const BcModelTrack *shown)
{
  bc_json_writer_begin_object (writer, "other_sources");

  for (guint i = 0; i < data->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (data->tracks, i);

      if (track != shown)
        write_points (writer, track->source, track);
    }

  bc_json_writer_end_object (writer);
}

static void
write_found_market (BcJsonWriter   *writer,
                    const BcGame   *game,
                    const BcMarket *market)
{
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "ticker", market->ticker);
  _bc_wire_write_word (writer, "event_ticker", market->event_ticker);
  _bc_wire_write_word (writer, "kalshi_team_name", market->team);
  bc_json_writer_string (writer, "team_side", get_side (market));
  _bc_wire_write_word (writer, "espn_home_abbrev", game->home);
  _bc_wire_write_word (writer, "espn_away_abbrev", game->away);
  _bc_wire_write_team_name (writer, "espn_home_display", game, game->home);
  _bc_wire_write_team_name (writer, "espn_away_display", game, game->away);
  bc_json_writer_boolean (writer, "name_match_valid", get_side (market) != NULL);
  bc_json_writer_end_object (writer);
}

static void
count_market (MarketCounts   *counts,
              const BcMarket *market)
{
  if (get_side (market) == NULL)
    counts->n_unknown++;
  else if (market->is_home)
    counts->n_home++;
  else
    counts->n_away++;
}

static void
write_validation (BcJsonWriter     *writer,
                  const BcGameData *data)
{
  MarketCounts counts = { 0, };

  bc_json_writer_begin_object (writer, "kalshi_validation");
  bc_json_writer_string (writer, "game_id", data->game->id);

  bc_json_writer_begin_array (writer, "markets_found");
  for (guint i = 0; i < data->markets->len; i++)
    write_found_market (writer, data->game, g_ptr_array_index (data->markets, i));
  bc_json_writer_end_array (writer);

  bc_json_writer_begin_array (writer, "warnings");
  for (guint i = 0; i < data->markets->len; i++)
    {
      const BcMarket *market = g_ptr_array_index (data->markets, i);
      g_autofree char *warning = NULL;

      count_market (&counts, market);
      if (get_side (market) != NULL)
        continue;
      warning = g_strdup_printf ("The market %s names neither team of this game.", market->ticker);
      bc_json_writer_string (writer, NULL, warning);
    }
  bc_json_writer_end_array (writer);

  bc_json_writer_begin_object (writer, "summary");
  bc_json_writer_int (writer, "total_markets", data->markets->len);
  bc_json_writer_int (writer, "home_markets", counts.n_home);
  bc_json_writer_int (writer, "away_markets", counts.n_away);
  bc_json_writer_boolean (writer, "all_name_matches_valid", counts.n_unknown == 0);
  bc_json_writer_int (writer, "warnings_count", counts.n_unknown);
  bc_json_writer_end_object (writer);

  bc_json_writer_end_object (writer);
}

/**
 * bc_wire_write_probs:
 * @writer: where to
 * @name: (nullable): the member's name
 * @data: a game with its data
 * @include_kalshi: whether with market prices
 *
 * Writes the probabilities of a game, 0..1, with the score at each moment, and
 * its market prices in cents, each from the side of its own team.
 *
 * `espn` holds the points of the default source, which `source` names; those
 * of further sources stand in `other_sources`. A source that carries prices
 * itself is one more market in `kalshi`, under the source's name.
 */
void
bc_wire_write_probs (BcJsonWriter     *writer,
                     const char       *name,
                     const BcGameData *data,
                     gboolean          include_kalshi)
{
  const BcModelTrack *track = find_default_track (data);

  bc_json_writer_begin_object (writer, name);
  bc_json_writer_string (writer, "source", track != NULL ? track->source : NULL);
  write_points (writer, DEFAULT_TRACK, track);
  write_other_tracks (writer, data, track);
  write_markets (writer, data, include_kalshi);
  write_validation (writer, data);
  bc_json_writer_end_object (writer);
}
