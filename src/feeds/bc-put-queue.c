/* bc-put-queue.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-put-queue.h"

/* Batches on their way to the store: one being written, one waiting, one being
 * handed over. More would only cost memory. */
#define MAX_IN_FLIGHT 3

struct _BcPutQueue
{
  BcStore       *store;
  GMainContext  *context;
  BcPutFunc      put;
  BcPutDoneFunc  done;
  gpointer       user_data;
  gboolean       closed;     /* main context only */

  GMutex         mutex;      /* guards what follows */
  GCond          room;
  guint          in_flight;
  GError        *error;      /* the store's first complaint */
};

typedef struct
{
  BcPutQueue *queue;
  GPtrArray  *records;  /* (nullable): NULL closes the queue */
} Batch;

static Batch *
batch_new (BcPutQueue *queue,
           GPtrArray  *records)
{
  Batch *self = g_new0 (Batch, 1);

  self->queue = queue;
  self->records = records;

  return self;
}

static void
batch_free (Batch *batch)
{
  g_clear_pointer (&batch->records, g_ptr_array_unref);
  g_free (batch);
}

static void
finish_if_empty (BcPutQueue *self)
{
  gboolean is_empty;

  g_mutex_lock (&self->mutex);
  is_empty = self->in_flight == 0;
  g_mutex_unlock (&self->mutex);

  if (self->closed && is_empty)
    self->done (self->error, self->user_data);
}

static void
answer_batch (BcPutQueue *self,
              GError     *error)
{
  g_mutex_lock (&self->mutex);
  self->in_flight--;
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_cond_broadcast (&self->room);
  g_mutex_unlock (&self->mutex);

  g_clear_error (&error);
  finish_if_empty (self);
}

static void
put_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Batch *batch = user_data;
  BcPutQueue *self = batch->queue;
  GError *error = NULL;
  g_autoptr(GArray) outcomes = bc_store_put_records_finish (BC_STORE (object), result, &error);

  if (outcomes != NULL)
    self->put (batch->records, outcomes, self->user_data);

  batch_free (batch);
  answer_batch (self, error);
}

static gboolean
dispatch_cb (gpointer data)
{
  Batch *batch = data;
  BcPutQueue *self = batch->queue;

  if (batch->records != NULL)
    {
      /* Without a cancellable: a game that was read is kept. */
      bc_store_put_records_async (self->store, batch->records, NULL, put_cb, batch);
      return G_SOURCE_REMOVE;
    }

  batch_free (batch);
  self->closed = TRUE;
  finish_if_empty (self);

  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that may run right here, in the worker. */
static void
dispatch (BcPutQueue *self,
          GPtrArray  *records)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[backcourt] put records");
  g_source_set_callback (source, dispatch_cb, batch_new (self, records), NULL);
  g_source_attach (source, self->context);
}

/**
 * bc_put_queue_new:
 * @store: where the records go
 * @context: the main context in which the store is used
 * @put: called after each batch
 * @done: called at the end; may free the queue
 * @user_data: for both
 *
 * Returns: (transfer full): a queue of bounded length into @store
 */
BcPutQueue *
bc_put_queue_new (BcStore       *store,
                  GMainContext  *context,
                  BcPutFunc      put,
                  BcPutDoneFunc  done,
                  gpointer       user_data)
{
  BcPutQueue *self = g_new0 (BcPutQueue, 1);

  self->store = g_object_ref (store);
  self->context = context != NULL ? g_main_context_ref (context) : NULL;
  self->put = put;
  self->done = done;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->room);

  return self;
}

/**
 * bc_put_queue_free:
 * @self: (transfer full): a queue that is done
 *
 * Frees it.
 */
void
bc_put_queue_free (BcPutQueue *self)
{
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->room);
  g_free (self);
}

/**
 * bc_put_queue_push:
 * @self: a queue that is not closed
 * @records: (transfer full) (element-type BcGameRecord): a batch
 *
 * Hands over a batch, after waiting until there is room for it. Not to be
 * called in the queue's main context, which makes the room.
 *
 * Returns: %FALSE if the store failed, so that nothing more need be made
 */
gboolean
bc_put_queue_push (BcPutQueue *self,
                   GPtrArray  *records)
{
  gboolean failed;

  g_mutex_lock (&self->mutex);
  while (self->in_flight >= MAX_IN_FLIGHT && self->error == NULL)
    g_cond_wait (&self->room, &self->mutex);
  failed = self->error != NULL;
  if (!failed)
    self->in_flight++;
  g_mutex_unlock (&self->mutex);

  if (failed)
    g_ptr_array_unref (records);
  else
    dispatch (self, records);

  return !failed;
}

/**
 * bc_put_queue_close:
 * @self: a queue
 *
 * Says that nothing more will be pushed; afterwards the caller must not touch
 * the queue, which may be gone at any moment.
 */
void
bc_put_queue_close (BcPutQueue *self)
{
  dispatch (self, NULL);
}
