/* desk-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk-fixture.h"

#include <string.h>

#include "test-utils.h"

BcDesk *
desk_fixture_open (const char  *url,
                   GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_desk_open_async (url, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);

  return bc_desk_open_finish (result, error);
}

void
desk_fixture_close (DeskFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  GAsyncResult *slot = NULL;

  bc_desk_close_async (fixture->desk, NULL, test_result_cb, &slot);
  test_wait_until (slot != NULL);
  g_assert_true (bc_desk_close_finish (fixture->desk, slot, &error));
  g_assert_no_error (error);
  g_clear_object (&slot);

  /* The task lets go of the desk at the end of its turn. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&fixture->desk));
}

void
desk_fixture_reopen (DeskFixture *fixture)
{
  g_autoptr(GError) error = NULL;

  if (fixture->desk != NULL)
    desk_fixture_close (fixture);
  fixture->desk = desk_fixture_open (fixture->url, &error);
  g_assert_no_error (error);
}

void
desk_fixture_set_up (DeskFixture   *fixture,
                     gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->url = g_strdup_printf ("sqlite:%s/games.db", fixture->folder);
  desk_fixture_reopen (fixture);
}

void
desk_fixture_tear_down (DeskFixture   *fixture,
                        gconstpointer  data)
{
  if (fixture->desk != NULL)
    desk_fixture_close (fixture);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->url);
}

void
desk_fixture_load_demo (DeskFixture *fixture,
                        guint        n_games)
{
  g_autoptr(GError) error = NULL;
  BcDemoOptions options;
  BcJob *job;

  bc_demo_options_init (&options);
  options.n_games = n_games;
  job = bc_desk_load_demo (fixture->desk, &options, &error);
  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));
  g_assert_cmpstr (bc_job_get_progress (job)->error, ==, NULL);
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, BC_JOB_COMPLETE);
}

BcJob *
desk_fixture_simulate (DeskFixture               *fixture,
                       const BcSimulationRequest *request,
                       BcJobStatus                status)
{
  g_autoptr(GError) error = NULL;
  BcJob *job = bc_desk_simulate (fixture->desk, request, NULL, &error);

  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));
  if (status != BC_JOB_ERROR)
    g_assert_cmpstr (bc_job_get_progress (job)->error, ==, NULL);
  g_assert_cmpint (bc_job_get_progress (job)->status, ==, status);

  return job;
}

GBytes *
desk_fixture_result (DeskFixture  *fixture,
                     const char   *id,
                     gboolean      summary,
                     GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_desk_load_result_async (fixture->desk, id, summary, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);

  return bc_desk_load_result_finish (fixture->desk, result, error);
}

char *
desk_fixture_document (DeskFixture *fixture,
                       const char  *id,
                       gboolean     summary)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) document = desk_fixture_result (fixture, id, summary, &error);
  g_autofree char *text = NULL;
  const char *run;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  run = g_strrstr (text, ",\"run\":");
  g_assert_nonnull (run);

  return g_strndup (text, (gsize) (run - text));
}
