/* bc-jobs-topic.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-jobs-topic.h"

#include "bc-frames.h"

struct _BcJobsTopic
{
  BcTopic     parent_instance;

  GListModel *jobs;
  GPtrArray  *known;  /* the same jobs in the same order: a model does not say what it removed */
};

G_DEFINE_FINAL_TYPE (BcJobsTopic, bc_jobs_topic, BC_TYPE_TOPIC)

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GBytes *
bc_jobs_topic_make_state (BcTopic *topic)
{
  return bc_frames_jobs (bc_topic_get_seq (topic), BC_JOBS_TOPIC (topic)->jobs);
}

static void
job_changed (BcJobsTopic *self,
             BcJob       *job)
{
  guint64 seq = bc_topic_advance (BC_TOPIC (self));
  g_autoptr(GBytes) frame = NULL;

  if (bc_topic_get_n_subscribers (BC_TOPIC (self)) == 0)
    return;

  frame = bc_frames_job (seq, job);
  bc_topic_publish (BC_TOPIC (self), bc_job_get_id (job), frame);
}

static void
progress_cb (BcJob      *job,
             BcProgress *progress,
             gpointer    user_data)
{
  job_changed (BC_JOBS_TOPIC (user_data), job);
}

static void
add_job (BcJobsTopic *self,
         BcJob       *job)
{
  g_signal_connect_object (job, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_DEFAULT);
  job_changed (self, job);
  g_signal_emit (self, signals[ADDED], 0, job);
}

static void
remove_job (BcJobsTopic *self,
            BcJob       *job)
{
  guint64 seq = bc_topic_advance (BC_TOPIC (self));
  g_autoptr(GBytes) frame = bc_frames_removed (seq, bc_job_get_id (job));

  g_signal_handlers_disconnect_by_func (job, progress_cb, self);
  bc_topic_publish (BC_TOPIC (self), bc_job_get_id (job), frame);
  g_signal_emit (self, signals[REMOVED], 0, job);
}

/* All frames are written when the list is whole again: a snapshot that a
 * listener asks for in between must not lack what comes next. */
static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    user_data)
{
  BcJobsTopic *self = BC_JOBS_TOPIC (user_data);
  g_autoptr(GPtrArray) removed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_removed; i++)
    g_ptr_array_add (removed, g_ptr_array_steal_index (self->known, position));

  for (guint i = 0; i < n_added; i++)
    {
      gpointer job = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (self->known, (int) (position + i), job);
      g_ptr_array_add (added, g_object_ref (job));
    }

  /* What only moved is in both. */
  for (guint i = 0; i < removed->len; i++)
    if (!g_ptr_array_find (added, g_ptr_array_index (removed, i), NULL))
      remove_job (self, g_ptr_array_index (removed, i));

  for (guint i = 0; i < added->len; i++)
    if (!g_ptr_array_find (removed, g_ptr_array_index (added, i), NULL))
      add_job (self, g_ptr_array_index (added, i));
}

static void
bc_jobs_topic_dispose (GObject *object)
{
  BcJobsTopic *self = BC_JOBS_TOPIC (object);

  g_clear_object (&self->jobs);
  g_ptr_array_set_size (self->known, 0);

  G_OBJECT_CLASS (bc_jobs_topic_parent_class)->dispose (object);
}

static void
bc_jobs_topic_finalize (GObject *object)
{
  g_clear_pointer (&BC_JOBS_TOPIC (object)->known, g_ptr_array_unref);

  G_OBJECT_CLASS (bc_jobs_topic_parent_class)->finalize (object);
}

static void
bc_jobs_topic_class_init (BcJobsTopicClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_jobs_topic_dispose;
  object_class->finalize = bc_jobs_topic_finalize;

  BC_TOPIC_CLASS (klass)->make_state = bc_jobs_topic_make_state;

  signals[ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, BC_TYPE_JOB);
  signals[REMOVED] =
    g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, BC_TYPE_JOB);
}

static void
bc_jobs_topic_init (BcJobsTopic *self)
{
  self->known = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * bc_jobs_topic_new:
 * @jobs: a list of #BcJob
 *
 * Returns: (transfer full): a topic of the list and of every change of its jobs
 */
BcJobsTopic *
bc_jobs_topic_new (GListModel *jobs)
{
  BcJobsTopic *self = g_object_new (BC_TYPE_JOBS_TOPIC, NULL);
  guint n_jobs = g_list_model_get_n_items (jobs);

  self->jobs = g_object_ref (jobs);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_DEFAULT);

  for (guint i = 0; i < n_jobs; i++)
    {
      BcJob *job = g_list_model_get_item (jobs, i);

      g_ptr_array_add (self->known, job);
      g_signal_connect_object (job, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_DEFAULT);
    }

  return self;
}
