/* bc-sqlite-game.c: what the records of a game say together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include "bc-team.h"

static void
part_clear (gpointer data)
{
  BcSqlitePart *part = data;

  g_free (part->name);
  g_free (part->digest);
}

static gint
part_compare (gconstpointer a,
              gconstpointer b)
{
  return strcmp (((const BcSqlitePart *) a)->name, ((const BcSqlitePart *) b)->name);
}

static gboolean
is_mirrored (const BcGame *facts,
             const char   *home,
             const char   *away)
{
  return *facts->home != '\0' && *facts->away != '\0' &&
         g_strcmp0 (home, facts->away) == 0 && g_strcmp0 (away, facts->home) == 0;
}

static void
read_part (BcSqlitePart *part,
           sqlite3_stmt *statement,
           const BcGame *facts,
           gboolean      is_repeated)
{
  part->row = sqlite3_column_int64 (statement, 0);
  part->aligned = sqlite3_column_int (statement, 2);
  part->stats.n_points = sqlite3_column_int64 (statement, 3);
  part->stats.n_priced = sqlite3_column_int64 (statement, 4);
  part->stats.first_time = sqlite3_column_int64 (statement, 5);
  part->stats.min = _bc_sqlite_get_ppm (statement, 6);
  part->stats.max = _bc_sqlite_get_ppm (statement, 7);
  part->stats.mean = _bc_sqlite_get_ppm (statement, 8);
  part->stats.deviation = _bc_sqlite_get_ppm (statement, 9);
  part->digest = _bc_sqlite_dup_text (statement, 10);
  part->is_mirrored = is_mirrored (facts, _bc_sqlite_get_text (statement, 12), _bc_sqlite_get_text (statement, 13));
  if (part->is_mirrored)
    _bc_track_stats_mirror (&part->stats);

  /* Two records can bring the same source: the second is named by its record too. */
  part->name = is_repeated ? g_strdup_printf ("%s:%s", _bc_sqlite_get_text (statement, 1), _bc_sqlite_get_text (statement, 11))
                           : _bc_sqlite_dup_text (statement, 1);
}

GArray *
_bc_sqlite_list_tracks (BcSqlite      *db,
                        gint64         game,
                        const BcGame  *facts,
                        GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT track.id, source, aligned, n_points, n_priced, first_time, min, max, mean, deviation, digest, key, home, away "
    "FROM record JOIN track ON track.record = record.id WHERE game = ? ORDER BY source, origin, key", error);
  g_autoptr(GArray) parts = g_array_new (FALSE, TRUE, sizeof (BcSqlitePart));
  g_autofree char *source = NULL;
  int code;

  if (statement == NULL)
    return NULL;

  g_array_set_clear_func (parts, part_clear);
  sqlite3_bind_int64 (statement, 1, game);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      gboolean is_repeated = g_strcmp0 (source, _bc_sqlite_get_text (statement, 1)) == 0;

      g_array_set_size (parts, parts->len + 1);
      read_part (&g_array_index (parts, BcSqlitePart, parts->len - 1), statement, facts, is_repeated);
      g_free (source);
      source = _bc_sqlite_dup_text (statement, 1);
    }

  g_array_sort (parts, part_compare);

  return code == 0 ? g_steal_pointer (&parts) : NULL;
}

static void
market_row_clear (gpointer data)
{
  g_free (((BcSqliteMarketRow *) data)->digest);
}

static BcMarket *
read_market (sqlite3_stmt *statement,
             const BcGame *facts)
{
  BcMarket *market = bc_market_new (_bc_sqlite_get_text (statement, 1));

  market->event_ticker = _bc_sqlite_dup_text (statement, 2);
  market->team = _bc_sqlite_dup_text (statement, 3);
  market->is_home = sqlite3_column_int (statement, 4);
  market->result = _bc_sqlite_dup_text (statement, 5);
  market->last_price = _bc_sqlite_get_ppm (statement, 6);

  /* The game's teams, which another origin may have given. */
  if (*market->team != '\0' && *facts->home != '\0')
    market->is_home = strcmp (market->team, facts->home) == 0;

  return market;
}

