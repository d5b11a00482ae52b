/* bc-cli-simulate.c: backcourt simulate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

#include "bc-cli-series.h"
#include "bc-wire.h"

/**
 * Simulate:
 * @options: as of every command
 * @request: what is asked; filled by the options below
 * @series: an aligned CSV, instead of games of the store
 */
typedef struct
{
  BcCliOptions         options;
  BcSimulationRequest *request;
  char                *series;
} Simulate;

static const struct
{
  const char *option;
  const char *parameter;
} parameters[] = {
  { "--season", "season" },
  { "--games", "num_games" },
  { "--source", "source" },
  { "--entry", "entry_threshold" },
  { "--exit", "exit_threshold" },
  { "--min-hold", "min_hold_seconds" },
  { "--bet", "bet_amount" },
  { "--slippage", "slippage_rate" },
  { "--fees", "fees" },
  { "--fee-multiplier", "fee_multiplier" },
  { "--fee-rounding", "fee_rounding" },
  { "--exclude-first", "exclude_first_seconds" },
  { "--exclude-last", "exclude_last_seconds" },
  { "--signal-delay", "signal_delay_seconds" },
  { "--max-quote-age", "max_quote_age_seconds" },
  { "--align", "align" },
  { "--assumed-spread", "assumed_spread" },
  { "--whole-contracts", "whole_contracts" },
};

static void
simulate_clear (Simulate *self)
{
  _bc_cli_options_clear (&self->options);
  g_clear_pointer (&self->request, bc_simulation_request_free);
  g_clear_pointer (&self->series, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Simulate, simulate_clear)

/* GOptionArgFunc: every parameter is read by the one function that reads it in
 * queries and bodies too. */
static gboolean
parameter_cb (const char  *option,
              const char  *value,
              gpointer     data,
              GError     **error)
{
  Simulate *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (g_str_equal (parameters[i].option, option))
      {
        if (bc_simulation_request_set (self->request, parameters[i].parameter,
                                       value != NULL ? value : "true", error))
          return TRUE;

        g_prefix_error (error, "%s: ", option);
        return FALSE;
      }

  g_return_val_if_reached (FALSE);
}

static gboolean
series_cb (const char  *option,
           const char  *value,
           gpointer     data,
           GError     **error)
{
  Simulate *self = data;

  g_free (self->series);
  self->series = g_strdup (value);

  return TRUE;
}

#define PARAMETER(name, description, placeholder) \
  { name, 0, 0, G_OPTION_ARG_CALLBACK, parameter_cb, description, placeholder }
#define FLAG(name, description) \
  { name, 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, parameter_cb, description, NULL }

static const GOptionEntry entries[] = {
  PARAMETER ("season", N_("All games of a season"), N_("SEASON")),
  PARAMETER ("games", N_("The newest N games of a season (the newest season)"), N_("N")),
  { "series", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, series_cb, N_("The games in an aligned CSV, without any store"), N_("FILE") },
  PARAMETER ("source", N_("The probability source (espn, else the only one)"), N_("NAME")),
  PARAMETER ("entry", N_("Divergence above which to enter, 0 to 1 (0.05)"), N_("E")),
  PARAMETER ("exit", N_("Divergence below which to leave, 0 to 1 (0.01)"), N_("X")),
  PARAMETER ("min-hold", N_("Shortest hold (30)"), N_("SECONDS")),
  PARAMETER ("bet", N_("Money at risk in each trade (20)"), N_("DOLLARS")),
  PARAMETER ("slippage", N_("Share of each leg lost to slippage (0)"), N_("RATE")),
  PARAMETER ("fees", N_("Fee schedule: kalshi or none (kalshi)"), N_("FEES")),
  PARAMETER ("fee-multiplier", N_("The series’ fee multiplier (1)"), N_("M")),
  PARAMETER ("fee-rounding", N_("Step to which a fee is rounded up: date, cent or 0.0001 (date)"), N_("STEP")),
  PARAMETER ("exclude-first", N_("Cut this much of the start of each game (0)"), N_("SECONDS")),
  PARAMETER ("exclude-last", N_("Cut this much of the end of each game (0)"), N_("SECONDS")),
  PARAMETER ("signal-delay", N_("How long after a play its probability is known (espn 60, others 0)"), N_("SECONDS")),
  PARAMETER ("max-quote-age", N_("Oldest quote to trade on (120)"), N_("SECONDS")),
  PARAMETER ("align", N_("How quotes are joined: asof or nearest, which looks ahead (asof)"), N_("HOW")),
  PARAMETER ("assumed-spread", N_("Spread where only trades were recorded (such games are left out)"), N_("SPREAD")),
  FLAG ("whole-contracts", N_("Buy whole contracts only")),
  G_OPTION_ENTRY_NULL,
};

static const BcCliUsage usage = {
  .parameters = N_("[GAME…]"),
  .description = N_("Simulates the strategy on the games named, on a season, or on a file."),
  .entries = entries,
  .max_arguments = G_MAXUINT,
};

/* Exactly one of the three ways to say which games. --games alone counts those
 * of the newest season. */
static int
check_choice (const Simulate *self)
{
  guint n_games = g_strv_length (self->options.arguments);
  gboolean of_season = self->request->season != NULL || self->request->num_games > 0;
  guint n_ways = (n_games > 0) + (of_season ? 1 : 0) + (self->series != NULL);

  if (n_ways == 0)
    return _bc_cli_bad_usage ("simulate", _("name games, a season with --season, or a file with --series"));
  if (n_ways > 1)
    return _bc_cli_bad_usage ("simulate", _("games, --season or --games, and --series exclude each other"));

  return BC_EXIT_OK;
}

/* The games of which not one could be simulated are no success, whatever the
 * document says of them. */
static int
print_document (GBytes   *document,
                gboolean  as_json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) json = bc_json_parse_bytes (document, &error);
  const BcJsonNode *root;

  if (json == NULL)
    return bc_cli_report_error ("simulate", error);

  root = bc_json_get_root (json);
  if (!as_json)
    _bc_cli_print_simulation (root);
  else if (!_bc_cli_print_json (document))
    return BC_EXIT_FAILED;

  return bc_json_node_get_int (root, "num_games", 0) > 0 ? BC_EXIT_OK : BC_EXIT_FAILED;
}

