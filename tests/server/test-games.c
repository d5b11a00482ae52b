/* test-games.c: the paths of games
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-service.h"

#include <string.h>

#include "test-utils.h"

static const BcJsonNode *
get_member (TestAnswer *answer,
            const char *name)
{
  const BcJsonNode *node = bc_json_node_get (test_answer_get_root (answer), name);

  if (node == NULL)
    g_error ("%s is not in %s", name, answer->body);

  return node;
}

/* game_id of each game, in order. */
static GStrv
list_ids (TestService *service,
          const char  *query)
{
  g_autofree char *target = g_strconcat ("/api/games", query, NULL);
  g_autoptr(TestAnswer) answer = test_service_get (service, target);
  const BcJsonNode *games = get_member (answer, "games");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_assert_cmpuint (answer->status, ==, 200);
  for (guint i = 0; i < bc_json_node_get_size (games); i++)
    g_strv_builder_add (builder, bc_json_node_get_string (bc_json_node_get_item (games, i), "game_id"));

  return g_strv_builder_end (builder);
}

static void
test_games_list (TestService   *service,
                 gconstpointer  data)
{
  g_autoptr(TestAnswer) answer = test_service_get (service, "/api/games");
  const BcJsonNode *root = test_answer_get_root (answer);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (bc_json_node_get_int (root, "total", 0), ==, TEST_SERVICE_GAMES);
  g_assert_cmpint (bc_json_node_get_int (root, "limit", 0), ==, 50);
  g_assert_cmpint (bc_json_node_get_int (root, "offset", -1), ==, 0);
  g_assert_false (bc_json_node_get_boolean (root, "has_more", TRUE));
  g_assert_cmpstr (bc_json_node_get_string (root, "season"), ==, "demo");
  g_assert_cmpuint (bc_json_node_get_size (get_member (answer, "games")), ==, TEST_SERVICE_GAMES);
}

static void
test_games_pages (TestService   *service,
                  gconstpointer  data)
{
  g_auto(GStrv) all = list_ids (service, "");
  g_auto(GStrv) first = list_ids (service, "?limit=5");
  g_auto(GStrv) second = list_ids (service, "?limit=5&offset=5");
  g_auto(GStrv) beyond = list_ids (service, "?offset=2147483647");
  g_autoptr(TestAnswer) more = test_service_get (service, "/api/games?limit=5&offset=5");

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpstr (first[i], ==, all[i]);
      g_assert_cmpstr (second[i], ==, all[i + 5]);
    }
  g_assert_cmpuint (g_strv_length (beyond), ==, 0);
  g_assert_true (bc_json_node_get_boolean (test_answer_get_root (more), "has_more", FALSE));
}

static void
test_games_order (TestService   *service,
                  gconstpointer  data)
{
  static const char * const sorts[] = { "date", "std_dev", "volatility", "range", "score" };
  g_auto(GStrv) by_std_dev = list_ids (service, "?sort_by=std_dev");
  g_auto(GStrv) by_volatility = list_ids (service, "?sort_by=volatility");

  g_assert_true (g_strv_equal ((const char * const *) by_std_dev, (const char * const *) by_volatility));

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *down_query = g_strdup_printf ("?sort_by=%s&sort_order=desc", sorts[i]);
      g_autofree char *up_query = g_strdup_printf ("?sort_by=%s&sort_order=asc", sorts[i]);
      g_auto(GStrv) down = list_ids (service, down_query);
      g_auto(GStrv) up = list_ids (service, up_query);

      for (guint k = 0; k < TEST_SERVICE_GAMES; k++)
        g_assert_cmpstr (down[k], ==, up[TEST_SERVICE_GAMES - 1 - k]);
    }
}

