/* bc-job-topic.h: the progress of one job, for sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job.h"
#include "bc-topic.h"

G_BEGIN_DECLS

#define BC_TYPE_JOB_TOPIC (bc_job_topic_get_type ())
G_DECLARE_FINAL_TYPE (BcJobTopic, bc_job_topic, BC, JOB_TOPIC, BcTopic)

BcJobTopic *bc_job_topic_new     (BcJob      *job,
                                  const char *noun);
BcJob      *bc_job_topic_get_job (BcJobTopic *self);
void        bc_job_topic_set_job (BcJobTopic *self,
                                  BcJob      *job);

G_END_DECLS
