/* bc-game.h: what is known about a game, and its raw data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "bc-decimal.h"

G_BEGIN_DECLS

#define BC_SCORE_NONE (-1)

/**
 * BcGame:
 * @id: the id shown: ESPN's, else the aligned CSV's, else the Kalshi event ticker
 * @aliases: every other id that resolves to this game, sorted
 * @league: `NBA`, `WNBA`, `demo`, or empty if unknown
 * @season: `2025-26`, `WNBA 2025`, `demo`
 * @date: the arena's local date, `YYYY-MM-DD`
 * @start_time: Unix seconds of the scheduled start, or of the first point; 0 if unknown
 * @home: ESPN code of the home team, or empty
 * @away: ESPN code of the away team, or empty
 * @home_score: final score, or %BC_SCORE_NONE
 * @away_score: final score, or %BC_SCORE_NONE
 * @final: whether the game has ended and the scores are its result
 * @sources: names of the probability sources, sorted
 * @n_points: model points over all sources
 * @n_quotes: quotes over both markets, plus priced points of aligned sources
 * @has_prices: whether any market price is known
 * @last_updated: Unix seconds of the newest change of its data; 0 if never
 * @data_version: SHA-256 in hex of the game's canonical dump
 * @min_probability: ppm, of the default source, or %BC_PPM_NONE without points; likewise:
 * @max_probability: ppm
 * @mean_probability: ppm
 * @standard_deviation: ppm, of the population
 *
 * One game as the store knows it. Immutable once it left the store; shared by
 * reference between threads.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char    *id;
  GStrv    aliases;
  char    *league;
  char    *season;
  char    *date;
  gint64   start_time;
  char    *home;
  char    *away;
  gint32   home_score;
  gint32   away_score;
  gboolean final;
  GStrv    sources;
  gint64   n_points;
  gint64   n_quotes;
  gboolean has_prices;
  gint64   last_updated;
  char    *data_version;
  gint32   min_probability;
  gint32   max_probability;
  gint32   mean_probability;
  gint32   standard_deviation;
} BcGame;

#define BC_TYPE_GAME (bc_game_get_type ())
GType   bc_game_get_type (void);
BcGame *bc_game_new      (void);
BcGame *bc_game_ref      (BcGame *self);
void    bc_game_unref    (BcGame *self);
gint    bc_game_compare  (const BcGame *a,
                          const BcGame *b);

/* Who won, as far as it can be settled: a tie or an unfinished game cannot. */
typedef enum
{
  BC_OUTCOME_UNKNOWN,
  BC_OUTCOME_HOME,
  BC_OUTCOME_AWAY,
} BcOutcome;

BcOutcome bc_game_get_outcome (const BcGame *self);

/**
 * BcModelPoint:
 * @time: Unix seconds; the wall clock of the play, or, of an aligned source, when it can be acted on
 * @prob: win probability of the home team, ppm
 * @price: market price of "home wins" where the source is aligned, ppm, else %BC_PPM_NONE; likewise:
 * @bid: ppm
 * @ask: ppm
 * @home_score: score at that moment, or %BC_SCORE_NONE
 * @away_score: score at that moment, or %BC_SCORE_NONE
 * @clock: seconds left in the period, or -1
 * @period: 1 to 4, 5 and more in overtime, 0 if unknown
 */
typedef struct
{
  gint64 time;
  gint32 prob;
  gint32 price;
  gint32 bid;
  gint32 ask;
  gint16 home_score;
  gint16 away_score;
  gint16 clock;
  gint8  period;
} BcModelPoint;

/**
 * BcQuote:
 * @time: Unix seconds at which the quote was known: the END of a candle's period
 * @bid: best bid, ppm, or %BC_PPM_NONE
 * @ask: best ask, ppm, or %BC_PPM_NONE
 * @last: last trade, ppm, or %BC_PPM_NONE
 * @volume: contracts in the period, in millionths of one
 */
typedef struct
{
  gint64 time;
  gint32 bid;
  gint32 ask;
  gint32 last;
  gint64 volume;
} BcQuote;

/**
 * BcModelTrack:
 * @source: `espn`, `csv`, `demo`, …
 * @aligned: whether the points carry prices already (an aligned CSV)
 * @points: (element-type BcModelPoint): in time order, equal times in the order given
 */
typedef struct
{
  char    *source;
  gboolean aligned;
  GArray  *points;
} BcModelTrack;

/**
 * BcMarket:
 * @ticker: Kalshi's market ticker
 * @event_ticker: Kalshi's event ticker
 * @team: ESPN code of the team whose win is YES, or empty
 * @is_home: whether YES is "home wins"; meaningless while @team is empty
 * @result: `yes`, `no`, or empty
 * @last_price: ppm, or %BC_PPM_NONE
 * @quotes: (element-type BcQuote): in time order, one per time
 */
typedef struct
{
  char    *ticker;
  char    *event_ticker;
  char    *team;
  gboolean is_home;
  char    *result;
  gint32   last_price;
  GArray  *quotes;
} BcMarket;

BcModelTrack *bc_model_track_new  (const char   *source,
                                   gboolean      aligned);
void          bc_model_track_free (BcModelTrack *self);
BcMarket     *bc_market_new       (const char   *ticker);
void          bc_market_free      (BcMarket     *self);

/**
 * BcGameData:
 * @game: whose data
 * @tracks: (element-type BcModelTrack): one per source, sorted by name
 * @markets: (element-type BcMarket): sorted by ticker
 *
 * The raw data of one game: immutable once built, shared by reference.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  BcGame    *game;
  GPtrArray *tracks;
  GPtrArray *markets;
} BcGameData;

#define BC_TYPE_GAME_DATA (bc_game_data_get_type ())
GType               bc_game_data_get_type   (void);
BcGameData         *bc_game_data_new        (BcGame           *game);
BcGameData         *bc_game_data_ref        (BcGameData       *self);
void                bc_game_data_unref      (BcGameData       *self);
const BcModelTrack *bc_game_data_find_track (const BcGameData *self,
                                             const char       *source,
                                             GError          **error);
gsize               bc_game_data_get_size   (const BcGameData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGame, bc_game_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGameData, bc_game_data_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcModelTrack, bc_model_track_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcMarket, bc_market_free)

G_END_DECLS
