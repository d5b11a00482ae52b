/* bc-sqlite-load.c: reads games with their data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include <glib/gi18n.h>

static GStrv
split_lines (const char *text)
{
  return text != NULL && *text != '\0' ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1);
}

BcGame *
_bc_sqlite_read_game (sqlite3_stmt *statement,
                      int           column)
{
  BcGame *game = bc_game_new ();

  game->id = _bc_sqlite_dup_text (statement, column);
  game->aliases = split_lines (_bc_sqlite_get_text (statement, column + 1));
  game->league = _bc_sqlite_dup_text (statement, column + 2);
  game->season = _bc_sqlite_dup_text (statement, column + 3);
  game->date = _bc_sqlite_dup_text (statement, column + 4);
  game->start_time = sqlite3_column_int64 (statement, column + 5);
  game->home = _bc_sqlite_dup_text (statement, column + 6);
  game->away = _bc_sqlite_dup_text (statement, column + 7);
  game->home_score = _bc_sqlite_get_count (statement, column + 8);
  game->away_score = _bc_sqlite_get_count (statement, column + 9);
  game->final = sqlite3_column_int (statement, column + 10);
  game->sources = split_lines (_bc_sqlite_get_text (statement, column + 11));
  game->n_points = sqlite3_column_int64 (statement, column + 12);
  game->n_quotes = sqlite3_column_int64 (statement, column + 13);
  game->has_prices = sqlite3_column_int (statement, column + 14);
  game->last_updated = sqlite3_column_int64 (statement, column + 15);
  game->data_version = _bc_sqlite_dup_text (statement, column + 16);
  game->min_probability = _bc_sqlite_get_ppm (statement, column + 17);
  game->max_probability = _bc_sqlite_get_ppm (statement, column + 18);
  game->mean_probability = _bc_sqlite_get_ppm (statement, column + 19);
  game->standard_deviation = _bc_sqlite_get_ppm (statement, column + 20);

  return game;
}

gboolean
_bc_sqlite_read_points (BcSqlite  *db,
                        gint64     track,
                        GArray    *points,
                        GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT time, prob, price, bid, ask, home_score, away_score, clock, period "
    "FROM model_point WHERE track = ? ORDER BY seq", error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, track);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      BcModelPoint point = { .time = sqlite3_column_int64 (statement, 0) };

      point.prob = sqlite3_column_int (statement, 1);
      point.price = _bc_sqlite_get_ppm (statement, 2);
      point.bid = _bc_sqlite_get_ppm (statement, 3);
      point.ask = _bc_sqlite_get_ppm (statement, 4);
      point.home_score = (gint16) _bc_sqlite_get_count (statement, 5);
      point.away_score = (gint16) _bc_sqlite_get_count (statement, 6);
      point.clock = (gint16) _bc_sqlite_get_count (statement, 7);
      point.period = (gint8) sqlite3_column_int (statement, 8);
      g_array_append_val (points, point);
    }

  return code == 0;
}

gboolean
_bc_sqlite_read_quotes (BcSqlite  *db,
                        gint64     market,
                        GArray    *quotes,
                        GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT time, bid, ask, last, volume FROM quote WHERE market = ? ORDER BY time", error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, market);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      BcQuote quote = { .time = sqlite3_column_int64 (statement, 0) };

      quote.bid = _bc_sqlite_get_ppm (statement, 1);
      quote.ask = _bc_sqlite_get_ppm (statement, 2);
      quote.last = _bc_sqlite_get_ppm (statement, 3);
      quote.volume = sqlite3_column_int64 (statement, 4);
      g_array_append_val (quotes, quote);
    }

  return code == 0;
}

/* Several origins can know the same name: the game of the first of them. */
static gboolean
find_game (BcSqlite    *db,
           const char  *id,
           gint64      *row,
           BcGame     **game,
           GError     **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT id, " BC_SQLITE_GAME_COLUMNS " FROM game WHERE id = COALESCE ("
    "(SELECT id FROM game WHERE game_id = ?1), "
    "(SELECT game FROM name JOIN record ON record.id = name.record "
    "WHERE name = ?1 AND game IS NOT NULL ORDER BY origin, key LIMIT 1))", error);
  int code;

  if (statement == NULL)
    return FALSE;

  _bc_sqlite_bind_text (statement, 1, id);
  code = _bc_sqlite_step (db, statement, error);
  if (code == 0)
    g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_NOT_FOUND, _("There is no game “%.200s”"), id);
  if (code <= 0)
    return FALSE;

  *row = sqlite3_column_int64 (statement, 0);
  *game = _bc_sqlite_read_game (statement, 1);
  sqlite3_reset (statement);

  return TRUE;
}

static void
mirror_points (GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    _bc_model_point_mirror (&g_array_index (points, BcModelPoint, i));
}

static gboolean
read_tracks (BcSqlite      *db,
             GPtrArray     *tracks,
             const GArray  *parts,
             GError       **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const BcSqlitePart *part = &g_array_index (parts, BcSqlitePart, i);
      BcModelTrack *track = bc_model_track_new (part->name, part->aligned);

      g_ptr_array_add (tracks, track);
      g_array_unref (track->points);
      track->points = g_array_sized_new (FALSE, FALSE, sizeof (BcModelPoint), (guint) part->stats.n_points);
      if (!_bc_sqlite_read_points (db, part->row, track->points, error))
        return FALSE;
      if (part->is_mirrored)
        mirror_points (track->points);
    }

  return TRUE;
}

static gboolean
read_markets (BcSqlite      *db,
              GPtrArray     *markets,
              const GArray  *rows,
              GError       **error)
{
  for (guint i = 0; i < markets->len; i++)
    {
      BcMarket *market = g_ptr_array_index (markets, i);
      const BcSqliteMarketRow *row = &g_array_index (rows, BcSqliteMarketRow, i);

      g_array_unref (market->quotes);
      market->quotes = g_array_sized_new (FALSE, FALSE, sizeof (BcQuote), (guint) row->n_quotes);
      if (!_bc_sqlite_read_quotes (db, row->row, market->quotes, error))
        return FALSE;
    }

  return TRUE;
}

static BcGameData *
load_game (BcSqlite    *db,
           const char  *id,
           GError     **error)
{
  g_autoptr(BcGame) game = NULL;
  g_autoptr(BcGameData) data = NULL;
  g_autoptr(GArray) parts = NULL;
  g_autoptr(GArray) rows = NULL;
  gint64 row;

  if (!find_game (db, id, &row, &game, error))
    return NULL;

  data = bc_game_data_new (game);
  parts = _bc_sqlite_list_tracks (db, row, game, error);
  if (parts == NULL || !read_tracks (db, data->tracks, parts, error))
    return NULL;

  rows = _bc_sqlite_list_markets (db, row, game, data->markets, error);
  if (rows == NULL || !read_markets (db, data->markets, rows, error))
    return NULL;

  return g_steal_pointer (&data);
}

gpointer
_bc_sqlite_load_games (BcSqliteContext  *context,
                       GError          **error)
{
  const BcSqliteArgs *args = context->args;
  g_autoptr(GPtrArray) games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_data_unref);

  for (guint i = 0; args->ids[i] != NULL; i++)
    {
      BcGameData *data;

      if (_bc_sqlite_check_cancelled (context->db, error))
        return NULL;

      data = load_game (context->db, args->ids[i], error);
      if (data == NULL)
        return NULL;

      g_ptr_array_add (games, data);
    }

  return g_steal_pointer (&games);
}
