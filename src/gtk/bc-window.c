/* bc-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-window.h"

#include <glib/gi18n.h>

#include "bc-job-row.h"

struct _BcWindow
{
  AdwApplicationWindow  parent_instance;

  BcDesk               *desk;
  GtkFileChooserNative *chooser;  /* while it is open */

  AdwToastOverlay      *toasts;
  GtkStack             *stack;
  GtkListBox           *list;
};

G_DEFINE_FINAL_TYPE (BcWindow, bc_window, ADW_TYPE_APPLICATION_WINDOW)

/* What cannot be done is said where it was asked for. */
static void
bc_window_report (BcWindow     *self,
                  const GError *error)
{
  if (error != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (error->message));
}

static void
bc_window_load_demo_action (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  BcWindow *self = BC_WINDOW (widget);
  g_autoptr(GError) error = NULL;
  BcDemoOptions options;

  bc_demo_options_init (&options);
  bc_desk_load_demo (self->desk, &options, &error);
  bc_window_report (self, error);
}

static void
bc_window_simulate_action (GtkWidget  *widget,
                           const char *action_name,
                           GVariant   *parameter)
{
  BcWindow *self = BC_WINDOW (widget);
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GError) error = NULL;

  bc_desk_simulate (self->desk, request, NULL, &error);
  bc_window_report (self, error);
}

static void
bc_window_forget_job_action (GtkWidget  *widget,
                             const char *action_name,
                             GVariant   *parameter)
{
  BcWindow *self = BC_WINDOW (widget);
  g_autoptr(GError) error = NULL;

  bc_desk_forget_job (self->desk, g_variant_get_string (parameter, NULL), &error);
  bc_window_report (self, error);
}

static void
bc_window_chosen_cb (GtkNativeDialog *dialog,
                     int              response,
                     BcWindow        *self)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      const char *path = g_file_peek_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }

  paths = g_strv_builder_end (builder);
  if (response != GTK_RESPONSE_ACCEPT || paths[0] == NULL)
    return;

  bc_desk_import (self->desk, (const char * const *) paths, NULL, &error);
  bc_window_report (self, error);
}

static void
bc_window_import_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  BcWindow *self = BC_WINDOW (widget);

  if (self->chooser == NULL)
    {
      self->chooser = gtk_file_chooser_native_new (_("Import Recorded Games"), GTK_WINDOW (self),
                                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), _("_Cancel"));
      gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
      gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (bc_window_chosen_cb), self, 0);
    }

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return bc_job_row_new (item);
}

static void
bc_window_jobs_changed_cb (GListModel *jobs,
                           guint       position,
                           guint       removed,
                           guint       added,
                           BcWindow   *self)
{
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (jobs) > 0 ? "jobs" : "empty");
}

static void
bc_window_dispose (GObject *object)
{
  BcWindow *self = BC_WINDOW (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (bc_window_parent_class)->dispose (object);
}

static void
bc_window_class_init (BcWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bc_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, BC_RESOURCE_BASE "/bc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BcWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BcWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BcWindow, list);

  gtk_widget_class_install_action (widget_class, "win.import", NULL, bc_window_import_action);
  gtk_widget_class_install_action (widget_class, "win.load-demo", NULL, bc_window_load_demo_action);
  gtk_widget_class_install_action (widget_class, "win.simulate", NULL, bc_window_simulate_action);
  gtk_widget_class_install_action (widget_class, "win.forget-job", "s", bc_window_forget_job_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "win.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
bc_window_init (BcWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bc_window_new:
 * @application: the application
 * @desk: whose jobs to show
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
BcWindow *
bc_window_new (GtkApplication *application,
               BcDesk         *desk)
{
  BcWindow *self = g_object_new (BC_TYPE_WINDOW, "application", application, NULL);
  GListModel *jobs = bc_desk_get_jobs (desk);

  self->desk = g_object_ref (desk);
  gtk_list_box_bind_model (self->list, jobs, create_row, NULL, NULL);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (bc_window_jobs_changed_cb), self, 0);
  bc_window_jobs_changed_cb (jobs, 0, 0, 0, self);

  return self;
}
