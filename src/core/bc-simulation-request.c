/* bc-simulation-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-simulation-request.h"

#include <glib/gi18n.h>
#include <string.h>

#include "bc-parameter-private.h"

#define NUM_GAMES_MAX  1000000
#define THREADS_MAX    256

/* Longest name of a season or source, longest id of a game. */
#define NAME_MAX_LENGTH 128

G_DEFINE_BOXED_TYPE (BcSimulationRequest, bc_simulation_request, bc_simulation_request_copy, bc_simulation_request_free)

/**
 * bc_simulation_request_new:
 *
 * Returns: (transfer full): a request for every game of the newest season, with
 *   the default strategy
 */
BcSimulationRequest *
bc_simulation_request_new (void)
{
  BcSimulationRequest *self = g_new0 (BcSimulationRequest, 1);

  bc_strategy_init (&self->strategy);

  return self;
}

/**
 * bc_simulation_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): an equal request
 */
BcSimulationRequest *
bc_simulation_request_copy (const BcSimulationRequest *self)
{
  BcSimulationRequest *copy = g_memdup2 (self, sizeof *self);

  copy->season = g_strdup (self->season);
  copy->game_ids = g_strdupv (self->game_ids);
  copy->source = g_strdup (self->source);

  return copy;
}

/**
 * bc_simulation_request_free:
 * @self: (transfer full): a request
 */
void
bc_simulation_request_free (BcSimulationRequest *self)
{
  g_free (self->season);
  g_strfreev (self->game_ids);
  g_free (self->source);
  g_free (self);
}

static gboolean
check_name (const char  *name,
            const char  *text,
            GError     **error)
{
  g_autofree char *quoted = NULL;

  if (*text != '\0' && strlen (text) <= NAME_MAX_LENGTH && g_utf8_validate (text, -1, NULL))
    return TRUE;

  quoted = bc_core_error_quote (text, -1);
  g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE,
               _("%s must have from 1 to %d bytes of UTF-8, not “%s”"), name, NAME_MAX_LENGTH, quoted);

  return FALSE;
}

static gboolean
set_name (char       **field,
          const char  *name,
          const char  *text,
          GError     **error)
{
  if (!check_name (name, text, error))
    return FALSE;

  g_free (*field);
  *field = g_strdup (text);

  return TRUE;
}

static gboolean
set_count (guint       *field,
           const char  *name,
           const char  *text,
           gint64       max,
           GError     **error)
{
  gint64 value;

  if (!_bc_parameter_parse_number (name, text, 0, 0, max, &value, error))
    return FALSE;

  *field = (guint) value;

  return TRUE;
}

static guint
count_ids (const char *text)
{
  guint n_ids = 1;

  for (; *text != '\0'; text++)
    n_ids += *text == ',';

  return n_ids;
}

static gboolean
set_game_ids (BcSimulationRequest  *self,
              const char           *name,
              const char           *text,
              GError              **error)
{
  guint n_ids = count_ids (text);
  g_auto(GStrv) ids = NULL;

  if (n_ids > NUM_GAMES_MAX)
    {
      g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_RANGE,
                   _("%s must name at most %d games, not %u"), name, NUM_GAMES_MAX, n_ids);
      return FALSE;
    }

  ids = g_strsplit (text, ",", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_strstrip (ids[i]);
      if (!check_name (name, ids[i], error))
        return FALSE;
    }

  /* An empty text has no part that could be refused above. */
  if (ids[0] == NULL)
    return check_name (name, text, error);

  g_strfreev (self->game_ids);
  self->game_ids = g_steal_pointer (&ids);

  return TRUE;
}

/**
 * bc_simulation_request_set:
 * @self: a request
 * @name: a parameter's name on the wire: `season`, `num_games`, `game_ids`,
 *   `source`, `threads`, or one of bc_strategy_set()
 * @text: its value as text; the ids of games are separated by commas
 * @error: return location
 *
 * Sets one parameter. A refused value leaves @self as it was.
 *
 * Returns: %FALSE as bc_strategy_set()
 */
gboolean
bc_simulation_request_set (BcSimulationRequest  *self,
                           const char           *name,
                           const char           *text,
                           GError              **error)
{
  if (g_strcmp0 (name, "season") == 0)
    return set_name (&self->season, name, text, error);
  if (g_strcmp0 (name, "source") == 0)
    return set_name (&self->source, name, text, error);
  if (g_strcmp0 (name, "game_ids") == 0)
    return set_game_ids (self, name, text, error);
  if (g_strcmp0 (name, "num_games") == 0)
    return set_count (&self->num_games, name, text, NUM_GAMES_MAX, error);
  if (g_strcmp0 (name, "threads") == 0)
    return set_count (&self->threads, name, text, THREADS_MAX, error);

  return bc_strategy_set (&self->strategy, name, text, error);
}
