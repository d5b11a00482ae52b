/* bc-team.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-team.h"

#include <string.h>

#define SECONDS_PER_HOUR  G_GINT64_CONSTANT (3600)
#define SECONDS_PER_DAY   G_GINT64_CONSTANT (86400)

/* 1970-01-01 and 9999-12-31 as GDate counts days. */
#define EPOCH_DAY         719163
#define LAST_DAY          G_GINT64_CONSTANT (3652059)

static const BcTeam teams[] = {
  { "NBA", "ATL", NULL, "Atlanta Hawks", "#C8102E", "America/New_York" },
  { "NBA", "BOS", NULL, "Boston Celtics", "#008348", "America/New_York" },
  { "NBA", "BKN", NULL, "Brooklyn Nets", "#000000", "America/New_York" },
  { "NBA", "CHA", NULL, "Charlotte Hornets", "#008CA8", "America/New_York" },
  { "NBA", "CHI", NULL, "Chicago Bulls", "#CE1141", "America/Chicago" },
  { "NBA", "CLE", NULL, "Cleveland Cavaliers", "#860038", "America/New_York" },
  { "NBA", "DAL", NULL, "Dallas Mavericks", "#0064B1", "America/Chicago" },
  { "NBA", "DEN", NULL, "Denver Nuggets", "#0E2240", "America/Denver" },
  { "NBA", "DET", NULL, "Detroit Pistons", "#1D428A", "America/Detroit" },
  { "NBA", "GS", "GSW", "Golden State Warriors", "#FDB927", "America/Los_Angeles" },
  { "NBA", "HOU", NULL, "Houston Rockets", "#CE1141", "America/Chicago" },
  { "NBA", "IND", NULL, "Indiana Pacers", "#0C2340", "America/Indiana/Indianapolis" },
  { "NBA", "LAC", NULL, "LA Clippers", "#12173F", "America/Los_Angeles" },
  { "NBA", "LAL", NULL, "Los Angeles Lakers", "#552583", "America/Los_Angeles" },
  { "NBA", "MEM", NULL, "Memphis Grizzlies", "#5D76A9", "America/Chicago" },
  { "NBA", "MIA", NULL, "Miami Heat", "#98002E", "America/New_York" },
  { "NBA", "MIL", NULL, "Milwaukee Bucks", "#00471B", "America/Chicago" },
  { "NBA", "MIN", NULL, "Minnesota Timberwolves", "#266092", "America/Chicago" },
  { "NBA", "NO", "NOP", "New Orleans Pelicans", "#0A2240", "America/Chicago" },
  { "NBA", "NY", "NYK", "New York Knicks", "#1D428A", "America/New_York" },
  { "NBA", "OKC", NULL, "Oklahoma City Thunder", "#007AC1", "America/Chicago" },
  { "NBA", "ORL", NULL, "Orlando Magic", "#0077C0", "America/New_York" },
  { "NBA", "PHI", NULL, "Philadelphia 76ers", "#1D428A", "America/New_York" },
  { "NBA", "PHX", NULL, "Phoenix Suns", "#29127A", "America/Phoenix" },
  { "NBA", "POR", NULL, "Portland Trail Blazers", "#E03A3E", "America/Los_Angeles" },
  { "NBA", "SAC", NULL, "Sacramento Kings", "#5A2D81", "America/Los_Angeles" },
  { "NBA", "SA", "SAS", "San Antonio Spurs", "#000000", "America/Chicago" },
  { "NBA", "TOR", NULL, "Toronto Raptors", "#D91244", "America/Toronto" },
  { "NBA", "UTAH", "UTA", "Utah Jazz", "#4E008E", "America/Denver" },
  { "NBA", "WSH", "WAS", "Washington Wizards", "#E31837", "America/New_York" },
  { "WNBA", "ATL", NULL, "Atlanta Dream", "#E31837", "America/New_York" },
  { "WNBA", "CHI", NULL, "Chicago Sky", "#5091CD", "America/Chicago" },
  { "WNBA", "CONN", "CON", "Connecticut Sun", "#F05023", "America/New_York" },
  { "WNBA", "DAL", NULL, "Dallas Wings", "#002B5C", "America/Chicago" },
  { "WNBA", "GS", "GSV", "Golden State Valkyries", "#B38FCF", "America/Los_Angeles" },
  { "WNBA", "IND", NULL, "Indiana Fever", "#002D62", "America/Indiana/Indianapolis" },
  { "WNBA", "LA", "LAS", "Los Angeles Sparks", "#552583", "America/Los_Angeles" },
  { "WNBA", "LV", "LVA", "Las Vegas Aces", "#A7A8AA", "America/Los_Angeles" },
  { "WNBA", "MIN", NULL, "Minnesota Lynx", "#266092", "America/Chicago" },
  { "WNBA", "NY", "NYL", "New York Liberty", "#86CEBC", "America/New_York" },
  { "WNBA", "PHX", NULL, "Phoenix Mercury", "#3C286E", "America/Phoenix" },
  { "WNBA", "POR", "PDX", "Portland Fire", "#CE2029", "America/Los_Angeles" },
  { "WNBA", "SEA", NULL, "Seattle Storm", "#2C5235", "America/Los_Angeles" },
  { "WNBA", "TOR", NULL, "Toronto Tempo", "#77243D", "America/Toronto" },
  { "WNBA", "WSH", "WAS", "Washington Mystics", "#E03A3E", "America/New_York" },
};

