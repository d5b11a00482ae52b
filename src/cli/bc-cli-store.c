/* bc-cli-store.c: backcourt store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

static char *
check_store (BcStore   *store,
             gboolean   digest,
             GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_store_check_async (store, digest, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_store_check_finish (store, result, error);
}

static gboolean
print_check (const char *digest,
             gboolean    as_json)
{
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) document = NULL;

  if (!as_json)
    {
      _bc_cli_print ("%s\n", digest != NULL ? digest : _("The store is sound."));
      return TRUE;
    }

  writer = bc_json_writer_new ();
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_boolean (writer, "sound", TRUE);
  bc_json_writer_string (writer, "digest", digest);
  bc_json_writer_end_object (writer);
  document = bc_json_writer_finish (writer);

  return _bc_cli_print_json (document);
}

int
_bc_cli_store (int          argc,
               char       **argv,
               const char  *database)
{
  g_auto(BcCliOptions) options = { NULL, };
  gboolean digest = FALSE;
  g_autoptr(BcStore) store = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  const GOptionEntry entries[] = {
    { "digest", 0, 0, G_OPTION_ARG_NONE, &digest, N_("Print the digest of all data, to compare stores by"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  const BcCliUsage usage = {
    .parameters = "check",
    .description = N_("Reads everything in the store and checks it."),
    .entries = entries,
    .min_arguments = 1,
    .max_arguments = 1,
  };
  int code;

  if (!_bc_cli_parse (&options, &usage, NULL, argc, argv, database, &code))
    return code;

  if (!g_str_equal (options.arguments[0], "check"))
    return _bc_cli_bad_usage ("store", _("“%s” is nothing a store can do; “check” is"), options.arguments[0]);

  store = _bc_cli_open_store (options.database, &error);
  if (store == NULL)
    return bc_cli_report_error ("store", error);

  text = check_store (store, digest, &error);
  _bc_cli_close_store (store);
  if (error != NULL)
    return bc_cli_report_error ("store", error);

  return print_check (digest ? text : NULL, options.json) ? BC_EXIT_OK : BC_EXIT_FAILED;
}
