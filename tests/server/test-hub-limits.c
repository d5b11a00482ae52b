/* test-hub-limits.c: what many sockets, silent ones and hostile ones may cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "hub-fixture.h"

#include <malloc.h>
#include <string.h>

#define JOBS_PATH       "/ws/jobs"
#define SIMULATION_PATH "/ws/simulation/"

/* What a client that never reads may cost, in bytes. */
#define STUCK_MAX (256 * 1024)

/* There in a build with AddressSanitizer, which leaves mallinfo2() empty. */
extern gsize __sanitizer_get_current_allocated_bytes (void) __attribute__ ((weak));

static gsize
get_allocated (void)
{
  struct mallinfo2 info;

  if (__sanitizer_get_current_allocated_bytes != NULL)
    return __sanitizer_get_current_allocated_bytes ();

  info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

#define wait_for_texts(peer, n) test_wait_until ((peer)->texts->len >= (n))

static TestPeer *
open_stuck (HubFixture *fixture,
            const char *path,
            BcJob      *job)
{
  TestPeer *peer = hub_fixture_open (fixture, path, bc_job_get_id (job));

  wait_for_texts (peer, 1);
  test_peer_stop_reading (peer);

  return peer;
}

/* As fast as the healthy one reads; it must see every one. With a long detail
 * the frames of the list are as long. */
static void
push (BcJob      *job,
      TestPeer   *healthy,
      const char *detail,
      guint       from,
      guint       to)
{
  for (guint i = from; i < to; i++)
    {
      BcReport report = { i, 100000, detail, g_get_real_time () };

      _bc_job_update (job, &report);
      wait_for_texts (healthy, 1);
      g_assert_cmpuint (healthy->texts->len, ==, 1);
      g_ptr_array_set_size (healthy->texts, 0);
    }
}

static void
test_hub_limits_never_reads (HubFixture    *fixture,
                             gconstpointer  data)
{
  gboolean is_jobs = strcmp (data, JOBS_PATH) == 0;
  g_autofree char *detail = g_strnfill (is_jobs ? 4000 : 1, 'x');
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *healthy = hub_fixture_open (fixture, data, bc_job_get_id (job));
  TestPeer *stuck = open_stuck (fixture, data, job);
  guint n_changes = is_jobs ? 1500 : 4000;
  g_autofree char *newest = g_strdup_printf ("\"current\":%u,", n_changes - 1);
  gsize before;

  wait_for_texts (healthy, 1);
  g_ptr_array_set_size (healthy->texts, 0);
  push (job, healthy, detail, 1, 200);
  before = get_allocated ();
  push (job, healthy, detail, 200, n_changes);
  g_assert_cmpuint (get_allocated (), <, before + STUCK_MAX);

  /* It wakes up: what the kernel held, then the newest, nothing in between. */
  test_peer_read_again (stuck);
  test_wait_until (strstr (test_peer_get_last (stuck), newest) != NULL);
  g_assert_cmpuint (stuck->texts->len, <, n_changes / 2);

  hub_fixture_report (job, n_changes, n_changes);
  test_wait_until (strstr (test_peer_get_last (stuck), newest) == NULL);
}

/* The last state is not lost on one who was not reading when it came. */
static void
test_hub_limits_end_while_stuck (HubFixture    *fixture,
                                 gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *stuck = open_stuck (fixture, SIMULATION_PATH, job);

  for (guint i = 1; i < 2000; i++)
    hub_fixture_report (job, i, 2000);
  toy_job_complete (job, "{}");
  test_wait_until (bc_job_has_ended (job));

  test_peer_read_again (stuck);
  assert_closed (stuck, 1000, "Simulation complete");
  assert_frame (test_peer_get_last (stuck), "progress.status", "complete");
}

/* More jobs than are kept for it: it is shown the list again. */
static void
test_hub_limits_many_jobs (HubFixture    *fixture,
                           gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *stuck = open_stuck (fixture, JOBS_PATH, job);

  for (guint i = 1; i < 2000; i++)
    hub_fixture_report (job, i, 2000);
  for (guint i = 0; i < 100; i++)
    hub_fixture_run_job (fixture, NULL);

  g_ptr_array_set_size (stuck->texts, 0);
  test_peer_read_again (stuck);
  test_wait_until (stuck->texts->len > 0 && g_str_has_prefix (test_peer_get_last (stuck), "{\"type\":\"snapshot\""));
  assert_frame (test_peer_get_last (stuck), "jobs.100.id", bc_job_get_id (job));
  assert_frame (test_peer_get_last (stuck), "jobs.100.current", "1999");
  assert_frame (test_peer_get_last (stuck), "jobs.101", NULL);
}

/* Asking without end and never reading the answers. */
static void
test_hub_limits_asks_and_never_reads (HubFixture    *fixture,
                                      gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *healthy = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));
  TestPeer *stuck = open_stuck (fixture, SIMULATION_PATH, job);
  gsize before;

  wait_for_texts (healthy, 1);
  g_ptr_array_set_size (healthy->texts, 0);
  before = get_allocated ();

  for (guint i = 0; i < 40; i++)
    {
      for (guint j = 0; j < 100; j++)
        test_peer_send_text (stuck, j % 2 == 0 ? "{\"type\":\"ping\"}" : "[]");
      test_wait_until (stuck->out->len == 0);
    }
  push (job, healthy, NULL, 1, 10);
  g_assert_cmpuint (get_allocated (), <, before + STUCK_MAX);
}