GArray *
_bc_sqlite_list_markets (BcSqlite      *db,
                         gint64         game,
                         const BcGame  *facts,
                         GPtrArray     *markets,
                         GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT market.id, ticker, event_ticker, team, is_home, result, last_price, n_quotes, n_priced, digest "
    "FROM record JOIN market ON market.record = record.id WHERE game = ? ORDER BY ticker, origin, key", error);
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, sizeof (BcSqliteMarketRow));
  int code;

  if (statement == NULL)
    return NULL;

  g_array_set_clear_func (rows, market_row_clear);
  sqlite3_bind_int64 (statement, 1, game);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      BcSqliteMarketRow row = { .row = sqlite3_column_int64 (statement, 0) };

      row.n_quotes = sqlite3_column_int64 (statement, 7);
      row.n_priced = sqlite3_column_int64 (statement, 8);
      row.digest = _bc_sqlite_dup_text (statement, 9);
      g_array_append_val (rows, row);
      g_ptr_array_add (markets, read_market (statement, facts));
    }

  return code == 0 ? g_steal_pointer (&rows) : NULL;
}

static void
take_text (char       **known,
           const char  *text)
{
  if (*known == NULL && text != NULL && *text != '\0')
    *known = g_strdup (text);
}

/* The season by what one record says alone. */
static void
take_season (BcGame       *game,
             sqlite3_stmt *statement)
{
  const char *league = _bc_sqlite_get_text (statement, 1);
  const char *season = _bc_sqlite_get_text (statement, 2);
  const char *date = _bc_sqlite_get_text (statement, 3);

  take_text (&game->season, season);
  if (game->season == NULL && league != NULL && date != NULL)
    game->season = bc_season_of (league, date);
}

static void
take_teams (BcGame       *game,
            sqlite3_stmt *statement)
{
  const char *home = _bc_sqlite_get_text (statement, 5);
  const char *away = _bc_sqlite_get_text (statement, 6);

  if (home != NULL && away != NULL && *home != '\0' && *away != '\0' && game->home == NULL)
    {
      game->home = g_strdup (home);
      game->away = g_strdup (away);
    }
}

/* After the teams of all records: scores go with them. A result is better than a score. */
static void
take_scores (BcGame       *game,
             sqlite3_stmt *statement)
{
  gint32 home_score = _bc_sqlite_get_count (statement, 7);
  gint32 away_score = _bc_sqlite_get_count (statement, 8);
  gboolean final = sqlite3_column_int (statement, 9) && home_score >= 0 && away_score >= 0;
  gboolean swap = is_mirrored (game, _bc_sqlite_get_text (statement, 5), _bc_sqlite_get_text (statement, 6));

  if (game->final || (!final && (game->home_score >= 0 || game->away_score >= 0)))
    return;

  game->home_score = swap ? away_score : home_score;
  game->away_score = swap ? home_score : away_score;
  game->final = final;
}

static const char records_sql[] =
  "SELECT key, league, season, date, start_time, home, away, home_score, away_score, final, updated_at "
  "FROM record WHERE game = ? ORDER BY origin, key";

/* Each fact is that of the first origin that knows it. */
static gboolean
read_records (BcSqlite  *db,
              gint64     row,
              BcGame    *game,
              GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, records_sql, error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      take_text (&game->id, _bc_sqlite_get_text (statement, 0));
      take_text (&game->league, _bc_sqlite_get_text (statement, 1));
      take_season (game, statement);
      take_text (&game->date, _bc_sqlite_get_text (statement, 3));
      if (game->start_time == 0)
        game->start_time = sqlite3_column_int64 (statement, 4);
      take_teams (game, statement);
      game->last_updated = MAX (game->last_updated, sqlite3_column_int64 (statement, 10));
    }
  if (code < 0)
    return FALSE;

  game->home = game->home != NULL ? game->home : g_strdup ("");
  game->away = game->away != NULL ? game->away : g_strdup ("");

  sqlite3_bind_int64 (statement, 1, row);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    take_scores (game, statement);

  return code == 0;
}

