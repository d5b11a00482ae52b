/* test-hub.c: the conformance table of the sockets, row by row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "hub-fixture.h"

#include <string.h>

#include "test-schema.h"

#define MESSAGE_MAX (128 * 1024)

#define JOBS_PATH       "/ws/jobs"
#define SIMULATION_PATH "/ws/simulation/"

/* A row that holds for both sockets runs once for each. */
static TestPeer *
open_socket (HubFixture    *fixture,
             gconstpointer  data,
             BcJob         *job)
{
  return hub_fixture_open (fixture, data, bc_job_get_id (job));
}

static gboolean
is_simulation (gconstpointer data)
{
  return strcmp (data, SIMULATION_PATH) == 0;
}

/* Where the job's own fields stand in the frames after the first. */
static char *
get_field (gconstpointer  data,
           const char    *frame,
           const char    *name)
{
  g_autofree char *path = g_strdup_printf ("%s.%s", is_simulation (data) ? "progress" : "job", name);

  return frame_get (frame, path);
}

static void
wait_for_texts (TestPeer *peer,
                guint     n)
{
  test_wait_until (peer->texts->len >= n);
}

#define assert_field(data, frame, name, expected) \
  G_STMT_START { \
    g_autofree char *field_ = get_field ((data), (frame), (name)); \
    g_assert_cmpstr (field_, ==, (expected)); \
  } G_STMT_END

/* An answer to what came before it has come as well. */
static void
ping (TestPeer *peer)
{
  guint n_before = peer->texts->len;

  test_peer_send_text (peer, "{\"type\":\"ping\"}");
  test_wait_until (peer->texts->len > n_before && g_str_has_prefix (test_peer_get_last (peer), "{\"type\":\"pong\""));
}

/* State at connect. */

static void
test_hub_simulation_state (HubFixture    *fixture,
                           gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, "mine");
  TestPeer *by_id;
  TestPeer *by_alias;

  hub_fixture_report (job, 3, 10);
  by_id = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));
  wait_for_texts (by_id, 1);

  g_assert_cmpuint (by_id->status, ==, 101);
  g_assert_null (strstr (by_id->head->str, "Sec-WebSocket-Extensions"));
  assert_frame (test_peer_get_last (by_id), "type", "progress");
  assert_frame (test_peer_get_last (by_id), "seq", "1");
  assert_frame (test_peer_get_last (by_id), "progress.current", "3");
  assert_frame (test_peer_get_last (by_id), "progress.total", "10");
  assert_frame (test_peer_get_last (by_id), "progress.status", "running");
  assert_frame (test_peer_get_last (by_id), "progress.state", "running");

  by_alias = hub_fixture_open (fixture, SIMULATION_PATH, "mine");
  wait_for_texts (by_alias, 1);
  g_assert_cmpstr (test_peer_get_last (by_alias), ==, test_peer_get_last (by_id));
}

static void
test_hub_simulation_state_escaped (HubFixture    *fixture,
                                   gconstpointer  data)
{
  TestPeer *peer;

  hub_fixture_run_job (fixture, "my run/2 ä");
  peer = hub_fixture_open (fixture, SIMULATION_PATH, "my%20run%2F2%20%C3%A4");
  wait_for_texts (peer, 1);

  assert_frame (test_peer_get_last (peer), "progress.status", "running");
}

static void
test_hub_jobs_state (HubFixture    *fixture,
                     gconstpointer  data)
{
  TestPeer *peer = hub_fixture_open (fixture, JOBS_PATH, NULL);
  BcJob *first;
  BcJob *second;

  wait_for_texts (peer, 1);
  assert_frame (test_peer_get_last (peer), "type", "snapshot");
  assert_frame (test_peer_get_last (peer), "seq", "1");
  assert_frame (test_peer_get_last (peer), "jobs.0", NULL);

  first = hub_fixture_run_job (fixture, NULL);
  second = hub_fixture_run_job (fixture, NULL);
  peer = hub_fixture_open (fixture, JOBS_PATH, NULL);
  wait_for_texts (peer, 1);

  assert_frame (test_peer_get_last (peer), "jobs.0.id", bc_job_get_id (second));
  assert_frame (test_peer_get_last (peer), "jobs.1.id", bc_job_get_id (first));
  assert_frame (test_peer_get_last (peer), "jobs.1.kind", "toy");
  assert_frame (test_peer_get_last (peer), "jobs.1.status", "running");
  assert_frame (test_peer_get_last (peer), "jobs.2.id", NULL);
}

