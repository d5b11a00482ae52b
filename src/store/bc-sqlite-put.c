/* bc-sqlite-put.c: stores what origins say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include "bc-game-grouping.h"

/* What a record has said up to now. */
typedef struct
{
  gint64    row;        /* 0 for a new one */
  char     *league;
  char     *season;
  char     *date;
  gint64    start_time;
  char     *home;
  char     *away;
  gint32    home_score;
  gint32    away_score;
  gboolean  final;
  char     *unmatched;
} Facts;

static void
facts_clear (Facts *self)
{
  g_free (self->league);
  g_free (self->season);
  g_free (self->date);
  g_free (self->home);
  g_free (self->away);
  g_free (self->unmatched);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

static gboolean
read_facts (BcSqlite            *db,
            const BcGameRecord  *record,
            Facts               *facts,
            GError             **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT id, league, season, date, start_time, home, away, home_score, away_score, final, unmatched "
    "FROM record WHERE origin = ? AND key = ?", error);
  int code;

  facts->home_score = BC_SCORE_NONE;
  facts->away_score = BC_SCORE_NONE;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, (int) record->origin);
  _bc_sqlite_bind_text (statement, 2, record->key);
  code = _bc_sqlite_step (db, statement, error);
  if (code <= 0)
    return code == 0;

  facts->row = sqlite3_column_int64 (statement, 0);
  facts->league = _bc_sqlite_dup_text (statement, 1);
  facts->season = _bc_sqlite_dup_text (statement, 2);
  facts->date = _bc_sqlite_dup_text (statement, 3);
  facts->start_time = sqlite3_column_int64 (statement, 4);
  facts->home = _bc_sqlite_dup_text (statement, 5);
  facts->away = _bc_sqlite_dup_text (statement, 6);
  facts->home_score = _bc_sqlite_get_count (statement, 7);
  facts->away_score = _bc_sqlite_get_count (statement, 8);
  facts->final = sqlite3_column_int (statement, 9);
  facts->unmatched = _bc_sqlite_dup_text (statement, 10);
  sqlite3_reset (statement);

  return TRUE;
}

/* What a record does not say now does not undo what it said before. */
static gboolean
merge_text (char       **known,
            const char  *text)
{
  if (text == NULL || *text == '\0' || g_strcmp0 (*known, text) == 0)
    return FALSE;

  g_free (*known);
  *known = g_strdup (text);

  return TRUE;
}

/* A result stands until another result comes. */
static gboolean
merge_scores (Facts              *facts,
              const BcGameRecord *record)
{
  gboolean is_known = record->home_score >= 0 || record->away_score >= 0;

  if (!is_known || (facts->final && !record->final) ||
      (facts->home_score == record->home_score && facts->away_score == record->away_score &&
       facts->final == record->final))
    return FALSE;

  facts->home_score = record->home_score;
  facts->away_score = record->away_score;
  facts->final = record->final;

  return TRUE;
}

static gboolean
merge_facts (Facts              *facts,
             const BcGameRecord *record)
{
  gboolean changed = FALSE;

  changed |= merge_text (&facts->league, record->league);
  changed |= merge_text (&facts->season, record->season);
  changed |= merge_text (&facts->date, record->date);
  changed |= merge_text (&facts->home, record->home);
  changed |= merge_text (&facts->away, record->away);
  changed |= merge_scores (facts, record);

  if (record->start_time != 0 && record->start_time != facts->start_time)
    {
      facts->start_time = record->start_time;
      changed = TRUE;
    }

  if (g_strcmp0 (facts->unmatched, record->unmatched) != 0)
    {
      g_free (facts->unmatched);
      facts->unmatched = g_strdup (record->unmatched);
      changed = TRUE;
    }

  return changed;
}

static gboolean
write_facts (BcSqlite            *db,
             const BcGameRecord  *record,
             Facts               *facts,
             GError             **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "INSERT INTO record (origin, key, pair, league, season, date, start_time, home, away, home_score, away_score, "
    "final, unmatched) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
    "ON CONFLICT (origin, key) DO UPDATE SET pair = ?3, league = ?4, season = ?5, date = ?6, start_time = ?7, "
    "home = ?8, away = ?9, home_score = ?10, away_score = ?11, final = ?12, unmatched = ?13", error);
  g_autofree char *pair = NULL;

  if (statement == NULL)
    return FALSE;

  if (facts->unmatched == NULL)
    pair = _bc_group_dup_pair (facts->league, facts->home, facts->away, facts->date);

  sqlite3_bind_int (statement, 1, (int) record->origin);
  _bc_sqlite_bind_text (statement, 2, record->key);
  _bc_sqlite_bind_text (statement, 3, pair);
  _bc_sqlite_bind_text (statement, 4, facts->league);
  _bc_sqlite_bind_text (statement, 5, facts->season);
  _bc_sqlite_bind_text (statement, 6, facts->date);
  sqlite3_bind_int64 (statement, 7, facts->start_time);
  _bc_sqlite_bind_text (statement, 8, facts->home);
  _bc_sqlite_bind_text (statement, 9, facts->away);
  _bc_sqlite_bind_count (statement, 10, facts->home_score);
  _bc_sqlite_bind_count (statement, 11, facts->away_score);
  sqlite3_bind_int (statement, 12, facts->final);
  _bc_sqlite_bind_text (statement, 13, facts->unmatched);
  if (!_bc_sqlite_run (db, statement, error))
    return FALSE;

  if (facts->row == 0)
    facts->row = sqlite3_last_insert_rowid (db->db);

  return TRUE;
}

