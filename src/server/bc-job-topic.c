/* bc-job-topic.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-job-topic.h"

#include "bc-frames.h"
#include "bc-wire.h"

struct _BcJobTopic
{
  BcTopic  parent_instance;

  BcJob   *job;   /* (nullable): NULL until there is one of the id asked for */
  char    *noun;
};

G_DEFINE_FINAL_TYPE (BcJobTopic, bc_job_topic, BC_TYPE_TOPIC)

static GBytes *
bc_job_topic_make_state (BcTopic *topic)
{
  return bc_frames_progress (bc_topic_get_seq (topic), BC_JOB_TOPIC (topic)->job);
}

static char *
bc_job_topic_dup_end_reason (BcTopic *topic)
{
  BcJobTopic *self = BC_JOB_TOPIC (topic);

  if (self->job == NULL || !bc_job_has_ended (self->job))
    return NULL;

  return g_strdup_printf ("%s %s", self->noun, bc_wire_progress_status (bc_job_get_progress (self->job)));
}

static void
follow (BcJobTopic *self,
        BcJob      *job)
{
  self->job = g_object_ref (job);
  g_signal_connect_object (job, "progress", G_CALLBACK (bc_topic_changed), self, G_CONNECT_SWAPPED);
}

static void
bc_job_topic_dispose (GObject *object)
{
  g_clear_object (&BC_JOB_TOPIC (object)->job);

  G_OBJECT_CLASS (bc_job_topic_parent_class)->dispose (object);
}

static void
bc_job_topic_finalize (GObject *object)
{
  g_clear_pointer (&BC_JOB_TOPIC (object)->noun, g_free);

  G_OBJECT_CLASS (bc_job_topic_parent_class)->finalize (object);
}

static void
bc_job_topic_class_init (BcJobTopicClass *klass)
{
  BcTopicClass *topic_class = BC_TOPIC_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bc_job_topic_dispose;
  G_OBJECT_CLASS (klass)->finalize = bc_job_topic_finalize;

  topic_class->make_state = bc_job_topic_make_state;
  topic_class->dup_end_reason = bc_job_topic_dup_end_reason;
}

static void
bc_job_topic_init (BcJobTopic *self)
{
}

/**
 * bc_job_topic_new:
 * @job: (nullable): a job, or %NULL if there is none yet of the id asked for
 * @noun: what ends, in the reason of a close: `Simulation` gives `Simulation complete`
 *
 * Returns: (transfer full): a topic of its progress
 */
BcJobTopic *
bc_job_topic_new (BcJob      *job,
                  const char *noun)
{
  BcJobTopic *self = g_object_new (BC_TYPE_JOB_TOPIC, NULL);

  self->noun = g_strdup (noun);
  if (job != NULL)
    follow (self, job);

  return self;
}

/**
 * bc_job_topic_get_job:
 * @self: a topic
 *
 * Returns: (transfer none) (nullable): its job, or %NULL while there is none
 */
BcJob *
bc_job_topic_get_job (BcJobTopic *self)
{
  g_return_val_if_fail (BC_IS_JOB_TOPIC (self), NULL);

  return self->job;
}

/**
 * bc_job_topic_set_job:
 * @self: a topic without a job
 * @job: the job that was awaited
 *
 * Tells everybody who waits for it its state.
 */
void
bc_job_topic_set_job (BcJobTopic *self,
                      BcJob      *job)
{
  g_return_if_fail (BC_IS_JOB_TOPIC (self));
  g_return_if_fail (self->job == NULL);

  follow (self, job);
  bc_topic_changed (BC_TOPIC (self));
}
