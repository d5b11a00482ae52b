/* bc-team.h: teams, their codes elsewhere, and where they play
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BcTeam:
 * @league: `NBA` or `WNBA`
 * @code: ESPN's code
 * @other_code: (nullable): Kalshi's and NBA.com's code where it differs
 * @name: full name
 * @color: `#RRGGBB`
 * @zone: IANA zone of the home arena
 */
typedef struct
{
  const char *league;
  const char *code;
  const char *other_code;
  const char *name;
  const char *color;
  const char *zone;
} BcTeam;

const BcTeam *bc_team_list       (const char *league,
                                  guint      *n_teams);
const BcTeam *bc_team_find       (const char *league,
                                  const char *code);
const BcTeam *bc_team_find_pair  (const char *league,
                                  const char *away_home,
                                  const BcTeam **home);
char         *bc_team_local_date (const BcTeam *home,
                                  gint64        time);
char         *bc_eastern_date    (gint64        time);
char         *bc_season_of       (const char   *league,
                                  const char   *date);

G_END_DECLS