static void
test_games_filters (TestService   *service,
                    gconstpointer  data)
{
  g_autoptr(TestAnswer) list = test_service_get (service, "/api/games?limit=1");
  const BcJsonNode *game = bc_json_node_get_item (get_member (list, "games"), 0);
  const char *date = bc_json_node_get_string (game, "game_date");
  g_autofree char *home = g_utf8_strdown (bc_json_node_get_string (game, "home_team_abbr"), -1);
  g_autofree char *team_query = g_strdup_printf ("?team_filter=%s", home);
  g_autofree char *day_query = g_strdup_printf ("?date_from=%s&date_to=%s", date, date);
  g_autofree char *search_query = g_strdup_printf ("?search=%s", bc_json_node_get_string (game, "game_id"));
  g_auto(GStrv) of_team = list_ids (service, team_query);
  g_auto(GStrv) of_day = list_ids (service, day_query);
  g_auto(GStrv) found = list_ids (service, search_query);
  g_auto(GStrv) before = list_ids (service, "?date_to=1999-12-31");
  g_auto(GStrv) unfiltered = list_ids (service, "?team_filter=&date_from=&search=&season=");
  g_auto(GStrv) everything = list_ids (service, "?season=*&has_kalshi=false");
  g_auto(GStrv) elsewhere = list_ids (service, "?season=1947-48");

  g_assert_cmpuint (g_strv_length (of_team), >=, 1);
  g_assert_cmpuint (g_strv_length (of_team), <, TEST_SERVICE_GAMES);
  g_assert_cmpuint (g_strv_length (of_day), >=, 1);
  g_assert_true (g_strv_contains ((const char * const *) found, bc_json_node_get_string (game, "game_id")));
  g_assert_cmpuint (g_strv_length (before), ==, 0);
  g_assert_cmpuint (g_strv_length (unfiltered), ==, TEST_SERVICE_GAMES);
  g_assert_cmpuint (g_strv_length (everything), ==, TEST_SERVICE_GAMES);
  g_assert_cmpuint (g_strv_length (elsewhere), ==, 0);
}

static void
test_games_bad_parameters (TestService   *service,
                           gconstpointer  data)
{
  static const struct
  {
    const char *query;
    guint       status;
    const char *part;
  } cases[] = {
    { "limit=0", 422, "limit must be a whole number from 1 to 200" },
    { "limit=201", 422, "from 1 to 200" },
    { "limit=-5", 422, "-5" },
    { "limit=ten", 422, "ten" },
    { "limit=1e1", 422, "1e1" },
    { "limit=", 422, "limit" },
    { "limit=99999999999999999999999999", 422, "limit" },
    { "offset=-1", 422, "-1" },
    { "offset=2147483648", 422, "2147483648" },
    { "has_kalshi=maybe", 422, "maybe" },
    { "sort_by=luck", 422, "luck" },
    { "sort_order=sideways", 422, "sideways" },
    { "date_from=yesterday", 400, "Invalid date_from format. Use YYYY-MM-DD" },
    { "date_to=2025-02-30", 400, "Invalid date_to format. Use YYYY-MM-DD" },
    { "date_to=2025-2-3", 400, "Use YYYY-MM-DD" },
    { "date_to=0000-00-00", 400, "Use YYYY-MM-DD" },
    { "limit=1&limit=2", 422, "twice" },
    { "colour=red", 422, "colour" },
    { "limit=%c3", 400, "percent-encoding" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/api/games?", cases[i].query, NULL);
      g_autoptr(TestAnswer) answer = test_service_get (service, target);
      g_autofree char *detail = test_answer_dup_detail (answer);

      if (answer->status != cases[i].status || strstr (detail, cases[i].part) == NULL)
        g_error ("%s: %u %s", cases[i].query, answer->status, detail);
    }
}

/* The predecessor's form of a refused parameter. */
static void
test_games_form_of_refusal (TestService   *service,
                            gconstpointer  data)
{
  g_autoptr(TestAnswer) answer = test_service_get (service, "/api/games?limit=x");
  const BcJsonNode *detail = get_member (answer, "detail");
  const BcJsonNode *first = bc_json_node_get_item (detail, 0);
  g_autofree char *loc = bc_json_node_dup_text (bc_json_node_get (first, "loc"));

  g_assert_cmpuint (bc_json_node_get_size (detail), ==, 1);
  g_assert_cmpstr (loc, ==, "query,limit");
  g_assert_cmpstr (bc_json_node_get_string (first, "type"), ==, "parse");
  g_assert_cmpstr (bc_json_node_get_string (first, "input"), ==, "x");
}

static void
test_games_words (TestService   *service,
                  gconstpointer  data)
{
  g_autoptr(TestAnswer) seasons = test_service_get (service, "/api/games/seasons");
  g_autoptr(TestAnswer) teams = test_service_get (service, "/api/games/teams");
  g_autoptr(TestAnswer) of_season = test_service_get (service, "/api/games/teams?season=demo");
  g_autoptr(TestAnswer) nowhere = test_service_get (service, "/api/games/teams?season=1947-48");
  g_autofree char *words = bc_json_node_dup_text (get_member (seasons, "seasons"));

  g_assert_cmpstr (words, ==, "demo");
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (seasons), "count", 0), ==, 1);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (teams), "count", 0), >=, 2);
  g_assert_cmpstr (teams->body, ==, of_season->body);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (nowhere), "count", 1), ==, 0);
}

