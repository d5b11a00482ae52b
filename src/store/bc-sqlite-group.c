/* bc-sqlite-group.c: joins records to games
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-game-grouping.h"
#include "bc-sqlite-private.h"

/* Where a record was before. */
typedef struct
{
  GHashTable *games;    /* record → game, as pointers to gint64 */
  GHashTable *taken;    /* games that stay */
  GHashTable *stale;    /* games that must be written anew or removed */
} Plan;

static void
plan_clear (Plan *self)
{
  g_clear_pointer (&self->games, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->stale, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static void
add_row (GArray *rows,
         gint64  row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (g_array_index (rows, gint64, i) == row)
        return;
    }

  g_array_append_val (rows, row);
}

static gboolean
add_rows (BcSqlite      *db,
          const char    *sql,
          gint64         row,
          GArray        *rows,
          GError       **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    add_row (rows, sqlite3_column_int64 (statement, 0));

  return code == 0;
}

/* Games of one pair that are two days apart have nothing to do with each other. */
static const char neighbours_sql[] =
  "SELECT other.id FROM record JOIN record AS other ON other.pair = record.pair "
  "AND other.date BETWEEN IFNULL (date (record.date, '-1 day'), record.date) AND IFNULL (date (record.date, '+1 day'), record.date) "
  "WHERE record.id = ?";

static const char namesakes_sql[] =
  "SELECT record.id FROM name JOIN name AS other ON other.name = name.name "
  "JOIN record ON record.id = other.record WHERE name.record = ? AND record.unmatched IS NULL";

/* The record and all that share an id, or a pair of teams and nearly the date,
 * with one of them. */
GArray *
_bc_sqlite_find_related (BcSqlite  *db,
                         gint64     record,
                         GError   **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (rows, record);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);

      if (!add_rows (db, neighbours_sql, row, rows, error) ||
          !add_rows (db, namesakes_sql, row, rows, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

static gboolean
read_names (BcSqlite       *db,
            BcGroupMember  *member,
            GError        **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "SELECT name FROM name WHERE record = ?", error);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, member->row);
  while ((code = _bc_sqlite_step (db, statement, error)) > 0)
    g_strv_builder_add (builder, _bc_sqlite_get_text (statement, 0));

  member->names = g_strv_builder_end (builder);

  return code == 0;
}

static gboolean
read_member (BcSqlite       *db,
             BcGroupMember  *member,
             Plan           *plan,
             GError        **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db,
    "SELECT origin, key, pair, date, game FROM record WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, member->row);
  if (_bc_sqlite_step (db, statement, error) <= 0)
    return FALSE;

  member->origin = (BcOrigin) sqlite3_column_int (statement, 0);
  member->key = _bc_sqlite_dup_text (statement, 1);
  member->pair = _bc_sqlite_dup_text (statement, 2);
  member->date = _bc_sqlite_dup_text (statement, 3);
  g_hash_table_insert (plan->games, g_memdup2 (&member->row, sizeof member->row),
                       g_memdup2 (&(gint64) { sqlite3_column_int64 (statement, 4) }, sizeof (gint64)));
  sqlite3_reset (statement);

  return read_names (db, member, error);
}

static GArray *
read_members (BcSqlite      *db,
              const GArray  *rows,
              Plan          *plan,
              GError       **error)
{
  g_autoptr(GArray) members = _bc_group_new ();

  g_array_set_size (members, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      BcGroupMember *member = &g_array_index (members, BcGroupMember, i);

      member->row = g_array_index (rows, gint64, i);
      if (!read_member (db, member, plan, error))
        return NULL;
    }

  return g_steal_pointer (&members);
}

static gint64
get_game (const Plan          *plan,
          const BcGroupMember *member)
{
  return *(const gint64 *) g_hash_table_lookup (plan->games, &member->row);
}

static void
add_game (GHashTable *set,
          gint64      game)
{
  g_hash_table_add (set, g_memdup2 (&game, sizeof game));
}

static gboolean
insert_game (BcSqlite  *db,
             gint64    *game,
             GError   **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, "INSERT INTO game DEFAULT VALUES", error);

  if (statement == NULL || !_bc_sqlite_run (db, statement, error))
    return FALSE;

  *game = sqlite3_last_insert_rowid (db->db);

  return TRUE;
}

