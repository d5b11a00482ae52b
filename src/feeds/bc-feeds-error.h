/* bc-feeds-error.h: what can go wrong in reading data from elsewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcFeedsError:
 * @BC_FEEDS_ERROR_UNKNOWN: the content is of no kind that is known
 * @BC_FEEDS_ERROR_INVALID: of a known kind, but a value is wrong; the message says where
 * @BC_FEEDS_ERROR_MISMATCH: the file contradicts itself, such as another game's ticker
 * @BC_FEEDS_ERROR_TOO_LARGE: larger than what is read
 */
typedef enum
{
  BC_FEEDS_ERROR_UNKNOWN,
  BC_FEEDS_ERROR_INVALID,
  BC_FEEDS_ERROR_MISMATCH,
  BC_FEEDS_ERROR_TOO_LARGE,
} BcFeedsError;

#define BC_FEEDS_ERROR (bc_feeds_error_quark ())
GQuark bc_feeds_error_quark  (void);
void   bc_feeds_error_repair (GError *error);

G_END_DECLS
