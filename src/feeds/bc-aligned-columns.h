/* bc-aligned-columns.h: the columns of an aligned CSV, and those about the game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-game-record.h"

G_BEGIN_DECLS

enum
{
  BC_ALIGNED_GAME_ID,
  BC_ALIGNED_TIMESTAMP,
  BC_ALIGNED_MODEL_PROB,
  BC_ALIGNED_PRICE,
  BC_ALIGNED_BID,
  BC_ALIGNED_ASK,
  BC_ALIGNED_N_REQUIRED,
  BC_ALIGNED_SEASON = BC_ALIGNED_N_REQUIRED,
  BC_ALIGNED_DATE,
  BC_ALIGNED_HOME,
  BC_ALIGNED_AWAY,
  BC_ALIGNED_HOME_SCORE,
  BC_ALIGNED_AWAY_SCORE,
  BC_ALIGNED_N_COLUMNS
};

extern const char * const _bc_aligned_columns[BC_ALIGNED_N_COLUMNS];

gboolean _bc_aligned_set_invalid (GError       **error,
                                  guint          column,
                                  const char    *text,
                                  const char    *expected);
gboolean _bc_aligned_merge_game  (BcGameRecord  *game,
                                  char         **values,
                                  GError       **error);
void     _bc_aligned_finish_game (BcGameRecord  *game);

G_END_DECLS
