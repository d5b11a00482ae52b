/* feeds-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feeds-utils.h"

#include <string.h>

#include "test-utils.h"

BcImportReport *
test_import (BcStore            *store,
             const char * const *paths,
             BcReporter         *reporter,
             GCancellable       *cancellable)
{
  g_autoptr(BcImporter) importer = bc_importer_new (store, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr(GError) error = NULL;
  BcImportReport *report;

  bc_importer_run_async (importer, paths, reporter, cancellable, test_result_cb, &slot);
  result = test_wait_result (&slot);
  report = bc_importer_run_finish (importer, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

const BcFileReport *
test_report_get_file (const BcImportReport *report,
                      const char           *path)
{
  for (guint i = 0; i < report->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (report->files, i);

      if (strcmp (file->path, path) == 0)
        return file;
    }

  g_error ("No report of %s", path);
}
