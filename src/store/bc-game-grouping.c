/* bc-game-grouping.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which records are one game follows from the records alone, whatever the order
 * in which they came: ESPN's are games; a record with an id that another origin
 * knows goes there; then aligned CSVs, then Kalshi's events, join the game of
 * the same teams on the same date, else the only one of that pair within a day;
 * what is left makes games of its own, one for each pair and date.
 */

#include "config.h"

#include "bc-game-grouping.h"

#include <stdio.h>

#define NO_LEADER G_MAXUINT

/* Games that are made up have no other origin to be joined with, and their
 * teams may well play twice a day. */
#define SYNTHETIC_LEAGUE "demo"

static void
member_clear (gpointer data)
{
  BcGroupMember *member = data;

  g_free (member->key);
  g_strfreev (member->names);
  g_free (member->pair);
  g_free (member->date);
}

/**
 * _bc_group_new:
 *
 * Returns: (transfer full) (element-type BcGroupMember): no members; it will
 *   own their strings
 */
GArray *
_bc_group_new (void)
{
  GArray *members = g_array_new (FALSE, TRUE, sizeof (BcGroupMember));

  g_array_set_clear_func (members, member_clear);

  return members;
}

/**
 * _bc_group_dup_pair:
 * @league: (nullable): a league
 * @home: (nullable): ESPN code
 * @away: (nullable): ESPN code
 * @date: (nullable): `YYYY-MM-DD`
 *
 * Returns: (transfer full) (nullable): a text that is equal for games of the
 *   same two teams, whoever is at home; %NULL for a record that only its id joins
 */
char *
_bc_group_dup_pair (const char *league,
                    const char *home,
                    const char *away,
                    const char *date)
{
  gboolean swap;

  if (home == NULL || *home == '\0' || away == NULL || *away == '\0' || date == NULL || *date == '\0' ||
      g_strcmp0 (league, SYNTHETIC_LEAGUE) == 0)
    return NULL;

  swap = strcmp (home, away) > 0;

  return g_strjoin (" ", league != NULL ? league : "", swap ? away : home, swap ? home : away, NULL);
}

static gint
member_compare (gconstpointer a,
                gconstpointer b)
{
  const BcGroupMember *left = a;
  const BcGroupMember *right = b;

  if (left->origin != right->origin)
    return left->origin < right->origin ? -1 : 1;

  return strcmp (left->key, right->key);
}

static gboolean
share_a_name (const BcGroupMember *a,
              const BcGroupMember *b)
{
  for (guint i = 0; a->names[i] != NULL; i++)
    {
      if (g_strv_contains ((const char * const *) b->names, a->names[i]))
        return TRUE;
    }

  return FALSE;
}

/* The first member of an origin that has an id in common with @member. */
static guint
find_namesake (GArray              *members,
               BcOrigin             origin,
               const BcGroupMember *member)
{
  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *other = &g_array_index (members, BcGroupMember, i);

      if (other->origin == origin && share_a_name (member, other))
        return i;
    }

  return NO_LEADER;
}

static gint64
count_days (const char *date)
{
  GDate day;
  guint year = 0;
  guint month = 0;
  guint of_month = 0;

  if (date == NULL || sscanf (date, "%4u-%2u-%2u", &year, &month, &of_month) != 3 ||
      !g_date_valid_dmy ((GDateDay) of_month, (GDateMonth) month, (GDateYear) year))
    return G_MININT32;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);

  return (gint64) g_date_get_julian (&day);
}

/* The only game of the pair within @days of the date, and whether there are more. */
static guint
find_game (GArray              *members,
           const BcGroupMember *member,
           gint64               days,
           guint               *n_found)
{
  gint64 day = count_days (member->date);
  guint found = NO_LEADER;

  *n_found = 0;
  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *other = &g_array_index (members, BcGroupMember, i);

      if (other->leader == i && g_strcmp0 (other->pair, member->pair) == 0 &&
          ABS (count_days (other->date) - day) <= days)
        {
          found = i;
          ++*n_found;
        }
    }

  return found;
}

/* Where each member wants to go; NO_LEADER for a game of its own. */
static guint
choose_game (GArray              *members,
             const BcGroupMember *member,
             gboolean            *exactly)
{
  guint n_found;
  guint found = find_game (members, member, 0, &n_found);

  *exactly = n_found > 0;
  if (n_found == 0)
    found = find_game (members, member, 1, &n_found);

  return n_found == 1 ? found : NO_LEADER;
}

