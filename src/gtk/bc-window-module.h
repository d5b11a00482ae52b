/* bc-window-module.h: the one symbol of the window's module
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gmodule.h>

#include "bc-desk.h"

G_BEGIN_DECLS

G_MODULE_EXPORT
int bc_window_module_run (BcDesk  *desk,
                          int      argc,
                          char   **argv);

G_END_DECLS
