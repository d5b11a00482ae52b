/* test-window.c: the window shows what the desk has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-window.h"

#include "bc-job-row.h"
#include "bc-window-resources.h"
#include "desk-fixture.h"
#include "test-utils.h"
#include "toy-job.h"

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gpointer
get_child (gpointer    widget,
           const char *name)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);

  return child;
}

static const char *
get_text (BcJobRow   *row,
          const char *name)
{
  return gtk_label_get_label (get_child (row, name));
}

static gboolean
is_visible (gpointer    widget,
            const char *name)
{
  return gtk_widget_get_visible (get_child (widget, name));
}

static void
test_job_row_follows (void)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(BcJobRow) row = BC_JOB_ROW (g_object_ref_sink (bc_job_row_new (job)));
  BcReporter *reporter;

  g_assert_true (bc_job_row_get_job (row) == job);
  g_assert_cmpstr (get_text (row, "title_label"), ==, "A toy");
  g_assert_cmpstr (get_text (row, "figures_label"), ==, "Waiting");

  _bc_job_start (job);
  reporter = toy_job_get_reporter (job);
  bc_reporter_set_total (reporter, 4);
  bc_reporter_set_current (reporter, 1);
  bc_reporter_set_detail (reporter, "the first wheel");
  turn ();
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (get_child (row, "progress_bar")), ==, 0.25);
  g_assert_true (g_str_has_prefix (get_text (row, "figures_label"), "25 % · 1 of 4"));
  g_assert_cmpstr (get_text (row, "detail_label"), ==, "the first wheel");
  g_assert_true (is_visible (row, "detail_label"));
  g_assert_true (is_visible (row, "cancel_button"));
  g_assert_false (is_visible (row, "forget_button"));

  _bc_job_set_title (job, "Another name");
  g_assert_cmpstr (get_text (row, "title_label"), ==, "Another name");

  toy_job_fail (job, "The wheel came off");
  g_assert_true (g_str_has_prefix (get_text (row, "figures_label"), "Failed: The wheel came off"));
  g_assert_false (is_visible (row, "progress_bar"));
  g_assert_false (is_visible (row, "cancel_button"));
  g_assert_true (is_visible (row, "forget_button"));
  g_assert_true (is_visible (row, "state_icon"));
}

static void
test_job_row_cancels (void)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(BcJobRow) row = BC_JOB_ROW (g_object_ref_sink (bc_job_row_new (job)));

  _bc_job_start (job);
  bc_reporter_set_current (toy_job_get_reporter (job), 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "job.cancel", NULL));
  test_wait_until (bc_job_has_ended (job));
  g_assert_true (g_str_has_prefix (get_text (row, "figures_label"), "Cancelled (what was done is kept)"));
}

static void
test_job_row_changes_job (void)
{
  g_autoptr(BcJob) first = toy_job_new ("First");
  g_autoptr(BcJob) second = toy_job_new ("Second");
  g_autoptr(BcJobRow) row = BC_JOB_ROW (g_object_ref_sink (bc_job_row_new (first)));

  bc_job_row_set_job (row, second);
  g_assert_cmpstr (get_text (row, "title_label"), ==, "Second");
  _bc_job_start (first);
  g_assert_cmpstr (get_text (row, "figures_label"), ==, "Waiting");
  toy_job_complete (first, NULL);

  /* A row may outlive its job, and a job its row. */
  bc_job_row_set_job (row, NULL);
  g_assert_null (bc_job_row_get_job (row));
  g_assert_finalize_object (g_steal_pointer (&second));
}

/* One for all: it stands on the bus under one path. */
static AdwApplication *application;

typedef struct
{
  DeskFixture  desk;
  BcWindow    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  desk_fixture_set_up (&fixture->desk, NULL);
  fixture->window = bc_window_new (GTK_APPLICATION (application), fixture->desk.desk);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  turn ();
  desk_fixture_tear_down (&fixture->desk, NULL);
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (get_child (fixture->window, "stack"));
}

static BcJobRow *
get_row (Fixture *fixture,
         int      position)
{
  return BC_JOB_ROW (gtk_list_box_get_row_at_index (get_child (fixture->window, "list"), position));
}

static void
test_window_lists (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (get_page (fixture), ==, "empty");
  bc_desk_start_job (fixture->desk.desk, job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_page (fixture), ==, "jobs");
  g_assert_true (bc_job_row_get_job (get_row (fixture, 0)) == job);

  toy_job_complete (job, "{}");
  test_wait_until (bc_job_has_ended (job));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 0)), "job.forget", NULL));
  g_assert_cmpstr (get_page (fixture), ==, "empty");
  g_assert_null (bc_desk_find_job (fixture->desk.desk, bc_job_get_id (job)));
}

static void
test_window_starts (Fixture       *fixture,
                    gconstpointer  data)
{
  BcJob *job;

  /* There is no game yet: it says so, and what to do. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.simulate", NULL));
  job = bc_job_row_get_job (get_row (fixture, 0));
  g_assert_cmpstr (bc_job_get_kind (job), ==, "simulation");
  test_wait_until (bc_job_has_ended (job));
  g_assert_nonnull (strstr (get_text (get_row (fixture, 0), "figures_label"), "demo season"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.load-demo", NULL));
  job = bc_job_row_get_job (get_row (fixture, 0));
  g_assert_cmpstr (bc_job_get_kind (job), ==, "demo");
  bc_job_cancel (job);
  test_wait_until (bc_job_has_ended (job));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  int code;

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

  g_test_add_func ("/job-row/follows", test_job_row_follows);
  g_test_add_func ("/job-row/cancels", test_job_row_cancels);
  g_test_add_func ("/job-row/changes-job", test_job_row_changes_job);
  g_test_add ("/window/lists", Fixture, NULL, set_up, test_window_lists, tear_down);
  g_test_add ("/window/starts", Fixture, NULL, set_up, test_window_starts, tear_down);

  code = g_test_run ();
  g_object_unref (application);

  return code;
}
