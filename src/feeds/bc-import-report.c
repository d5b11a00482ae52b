/* bc-import-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-import-report.h"

#include "bc-import-report-private.h"
#include "bc-json-writer.h"

static void
bc_file_report_free (BcFileReport *self)
{
  g_free (self->path);
  g_free (self->kind);
  g_free (self->reason);
  g_free (self);
}

/**
 * bc_import_report_new:
 *
 * Returns: (transfer full): a report of no files
 */
BcImportReport *
bc_import_report_new (void)
{
  BcImportReport *self = g_new0 (BcImportReport, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_file_report_free);

  return self;
}

/**
 * bc_import_report_free:
 * @self: (transfer full): a report
 *
 * Frees it and what it says of each file.
 */
void
bc_import_report_free (BcImportReport *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* Until something is stored or refused, a file changes nothing. */
BcFileReport *
_bc_import_report_add (BcImportReport *self,
                       const char     *path)
{
  BcFileReport *file = g_new0 (BcFileReport, 1);

  file->path = g_strdup (path);
  file->status = BC_FILE_UNCHANGED;
  file->byte = -1;
  g_ptr_array_add (self->files, file);

  return file;
}

static const char *
status_to_string (BcFileStatus status)
{
  switch (status)
    {
    case BC_FILE_TAKEN:
      return "taken";
    case BC_FILE_UNCHANGED:
      return "unchanged";
    case BC_FILE_REFUSED:
      return "refused";
    default:
      g_return_val_if_reached ("");
    }
}

static void
write_file (BcJsonWriter       *writer,
            const BcFileReport *file)
{
  g_autofree char *path = g_utf8_make_valid (file->path, -1);

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_string (writer, "path", path);
  bc_json_writer_string (writer, "status", status_to_string (file->status));
  bc_json_writer_string (writer, "kind", file->kind);
  bc_json_writer_string (writer, "reason", file->reason);
  if (file->line > 0)
    bc_json_writer_int (writer, "line", (gint64) file->line);
  else
    bc_json_writer_null (writer, "line");
  if (file->byte >= 0)
    bc_json_writer_int (writer, "byte", file->byte);
  else
    bc_json_writer_null (writer, "byte");
  bc_json_writer_int (writer, "games", file->n_games);
  bc_json_writer_int (writer, "points", file->n_points);
  bc_json_writer_int (writer, "dropped", file->n_dropped);
  bc_json_writer_end_object (writer);
}

/**
 * bc_import_report_to_json:
 * @self: a report
 *
 * Returns: (transfer full): the document of contract.md's `import --json`
 */
GBytes *
bc_import_report_to_json (const BcImportReport *self)
{
  g_autoptr(BcJsonWriter) writer = bc_json_writer_new ();

  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "files");
  for (guint i = 0; i < self->files->len; i++)
    write_file (writer, g_ptr_array_index (self->files, i));
  bc_json_writer_end_array (writer);
  bc_json_writer_int (writer, "games", self->n_games);
  bc_json_writer_int (writer, "games_with_prices", self->n_priced_games);
  bc_json_writer_int (writer, "points", self->n_points);
  bc_json_writer_int (writer, "refused", self->n_refused);
  bc_json_writer_int (writer, "unmatched", self->n_unmatched);
  bc_json_writer_boolean (writer, "partial", self->partial);
  bc_json_writer_end_object (writer);

  return bc_json_writer_finish (writer);
}
