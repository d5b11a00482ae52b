/* bc-simulator.h: the trading rules, point by point
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-series.h"

G_BEGIN_DECLS

/* Raised whenever any number of any result may change. */
#define BC_ENGINE_VERSION 1

typedef enum
{
  BC_LONG,
  BC_SHORT,
} BcDirection;

typedef enum
{
  BC_PHASE_FIRST,
  BC_PHASE_MIDDLE,
  BC_PHASE_LAST,
  BC_N_PHASES,
} BcPhase;

/**
 * BcTrade:
 * @entry_index: index of the entry's point in the series
 * @exit_index: index of the exit's point
 * @entry_price: what was paid or received per contract, ppm
 * @exit_price: likewise at the exit, after any penalty
 * @direction: long buys "home wins"
 * @phase: by where the entry lies between the game's start and end
 * @penalised: whether the exit leg needed a side that was missing, or was forced
 * @forced: whether the data ended with the position open
 * @has_settlement: whether the game's outcome is known
 * @contracts: how many, possibly fractional
 * @gross: nano-dollars; likewise:
 * @fees: of both legs
 * @slippage: of both legs
 * @net: gross − fees − slippage
 * @settlement_net: net had it been held to settlement (no exit leg's fee or slippage); 0 without @has_settlement
 */
typedef struct
{
  guint       entry_index;
  guint       exit_index;
  gint32      entry_price;
  gint32      exit_price;
  BcDirection direction;
  BcPhase     phase;
  gboolean    penalised;
  gboolean    forced;
  gboolean    has_settlement;
  double      contracts;
  gint64      gross;
  gint64      fees;
  gint64      slippage;
  gint64      net;
  gint64      settlement_net;
} BcTrade;

GArray *bc_simulate (const BcSeries   *series,
                     const BcStrategy *strategy,
                     BcOutcome         outcome);

G_END_DECLS
