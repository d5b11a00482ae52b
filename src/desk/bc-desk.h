/* bc-desk.h: everything that runs, or ran
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-demo.h"
#include "bc-desk-error.h"
#include "bc-job.h"
#include "bc-simulation-result.h"
#include "bc-store.h"

G_BEGIN_DECLS

#define BC_TYPE_DESK (bc_desk_get_type ())
G_DECLARE_FINAL_TYPE (BcDesk, bc_desk, BC, DESK, GObject)

/* Opens the store at @url (NULL: the user's), becomes the process that runs
 * jobs, and restores the history of jobs. */
void        bc_desk_open_async         (const char                 *url,
                                        GCancellable               *cancellable,
                                        GAsyncReadyCallback         callback,
                                        gpointer                    user_data);
BcDesk     *bc_desk_open_finish        (GAsyncResult               *result,
                                        GError                    **error);

/* Cancels what runs, waits until it is committed, closes the store. */
void        bc_desk_close_async        (BcDesk                     *self,
                                        GCancellable               *cancellable,
                                        GAsyncReadyCallback         callback,
                                        gpointer                    user_data);
gboolean    bc_desk_close_finish       (BcDesk                     *self,
                                        GAsyncResult               *result,
                                        GError                    **error);

BcStore    *bc_desk_get_store          (BcDesk                     *self);

/* The jobs, the newest first: a GListModel of BcJob. */
GListModel *bc_desk_get_jobs           (BcDesk                     *self);

/* By id, or by the alias that a client chose (its newest job); NULL if none. */
BcJob      *bc_desk_find_job           (BcDesk                     *self,
                                        const char                 *id);

/* Each starts a job and lends it; BUSY if the alias belongs to one that runs. */
BcJob      *bc_desk_simulate           (BcDesk                     *self,
                                        const BcSimulationRequest  *request,
                                        const char                 *alias,
                                        GError                    **error);
BcJob      *bc_desk_import             (BcDesk                     *self,
                                        const char * const         *paths,
                                        const char                 *source,
                                        GError                    **error);
BcJob      *bc_desk_load_demo          (BcDesk                     *self,
                                        const BcDemoOptions        *options,
                                        GError                    **error);
gboolean    bc_desk_start_job          (BcDesk                     *self,
                                        BcJob                      *job,
                                        const char                 *alias,
                                        GError                    **error);

/* Forgets a job that has ended, with its result. */
gboolean    bc_desk_forget_job         (BcDesk                     *self,
                                        const char                 *id,
                                        GError                    **error);

/* The JSON of a job's result: NOT_READY while it runs, NO_RESULT if it kept none. */
void        bc_desk_load_result_async  (BcDesk                     *self,
                                        const char                 *id,
                                        gboolean                    summary,
                                        GCancellable               *cancellable,
                                        GAsyncReadyCallback         callback,
                                        gpointer                    user_data);
GBytes     *bc_desk_load_result_finish (BcDesk                     *self,
                                        GAsyncResult               *result,
                                        GError                    **error);

/* One game at once, without a job: the answer is a BcGameResult. */
void          bc_desk_simulate_game_async  (BcDesk                    *self,
                                            const char                *game_id,
                                            const BcSimulationRequest *request,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
BcGameResult *bc_desk_simulate_game_finish (BcDesk                    *self,
                                            GAsyncResult              *result,
                                            GError                   **error);

G_END_DECLS
