/* feeds-utils.h: imports that are waited for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-importer.h"

G_BEGIN_DECLS

BcImportReport     *test_import          (BcStore              *store,
                                          const char * const   *paths,
                                          BcReporter           *reporter,
                                          GCancellable         *cancellable);
const BcFileReport *test_report_get_file (const BcImportReport *report,
                                          const char           *path);

G_END_DECLS
