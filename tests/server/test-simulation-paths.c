/* test-simulation-paths.c: the paths of simulations and jobs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-service.h"

#include <string.h>

#include "test-utils.h"
#include "toy-job.h"

static const BcJsonNode *
get_member (TestAnswer *answer,
            const char *name)
{
  const BcJsonNode *node = bc_json_node_get (test_answer_get_root (answer), name);

  if (node == NULL)
    g_error ("%s is not in %s", name, answer->body);

  return node;
}

static char *
dup_member (TestAnswer *answer,
            const char *name)
{
  return bc_json_node_dup_text (get_member (answer, name));
}

static TestAnswer *
get (TestService *service,
     const char  *before,
     const char  *id,
     const char  *after)
{
  g_autofree char *target = g_strconcat (before, id, after, NULL);

  return test_service_get (service, target);
}

static TestAnswer *
delete (TestService *service,
        const char  *id)
{
  g_autofree char *target = g_strconcat ("/api/jobs/", id, NULL);

  return test_service_ask (service, "DELETE", target, NULL, NULL);
}

/* Starts a run and waits until it has ended; gives its id. */
static char *
run (TestService *service,
     const char  *query,
     const char  *body)
{
  g_autofree char *target = g_strconcat ("/api/simulation/run", query, NULL);
  g_autoptr(TestAnswer) answer = test_service_ask (service, "POST", target,
                                                   body != NULL ? "Content-Type: application/json\r\n" : NULL, body);
  g_autofree char *id = NULL;
  BcJob *job;

  if (answer->status != 200)
    g_error ("%s %s: %u %s", query, body, answer->status, answer->body);

  id = dup_member (answer, "request_id");
  g_assert_true (g_uuid_string_is_valid (id));
  job = bc_desk_find_job (service->desk, id);
  g_assert_nonnull (job);
  test_wait_until (bc_job_has_ended (job));

  return g_steal_pointer (&id);
}

static void
test_simulation_run (TestService   *service,
                     gconstpointer  data)
{
  g_autofree char *id = run (service, "?season=demo", NULL);
  g_autoptr(TestAnswer) progress = get (service, "/api/simulation/progress/", id, "");
  g_autoptr(TestAnswer) full = get (service, "/api/simulation/results/", id, "");
  g_autoptr(TestAnswer) summary = get (service, "/api/simulation/results/", id, "?view=summary");
  g_autoptr(TestAnswer) job = get (service, "/api/jobs/", id, "");
  g_autoptr(TestAnswer) result = get (service, "/api/jobs/", id, "/result?view=full");

  g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (progress), "status"), ==, "complete");
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (progress), "current", 0), ==, TEST_SERVICE_GAMES);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (progress), "total", 0), ==, TEST_SERVICE_GAMES);

  g_assert_cmpuint (full->status, ==, 200);
  g_assert_cmpuint (bc_json_node_get_size (get_member (full, "game_results")), ==, TEST_SERVICE_GAMES);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (full), "num_games", 0), ==, TEST_SERVICE_GAMES);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (full), "num_trades", 0), >, 0);
  g_assert_false (bc_json_node_get_boolean (test_answer_get_root (full), "before_fees", TRUE));

  g_assert_cmpuint (summary->status, ==, 200);
  g_assert_null (bc_json_node_get (test_answer_get_root (summary), "trades"));
  g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (job), "kind"), ==, "simulation");
  g_assert_cmpstr (result->body, ==, full->body);
}

/* The same parameters in a body give the same document, but for `run`. */
static void
test_simulation_run_body (TestService   *service,
                          gconstpointer  data)
{
  g_autofree char *by_query = run (service, "?season=demo&num_games=5&entry_threshold=0.03&exit_threshold=0.01&fees=none&whole_contracts=true", NULL);
  g_autofree char *by_body = run (service, "", "{\"season\":\"demo\",\"num_games\":5,\"entry_threshold\":0.03,\"exit_threshold\":0.01,"
                                               "\"enable_fees\":false,\"whole_contracts\":true,\"source\":null}");
  g_autoptr(TestAnswer) first = get (service, "/api/simulation/results/", by_query, "");
  g_autoptr(TestAnswer) second = get (service, "/api/simulation/results/", by_body, "");

  *strstr (first->body, "\"run\":") = '\0';
  *strstr (second->body, "\"run\":") = '\0';
  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_true (bc_json_node_get_boolean (test_answer_get_root (first), "before_fees", FALSE));
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (first), "num_games", 0), ==, 5);
}

