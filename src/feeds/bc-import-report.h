/* bc-import-report.h: what an import took, and what it refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  BC_FILE_TAKEN,
  BC_FILE_UNCHANGED,
  BC_FILE_REFUSED,
} BcFileStatus;

/**
 * BcFileReport:
 * @path: as found
 * @status: what happened to it
 * @kind: (nullable): what it was recognised as: `espn-summary`, `espn-probabilities`,
 *   `espn-scoreboard`, `kalshi-markets`, `kalshi-candlesticks`, `kalshi-candles-csv`, `aligned-csv`
 * @reason: (nullable): why it was refused, or what of it was left out and counted
 * @line: line of the first trouble, 0 if none
 * @byte: byte offset of the first trouble, -1 if none
 * @n_games: games it spoke of
 * @n_points: points and quotes that were new
 * @n_dropped: rows left out and counted (identical, invalid)
 */
typedef struct
{
  char        *path;
  BcFileStatus status;
  char        *kind;
  char        *reason;
  guint64      line;
  gint64       byte;
  guint        n_games;
  gint64       n_points;
  guint        n_dropped;
} BcFileReport;

/**
 * BcImportReport:
 * @files: (element-type BcFileReport): in the order of their paths
 * @n_games: games touched, each counted once
 * @n_priced_games: those of them for which prices came
 * @n_points: points and quotes that were new
 * @n_refused: files refused
 * @n_unmatched: event tickers kept without a game
 * @partial: whether it was cancelled before the end
 */
typedef struct
{
  GPtrArray *files;
  guint      n_games;
  guint      n_priced_games;
  gint64     n_points;
  guint      n_refused;
  guint      n_unmatched;
  gboolean   partial;
} BcImportReport;

BcImportReport *bc_import_report_new     (void);
void            bc_import_report_free    (BcImportReport       *self);
GBytes         *bc_import_report_to_json (const BcImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcImportReport, bc_import_report_free)

G_END_DECLS
