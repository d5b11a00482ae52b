/* bc-job-record.h: a job as the store keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-progress.h"

G_BEGIN_DECLS

/**
 * BcJobRecord:
 * @id: UUIDv4
 * @kind: `simulation`, `grid-search`, `update`, `import`, …
 * @title: for people
 * @alias: (nullable): the request id that a client chose
 * @owner: (nullable): token of the process that runs it; %NULL once it ended
 * @owner_alive: whether that process still holds its lock; set by the store when reading
 * @request: (nullable): versioned JSON of what was asked
 * @progress: its last known state
 */
typedef struct
{
  char       *id;
  char       *kind;
  char       *title;
  char       *alias;
  char       *owner;
  gboolean    owner_alive;
  GBytes     *request;
  BcProgress *progress;
} BcJobRecord;

BcJobRecord *bc_job_record_new  (void);
BcJobRecord *bc_job_record_copy (const BcJobRecord *self);
void         bc_job_record_free (BcJobRecord       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcJobRecord, bc_job_record_free)

/* One result in three lengths: all of it, what fits a first look, and one line
 * for people, which is kept as the detail of the job's end. */
typedef struct
{
  GBytes *document;
  GBytes *summary;    /* (nullable) */
  char   *outcome;    /* (nullable) */
} BcJobResult;

void bc_job_result_clear (BcJobResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BcJobResult, bc_job_result_clear)

G_END_DECLS
