/* bc-cli-options.c: reading a command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

void
_bc_cli_options_clear (BcCliOptions *options)
{
  g_clear_pointer (&options->database, g_free);
  g_clear_pointer (&options->arguments, g_strfreev);
}

int
_bc_cli_bad_usage (const char *command,
                   const char *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("backcourt %s: %s\n", command, message);
  g_printerr (_("“backcourt %s --help” shows what it takes.\n"), command);

  return BC_EXIT_USAGE;
}

static GOptionContext *
make_context (BcCliOptions     *options,
              const BcCliUsage *usage,
              gpointer          data)
{
  const GOptionEntry common[] = {
    { "database", 0, 0, G_OPTION_ARG_STRING, &options->database, N_("Where the games are, such as sqlite:PATH"), N_("URL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Write the result as JSON"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (usage->parameters);
  GOptionGroup *group = g_option_group_new ("main", NULL, NULL, data, NULL);

  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  if (usage->entries != NULL)
    g_option_group_add_entries (group, usage->entries);
  g_option_group_add_entries (group, common);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, usage->description);

  return context;
}

/* GOption writes the program's name into the usage line. */
static void
print_help (GOptionContext *context,
            const char     *command)
{
  g_autofree char *name = g_strdup_printf ("backcourt %s", command);
  g_autofree char *help = NULL;

  g_set_prgname (name);
  help = g_option_context_get_help (context, TRUE, NULL);
  _bc_cli_print ("%s", help);
}

static gboolean
check_arguments (const BcCliOptions *options,
                 const BcCliUsage   *usage,
                 const char         *command)
{
  guint n = g_strv_length (options->arguments);

  if (n < usage->min_arguments)
    {
      _bc_cli_bad_usage (command, _("%s is missing"), _(usage->parameters));
      return FALSE;
    }

  if (n > usage->max_arguments)
    {
      _bc_cli_bad_usage (command, _("“%s” is one argument too many"),
                         options->arguments[usage->max_arguments]);
      return FALSE;
    }

  return TRUE;
}

gboolean
_bc_cli_parse (BcCliOptions      *options,
               const BcCliUsage  *usage,
               gpointer           data,
               int                argc,
               char             **argv,
               const char        *database,
               int               *code)
{
  g_autoptr(GOptionContext) context = make_context (options, usage, data);
  g_auto(GStrv) arguments = g_strdupv (argv);
  g_autoptr(GError) error = NULL;

  *code = BC_EXIT_USAGE;

  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      _bc_cli_bad_usage (argv[0], "%s", error->message);
      return FALSE;
    }

  if (options->help)
    {
      print_help (context, argv[0]);
      *code = BC_EXIT_OK;
      return FALSE;
    }

  if (options->database == NULL)
    options->database = g_strdup (database);
  options->arguments = g_strdupv (arguments + 1);

  return check_arguments (options, usage, argv[0]);
}

/**
 * bc_cli_parse_database:
 * @argc: length of @argv
 * @argv: (array length=argc): the command's name and what follows it
 * @description: what help says
 * @database: (nullable): the address given before the command
 * @address: (out) (nullable): the address given after it, else @database
 * @code: (out): the exit code, if the command ends here
 *
 * Reads the command line of a command that takes nothing but what all take.
 *
 * Returns: whether the command goes on
 */
gboolean
bc_cli_parse_database (int          argc,
                       char       **argv,
                       const char  *description,
                       const char  *database,
                       char       **address,
                       int         *code)
{
  g_auto(BcCliOptions) options = { NULL, };
  const BcCliUsage usage = {
    .parameters = "",
    .description = description,
  };

  if (!_bc_cli_parse (&options, &usage, NULL, argc, argv, database, code))
    return FALSE;

  *address = g_steal_pointer (&options.database);

  return TRUE;
}

gboolean
_bc_cli_parse_count (const char  *option,
                     const char  *text,
                     gint64       min,
                     gint64       max,
                     gint64      *value,
                     GError     **error)
{
  if (g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("%s must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not “%s”"),
               option, min, max, text);

  return FALSE;
}
