/* bc-sqlite-private.h: what BcSqliteStore's parts do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of it runs in the store's threads, and blocks.
 */

#pragma once

#include "bc-game-dump.h"
#include "bc-sqlite-lanes.h"
#include "bc-store.h"

G_BEGIN_DECLS

gboolean _bc_sqlite_migrate          (BcSqlite           *db,
                                      GError            **error);

/* Calls and their arguments: see bc-sqlite-store.c. */
typedef struct
{
  char        *id;
  gboolean     flag;
  guint        limit;
  GStrv        ids;
  BcJobRecord *job;
  BcJobResult  result;
} BcSqliteArgs;

typedef struct
{
  BcGameQuery query;
  char       *season;
  char       *team;
  char       *date_from;
  char       *date_to;
  char       *search;
} BcSqliteListArgs;

gpointer _bc_sqlite_list_games       (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_list_seasons     (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_list_teams       (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_list_unmatched   (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_load_games       (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_put_records      (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_remove_season    (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_list_jobs        (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_save_job         (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_load_result      (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_remove_job       (BcSqliteContext    *context,
                                      GError            **error);
gpointer _bc_sqlite_check            (BcSqliteContext    *context,
                                      GError            **error);

/* Rows of "game": BC_SQLITE_GAME_COLUMNS of a SELECT, from its first column on. */
#define BC_SQLITE_GAME_COLUMNS \
  "game_id, aliases, league, season, date, start_time, home, away, home_score, away_score, final, sources, " \
  "n_points, n_quotes, has_prices, last_updated, data_version, " \
  "min_probability, max_probability, mean_probability, standard_deviation"
#define BC_SQLITE_N_GAME_COLUMNS 21

BcGame  *_bc_sqlite_read_game        (sqlite3_stmt       *statement,
                                      int                 column);

/* Adds the points of a track, or the quotes of a market, as they stand. */
gboolean _bc_sqlite_read_points      (BcSqlite           *db,
                                      gint64              track,
                                      GArray             *points,
                                      GError            **error);
gboolean _bc_sqlite_read_quotes      (BcSqlite           *db,
                                      gint64              market,
                                      GArray             *quotes,
                                      GError            **error);

/* Stores the data of a record; adds to the outcome what is new. */
gboolean _bc_sqlite_put_track        (BcSqlite           *db,
                                      gint64              record,
                                      const BcModelTrack *track,
                                      BcPutOutcome       *outcome,
                                      GError            **error);
gboolean _bc_sqlite_put_market       (BcSqlite           *db,
                                      gint64              record,
                                      const BcMarket     *market,
                                      BcPutOutcome       *outcome,
                                      GError            **error);

/* Works out which records are one game, for @record and all that it can touch:
 * @touched (element-type gint64) are the records that it touched before. */
GArray  *_bc_sqlite_find_related     (BcSqlite           *db,
                                      gint64              record,
                                      GError            **error);
gboolean _bc_sqlite_group            (BcSqlite           *db,
                                      gint64              record,
                                      GArray             *touched,
                                      gboolean           *new_game,
                                      GError            **error);

/* One track of a game, under the name that the game has for it. */
typedef struct
{
  gint64        row;
  char         *name;
  gboolean      aligned;
  gboolean      is_mirrored;  /* its record has the teams the other way round */
  BcTrackStats  stats;        /* as the game sees it */
  char         *digest;
} BcSqlitePart;

/* (element-type BcSqlitePart), sorted by name. */
GArray  *_bc_sqlite_list_tracks      (BcSqlite           *db,
                                      gint64              game,
                                      const BcGame       *facts,
                                      GError            **error);

/* Adds the game's markets without their quotes, sorted by ticker, and their
 * rows, digests and counts to what is not NULL. */
typedef struct
{
  gint64  row;
  gint64  n_quotes;
  gint64  n_priced;
  char   *digest;
} BcSqliteMarketRow;

GArray  *_bc_sqlite_list_markets     (BcSqlite           *db,
                                      gint64              game,
                                      const BcGame       *facts,
                                      GPtrArray          *markets,
                                      GError            **error);

/* What a game's row must say, from its records; NULL with an error. */
BcGame  *_bc_sqlite_derive_game      (BcSqlite           *db,
                                      gint64              game,
                                      GError            **error);

/* Writes a game's row anew. */
gboolean _bc_sqlite_refresh_game     (BcSqlite           *db,
                                      gint64              game,
                                      GError            **error);

G_END_DECLS