/* The arenas' zones. All keep the rule of the United States since 2007, which
 * is short enough to need no time zone data on the machine. */
typedef struct
{
  const char *name;
  int         hours;   /* of standard time, east of UTC */
  gboolean    summer;  /* whether it has summer time */
} Zone;

static const Zone zones[] = {
  { "America/New_York",             -5, TRUE },
  { "America/Chicago",              -6, TRUE },
  { "America/Denver",               -7, TRUE },
  { "America/Detroit",              -5, TRUE },
  { "America/Indiana/Indianapolis", -5, TRUE },
  { "America/Los_Angeles",          -8, TRUE },
  { "America/Phoenix",              -7, FALSE },
  { "America/Toronto",              -5, TRUE },
};

/**
 * bc_team_list:
 * @league: `NBA` or `WNBA`
 * @n_teams: (out): how many
 *
 * Returns: (transfer none) (array length=n_teams) (nullable): the teams of a
 *   league by name of their towns
 */
const BcTeam *
bc_team_list (const char *league,
              guint      *n_teams)
{
  const BcTeam *first = NULL;

  /* The teams of a league stand together in the table. */
  *n_teams = 0;
  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    {
      if (g_strcmp0 (teams[i].league, league) != 0)
        continue;

      if (first == NULL)
        first = &teams[i];
      (*n_teams)++;
    }

  return first;
}

/**
 * bc_team_find:
 * @league: (nullable): `NBA` or `WNBA`
 * @code: (nullable): a team's code, ESPN's or the other one, in any case
 *
 * Returns: (transfer none) (nullable): the team; it lives for ever
 */
const BcTeam *
bc_team_find (const char *league,
              const char *code)
{
  if (league == NULL || code == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    {
      const BcTeam *team = &teams[i];

      if (strcmp (team->league, league) == 0
          && (g_ascii_strcasecmp (team->code, code) == 0
              || (team->other_code != NULL && g_ascii_strcasecmp (team->other_code, code) == 0)))
        return team;
    }

  return NULL;
}

/**
 * bc_team_find_pair:
 * @league: `NBA` or `WNBA`
 * @away_home: the codes of two teams without anything between them, such as
 *   `DENORL` in a ticker
 * @home: (out): the team named last
 *
 * Codes have two to four letters; no two codes of a league can be read as two
 * others.
 *
 * Returns: (transfer none) (nullable): the team named first, %NULL if
 *   @away_home is not two different teams of the league
 */
const BcTeam *
bc_team_find_pair (const char    *league,
                   const char    *away_home,
                   const BcTeam **home)
{
  gsize length = strlen (away_home);

  for (gsize split = 2; split <= 4 && split + 2 <= length; split++)
    {
      g_autofree char *first = g_strndup (away_home, split);
      const BcTeam *away = bc_team_find (league, first);
      const BcTeam *other = bc_team_find (league, away_home + split);

      if (away != NULL && other != NULL && away != other)
        {
          *home = other;
          return away;
        }
    }

  return NULL;
}

/* The n-th Sunday of a month, at an hour of standard time. */
static gint64
get_sunday (const Zone *zone,
            GDateYear   year,
            GDateMonth  month,
            int         n,
            int         hour)
{
  GDate date;
  guint first;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, month, year);
  first = 1 + (G_DATE_SUNDAY - g_date_get_weekday (&date));
  g_date_set_day (&date, (GDateDay) (first + 7 * (n - 1)));

  return ((gint64) g_date_get_julian (&date) - EPOCH_DAY) * SECONDS_PER_DAY
    + (hour - zone->hours) * SECONDS_PER_HOUR;
}

