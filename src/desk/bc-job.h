/* bc-job.h: a piece of long work, as its listeners see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "bc-progress.h"

G_BEGIN_DECLS

#define BC_TYPE_JOB (bc_job_get_type ())
G_DECLARE_DERIVABLE_TYPE (BcJob, bc_job, BC, JOB, GObject)

/* Properties, all read-only from outside: id, kind, title, alias, status,
 * current, total, detail, error, partial, started-at, finished-at, eta.
 *
 * BcJob::progress (BcProgress *): one consistent state, on the main context
 * only; the first change after 16 ms of silence at once, later ones merged,
 * status changes and the last state never withheld. A terminal state is
 * emitted only after its result is committed to the store. */
const char *bc_job_get_id       (BcJob *self);
const char *bc_job_get_kind     (BcJob *self);
const char *bc_job_get_title    (BcJob *self);
const char *bc_job_get_alias    (BcJob *self);
BcProgress *bc_job_get_progress (BcJob *self);
gboolean    bc_job_has_ended    (BcJob *self);
void        bc_job_cancel       (BcJob *self);

G_END_DECLS