static void
test_hub_limits_pings_and_never_reads (HubFixture    *fixture,
                                       gconstpointer  data)
{
  static const char payload[] = "one hundred and twenty-five bytes would be more, but these come back as well";
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *polite = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));
  TestPeer *stuck = open_stuck (fixture, SIMULATION_PATH, job);

  wait_for_texts (polite, 1);
  for (guint i = 0; i < 1000; i++)
    test_peer_send_frame (polite, TEST_PEER_PING, TRUE, payload, sizeof payload);
  test_wait_until (polite->n_pongs == 1000);

  while (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)) > 1)
    {
      for (guint i = 0; i < 100; i++)
        test_peer_send_frame (stuck, TEST_PEER_PING, TRUE, payload, sizeof payload);
      test_wait_until (stuck->out->len == 0 || bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)) == 1);
    }
}

static void
test_hub_limits_sockets (HubFixture    *fixture,
                         gconstpointer  data)
{
  TestPeer *first = hub_fixture_open (fixture, JOBS_PATH, NULL);
  TestPeer *second = hub_fixture_open (fixture, SIMULATION_PATH, "nobody");
  TestPeer *third;

  wait_for_texts (first, 1);
  wait_for_texts (second, 1);

  third = hub_fixture_open (fixture, JOBS_PATH, NULL);
  assert_closed (third, 1008, "Connection limit exceeded");
  g_assert_cmpuint (third->texts->len, ==, 0);

  test_peer_hang_up (first);
  test_wait_until (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)) == 1);
  third = hub_fixture_open (fixture, JOBS_PATH, NULL);
  wait_for_texts (third, 1);
}

/* When the answer is there, so is all that was sent before. */
static void
ask (TestPeer *peer)
{
  g_ptr_array_set_size (peer->texts, 0);
  test_peer_send_text (peer, "{\"type\":\"ping\"}");
  test_wait_until (peer->texts->len > 0 && g_str_has_prefix (test_peer_get_last (peer), "{\"type\":\"pong\""));
}

static void
test_hub_limits_no_pong (HubFixture    *fixture,
                         gconstpointer  data)
{
  TestPeer *peer = hub_fixture_open (fixture, data, "nobody");
  TestPeer *lives = hub_fixture_open (fixture, data, "nobody");
  BcHub *hub = hub_fixture_get_hub (fixture);
  gint64 now;

  wait_for_texts (peer, 1);
  wait_for_texts (lives, 1);
  hub_fixture_run_job (fixture, "nobody");

  now = g_get_monotonic_time ();
  test_peer_send_frame (lives, TEST_PEER_PONG, TRUE, NULL, 0);
  ask (lives);

  _bc_hub_expire (hub, now + BC_HUB_PONG_DEADLINE * G_USEC_PER_SEC - 1);
  test_wait_until (peer->ended);
  g_assert_cmpuint (peer->close_code, ==, 0);
  test_wait_until (bc_hub_get_n_sockets (hub) == 1);
  ask (lives);

  _bc_hub_expire (hub, g_get_monotonic_time () + BC_HUB_PONG_DEADLINE * G_USEC_PER_SEC);
  test_wait_until (lives->ended);
  test_wait_until (bc_hub_get_n_sockets (hub) == 0);
}

