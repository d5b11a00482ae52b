/* bc-sqlite-list.c: lists games, seasons, teams
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

/* Every way to ask is one statement: a condition whose value is NULL holds. */
#define CONDITIONS \
  "(?1 IS NULL OR season = ?1) " \
  "AND (?2 = 0 OR has_prices) " \
  "AND (?3 IS NULL OR home = ?3 OR away = ?3) " \
  "AND (?4 IS NULL OR date >= ?4) " \
  "AND (?5 IS NULL OR date <= ?5) " \
  "AND (?6 IS NULL OR game_id LIKE ?6 ESCAPE '\\' OR aliases LIKE ?6 ESCAPE '\\' OR home LIKE ?6 ESCAPE '\\' " \
  "OR away LIKE ?6 ESCAPE '\\' OR date LIKE ?6 ESCAPE '\\')"

#define SELECT_BY(value, direction) \
  "SELECT " BC_SQLITE_GAME_COLUMNS " FROM game WHERE " CONDITIONS \
  " ORDER BY " value " IS NULL, " value " " direction ", " \
  "date " direction ", start_time " direction ", game_id " direction " LIMIT ?7 OFFSET ?8"

#define SELECT_BY_DATE(direction) \
  "SELECT " BC_SQLITE_GAME_COLUMNS " FROM game WHERE " CONDITIONS \
  " ORDER BY date " direction ", start_time " direction ", game_id " direction " LIMIT ?7 OFFSET ?8"

static const char * const selects[][2] = {
  [BC_GAME_SORT_DATE] = { SELECT_BY_DATE ("DESC"), SELECT_BY_DATE ("ASC") },
  [BC_GAME_SORT_STD_DEV] = { SELECT_BY ("standard_deviation", "DESC"), SELECT_BY ("standard_deviation", "ASC") },
  [BC_GAME_SORT_RANGE] = { SELECT_BY ("(max_probability - min_probability)", "DESC"),
                           SELECT_BY ("(max_probability - min_probability)", "ASC") },
  [BC_GAME_SORT_SCORE] = { SELECT_BY ("(home_score + away_score)", "DESC"), SELECT_BY ("(home_score + away_score)", "ASC") },
};

static const char count_sql[] = "SELECT COUNT(*) FROM game WHERE " CONDITIONS;

