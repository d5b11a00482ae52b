/* bc-store.h: where games, quotes, jobs and results live
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "bc-game-record.h"
#include "bc-job-record.h"
#include "bc-store-error.h"

G_BEGIN_DECLS

typedef enum
{
  BC_GAME_SORT_DATE,
  BC_GAME_SORT_STD_DEV,
  BC_GAME_SORT_RANGE,
  BC_GAME_SORT_SCORE,
} BcGameSort;

/**
 * BcGameQuery:
 * @season: (nullable): %NULL for the season of the newest game, or with @with_prices
 *   of the newest that has them; `*` for all
 * @with_prices: only games with market prices
 * @team: (nullable): ESPN code, home or away
 * @date_from: (nullable): `YYYY-MM-DD`, included
 * @date_to: (nullable): `YYYY-MM-DD`, included
 * @search: (nullable): part of an id, alias, team code or date
 * @sort: by what; games without a value come last
 * @ascending: the direction; ties by date, start, id in the same direction
 * @limit: 0 for all
 * @offset: games to skip
 */
typedef struct
{
  const char *season;
  gboolean    with_prices;
  const char *team;
  const char *date_from;
  const char *date_to;
  const char *search;
  BcGameSort  sort;
  gboolean    ascending;
  guint       limit;
  guint       offset;
} BcGameQuery;

/* games: (element-type BcGame); season: the one that was listed; total: without limit and offset. */
typedef struct
{
  GPtrArray *games;
  char      *season;
  guint      total;
} BcGamePage;

void bc_game_page_free (BcGamePage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGamePage, bc_game_page_free)

/* What an import could not join to a game, and why. */
typedef struct
{
  char *key;
  char *reason;
  gint64 n_quotes;
} BcUnmatched;

void bc_unmatched_free (BcUnmatched *self);

#define BC_TYPE_STORE (bc_store_get_type ())
G_DECLARE_INTERFACE (BcStore, bc_store, BC, STORE, GObject)

/**
 * BcStoreInterface:
 *
 * Every call is made in, and answers in, the thread-default main context of
 * the caller; none of them waits. Calls are carried out in the order in which
 * they were made. A cancelled write either happened whole or not at all.
 * Implementations do only what a database must do; everything that can be
 * said once for all of them stands in bc-store.c.
 */
struct _BcStoreInterface
{
  GTypeInterface g_iface;

  void (*claim_async)        (BcStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*list_games_async)   (BcStore *self, const BcGameQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*list_seasons_async) (BcStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*list_teams_async)   (BcStore *self, const char *season, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*list_unmatched_async) (BcStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*load_games_async)   (BcStore *self, const char * const *ids, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*put_records_async)  (BcStore *self, GPtrArray *records, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*remove_season_async)(BcStore *self, const char *season, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*list_jobs_async)    (BcStore *self, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*save_job_async)     (BcStore *self, const BcJobRecord *record, const BcJobResult *result, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*load_result_async)  (BcStore *self, const char *job_id, gboolean summary, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*remove_job_async)   (BcStore *self, const char *job_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*check_async)        (BcStore *self, gboolean digest, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*close_async)        (BcStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
};

/* Opens by scheme: `sqlite:PATH`, `sqlite::memory:`; NULL for the default
 * store in the user's data directory. */
void        bc_store_open_async          (const char           *url,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
BcStore    *bc_store_open_finish         (GAsyncResult         *result,
                                          GError              **error);

/* Becomes the process that writes and runs jobs: HELD if another is. The claim
 * ends with the process or with close. Returns the owner's token. */
void        bc_store_claim_async         (BcStore              *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char       *bc_store_claim_finish        (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        bc_store_list_games_async    (BcStore              *self,
                                          const BcGameQuery    *query,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
BcGamePage *bc_store_list_games_finish   (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Seasons that have games, the newest game's first. */
void        bc_store_list_seasons_async  (BcStore              *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GStrv       bc_store_list_seasons_finish (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Team codes that play in a season (NULL: in any), sorted. */
void        bc_store_list_teams_async    (BcStore              *self,
                                          const char           *season,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GStrv       bc_store_list_teams_finish   (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* (element-type BcUnmatched), by key. */
void        bc_store_list_unmatched_async  (BcStore              *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray  *bc_store_list_unmatched_finish (BcStore              *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/* (element-type BcGameData) in the order of @ids, any of whose aliases do;
 * NOT_FOUND naming the first id that is no game. */
void        bc_store_load_games_async    (BcStore              *self,
                                          const char * const   *ids,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray  *bc_store_load_games_finish   (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* @records (element-type BcGameRecord) are kept alive and must not change
 * until the answer; the answer has one BcPutOutcome each. */
void        bc_store_put_records_async   (BcStore              *self,
                                          GPtrArray            *records,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GArray     *bc_store_put_records_finish  (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        bc_store_remove_season_async  (BcStore              *self,
                                           const char           *season,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean    bc_store_remove_season_finish (BcStore              *self,
                                           GAsyncResult         *result,
                                           GError              **error);

/* (element-type BcJobRecord), the newest first. */
void        bc_store_list_jobs_async     (BcStore              *self,
                                          guint                 limit,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray  *bc_store_list_jobs_finish    (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Inserts or updates; job and @result (nullable) in one transaction. */
void        bc_store_save_job_async      (BcStore              *self,
                                          const BcJobRecord    *record,
                                          const BcJobResult    *result,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    bc_store_save_job_finish     (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        bc_store_load_result_async   (BcStore              *self,
                                          const char           *job_id,
                                          gboolean              summary,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GBytes     *bc_store_load_result_finish  (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        bc_store_remove_job_async    (BcStore              *self,
                                          const char           *job_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    bc_store_remove_job_finish   (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Reads everything and checks it; with @digest the answer is the SHA-256 in
 * hex of all data by natural keys (without jobs and times of import). */
void        bc_store_check_async         (BcStore              *self,
                                          gboolean              digest,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
char       *bc_store_check_finish        (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

void        bc_store_close_async         (BcStore              *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean    bc_store_close_finish        (BcStore              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
