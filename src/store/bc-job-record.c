/* bc-job-record.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-job-record.h"

/**
 * bc_job_record_new:
 *
 * Returns: (transfer full): a record of which nothing is set
 */
BcJobRecord *
bc_job_record_new (void)
{
  return g_new0 (BcJobRecord, 1);
}

/**
 * bc_job_record_copy:
 * @self: a record
 *
 * The request and the progress never change, so the copy shares them.
 *
 * Returns: (transfer full): a record that says the same
 */
BcJobRecord *
bc_job_record_copy (const BcJobRecord *self)
{
  BcJobRecord *copy = bc_job_record_new ();

  copy->id = g_strdup (self->id);
  copy->kind = g_strdup (self->kind);
  copy->title = g_strdup (self->title);
  copy->alias = g_strdup (self->alias);
  copy->owner = g_strdup (self->owner);
  copy->owner_alive = self->owner_alive;
  copy->request = self->request != NULL ? g_bytes_ref (self->request) : NULL;
  copy->progress = self->progress != NULL ? bc_progress_ref (self->progress) : NULL;

  return copy;
}

/**
 * bc_job_record_free:
 * @self: (transfer full): a record
 */
void
bc_job_record_free (BcJobRecord *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->alias);
  g_free (self->owner);
  g_clear_pointer (&self->request, g_bytes_unref);
  g_clear_pointer (&self->progress, bc_progress_unref);
  g_free (self);
}

/**
 * bc_job_result_clear:
 * @self: a result
 *
 * Lets go of its texts.
 */
void
bc_job_result_clear (BcJobResult *self)
{
  g_clear_pointer (&self->document, g_bytes_unref);
  g_clear_pointer (&self->summary, g_bytes_unref);
  g_clear_pointer (&self->outcome, g_free);
}
