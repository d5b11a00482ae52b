/* test-team.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bc-team.h"
#include "test-utils.h"

static const char * const nba[] = {
  "ATL", "BOS", "BKN", "CHA", "CHI", "CLE", "DAL", "DEN", "DET", "GS", "HOU", "IND", "LAC", "LAL", "MEM",
  "MIA", "MIL", "MIN", "NO", "NY", "OKC", "ORL", "PHI", "PHX", "POR", "SAC", "SA", "TOR", "UTAH", "WSH",
};

static const char * const wnba[] = {
  "ATL", "CHI", "CONN", "DAL", "GS", "IND", "LA", "LV", "MIN", "NY", "PHX", "POR", "SEA", "TOR", "WSH",
};

static void
check_other (const char *league,
             const char *code,
             const char *other)
{
  const BcTeam *team = bc_team_find (league, other);

  g_assert_nonnull (team);
  g_assert_cmpstr (team->code, ==, code);
  g_assert_true (bc_team_find (league, code) == team);
}

static void
test_team_find (void)
{
  check_other ("NBA", "GS", "GSW");
  check_other ("NBA", "NO", "NOP");
  check_other ("NBA", "NY", "NYK");
  check_other ("NBA", "SA", "SAS");
  check_other ("NBA", "UTAH", "UTA");
  check_other ("NBA", "WSH", "WAS");
  check_other ("NBA", "WSH", "was");
  check_other ("WNBA", "CONN", "CON");
  check_other ("WNBA", "GS", "GSV");
  check_other ("WNBA", "LA", "LAS");
  check_other ("WNBA", "LV", "LVA");
  check_other ("WNBA", "NY", "NYL");
  check_other ("WNBA", "POR", "PDX");
  check_other ("WNBA", "WSH", "WAS");

  g_assert_null (bc_team_find ("NBA", "LVA"));
  g_assert_null (bc_team_find ("MLB", "ATL"));
  g_assert_null (bc_team_find (NULL, "ATL"));
  g_assert_null (bc_team_find ("NBA", NULL));
  g_assert_null (bc_team_find ("NBA", ""));
  g_assert_cmpstr (bc_team_find ("NBA", "ORL")->name, ==, "Orlando Magic");
}

static void
check_complete (const char         *league,
                const char * const *codes,
                guint               n_codes)
{
  for (guint i = 0; i < n_codes; i++)
    {
      const BcTeam *team = bc_team_find (league, codes[i]);
      g_autofree char *date = NULL;

      g_assert_nonnull (team);
      g_assert_cmpuint (strlen (team->color), ==, 7);
      g_assert_true (g_regex_match_simple ("^#[0-9A-F]{6}$", team->color, 0, 0));
      g_assert_true (g_str_has_prefix (team->zone, "America/"));

      /* Noon of a winter day in Greenwich is the same day all over America. */
      date = bc_team_local_date (team, 1766836800);
      g_assert_cmpstr (date, ==, "2025-12-27");
    }
}

static void
test_team_complete (void)
{
  check_complete ("NBA", nba, G_N_ELEMENTS (nba));
  check_complete ("WNBA", wnba, G_N_ELEMENTS (wnba));
}

static guint
count_readings (const char *league,
                const char *text)
{
  guint n = 0;

  for (gsize split = 1; split < strlen (text); split++)
    {
      g_autofree char *first = g_strndup (text, split);

      n += bc_team_find (league, first) != NULL && bc_team_find (league, text + split) != NULL;
    }

  return n;
}

static void
check_pair (const BcTeam *away,
            const BcTeam *home,
            const char   *away_code,
            const char   *home_code)
{
  g_autofree char *text = g_strconcat (away_code, home_code, NULL);
  const BcTeam *found_home = NULL;

  if (away_code == NULL || home_code == NULL)
    return;

  g_assert_true (bc_team_find_pair (away->league, text, &found_home) == away);
  g_assert_true (found_home == home);
  g_assert_cmpuint (count_readings (away->league, text), ==, 1);
}

static void
check_pairs (const char         *league,
             const char * const *codes,
             guint               n_codes)
{
  for (guint i = 0; i < n_codes; i++)
    {
      for (guint j = 0; j < n_codes; j++)
        {
          const BcTeam *away = bc_team_find (league, codes[i]);
          const BcTeam *home = bc_team_find (league, codes[j]);

          if (i == j)
            continue;
          check_pair (away, home, away->code, home->code);
          check_pair (away, home, away->code, home->other_code);
          if (away->other_code != NULL)
            {
              check_pair (away, home, away->other_code, home->code);
              check_pair (away, home, away->other_code, home->other_code);
            }
        }
    }
}