static BcJob *
start_simulation (BcDesk    *desk,
                  gpointer   data,
                  GError   **error)
{
  const Simulate *self = data;

  return bc_desk_simulate (desk, self->request, NULL, error);
}

/* A cancelled run prints what it kept, and still is no success. */
static int
finish_simulation (BcDesk   *desk,
                   BcJob    *job,
                   gpointer  data)
{
  const Simulate *self = data;
  g_autoptr(BcProgress) progress = _bc_cli_follow_job (job);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = _bc_cli_load_result (desk, job, !self->options.json, &error);
  int code;

  if (document == NULL)
    return bc_cli_report_error ("simulate", error);

  code = print_document (document, self->options.json);

  return progress->status == BC_JOB_COMPLETE ? code : BC_EXIT_FAILED;
}

static int
simulate_store (Simulate *self)
{
  if (*self->options.arguments != NULL)
    self->request->game_ids = g_steal_pointer (&self->options.arguments);

  return _bc_cli_run_on_desk ("simulate", self->options.database,
                              start_simulation, finish_simulation, self);
}

static int
simulate_series (Simulate *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = _bc_cli_simulate_series (self->series, self->request,
                                                        !self->options.json, &error);

  if (document == NULL)
    return bc_cli_report_error ("simulate", error);

  return print_document (document, self->options.json);
}

int
_bc_cli_simulate (int          argc,
                  char       **argv,
                  const char  *database)
{
  g_auto(Simulate) self = { .request = bc_simulation_request_new () };
  int code;

  if (!_bc_cli_parse (&self.options, &usage, &self, argc, argv, database, &code))
    return code;

  code = check_choice (&self);
  if (code != BC_EXIT_OK)
    return code;

  return self.series != NULL ? simulate_series (&self) : simulate_store (&self);
}