/* Change. */

static void
test_hub_change (HubFixture    *fixture,
                 gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);
  gint64 before;
  g_autofree char *t_us = NULL;
  g_autofree char *first_seq = NULL;
  g_autofree char *seq = NULL;

  wait_for_texts (peer, 1);
  first_seq = frame_get (test_peer_get_last (peer), "seq");

  before = g_get_real_time ();
  bc_reporter_set_total (toy_job_get_reporter (job), 8);
  wait_for_texts (peer, 2);

  assert_field (data, test_peer_get_last (peer), "total", "8");
  t_us = frame_get (test_peer_get_last (peer), "t_us");
  g_assert_cmpint (g_ascii_strtoll (t_us, NULL, 10), >=, before);
  g_assert_cmpint (g_ascii_strtoll (t_us, NULL, 10), <=, g_get_real_time ());
  seq = frame_get (test_peer_get_last (peer), "seq");
  g_assert_cmpint (g_ascii_strtoll (seq, NULL, 10), ==, g_ascii_strtoll (first_seq, NULL, 10) + 1);

  bc_reporter_add (toy_job_get_reporter (job), 5);
  wait_for_texts (peer, 3);
  assert_field (data, test_peer_get_last (peer), "current", "5");
}

/* Nothing is said that has not changed, and nothing is left out. */
static void
test_hub_every_change (HubFixture    *fixture,
                       gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);

  for (guint i = 1; i <= 50; i++)
    {
      g_autofree char *expected = g_strdup_printf ("%u", i);

      hub_fixture_report (job, i, 50);
      wait_for_texts (peer, i + 1);
      assert_field (data, test_peer_get_last (peer), "current", expected);
    }

  ping (peer);
  g_assert_cmpuint (peer->texts->len, ==, 52);
}

/* End. */

static void
test_hub_simulation_complete (HubFixture    *fixture,
                              gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));

  wait_for_texts (peer, 1);
  hub_fixture_report (job, 2, 2);
  toy_job_complete (job, "{}");

  assert_closed (peer, 1000, "Simulation complete");
  assert_frame (test_peer_get_last (peer), "progress.status", "complete");
  assert_frame (test_peer_get_last (peer), "progress.current", "2");
  assert_frame (test_peer_get_last (peer), "progress.error", NULL);
}

static void
test_hub_simulation_error (HubFixture    *fixture,
                           gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));

  wait_for_texts (peer, 1);
  toy_job_fail (job, "The “disk” is full");

  assert_closed (peer, 1000, "Simulation error");
  assert_frame (test_peer_get_last (peer), "progress.status", "error");
  assert_frame (test_peer_get_last (peer), "progress.state", "error");
  assert_frame (test_peer_get_last (peer), "progress.error", "The “disk” is full");
}

static void
test_hub_simulation_cancelled (HubFixture    *fixture,
                               gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = hub_fixture_open (fixture, SIMULATION_PATH, bc_job_get_id (job));

  wait_for_texts (peer, 1);
  bc_job_cancel (job);

  assert_closed (peer, 1000, "Simulation error");
  assert_frame (test_peer_get_last (peer), "progress.status", "error");
  assert_frame (test_peer_get_last (peer), "progress.state", "cancelled");
}

/* The list goes on after the end of a job, and of its life. */
static void
test_hub_jobs_end (HubFixture    *fixture,
                   gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = hub_fixture_open (fixture, JOBS_PATH, NULL);
  g_autofree char *id = g_strdup (bc_job_get_id (job));
  g_autoptr(GError) error = NULL;

  wait_for_texts (peer, 1);
  bc_job_cancel (job);
  test_wait_until (bc_job_has_ended (job));
  ping (peer);
  assert_frame (g_ptr_array_index (peer->texts, peer->texts->len - 2), "type", "job");
  assert_frame (g_ptr_array_index (peer->texts, peer->texts->len - 2), "job.id", id);
  assert_frame (g_ptr_array_index (peer->texts, peer->texts->len - 2), "job.status", "cancelled");

  g_assert_true (bc_desk_forget_job (fixture->desk, id, &error));
  g_assert_no_error (error);
  ping (peer);
  assert_frame (g_ptr_array_index (peer->texts, peer->texts->len - 2), "type", "removed");
  assert_frame (g_ptr_array_index (peer->texts, peer->texts->len - 2), "id", id);
  g_assert_false (peer->ended);
}