static void
test_team_find_pair (void)
{
  const BcTeam *home = NULL;

  g_assert_cmpstr (bc_team_find_pair ("NBA", "DENORL", &home)->code, ==, "DEN");
  g_assert_cmpstr (home->code, ==, "ORL");
  g_assert_cmpstr (bc_team_find_pair ("NBA", "UTAGSW", &home)->code, ==, "UTAH");
  g_assert_cmpstr (home->code, ==, "GS");
  g_assert_cmpstr (bc_team_find_pair ("WNBA", "PHXCONN", &home)->code, ==, "PHX");
  g_assert_cmpstr (home->code, ==, "CONN");
  g_assert_cmpstr (bc_team_find_pair ("WNBA", "LACHI", &home)->code, ==, "LA");

  g_assert_null (bc_team_find_pair ("NBA", "", &home));
  g_assert_null (bc_team_find_pair ("NBA", "DEN", &home));
  g_assert_null (bc_team_find_pair ("NBA", "DENDEN", &home));
  g_assert_null (bc_team_find_pair ("NBA", "SASAS", &home));
  g_assert_null (bc_team_find_pair ("NBA", "DENORLX", &home));
  g_assert_null (bc_team_find_pair ("MLB", "DETNYY", &home));

  check_pairs ("NBA", nba, G_N_ELEMENTS (nba));
  check_pairs ("WNBA", wnba, G_N_ELEMENTS (wnba));
}

static void
check_eastern (gint64      time,
               const char *expected)
{
  g_autofree char *date = bc_eastern_date (time);

  g_assert_cmpstr (date, ==, expected);
}

static void
test_team_eastern_date (void)
{
  check_eastern (1766880720, "2025-12-27");
  check_eastern (1766897999, "2025-12-27");
  check_eastern (1766898000, "2025-12-28");

  /* Summer: four hours. */
  check_eastern (1755662399, "2025-08-19");
  check_eastern (1755662400, "2025-08-20");

  check_eastern (0, "1969-12-31");
  check_eastern (-62135510400, "0001-01-01");
  check_eastern (-62135596800, NULL);
  check_eastern (253402318799, "9999-12-31");
  check_eastern (253402318800, NULL);
  check_eastern (G_MAXINT64, NULL);
  check_eastern (G_MININT64, NULL);
}

static void
check_zone (const BcTeam *team)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (team->zone);
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);

  if (zone == NULL)
    {
      g_test_skip ("this machine has no time zone data to compare with");
      return;
    }

  /* 2007 to 2036: hours around every change of the clock, and any others. */
  for (gint64 time = 1173000000; time < 2114380800; time += 3600 * g_rand_int_range (rand, 1, 40))
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *expected = g_date_time_format (local, "%Y-%m-%d");
      g_autofree char *date = bc_team_local_date (team, time);

      g_assert_cmpstr (date, ==, expected);
    }
}

static void
test_team_local_date (void)
{
  g_autofree char *nowhere = bc_team_local_date (NULL, 1766898000);
  g_autofree char *phoenix = bc_team_local_date (bc_team_find ("NBA", "PHX"), 1755673199);

  g_assert_cmpstr (nowhere, ==, "2025-12-28");
  g_assert_cmpstr (phoenix, ==, "2025-08-19");

  check_zone (bc_team_find ("NBA", "NY"));
  check_zone (bc_team_find ("NBA", "CHI"));
  check_zone (bc_team_find ("NBA", "DEN"));
  check_zone (bc_team_find ("NBA", "DET"));
  check_zone (bc_team_find ("NBA", "IND"));
  check_zone (bc_team_find ("NBA", "LAL"));
  check_zone (bc_team_find ("NBA", "PHX"));
  check_zone (bc_team_find ("NBA", "TOR"));
}

static void
check_season (const char *league,
              const char *date,
              const char *expected)
{
  g_autofree char *season = bc_season_of (league, date);

  g_assert_cmpstr (season, ==, expected);
}

static void
test_team_season_of (void)
{
  check_season ("NBA", "2025-12-27", "2025-26");
  check_season ("NBA", "2026-06-20", "2025-26");
  check_season ("NBA", "2025-10-01", "2025-26");
  check_season ("NBA", "1999-12-31", "1999-00");
  check_season ("NBA", "2020-10-11", "2019-20");
  check_season ("NBA", "2020-12-22", "2020-21");
  check_season ("NBA", "2021-07-20", "2020-21");
  check_season ("WNBA", "2025-08-19", "WNBA 2025");
  check_season ("", "2025-08-19", "2025");
  check_season (NULL, "2025-08-19", "2025");
  check_season ("NBA", "2025-02-29", NULL);
  check_season ("NBA", "2025-2-2", NULL);
  check_season ("NBA", "2025/02/02", NULL);
  check_season ("NBA", "20x5-02-02", NULL);
  check_season ("NBA", "", NULL);
  check_season ("NBA", NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/team/find", test_team_find);
  g_test_add_func ("/team/complete", test_team_complete);
  g_test_add_func ("/team/find-pair", test_team_find_pair);
  g_test_add_func ("/team/eastern-date", test_team_eastern_date);
  g_test_add_func ("/team/local-date", test_team_local_date);
  g_test_add_func ("/team/season-of", test_team_season_of);

  return g_test_run ();
}
