/* main.c: picks a face
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <gmodule.h>
#include <locale.h>
#include <stdio.h>

#include "bc-cli.h"
#include "bc-server.h"

/* The module stands beside the program in the build folder. */
#define WINDOW_MODULE "backcourt-window." G_MODULE_SUFFIX
#define WINDOW_SYMBOL "bc_window_module_run"

typedef int (*WindowFunc) (BcDesk  *desk,
                           int      argc,
                           char   **argv);

/* What stands before the command. */
typedef struct
{
  char    *database;
  gboolean json;
  gboolean help;
  gboolean version;
  GStrv    arguments;  /* the program, the command and what follows it */
} Line;

static void
line_clear (Line *self)
{
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->arguments, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static GModule *
open_window_module (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  g_autofree char *built = g_build_filename (folder, "gtk", WINDOW_MODULE, NULL);

  if (g_file_test (built, G_FILE_TEST_IS_REGULAR))
    return g_module_open (built, G_MODULE_BIND_LAZY);

  return g_module_open (BC_MODULEDIR "/" WINDOW_MODULE, G_MODULE_BIND_LAZY);
}

/* Loaded on demand, so that a server needs no GTK. It stays loaded: types that
 * are registered cannot be taken back. */
static WindowFunc
load_window (void)
{
  GModule *module = open_window_module ();
  gpointer symbol = NULL;

  if (module == NULL || !g_module_symbol (module, WINDOW_SYMBOL, &symbol))
    {
      g_printerr (_("backcourt window: the window is not installed (%s)\n"), g_module_error ());
      return NULL;
    }

  g_module_make_resident (module);

  return (WindowFunc) symbol;
}

static int
window_command (int          argc,
                char       **argv,
                const char  *database)
{
  g_autofree char *address = NULL;
  g_autoptr(BcDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  WindowFunc run_window;
  int code;

  if (!bc_cli_parse_database (argc, argv, _("Opens the window."), database, &address, &code))
    return code;

  run_window = load_window ();
  if (run_window == NULL)
    return BC_EXIT_FAILED;

  desk = bc_cli_open_desk (address, &error);
  if (desk == NULL)
    return bc_cli_report_error (argv[0], error);

  code = run_window (desk, argc, argv);

  if (!bc_cli_close_desk (desk, &error))
    return bc_cli_report_error (argv[0], error);

  return code;
}

static const BcCommand faces[] = {
  { "serve", N_("Serve the web page and the interface"), bc_server_command },
  { "window", N_("Open the window"), window_command },
  { NULL, NULL, NULL },
};

/* The tables of all faces, in the order in which help shows them. */
static const BcCommand *
get_table (guint index)
{
  return index == 0 ? faces : bc_cli_get_commands ();
}

#define N_TABLES 2

static const BcCommand *
find_command (const char *name)
{
  for (guint i = 0; i < N_TABLES; i++)
    for (const BcCommand *command = get_table (i); command->name != NULL; command++)
      if (g_str_equal (command->name, name))
        return command;

  return NULL;
}

static char *
dup_commands (void)
{
  GString *text = g_string_new (_("Commands:\n"));

  for (guint i = 0; i < N_TABLES; i++)
    for (const BcCommand *command = get_table (i); command->name != NULL; command++)
      g_string_append_printf (text, "  %-10s %s\n", command->name, _(command->summary));
  g_string_append (text, _("\n“backcourt COMMAND --help” shows what a command takes."));

  return g_string_free (text, FALSE);
}

static GOptionContext *
make_context (Line *line)
{
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_STRING, &line->database, N_("Where the games are, such as sqlite:PATH"), N_("URL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &line->json, N_("Write the result as JSON"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &line->help, N_("Show this help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &line->version, N_("Show the version"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (N_("COMMAND [ARGUMENT…]"));
  g_autofree char *commands = dup_commands ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_description (context, commands);

  return context;
}

/* The command reads its own line: --json in front of it is put behind it. */
static int
run (const BcCommand *command,
     const Line      *line)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  const char *database = line->database != NULL ? line->database : g_getenv ("DATABASE_URL");

  g_strv_builder_add (builder, command->name);
  if (line->json)
    g_strv_builder_add (builder, "--json");
  g_strv_builder_addv (builder, (const char **) line->arguments + 2);
  argv = g_strv_builder_end (builder);

  if (database != NULL && *database == '\0')
    database = NULL;

  return command->func ((int) g_strv_length (argv), argv, database);
}

static int
dispatch (GOptionContext *context,
          const Line     *line)
{
  const BcCommand *command;

  if (line->version)
    {
      g_print ("backcourt %s\n", BC_VERSION);
      return BC_EXIT_OK;
    }

  if (line->help)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", help);
      return BC_EXIT_OK;
    }

  if (line->arguments[1] == NULL)
    {
      g_printerr (_("backcourt: a command is missing; “backcourt --help” lists them\n"));
      return BC_EXIT_USAGE;
    }

  command = find_command (line->arguments[1]);
  if (command == NULL)
    {
      g_printerr (_("backcourt: there is no command “%s”; “backcourt --help” lists them\n"), line->arguments[1]);
      return BC_EXIT_USAGE;
    }

  return run (command, line);
}

/* A result that a full disk swallowed is none. */
static int
check_output (int code)
{
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return code;

  g_printerr (_("backcourt: not everything could be written to stdout\n"));

  return code == BC_EXIT_OK ? BC_EXIT_FAILED : code;
}

int
main (int    argc,
      char **argv)
{
  g_auto(Line) line = { NULL, };
  g_autoptr(GOptionContext) context = NULL;
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BC_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("backcourt");

  context = make_context (&line);
  line.arguments = g_strdupv (argv);
  if (!g_option_context_parse_strv (context, &line.arguments, &error))
    {
      g_printerr ("backcourt: %s\n", error->message);
      return BC_EXIT_USAGE;
    }

  return check_output (dispatch (context, &line));
}