/* Already ended at connect. */

static void
test_hub_simulation_ended (HubFixture    *fixture,
                           gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, "mine");
  TestPeer *peer;

  toy_job_complete (job, "{}");
  test_wait_until (bc_job_has_ended (job));

  peer = hub_fixture_open (fixture, SIMULATION_PATH, "mine");
  assert_closed (peer, 1000, "Simulation complete");
  g_assert_cmpuint (peer->texts->len, ==, 1);
  assert_frame (test_peer_get_last (peer), "progress.status", "complete");
}

/* Of a process that died: its row says running, its lock is free. */
static void
test_hub_simulation_interrupted (HubFixture    *fixture,
                                 gconstpointer  data)
{
  g_autoptr(BcJobRecord) record = bc_job_record_new ();
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  TestPeer *peer;

  record->id = g_uuid_string_random ();
  record->kind = g_strdup ("simulation");
  record->title = g_strdup ("A run that died");
  record->alias = g_strdup ("died");
  record->owner = g_strdup ("a-process-that-is-gone");
  record->progress = bc_progress_new (BC_JOB_RUNNING);
  record->progress->started_at = g_get_real_time ();
  bc_store_save_job_async (bc_desk_get_store (fixture->desk), record, NULL, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  g_assert_true (bc_store_save_job_finish (bc_desk_get_store (fixture->desk), result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  hub_fixture_stop (fixture);
  hub_fixture_reopen (fixture);
  hub_fixture_start (fixture);

  peer = hub_fixture_open (fixture, SIMULATION_PATH, "died");
  assert_closed (peer, 1000, "Simulation error");
  assert_frame (test_peer_get_last (peer), "progress.status", "error");
  assert_frame (test_peer_get_last (peer), "progress.state", "interrupted");
}

static void
test_hub_jobs_ended (HubFixture    *fixture,
                     gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer;

  toy_job_fail (job, "no luck");
  test_wait_until (bc_job_has_ended (job));

  peer = hub_fixture_open (fixture, JOBS_PATH, NULL);
  wait_for_texts (peer, 1);
  assert_frame (test_peer_get_last (peer), "jobs.0.status", "error");
  assert_frame (test_peer_get_last (peer), "jobs.0.error", "no luck");
  ping (peer);
}

/* Unknown id. */

static void
expire_in (HubFixture *fixture,
           double      seconds)
{
  _bc_hub_expire (hub_fixture_get_hub (fixture), g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC));
}

static void
test_hub_simulation_unknown (HubFixture    *fixture,
                             gconstpointer  data)
{
  TestPeer *peer = hub_fixture_open (fixture, SIMULATION_PATH, "nobody");
  gint64 opened_at = g_get_monotonic_time ();

  wait_for_texts (peer, 1);
  assert_frame (test_peer_get_last (peer), "progress.status", "not_found");
  assert_frame (test_peer_get_last (peer), "progress.current", "0");

  _bc_hub_expire (hub_fixture_get_hub (fixture), opened_at + (BC_HUB_FIND_DEADLINE - 1) * G_USEC_PER_SEC);
  ping (peer);

  expire_in (fixture, BC_HUB_FIND_DEADLINE);
  assert_closed (peer, 1008, "Request ID not found");
  g_assert_cmpuint (peer->texts->len, ==, 2);
}

/* A browser may open the socket before its request arrives. */
static void
test_hub_simulation_appears (HubFixture    *fixture,
                             gconstpointer  data)
{
  TestPeer *peer = hub_fixture_open (fixture, SIMULATION_PATH, "soon");
  TestPeer *other = hub_fixture_open (fixture, SIMULATION_PATH, "never");
  BcJob *job;

  wait_for_texts (peer, 1);
  wait_for_texts (other, 1);
  job = hub_fixture_run_job (fixture, "soon");
  test_wait_until (strstr (test_peer_get_last (peer), "\"running\"") != NULL);
  assert_frame (g_ptr_array_index (peer->texts, 1), "seq", "2");

  expire_in (fixture, BC_HUB_FIND_DEADLINE);
  assert_closed (other, 1008, "Request ID not found");
  ping (peer);

  toy_job_complete (job, "{}");
  assert_closed (peer, 1000, "Simulation complete");
}

static void
test_hub_jobs_unknown (HubFixture    *fixture,
                       gconstpointer  data)
{
  static const char * const paths[] = { "/ws", "/ws/", "/ws/job", "/ws/jobs/1", "/ws/simulation", "/ws/simulation/", "/ws/simulationx" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      TestPeer *peer = hub_fixture_open_with (fixture, paths[i], NULL);

      test_wait_until (peer->ended);
      g_assert_cmpuint (peer->status, ==, 404);
      g_assert_nonnull (strstr (peer->head->str, "{\"detail\":"));
    }
}

/* Client gone in the middle. */
static void
test_hub_gone (HubFixture    *fixture,
               gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *gone = open_socket (fixture, data, job);
  TestPeer *waits = hub_fixture_open (fixture, SIMULATION_PATH, "nobody");
  TestPeer *stays = open_socket (fixture, data, job);

  wait_for_texts (gone, 1);
  wait_for_texts (waits, 1);
  wait_for_texts (stays, 1);
  g_assert_cmpuint (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)), ==, 3);

  test_peer_hang_up (gone);
  test_peer_hang_up (waits);
  hub_fixture_report (job, 1, 2);
  wait_for_texts (stays, 2);
  test_wait_until (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)) == 1);

  hub_fixture_report (job, 2, 2);
  wait_for_texts (stays, 3);
  assert_field (data, test_peer_get_last (stays), "current", "2");
}

