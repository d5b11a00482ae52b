/* bc-job-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-job-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "bc-job-words.h"

struct _BcJobRow
{
  GtkListBoxRow   parent_instance;

  BcJob          *job;
  GBindingGroup  *job_bindings;
  GSignalGroup   *job_signals;

  GtkLabel       *title_label;
  GtkImage       *state_icon;
  GtkProgressBar *progress_bar;
  GtkLabel       *figures_label;
  GtkLabel       *detail_label;
  GtkButton      *cancel_button;
  GtkButton      *forget_button;
};

G_DEFINE_FINAL_TYPE (BcJobRow, bc_job_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_0,
  PROP_JOB,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* One state, all of its parts: they never contradict each other. */
static void
bc_job_row_show_progress (BcJobRow         *self,
                          const BcProgress *progress)
{
  const char *kind = bc_job_get_kind (self->job);
  const char *icon = bc_job_words_icon (progress);
  double fraction = bc_job_words_fraction (progress);
  g_autofree char *figures = bc_job_words_figures (kind, progress);
  g_autofree char *state = bc_job_words_state (kind, progress);
  gboolean ended = bc_job_has_ended (self->job);

  /* Without a total, a bar that moves whenever something has been done. */
  if (isfinite (fraction))
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
  else
    gtk_progress_bar_pulse (self->progress_bar);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), !ended);

  gtk_label_set_label (self->figures_label, figures);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_icon), state);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), progress->detail != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), !ended);
  gtk_widget_set_visible (GTK_WIDGET (self->forget_button), ended);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.cancel", !ended);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "job.forget", ended);
}

static void
bc_job_row_progress_cb (BcJob      *job,
                        BcProgress *progress,
                        BcJobRow   *self)
{
  bc_job_row_show_progress (self, progress);
}

/* Several rows have a button of that name: it says of which. */
static void
bc_job_row_label_buttons (BcJobRow *self)
{
  const char *title = bc_job_get_title (self->job);
  g_autofree char *cancel = g_strdup_printf (_("Cancel %s"), title);
  g_autofree char *forget = g_strdup_printf (_("Remove %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cancel_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, cancel, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->forget_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, forget, -1);
}

static void
bc_job_row_title_cb (BcJob      *job,
                     GParamSpec *pspec,
                     BcJobRow   *self)
{
  bc_job_row_label_buttons (self);
}

static void
bc_job_row_cancel_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  bc_job_cancel (BC_JOB_ROW (widget)->job);
}

static void
bc_job_row_forget_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.forget-job", "s", bc_job_get_id (BC_JOB_ROW (widget)->job));
}

static void
bc_job_row_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  BcJobRow *self = BC_JOB_ROW (object);

  switch (prop_id)
    {
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bc_job_row_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  BcJobRow *self = BC_JOB_ROW (object);

  switch (prop_id)
    {
    case PROP_JOB:
      bc_job_row_set_job (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bc_job_row_dispose (GObject *object)
{
  BcJobRow *self = BC_JOB_ROW (object);

  g_clear_object (&self->job_bindings);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (bc_job_row_parent_class)->dispose (object);
}

static void
bc_job_row_class_init (BcJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bc_job_row_dispose;
  object_class->get_property = bc_job_row_get_property;
  object_class->set_property = bc_job_row_set_property;

  properties[PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL,
                         BC_TYPE_JOB,
                         (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, BC_RESOURCE_BASE "/bc-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, figures_label);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, BcJobRow, forget_button);
  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, bc_job_row_cancel_action);
  gtk_widget_class_install_action (widget_class, "job.forget", NULL, bc_job_row_forget_action);
}

static void
bc_job_row_init (BcJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->job_bindings = g_binding_group_new ();
  g_binding_group_bind (self->job_bindings, "title",
                        self->title_label, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->job_bindings, "detail",
                        self->detail_label, "label", G_BINDING_SYNC_CREATE);

  self->job_signals = g_signal_group_new (BC_TYPE_JOB);
  g_signal_group_connect_object (self->job_signals, "progress",
                                 G_CALLBACK (bc_job_row_progress_cb), self, 0);
  g_signal_group_connect_object (self->job_signals, "notify::title",
                                 G_CALLBACK (bc_job_row_title_cb), self, 0);
}

/**
 * bc_job_row_new:
 * @job: a job
 *
 * Returns: (transfer floating): a row that shows @job
 */
GtkWidget *
bc_job_row_new (BcJob *job)
{
  return g_object_new (BC_TYPE_JOB_ROW, "job", job, NULL);
}

/**
 * bc_job_row_get_job:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the job it shows
 */
BcJob *
bc_job_row_get_job (BcJobRow *self)
{
  g_return_val_if_fail (BC_IS_JOB_ROW (self), NULL);

  return self->job;
}

/**
 * bc_job_row_set_job:
 * @self: a row
 * @job: (nullable): the job to show
 */
void
bc_job_row_set_job (BcJobRow *self,
                    BcJob    *job)
{
  g_return_if_fail (BC_IS_JOB_ROW (self));

  if (!g_set_object (&self->job, job))
    return;

  g_binding_group_set_source (self->job_bindings, job);
  g_signal_group_set_target (self->job_signals, job);
  if (job != NULL)
    {
      bc_job_row_label_buttons (self);
      bc_job_row_show_progress (self, bc_job_get_progress (job));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}
