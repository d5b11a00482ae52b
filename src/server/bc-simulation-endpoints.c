/* bc-simulation-endpoints.c: simulating one game or many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-endpoints-private.h"

#include <string.h>

#include "bc-wire.h"

/* The bound of the predecessor's synchronous path; jobs have another. */
#define BULK_MAX 500
#define RUN_MAX  1000000

#define REQUEST_ID_MAX 128

#define STRATEGY_PARAMS \
  "entry_threshold", "exit_threshold", "min_hold_seconds", "bet_amount", "slippage_rate", \
  "fees", "enable_fees", "fee_multiplier", "fee_rounding", "exclude_first_seconds", "exclude_last_seconds", \
  "signal_delay_seconds", "max_quote_age_seconds", "align", "assumed_spread", "whole_contracts", "source", \
  "use_trade_data"

const char * const _bc_simulation_of_game_params[] = { STRATEGY_PARAMS, NULL };
const char * const _bc_simulation_run_params[] = {
  "season", "num_games", "game_ids", "request_id", STRATEGY_PARAMS, NULL
};
const char * const _bc_simulation_bulk_params[] = {
  "season", "num_games", "game_ids", "request_id", STRATEGY_PARAMS, NULL
};

/* Read here, not by BcSimulationRequest. */
static const char * const own_params[] = { "num_games", "request_id", "enable_fees", "use_trade_data", NULL };

static gboolean
set_param (BcSimulationRequest  *simulation,
           const BcParam        *param,
           GError              **error)
{
  GError *reason = NULL;

  if (bc_simulation_request_set (simulation, param->name, param->text, &reason))
    return TRUE;

  bc_server_error_take_invalid (error, param->where, param->name, param->text, reason);

  return FALSE;
}

/* The predecessor's word for fees; it may repeat ours but not contradict it. */
static gboolean
read_fees (BcParams             *params,
           BcSimulationRequest  *simulation,
           GError              **error)
{
  const BcParam *enable = bc_params_find (params, "enable_fees");
  const BcParam *fees = bc_params_find (params, "fees");
  gboolean enabled = TRUE;
  BcFees wanted;

  if (enable == NULL)
    return TRUE;
  if (!bc_params_get_flag (params, "enable_fees", &enabled, error))
    return FALSE;

  wanted = enabled ? BC_FEES_KALSHI : BC_FEES_NONE;
  if (fees != NULL && simulation->strategy.fees != wanted)
    {
      bc_server_error_set_invalid (error, enable->where, "enable_fees", "conflict", enable->text,
                                   "enable_fees=%s contradicts fees=%s; give one of them", enable->text, fees->text);
      return FALSE;
    }

  simulation->strategy.fees = wanted;

  return TRUE;
}

/* Every parameter but the number of games, whose bound depends on the path. */
static BcSimulationRequest *
read_simulation (BcParams  *params,
                 GError   **error)
{
  g_autoptr(BcSimulationRequest) simulation = bc_simulation_request_new ();
  gboolean ignored = FALSE;

  for (guint i = 0; i < bc_params_get_size (params); i++)
    {
      const BcParam *param = bc_params_get_item (params, i);

      if (!g_strv_contains (own_params, param->name) && !set_param (simulation, param, error))
        return NULL;
    }

  /* The predecessor read use_trade_data and did nothing with it. */
  if (!read_fees (params, simulation, error) ||
      !bc_params_get_flag (params, "use_trade_data", &ignored, error))
    return NULL;

  return g_steal_pointer (&simulation);
}

static gboolean
read_num_games (BcParams             *params,
                gint64                max,
                BcSimulationRequest  *simulation,
                GError              **error)
{
  gint64 num_games = 0;

  if (!bc_params_get_integer (params, "num_games", 1, max, &num_games, error))
    return FALSE;

  simulation->num_games = (guint) num_games;

  return TRUE;
}

/* Part of a path later, so without a slash. */
static gboolean
is_request_id (const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)) || *at == '/')
      return FALSE;

  return length >= 1 && length <= REQUEST_ID_MAX;
}

static gboolean
read_request_id (BcParams     *params,
                 const char  **alias,
                 GError      **error)
{
  const BcParam *param = bc_params_find (params, "request_id");

  *alias = param != NULL ? param->text : NULL;
  if (param == NULL || is_request_id (param->text))
    return TRUE;

  bc_server_error_set_invalid (error, param->where, "request_id", "range", param->text,
                               "request_id must have from 1 to %d printable characters and no slash", REQUEST_ID_MAX);

  return FALSE;
}

typedef struct
{
  BcRequest           *request;
  BcSimulationRequest *simulation;
} OneGame;