static void
test_hub_client_closes (HubFixture    *fixture,
                        gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);
  peer->silent = TRUE;
  test_peer_send_frame (peer, TEST_PEER_CLOSE, TRUE, "\x03\xe8" "bye", 5);
  test_wait_until (peer->ended);

  g_assert_cmpuint (peer->close_code, ==, 1000);
  test_wait_until (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)) == 0);
}

/* Malformed frame. */

static void
test_hub_malformed (HubFixture    *fixture,
                    gconstpointer  data)
{
  static const char * const ignored[] = { "", "hello", "{", "{\"type\":\"ping\"", "NaN", "{\"type\":\"pong\"}" };
  static const char * const wrong[] = { "[]", "null", "3", "\"ping\"", "{}", "{\"type\":5}", "{\"type\":\"subscribe\"}" };
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);
  g_autofree char *deep = g_strnfill (65, '[');
  g_autofree char *ends = g_strnfill (65, ']');
  g_autofree char *nested = g_strconcat (deep, ends, NULL);
  guint n_texts = 1;

  wait_for_texts (peer, 1);

  for (guint i = 0; i < G_N_ELEMENTS (ignored); i++)
    test_peer_send_text (peer, ignored[i]);
  test_peer_send_frame (peer, TEST_PEER_BINARY, TRUE, "{\"type\":\"nothing\"}", 18);
  ping (peer);
  g_assert_cmpuint (peer->texts->len, ==, ++n_texts);

  for (guint i = 0; i <= G_N_ELEMENTS (wrong); i++)
    {
      test_peer_send_text (peer, i < G_N_ELEMENTS (wrong) ? wrong[i] : nested);
      ping (peer);
      n_texts += 2;
      g_assert_cmpuint (peer->texts->len, ==, n_texts);
      assert_frame (g_ptr_array_index (peer->texts, n_texts - 2), "type", "error");
    }

  hub_fixture_report (job, 1, 1);
  wait_for_texts (peer, n_texts + 1);
  assert_field (data, test_peer_get_last (peer), "current", "1");
}

/* Who speaks before he was answered follows no protocol. */
static void
test_hub_early (HubFixture    *fixture,
                gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  test_peer_send_text (peer, "{\"type\":\"ping\"}");
  assert_closed (peer, 1002, "Data before the handshake's end");
}

/* What is no frame at all. */
static void
test_hub_no_frame (HubFixture    *fixture,
                   gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);
  test_peer_send (peer, "\x81\x05hello", 7);  /* not masked */
  test_wait_until (peer->close_code != 0);
  g_assert_cmpuint (peer->close_code, ==, 1002);

  peer = open_socket (fixture, data, job);
  wait_for_texts (peer, 1);
  test_peer_send_frame (peer, TEST_PEER_TEXT, TRUE, "\xff\xfe", 2);
  test_wait_until (peer->close_code != 0);
  g_assert_cmpuint (peer->close_code, ==, 1007);
}