/* While sockets push, nobody has to ask. */
static void
test_hub_limits_no_requests (HubFixture    *fixture,
                             gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *one = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));
  TestPeer *all = hub_fixture_open (fixture, JOBS_PATH, NULL);
  guint64 n_requests;

  wait_for_texts (one, 1);
  wait_for_texts (all, 1);
  n_requests = hub_fixture_n_requests (fixture);
  g_assert_cmpuint (n_requests, ==, 2);

  for (guint i = 1; i <= 100; i++)
    {
      hub_fixture_report (job, i, 100);
      wait_for_texts (one, i + 1);
      wait_for_texts (all, i + 1);
    }
  toy_job_complete (job, "{}");
  test_wait_until (one->ended);

  g_assert_cmpuint (hub_fixture_n_requests (fixture), ==, n_requests);
}

static void
test_hub_limits_switched_off (HubFixture    *fixture,
                              gconstpointer  data)
{
  TestPeer *peer = hub_fixture_open (fixture, data, "nobody");

  test_wait_until (peer->ended);
  g_assert_cmpuint (peer->status, ==, 501);
  g_assert_nonnull (strstr (peer->head->str, "--no-websocket"));
}

static void
test_hub_limits_no_upgrade (HubFixture    *fixture,
                            gconstpointer  data)
{
  static const char request[] = "GET /ws/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autoptr(TestPeer) peer = test_peer_connect (fixture->port);

  test_peer_send (peer, request, strlen (request));
  test_wait_until (peer->ended);
  g_assert_cmpuint (peer->status, ==, 400);
  g_assert_nonnull (strstr (peer->head->str, "“/ws/jobs” is a WebSocket"));
}

static void
set_up_two (HubFixture    *fixture,
            gconstpointer  data)
{
  hub_fixture_set_up (fixture, data);
  fixture->options.max_sockets = 2;
  hub_fixture_start (fixture);
}

static void
set_up_two_of_address (HubFixture    *fixture,
                       gconstpointer  data)
{
  hub_fixture_set_up (fixture, data);
  fixture->options.max_sockets_per_address = 2;
  hub_fixture_start (fixture);
}

static void
set_up_off (HubFixture    *fixture,
            gconstpointer  data)
{
  hub_fixture_set_up (fixture, data);
  fixture->options.websocket = FALSE;
  hub_fixture_start (fixture);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    const char *path;
    void      (*set_up) (HubFixture *, gconstpointer);
    void      (*test)   (HubFixture *, gconstpointer);
  } tests[] = {
    { "simulation/never-reads", SIMULATION_PATH, hub_fixture_set_up_started, test_hub_limits_never_reads },
    { "jobs/never-reads", JOBS_PATH, hub_fixture_set_up_started, test_hub_limits_never_reads },
    { "simulation/end-while-stuck", SIMULATION_PATH, hub_fixture_set_up_started, test_hub_limits_end_while_stuck },
    { "jobs/many", JOBS_PATH, hub_fixture_set_up_started, test_hub_limits_many_jobs },
    { "asks-and-never-reads", NULL, hub_fixture_set_up_started, test_hub_limits_asks_and_never_reads },
    { "pings-and-never-reads", NULL, hub_fixture_set_up_started, test_hub_limits_pings_and_never_reads },
    { "sockets", NULL, set_up_two, test_hub_limits_sockets },
    { "sockets-of-address", NULL, set_up_two_of_address, test_hub_limits_sockets },
    { "no-pong", SIMULATION_PATH, hub_fixture_set_up_started, test_hub_limits_no_pong },
    { "no-requests", NULL, hub_fixture_set_up_started, test_hub_limits_no_requests },
    { "simulation/switched-off", SIMULATION_PATH, set_up_off, test_hub_limits_switched_off },
    { "jobs/switched-off", JOBS_PATH, set_up_off, test_hub_limits_switched_off },
    { "no-upgrade", NULL, hub_fixture_set_up_started, test_hub_limits_no_upgrade },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hub-limits/%s", tests[i].name);

      g_test_add (path, HubFixture, tests[i].path, tests[i].set_up, tests[i].test, hub_fixture_tear_down);
    }

  return g_test_run ();
}
