/* bc-demo-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-demo-job.h"

#include <glib/gi18n.h>

#include "bc-json-writer.h"

struct _BcDemoJob
{
  BcJob         parent_instance;

  BcStore      *store;
  BcDemoOptions options;
};

G_DEFINE_FINAL_TYPE (BcDemoJob, bc_demo_job, BC_TYPE_JOB)

/* What was asked is what came out: a season is the same for the same options. */
static GBytes *
bc_demo_job_to_json (BcDemoJob *self)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "season", BC_DEMO_SEASON);
  bc_json_writer_int (writer, "games", self->options.n_games);
  bc_json_writer_int (writer, "seed", self->options.seed);
  bc_json_writer_ppm (writer, "edge", self->options.edge);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}

static void
bc_demo_job_loaded_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr(BcDemoJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(BcJobResult) written = { NULL, };

  if (!bc_demo_load_finish (result, &error))
    {
      _bc_job_finish (BC_JOB (self), NULL, FALSE, error);
      return;
    }

  written.document = bc_demo_job_to_json (self);
  _bc_job_finish (BC_JOB (self), &written, FALSE, NULL);
}

static void
bc_demo_job_run (BcJob        *job,
                 BcReporter   *reporter,
                 GCancellable *cancellable)
{
  BcDemoJob *self = BC_DEMO_JOB (job);

  bc_demo_load_async (self->store, &self->options, reporter, cancellable,
                      bc_demo_job_loaded_cb, g_object_ref (job));
}

static void
bc_demo_job_finalize (GObject *object)
{
  BcDemoJob *self = BC_DEMO_JOB (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (bc_demo_job_parent_class)->finalize (object);
}

static void
bc_demo_job_class_init (BcDemoJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  BcJobClass *job_class = BC_JOB_CLASS (klass);

  object_class->finalize = bc_demo_job_finalize;

  /* Not `import`, whose progress counts bytes: this one counts games. */
  job_class->kind = "demo";
  job_class->run = bc_demo_job_run;
}

static void
bc_demo_job_init (BcDemoJob *self)
{
}

/**
 * bc_demo_job_new:
 * @store: where to
 * @options: which season
 *
 * Returns: (transfer full): a job, not started yet, that replaces the season `demo`
 */
BcJob *
bc_demo_job_new (BcStore             *store,
                 const BcDemoOptions *options)
{
  BcDemoJob *self = g_object_new (BC_TYPE_DEMO_JOB, NULL);
  g_autoptr(GBytes) request = NULL;

  self->store = g_object_ref (store);
  self->options = *options;
  request = bc_demo_job_to_json (self);
  _bc_job_set_title (BC_JOB (self), _("Demo season"));
  _bc_job_set_request (BC_JOB (self), request);

  return BC_JOB (self);
}