/* Oversized and fragmented frame. */

static void
test_hub_oversized (HubFixture    *fixture,
                    gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  g_autofree char *large = g_strnfill (8 * MESSAGE_MAX, ' ');
  static const gsize lengths[] = { MESSAGE_MAX + 1, 2 * MESSAGE_MAX, 8 * MESSAGE_MAX };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      TestPeer *peer = open_socket (fixture, data, job);

      wait_for_texts (peer, 1);
      test_peer_send_frame (peer, TEST_PEER_TEXT, TRUE, large, MESSAGE_MAX);
      ping (peer);
      test_peer_send_frame (peer, TEST_PEER_TEXT, TRUE, large, lengths[i]);
      test_wait_until (peer->close_code != 0);
      g_assert_cmpuint (peer->close_code, ==, 1009);
      g_assert_cmpstr (peer->close_reason, ==, "Message larger than 128 KiB");
    }
}

/* A header is enough: nobody waits for what it announces. */
static void
test_hub_oversized_announced (HubFixture    *fixture,
                              gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);
  test_peer_send (peer, "\x81\xff\x00\x00\x00\x00\x40\x00\x00\x00mask", 14);
  test_wait_until (peer->close_code != 0);
  g_assert_cmpuint (peer->close_code, ==, 1009);
}

static void
test_hub_fragmented (HubFixture    *fixture,
                     gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);
  g_autofree char *piece = g_strnfill (MESSAGE_MAX / 8, ' ');

  wait_for_texts (peer, 1);
  for (guint i = 0; i < 8; i++)
    {
      test_peer_send_frame (peer, i == 0 ? TEST_PEER_TEXT : 0, i == 7, piece, MESSAGE_MAX / 8);
      test_peer_send_frame (peer, TEST_PEER_PING, TRUE, "x", 1);
    }
  ping (peer);
  g_assert_cmpuint (peer->n_pongs, ==, 8);

  for (guint i = 0; i < 300; i++)
    test_peer_send_frame (peer, i == 0 ? TEST_PEER_TEXT : 0, FALSE, piece, MESSAGE_MAX / 8);
  test_wait_until (peer->close_code != 0);
  g_assert_cmpuint (peer->close_code, ==, 1009);
}

static void
test_hub_fragments_joined (HubFixture    *fixture,
                           gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);
  test_peer_send_frame (peer, TEST_PEER_TEXT, FALSE, "{\"type\":", 8);
  test_peer_send_frame (peer, 0, FALSE, "\"pi", 3);
  test_peer_send_frame (peer, 0, TRUE, "ng\"}", 4);
  wait_for_texts (peer, 2);
  assert_frame (test_peer_get_last (peer), "type", "pong");
}

/* Foreign Origin. */

static void
test_hub_origin (HubFixture    *fixture,
                 gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  g_autofree char *path = g_strconcat (data, is_simulation (data) ? bc_job_get_id (job) : NULL, NULL);
  g_autofree char *own = g_strdup_printf ("Origin: http://127.0.0.1:%u\r\n", fixture->port);
  g_autofree char *other_port = g_strdup_printf ("Origin: http://127.0.0.1:%u\r\n", fixture->port ^ 1);
  const char * const foreign[] = { "Origin: http://evil.example\r\n", "Origin: null\r\n", other_port,
                                   "Host: evil.example\r\nOrigin: http://evil.example\r\n" };
  TestPeer *peer = hub_fixture_open_with (fixture, path, own);

  wait_for_texts (peer, 1);

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      peer = hub_fixture_open_with (fixture, path, foreign[i]);
      test_wait_until (peer->ended);
      g_assert_cmpuint (peer->status, ==, 403);
      g_assert_nonnull (strstr (peer->head->str, "{\"detail\":"));
    }

  g_assert_cmpuint (bc_hub_get_n_sockets (hub_fixture_get_hub (fixture)), ==, 1);
}

/* What is described is there. */
static void
test_hub_described (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr(BcJson) description = test_schema_load ("asyncapi.json");
  const BcJsonNode *channels = test_schema_find (bc_json_get_root (description), "#/channels");
  g_auto(GStrv) names = bc_json_node_dup_members (channels);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (bc_json_node_get_string (bc_json_node_get (channels, names[i]), "address"), "{id}", -1);
      g_autofree char *path = g_strjoinv ("nobody", parts);
      TestPeer *peer = hub_fixture_open_with (fixture, path, NULL);

      wait_for_texts (peer, 1);
      g_assert_cmpuint (peer->status, ==, 101);
    }
}

