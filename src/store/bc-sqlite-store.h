/* bc-sqlite-store.h: a store in a file, or in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-store.h"

G_BEGIN_DECLS

#define BC_TYPE_SQLITE_STORE (bc_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (BcSqliteStore, bc_sqlite_store, BC, SQLITE_STORE, GObject)

/* Takes the task and answers it with a new store, or an error. */
void _bc_sqlite_store_open (const char *path,
                            GTask      *task);

G_END_DECLS
