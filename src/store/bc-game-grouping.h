/* bc-game-grouping.h: which records are one game
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-game-record.h"

G_BEGIN_DECLS

/**
 * BcGroupMember:
 * @row: the caller's number of the record
 * @origin: who says it
 * @key: its id there
 * @names: its key and aliases
 * @pair: (nullable): from _bc_group_dup_pair()
 * @date: (nullable): `YYYY-MM-DD`
 * @leader: after grouping: the index of the member that stands for its game
 */
typedef struct
{
  gint64    row;
  BcOrigin  origin;
  char     *key;
  GStrv     names;
  char     *pair;
  char     *date;
  guint     leader;
} BcGroupMember;

GArray *_bc_group_new      (void);
char   *_bc_group_dup_pair (const char *league,
                            const char *home,
                            const char *away,
                            const char *date);
void    _bc_group_members  (GArray     *members);

G_END_DECLS
