/* bc-sqlite-claim.h: which process holds a database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-store-error.h"

G_BEGIN_DECLS

/**
 * BcSqliteClaim:
 * @path: (nullable): the run file beside the database; %NULL for one in memory
 * @fd: open and locked while held, else -1
 * @token: (nullable): of this owner while held
 */
typedef struct
{
  char *path;
  int   fd;
  char *token;
} BcSqliteClaim;

void     _bc_sqlite_claim_init      (BcSqliteClaim  *self,
                                     const char     *database);
void     _bc_sqlite_claim_clear     (BcSqliteClaim  *self);
gboolean _bc_sqlite_claim_take      (BcSqliteClaim  *self,
                                     GError        **error);
void     _bc_sqlite_claim_release   (BcSqliteClaim  *self);

/* The token of whoever holds the database now, or NULL if nobody does. */
char    *_bc_sqlite_claim_dup_owner (BcSqliteClaim  *self);

G_END_DECLS
