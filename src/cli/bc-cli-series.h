/* bc-cli-series.h: a simulation of the games in one file, without a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-simulation-request.h"

G_BEGIN_DECLS

GBytes *_bc_cli_simulate_series (const char           *path,
                                 BcSimulationRequest  *request,
                                 gboolean              summary,
                                 GError              **error);

G_END_DECLS