static gboolean
read_aliases (BcSqlite  *db,
              gint64     row,
              BcGame    *game,
              GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT DISTINCT name FROM record JOIN name ON name.record = record.id "
    "WHERE game = ?1 AND name <> ?2 ORDER BY name", error);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  _bc_sqlite_bind_text (statement, 2, game->id);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    g_strv_builder_add (builder, _bc_sqlite_get_text (statement, 0));

  game->aliases = g_strv_builder_end (builder);

  return code == 0;
}

/* That of bc_game_data_find_track() without a name, or NULL where it would have to ask. */
static const BcSqlitePart *
find_default (const GArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const BcSqlitePart *part = &g_array_index (parts, BcSqlitePart, i);

      if (parts->len == 1 || strcmp (part->name, "espn") == 0)
        return part;
    }

  return NULL;
}

static void
dump_parts (GString      *dump,
            BcGame       *game,
            const GArray *parts)
{
  const BcSqlitePart *chosen = find_default (parts);
  g_autoptr(GStrvBuilder) sources = g_strv_builder_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      const BcSqlitePart *part = &g_array_index (parts, BcSqlitePart, i);

      g_strv_builder_add (sources, part->name);
      game->n_points += part->stats.n_points;
      if (part->aligned)
        game->n_quotes += part->stats.n_priced;
      game->has_prices |= part->stats.n_priced > 0;
      if (game->start_time == 0)
        game->start_time = part->stats.first_time;

      _bc_dump_text (dump, "source", part->name);
      _bc_dump_number (dump, "aligned", part->aligned);
      _bc_dump_number (dump, "mirrored", part->is_mirrored);
      _bc_dump_text (dump, "points", part->digest);
    }

  game->sources = g_strv_builder_end (sources);
  if (chosen != NULL)
    {
      game->min_probability = chosen->stats.min;
      game->max_probability = chosen->stats.max;
      game->mean_probability = chosen->stats.mean;
      game->standard_deviation = chosen->stats.deviation;
    }
}

static void
dump_markets (GString         *dump,
              BcGame          *game,
              const GPtrArray *markets,
              const GArray    *rows)
{
  for (guint i = 0; i < markets->len; i++)
    {
      const BcMarket *market = g_ptr_array_index (markets, i);
      const BcSqliteMarketRow *row = &g_array_index (rows, BcSqliteMarketRow, i);

      game->n_quotes += row->n_quotes;
      game->has_prices |= row->n_priced > 0;

      _bc_dump_text (dump, "market", market->ticker);
      _bc_dump_text (dump, "event", market->event_ticker);
      _bc_dump_text (dump, "team", market->team);
      _bc_dump_number (dump, "is-home", market->is_home);
      _bc_dump_text (dump, "result", market->result);
      _bc_dump_number (dump, "last-price", market->last_price);
      _bc_dump_text (dump, "quotes", row->digest);
    }
}

static void
dump_facts (GString      *dump,
            const BcGame *game)
{
  _bc_dump_text (dump, "id", game->id);
  for (guint i = 0; game->aliases[i] != NULL; i++)
    _bc_dump_text (dump, "alias", game->aliases[i]);
  _bc_dump_text (dump, "league", game->league);
  _bc_dump_text (dump, "season", game->season);
  _bc_dump_text (dump, "date", game->date);
  _bc_dump_number (dump, "start", game->start_time);
  _bc_dump_text (dump, "home", game->home);
  _bc_dump_text (dump, "away", game->away);
  _bc_dump_number (dump, "home-score", game->home_score);
  _bc_dump_number (dump, "away-score", game->away_score);
  _bc_dump_number (dump, "final", game->final);
}

