/* toy-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "toy-job.h"

#include <string.h>

struct _ToyJob
{
  BcJob         parent_instance;

  BcJob        *running;      /* itself, until it ends */
  BcReporter   *reporter;
  GCancellable *cancellable;
  gulong        cancelled_id;
};

G_DEFINE_FINAL_TYPE (ToyJob, toy_job, BC_TYPE_JOB)

static void
toy_job_stop (ToyJob *self)
{
  g_cancellable_disconnect (self->cancellable, self->cancelled_id);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reporter, bc_reporter_unref);
}

static void
toy_job_end (ToyJob       *self,
             const char   *document,
             gboolean      partial,
             const GError *error)
{
  g_autoptr(BcJob) job = g_steal_pointer (&self->running);
  g_auto(BcJobResult) result = { NULL, };

  g_assert_nonnull (job);
  toy_job_stop (self);

  if (document != NULL)
    result.document = g_bytes_new (document, strlen (document));
  _bc_job_finish (job, document != NULL ? &result : NULL, partial, error);
}

/* What was done by then is kept. */
static gboolean
toy_job_cancelled_cb (gpointer user_data)
{
  ToyJob *self = user_data;
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

  if (self->running == NULL)
    return G_SOURCE_REMOVE;

  bc_reporter_flush (self->reporter);
  if (bc_job_get_progress (BC_JOB (self))->current > 0)
    toy_job_end (self, "{\"partial\":true}", TRUE, NULL);
  else
    toy_job_end (self, NULL, FALSE, error);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, toy_job_cancelled_cb, g_object_ref (user_data), g_object_unref);
}

static void
toy_job_run (BcJob        *job,
             BcReporter   *reporter,
             GCancellable *cancellable)
{
  ToyJob *self = TOY_JOB (job);

  self->running = g_object_ref (job);
  self->reporter = bc_reporter_ref (reporter);
  self->cancellable = g_object_ref (cancellable);
  self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
}

static void
toy_job_dispose (GObject *object)
{
  ToyJob *self = TOY_JOB (object);

  if (self->cancellable != NULL)
    toy_job_stop (self);

  G_OBJECT_CLASS (toy_job_parent_class)->dispose (object);
}

static void
toy_job_class_init (ToyJobClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = toy_job_dispose;

  BC_JOB_CLASS (klass)->kind = "toy";
  BC_JOB_CLASS (klass)->run = toy_job_run;
}

static void
toy_job_init (ToyJob *self)
{
}

BcJob *
toy_job_new (const char *title)
{
  BcJob *job = g_object_new (TOY_TYPE_JOB, NULL);

  _bc_job_set_title (job, title);

  return job;
}

BcReporter *
toy_job_get_reporter (BcJob *job)
{
  return TOY_JOB (job)->reporter;
}

void
toy_job_complete (BcJob      *job,
                  const char *document)
{
  toy_job_end (TOY_JOB (job), document, FALSE, NULL);
}

void
toy_job_fail (BcJob      *job,
              const char *message)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);

  toy_job_end (TOY_JOB (job), NULL, FALSE, error);
}

void
toy_job_abandon (BcJob *job)
{
  g_clear_object (&TOY_JOB (job)->running);
}
