/* test-same-sequence.c: the window and a browser are told the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "bc-job-row.h"
#include "bc-job-words.h"
#include "bc-window-resources.h"
#include "bc-window.h"
#include "hub-fixture.h"

#define N_GAMES 160

/* What the row of the newest job read like, after each change. */
typedef struct
{
  GtkListBox *list;
  GPtrArray  *figures;
  BcJob      *job;
} Recorder;

static BcJobRow *
get_row (Recorder *recorder)
{
  return BC_JOB_ROW (gtk_list_box_get_row_at_index (recorder->list, 0));
}

static void
record (Recorder *recorder)
{
  BcJobRow *row = get_row (recorder);
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (row), BC_TYPE_JOB_ROW, "figures_label");

  g_assert_true (bc_job_row_get_job (row) == recorder->job);
  g_ptr_array_add (recorder->figures, g_strdup (gtk_label_get_label (GTK_LABEL (label))));
}

static void
progress_cb (BcJob      *job,
             BcProgress *progress,
             Recorder   *recorder)
{
  record (recorder);
}

/* Connected after the window: the row is there, and hears of a change first. */
static void
jobs_changed_cb (GListModel *jobs,
                 guint       position,
                 guint       removed,
                 guint       added,
                 Recorder   *recorder)
{
  g_autoptr(BcJob) job = g_list_model_get_item (jobs, 0);

  recorder->job = job;
  g_signal_connect (job, "progress", G_CALLBACK (progress_cb), recorder);
  record (recorder);
}

static gint64
get_int (const char *frame,
         const char *path)
{
  g_autofree char *text = frame_get (frame, path);

  g_assert_nonnull (text);

  return g_ascii_strtoll (text, NULL, 10);
}

/* What the window would say of the state in a frame; rate and time left, which
 * a frame leaves to the page, come after that. */
static char *
read_figures (const char *frame)
{
  g_autoptr(BcProgress) progress = bc_progress_new (BC_JOB_QUEUED);
  g_autofree char *state = frame_get (frame, "progress.state");

  g_assert_true (bc_job_status_from_string (state, &progress->status));
  progress->current = get_int (frame, "progress.current");
  progress->total = get_int (frame, "progress.total");

  return bc_job_words_figures ("simulation", progress);
}

static void
assert_same (const Recorder *recorder,
             const TestPeer *peer)
{
  /* The first frame said that there is no such run yet. */
  g_assert_cmpuint (peer->texts->len, ==, recorder->figures->len + 1);

  for (guint i = 0; i < recorder->figures->len; i++)
    {
      const char *frame = g_ptr_array_index (peer->texts, i + 1);
      const char *shown = g_ptr_array_index (recorder->figures, i);
      g_autofree char *told = read_figures (frame);

      if (!g_str_has_prefix (shown, told))
        g_error ("Change %u: the window shows “%s”, the browser was told %s", i, shown, frame);
      g_assert_cmpint (get_int (frame, "seq"), ==, i + 2);
    }
}

static void
load_demo (HubFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  BcDemoOptions options;
  BcJob *job;

  bc_demo_options_init (&options);
  options.n_games = N_GAMES;
  job = bc_desk_load_demo (fixture->desk, &options, &error);
  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));
}

static void
test_same_sequence_simulation (HubFixture    *fixture,
                               gconstpointer  application)
{
  g_autoptr(BcSimulationRequest) request = bc_simulation_request_new ();
  g_autoptr(GPtrArray) figures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  Recorder recorder = { NULL, figures, NULL };
  BcWindow *window;
  TestPeer *peer;
  BcJob *job;

  load_demo (fixture);
  window = bc_window_new ((GtkApplication *) application, fixture->desk);
  recorder.list = GTK_LIST_BOX (gtk_widget_get_template_child (GTK_WIDGET (window), BC_TYPE_WINDOW, "list"));
  g_signal_connect (bc_desk_get_jobs (fixture->desk), "items-changed", G_CALLBACK (jobs_changed_cb), &recorder);
  peer = hub_fixture_open (fixture, "/ws/simulation/", "run");
  test_wait_until (peer->texts->len == 1);

  request->threads = 1;
  job = bc_desk_simulate (fixture->desk, request, "run", &error);
  g_assert_no_error (error);
  test_wait_until (bc_job_has_ended (job));
  assert_closed (peer, 1000, "Simulation complete");

  assert_same (&recorder, peer);
  g_assert_cmpuint (figures->len, >, 4);
  g_assert_cmpstr (g_ptr_array_index (figures, 0), ==, "Waiting");
  g_assert_true (g_str_has_prefix (g_ptr_array_index (figures, figures->len - 1), "Done · 160 of 160"));

  g_signal_handlers_disconnect_by_data (job, &recorder);
  g_signal_handlers_disconnect_by_data (bc_desk_get_jobs (fixture->desk), &recorder);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;
  g_autoptr(GError) error = NULL;

  g_test_init (&argc, &argv, NULL);

  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }

  bc_window_register_resource ();
  application = adw_application_new (BC_APP_ID, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add ("/same-sequence/simulation", HubFixture, application,
              hub_fixture_set_up_started, test_same_sequence_simulation, hub_fixture_tear_down);

  return g_test_run ();
}
