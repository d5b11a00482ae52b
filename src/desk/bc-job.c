/* bc-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-job-private.h"

#include <glib/gi18n.h>

#include "bc-job-progress.h"

/* How old the row of a running job may be: what an interrupted one shows. */
#define SAVE_AFTER_US G_USEC_PER_SEC

typedef struct
{
  char         *id;
  char         *kind;        /* of a restored job; else the class says it */
  char         *title;
  char         *alias;
  char         *owner;
  GBytes       *request;
  BcStore      *store;       /* NULL: nothing is kept */
  BcReporter   *reporter;    /* while it runs */
  GCancellable *cancellable;
  BcProgress   *progress;    /* never NULL; replaced, never changed */
  gint64        saved_at;
} BcJobPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BcJob, bc_job, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_KIND,
  PROP_TITLE,
  PROP_ALIAS,
  PROP_STATUS,
  PROP_CURRENT,
  PROP_TOTAL,
  PROP_DETAIL,
  PROP_ERROR,
  PROP_PARTIAL,
  PROP_STARTED_AT,
  PROP_FINISHED_AT,
  PROP_ETA,
  N_PROPS
};

enum
{
  PROGRESS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_if (BcJob    *self,
           guint     property,
           gboolean  changed)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
bc_job_notify_changes (BcJob            *self,
                       const BcProgress *old,
                       const BcProgress *new)
{
  notify_if (self, PROP_STATUS, old->status != new->status);
  notify_if (self, PROP_CURRENT, old->current != new->current);
  notify_if (self, PROP_TOTAL, old->total != new->total);
  notify_if (self, PROP_DETAIL, g_strcmp0 (old->detail, new->detail) != 0);
  notify_if (self, PROP_ERROR, g_strcmp0 (old->error, new->error) != 0);
  notify_if (self, PROP_PARTIAL, old->partial != new->partial);
  notify_if (self, PROP_STARTED_AT, old->started_at != new->started_at);
  notify_if (self, PROP_FINISHED_AT, old->finished_at != new->finished_at);
  notify_if (self, PROP_ETA, old->eta_seconds < new->eta_seconds || old->eta_seconds > new->eta_seconds);
}

/* A listener may drop the job, or look at it: it is held, and already new. */
static void
bc_job_take_progress (BcJob      *self,
                      BcProgress *progress)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);
  g_autoptr(BcJob) alive = g_object_ref (self);
  g_autoptr(BcProgress) old = g_steal_pointer (&priv->progress);
  g_autoptr(BcProgress) new = bc_progress_ref (progress);

  priv->progress = progress;

  g_object_freeze_notify (G_OBJECT (alive));
  bc_job_notify_changes (alive, old, new);
  g_signal_emit (alive, signals[PROGRESS], 0, new);
  g_object_thaw_notify (G_OBJECT (alive));
}

/* The row of a running job is a courtesy to whoever looks after a crash: a
 * failure to write it is told again, and counts, when the job ends. */
static void
bc_job_save_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(BcJob) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!bc_store_save_job_finish (BC_STORE (object), result, &error))
    g_message ("The state of “%s” could not be kept: %s", bc_job_get_title (self), error->message);
}

static void
bc_job_save (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);
  g_autoptr(BcJobRecord) record = NULL;

  if (priv->store == NULL)
    return;

  record = _bc_job_dup_record (self);
  priv->saved_at = g_get_monotonic_time ();
  bc_store_save_job_async (priv->store, record, NULL, NULL, bc_job_save_cb, g_object_ref (self));
}

static void
bc_job_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  BcJob *self = BC_JOB (object);
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, priv->id);
      break;
    case PROP_KIND:
      g_value_set_string (value, bc_job_get_kind (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_ALIAS:
      g_value_set_string (value, priv->alias);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, (int) priv->progress->status);
      break;
    case PROP_CURRENT:
      g_value_set_int64 (value, priv->progress->current);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, priv->progress->total);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, priv->progress->detail);
      break;
    case PROP_ERROR:
      g_value_set_string (value, priv->progress->error);
      break;
    case PROP_PARTIAL:
      g_value_set_boolean (value, priv->progress->partial);
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, priv->progress->started_at);
      break;
    case PROP_FINISHED_AT:
      g_value_set_int64 (value, priv->progress->finished_at);
      break;
    case PROP_ETA:
      g_value_set_double (value, priv->progress->eta_seconds);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A worker may still report: its reporter outlives us and falls silent. */
static void
bc_job_dispose (GObject *object)
{
  BcJobPrivate *priv = bc_job_get_instance_private (BC_JOB (object));

  if (priv->reporter != NULL)
    bc_reporter_disconnect (priv->reporter);
  g_clear_pointer (&priv->reporter, bc_reporter_unref);
  g_clear_object (&priv->store);

  G_OBJECT_CLASS (bc_job_parent_class)->dispose (object);
}

