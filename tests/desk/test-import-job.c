/* test-import-job.c: what writes games, as jobs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "desk-fixture.h"
#include "test-utils.h"

static char *
write_csv (DeskFixture *fixture,
           const char  *name,
           guint        n_points)
{
  g_autoptr(GString) text = g_string_new ("game_id,timestamp,model_prob,price,bid,ask\n");
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  for (guint i = 0; i < n_points; i++)
    g_string_append_printf (text, "%s,%u,0.5,0.45,0.44,0.46\n", name, 1766700000 + 60 * i);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);

  return path;
}

static BcJob *
import (DeskFixture *fixture,
        const char  *path,
        const char  *more)
{
  const char * const paths[] = { path, more, NULL };
  g_autoptr(GError) error = NULL;
  BcJob *job = bc_desk_import (fixture->desk, paths, NULL, &error);

  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));

  return job;
}

static void
test_import_job_report (DeskFixture   *fixture,
                        gconstpointer  data)
{
  g_autofree char *good = write_csv (fixture, "good.csv", 20);
  g_autofree char *bad = g_build_filename (fixture->folder, "missing.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = NULL;
  g_autoptr(BcJson) json = NULL;
  const BcProgress *progress;
  const BcJsonNode *files;
  BcJob *job = import (fixture, good, bad);

  /* One bad file stops nothing, and is no failure of the job. */
  progress = bc_job_get_progress (job);
  g_assert_cmpint (progress->status, ==, BC_JOB_COMPLETE);
  g_assert_cmpint (progress->total, >, 0);
  g_assert_cmpint (progress->current, ==, progress->total);
  g_assert_cmpstr (progress->detail, ==, "1 game from 2 files, 1 refused");
  g_assert_cmpstr (bc_job_get_kind (job), ==, "import");
  g_assert_cmpstr (bc_job_get_title (job), ==, "Import of good.csv and 1 more");

  document = desk_fixture_result (fixture, bc_job_get_id (job), FALSE, &error);
  g_assert_no_error (error);
  json = bc_json_parse_bytes (document, &error);
  g_assert_no_error (error);
  files = bc_json_node_get (bc_json_get_root (json), "files");
  g_assert_cmpuint (bc_json_node_get_size (files), ==, 2);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (json), "games", -1), ==, 1);
  g_assert_cmpint (bc_json_node_get_int (bc_json_get_root (json), "refused", -1), ==, 1);
}

static void
test_import_job_then_simulate (DeskFixture   *fixture,
                               gconstpointer  data)
{
  g_autofree char *path = write_csv (fixture, "one-game", 20);
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  request->game_ids = g_strsplit ("one-game", ",", -1);
  import (fixture, path, NULL);
  first = desk_fixture_document (fixture, bc_job_get_id (desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE)), FALSE);
  second = desk_fixture_document (fixture, bc_job_get_id (desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE)), FALSE);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"n_points\":20"));

  /* Newer data are used at once, whatever is in memory. */
  g_free (path);
  path = write_csv (fixture, "one-game", 30);
  import (fixture, path, NULL);
  third = desk_fixture_document (fixture, bc_job_get_id (desk_fixture_simulate (fixture, request, BC_JOB_COMPLETE)), FALSE);
  g_assert_nonnull (strstr (third, "\"n_points\":30"));
}

static void
test_import_job_demo_busy (DeskFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  BcDemoOptions options;
  BcJob *job;

  bc_demo_options_init (&options);
  options.n_games = 10;
  job = bc_desk_load_demo (fixture->desk, &options, &error);
  g_assert_no_error (error);
  g_assert_null (bc_desk_load_demo (fixture->desk, &options, &error));
  g_assert_error (error, BC_DESK_ERROR, BC_DESK_ERROR_BUSY);
  g_clear_error (&error);

  test_wait_until (bc_job_has_ended (job));
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_COMPLETE);
  g_assert_cmpint (bc_job_get_progress (job)->current, ==, 10);
  desk_fixture_load_demo (fixture, 12);
}

static void
test_import_job_demo_cancelled (DeskFixture   *fixture,
                                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  BcDemoOptions options;
  BcJob *job;

  bc_demo_options_init (&options);
  job = bc_desk_load_demo (fixture->desk, &options, &error);
  g_assert_no_error (error);
  bc_job_cancel (job);
  test_wait_until (bc_job_has_ended (job));
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_CANCELLED);
  g_assert_null (bc_job_get_progress (job)->error);
}

#define ADD(path, func) \
  g_test_add (path, DeskFixture, NULL, desk_fixture_set_up, func, desk_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/import-job/report", test_import_job_report);
  ADD ("/import-job/then-simulate", test_import_job_then_simulate);
  ADD ("/import-job/demo-busy", test_import_job_demo_busy);
  ADD ("/import-job/demo-cancelled", test_import_job_demo_cancelled);

  return g_test_run ();
}
