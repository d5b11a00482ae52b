/* bc-desk-private.h: the desk, among its own files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-desk.h"
#include "bc-game-cache.h"

G_BEGIN_DECLS

BcGameCache *_bc_desk_get_cache   (BcDesk      *self);

/* Lends the job, or sets NOT_FOUND. */
BcJob       *_bc_desk_require_job (BcDesk      *self,
                                   const char  *id,
                                   GError     **error);

G_END_DECLS