static gboolean
set_day (GDate  *date,
         gint64  seconds)
{
  gint64 day = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0) + EPOCH_DAY;

  g_date_clear (date, 1);
  if (day < 1 || day > LAST_DAY)
    return FALSE;

  g_date_set_julian (date, (guint32) day);

  return TRUE;
}

static char *
get_local_date (const Zone *zone,
                gint64      time)
{
  GDate date;

  if (time < -LAST_DAY * SECONDS_PER_DAY || time > LAST_DAY * SECONDS_PER_DAY
      || !set_day (&date, time + zone->hours * SECONDS_PER_HOUR))
    return NULL;

  if (zone->summer
      && time >= get_sunday (zone, g_date_get_year (&date), G_DATE_MARCH, 2, 2)
      && time < get_sunday (zone, g_date_get_year (&date), G_DATE_NOVEMBER, 1, 1)
      && !set_day (&date, time + (zone->hours + 1) * SECONDS_PER_HOUR))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d",
                          g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

/**
 * bc_team_local_date:
 * @home: (nullable): the team at whose arena it is; %NULL for US Eastern time
 * @time: Unix seconds
 *
 * Returns: (transfer full) (nullable): the date there, `YYYY-MM-DD`; %NULL if
 *   @time is in no year from 1 to 9999. Summer time follows the rule in force
 *   since 2007.
 */
char *
bc_team_local_date (const BcTeam *home,
                    gint64        time)
{
  for (guint i = 0; home != NULL && i < G_N_ELEMENTS (zones); i++)
    {
      if (strcmp (zones[i].name, home->zone) == 0)
        return get_local_date (&zones[i], time);
    }

  return bc_eastern_date (time);
}

/**
 * bc_eastern_date:
 * @time: Unix seconds
 *
 * Returns: (transfer full) (nullable): the date in US Eastern time, as
 *   bc_team_local_date()
 */
char *
bc_eastern_date (gint64 time)
{
  return get_local_date (&zones[0], time);
}

static gboolean
read_date (const char *text,
           guint      *year,
           guint      *month,
           guint      *day)
{
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  for (guint i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return FALSE;
    }

  *year = (guint) g_ascii_strtoull (text, NULL, 10);
  *month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  *day = (guint) g_ascii_strtoull (text + 8, NULL, 10);

  return g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

/**
 * bc_season_of:
 * @league: (nullable): `NBA`, `WNBA`, any other name, or empty if unknown
 * @date: `YYYY-MM-DD`
 *
 * An NBA season begins in autumn and is named by both its years; the one of
 * 2019-20 alone lasted into October. Every other league's season is a year.
 *
 * Returns: (transfer full) (nullable): `2025-26`, `WNBA 2025`, or `2025` where
 *   no league is known; %NULL if @date is no date
 */
char *
bc_season_of (const char *league,
              const char *date)
{
  guint year;
  guint month;
  guint day;

  if (!read_date (date, &year, &month, &day))
    return NULL;

  if (g_strcmp0 (league, "NBA") == 0)
    {
      gboolean late = year == 2020 && (month < 10 || (month == 10 && day <= 11));

      if (month < 8 || late)
        year--;

      return g_strdup_printf ("%04u-%02u", year, (year + 1) % 100);
    }

  if (league == NULL || *league == '\0')
    return g_strdup_printf ("%04u", year);

  return g_strdup_printf ("%s %04u", league, year);
}
