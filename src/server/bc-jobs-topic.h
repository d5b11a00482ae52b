/* bc-jobs-topic.h: the list of jobs, for sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "bc-topic.h"

G_BEGIN_DECLS

#define BC_TYPE_JOBS_TOPIC (bc_jobs_topic_get_type ())
G_DECLARE_FINAL_TYPE (BcJobsTopic, bc_jobs_topic, BC, JOBS_TOPIC, BcTopic)

/* BcJobsTopic::added, BcJobsTopic::removed (BcJob *): the list changed; after
 * everybody was told. */
BcJobsTopic *bc_jobs_topic_new (GListModel *jobs);

G_END_DECLS