static void
test_simulation_game_ids (TestService   *service,
                          gconstpointer  data)
{
  g_autofree char *first = test_service_dup_game (service, 0);
  g_autofree char *second = test_service_dup_game (service, 3);
  g_autofree char *body = g_strdup_printf ("{\"game_ids\":[\"%s\",\"%s\"]}", first, second);
  g_autofree char *id = run (service, "", body);
  g_autoptr(TestAnswer) answer = get (service, "/api/simulation/results/", id, "");

  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (answer), "num_games", 0), ==, 2);
}

static void
test_simulation_bulk (TestService   *service,
                      gconstpointer  data)
{
  g_autoptr(TestAnswer) bulk = test_service_get (service, "/api/simulation/bulk?num_games=7&request_id=my%20run&entry_threshold=0.05&use_trade_data=false");
  g_autoptr(TestAnswer) kept = test_service_get (service, "/api/simulation/results/my%20run");
  g_autoptr(TestAnswer) progress = test_service_get (service, "/api/simulation/progress/my%20run");

  g_assert_cmpuint (bulk->status, ==, 200);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (bulk), "num_games", 0), ==, 7);
  g_assert_cmpint (bc_json_node_get_int (test_answer_get_root (bulk), "num_games_requested", 0), ==, 7);
  g_assert_cmpstr (kept->body, ==, bulk->body);
  g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (progress), "status"), ==, "complete");
}

/* Its result is there for whoever asks later. */
static void
test_simulation_bulk_left (TestService   *service,
                           gconstpointer  data)
{
  static const char request[] = "GET /api/simulation/bulk?num_games=9&request_id=left HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr(TestPeer) peer = test_peer_connect (service->port);
  BcJob *job;

  test_peer_send (peer, request, strlen (request));
  test_wait_until (bc_desk_find_job (service->desk, "left") != NULL);
  test_peer_hang_up (peer);

  job = bc_desk_find_job (service->desk, "left");
  test_wait_until (bc_job_has_ended (job));
  {
    g_autoptr(TestAnswer) kept = test_service_get (service, "/api/simulation/results/left");

    g_assert_cmpuint (kept->status, ==, 200);
  }
}

static void
test_simulation_one_game (TestService   *service,
                          gconstpointer  data)
{
  g_autofree char *id = test_service_dup_game (service, 2);
  g_autoptr(TestAnswer) with_fees = get (service, "/api/games/", id, "/simulation?entry_threshold=0.03&exit_threshold=0.01");
  g_autoptr(TestAnswer) without = get (service, "/api/games/", id, "/simulation?entry_threshold=0.03&exit_threshold=0.01&enable_fees=0");
  g_autoptr(TestAnswer) again = get (service, "/api/games/", id, "/simulation?exit_threshold=0.01&entry_threshold=0.03&fees=none&enable_fees=no");

  g_assert_cmpuint (with_fees->status, ==, 200);
  g_assert_false (bc_json_node_get_boolean (test_answer_get_root (with_fees), "before_fees", TRUE));
  g_assert_true (bc_json_node_get_boolean (test_answer_get_root (without), "before_fees", FALSE));
  g_assert_cmpstr (without->body, ==, again->body);
}

static void
assert_refused (TestService *service,
                const char  *method,
                const char  *target,
                const char  *part)
{
  g_autoptr(TestAnswer) answer = test_service_ask (service, method, target, NULL, NULL);
  g_autofree char *detail = test_answer_dup_detail (answer);

  if (answer->status != 422 || strstr (detail, part) == NULL)
    g_error ("%s: %u %s", target, answer->status, detail);
}