static void
one_game_free (OneGame *self)
{
  bc_request_unref (self->request);
  bc_simulation_request_free (self->simulation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OneGame, one_game_free)

static void
simulate_game_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(OneGame) one = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(BcGameResult) game = bc_desk_simulate_game_finish (BC_DESK (object), result, &error);
  g_autoptr(GBytes) json = NULL;

  if (game == NULL || game->error != NULL)
    {
      bc_request_reply_error (one->request, game != NULL ? game->error : error);
      return;
    }

  json = bc_wire_game_result_to_json (game, &one->simulation->strategy);
  bc_request_reply_json (one->request, SOUP_STATUS_OK, json);
}

void
_bc_simulation_of_game (BcRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcSimulationRequest) simulation = read_simulation (bc_request_get_params (request), &error);
  OneGame *one;

  if (simulation == NULL)
    {
      bc_request_reply_error (request, error);
      return;
    }

  one = g_new0 (OneGame, 1);
  one->request = bc_request_ref (request);
  one->simulation = g_steal_pointer (&simulation);

  bc_desk_simulate_game_async (bc_request_get_desk (request), bc_request_get_id (request), one->simulation,
                               NULL, simulate_game_cb, one);
}

static BcJob *
start (BcRequest  *request,
       gint64      max_games,
       GError    **error)
{
  BcParams *params = bc_request_get_params (request);
  g_autoptr(BcSimulationRequest) simulation = read_simulation (params, error);
  const char *alias;

  if (simulation == NULL ||
      !read_num_games (params, max_games, simulation, error) ||
      !read_request_id (params, &alias, error))
    return NULL;

  return bc_desk_simulate (bc_request_get_desk (request), simulation, alias, error);
}

void
_bc_simulation_run (BcRequest *request)
{
  g_autoptr(GError) error = NULL;
  BcJob *job = start (request, RUN_MAX, &error);
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) json = NULL;

  if (job == NULL)
    {
      bc_request_reply_error (request, error);
      return;
    }

  writer = bc_json_writer_new ();
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "request_id", bc_job_get_id (job));
  bc_json_writer_string (writer, "status", "started");
  bc_json_writer_boolean (writer, "cached", FALSE);
  bc_json_writer_end_object (writer);
  json = bc_json_writer_finish (writer);

  bc_request_reply_json (request, SOUP_STATUS_OK, json);
}

/* A request that waits for its job. */
typedef struct
{
  BcRequest *request;
  BcJob     *job;
  gulong     progress_handler;
} Bulk;

static void
bulk_free (Bulk *self)
{
  g_clear_signal_handler (&self->progress_handler, self->job);
  g_object_unref (self->job);
  bc_request_unref (self->request);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bulk, bulk_free)

static void
bulk_loaded_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Bulk) bulk = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) json = bc_desk_load_result_finish (BC_DESK (object), result, &error);

  if (json != NULL)
    bc_request_reply_json (bulk->request, SOUP_STATUS_OK, json);
  else
    bc_request_reply_error (bulk->request, error);
}

static void
bulk_load (Bulk *bulk)
{
  g_clear_signal_handler (&bulk->progress_handler, bulk->job);
  bc_desk_load_result_async (bc_request_get_desk (bulk->request), bc_job_get_id (bulk->job), FALSE, NULL,
                             bulk_loaded_cb, bulk);
}

static void
bulk_progress_cb (BcJob      *job,
                  BcProgress *progress,
                  Bulk       *bulk)
{
  if (bc_job_has_ended (job))
    bulk_load (bulk);
}

/* The predecessor's synchronous form. Who goes away in the middle finds the
 * result under the id it chose. */
void
_bc_simulation_bulk (BcRequest *request)
{
  g_autoptr(GError) error = NULL;
  BcJob *job = NULL;
  Bulk *bulk;

  if (bc_params_find (bc_request_get_params (request), "num_games") == NULL)
    bc_server_error_set_invalid (&error, "query", "num_games", "missing", NULL,
                                 "num_games is missing: a whole number from 1 to %d", BULK_MAX);
  else
    job = start (request, BULK_MAX, &error);

  if (job == NULL)
    {
      bc_request_reply_error (request, error);
      return;
    }

  bulk = g_new0 (Bulk, 1);
  bulk->request = bc_request_ref (request);
  bulk->job = g_object_ref (job);

  if (bc_job_has_ended (job))
    bulk_load (bulk);
  else
    bulk->progress_handler = g_signal_connect (job, "progress", G_CALLBACK (bulk_progress_cb), bulk);
}

void
_bc_simulation_results (BcRequest *request)
{
  BcJob *job = bc_desk_find_job (bc_request_get_desk (request), bc_request_get_id (request));
  g_autoptr(GError) error = NULL;

  if (job == NULL || strcmp (bc_job_get_kind (job), "simulation") == 0)
    {
      _bc_jobs_get_result (request);
      return;
    }

  g_set_error (&error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND,
               "“%s” is no simulation but a job of the kind %s", bc_request_get_id (request), bc_job_get_kind (job));
  bc_request_reply_error (request, error);
}
