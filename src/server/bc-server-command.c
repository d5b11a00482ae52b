/* bc-server-command.c: `backcourt serve`
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/resource.h>

#include "bc-server-error.h"

/* What a shell is told, as every command does. */
#define EXIT_OK_CODE     0
#define EXIT_FAILED_CODE 1
#define EXIT_USAGE_CODE  2

#define MAX_SOCKETS 1000000

/* The command line, read. */
typedef struct
{
  char    *database;
  char    *listen;
  int      port;
  GStrv    allow_hosts;
  int      max_sockets;
  int      max_sockets_per_address;
  gboolean no_websocket;
  char    *web_dir;
  gboolean open;
  gboolean json;
  gboolean help;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_free (self->database);
  g_free (self->listen);
  g_strfreev (self->allow_hosts);
  g_free (self->web_dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static int
report (const char *message,
        int         code)
{
  g_printerr ("backcourt serve: %s\n", message);
  if (code == EXIT_USAGE_CODE)
    g_printerr (_("“backcourt %s --help” shows what it takes.\n"), "serve");

  return code;
}

static gboolean
check_range (const char  *option,
             int          value,
             int          min,
             int          max,
             GError     **error)
{
  if (value >= min && value <= max)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("%s must be a whole number from %d to %d, not %d"), option, min, max, value);

  return FALSE;
}

static gboolean
check_arguments (const Arguments  *self,
                 char            **rest,
                 GError          **error)
{
  if (rest[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("“%s” is one argument too many"), rest[1]);
      return FALSE;
    }

  if (self->web_dir != NULL && !g_file_test (self->web_dir, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("--web-dir must be a folder, not “%s”"), self->web_dir);
      return FALSE;
    }

  return check_range ("--port", self->port, 0, G_MAXUINT16, error) &&
         check_range ("--max-sockets", self->max_sockets, 0, MAX_SOCKETS, error) &&
         check_range ("--max-sockets-per-address", self->max_sockets_per_address, 0, MAX_SOCKETS, error);
}

static GOptionContext *
make_context (Arguments *self)
{
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, N_("Address to listen on (127.0.0.1)"), N_("ADDRESS") },
    { "port", 0, 0, G_OPTION_ARG_INT, &self->port, N_("Port to listen on (8470); 0 for any"), N_("PORT") },
    { "allow-host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->allow_hosts, N_("Answer to this host name too"), N_("NAME") },
    { "max-sockets", 0, 0, G_OPTION_ARG_INT, &self->max_sockets, N_("Most WebSockets at one time (1024)"), N_("N") },
    { "max-sockets-per-address", 0, 0, G_OPTION_ARG_INT, &self->max_sockets_per_address, N_("Most WebSockets of one address (64)"), N_("N") },
    { "no-websocket", 0, 0, G_OPTION_ARG_NONE, &self->no_websocket, N_("Refuse WebSockets, so that the page asks by HTTP"), NULL },
    { "web-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->web_dir, N_("Serve the page from this folder"), N_("FOLDER") },
    { "open", 0, 0, G_OPTION_ARG_NONE, &self->open, N_("Open the page in the browser"), NULL },
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->database, N_("Where the games are, such as sqlite:PATH"), N_("URL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Write the result as JSON"), NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (NULL);
  GOptionGroup *group = g_option_group_new ("main", NULL, NULL, NULL, NULL);

  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _("Serves the web page, the HTTP interface and the sockets. The first line on stdout is the address."));

  return context;
}

static void
print_help (GOptionContext *context)
{
  g_autofree char *help = NULL;

  /* GOption writes the program's name into the usage line. */
  g_set_prgname ("backcourt serve");
  help = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", help);
}

/* FALSE if the command ends here, with its exit code. */
static gboolean
parse (Arguments   *self,
       char       **argv,
       const char  *database,
       int         *code)
{
  g_autoptr(GOptionContext) context = make_context (self);
  g_auto(GStrv) rest = g_strdupv (argv);
  g_autoptr(GError) error = NULL;

  if (!g_option_context_parse_strv (context, &rest, &error) || !check_arguments (self, rest, &error))
    {
      *code = report (error->message, EXIT_USAGE_CODE);
      return FALSE;
    }

  if (self->help)
    {
      print_help (context);
      *code = EXIT_OK_CODE;
      return FALSE;
    }

  if (self->database == NULL)
    self->database = g_strdup (database);

  return TRUE;
}

/* A socket is a descriptor, and desktops allow 1,024 of them unless asked. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;

  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_message ("The limit of open files stays as it is");
}

static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *answer;
}

static BcDesk *
open_desk (const char  *database,
           GError     **error)
{
  g_autoptr(GAsyncResult) answer = NULL;

  bc_desk_open_async (database, NULL, answer_cb, &answer);

  return bc_desk_open_finish (wait_for (&answer), error);
}

static gboolean
close_desk (BcDesk  *desk,
            GError **error)
{
  g_autoptr(GAsyncResult) answer = NULL;

  bc_desk_close_async (desk, NULL, answer_cb, &answer);

  return bc_desk_close_finish (desk, wait_for (&answer), error);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    g_printerr (_("The browser does not open: %s\n"), error->message);
}

/* Once: with the source its handler goes, so that a second signal has the
 * system's own effect. */
static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static int
serve (BcServer        *server,
       const Arguments *arguments)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;

  if (!bc_server_start (server, &error))
    return report (error->message, EXIT_FAILED_CODE);

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);

  url = bc_server_dup_url (server);
  printf ("%s\n", url);
  fflush (stdout);

  if (arguments->open)
    g_app_info_launch_default_for_uri_async (url, NULL, NULL, opened_cb, NULL);

  g_main_loop_run (loop);
  bc_server_stop (server);

  return EXIT_OK_CODE;
}

