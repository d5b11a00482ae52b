/* test-utils.h: what several tests need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Seconds after which a wait is a failure; generous, as sanitizers and loaded
 * machines are slow. Nothing waits for it to pass. */
#define TEST_DEADLINE 60

/* Turns the main context until the condition holds; fails naming it. */
#define test_wait_until(condition) \
  G_STMT_START { \
    gint64 test_deadline_ = g_get_monotonic_time () + TEST_DEADLINE * G_USEC_PER_SEC; \
    guint test_alarm_ = test_alarm_add (); \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > test_deadline_) \
          g_error ("%s: waited %d s for: %s", G_STRLOC, TEST_DEADLINE, #condition); \
        g_main_context_iteration (NULL, TRUE); \
      } \
    g_source_remove (test_alarm_); \
  } G_STMT_END

guint         test_alarm_add      (void);

/* A GAsyncReadyCallback that keeps its result in the GAsyncResult ** given. */
void          test_result_cb      (GObject       *object,
                                   GAsyncResult  *result,
                                   gpointer       user_data);
GAsyncResult *test_wait_result    (GAsyncResult **slot);

/* A new folder that the test removes with test_remove_folder(). */
char         *test_make_folder    (void);
void          test_remove_folder  (const char    *path);

/* Writes numbers with a decimal comma until test_reset_locale(), or is FALSE
 * after g_test_skip() where the machine has no such locale. */
gboolean      test_set_comma_locale
                                  (void);
void          test_reset_locale   (void);

/* The recordings, or NULL after g_test_skip() where they are absent. */
const char   *test_recordings     (void);

G_END_DECLS