/* The row of the game that @leader stands for: one that a member has already, or a new one. */
static gboolean
choose_row (BcSqlite      *db,
            const GArray  *members,
            guint          leader,
            Plan          *plan,
            gint64        *game,
            gboolean      *is_new,
            GError       **error)
{
  *is_new = FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *member = &g_array_index (members, BcGroupMember, i);

      *game = get_game (plan, member);
      if (member->leader == leader && *game != 0 && !g_hash_table_contains (plan->taken, game))
        {
          add_game (plan->taken, *game);
          return TRUE;
        }
    }

  *is_new = TRUE;
  if (!insert_game (db, game, error))
    return FALSE;

  add_game (plan->taken, *game);

  return TRUE;
}

static gboolean
run_for (BcSqlite    *db,
         const char  *sql,
         gint64       first,
         gint64       second,
         GError     **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, first);
  if (second != 0)
    sqlite3_bind_int64 (statement, 2, second);

  return _bc_sqlite_run (db, statement, error);
}

/* Moves the members of one game to its row. */
static gboolean
move_members (BcSqlite      *db,
              const GArray  *members,
              guint          leader,
              gint64         game,
              Plan          *plan,
              GError       **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *member = &g_array_index (members, BcGroupMember, i);
      gint64 before = get_game (plan, member);

      if (member->leader != leader || before == game)
        continue;

      add_game (plan->stale, game);
      if (before != 0)
        add_game (plan->stale, before);
      if (!run_for (db, "UPDATE record SET game = ? WHERE id = ?", game, member->row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
move_all (BcSqlite      *db,
          const GArray  *members,
          gint64         record,
          Plan          *plan,
          gboolean      *new_game,
          GError       **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      gboolean is_new;
      gint64 game;

      if (g_array_index (members, BcGroupMember, i).leader != i)
        continue;

      if (!choose_row (db, members, i, plan, &game, &is_new, error) ||
          !move_members (db, members, i, game, plan, error))
        return FALSE;

      for (guint j = 0; j < members->len; j++)
        {
          const BcGroupMember *member = &g_array_index (members, BcGroupMember, j);

          if (member->leader == i && member->row == record)
            {
              *new_game = is_new;
              add_game (plan->stale, game);
            }
        }
    }

  return TRUE;
}

/* Ids may change places, so all are given up before any is taken. */
static gboolean
write_stale (BcSqlite  *db,
             Plan      *plan,
             GError   **error)
{
  GHashTableIter iter;
  gpointer game;

  g_hash_table_iter_init (&iter, plan->stale);
  while (g_hash_table_iter_next (&iter, &game, NULL))
    {
      const char *sql = g_hash_table_contains (plan->taken, game) ? "UPDATE game SET game_id = NULL WHERE id = ?"
                                                                  : "DELETE FROM game WHERE id = ?";

      if (!run_for (db, sql, *(gint64 *) game, 0, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, plan->stale);
  while (g_hash_table_iter_next (&iter, &game, NULL))
    {
      if (g_hash_table_contains (plan->taken, game) && !_bc_sqlite_refresh_game (db, *(gint64 *) game, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
_bc_sqlite_group (BcSqlite  *db,
                  gint64     record,
                  GArray    *touched,
                  gboolean  *new_game,
                  GError   **error)
{
  g_auto(Plan) plan = {
    .games = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
    .taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .stale = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
  };
  g_autoptr(GArray) rows = _bc_sqlite_find_related (db, record, error);
  g_autoptr(GArray) members = NULL;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    add_row (rows, g_array_index (touched, gint64, i));

  members = read_members (db, rows, &plan, error);
  if (members == NULL)
    return FALSE;

  _bc_group_members (members);

  return move_all (db, members, record, &plan, new_game, error) && write_stale (db, &plan, error);
}