static void
test_simulation_bad_parameters (TestService   *service,
                                gconstpointer  data)
{
  static const struct
  {
    const char *query;
    const char *part;
  } cases[] = {
    { "entry_threshold=-0.1", "entry_threshold" },
    { "entry_threshold=1.5", "1.5" },
    { "entry_threshold=abc", "abc" },
    { "entry_threshold=NaN", "NaN" },
    { "entry_threshold=inf", "inf" },
    { "entry_threshold=1e400", "entry_threshold" },
    { "entry_threshold=", "entry_threshold" },
    { "exit_threshold=2", "exit_threshold" },
    { "min_hold_seconds=-1", "-1" },
    { "min_hold_seconds=1.5", "1.5" },
    { "min_hold_seconds=999999999999", "min_hold_seconds" },
    { "bet_amount=0", "bet_amount" },
    { "bet_amount=-20", "-20" },
    { "bet_amount=1000001", "bet_amount" },
    { "slippage_rate=-0.01", "slippage_rate" },
    { "fees=bitcoin", "bitcoin" },
    { "fees=kalshi&enable_fees=false", "contradicts" },
    { "fees=none&enable_fees=true", "contradicts" },
    { "enable_fees=perhaps", "perhaps" },
    { "fee_multiplier=-1", "fee_multiplier" },
    { "fee_rounding=dollar", "dollar" },
    { "exclude_first_seconds=-60", "-60" },
    { "exclude_last_seconds=x", "x" },
    { "signal_delay_seconds=-5", "-5" },
    { "max_quote_age_seconds=1e3x", "1e3x" },
    { "align=future", "future" },
    { "assumed_spread=7", "assumed_spread" },
    { "whole_contracts=2", "whole_contracts" },
    { "use_trade_data=maybe", "maybe" },
    { "source=", "source" },
    { "threads=4", "threads" },
    { "entry=0.05", "entry" },
    { "entry_threshold=0.05&entry_threshold=0.06", "twice" },
  };
  g_autofree char *id = test_service_dup_game (service, 0);
  guint n_jobs = g_list_model_get_n_items (bc_desk_get_jobs (service->desk));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = g_strdup_printf ("/api/games/%s/simulation?%s", id, cases[i].query);
      g_autofree char *bulk = g_strdup_printf ("/api/simulation/bulk?num_games=5&%s", cases[i].query);
      g_autofree char *started = g_strdup_printf ("/api/simulation/run?%s", cases[i].query);

      assert_refused (service, "GET", one, cases[i].part);
      assert_refused (service, "GET", bulk, cases[i].part);
      assert_refused (service, "POST", started, cases[i].part);
    }

  g_assert_cmpuint (g_list_model_get_n_items (bc_desk_get_jobs (service->desk)), ==, n_jobs);
}

static void
test_simulation_bad_counts (TestService   *service,
                            gconstpointer  data)
{
  static const struct
  {
    const char *method;
    const char *target;
    const char *kind;
  } cases[] = {
    { "GET", "/api/simulation/bulk", "missing" },
    { "GET", "/api/simulation/bulk?num_games=0", "range" },
    { "GET", "/api/simulation/bulk?num_games=501", "range" },
    { "GET", "/api/simulation/bulk?num_games=-3", "range" },
    { "GET", "/api/simulation/bulk?num_games=many", "parse" },
    { "GET", "/api/simulation/bulk?num_games=2.5", "parse" },
    { "POST", "/api/simulation/run?num_games=0", "range" },
    { "POST", "/api/simulation/run?num_games=1000001", "range" },
    { "POST", "/api/simulation/run?request_id=", "range" },
    { "POST", "/api/simulation/run?request_id=a%2Fb", "range" },
    { "POST", "/api/simulation/run?request_id=a%01", "range" },
    { "POST", "/api/simulation/run?game_ids=", "range" },
    { "POST", "/api/simulation/run?game_ids=a,,b", "range" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TestAnswer) answer = test_service_ask (service, cases[i].method, cases[i].target, NULL, NULL);
      const BcJsonNode *first;

      g_assert_cmpuint (answer->status, ==, 422);
      first = bc_json_node_get_item (get_member (answer, "detail"), 0);
      g_assert_cmpstr (bc_json_node_get_string (first, "type"), ==, cases[i].kind);
    }
}

