/* bc-espn-summary.h: ESPN's summary of one game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

gboolean bc_espn_summary_recognises (const BcJsonNode  *root);
gboolean bc_espn_summary_parse      (const BcJsonNode  *root,
                                     GHashTable        *pages,
                                     BcParsed          *parsed,
                                     GError           **error);

G_END_DECLS