/* Server restarted. */
static void
test_hub_restarted (HubFixture    *fixture,
                    gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, NULL);
  TestPeer *peer = open_socket (fixture, data, job);

  wait_for_texts (peer, 1);
  fixture->options.port = fixture->port;
  hub_fixture_stop (fixture);
  assert_closed (peer, 1001, "The server is stopping");

  hub_fixture_report (job, 7, 9);
  hub_fixture_start (fixture);
  peer = open_socket (fixture, data, job);
  wait_for_texts (peer, 1);
  if (is_simulation (data))
    assert_frame (test_peer_get_last (peer), "progress.current", "7");
  else
    assert_frame (test_peer_get_last (peer), "jobs.0.current", "7");
}

/* Two watchers see the same. */
static void
test_hub_two_watchers (HubFixture    *fixture,
                       gconstpointer  data)
{
  BcJob *job = hub_fixture_run_job (fixture, "mine");
  TestPeer *one = open_socket (fixture, data, job);
  TestPeer *two = hub_fixture_open (fixture, data, "mine");

  wait_for_texts (one, 1);
  wait_for_texts (two, 1);
  for (guint i = 1; i <= 20; i++)
    {
      hub_fixture_report (job, i, 20);
      wait_for_texts (one, i + 1);
      wait_for_texts (two, i + 1);
    }
  toy_job_complete (job, "{}");
  test_wait_until (strstr (test_peer_get_last (one), "\"complete\"") != NULL);
  test_wait_until (strstr (test_peer_get_last (two), "\"complete\"") != NULL);

  g_assert_cmpuint (one->texts->len, ==, two->texts->len);
  for (guint i = 0; i < one->texts->len; i++)
    g_assert_cmpstr (g_ptr_array_index (one->texts, i), ==, g_ptr_array_index (two->texts, i));
}

static void
add (const char *name,
     const char *path,
     void      (*test) (HubFixture *, gconstpointer))
{
  g_autofree char *full = g_strdup_printf ("/hub/%s/%s", strcmp (path, JOBS_PATH) == 0 ? "jobs" : "simulation", name);

  g_test_add (full, HubFixture, path, hub_fixture_set_up_started, test, hub_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (HubFixture *, gconstpointer); } both[] = {
    { "change", test_hub_change },
    { "every-change", test_hub_every_change },
    { "gone", test_hub_gone },
    { "client-closes", test_hub_client_closes },
    { "malformed", test_hub_malformed },
    { "early", test_hub_early },
    { "no-frame", test_hub_no_frame },
    { "oversized", test_hub_oversized },
    { "oversized-announced", test_hub_oversized_announced },
    { "fragmented", test_hub_fragmented },
    { "fragments-joined", test_hub_fragments_joined },
    { "origin", test_hub_origin },
    { "restarted", test_hub_restarted },
    { "two-watchers", test_hub_two_watchers },
  };

  g_test_init (&argc, &argv, NULL);

  add ("state", SIMULATION_PATH, test_hub_simulation_state);
  add ("state-escaped", SIMULATION_PATH, test_hub_simulation_state_escaped);
  add ("complete", SIMULATION_PATH, test_hub_simulation_complete);
  add ("error", SIMULATION_PATH, test_hub_simulation_error);
  add ("cancelled", SIMULATION_PATH, test_hub_simulation_cancelled);
  add ("ended", SIMULATION_PATH, test_hub_simulation_ended);
  add ("interrupted", SIMULATION_PATH, test_hub_simulation_interrupted);
  add ("unknown", SIMULATION_PATH, test_hub_simulation_unknown);
  add ("appears", SIMULATION_PATH, test_hub_simulation_appears);
  add ("state", JOBS_PATH, test_hub_jobs_state);
  add ("end", JOBS_PATH, test_hub_jobs_end);
  add ("ended", JOBS_PATH, test_hub_jobs_ended);
  add ("described", JOBS_PATH, test_hub_described);
  add ("unknown", JOBS_PATH, test_hub_jobs_unknown);

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      add (both[i].name, SIMULATION_PATH, both[i].test);
      add (both[i].name, JOBS_PATH, both[i].test);
    }

  return g_test_run ();
}
