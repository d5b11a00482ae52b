/* bc-reporter.h: from a worker thread to the main context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BcReport:
 * @current: work done so far
 * @total: all work, or 0 while it is unknown
 * @detail: (nullable): what is being done now
 * @t_us: CLOCK_REALTIME in µs of the oldest change since the last report,
 *   taken in the thread that made it
 */
typedef struct
{
  gint64      current;
  gint64      total;
  const char *detail;
  gint64      t_us;
} BcReport;

/**
 * BcReportFunc:
 * @report: (transfer none): the newest state; valid during the call
 * @user_data: as given to bc_reporter_new()
 *
 * Called in the reporter's main context, at most once in 16 ms.
 */
typedef void (*BcReportFunc) (const BcReport *report,
                              gpointer        user_data);

typedef struct _BcReporter BcReporter;

/* Any thread may report; a million reports cost at most sixty calls a second,
 * and the first after 16 ms of silence waits for nothing. */
BcReporter *bc_reporter_new         (GMainContext *context,
                                     BcReportFunc  func,
                                     gpointer      user_data);
BcReporter *bc_reporter_ref         (BcReporter   *self);
void        bc_reporter_unref       (BcReporter   *self);
void        bc_reporter_set_total   (BcReporter   *self,
                                     gint64        total);
void        bc_reporter_set_detail  (BcReporter   *self,
                                     const char   *detail);
void        bc_reporter_set_current (BcReporter   *self,
                                     gint64        current);
void        bc_reporter_add         (BcReporter   *self,
                                     gint64        n);
void        bc_reporter_flush       (BcReporter   *self);
void        bc_reporter_disconnect  (BcReporter   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcReporter, bc_reporter_unref)

G_END_DECLS