static void
bc_job_finalize (GObject *object)
{
  BcJobPrivate *priv = bc_job_get_instance_private (BC_JOB (object));

  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->kind, g_free);
  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->alias, g_free);
  g_clear_pointer (&priv->owner, g_free);
  g_clear_pointer (&priv->request, g_bytes_unref);
  g_clear_pointer (&priv->progress, bc_progress_unref);
  g_clear_object (&priv->cancellable);

  G_OBJECT_CLASS (bc_job_parent_class)->finalize (object);
}

static void
install_string (guint       property,
                const char *name)
{
  properties[property] =
    g_param_spec_string (name, NULL, NULL,
                         NULL,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
install_int64 (guint       property,
               const char *name)
{
  properties[property] =
    g_param_spec_int64 (name, NULL, NULL,
                        0, G_MAXINT64, 0,
                        (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
bc_job_class_init (BcJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_job_dispose;
  object_class->finalize = bc_job_finalize;
  object_class->get_property = bc_job_get_property;

  install_string (PROP_ID, "id");
  install_string (PROP_KIND, "kind");
  install_string (PROP_TITLE, "title");
  install_string (PROP_ALIAS, "alias");
  install_string (PROP_DETAIL, "detail");
  install_string (PROP_ERROR, "error");
  install_int64 (PROP_CURRENT, "current");
  install_int64 (PROP_TOTAL, "total");
  install_int64 (PROP_STARTED_AT, "started-at");
  install_int64 (PROP_FINISHED_AT, "finished-at");

  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL,
                       BC_TYPE_JOB_STATUS, BC_JOB_QUEUED,
                       (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  properties[PROP_PARTIAL] =
    g_param_spec_boolean ("partial", NULL, NULL,
                          FALSE,
                          (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  properties[PROP_ETA] =
    g_param_spec_double ("eta", NULL, NULL,
                         -1., G_MAXDOUBLE, -1.,
                         (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[PROGRESS] =
    g_signal_new ("progress",
                  G_TYPE_FROM_CLASS (klass),
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, BC_TYPE_PROGRESS);
}

static void
bc_job_init (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  priv->id = g_uuid_string_random ();
  priv->cancellable = g_cancellable_new ();
  priv->progress = bc_progress_new (BC_JOB_QUEUED);
}

/**
 * bc_job_get_id:
 * @self: a job
 *
 * Returns: (transfer none): its UUID
 */
const char *
bc_job_get_id (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), NULL);

  return priv->id;
}

/**
 * bc_job_get_kind:
 * @self: a job
 *
 * Returns: (transfer none): the word for its kind, such as `simulation`
 */
const char *
bc_job_get_kind (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), NULL);

  return priv->kind != NULL ? priv->kind : BC_JOB_GET_CLASS (self)->kind;
}

/**
 * bc_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none): what it does, for people; its kind before it knows
 */
const char *
bc_job_get_title (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), NULL);

  return priv->title != NULL ? priv->title : bc_job_get_kind (self);
}

/**
 * bc_job_get_alias:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the request id that a client chose for it
 */
const char *
bc_job_get_alias (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), NULL);

  return priv->alias;
}

/**
 * bc_job_get_progress:
 * @self: a job
 *
 * Returns: (transfer none): its newest state; take a reference to keep it
 *   across a turn of the main context
 */
BcProgress *
bc_job_get_progress (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), NULL);

  return priv->progress;
}

/**
 * bc_job_has_ended:
 * @self: a job
 *
 * Returns: whether it will not change any more: complete, failed, cancelled,
 *   or interrupted
 */
gboolean
bc_job_has_ended (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_val_if_fail (BC_IS_JOB (self), FALSE);

  return bc_job_status_is_terminal (priv->progress->status) || priv->progress->status == BC_JOB_INTERRUPTED;
}

/**
 * bc_job_cancel:
 * @self: a job
 *
 * Asks it to stop; what it has done by then may be kept. Does nothing to one
 * that has ended.
 */
void
bc_job_cancel (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_if_fail (BC_IS_JOB (self));

  g_cancellable_cancel (priv->cancellable);
}

/* store: (nullable): where the job keeps itself; alias: (nullable) */
void
_bc_job_attach (BcJob      *self,
                BcStore    *store,
                const char *owner,
                const char *alias)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_if_fail (priv->progress->status == BC_JOB_QUEUED);

  g_set_object (&priv->store, store);
  g_free (priv->owner);
  priv->owner = g_strdup (owner);
  g_free (priv->alias);
  priv->alias = g_strdup (alias);
}

static void
bc_job_report_cb (const BcReport *report,
                  gpointer        user_data)
{
  _bc_job_update (user_data, report);
}

