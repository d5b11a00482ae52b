/* bc-sqlite-check.c: reads everything and checks it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include <glib/gi18n.h>

static gboolean
set_corrupt (BcSqlite    *db,
             const char  *damage,
             GError     **error)
{
  g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_CORRUPT,
               _("The store “%s” is damaged (%s): restore it from a backup or import again into a new one"), db->path, damage);

  return FALSE;
}

/* Damage deep enough makes the check itself fail. */
static gboolean
check_integrity (BcSqlite  *db,
                 GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "PRAGMA integrity_check (1)", error);
  g_autofree char *verdict = NULL;

  if (statement == NULL || _bc_sqlite_step (db, statement, error) < 0)
    return FALSE;

  verdict = _bc_sqlite_dup_text (statement, 0);
  sqlite3_reset (statement);

  return g_strcmp0 (verdict, "ok") == 0 || set_corrupt (db, verdict, error);
}

static gboolean
check_foreign_keys (BcSqlite  *db,
                    GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "PRAGMA foreign_key_check", error);
  g_autofree char *damage = NULL;
  int code = statement != NULL ? _bc_sqlite_step (db, statement, error) : -1;

  if (code <= 0)
    return code == 0;

  damage = g_strdup_printf (_("a row of table %s refers to none of %s"),
                            _bc_sqlite_get_text (statement, 0), _bc_sqlite_get_text (statement, 2));
  sqlite3_reset (statement);

  return set_corrupt (db, damage, error);
}

/* Every row of a table of parts: its id, the digest and number it claims, and whose it is. */
typedef struct
{
  gint64  row;
  gint64  n_items;
  char   *digest;
  char   *label;
} Part;

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->digest);
  g_free (part->label);
}

static GArray *
list_parts (BcSqlite    *db,
            const char  *sql,
            GError     **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  int code = -1;

  g_array_set_clear_func (parts, part_clear);
  while (statement != NULL && (code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      Part part = { .row = sqlite3_column_int64 (statement, 0), .n_items = sqlite3_column_int64 (statement, 1) };

      part.digest = _bc_sqlite_dup_text (statement, 2);
      part.label = _bc_sqlite_dup_text (statement, 3);
      g_array_append_val (parts, part);
    }

  return code == 0 ? g_steal_pointer (&parts) : NULL;
}

static gboolean
check_part (BcSqlite      *db,
            const Part    *part,
            const GArray  *items,
            const char    *digest,
            GError       **error)
{
  g_autofree char *damage = NULL;

  if (items->len == part->n_items && strcmp (digest, part->digest) == 0)
    return TRUE;

  damage = g_strdup_printf (_("%u rows of %s are not the %" G_GINT64_FORMAT " that were stored"),
                            items->len, part->label, part->n_items);

  return set_corrupt (db, damage, error);
}

static gboolean
check_tracks (BcSqlite  *db,
              GError   **error)
{
  g_autoptr(GArray) parts = list_parts (db,
    "SELECT track.id, n_points, digest, key || ' ' || source FROM track JOIN record ON record.id = record", error);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (BcModelPoint));

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autofree char *digest = NULL;

      g_array_set_size (points, 0);
      if (!_bc_sqlite_read_points (db, part->row, points, error))
        return FALSE;

      digest = _bc_points_digest (points);
      if (!check_part (db, part, points, digest, error))
        return FALSE;
    }

  return parts != NULL;
}

static gboolean
check_markets (BcSqlite  *db,
               GError   **error)
{
  g_autoptr(GArray) parts = list_parts (db, "SELECT id, n_quotes, digest, ticker FROM market", error);
  g_autoptr(GArray) quotes = g_array_new (FALSE, FALSE, sizeof (BcQuote));

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autofree char *digest = NULL;

      g_array_set_size (quotes, 0);
      if (!_bc_sqlite_read_quotes (db, part->row, quotes, error))
        return FALSE;

      digest = _bc_quotes_digest (quotes);
      if (!check_part (db, part, quotes, digest, error))
        return FALSE;
    }

  return parts != NULL;
}

static gboolean
check_games (BcSqlite  *db,
             GString   *dump,
             GError   **error)
{
  g_autoptr(GArray) games = list_parts (db, "SELECT id, 0, data_version, game_id FROM game ORDER BY game_id", error);

  for (guint i = 0; games != NULL && i < games->len; i++)
    {
      const Part *part = &g_array_index (games, Part, i);
      g_autoptr(BcGame) game = _bc_sqlite_derive_game (db, part->row, error);

      if (game == NULL)
        return FALSE;

      if (strcmp (game->data_version, part->digest) != 0)
        {
          g_autofree char *damage = g_strdup_printf (_("game %s is not what its records say"), part->label);

          return set_corrupt (db, damage, error);
        }

      _bc_dump_text (dump, "game", game->data_version);
    }

  return games != NULL;
}

/* Times of updates are no data. */
static gboolean
dump_unmatched (BcSqlite  *db,
                GString   *dump,
                GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT key, unmatched, ticker, digest FROM record LEFT JOIN market ON market.record = record.id "
    "WHERE unmatched IS NOT NULL ORDER BY key, origin, ticker", error);
  int code = -1;

  while (statement != NULL && (code = _bc_sqlite_step (db, statement, error)) > 0)
    {
      _bc_dump_text (dump, "unmatched", _bc_sqlite_get_text (statement, 0));
      _bc_dump_text (dump, "reason", _bc_sqlite_get_text (statement, 1));
      _bc_dump_text (dump, "market", _bc_sqlite_get_text (statement, 2));
      _bc_dump_text (dump, "quotes", _bc_sqlite_get_text (statement, 3));
    }

  return code == 0;
}

gpointer
_bc_sqlite_check (BcSqliteContext  *context,
                  GError          **error)
{
  const BcSqliteArgs *args = context->args;
  BcSqlite *db = context->db;
  g_autoptr(GString) dump = g_string_new (NULL);

  if (!check_integrity (db, error) || !check_foreign_keys (db, error) ||
      !check_tracks (db, error) || !check_markets (db, error) ||
      !check_games (db, dump, error) || !dump_unmatched (db, dump, error))
    return NULL;

  return args->flag ? _bc_dump_digest (dump) : g_strdup ("");
}
