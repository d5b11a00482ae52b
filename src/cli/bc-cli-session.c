/* bc-cli-session.c: the desk and the store of one command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bc-terminal-bar.h"

void
_bc_cli_answer_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  BcCliAnswer *answer = user_data;

  answer->result = g_object_ref (result);
}

GAsyncResult *
_bc_cli_answer_wait (BcCliAnswer *answer)
{
  while (answer->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&answer->result);
}

/**
 * bc_cli_open_desk:
 * @database: (nullable): where the store is; %NULL for the user's
 * @error: return location for a #BcStoreError
 *
 * Opens the desk, turning the main context until it is open.
 *
 * Returns: (transfer full): the desk, or %NULL with an error
 */
BcDesk *
bc_cli_open_desk (const char  *database,
                  GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_desk_open_async (database, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_desk_open_finish (result, error);
}

/**
 * bc_cli_close_desk:
 * @desk: a desk
 * @error: return location for a #BcStoreError
 *
 * Closes the desk, turning the main context until everything is committed.
 *
 * Returns: whether everything was
 */
gboolean
bc_cli_close_desk (BcDesk  *desk,
                   GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_desk_close_async (desk, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_desk_close_finish (desk, result, error);
}

/**
 * bc_cli_report_error:
 * @command: the command's name
 * @error: why it failed
 *
 * Says on stderr why a command failed.
 *
 * Returns: the exit code: %BC_EXIT_USAGE for an address that names no store,
 *   %BC_EXIT_FAILED for everything else
 */
int
bc_cli_report_error (const char   *command,
                     const GError *error)
{
  g_autofree char *message = _bc_cli_clean (error->message);

  g_printerr ("backcourt %s: %s\n", command, message);

  return g_error_matches (error, BC_STORE_ERROR, BC_STORE_ERROR_URL) ? BC_EXIT_USAGE : BC_EXIT_FAILED;
}

BcStore *
_bc_cli_open_store (const char  *database,
                    GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_store_open_async (database, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_store_open_finish (result, error);
}

void
_bc_cli_close_store (BcStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  BcCliAnswer answer = { NULL };

  bc_store_close_async (store, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  /* Nothing was written, so nothing can be lost. */
  if (!bc_store_close_finish (store, result, &error))
    g_debug ("The store did not close: %s", error->message);
}

typedef struct
{
  BcJob *job;
  guint  interrupt_source;
} Interruption;

/* Once: with the source its handler goes, so that a second Ctrl+C has the
 * system's own effect and stops the program at once. */
static gboolean
interrupt_cb (gpointer data)
{
  Interruption *self = data;

  self->interrupt_source = 0;
  g_printerr ("%s\n", _("\nCancelling. Ctrl+C again stops at once."));
  bc_job_cancel (self->job);

  return G_SOURCE_REMOVE;
}

static gboolean
terminate_cb (gpointer data)
{
  bc_job_cancel (data);

  return G_SOURCE_CONTINUE;
}

BcProgress *
_bc_cli_follow_job (BcJob *job)
{
  g_autoptr(BcTerminalBar) bar = bc_terminal_bar_new (job, STDERR_FILENO);
  Interruption interruption = { job, 0 };
  guint terminate_source = g_unix_signal_add (SIGTERM, terminate_cb, job);

  interruption.interrupt_source = g_unix_signal_add (SIGINT, interrupt_cb, &interruption);

  while (!bc_job_has_ended (job))
    g_main_context_iteration (NULL, TRUE);

  if (interruption.interrupt_source != 0)
    g_source_remove (interruption.interrupt_source);
  g_source_remove (terminate_source);
  bc_terminal_bar_finish (bar);

  return bc_progress_ref (bc_job_get_progress (job));
}

GBytes *
_bc_cli_load_result (BcDesk    *desk,
                     BcJob     *job,
                     gboolean   summary,
                     GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_desk_load_result_async (desk, bc_job_get_id (job), summary, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_desk_load_result_finish (desk, result, error);
}

int
_bc_cli_run_on_desk (const char      *command,
                     const char      *database,
                     BcCliStartFunc   start,
                     BcCliFinishFunc  finish,
                     gpointer         data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcDesk) desk = bc_cli_open_desk (database, &error);
  BcJob *job;
  int code;

  if (desk == NULL)
    return bc_cli_report_error (command, error);

  job = start (desk, data, &error);
  code = job != NULL ? finish (desk, job, data) : bc_cli_report_error (command, error);

  g_clear_error (&error);
  if (!bc_cli_close_desk (desk, &error))
    return bc_cli_report_error (command, error);

  return code;
}
