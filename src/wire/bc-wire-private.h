/* bc-wire-private.h: what the documents have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-wire.h"

G_BEGIN_DECLS

/* A word or nothing: empty texts are unknown, which is null. */
void     _bc_wire_write_word         (BcJsonWriter       *writer,
                                      const char         *name,
                                      const char         *text);
void     _bc_wire_write_score        (BcJsonWriter       *writer,
                                      const char         *name,
                                      gint32              score);

/* A price in cents, as the predecessor had it: 455,000 ppm is 45.5. */
void     _bc_wire_write_price_cents  (BcJsonWriter       *writer,
                                      const char         *name,
                                      gint32              ppm);

/* An average of amounts, in nano-dollars at most; NaN is null. */
void     _bc_wire_write_mean_dollars (BcJsonWriter       *writer,
                                      const char         *name,
                                      double              dollars);
void     _bc_wire_write_mean_cents   (BcJsonWriter       *writer,
                                      const char         *name,
                                      double              dollars);

/* The quotient, or null where nothing is divided by. */
void     _bc_wire_write_ratio        (BcJsonWriter       *writer,
                                      const char         *name,
                                      guint64             part,
                                      guint64             whole);

/* A team's full name, else its code, else null. */
void     _bc_wire_write_team_name    (BcJsonWriter       *writer,
                                      const char         *name,
                                      const BcGame       *game,
                                      const char         *code);

/* Members shared by the list of games and the game's own document. */
void     _bc_wire_write_identity     (BcJsonWriter       *writer,
                                      const BcGame       *game);

/* Trades whose game has an outcome: as traded, and had they been held to it. */
typedef struct
{
  guint64 n_trades;
  gint64  traded;
  gint64  held;
} BcWireSettlement;

/* Net profit per trade in dollars, NaN without any. */
double   _bc_wire_get_mean           (const BcTotals     *totals);

/* Adds the trades to both. */
void     _bc_wire_sum_trades         (const GArray       *trades,
                                      BcTotals           *totals,
                                      BcWireSettlement   *settlement);
void     _bc_wire_write_totals       (BcJsonWriter       *writer,
                                      const BcTotals     *totals);
void     _bc_wire_write_settlement   (BcJsonWriter           *writer,
                                      const BcWireSettlement *settlement);

/* The members of a single-game document, and its trades as items. @with_game
 * names the game in each trade, as in documents that hold several games. */
void     _bc_wire_write_game_result  (BcJsonWriter       *writer,
                                      const BcGameResult *result,
                                      const BcStrategy   *strategy,
                                      gboolean            with_game);
void     _bc_wire_write_trades       (BcJsonWriter       *writer,
                                      const BcGameResult *result,
                                      gboolean            with_game);

/* The parameters as members: those that the predecessor had on top, with what
 * a profit must not be read without; and all of them. */
void     _bc_wire_write_assumptions  (BcJsonWriter       *writer,
                                      const BcStrategy   *strategy);
void     _bc_wire_write_strategy     (BcJsonWriter       *writer,
                                      const BcStrategy   *strategy);

const char *_bc_wire_phase_to_string (BcPhase             phase);
const char *_bc_wire_get_data_source (const char         *source);

/* The running net profit after each trade, whole or reduced. */
void     _bc_wire_write_equity       (BcJsonWriter             *writer,
                                      const BcSimulationResult *result,
                                      gboolean                  reduced);

G_END_DECLS
