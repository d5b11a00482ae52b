/* bc-espn-scoreboard.h: ESPN's games of a day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

gboolean bc_espn_scoreboard_recognises (const BcJsonNode  *root);
gboolean bc_espn_scoreboard_parse      (const BcJsonNode  *root,
                                        BcParsed          *parsed,
                                        GError           **error);

G_END_DECLS
