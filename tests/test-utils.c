/* test-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-utils.h"

#include <glib/gstdio.h>
#include <locale.h>

static gboolean
alarm_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Wakes the loop so that a deadline is seen even when nothing happens. */
guint
test_alarm_add (void)
{
  return g_timeout_add_seconds (TEST_DEADLINE, alarm_cb, NULL);
}

void
test_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

GAsyncResult *
test_wait_result (GAsyncResult **slot)
{
  test_wait_until (*slot != NULL);

  return g_steal_pointer (slot);
}

char *
test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("backcourt-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

void
test_remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        test_remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }

  g_assert_cmpint (g_rmdir (path), ==, 0);
}

gboolean
test_set_comma_locale (void)
{
  static const char * const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (setlocale (LC_ALL, names[i]) != NULL)
      {
        g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
        return TRUE;
      }

  g_test_skip ("no locale with a decimal comma is installed");
  return FALSE;
}

void
test_reset_locale (void)
{
  setlocale (LC_ALL, "C");
}

const char *
test_recordings (void)
{
  const char *path = g_getenv ("BC_TEST_RECORDINGS");

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the recordings are not beside this checkout (../shared/data)");
      return NULL;
    }

  return path;
}