/* What LIKE takes for a part of a text, with its own characters made plain. */
static char *
make_pattern (const char *search)
{
  g_autoptr(GString) pattern = g_string_new ("%");

  for (const char *p = search; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');

  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

static sqlite3_stmt *
prepare (BcSqlite           *db,
         const char         *sql,
         const BcGameQuery  *query,
         const char         *season,
         GError            **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);
  g_autofree char *pattern = NULL;

  if (statement == NULL)
    return NULL;

  if (query->search != NULL && *query->search != '\0')
    pattern = make_pattern (query->search);

  _bc_sqlite_bind_text (statement, 1, g_strcmp0 (season, "*") != 0 ? season : NULL);
  sqlite3_bind_int (statement, 2, query->with_prices);
  _bc_sqlite_bind_text (statement, 3, query->team);
  _bc_sqlite_bind_text (statement, 4, query->date_from);
  _bc_sqlite_bind_text (statement, 5, query->date_to);
  _bc_sqlite_bind_text (statement, 6, pattern);

  return statement;
}

/* The season of the newest game that has what is asked for; *season stays NULL
 * while there is none. A season that has been scheduled, and no more, would hide
 * the one that was played behind an empty list. */
static gboolean
find_newest_season (BcSqlite  *db,
                    gboolean   with_prices,
                    char     **season,
                    GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT season FROM game WHERE ?1 = 0 OR has_prices ORDER BY date DESC, start_time DESC, game_id DESC LIMIT 1", error);
  int code = -1;

  if (statement != NULL)
    {
      sqlite3_bind_int (statement, 1, with_prices);
      code = _bc_sqlite_step (db, statement, error);
    }

  if (code > 0)
    {
      *season = _bc_sqlite_dup_text (statement, 0);
      sqlite3_reset (statement);
    }

  return code >= 0;
}

static gboolean
count_games (BcSqlite           *db,
             const BcGameQuery  *query,
             BcGamePage         *page,
             GError            **error)
{
  sqlite3_stmt *statement = prepare (db, count_sql, query, page->season, error);

  if (statement == NULL || _bc_sqlite_step (db, statement, error) < 0)
    return FALSE;

  page->total = (guint) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
read_page (BcSqlite           *db,
           const BcGameQuery  *query,
           BcGamePage         *page,
           GError            **error)
{
  sqlite3_stmt *statement = prepare (db, selects[query->sort][query->ascending ? 1 : 0], query, page->season, error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 7, query->limit > 0 ? (gint64) query->limit : -1);
  sqlite3_bind_int64 (statement, 8, query->offset);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    g_ptr_array_add (page->games, _bc_sqlite_read_game (statement, 0));

  return code == 0;
}

gpointer
_bc_sqlite_list_games (BcSqliteContext  *context,
                       GError          **error)
{
  const BcGameQuery *query = &((const BcSqliteListArgs *) context->args)->query;
  g_autoptr(BcGamePage) page = g_new0 (BcGamePage, 1);

  page->games = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_unref);
  page->season = g_strdup (query->season);

  if (page->season == NULL && !find_newest_season (context->db, query->with_prices, &page->season, error))
    return NULL;

  if (page->season != NULL &&
      (!count_games (context->db, query, page, error) || !read_page (context->db, query, page, error)))
    return NULL;

  return g_steal_pointer (&page);
}

static GStrv
read_texts (BcSqlite      *db,
            sqlite3_stmt  *statement,
            GError       **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  int code;

  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    g_strv_builder_add (builder, _bc_sqlite_get_text (statement, 0));

  return code == 0 ? g_strv_builder_end (builder) : NULL;
}

gpointer
_bc_sqlite_list_seasons (BcSqliteContext  *context,
                         GError          **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (context->db,
    "SELECT season FROM game GROUP BY season ORDER BY MAX(date) DESC, MAX(start_time) DESC, season DESC", error);

  return statement != NULL ? read_texts (context->db, statement, error) : NULL;
}

gpointer
_bc_sqlite_list_teams (BcSqliteContext  *context,
                       GError          **error)
{
  const BcSqliteArgs *args = context->args;
  sqlite3_stmt *statement = _bc_sqlite_prepare (context->db,
    "SELECT home FROM game WHERE home <> '' AND (?1 IS NULL OR season = ?1) UNION "
    "SELECT away FROM game WHERE away <> '' AND (?1 IS NULL OR season = ?1) ORDER BY 1", error);

  if (statement == NULL)
    return NULL;

  _bc_sqlite_bind_text (statement, 1, args->id);

  return read_texts (context->db, statement, error);
}

gpointer
_bc_sqlite_list_unmatched (BcSqliteContext  *context,
                           GError          **error)
{
  BcSqlite *db = context->db;
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT key, unmatched, (SELECT COALESCE (SUM(n_quotes), 0) FROM market WHERE market.record = record.id) "
    "FROM record WHERE unmatched IS NOT NULL ORDER BY key, origin", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_unmatched_free);
  int code;

  if (statement == NULL)
    return NULL;

  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      BcUnmatched *unmatched = g_new0 (BcUnmatched, 1);

      unmatched->key = _bc_sqlite_dup_text (statement, 0);
      unmatched->reason = _bc_sqlite_dup_text (statement, 1);
      unmatched->n_quotes = sqlite3_column_int64 (statement, 2);
      g_ptr_array_add (list, unmatched);
    }

  return code == 0 ? g_steal_pointer (&list) : NULL;
}
