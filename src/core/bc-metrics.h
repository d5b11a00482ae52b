/* bc-metrics.h: numbers of a set of trades
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-simulator.h"

G_BEGIN_DECLS

/**
 * BcTotals:
 * @n_trades: how many
 * @n_wins: how many with a net profit above 0
 * @net: nano-dollars, sums over the trades; likewise:
 * @gross: before fees and slippage
 * @fees: paid
 * @slippage: paid
 * @won: net of the winning trades
 * @lost: |net| of the losing trades
 *
 * Sums of integers: adding two of them in any order gives the same bytes.
 */
typedef struct
{
  guint64 n_trades;
  guint64 n_wins;
  gint64  net;
  gint64  gross;
  gint64  fees;
  gint64  slippage;
  gint64  won;
  gint64  lost;
} BcTotals;

/**
 * BcMetrics:
 *
 * All amounts are nano-dollars unless said otherwise; a double that is not
 * defined (no trade, no losing trade, …) is NaN, which the wire writes as null.
 */
typedef struct
{
  BcTotals all;
  BcTotals by_direction[2];
  BcTotals by_phase[BC_N_PHASES];
  guint    n_games;             /* games that were simulated */
  guint    n_failed;            /* games that could not be */
  guint    n_penalised;
  guint    n_forced;
  double   win_rate;            /* 0..1 */
  double   mean;                /* net per trade (expectancy), dollars */
  double   median;              /* dollars */
  double   standard_deviation;  /* of the sample, dollars */
  double   profit_factor;
  gint64   max_drawdown;
  double   max_drawdown_share;  /* of the peak, 0..; NaN while the peak is 0 */
  double   return_on_risk;      /* net / (trades × bet) */
  double   sharpe_per_trade;
  double   sharpe_per_game;
  double   mean_hold;           /* seconds */
  double   quartiles[5];        /* min, q1, median, q3, max of net, dollars */
  double   mean_entry_divergence; /* |d| at the entries, 0..1 */
  double   mean_exit_divergence;
  guint64  n_settled;           /* trades whose game has an outcome */
  gint64   settlement_net;      /* of those, had they been held to settlement */
} BcMetrics;

/* A game that was simulated: the trades and what they were made on. */
typedef struct
{
  const BcSeries *series;
  const GArray   *trades;
} BcTradedGame;

void bc_totals_add_trade (BcTotals           *self,
                          const BcTrade      *trade);
void bc_totals_add       (BcTotals           *self,
                          const BcTotals     *other);
void bc_metrics_compute  (BcMetrics          *self,
                          const BcTradedGame *games,
                          guint               n_games,
                          guint               n_failed,
                          gint64              bet);

G_END_DECLS
