/* bc-store-jobs.c: the part of BcStore that is about jobs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-store.h"

/**
 * bc_store_list_jobs_async:
 * @self: a store
 * @limit: at most so many; 0 for all
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists jobs.
 */
void
bc_store_list_jobs_async (BcStore             *self,
                          guint                limit,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->list_jobs_async (self, limit, cancellable, callback, user_data);
}

/**
 * bc_store_list_jobs_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type BcJobRecord): the newest first, or %NULL with
 *   an error
 */
GPtrArray *
bc_store_list_jobs_finish (BcStore       *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_save_job_async:
 * @self: a store
 * @record: a job; copied
 * @result: (nullable): its result, if it has one now; its bytes are kept alive
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Inserts or updates a job, and its result with it.
 */
void
bc_store_save_job_async (BcStore             *self,
                         const BcJobRecord   *record,
                         const BcJobResult   *result,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->save_job_async (self, record, result, cancellable, callback, user_data);
}

/**
 * bc_store_save_job_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with an error, when neither was saved
 */
gboolean
bc_store_save_job_finish (BcStore       *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bc_store_load_result_async:
 * @self: a store
 * @job_id: a job
 * @summary: whether its summary is enough
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Loads the result of a job.
 */
void
bc_store_load_result_async (BcStore             *self,
                            const char          *job_id,
                            gboolean             summary,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->load_result_async (self, job_id, summary, cancellable, callback, user_data);
}

/**
 * bc_store_load_result_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the document or its summary, or %NULL with
 *   %BC_STORE_ERROR_NOT_FOUND if there is no such job or it has none
 */
GBytes *
bc_store_load_result_finish (BcStore       *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bc_store_remove_job_async:
 * @self: a store
 * @job_id: a job
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a job and its result.
 */
void
bc_store_remove_job_async (BcStore             *self,
                           const char          *job_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (BC_IS_STORE (self));

  BC_STORE_GET_IFACE (self)->remove_job_async (self, job_id, cancellable, callback, user_data);
}

/**
 * bc_store_remove_job_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: %FALSE with an error: %BC_STORE_ERROR_NOT_FOUND if there is no such job
 */
gboolean
bc_store_remove_job_finish (BcStore       *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
