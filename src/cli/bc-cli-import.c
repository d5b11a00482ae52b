/* bc-cli-import.c: backcourt import, backcourt demo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

#define EDGE_MAX   (BC_PPM_ONE / 5)
#define GAMES_MAX  100000

typedef struct
{
  const BcCliOptions *options;
  char               *source;
} Import;

typedef struct
{
  BcDemoOptions options;
  gboolean      as_json;
} Demo;

static void
print_file (const BcJsonNode *file)
{
  const char *reason = bc_json_node_get_string (file, "reason");
  gint64 line = bc_json_node_get_int (file, "line", 0);
  gint64 byte = bc_json_node_get_int (file, "byte", -1);
  g_autofree char *place = NULL;

  if (reason == NULL)
    return;

  if (line > 0)
    place = g_strdup_printf (_(" (line %" G_GINT64_FORMAT ")"), line);
  else if (byte >= 0)
    place = g_strdup_printf (_(" (byte %" G_GINT64_FORMAT ")"), byte);

  _bc_cli_print ("%s: %s: %s%s\n", bc_json_node_get_string (file, "status"),
                 bc_json_node_get_string (file, "path"), reason, place != NULL ? place : "");
}

static void
print_report (const BcJsonNode *report)
{
  const BcJsonNode *files = bc_json_node_get (report, "files");

  for (guint i = 0; i < bc_json_node_get_size (files); i++)
    print_file (bc_json_node_get_item (files, i));

  _bc_cli_print (_("%'u files read, %'" G_GINT64_FORMAT " refused; %'" G_GINT64_FORMAT " games, %'"
                   G_GINT64_FORMAT " of them with prices; %'" G_GINT64_FORMAT " new points and quotes\n"),
                 bc_json_node_get_size (files), bc_json_node_get_int (report, "refused", 0),
                 bc_json_node_get_int (report, "games", 0), bc_json_node_get_int (report, "games_with_prices", 0),
                 bc_json_node_get_int (report, "points", 0));
}

/* Whether any file was taken or was there already. */
static gboolean
has_taken (const BcJsonNode *report)
{
  const BcJsonNode *files = bc_json_node_get (report, "files");

  for (guint i = 0; i < bc_json_node_get_size (files); i++)
    if (g_strcmp0 (bc_json_node_get_string (bc_json_node_get_item (files, i), "status"), "refused") != 0)
      return TRUE;

  return FALSE;
}

static int
finish_import (BcDesk   *desk,
               BcJob    *job,
               gpointer  data)
{
  const Import *import = data;
  g_autoptr(BcProgress) progress = _bc_cli_follow_job (job);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = _bc_cli_load_result (desk, job, FALSE, &error);
  g_autoptr(BcJson) json = NULL;

  if (document != NULL)
    json = bc_json_parse_bytes (document, &error);
  if (json == NULL)
    return bc_cli_report_error ("import", error);

  if (!import->options->json)
    print_report (bc_json_get_root (json));
  else if (!_bc_cli_print_json (document))
    return BC_EXIT_FAILED;

  if (progress->status != BC_JOB_COMPLETE || !has_taken (bc_json_get_root (json)))
    return BC_EXIT_FAILED;

  return BC_EXIT_OK;
}

static BcJob *
start_import (BcDesk    *desk,
              gpointer   data,
              GError   **error)
{
  Import *import = data;

  return bc_desk_import (desk, (const char * const *) import->options->arguments, import->source, error);
}

