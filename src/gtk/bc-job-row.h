/* bc-job-row.h: one job in the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "bc-job.h"

G_BEGIN_DECLS

#define BC_TYPE_JOB_ROW (bc_job_row_get_type ())
G_DECLARE_FINAL_TYPE (BcJobRow, bc_job_row, BC, JOB_ROW, GtkListBoxRow)

GtkWidget *bc_job_row_new     (BcJob    *job);
BcJob     *bc_job_row_get_job (BcJobRow *self);
void       bc_job_row_set_job (BcJobRow *self,
                               BcJob    *job);

G_END_DECLS
