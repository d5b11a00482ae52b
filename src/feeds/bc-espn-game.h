/* bc-espn-game.h: what ESPN's answers say of a game in the same words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-game-record.h"
#include "bc-json.h"

G_BEGIN_DECLS

/* `NBA` or `WNBA`, from ESPN's `nba` or `wnba`; else an error naming it. */
const char *bc_espn_check_league     (const char        *slug,
                                      GError           **error);

/* One entry of `competitions`, into a record whose league is set or unknown. */
gboolean    bc_espn_read_competition (const BcJsonNode  *competition,
                                      BcGameRecord      *record,
                                      GError           **error);
gboolean    bc_espn_read_probability (const BcJsonNode  *node,
                                      gint32            *ppm,
                                      GError           **error);
char       *bc_espn_dup_id           (const BcJsonNode  *node,
                                      const char        *member);

G_END_DECLS
