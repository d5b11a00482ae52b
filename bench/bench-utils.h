/* bench-utils.h: what the measuring programs need of asynchronous calls
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GAsyncReadyCallback that keeps its result in the GAsyncResult ** given. */
void          bench_answer_cb   (GObject       *object,
                                 GAsyncResult  *result,
                                 gpointer       user_data);

/* Turns the main context until the answer is there, and gives it. */
GAsyncResult *bench_wait        (GAsyncResult **slot);

/* Ends the program with the error's sentence, if there is one. */
void          bench_check       (const GError  *error);

/* since: of g_get_monotonic_time() */
double        bench_get_seconds (gint64         since);

G_END_DECLS
