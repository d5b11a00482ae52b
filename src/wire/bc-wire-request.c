/* bc-wire-request.c: what a simulation is asked to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-wire-private.h"

#include <glib/gi18n.h>

static const char *
fees_to_string (BcFees fees)
{
  return fees == BC_FEES_NONE ? "none" : "kalshi";
}

static const char *
rounding_to_string (BcFeeRounding rounding)
{
  switch (rounding)
    {
    case BC_FEE_ROUNDING_CENT:
      return "cent";
    case BC_FEE_ROUNDING_HUNDREDTH_CENT:
      return "0.0001";
    case BC_FEE_ROUNDING_BY_DATE:
    default:
      return "date";
    }
}

void
_bc_wire_write_strategy (BcJsonWriter     *writer,
                         const BcStrategy *strategy)
{
  bc_json_writer_ppm (writer, "entry_threshold", strategy->entry);
  bc_json_writer_ppm (writer, "exit_threshold", strategy->exit);
  bc_json_writer_int (writer, "min_hold_seconds", strategy->min_hold);
  bc_json_writer_dollars (writer, "bet_amount", strategy->bet);
  bc_json_writer_ppm (writer, "slippage_rate", strategy->slippage);
  bc_json_writer_string (writer, "fees", fees_to_string (strategy->fees));
  bc_json_writer_ppm (writer, "fee_multiplier", strategy->fee_multiplier);
  bc_json_writer_string (writer, "fee_rounding", rounding_to_string (strategy->fee_rounding));
  bc_json_writer_int (writer, "exclude_first_seconds", strategy->exclude_first);
  bc_json_writer_int (writer, "exclude_last_seconds", strategy->exclude_last);

  if (strategy->signal_delay != BC_SIGNAL_DELAY_OF_SOURCE)
    bc_json_writer_int (writer, "signal_delay_seconds", strategy->signal_delay);
  else
    bc_json_writer_null (writer, "signal_delay_seconds");

  bc_json_writer_int (writer, "max_quote_age_seconds", strategy->max_quote_age);
  bc_json_writer_string (writer, "align", strategy->align == BC_ALIGN_NEAREST ? "nearest" : "asof");
  bc_json_writer_ppm (writer, "assumed_spread", strategy->assumed_spread);
  bc_json_writer_boolean (writer, "whole_contracts", strategy->whole_contracts);
}

/**
 * bc_wire_write_request:
 * @writer: where to
 * @name: (nullable): the member's name
 * @request: what was asked
 *
 * Writes every parameter under its name in queries and bodies; what was left
 * open is null. How many threads compute is not among them, as no result
 * depends on it. bc_wire_read_request() reads it back.
 */
void
bc_wire_write_request (BcJsonWriter              *writer,
                       const char                *name,
                       const BcSimulationRequest *request)
{
  bc_json_writer_begin_object (writer, name);
  bc_json_writer_string (writer, "season", request->season);

  if (request->num_games > 0)
    bc_json_writer_int (writer, "num_games", request->num_games);
  else
    bc_json_writer_null (writer, "num_games");

  if (request->game_ids != NULL)
    bc_json_writer_strv (writer, "game_ids", (const char * const *) request->game_ids);
  else
    bc_json_writer_null (writer, "game_ids");

  bc_json_writer_string (writer, "source", request->source);
  _bc_wire_write_strategy (writer, &request->strategy);
  bc_json_writer_end_object (writer);
}

static gboolean
read_member (const BcJsonNode     *node,
             const char           *member,
             BcSimulationRequest  *request,
             GError              **error)
{
  const BcJsonNode *value = bc_json_node_get (node, member);
  g_autofree char *text = NULL;

  if (bc_json_node_get_kind (value) == BC_JSON_NULL)
    return TRUE;

  text = bc_json_node_dup_text (value);
  if (text == NULL)
    {
      g_set_error (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE,
                   _("%s must be a text, a number, a boolean or a list of them"), member);
      return FALSE;
    }

  return bc_simulation_request_set (request, member, text, error);
}

/**
 * bc_wire_read_request:
 * @node: an object
 * @request: (inout): what to fill; members that are missing or null leave it as it is
 * @error: return location for a #BcWireError or a #BcCoreError
 *
 * Reads the parameters of a simulation by their names.
 *
 * Errors are %BC_WIRE_ERROR_SHAPE where JSON of another shape was expected, and
 * those of bc_simulation_request_set().
 *
 * Returns: whether all of it was read
 */
gboolean
bc_wire_read_request (const BcJsonNode     *node,
                      BcSimulationRequest  *request,
                      GError              **error)
{
  g_auto(GStrv) members = NULL;

  if (bc_json_node_get_kind (node) != BC_JSON_OBJECT)
    {
      g_set_error_literal (error, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE,
                           _("The parameters must be an object such as {\"entry_threshold\": 0.05}"));
      return FALSE;
    }

  members = bc_json_node_dup_members (node);
  for (gsize i = 0; members[i] != NULL; i++)
    if (!read_member (node, members[i], request, error))
      return FALSE;

  return TRUE;
}
