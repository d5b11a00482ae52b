/* bc-reporter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-reporter.h"

#include <stdatomic.h>

/* The shortest time between two calls: sixty snapshots a second. */
#define INTERVAL_US (16 * G_TIME_SPAN_MILLISECOND)

struct _BcReporter
{
  gatomicrefcount ref_count;
  GMainContext   *context;
  BcReportFunc    func;
  gpointer        user_data;

  /* Written by any thread. Whoever turns pending from 0 to 1 wakes the main
   * context; everybody else is done after one addition and one look. */
  _Atomic gint64  current;
  _Atomic gint64  total;
  atomic_bool     pending;

  GMutex          mutex;         /* guards what follows */
  char           *detail;
  gint64          changed_at;    /* CLOCK_REALTIME of the oldest unseen change */
  gint64          called_at;     /* monotonic, of the latest call; 0 before the first */
  GSource        *source;        /* attached while a call is due */
  gboolean        disconnected;

  /* What the latest call said, touched in the context only. */
  gint64          sent_current;
  gint64          sent_total;
  char           *sent_detail;
};

static gboolean
bc_reporter_source_dispatch (GSource     *source,
                             GSourceFunc  callback,
                             gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = {
  .dispatch = bc_reporter_source_dispatch,
};

/* Clears pending before it reads: a change made after that wakes us again, one
 * made before is read here. */
static gboolean
bc_reporter_collect (BcReporter *self,
                     BcReport   *report)
{
  g_autofree char *detail = NULL;
  gboolean changed;

  g_mutex_lock (&self->mutex);
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
    }
  atomic_store (&self->pending, FALSE);
  report->current = atomic_load (&self->current);
  report->total = atomic_load (&self->total);
  report->t_us = self->changed_at;
  detail = g_strdup (self->detail);
  changed = !self->disconnected
    && (report->current != self->sent_current
        || report->total != self->sent_total
        || g_strcmp0 (detail, self->sent_detail) != 0);
  if (changed)
    self->called_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);

  if (!changed)
    return FALSE;

  self->sent_current = report->current;
  self->sent_total = report->total;
  g_free (self->sent_detail);
  self->sent_detail = g_steal_pointer (&detail);
  report->detail = self->sent_detail;

  return TRUE;
}

static gboolean
bc_reporter_report_cb (gpointer user_data)
{
  BcReporter *self = user_data;
  BcReport report;

  if (bc_reporter_collect (self, &report))
    self->func (&report, self->user_data);

  return G_SOURCE_REMOVE;
}

/* The source holds a reference, so that the last owner may let go in any
 * thread, whatever the context is doing. */
static void
bc_reporter_schedule_locked (BcReporter *self)
{
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "BcReporter");
  g_source_set_callback (self->source, bc_reporter_report_cb,
                         bc_reporter_ref (self), (GDestroyNotify) bc_reporter_unref);
  g_source_set_ready_time (self->source,
                           self->called_at == 0 ? 0 : self->called_at + INTERVAL_US);
  g_source_attach (self->source, self->context);
}

static void
bc_reporter_wake_locked (BcReporter *self,
                         gint64      now)
{
  if (self->disconnected || atomic_exchange (&self->pending, TRUE))
    return;

  self->changed_at = now;
  bc_reporter_schedule_locked (self);
}

static void
bc_reporter_changed (BcReporter *self)
{
  gint64 now;

  if (atomic_load (&self->pending))
    return;

  now = g_get_real_time ();
  g_mutex_lock (&self->mutex);
  bc_reporter_wake_locked (self, now);
  g_mutex_unlock (&self->mutex);
}

/**
 * bc_reporter_new:
 * @context: (nullable): where @func is called; %NULL for the default main context
 * @func: (scope notified): what is called
 * @user_data: for @func; must live until bc_reporter_disconnect()
 *
 * Makes what carries the progress of worker threads to one context. A million
 * reports cost at most sixty calls a second; the first after 16 ms of silence
 * waits for nothing but the context's next turn.
 *
 * Returns: (transfer full): a reporter
 */
BcReporter *
bc_reporter_new (GMainContext *context,
                 BcReportFunc  func,
                 gpointer      user_data)
{
  BcReporter *self = g_new0 (BcReporter, 1);

  g_return_val_if_fail (func != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->context = g_main_context_ref (context != NULL ? context : g_main_context_default ());
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);

  return self;
}

/**
 * bc_reporter_ref:
 * @self: a reporter
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @self
 */
BcReporter *
bc_reporter_ref (BcReporter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * bc_reporter_unref:
 * @self: (transfer full): a reporter
 *
 * Any thread may call this.
 */
void
bc_reporter_unref (BcReporter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->detail);
  g_free (self->sent_detail);
  g_free (self);
}

/**
 * bc_reporter_set_total:
 * @self: a reporter
 * @total: all work, 0 or more; 0 while unknown
 *
 * Any thread may call this.
 */
void
bc_reporter_set_total (BcReporter *self,
                       gint64      total)
{
  if (atomic_exchange (&self->total, total) != total)
    bc_reporter_changed (self);
}

/**
 * bc_reporter_set_detail:
 * @self: a reporter
 * @detail: (nullable): what is being done now, for people; copied
 *
 * Any thread may call this.
 */
void
bc_reporter_set_detail (BcReporter *self,
                        const char *detail)
{
  gint64 now = g_get_real_time ();

  g_mutex_lock (&self->mutex);
  if (g_strcmp0 (self->detail, detail) != 0)
    {
      g_free (self->detail);
      self->detail = g_strdup (detail);
      bc_reporter_wake_locked (self, now);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * bc_reporter_set_current:
 * @self: a reporter
 * @current: work done so far
 *
 * Work that is done stays done: a smaller number than the latest changes
 * nothing. Any thread may call this.
 */
void
bc_reporter_set_current (BcReporter *self,
                         gint64      current)
{
  gint64 old = atomic_load (&self->current);

  while (current > old)
    {
      if (atomic_compare_exchange_weak (&self->current, &old, current))
        {
          bc_reporter_changed (self);
          return;
        }
    }
}

/**
 * bc_reporter_add:
 * @self: a reporter
 * @n: work that has just been done, 0 or more
 *
 * Cheap enough for every game and every block of many threads. Any thread may
 * call this.
 */
void
bc_reporter_add (BcReporter *self,
                 gint64      n)
{
  if (n <= 0)
    return;

  atomic_fetch_add (&self->current, n);
  bc_reporter_changed (self);
}

/**
 * bc_reporter_flush:
 * @self: a reporter
 *
 * Delivers what has not been delivered, now, without regard to the 16 ms: the
 * last state before an end is never withheld. In the reporter's context only.
 */
void
bc_reporter_flush (BcReporter *self)
{
  g_autoptr(BcReporter) alive = bc_reporter_ref (self);

  bc_reporter_report_cb (alive);
}

/**
 * bc_reporter_disconnect:
 * @self: a reporter
 *
 * After this the function is never called again; late reports are harmless. In
 * the reporter's context only, before what the function uses goes away.
 */
void
bc_reporter_disconnect (BcReporter *self)
{
  g_mutex_lock (&self->mutex);
  self->disconnected = TRUE;
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_clear_pointer (&self->source, g_source_unref);
    }
  g_mutex_unlock (&self->mutex);
}