int
_bc_cli_import (int          argc,
                char       **argv,
                const char  *database)
{
  g_auto(BcCliOptions) options = { NULL, };
  g_autofree char *source = NULL;
  const GOptionEntry entries[] = {
    { "source", 0, 0, G_OPTION_ARG_STRING, &source, N_("Name of the probabilities in aligned CSV files (csv)"), N_("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  const BcCliUsage usage = {
    .parameters = N_("PATH…"),
    .description = N_("Imports recorded games. What a file is, its content says: ESPN and Kalshi JSON,\n"
                      "Kalshi candle CSV, aligned CSV; .gz is fine. Importing again changes nothing."),
    .entries = entries,
    .min_arguments = 1,
    .max_arguments = G_MAXUINT,
  };
  Import import = { &options, NULL };
  int code;

  if (!_bc_cli_parse (&options, &usage, NULL, argc, argv, database, &code))
    return code;

  import.source = source;

  return _bc_cli_run_on_desk ("import", options.database, start_import, finish_import, &import);
}

static BcJob *
start_demo (BcDesk    *desk,
            gpointer   data,
            GError   **error)
{
  const Demo *demo = data;

  return bc_desk_load_demo (desk, &demo->options, error);
}

static int
print_demo (GBytes   *document,
            gboolean  as_json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) json = NULL;

  if (as_json)
    return _bc_cli_print_json (document) ? BC_EXIT_OK : BC_EXIT_FAILED;

  json = bc_json_parse_bytes (document, &error);
  if (json == NULL)
    return bc_cli_report_error ("demo", error);

  _bc_cli_print (_("The season “%s” has %'" G_GINT64_FORMAT " synthetic games.\n"),
                 BC_DEMO_SEASON, bc_json_node_get_int (bc_json_get_root (json), "games", 0));

  return BC_EXIT_OK;
}

static int
finish_demo (BcDesk   *desk,
             BcJob    *job,
             gpointer  data)
{
  const Demo *demo = data;
  g_autoptr(BcProgress) progress = _bc_cli_follow_job (job);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = NULL;

  if (progress->status == BC_JOB_CANCELLED)
    {
      g_printerr (_("backcourt demo: cancelled; the season “%s” has %'" G_GINT64_FORMAT " of %'" G_GINT64_FORMAT " games\n"),
                  BC_DEMO_SEASON, progress->current, progress->total);
      return BC_EXIT_FAILED;
    }

  document = _bc_cli_load_result (desk, job, FALSE, &error);
  if (document == NULL)
    return bc_cli_report_error ("demo", error);

  return print_demo (document, demo->as_json);
}

/* G_OPTION_ARG_INT would name neither the bounds nor the option. */
static gboolean
parse_demo (BcDemoOptions  *demo,
            const char     *games,
            const char     *seed,
            const char     *edge,
            GError        **error)
{
  gint64 value;

  if (games != NULL)
    {
      if (!_bc_cli_parse_count ("--games", games, 1, GAMES_MAX, &value, error))
        return FALSE;
      demo->n_games = (guint) value;
    }

  if (seed != NULL)
    {
      if (!_bc_cli_parse_count ("--seed", seed, 0, G_MAXUINT32, &value, error))
        return FALSE;
      demo->seed = (guint) value;
    }

  if (edge != NULL && !bc_ppm_parse (edge, -1, &demo->edge, error))
    {
      g_prefix_error (error, "--edge: ");
      return FALSE;
    }

  if (demo->edge >= 0 && demo->edge <= EDGE_MAX)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("--edge must be a probability from 0 to 0.2, not “%s”"), edge);

  return FALSE;
}

int
_bc_cli_demo (int          argc,
              char       **argv,
              const char  *database)
{
  g_auto(BcCliOptions) options = { NULL, };
  g_autofree char *games = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *edge = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "games", 0, 0, G_OPTION_ARG_STRING, &games, N_("How many games (1230)"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed, N_("Same seed, same games (1)"), N_("N") },
    { "edge", 0, 0, G_OPTION_ARG_STRING, &edge, N_("By how much the market errs, 0 for an efficient one (0.03)"), N_("P") },
    G_OPTION_ENTRY_NULL,
  };
  const BcCliUsage usage = {
    .parameters = "",
    .description = N_("Replaces the season “demo” with synthetic games."),
    .entries = entries,
  };
  Demo demo;
  int code;

  if (!_bc_cli_parse (&options, &usage, NULL, argc, argv, database, &code))
    return code;

  demo.as_json = options.json;
  bc_demo_options_init (&demo.options);
  if (!parse_demo (&demo.options, games, seed, edge, &error))
    return _bc_cli_bad_usage ("demo", "%s", error->message);

  return _bc_cli_run_on_desk ("demo", options.database, start_demo, finish_demo, &demo);
}
