/* bc-sqlite-lanes.h: carries out calls in threads, in their order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-sqlite.h"

G_BEGIN_DECLS

/**
 * BcSqliteKind:
 * @BC_SQLITE_READ: in a transaction that sees one state
 * @BC_SQLITE_WRITE: in a transaction that is committed if it succeeds
 * @BC_SQLITE_PLAIN: outside of transactions, in the order of the writes
 * @BC_SQLITE_CLOSE: after everything else
 */
typedef enum
{
  BC_SQLITE_READ,
  BC_SQLITE_WRITE,
  BC_SQLITE_PLAIN,
  BC_SQLITE_CLOSE,
} BcSqliteKind;

typedef struct _BcSqliteLanes BcSqliteLanes;

/* What a call needs while it is carried out. */
typedef struct
{
  BcSqliteLanes *lanes;
  BcSqlite      *db;     /* NULL before it was opened */
  gpointer       args;   /* the task's data */
} BcSqliteContext;

/* Runs in a thread of the store: a result, or NULL with an error. */
typedef gpointer (*BcSqliteFunc) (BcSqliteContext  *context,
                                  GError          **error);

BcSqliteLanes *_bc_sqlite_lanes_new    (const char      *path);
void           _bc_sqlite_lanes_free   (BcSqliteLanes   *self);

/* Takes the task and answers it in its context: with the result, to be freed
 * by @result_free, or with TRUE where that is NULL. */
void           _bc_sqlite_lanes_push   (BcSqliteLanes   *self,
                                        BcSqliteKind     kind,
                                        BcSqliteFunc     func,
                                        GDestroyNotify   result_free,
                                        GTask           *task);

/* For the functions of calls. */
gboolean       _bc_sqlite_lanes_open   (BcSqliteLanes   *self,
                                        GError         **error);
void           _bc_sqlite_lanes_close  (BcSqliteLanes   *self);
char          *_bc_sqlite_lanes_claim  (BcSqliteLanes   *self,
                                        GError         **error);

/* The token of whoever holds the database now, or NULL. */
char          *_bc_sqlite_lanes_dup_owner (BcSqliteLanes *self);

G_END_DECLS
