/* bc-espn-probabilities.h: pages of ESPN's win probabilities
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-json.h"

G_BEGIN_DECLS

gboolean    bc_espn_probabilities_recognises (const BcJsonNode  *root);
GHashTable *bc_espn_probabilities_parse      (const BcJsonNode  *root,
                                              char             **event_id,
                                              GError           **error);

G_END_DECLS