static void
test_games_one (TestService   *service,
                gconstpointer  data)
{
  g_autofree char *id = test_service_dup_game (service, 0);
  g_autofree char *meta_target = g_strdup_printf ("/api/games/%s/meta", id);
  g_autofree char *probs_target = g_strdup_printf ("/api/games/%s/probs", id);
  g_autofree char *lean_target = g_strdup_printf ("/api/games/%s/probs?include_kalshi=no", id);
  g_autoptr(TestAnswer) meta = test_service_get (service, meta_target);
  g_autoptr(TestAnswer) probs = test_service_get (service, probs_target);
  g_autoptr(TestAnswer) lean = test_service_get (service, lean_target);

  g_assert_cmpuint (meta->status, ==, 200);
  g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (meta), "game_id"), ==, id);
  g_assert_cmpuint (probs->status, ==, 200);
  g_assert_cmpuint (bc_json_node_get_size (get_member (probs, "espn")), >, 100);
  g_assert_cmpuint (bc_json_node_get_size (get_member (probs, "kalshi")), >=, 1);
  g_assert_cmpuint (bc_json_node_get_size (get_member (lean, "espn")), ==, bc_json_node_get_size (get_member (probs, "espn")));
  g_assert_cmpuint (bc_json_node_get_size (get_member (lean, "kalshi")), ==, 0);
}

static void
test_games_unknown (TestService   *service,
                    gconstpointer  data)
{
  static const char * const targets[] = {
    "/api/games/401999999/meta", "/api/games/401999999/probs", "/api/games/401999999/simulation",
    "/api/games/%C3%A9/meta", "/api/games/'%20OR%201=1--/meta", "/api/games/-1/probs"
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_get (service, targets[i]);
      g_autofree char *detail = test_answer_dup_detail (answer);

      if (answer->status != 404)
        g_error ("%s: %u %s", targets[i], answer->status, detail);
      if (strstr (targets[i], "401999999") != NULL)
        g_assert_nonnull (strstr (detail, "401999999"));
    }
}

static void
test_games_bad_flag (TestService   *service,
                     gconstpointer  data)
{
  g_autofree char *id = test_service_dup_game (service, 0);
  g_autofree char *target = g_strdup_printf ("/api/games/%s/probs?include_kalshi=perhaps", id);
  g_autoptr(TestAnswer) answer = test_service_get (service, target);

  g_assert_cmpuint (answer->status, ==, 422);
}

#define ADD(path, function) g_test_add (path, TestService, NULL, test_service_borrow, function, test_service_return)

int
main (int    argc,
      char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);

  ADD ("/games/list", test_games_list);
  ADD ("/games/pages", test_games_pages);
  ADD ("/games/order", test_games_order);
  ADD ("/games/filters", test_games_filters);
  ADD ("/games/bad-parameters", test_games_bad_parameters);
  ADD ("/games/form-of-refusal", test_games_form_of_refusal);
  ADD ("/games/words", test_games_words);
  ADD ("/games/one", test_games_one);
  ADD ("/games/unknown", test_games_unknown);
  ADD ("/games/bad-flag", test_games_bad_flag);

  code = g_test_run ();
  test_service_end ();

  return code;
}
