/* bc-window-module.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-window-module.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "bc-window-resources.h"
#include "bc-window.h"

static void
activate_cb (GtkApplication *application,
             BcDesk         *desk)
{
  gtk_window_present (GTK_WINDOW (bc_window_new (application, desk)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_application_quit (user_data);
}

/**
 * bc_window_module_run:
 * @desk: whose jobs to show
 * @argc: number of arguments
 * @argv: the arguments; the first is the command's name
 *
 * Shows the window until it is closed.
 *
 * Returns: the exit code; 1 where there is no display
 */
int
bc_window_module_run (BcDesk  *desk,
                      int      argc,
                      char   **argv)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = quit_action } };
  static const char * const quit_keys[] = { "<Control>q", NULL };
  g_autoptr(AdwApplication) application = NULL;

  if (!gtk_init_check ())
    {
      g_printerr ("%s\n", _("backcourt window: There is no display to show the window on; "
                            "“backcourt serve” shows the same in a browser"));
      return 1;
    }

  bc_window_register_resource ();

  /* Not unique: another window may show another store. */
  application = adw_application_new (BC_APP_ID, G_APPLICATION_NON_UNIQUE);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", (const char **) quit_keys);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), desk);

  return g_application_run (G_APPLICATION (application), 0, NULL);
}
