/* bc-cli-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-series.h"

#include <glib/gi18n.h>

#include "bc-aligned-csv.h"
#include "bc-team.h"
#include "bc-wire.h"

static char *
dup_or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/* A game whose start is not known begins with its first point, as in the store:
 * the order of the games, and with it the drawdown, must not depend on where
 * they came from. */
static gint64
get_start_time (const BcGameRecord *record)
{
  const BcModelTrack *track;

  if (record->start_time != 0 || record->tracks->len == 0)
    return record->start_time;

  track = g_ptr_array_index (record->tracks, 0);

  return track->points->len > 0 ? g_array_index (track->points, BcModelPoint, 0).time : 0;
}

/* What the store would make of the record, as far as a run needs it. */
static BcGameData *
make_game_data (const BcGameRecord *record)
{
  g_autoptr(BcGame) game = bc_game_new ();
  BcGameData *data;

  game->id = g_strdup (record->key);
  game->league = dup_or_empty (record->league);
  game->date = dup_or_empty (record->date);
  game->season = record->season != NULL ? g_strdup (record->season) : bc_season_of (record->league, game->date);
  game->home = dup_or_empty (record->home);
  game->away = dup_or_empty (record->away);
  game->start_time = get_start_time (record);
  game->home_score = record->home_score;
  game->away_score = record->away_score;
  game->final = record->final;

  data = bc_game_data_new (game);
  for (guint i = 0; i < record->tracks->len; i++)
    g_ptr_array_add (data->tracks, g_ptr_array_index (record->tracks, i));

  /* The tracks are the game's now. */
  g_ptr_array_set_free_func (record->tracks, NULL);
  g_ptr_array_set_size (record->tracks, 0);

  return data;
}

static GPtrArray *
simulate_records (GPtrArray                 *records,
                  const BcSimulationRequest *request)
{
  GPtrArray *games = g_ptr_array_new_full (records->len, (GDestroyNotify) bc_game_result_free);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(BcGameData) data = make_game_data (g_ptr_array_index (records, i));

      g_ptr_array_add (games, bc_game_result_new (data, request));
    }

  return games;
}

/**
 * _bc_cli_simulate_series:
 * @path: an aligned CSV
 * @request: the rules; gets the name of the source if it has none
 * @summary: whether the shorter document will do
 * @error: return location
 *
 * Simulates every game of a file at once.
 *
 * Returns: (transfer full): the bulk document, or %NULL with the error of
 *   bc_aligned_csv_read()
 */
GBytes *
_bc_cli_simulate_series (const char           *path,
                         BcSimulationRequest  *request,
                         gboolean              summary,
                         GError              **error)
{
  gint64 started_at = g_get_real_time ();
  gint64 start = g_get_monotonic_time ();
  gint64 loaded;
  guint n_dropped = 0;
  g_autoptr(GPtrArray) records = bc_aligned_csv_read (path, request->source, &n_dropped, error);
  g_autoptr(GPtrArray) games = NULL;
  g_autoptr(BcSimulationResult) result = NULL;
  BcWireRun run = { 0, };

  if (records == NULL)
    return NULL;

  if (n_dropped > 0)
    g_printerr (ngettext ("%s: %u row was left out: identical, invalid or without a price\n",
                          "%s: %u rows were left out: identical, invalid or without a price\n", n_dropped),
                path, n_dropped);

  loaded = g_get_monotonic_time ();
  games = simulate_records (records, request);
  result = bc_simulation_result_new (request, games, records->len, FALSE);

  run.load_seconds = (double) (loaded - start) / G_USEC_PER_SEC;
  run.compute_seconds = (double) (g_get_monotonic_time () - loaded) / G_USEC_PER_SEC;
  run.started_at = started_at;
  run.finished_at = g_get_real_time ();
  run.threads = 1;

  return bc_wire_simulation_to_json (result, &run, summary);
}
