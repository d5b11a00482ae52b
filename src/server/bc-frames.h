/* bc-frames.h: what sockets say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job.h"

G_BEGIN_DECLS

GBytes *bc_frames_progress (guint64     seq,
                            BcJob      *job);
GBytes *bc_frames_jobs     (guint64     seq,
                            GListModel *jobs);
GBytes *bc_frames_job      (guint64     seq,
                            BcJob      *job);
GBytes *bc_frames_removed  (guint64     seq,
                            const char *id);
GBytes *bc_frames_pong     (void);
GBytes *bc_frames_error    (const char *message);

G_END_DECLS
