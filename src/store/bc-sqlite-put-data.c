/* bc-sqlite-put-data.c: stores points and quotes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

static gboolean
insert_points (BcSqlite      *db,
               gint64         track,
               const GArray  *points,
               GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "INSERT INTO model_point (track, seq, time, prob, price, bid, ask, home_score, away_score, clock, period) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (points, BcModelPoint, i);

      sqlite3_bind_int64 (statement, 1, track);
      sqlite3_bind_int64 (statement, 2, i);
      sqlite3_bind_int64 (statement, 3, point->time);
      sqlite3_bind_int (statement, 4, point->prob);
      _bc_sqlite_bind_ppm (statement, 5, point->price);
      _bc_sqlite_bind_ppm (statement, 6, point->bid);
      _bc_sqlite_bind_ppm (statement, 7, point->ask);
      _bc_sqlite_bind_count (statement, 8, point->home_score);
      _bc_sqlite_bind_count (statement, 9, point->away_score);
      _bc_sqlite_bind_count (statement, 10, point->clock);
      sqlite3_bind_int (statement, 11, point->period);

      if (!_bc_sqlite_run (db, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gint
point_compare (gconstpointer a,
               gconstpointer b)
{
  const BcModelPoint *left = a;
  const BcModelPoint *right = b;
  const gint64 differences[] = {
    left->time - right->time,
    left->prob - right->prob,
    (gint64) left->price - right->price,
    (gint64) left->bid - right->bid,
    (gint64) left->ask - right->ask,
    left->home_score - right->home_score,
    left->away_score - right->away_score,
    left->clock - right->clock,
    left->period - right->period,
  };

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      if (differences[i] != 0)
        return differences[i] < 0 ? -1 : 1;
    }

  return 0;
}

/* How many points of @after are not in @before; sorts @before. */
static gint64
count_new_points (GArray       *before,
                  const GArray *after)
{
  g_autoptr(GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (BcModelPoint), after->len);
  gint64 n_new = 0;
  guint i = 0;

  g_array_append_vals (sorted, after->data, after->len);
  g_array_sort (sorted, point_compare);
  g_array_sort (before, point_compare);

  for (guint j = 0; j < sorted->len; j++)
    {
      const BcModelPoint *point = &g_array_index (sorted, BcModelPoint, j);

      while (i < before->len && point_compare (&g_array_index (before, BcModelPoint, i), point) < 0)
        i++;
      if (i < before->len && point_compare (&g_array_index (before, BcModelPoint, i), point) == 0)
        i++;
      else
        n_new++;
    }

  return n_new;
}

/* 0 in @track if there is none. */
static gboolean
find_track (BcSqlite      *db,
            gint64         record,
            const char    *source,
            gint64        *track,
            char         **digest,
            gboolean      *aligned,
            GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT id, digest, aligned FROM track WHERE record = ? AND source = ?", error);
  int code;

  *track = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record);
  _bc_sqlite_bind_text (statement, 2, source);
  code = _bc_sqlite_step (db, statement, error);
  if (code > 0)
    {
      *track = sqlite3_column_int64 (statement, 0);
      *digest = _bc_sqlite_dup_text (statement, 1);
      *aligned = sqlite3_column_int (statement, 2);
      sqlite3_reset (statement);
    }

  return code >= 0;
}

static gboolean
insert_row (BcSqlite      *db,
            const char    *sql,
            gint64         record,
            const char    *name,
            gint64        *row,
            GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record);
  _bc_sqlite_bind_text (statement, 2, name);
  if (!_bc_sqlite_run (db, statement, error))
    return FALSE;

  *row = sqlite3_last_insert_rowid (db->db);

  return TRUE;
}

static gboolean
delete_points (BcSqlite  *db,
               gint64     track,
               GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "DELETE FROM model_point WHERE track = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, track);

  return _bc_sqlite_run (db, statement, error);
}

