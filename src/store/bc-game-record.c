/* bc-game-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-game-record.h"

/**
 * bc_game_record_new:
 * @origin: who says it
 * @key: the game's id there
 *
 * Returns: (transfer full): a record that says nothing yet but who it is
 */
BcGameRecord *
bc_game_record_new (BcOrigin    origin,
                    const char *key)
{
  BcGameRecord *self = g_new0 (BcGameRecord, 1);

  self->origin = origin;
  self->key = g_strdup (key);
  self->home_score = BC_SCORE_NONE;
  self->away_score = BC_SCORE_NONE;
  self->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_model_track_free);
  self->markets = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_market_free);

  return self;
}

/**
 * bc_game_record_free:
 * @self: (transfer full): a record
 *
 * Frees it with its tracks and markets.
 */
void
bc_game_record_free (BcGameRecord *self)
{
  g_free (self->key);
  g_strfreev (self->aliases);
  g_free (self->league);
  g_free (self->season);
  g_free (self->date);
  g_free (self->home);
  g_free (self->away);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->markets);
  g_free (self->unmatched);
  g_free (self);
}
