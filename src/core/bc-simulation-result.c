/* bc-simulation-result.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-simulation-result.h"

#include "bc-series-private.h"

G_DEFINE_BOXED_TYPE (BcSimulationResult, bc_simulation_result, bc_simulation_result_ref, bc_simulation_result_unref)

static BcGameResult *
make_game_result (BcGame     *game,
                  const char *source)
{
  BcGameResult *self = g_new0 (BcGameResult, 1);

  self->game = bc_game_ref (game);
  self->source = g_strdup (source);

  return self;
}

static void
simulate (BcGameResult     *self,
          BcSeries         *series,
          const BcStrategy *strategy)
{
  self->series = bc_series_ref (series);
  self->n_points = series->n_points;
  self->trades = bc_simulate (series, strategy, bc_game_get_outcome (self->game));
}

/**
 * bc_game_result_new:
 * @data: the raw data of a game
 * @request: the source and the rules
 *
 * Aligns and simulates one game. A game that cannot be traded is a result too:
 * it carries the error. Pure; for any thread.
 *
 * Returns: (transfer full): the result
 */
BcGameResult *
bc_game_result_new (const BcGameData          *data,
                    const BcSimulationRequest *request)
{
  g_autoptr(GError) error = NULL;
  const BcModelTrack *track = bc_game_data_find_track (data, request->source, &error);
  BcGameResult *self = make_game_result (data->game, track != NULL ? track->source : NULL);
  g_autoptr(BcSeries) series = NULL;

  if (track != NULL)
    series = bc_series_align (data, track->source, &request->strategy, &error);

  if (series != NULL)
    simulate (self, series, &request->strategy);
  else
    {
      self->trades = g_array_new (FALSE, FALSE, sizeof (BcTrade));
      self->error = g_steal_pointer (&error);
    }

  return self;
}

/**
 * bc_game_result_new_from_series:
 * @game: the game
 * @source: the probability source of @series
 * @series: what bc_series_align() made of the game's data for @strategy
 * @strategy: the rules
 *
 * Simulates one game whose data are aligned already. Pure; for any thread.
 *
 * Returns: (transfer full): the result
 */
BcGameResult *
bc_game_result_new_from_series (BcGame           *game,
                                const char       *source,
                                BcSeries         *series,
                                const BcStrategy *strategy)
{
  BcGameResult *self = make_game_result (game, source);

  simulate (self, series, strategy);

  return self;
}

/**
 * bc_game_result_compact:
 * @self: a result that nobody else looks at yet
 *
 * Gives back most of its memory: of the series only the points at which a trade
 * was made stay, and the indices of the trades point to them. Metrics and
 * documents are the same afterwards.
 */
void
bc_game_result_compact (BcGameResult *self)
{
  g_autoptr(BcSeries) whole = g_steal_pointer (&self->series);
  g_autofree guint *indices = g_new (guint, 2 * self->trades->len);

  if (whole == NULL)
    return;

  for (guint i = 0; i < self->trades->len; i++)
    {
      BcTrade *trade = &g_array_index (self->trades, BcTrade, i);
      guint entry = 2 * i;
      guint exit = entry + 1;

      indices[entry] = trade->entry_index;
      indices[exit] = trade->exit_index;
      trade->entry_index = entry;
      trade->exit_index = exit;
    }

  self->series = _bc_series_pick (whole, indices, 2 * self->trades->len);
}

/**
 * bc_game_result_free:
 * @self: (transfer full): a result
 */
void
bc_game_result_free (BcGameResult *self)
{
  bc_game_unref (self->game);
  g_free (self->source);
  g_clear_pointer (&self->series, bc_series_unref);
  g_array_unref (self->trades);
  g_clear_error (&self->error);
  g_free (self);
}

static int
compare_games_cb (gconstpointer a,
                  gconstpointer b)
{
  const BcGameResult *first = *(const BcGameResult * const *) a;
  const BcGameResult *second = *(const BcGameResult * const *) b;

  return bc_game_compare (first->game, second->game);
}

static void
compute_metrics (BcSimulationResult *self)
{
  g_autofree BcTradedGame *traded = g_new (BcTradedGame, self->games->len);
  guint n_traded = 0;

  for (guint i = 0; i < self->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (self->games, i);

      if (game->error == NULL)
        traded[n_traded++] = (BcTradedGame) { game->series, game->trades };
    }

  bc_metrics_compute (&self->metrics, traded, n_traded, self->games->len - n_traded, self->request->strategy.bet);
}

/**
 * bc_simulation_result_new:
 * @request: what was asked; copied
 * @games: (element-type BcGameResult): what came of it, in any order; a
 *   reference is taken, the array is sorted and must not change afterwards
 * @n_requested: games asked for
 * @partial: whether the run ended before all of them were done
 *
 * Puts the games in their order and computes the numbers of all trades.
 *
 * Returns: (transfer full): the result
 */
BcSimulationResult *
bc_simulation_result_new (const BcSimulationRequest *request,
                          GPtrArray                 *games,
                          guint                      n_requested,
                          gboolean                   partial)
{
  BcSimulationResult *self = g_new0 (BcSimulationResult, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->request = bc_simulation_request_copy (request);
  self->n_requested = n_requested;
  self->games = g_ptr_array_ref (games);
  self->partial = partial;

  g_ptr_array_sort (self->games, compare_games_cb);
  compute_metrics (self);

  return self;
}

/**
 * bc_simulation_result_ref:
 * @self: a result
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcSimulationResult *
bc_simulation_result_ref (BcSimulationResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_simulation_result_unref:
 * @self: (transfer full): a result
 *
 * Any thread may call this.
 */
void
bc_simulation_result_unref (BcSimulationResult *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  bc_simulation_request_free (self->request);
  g_ptr_array_unref (self->games);
  g_free (self);
}