static gboolean
write_track_summary (BcSqlite            *db,
                     gint64               track,
                     const BcModelTrack  *model,
                     const char          *digest,
                     GError             **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "UPDATE track SET aligned = ?2, n_points = ?3, n_priced = ?4, first_time = ?5, min = ?6, max = ?7, mean = ?8, "
    "deviation = ?9, digest = ?10 WHERE id = ?1", error);
  BcTrackStats stats;

  if (statement == NULL)
    return FALSE;

  _bc_track_stats_compute (&stats, model->points);
  sqlite3_bind_int64 (statement, 1, track);
  sqlite3_bind_int (statement, 2, model->aligned);
  sqlite3_bind_int64 (statement, 3, stats.n_points);
  sqlite3_bind_int64 (statement, 4, stats.n_priced);
  if (stats.n_points > 0)
    sqlite3_bind_int64 (statement, 5, stats.first_time);
  _bc_sqlite_bind_ppm (statement, 6, stats.min);
  _bc_sqlite_bind_ppm (statement, 7, stats.max);
  _bc_sqlite_bind_ppm (statement, 8, stats.mean);
  _bc_sqlite_bind_ppm (statement, 9, stats.deviation);
  _bc_sqlite_bind_text (statement, 10, digest);

  return _bc_sqlite_run (db, statement, error);
}

gboolean
_bc_sqlite_put_track (BcSqlite            *db,
                      gint64               record,
                      const BcModelTrack  *track,
                      BcPutOutcome        *outcome,
                      GError             **error)
{
  g_autofree char *digest = _bc_points_digest (track->points);
  g_autofree char *known = NULL;
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (BcModelPoint));
  gboolean aligned = FALSE;
  gint64 row;

  if (!find_track (db, record, track->source, &row, &known, &aligned, error))
    return FALSE;

  if (row != 0 && strcmp (known, digest) == 0 && aligned == track->aligned)
    return TRUE;

  if (row == 0)
    {
      if (!insert_row (db, "INSERT INTO track (record, source, aligned) VALUES (?, ?, 0)", record, track->source, &row, error))
        return FALSE;
    }
  else if (!_bc_sqlite_read_points (db, row, before, error) || !delete_points (db, row, error))
    return FALSE;

  outcome->changed = TRUE;
  outcome->n_points += count_new_points (before, track->points);

  return insert_points (db, row, track->points, error) && write_track_summary (db, row, track, digest, error);
}

