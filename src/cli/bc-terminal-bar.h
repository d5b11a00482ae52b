/* bc-terminal-bar.h: a job's progress in a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-job.h"

G_BEGIN_DECLS

#define BC_TYPE_TERMINAL_BAR (bc_terminal_bar_get_type ())
G_DECLARE_FINAL_TYPE (BcTerminalBar, bc_terminal_bar, BC, TERMINAL_BAR, GObject)

/* On a terminal one line that is drawn anew; elsewhere plain lines, a tenth of
 * the way each. Drawn when the job changes, never by a timer. */
BcTerminalBar *bc_terminal_bar_new         (BcJob            *job,
                                            int               fd);
void           bc_terminal_bar_finish      (BcTerminalBar    *self);

char          *bc_terminal_bar_format_line (const char       *kind,
                                            const char       *title,
                                            const BcProgress *progress,
                                            guint             columns);

G_END_DECLS