void
_bc_job_start (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);
  g_autoptr(BcReporter) reporter = NULL;

  g_return_if_fail (priv->progress->status == BC_JOB_QUEUED);

  reporter = bc_reporter_new (g_main_context_get_thread_default (), bc_job_report_cb, self);
  priv->reporter = bc_reporter_ref (reporter);

  bc_job_take_progress (self, bc_job_progress_start (priv->progress));
  bc_job_save (self);
  BC_JOB_GET_CLASS (self)->run (self, reporter, priv->cancellable);
}

/* For a job that must show every single change: the reporter, which merges
 * them, comes here too. */
void
_bc_job_update (BcJob          *self,
                const BcReport *report)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  if (priv->progress->status != BC_JOB_RUNNING)
    return;

  bc_job_take_progress (self, bc_job_progress_report (priv->progress, report));

  if (g_get_monotonic_time () - priv->saved_at >= SAVE_AFTER_US)
    bc_job_save (self);
}

typedef struct
{
  BcJob      *job;
  BcProgress *end;
} Commit;

static void
bc_job_commit_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree Commit *commit = user_data;
  g_autoptr(BcJob) self = commit->job;
  g_autoptr(BcProgress) kept = commit->end;
  g_autoptr(GError) error = NULL;
  BcProgress *end = bc_progress_copy (kept);

  if (!bc_store_save_job_finish (BC_STORE (object), result, &error))
    {
      end->status = BC_JOB_ERROR;
      end->partial = FALSE;
      g_free (end->error);
      end->error = g_strdup_printf (_("The result could not be kept: %s"), error->message);
    }

  end->t_us = g_get_real_time ();
  bc_job_take_progress (self, end);
}

/* The one way out, for success, failure and cancellation alike. Nobody hears of
 * the end before the result is committed.
 * result: (nullable); partial: whether it is only what was done until then */
void
_bc_job_finish (BcJob             *self,
                const BcJobResult *result,
                gboolean           partial,
                const GError      *error)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);
  g_autoptr(BcJob) alive = g_object_ref (self);
  g_autoptr(BcJobRecord) record = NULL;
  const char *outcome = result != NULL ? result->outcome : NULL;
  Commit *commit;

  g_return_if_fail (priv->reporter != NULL);

  bc_reporter_flush (priv->reporter);
  bc_reporter_disconnect (priv->reporter);
  g_clear_pointer (&priv->reporter, bc_reporter_unref);

  if (priv->store == NULL)
    {
      bc_job_take_progress (alive, bc_job_progress_end (priv->progress, partial, outcome, error));
      return;
    }

  commit = g_new0 (Commit, 1);
  commit->job = g_object_ref (alive);
  commit->end = bc_job_progress_end (priv->progress, partial, outcome, error);

  record = _bc_job_dup_record (alive);
  g_clear_pointer (&record->owner, g_free);
  bc_progress_unref (record->progress);
  record->progress = bc_progress_ref (commit->end);
  bc_store_save_job_async (priv->store, record, result, NULL, bc_job_commit_cb, commit);

  bc_job_take_progress (alive, bc_job_progress_finish (priv->progress));
}

void
_bc_job_set_title (BcJob      *self,
                   const char *title)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);

  /* Learnt while it runs: the next change of its progress keeps it. */
  priv->saved_at = 0;
}

void
_bc_job_set_request (BcJob  *self,
                     GBytes *request)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_clear_pointer (&priv->request, g_bytes_unref);
  priv->request = g_bytes_ref (request);
}

BcJobRecord *
_bc_job_dup_record (BcJob *self)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);
  BcJobRecord *record = bc_job_record_new ();

  record->id = g_strdup (priv->id);
  record->kind = g_strdup (bc_job_get_kind (self));
  record->title = g_strdup (bc_job_get_title (self));
  record->alias = g_strdup (priv->alias);
  record->owner = bc_job_has_ended (self) ? NULL : g_strdup (priv->owner);
  record->request = priv->request != NULL ? g_bytes_ref (priv->request) : NULL;
  record->progress = bc_progress_ref (priv->progress);

  return record;
}

/* Only before anybody knows the job. */
void
_bc_job_restore (BcJob             *self,
                 const BcJobRecord *record)
{
  BcJobPrivate *priv = bc_job_get_instance_private (self);

  g_return_if_fail (priv->kind == NULL);

  g_free (priv->id);
  priv->id = g_strdup (record->id);
  priv->kind = g_strdup (record->kind);
  priv->title = g_strdup (record->title);
  priv->alias = g_strdup (record->alias);
  priv->owner = g_strdup (record->owner);
  priv->request = record->request != NULL ? g_bytes_ref (record->request) : NULL;
  bc_progress_unref (priv->progress);
  priv->progress = bc_progress_ref (record->progress);
}