static gboolean
put_name (BcSqlite    *db,
          gint64       record,
          const char  *name,
          gboolean    *changed,
          GError     **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "INSERT OR IGNORE INTO name (name, record) VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;

  _bc_sqlite_bind_text (statement, 1, name);
  sqlite3_bind_int64 (statement, 2, record);
  if (!_bc_sqlite_run (db, statement, error))
    return FALSE;

  *changed |= sqlite3_changes (db->db) > 0;

  return TRUE;
}

static gboolean
put_names (BcSqlite            *db,
           gint64               row,
           const BcGameRecord  *record,
           gboolean            *changed,
           GError             **error)
{
  if (!put_name (db, row, record->key, changed, error))
    return FALSE;

  for (guint i = 0; record->aliases != NULL && record->aliases[i] != NULL; i++)
    {
      if (!put_name (db, row, record->aliases[i], changed, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_data (BcSqlite            *db,
          gint64               row,
          const BcGameRecord  *record,
          BcPutOutcome        *outcome,
          GError             **error)
{
  for (guint i = 0; i < record->tracks->len; i++)
    {
      if (!_bc_sqlite_put_track (db, row, g_ptr_array_index (record->tracks, i), outcome, error))
        return FALSE;
    }

  for (guint i = 0; i < record->markets->len; i++)
    {
      if (!_bc_sqlite_put_market (db, row, g_ptr_array_index (record->markets, i), outcome, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
stamp (BcSqlite  *db,
       gint64     row,
       GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "UPDATE record SET updated_at = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, g_get_real_time () / G_USEC_PER_SEC);
  sqlite3_bind_int64 (statement, 2, row);

  return _bc_sqlite_run (db, statement, error);
}

/* Its game's row, after only its data changed. */
static gboolean
refresh_game_of (BcSqlite  *db,
                 gint64     record,
                 GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "SELECT game FROM record WHERE id = ?", error);
  gint64 game;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record);
  if (_bc_sqlite_step (db, statement, error) <= 0)
    return FALSE;

  game = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return _bc_sqlite_refresh_game (db, game, error);
}

static gboolean
put_record (BcSqlite            *db,
            const BcGameRecord  *record,
            BcPutOutcome        *outcome,
            GError             **error)
{
  g_auto(Facts) facts = { 0, };
  g_autoptr(GArray) touched = NULL;
  gboolean regroup;

  if (!read_facts (db, record, &facts, error))
    return FALSE;

  /* What is matched stays so: a file that cannot tell does not undo one that could. */
  if (record->unmatched != NULL && facts.row != 0 && facts.unmatched == NULL)
    return TRUE;

  regroup = merge_facts (&facts, record) || facts.row == 0;
  if (regroup && facts.row != 0)
    {
      touched = _bc_sqlite_find_related (db, facts.row, error);
      if (touched == NULL)
        return FALSE;
    }

  if ((regroup && !write_facts (db, record, &facts, error)) ||
      !put_names (db, facts.row, record, &regroup, error))
    return FALSE;

  outcome->changed = regroup;
  if (!put_data (db, facts.row, record, outcome, error))
    return FALSE;

  if (!outcome->changed)
    return TRUE;

  if (!stamp (db, facts.row, error))
    return FALSE;

  if (facts.unmatched != NULL)
    return TRUE;

  return regroup ? _bc_sqlite_group (db, facts.row, touched, &outcome->new_game, error)
                 : refresh_game_of (db, facts.row, error);
}

gpointer
_bc_sqlite_put_records (BcSqliteContext  *context,
                        GError          **error)
{
  const GPtrArray *records = context->args;
  g_autoptr(GArray) outcomes = g_array_sized_new (FALSE, TRUE, sizeof (BcPutOutcome), records->len);

  g_array_set_size (outcomes, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      if (_bc_sqlite_check_cancelled (context->db, error) ||
          !put_record (context->db, g_ptr_array_index (records, i), &g_array_index (outcomes, BcPutOutcome, i), error))
        return NULL;
    }

  return g_steal_pointer (&outcomes);
}

gpointer
_bc_sqlite_remove_season (BcSqliteContext  *context,
                          GError          **error)
{
  const BcSqliteArgs *args = context->args;
  BcSqlite *db = context->db;
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "DELETE FROM game WHERE season = ?", error);

  if (statement == NULL)
    return NULL;

  /* Takes the records with it, and all that hangs on them. */
  _bc_sqlite_bind_text (statement, 1, args->id);
  _bc_sqlite_run (db, statement, error);

  return NULL;
}
