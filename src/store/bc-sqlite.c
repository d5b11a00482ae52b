/* bc-sqlite.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n.h>

#include "bc-decimal.h"

/* Instructions between two looks at the cancellable: well under a millisecond. */
#define PROGRESS_STEPS 50000

/* Pages that a connection keeps while it has nothing to do. */
#define MAX_IDLE_BYTES (4 * 1024 * 1024)

/* Another process that writes is waited for in the store's own threads. */
#define BUSY_MS 10000

static const char pragmas[] =
  "PRAGMA foreign_keys = ON;"
  "PRAGMA journal_mode = WAL;"
  /* A commit is in the operating system's hands before it is answered, so a
   * killed process loses nothing. What the loss of power could take is the last
   * transactions, never the database: those are games that can be imported
   * again, not worth a flush of the disk for each. */
  "PRAGMA synchronous = NORMAL;"
  /* Bulk imports: 64 MB of pages, and as much log before it is folded in. */
  "PRAGMA cache_size = -65536;"
  "PRAGMA wal_autocheckpoint = 16384;"
  "PRAGMA temp_store = MEMORY;";

static void
statement_free (gpointer data)
{
  sqlite3_finalize (data);
}

static int
progress_cb (gpointer data)
{
  BcSqlite *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

static BcStoreError
get_code (int code)
{
  /* Beyond a quota, or a limit of the size of files. */
  if (code == SQLITE_IOERR_WRITE)
    return BC_STORE_ERROR_FULL;

  switch (code & 0xff)
    {
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
      return BC_STORE_ERROR_OPEN;

    case SQLITE_FULL:
    case SQLITE_READONLY:
      return BC_STORE_ERROR_FULL;

    case SQLITE_CORRUPT:
      return BC_STORE_ERROR_CORRUPT;

    default:
      return BC_STORE_ERROR_FAILED;
    }
}

/* Turns the library's complaint about the latest call into an error. Always FALSE. */
gboolean
_bc_sqlite_set_error (BcSqlite  *self,
                      GError   **error)
{
  int code = sqlite3_extended_errcode (self->db);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Operation was cancelled"));
  else
    g_set_error (error, BC_STORE_ERROR, get_code (code), _("The store “%s” failed: %s"),
                 self->path, sqlite3_errmsg (self->db));

  return FALSE;
}

/* Opens the database, making it if there is none. Blocks. */
BcSqlite *
_bc_sqlite_new (const char  *path,
                GError     **error)
{
  g_autoptr(BcSqlite) self = g_new0 (BcSqlite, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, statement_free);

  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK)
    {
      g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_OPEN, _("Cannot open the store “%s”: %s"),
                   path, self->db != NULL ? sqlite3_errmsg (self->db) : g_strerror (ENOMEM));
      return NULL;
    }

  sqlite3_busy_timeout (self->db, BUSY_MS);
  sqlite3_progress_handler (self->db, PROGRESS_STEPS, progress_cb, self);

  if (!_bc_sqlite_exec (self, pragmas, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Closes it. */
void
_bc_sqlite_free (BcSqlite *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}

sqlite3_stmt *
_bc_sqlite_prepare (BcSqlite    *self,
                    const char  *sql,
                    GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      _bc_sqlite_set_error (self, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, (gpointer) sql, statement);

  return statement;
}

int
_bc_sqlite_step (BcSqlite      *self,
                 sqlite3_stmt  *statement,
                 GError       **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return 1;

  if (code != SQLITE_DONE)
    _bc_sqlite_set_error (self, error);
  sqlite3_reset (statement);

  return code == SQLITE_DONE ? 0 : -1;
}

gboolean
_bc_sqlite_run (BcSqlite      *self,
                sqlite3_stmt  *statement,
                GError       **error)
{
  int code = sqlite3_step (statement);

  while (code == SQLITE_ROW)
    code = sqlite3_step (statement);
  if (code != SQLITE_DONE)
    _bc_sqlite_set_error (self, error);
  sqlite3_reset (statement);

  return code == SQLITE_DONE;
}

gboolean
_bc_sqlite_exec (BcSqlite    *self,
                 const char  *sql,
                 GError     **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || _bc_sqlite_set_error (self, error);
}

void
_bc_sqlite_roll_back (BcSqlite *self)
{
  GHashTableIter iter;
  gpointer statement;

  /* An error in the middle leaves statements open that would hold the snapshot. */
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (statement);

  if (!sqlite3_get_autocommit (self->db))
    {
      self->cancellable = NULL;
      if (sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        g_debug ("Cannot roll back: %s", sqlite3_errmsg (self->db));
    }
}

void
_bc_sqlite_slim (BcSqlite *self)
{
  int n_bytes = 0;
  int highest;

  if (sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_USED, &n_bytes, &highest, FALSE) != SQLITE_OK ||
      n_bytes <= MAX_IDLE_BYTES)
    return;

  sqlite3_db_release_memory (self->db);

  /* The allocator would keep the pages for this thread alone. */
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

gboolean
_bc_sqlite_check_cancelled (BcSqlite  *self,
                            GError   **error)
{
  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

void
_bc_sqlite_bind_text (sqlite3_stmt *statement,
                      int           column,
                      const char   *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, column, text, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, column);
}

/* The bytes must live until the statement has run. */
void
_bc_sqlite_bind_bytes (sqlite3_stmt *statement,
                       int           column,
                       GBytes       *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, column);
      return;
    }

  data = g_bytes_get_data (bytes, &size);
  sqlite3_bind_text64 (statement, column, data != NULL ? data : "", size, SQLITE_STATIC, SQLITE_UTF8);
}

void
_bc_sqlite_bind_ppm (sqlite3_stmt *statement,
                     int           column,
                     gint32        ppm)
{
  if (ppm != BC_PPM_NONE)
    sqlite3_bind_int (statement, column, ppm);
  else
    sqlite3_bind_null (statement, column);
}

/* Scores and clocks, of which -1 is unknown. */
void
_bc_sqlite_bind_count (sqlite3_stmt *statement,
                       int           column,
                       gint32        count)
{
  if (count >= 0)
    sqlite3_bind_int (statement, column, count);
  else
    sqlite3_bind_null (statement, column);
}

const char *
_bc_sqlite_get_text (sqlite3_stmt *statement,
                     int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

char *
_bc_sqlite_dup_text (sqlite3_stmt *statement,
                     int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

GBytes *
_bc_sqlite_dup_bytes (sqlite3_stmt *statement,
                      int           column)
{
  gconstpointer data = sqlite3_column_blob (statement, column);

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column));
}

gint32
_bc_sqlite_get_ppm (sqlite3_stmt *statement,
                    int           column)
{
  return sqlite3_column_type (statement, column) != SQLITE_NULL ? sqlite3_column_int (statement, column) : BC_PPM_NONE;
}

gint32
_bc_sqlite_get_count (sqlite3_stmt *statement,
                      int           column)
{
  return sqlite3_column_type (statement, column) != SQLITE_NULL ? sqlite3_column_int (statement, column) : -1;
}
