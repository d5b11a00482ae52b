/* bc-import-report-private.h: for whoever writes a report
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-import-report.h"

G_BEGIN_DECLS

BcFileReport *_bc_import_report_add (BcImportReport *self,
                                     const char     *path);

G_END_DECLS
