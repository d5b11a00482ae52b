/* bc-importer.h: recorded files into the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-import-report.h"
#include "bc-reporter.h"
#include "bc-store.h"

G_BEGIN_DECLS

#define BC_TYPE_IMPORTER (bc_importer_get_type ())
G_DECLARE_FINAL_TYPE (BcImporter, bc_importer, BC, IMPORTER, GObject)

/* source: the probability source that an aligned CSV's points get; NULL for `csv`. */
BcImporter     *bc_importer_new        (BcStore              *store,
                                        const char           *source);

/* paths: files and folders; folders are walked in the order of names. Progress
 * in bytes of files read. A cancelled import keeps the games it finished and
 * answers with a partial report, not with an error. */
void            bc_importer_run_async  (BcImporter           *self,
                                        const char * const   *paths,
                                        BcReporter           *reporter,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
BcImportReport *bc_importer_run_finish (BcImporter           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