static int
serve_desk (BcDesk          *desk,
            const Arguments *arguments)
{
  g_autoptr(BcServer) server = NULL;
  BcServerOptions options;

  bc_server_options_init (&options);
  options.listen = arguments->listen != NULL ? arguments->listen : options.listen;
  options.port = (guint16) arguments->port;
  options.allow_hosts = (const char * const *) arguments->allow_hosts;
  options.max_sockets = (guint) arguments->max_sockets;
  options.max_sockets_per_address = (guint) arguments->max_sockets_per_address;
  options.websocket = !arguments->no_websocket;
  options.web_dir = arguments->web_dir;

  server = bc_server_new (desk, &options);

  return serve (server, arguments);
}

/**
 * bc_server_command:
 * @argc: length of @argv
 * @argv: (array length=argc): the command's name and what follows it
 * @database: (nullable): where the store is, unless the command line says so
 *
 * Serves until SIGTERM or SIGINT; then everything is committed and closed.
 *
 * Returns: the exit code
 */
int
bc_server_command (int         argc,
                   char      **argv,
                   const char *database)
{
  BcServerOptions defaults;
  g_auto(Arguments) arguments = { NULL, };
  g_autoptr(BcDesk) desk = NULL;
  g_autoptr(GError) error = NULL;
  int code;

  bc_server_options_init (&defaults);
  arguments.port = defaults.port;
  arguments.max_sockets = (int) defaults.max_sockets;
  arguments.max_sockets_per_address = (int) defaults.max_sockets_per_address;

  if (!parse (&arguments, argv, database, &code))
    return code;

  raise_descriptor_limit ();

  desk = open_desk (arguments.database, &error);
  if (desk == NULL)
    return report (error->message,
                   g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_URL) ? EXIT_USAGE_CODE : EXIT_FAILED_CODE);

  code = serve_desk (desk, &arguments);

  if (!close_desk (desk, &error))
    return report (error->message, EXIT_FAILED_CODE);

  return code;
}
