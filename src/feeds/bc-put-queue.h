/* bc-put-queue.h: records from worker threads into the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-store.h"

G_BEGIN_DECLS

/**
 * BcPutFunc:
 * @records: (element-type BcGameRecord): a batch as it was pushed
 * @outcomes: (element-type BcPutOutcome): what storing each of them did
 * @user_data: as given to bc_put_queue_new()
 *
 * Called in the queue's main context, in the order of the pushes.
 */
typedef void (*BcPutFunc)     (GPtrArray    *records,
                               GArray       *outcomes,
                               gpointer      user_data);

/* Called once, in the main context, after the last batch; the error is lent. */
typedef void (*BcPutDoneFunc) (const GError *error,
                               gpointer      user_data);

typedef struct _BcPutQueue BcPutQueue;

BcPutQueue *bc_put_queue_new   (BcStore       *store,
                                GMainContext  *context,
                                BcPutFunc      put,
                                BcPutDoneFunc  done,
                                gpointer       user_data);
void        bc_put_queue_free  (BcPutQueue    *self);
gboolean    bc_put_queue_push  (BcPutQueue    *self,
                                GPtrArray     *records);
void        bc_put_queue_close (BcPutQueue    *self);

G_END_DECLS