static void
test_simulation_bad_bodies (TestService   *service,
                            gconstpointer  data)
{
  static const struct
  {
    const char *type;
    const char *body;
    guint       status;
  } cases[] = {
    { "application/json", "{", 422 },
    { "application/json", "{\"season\":}", 422 },
    { "application/json", "[1,2]", 422 },
    { "application/json", "\"demo\"", 422 },
    { "application/json", "{\"season\":{\"name\":\"demo\"}}", 422 },
    { "application/json", "{\"num_games\":\"many\"}", 422 },
    { "application/json", "{\"num_games\":1.5}", 422 },
    { "application/json", "{\"entry_threshold\":true}", 422 },
    { "application/json", "{\"entry_threshold\":1e999}", 422 },
    { "application/json", "{\"surprise\":1}", 422 },
    { "application/json", "\xff\xfe", 422 },
    { "application/x-www-form-urlencoded", "season=demo", 415 },
    { "text/plain", "{}", 415 },
  };
  g_autoptr(GString) deep = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *header = g_strdup_printf ("Content-Type: %s\r\n", cases[i].type);
      g_autoptr(TestAnswer) answer = test_service_ask (service, "POST", "/api/simulation/run", header, cases[i].body);

      if (answer->status != cases[i].status)
        g_error ("%s: %u %s", cases[i].body, answer->status, answer->body);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  {
    g_autoptr(TestAnswer) answer = test_service_ask (service, "POST", "/api/simulation/run",
                                                     "Content-Type: application/json\r\n", deep->str);

    g_assert_cmpuint (answer->status, ==, 422);
  }
}

static void
test_simulation_unknown (TestService   *service,
                         gconstpointer  data)
{
  g_autoptr(TestAnswer) progress = test_service_get (service, "/api/simulation/progress/nobody");
  g_autoptr(TestAnswer) results = test_service_get (service, "/api/simulation/results/nobody");
  g_autoptr(TestAnswer) job = test_service_get (service, "/api/jobs/nobody");
  g_autoptr(TestAnswer) result = test_service_get (service, "/api/jobs/nobody/result");
  g_autoptr(TestAnswer) view = test_service_get (service, "/api/simulation/results/nobody?view=half");
  g_autoptr(TestAnswer) deleted = delete (service, "nobody");

  g_assert_cmpuint (progress->status, ==, 200);
  g_assert_cmpstr (progress->body, ==, "{\"current\":0,\"total\":0,\"status\":\"not_found\"}");
  g_assert_cmpuint (results->status, ==, 404);
  g_assert_cmpuint (job->status, ==, 404);
  g_assert_cmpuint (result->status, ==, 404);
  g_assert_cmpuint (view->status, ==, 422);
  g_assert_cmpuint (deleted->status, ==, 404);
}

static void
test_simulation_no_games (TestService   *service,
                          gconstpointer  data)
{
  g_autoptr(TestAnswer) bulk = test_service_get (service, "/api/simulation/bulk?num_games=5&season=1947-48");
  g_autofree char *id = run (service, "?season=1947-48", NULL);
  g_autoptr(TestAnswer) results = get (service, "/api/simulation/results/", id, "");
  g_autofree char *reason = test_answer_dup_detail (results);

  g_assert_true (bulk->status == 404 || bulk->status == 409);
  g_assert_cmpuint (results->status, ==, 409);
  g_assert_nonnull (strstr (reason, "1947-48"));
}

/* A job of a kind that no path was written for. */
static BcJob *
start_toy (TestService *service,
           const char  *alias)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(GError) error = NULL;

  bc_desk_start_job (service->desk, job, alias, &error);
  g_assert_no_error (error);
  test_wait_until (bc_job_get_progress (job)->status == BC_JOB_RUNNING);

  return bc_desk_find_job (service->desk, bc_job_get_id (job));
}

static void
test_jobs_running (TestService   *service,
                   gconstpointer  data)
{
  BcJob *job = start_toy (service, "toy");
  g_autoptr(TestAnswer) result = test_service_get (service, "/api/jobs/toy/result");
  g_autoptr(TestAnswer) results = test_service_get (service, "/api/simulation/results/toy");
  g_autoptr(TestAnswer) progress = test_service_get (service, "/api/simulation/progress/toy");
  g_autoptr(TestAnswer) busy = test_service_get (service, "/api/simulation/bulk?num_games=5&request_id=toy");
  g_autoptr(TestAnswer) list = test_service_get (service, "/api/jobs");
  const BcJsonNode *first = bc_json_node_get_item (get_member (list, "jobs"), 0);

  g_assert_cmpuint (result->status, ==, 202);
  g_assert_cmpuint (results->status, ==, 404);
  g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (progress), "status"), ==, "running");
  g_assert_cmpuint (busy->status, ==, 409);
  g_assert_cmpstr (bc_json_node_get_string (first, "id"), ==, bc_job_get_id (job));
  g_assert_cmpstr (bc_json_node_get_string (first, "status"), ==, "running");

  toy_job_complete (job, "{\"toys\":1}");
  test_wait_until (bc_job_has_ended (job));
  {
    g_autoptr(TestAnswer) ended = test_service_get (service, "/api/jobs/toy/result");

    g_assert_cmpuint (ended->status, ==, 200);
    g_assert_cmpstr (ended->body, ==, "{\"toys\":1}");
  }
}

