/* bc-store-error.h: what can go wrong in a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcStoreError:
 * @BC_STORE_ERROR_FAILED: the database complained; its words are in the message
 * @BC_STORE_ERROR_OPEN: the database cannot be reached or opened
 * @BC_STORE_ERROR_URL: the address names no known kind of store
 * @BC_STORE_ERROR_TOO_NEW: a newer program wrote its schema
 * @BC_STORE_ERROR_HELD: another process holds it; the message names its process id
 * @BC_STORE_ERROR_NOT_FOUND: no such game, job or result; the message names it
 * @BC_STORE_ERROR_FULL: the disk is full or read-only
 * @BC_STORE_ERROR_CORRUPT: a check found damage
 */
typedef enum
{
  BC_STORE_ERROR_FAILED,
  BC_STORE_ERROR_OPEN,
  BC_STORE_ERROR_URL,
  BC_STORE_ERROR_TOO_NEW,
  BC_STORE_ERROR_HELD,
  BC_STORE_ERROR_NOT_FOUND,
  BC_STORE_ERROR_FULL,
  BC_STORE_ERROR_CORRUPT,
} BcStoreError;

#define BC_STORE_ERROR (bc_store_error_quark ())
GQuark bc_store_error_quark (void);

G_END_DECLS