static gboolean
write_quotes (BcSqlite      *db,
              gint64         market,
              const GArray  *quotes,
              GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "INSERT OR REPLACE INTO quote (market, time, bid, ask, last, volume) VALUES (?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < quotes->len; i++)
    {
      const BcQuote *quote = &g_array_index (quotes, BcQuote, i);

      sqlite3_bind_int64 (statement, 1, market);
      sqlite3_bind_int64 (statement, 2, quote->time);
      _bc_sqlite_bind_ppm (statement, 3, quote->bid);
      _bc_sqlite_bind_ppm (statement, 4, quote->ask);
      _bc_sqlite_bind_ppm (statement, 5, quote->last);
      sqlite3_bind_int64 (statement, 6, quote->volume);

      if (!_bc_sqlite_run (db, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
quote_equal (const BcQuote *a,
             const BcQuote *b)
{
  return a->bid == b->bid && a->ask == b->ask && a->last == b->last && a->volume == b->volume;
}

/* Both in time order. @merged gets all of them, the newer one at equal times,
 * @changes those to be written. Returns how many times were not there. */
static gint64
merge_quotes (const GArray *before,
              const GArray *added,
              GArray       *merged,
              GArray       *changes)
{
  gint64 n_new = 0;
  guint i = 0;
  guint j = 0;

  while (i < before->len || j < added->len)
    {
      const BcQuote *old = i < before->len ? &g_array_index (before, BcQuote, i) : NULL;
      const BcQuote *new = j < added->len ? &g_array_index (added, BcQuote, j) : NULL;

      if (new == NULL || (old != NULL && old->time < new->time))
        {
          g_array_append_vals (merged, old, 1);
          i++;
          continue;
        }

      if (old == NULL || new->time < old->time)
        {
          n_new++;
          g_array_append_vals (changes, new, 1);
        }
      else
        {
          if (!quote_equal (old, new))
            g_array_append_vals (changes, new, 1);
          i++;
        }

      g_array_append_vals (merged, new, 1);
      j++;
    }

  return n_new;
}

static gboolean
write_market_summary (BcSqlite      *db,
                      gint64         market,
                      const GArray  *quotes,
                      GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "UPDATE market SET n_quotes = ?2, n_priced = ?3, digest = ?4 WHERE id = ?1", error);
  g_autofree char *digest = _bc_quotes_digest (quotes);
  gint64 n_priced = 0;

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < quotes->len; i++)
    n_priced += _bc_quote_is_priced (&g_array_index (quotes, BcQuote, i));

  sqlite3_bind_int64 (statement, 1, market);
  sqlite3_bind_int64 (statement, 2, quotes->len);
  sqlite3_bind_int64 (statement, 3, n_priced);
  _bc_sqlite_bind_text (statement, 4, digest);

  return _bc_sqlite_run (db, statement, error);
}

/* What is not known now never takes away what was. */
static gboolean
write_market_facts (BcSqlite        *db,
                    gint64           row,
                    const BcMarket  *market,
                    BcPutOutcome    *outcome,
                    GError         **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "UPDATE market SET "
    "event_ticker = CASE WHEN ?2 <> '' THEN ?2 ELSE event_ticker END, "
    "team = CASE WHEN ?3 <> '' THEN ?3 ELSE team END, "
    "is_home = CASE WHEN ?3 <> '' THEN ?4 ELSE is_home END, "
    "result = CASE WHEN ?5 <> '' THEN ?5 ELSE result END, "
    "last_price = COALESCE (?6, last_price) "
    "WHERE id = ?1 AND ((?2 <> '' AND ?2 <> event_ticker) OR (?3 <> '' AND (?3 <> team OR ?4 <> is_home)) OR "
    "(?5 <> '' AND ?5 <> result) OR (?6 IS NOT NULL AND ?6 IS NOT last_price))", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  _bc_sqlite_bind_text (statement, 2, market->event_ticker != NULL ? market->event_ticker : "");
  _bc_sqlite_bind_text (statement, 3, market->team != NULL ? market->team : "");
  sqlite3_bind_int (statement, 4, market->is_home);
  _bc_sqlite_bind_text (statement, 5, market->result != NULL ? market->result : "");
  _bc_sqlite_bind_ppm (statement, 6, market->last_price);
  if (!_bc_sqlite_run (db, statement, error))
    return FALSE;

  outcome->changed |= sqlite3_changes (db->db) > 0;

  return TRUE;
}

static gboolean
find_market (BcSqlite      *db,
             gint64         record,
             const char    *ticker,
             gint64        *market,
             GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT id FROM market WHERE record = ? AND ticker = ?", error);
  int code;

  *market = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, record);
  _bc_sqlite_bind_text (statement, 2, ticker);
  code = _bc_sqlite_step (db, statement, error);
  if (code > 0)
    {
      *market = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  return code >= 0;
}

gboolean
_bc_sqlite_put_market (BcSqlite        *db,
                       gint64           record,
                       const BcMarket  *market,
                       BcPutOutcome    *outcome,
                       GError         **error)
{
  g_autoptr(GArray) before = g_array_new (FALSE, FALSE, sizeof (BcQuote));
  g_autoptr(GArray) merged = g_array_sized_new (FALSE, FALSE, sizeof (BcQuote), market->quotes->len);
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (BcQuote));
  gboolean is_new;
  gint64 row;

  if (!find_market (db, record, market->ticker, &row, error))
    return FALSE;

  is_new = row == 0;
  if (is_new && !insert_row (db, "INSERT INTO market (record, ticker) VALUES (?, ?)", record, market->ticker, &row, error))
    return FALSE;

  outcome->changed |= is_new;
  if (!write_market_facts (db, row, market, outcome, error) ||
      (!is_new && !_bc_sqlite_read_quotes (db, row, before, error)))
    return FALSE;

  outcome->n_points += merge_quotes (before, market->quotes, merged, changes);
  if (changes->len == 0 && !is_new)
    return TRUE;

  outcome->changed = TRUE;

  return write_quotes (db, row, changes, error) && write_market_summary (db, row, merged, error);
}
