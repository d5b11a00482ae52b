/* bc-sqlite.h: one connection to a SQLite database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "bc-store-error.h"

G_BEGIN_DECLS

/* Used by one thread at a time. */
typedef struct
{
  sqlite3      *db;
  char         *path;
  GHashTable   *statements;   /* SQL, by address → sqlite3_stmt */
  GCancellable *cancellable;  /* (nullable) (unowned): of the call being carried out */
} BcSqlite;

BcSqlite     *_bc_sqlite_new            (const char    *path,
                                         GError       **error);
void          _bc_sqlite_free           (BcSqlite      *self);

/* Every statement is prepared once for a connection; @sql must be a constant. */
sqlite3_stmt *_bc_sqlite_prepare        (BcSqlite      *self,
                                         const char    *sql,
                                         GError       **error);

/* Next row: 1, no more: 0 (and the statement is reset), -1 with an error. */
int           _bc_sqlite_step           (BcSqlite      *self,
                                         sqlite3_stmt  *statement,
                                         GError       **error);

/* Runs to the end. */
gboolean      _bc_sqlite_run            (BcSqlite      *self,
                                         sqlite3_stmt  *statement,
                                         GError       **error);
gboolean      _bc_sqlite_exec           (BcSqlite      *self,
                                         const char    *sql,
                                         GError       **error);
gboolean      _bc_sqlite_set_error      (BcSqlite      *self,
                                         GError       **error);

/* What ends a transaction that failed; says nothing, as its caller has an error. */
void          _bc_sqlite_roll_back      (BcSqlite      *self);

/* Gives back what a bulk of work has cached. */
void          _bc_sqlite_slim           (BcSqlite      *self);
gboolean      _bc_sqlite_check_cancelled (BcSqlite     *self,
                                         GError       **error);

/* NULL and BC_PPM_NONE are the database's NULL. */
void          _bc_sqlite_bind_text      (sqlite3_stmt  *statement,
                                         int            column,
                                         const char    *text);
void          _bc_sqlite_bind_bytes     (sqlite3_stmt  *statement,
                                         int            column,
                                         GBytes        *bytes);
void          _bc_sqlite_bind_ppm       (sqlite3_stmt  *statement,
                                         int            column,
                                         gint32         ppm);
void          _bc_sqlite_bind_count     (sqlite3_stmt  *statement,
                                         int            column,
                                         gint32         count);
const char   *_bc_sqlite_get_text       (sqlite3_stmt  *statement,
                                         int            column);
char         *_bc_sqlite_dup_text       (sqlite3_stmt  *statement,
                                         int            column);
GBytes       *_bc_sqlite_dup_bytes      (sqlite3_stmt  *statement,
                                         int            column);
gint32        _bc_sqlite_get_ppm        (sqlite3_stmt  *statement,
                                         int            column);
gint32        _bc_sqlite_get_count      (sqlite3_stmt  *statement,
                                         int            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcSqlite, _bc_sqlite_free)

G_END_DECLS
