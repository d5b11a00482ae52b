/* bc-game.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-game.h"

#include <glib/gi18n.h>

#include "bc-core-error.h"

G_DEFINE_BOXED_TYPE (BcGame, bc_game, bc_game_ref, bc_game_unref)
G_DEFINE_BOXED_TYPE (BcGameData, bc_game_data, bc_game_data_ref, bc_game_data_unref)

/**
 * bc_game_new:
 *
 * Makes a game of which nothing is known: strings and lists are %NULL until
 * its maker sets them, scores and probabilities are none.
 *
 * Returns: (transfer full): a new game
 */
BcGame *
bc_game_new (void)
{
  BcGame *self = g_new0 (BcGame, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->home_score = BC_SCORE_NONE;
  self->away_score = BC_SCORE_NONE;
  self->min_probability = BC_PPM_NONE;
  self->max_probability = BC_PPM_NONE;
  self->mean_probability = BC_PPM_NONE;
  self->standard_deviation = BC_PPM_NONE;

  return self;
}

/**
 * bc_game_ref:
 * @self: a game
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcGame *
bc_game_ref (BcGame *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_game_unref:
 * @self: (transfer full): a game
 *
 * Any thread may call this.
 */
void
bc_game_unref (BcGame *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_strfreev (self->aliases);
  g_free (self->league);
  g_free (self->season);
  g_free (self->date);
  g_free (self->home);
  g_free (self->away);
  g_strfreev (self->sources);
  g_free (self->data_version);
  g_free (self);
}

/**
 * bc_game_compare:
 * @a: a game
 * @b: another
 *
 * The order of a set of games, which is the order of its trades: date, then
 * start, then id, bytewise.
 *
 * Returns: below, at or above 0
 */
gint
bc_game_compare (const BcGame *a,
                 const BcGame *b)
{
  gint order = g_strcmp0 (a->date, b->date);

  if (order == 0)
    order = (a->start_time > b->start_time) - (a->start_time < b->start_time);
  if (order == 0)
    order = g_strcmp0 (a->id, b->id);

  return order;
}

/**
 * bc_game_get_outcome:
 * @self: a game
 *
 * Returns: who won, or %BC_OUTCOME_UNKNOWN for a tie and an unfinished game
 */
BcOutcome
bc_game_get_outcome (const BcGame *self)
{
  if (!self->final || self->home_score < 0 || self->away_score < 0 || self->home_score == self->away_score)
    return BC_OUTCOME_UNKNOWN;

  return self->home_score > self->away_score ? BC_OUTCOME_HOME : BC_OUTCOME_AWAY;
}

/**
 * bc_model_track_new:
 * @source: name of the probability source
 * @aligned: whether its points carry prices
 *
 * Returns: (transfer full): a track without points
 */
BcModelTrack *
bc_model_track_new (const char *source,
                    gboolean    aligned)
{
  BcModelTrack *self = g_new0 (BcModelTrack, 1);

  self->source = g_strdup (source);
  self->aligned = aligned;
  self->points = g_array_new (FALSE, FALSE, sizeof (BcModelPoint));

  return self;
}

/**
 * bc_model_track_free:
 * @self: (transfer full): a track
 */
void
bc_model_track_free (BcModelTrack *self)
{
  g_free (self->source);
  g_array_unref (self->points);
  g_free (self);
}

/**
 * bc_market_new:
 * @ticker: Kalshi's market ticker
 *
 * Returns: (transfer full): a market without quotes; the other strings are
 *   %NULL until its maker sets them
 */
BcMarket *
bc_market_new (const char *ticker)
{
  BcMarket *self = g_new0 (BcMarket, 1);

  self->ticker = g_strdup (ticker);
  self->last_price = BC_PPM_NONE;
  self->quotes = g_array_new (FALSE, FALSE, sizeof (BcQuote));

  return self;
}

/**
 * bc_market_free:
 * @self: (transfer full): a market
 */
void
bc_market_free (BcMarket *self)
{
  g_free (self->ticker);
  g_free (self->event_ticker);
  g_free (self->team);
  g_free (self->result);
  g_array_unref (self->quotes);
  g_free (self);
}

/**
 * bc_game_data_new:
 * @game: whose data; a reference is taken
 *
 * Returns: (transfer full): data without tracks and markets, to be filled
 *   before it is shared
 */
BcGameData *
bc_game_data_new (BcGame *game)
{
  BcGameData *self = g_new0 (BcGameData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->game = bc_game_ref (game);
  self->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_model_track_free);
  self->markets = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_market_free);

  return self;
}

/**
 * bc_game_data_ref:
 * @self: data of a game
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcGameData *
bc_game_data_ref (BcGameData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_game_data_unref:
 * @self: (transfer full): data of a game
 *
 * Any thread may call this.
 */
void
bc_game_data_unref (BcGameData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  bc_game_unref (self->game);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->markets);
  g_free (self);
}

static const BcModelTrack *
find_named (const BcGameData *self,
            const char       *source)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (self->tracks, i);

      if (g_strcmp0 (track->source, source) == 0)
        return track;
    }

  return NULL;
}

static char *
list_sources (const BcGameData *self)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (self->tracks, i);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", track->source);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * bc_game_data_find_track:
 * @self: data of a game
 * @source: (nullable): the probability source; %NULL for `espn`, else the only one
 * @error: return location
 *
 * Returns: (transfer none): the track to trade on, or %NULL with
 *   %BC_CORE_ERROR_NO_DATA naming the sources there are
 */
const BcModelTrack *
bc_game_data_find_track (const BcGameData  *self,
                         const char        *source,
                         GError           **error)
{
  const BcModelTrack *track = find_named (self, source != NULL ? source : "espn");
  g_autofree char *list = NULL;

  if (track != NULL)
    return track;
  if (source == NULL && self->tracks->len == 1)
    return g_ptr_array_index (self->tracks, 0);

  list = list_sources (self);
  if (self->tracks->len == 0)
    g_set_error_literal (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                         _("The game has no win probabilities"));
  else if (source != NULL)
    g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                 _("The game has no win probabilities from “%s”; it has some from: %s"), source, list);
  else
    g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA,
                 _("The game has several sources of win probabilities, name one with “source”: %s"), list);

  return NULL;
}

/**
 * bc_game_data_get_size:
 * @self: data of a game
 *
 * Returns: bytes that its points and quotes hold, for a cache to count
 */
gsize
bc_game_data_get_size (const BcGameData *self)
{
  gsize size = sizeof *self + sizeof *self->game;

  for (guint i = 0; i < self->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (self->tracks, i);

      size += sizeof *track + track->points->len * sizeof (BcModelPoint);
    }
  for (guint i = 0; i < self->markets->len; i++)
    {
      const BcMarket *market = g_ptr_array_index (self->markets, i);

      size += sizeof *market + market->quotes->len * sizeof (BcQuote);
    }

  return size;
}