/* An origin that has the game under its very date, or two others that would fit,
 * speaks of other games with those. */
static gboolean
is_contested (GArray       *members,
              const guint  *wishes,
              const char  **exact_dates,
              guint         index)
{
  const BcGroupMember *member = &g_array_index (members, BcGroupMember, index);

  if (exact_dates[wishes[index]] != NULL)
    return TRUE;

  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *other = &g_array_index (members, BcGroupMember, i);

      if (wishes[i] == wishes[index] && strcmp (other->date, member->date) != 0)
        return TRUE;
    }

  return FALSE;
}

/* Those left alone make one game for each pair and date. */
static void
lead_own_games (GArray       *members,
                const guint8 *is_placed)
{
  for (guint i = 0; i < members->len; i++)
    {
      BcGroupMember *member = &g_array_index (members, BcGroupMember, i);

      if (!is_placed[i] || member->leader != NO_LEADER)
        continue;

      member->leader = i;
      for (guint j = i + 1; member->pair != NULL && j < members->len; j++)
        {
          BcGroupMember *other = &g_array_index (members, BcGroupMember, j);

          if (is_placed[j] && other->leader == NO_LEADER &&
              g_strcmp0 (other->pair, member->pair) == 0 && g_strcmp0 (other->date, member->date) == 0)
            other->leader = i;
        }
    }
}

static void
place (GArray       *members,
       const guint8 *is_placed)
{
  g_autofree guint *wishes = g_new (guint, members->len);
  g_autofree const char **exact_dates = g_new0 (const char *, members->len);
  g_autofree gboolean *is_exact = g_new0 (gboolean, members->len);

  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *member = &g_array_index (members, BcGroupMember, i);

      wishes[i] = NO_LEADER;
      if (is_placed[i] && member->pair != NULL)
        wishes[i] = choose_game (members, member, &is_exact[i]);
      if (wishes[i] != NO_LEADER && is_exact[i])
        exact_dates[wishes[i]] = member->date;
    }

  for (guint i = 0; i < members->len; i++)
    {
      if (wishes[i] != NO_LEADER && (is_exact[i] || !is_contested (members, wishes, exact_dates, i)))
        g_array_index (members, BcGroupMember, i).leader = wishes[i];
    }

  lead_own_games (members, is_placed);
}

/* An answer of ESPN's may lack the teams that an aligned CSV of the same id has:
 * then others join the game by those. */
static void
adopt_pairs (GArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      const BcGroupMember *member = &g_array_index (members, BcGroupMember, i);
      BcGroupMember *leader;

      if (member->leader == NO_LEADER || member->pair == NULL)
        continue;

      leader = &g_array_index (members, BcGroupMember, member->leader);
      if (leader->pair != NULL)
        continue;

      leader->pair = g_strdup (member->pair);
      g_free (leader->date);
      leader->date = g_strdup (member->date);
    }
}

/**
 * _bc_group_members:
 * @members: (element-type BcGroupMember): all records that can touch each
 *   other; will be sorted by origin and key
 *
 * Sets each member's leader. The first member of a game in this order gives it
 * its id.
 */
void
_bc_group_members (GArray *members)
{
  g_autofree guint8 *is_csv = g_new0 (guint8, members->len);
  g_autofree guint8 *is_kalshi = g_new0 (guint8, members->len);
  g_autofree guint *followed = g_new0 (guint, members->len);

  g_array_sort (members, member_compare);

  for (guint i = 0; i < members->len; i++)
    {
      BcGroupMember *member = &g_array_index (members, BcGroupMember, i);

      followed[i] = NO_LEADER;
      member->leader = member->origin == BC_ORIGIN_ESPN ? i : find_namesake (members, BC_ORIGIN_ESPN, member);
      if (member->leader == NO_LEADER && member->origin == BC_ORIGIN_CSV)
        followed[i] = find_namesake (members, BC_ORIGIN_KALSHI, member);

      is_csv[i] = member->leader == NO_LEADER && member->origin == BC_ORIGIN_CSV && followed[i] == NO_LEADER;
      is_kalshi[i] = member->leader == NO_LEADER && member->origin == BC_ORIGIN_KALSHI;
    }

  adopt_pairs (members);
  place (members, is_csv);
  place (members, is_kalshi);

  for (guint i = 0; i < members->len; i++)
    {
      if (followed[i] != NO_LEADER)
        g_array_index (members, BcGroupMember, i).leader = g_array_index (members, BcGroupMember, followed[i]).leader;
    }
}