/* What no record said. */
static void
fill_gaps (BcGame *game)
{
  if (game->date == NULL && game->start_time != 0)
    game->date = bc_eastern_date (game->start_time);
  if (game->season == NULL && game->date != NULL)
    game->season = bc_season_of (game->league, game->date);

  game->league = game->league != NULL ? game->league : g_strdup ("");
  game->season = game->season != NULL ? game->season : g_strdup ("");
  game->date = game->date != NULL ? game->date : g_strdup ("");
}

BcGame *
_bc_sqlite_derive_game (BcSqlite  *db,
                        gint64     row,
                        GError   **error)
{
  g_autoptr(BcGame) game = bc_game_new ();
  g_autoptr(GString) dump = g_string_new (NULL);
  g_autoptr(GPtrArray) markets = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_market_free);
  g_autoptr(GArray) parts = NULL;
  g_autoptr(GArray) rows = NULL;

  if (!read_records (db, row, game, error) || !read_aliases (db, row, game, error))
    return NULL;

  parts = _bc_sqlite_list_tracks (db, row, game, error);
  rows = parts != NULL ? _bc_sqlite_list_markets (db, row, game, markets, error) : NULL;
  if (rows == NULL)
    return NULL;

  dump_parts (dump, game, parts);
  dump_markets (dump, game, markets, rows);
  fill_gaps (game);
  dump_facts (dump, game);
  game->data_version = _bc_dump_digest (dump);

  return g_steal_pointer (&game);
}

static void
bind_game (sqlite3_stmt *statement,
           const BcGame *game)
{
  g_autofree char *aliases = g_strjoinv ("\n", game->aliases);
  g_autofree char *sources = g_strjoinv ("\n", game->sources);

  _bc_sqlite_bind_text (statement, 1, game->id);
  _bc_sqlite_bind_text (statement, 2, aliases);
  _bc_sqlite_bind_text (statement, 3, game->league);
  _bc_sqlite_bind_text (statement, 4, game->season);
  _bc_sqlite_bind_text (statement, 5, game->date);
  sqlite3_bind_int64 (statement, 6, game->start_time);
  _bc_sqlite_bind_text (statement, 7, game->home);
  _bc_sqlite_bind_text (statement, 8, game->away);
  _bc_sqlite_bind_count (statement, 9, game->home_score);
  _bc_sqlite_bind_count (statement, 10, game->away_score);
  sqlite3_bind_int (statement, 11, game->final);
  _bc_sqlite_bind_text (statement, 12, sources);
  sqlite3_bind_int64 (statement, 13, game->n_points);
  sqlite3_bind_int64 (statement, 14, game->n_quotes);
  sqlite3_bind_int (statement, 15, game->has_prices);
  sqlite3_bind_int64 (statement, 16, game->last_updated);
  _bc_sqlite_bind_text (statement, 17, game->data_version);
  _bc_sqlite_bind_ppm (statement, 18, game->min_probability);
  _bc_sqlite_bind_ppm (statement, 19, game->max_probability);
  _bc_sqlite_bind_ppm (statement, 20, game->mean_probability);
  _bc_sqlite_bind_ppm (statement, 21, game->standard_deviation);
}

gboolean
_bc_sqlite_refresh_game (BcSqlite  *db,
                         gint64     row,
                         GError   **error)
{
  g_autoptr(BcGame) game = _bc_sqlite_derive_game (db, row, error);
  sqlite3_stmt *statement;

  if (game == NULL)
    return FALSE;

  statement = _bc_sqlite_prepare (db,
    "UPDATE game SET (" BC_SQLITE_GAME_COLUMNS ") = "
    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21) WHERE id = ?22", error);
  if (statement == NULL)
    return FALSE;

  bind_game (statement, game);
  sqlite3_bind_int64 (statement, 22, row);

  return _bc_sqlite_run (db, statement, error);
}
