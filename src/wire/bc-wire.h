/* bc-wire.h: our types as JSON, once for server, store, exports and --json
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game.h"
#include "bc-json-writer.h"
#include "bc-json.h"
#include "bc-progress.h"
#include "bc-simulation-result.h"

G_BEGIN_DECLS

/* What a job document needs besides its progress. */
typedef struct
{
  const char       *id;
  const char       *kind;
  const char       *title;
  const BcProgress *progress;
} BcWireJob;

/* The status word of the predecessor's frames: running, complete, error. */
const char *bc_wire_progress_status      (const BcProgress *progress);

/* progress: NULL writes the not_found state. */
void        bc_wire_write_progress       (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcProgress          *progress);
void        bc_wire_write_job            (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcWireJob           *job);
void        bc_wire_write_game           (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcGame              *game);

/* The document of GET /api/games: one page of a list. */
GBytes     *bc_wire_games_to_json        (GPtrArray                 *games,
                                          const char                *season,
                                          guint                      total,
                                          guint                      limit,
                                          guint                      offset);
void        bc_wire_write_game_meta      (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcGameData          *data);
void        bc_wire_write_probs          (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcGameData          *data,
                                          gboolean                   include_kalshi);
void        bc_wire_write_request        (BcJsonWriter              *writer,
                                          const char                *name,
                                          const BcSimulationRequest *request);

/* What stands in the last object `run` of a document. */
typedef struct
{
  const char *id;
  double      load_seconds;
  double      compute_seconds;
  gint64      started_at;   /* CLOCK_REALTIME µs */
  gint64      finished_at;
  guint       threads;
  const char *data_version;
} BcWireRun;

/* The bulk document. With @summary_only: without `trades` and `game_results`,
 * and with the equity curve reduced to at most 2,000 points. */
GBytes     *bc_wire_simulation_to_json   (const BcSimulationResult  *result,
                                          const BcWireRun           *run,
                                          gboolean                   summary_only);

/* The single-game document of GET /api/games/{id}/simulation. */
GBytes     *bc_wire_game_result_to_json  (const BcGameResult        *result,
                                          const BcStrategy          *strategy);

/* Fills a request from a JSON object with the names of the contract. */
gboolean    bc_wire_read_request         (const BcJsonNode          *node,
                                          BcSimulationRequest       *request,
                                          GError                   **error);

G_END_DECLS
