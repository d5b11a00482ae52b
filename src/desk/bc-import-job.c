/* bc-import-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-import-job.h"

#include <glib/gi18n.h>

#include "bc-importer.h"
#include "bc-json-writer.h"

struct _BcImportJob
{
  BcJob       parent_instance;

  BcImporter *importer;
  GStrv       paths;
};

G_DEFINE_FINAL_TYPE (BcImportJob, bc_import_job, BC_TYPE_JOB)

static void
bc_import_job_write_report (GTask        *task,
                            gpointer      source_object,
                            gpointer      task_data,
                            GCancellable *cancellable)
{
  g_task_return_pointer (task, bc_import_report_to_json (task_data), (GDestroyNotify) g_bytes_unref);
}

static char *
summarise (const BcImportReport *report)
{
  guint n_files = report->files->len;
  g_autofree char *games = g_strdup_printf (ngettext ("%'u game", "%'u games", report->n_games), report->n_games);

  /* Translators: “579 games from 609 files, 49 refused” */
  return g_strdup_printf (ngettext ("%s from %'u file, %'u refused", "%s from %'u files, %'u refused", n_files),
                          games, n_files, report->n_refused);
}

static void
bc_import_job_written_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr(BcJob) self = user_data;
  const BcImportReport *report = g_task_get_task_data (G_TASK (result));
  g_auto(BcJobResult) written = { NULL, };

  written.outcome = summarise (report);
  written.document = g_task_propagate_pointer (G_TASK (result), NULL);
  _bc_job_finish (self, &written, report->partial, NULL);
}

/* The report of a folder of many files is long: a thread writes it. */
static void
bc_import_job_imported_cb (GObject      *object,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  g_autoptr(BcJob) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) task = NULL;
  BcImportReport *report = bc_importer_run_finish (BC_IMPORTER (object), result, &error);

  if (report == NULL)
    {
      _bc_job_finish (self, NULL, FALSE, error);
      return;
    }

  task = g_task_new (NULL, NULL, bc_import_job_written_cb, g_steal_pointer (&self));
  g_task_set_source_tag (task, bc_import_job_imported_cb);
  g_task_set_task_data (task, report, (GDestroyNotify) bc_import_report_free);
  g_task_run_in_thread (task, bc_import_job_write_report);
}

static void
bc_import_job_run (BcJob        *job,
                   BcReporter   *reporter,
                   GCancellable *cancellable)
{
  BcImportJob *self = BC_IMPORT_JOB (job);

  bc_importer_run_async (self->importer, (const char * const *) self->paths, reporter, cancellable,
                         bc_import_job_imported_cb, g_object_ref (job));
}

static void
bc_import_job_finalize (GObject *object)
{
  BcImportJob *self = BC_IMPORT_JOB (object);

  g_clear_object (&self->importer);
  g_clear_pointer (&self->paths, g_strfreev);

  G_OBJECT_CLASS (bc_import_job_parent_class)->finalize (object);
}

static void
bc_import_job_class_init (BcImportJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  BcJobClass *job_class = BC_JOB_CLASS (klass);

  object_class->finalize = bc_import_job_finalize;

  job_class->kind = "import";
  job_class->run = bc_import_job_run;
}

static void
bc_import_job_init (BcImportJob *self)
{
}

static char *
make_title (const char * const *paths)
{
  g_autofree char *name = g_path_get_basename (paths[0]);
  g_autofree char *shown = g_filename_display_name (name);
  guint n_more = g_strv_length ((GStrv) paths) - 1;

  if (n_more == 0)
    return g_strdup_printf (_("Import of %s"), shown);

  return g_strdup_printf (ngettext ("Import of %s and %u more", "Import of %s and %u more", n_more), shown, n_more);
}

static GBytes *
make_request (const char * const *paths,
              const char         *source)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "paths");
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (paths[i]);

      bc_json_writer_string (writer, NULL, shown);
    }
  bc_json_writer_end_array (writer);
  bc_json_writer_string (writer, "source", source);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}

/**
 * bc_import_job_new:
 * @store: where to
 * @paths: files and folders, at least one
 * @source: (nullable): the probability source that an aligned CSV's points get
 *
 * Returns: (transfer full): a job, not started yet
 */
BcJob *
bc_import_job_new (BcStore            *store,
                   const char * const *paths,
                   const char         *source)
{
  BcImportJob *self = g_object_new (BC_TYPE_IMPORT_JOB, NULL);
  g_autofree char *title = make_title (paths);
  g_autoptr(GBytes) request = make_request (paths, source);

  self->importer = bc_importer_new (store, source);
  self->paths = g_strdupv ((GStrv) paths);
  _bc_job_set_title (BC_JOB (self), title);
  _bc_job_set_request (BC_JOB (self), request);

  return BC_JOB (self);
}