static void
test_jobs_delete (TestService   *service,
                  gconstpointer  data)
{
  BcJob *job = start_toy (service, "toy");
  guint n_jobs = g_list_model_get_n_items (bc_desk_get_jobs (service->desk));
  g_autofree char *id = g_strdup (bc_job_get_id (job));
  g_autoptr(TestAnswer) cancelled = delete (service, "toy");

  g_assert_cmpuint (cancelled->status, ==, 202);
  test_wait_until (bc_job_has_ended (job));
  {
    g_autoptr(TestAnswer) state = get (service, "/api/jobs/", id, "");
    g_autoptr(TestAnswer) result = get (service, "/api/jobs/", id, "/result");
    g_autoptr(TestAnswer) progress = get (service, "/api/simulation/progress/", id, "");
    g_autoptr(TestAnswer) forgotten = delete (service, id);
    g_autoptr(TestAnswer) again = delete (service, id);
    g_autoptr(TestAnswer) list = test_service_get (service, "/api/jobs");

    g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (state), "status"), ==, "cancelled");
    g_assert_cmpuint (result->status, ==, 409);
    g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (progress), "status"), ==, "error");
    g_assert_cmpstr (bc_json_node_get_string (test_answer_get_root (progress), "state"), ==, "cancelled");
    g_assert_cmpuint (forgotten->status, ==, 204);
    g_assert_cmpuint (forgotten->length, ==, 0);
    g_assert_cmpuint (again->status, ==, 404);
    g_assert_cmpuint (bc_json_node_get_size (get_member (list, "jobs")), ==, n_jobs - 1);
  }
}

static void
test_jobs_failed (TestService   *service,
                  gconstpointer  data)
{
  BcJob *job = start_toy (service, "toy");

  toy_job_fail (job, "The toy broke");
  test_wait_until (bc_job_has_ended (job));
  {
    g_autoptr(TestAnswer) result = test_service_get (service, "/api/jobs/toy/result");
    g_autofree char *detail = test_answer_dup_detail (result);

    g_assert_cmpuint (result->status, ==, 409);
    g_assert_nonnull (strstr (detail, "The toy broke"));
  }
}

/* A server that stops does not leave a request that waits hanging. */
static void
test_jobs_stop (void)
{
  static const char request[] = "GET /api/simulation/bulk?num_games=9&request_id=left HTTP/1.1\r\nHost: localhost\r\n\r\n";
  TestService service = { NULL, };

  test_service_set_up (&service, NULL);
  {
    g_autoptr(TestPeer) peer = test_peer_connect (service.port);

    test_peer_send (peer, request, strlen (request));
    test_wait_until (bc_desk_find_job (service.desk, "left") != NULL);
    bc_server_stop (service.server);
    test_wait_until (peer->ended);
  }
  test_service_tear_down (&service);
}

#define ADD(path, function) g_test_add (path, TestService, NULL, test_service_borrow, function, test_service_return)

int
main (int    argc,
      char **argv)
{
  int code;

  g_test_init (&argc, &argv, NULL);

  ADD ("/simulation-paths/run", test_simulation_run);
  ADD ("/simulation-paths/run-body", test_simulation_run_body);
  ADD ("/simulation-paths/game-ids", test_simulation_game_ids);
  ADD ("/simulation-paths/bulk", test_simulation_bulk);
  ADD ("/simulation-paths/bulk-left", test_simulation_bulk_left);
  ADD ("/simulation-paths/one-game", test_simulation_one_game);
  ADD ("/simulation-paths/bad-parameters", test_simulation_bad_parameters);
  ADD ("/simulation-paths/bad-counts", test_simulation_bad_counts);
  ADD ("/simulation-paths/bad-bodies", test_simulation_bad_bodies);
  ADD ("/simulation-paths/unknown", test_simulation_unknown);
  ADD ("/simulation-paths/no-games", test_simulation_no_games);
  ADD ("/jobs-paths/running", test_jobs_running);
  ADD ("/jobs-paths/delete", test_jobs_delete);
  ADD ("/jobs-paths/failed", test_jobs_failed);
  g_test_add_func ("/jobs-paths/stop", test_jobs_stop);

  code = g_test_run ();
  test_service_end ();

  return code;
}
