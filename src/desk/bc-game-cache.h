/* bc-game-cache.h: the raw data of games that were used lately
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game.h"

G_BEGIN_DECLS

/* Keyed by data version, so nothing in it is ever stale; bounded in bytes, so
 * the game used longest ago goes first. Main context only. */
typedef struct _BcGameCache BcGameCache;

BcGameCache *bc_game_cache_new      (gsize        max_bytes);
BcGameCache *bc_game_cache_ref      (BcGameCache *self);
void         bc_game_cache_unref    (BcGameCache *self);
BcGameData  *bc_game_cache_lookup   (BcGameCache *self,
                                     const char  *data_version);
void         bc_game_cache_insert   (BcGameCache *self,
                                     BcGameData  *data);
gsize        bc_game_cache_get_size (BcGameCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcGameCache, bc_game_cache_unref)

G_END_DECLS
