/* bc-game-record.h: what one origin says about one game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game.h"

G_BEGIN_DECLS

/* Where an identity comes from, in the order in which it gives a game its id. */
typedef enum
{
  BC_ORIGIN_ESPN,
  BC_ORIGIN_CSV,
  BC_ORIGIN_KALSHI,
} BcOrigin;

/**
 * BcGameRecord:
 * @origin: who says it
 * @key: the game's id there: ESPN id, a CSV's game_id, Kalshi event ticker
 * @aliases: (nullable): further ids, such as NBA.com's
 * @league: `NBA`, `WNBA`, `demo`, or %NULL if unknown
 * @season: (nullable): as in #BcGame; derived from league and date if %NULL
 * @date: (nullable): `YYYY-MM-DD`, the arena's local date (ESPN, CSV) or US Eastern (Kalshi)
 * @start_time: Unix seconds, 0 if unknown
 * @home: (nullable): ESPN code
 * @away: (nullable): ESPN code
 * @home_score: or %BC_SCORE_NONE
 * @away_score: or %BC_SCORE_NONE
 * @final: whether the scores are the result
 * @tracks: (element-type BcModelTrack): each replaces the record's track of that source
 * @markets: (element-type BcMarket): quotes are merged by time; the newer import wins at equal times
 * @unmatched: (nullable): why its markets belong to no game; then it makes no game
 *   and is kept only with this reason (@key is the event ticker)
 *
 * The unit of an import: stored in one transaction or not at all. Records of
 * different origins with the same teams on the same date become one game, in
 * whatever order they arrive (contract.md, "Import, matching, counting").
 */
typedef struct
{
  BcOrigin   origin;
  char      *key;
  GStrv      aliases;
  char      *league;
  char      *season;
  char      *date;
  gint64     start_time;
  char      *home;
  char      *away;
  gint32     home_score;
  gint32     away_score;
  gboolean   final;
  GPtrArray *tracks;
  GPtrArray *markets;
  char      *unmatched;
} BcGameRecord;

BcGameRecord *bc_game_record_new  (BcOrigin      origin,
                                   const char   *key);
void          bc_game_record_free (BcGameRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGameRecord, bc_game_record_free)

/* What storing one record did. */
typedef struct
{
  gboolean changed;   /* whether anything differs from before */
  gboolean new_game;
  gint64   n_points;  /* model points and quotes that were not there before */
} BcPutOutcome;

G_END_DECLS
