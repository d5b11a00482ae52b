/* test-program.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-program.h"

#include <string.h>

#include "test-utils.h"

TestProgram *
test_program_new (void)
{
  static const char * const folders[] = { "CONFIG", "DATA", "CACHE", "STATE" };
  TestProgram *self = g_new0 (TestProgram, 1);

  self->folder = test_make_folder ();
  self->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  test_program_setenv (self, "HOME", self->folder);
  test_program_setenv (self, "XDG_RUNTIME_DIR", self->folder);
  test_program_setenv (self, "LC_ALL", "C.UTF-8");
  test_program_setenv (self, "TERM", "xterm");
  test_program_setenv (self, "DATABASE_URL", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *name = g_strdup_printf ("XDG_%s_HOME", folders[i]);
      g_autofree char *path = g_build_filename (self->folder, folders[i], NULL);

      test_program_setenv (self, name, path);
    }

  return self;
}

void
test_program_free (TestProgram *self)
{
  g_object_unref (self->launcher);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
test_program_setenv (TestProgram *self,
                     const char  *name,
                     const char  *value)
{
  if (value != NULL)
    g_subprocess_launcher_setenv (self->launcher, name, value, TRUE);
  else
    g_subprocess_launcher_unsetenv (self->launcher, name);
}

char *
test_program_path (TestProgram *self,
                   const char  *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static GSubprocess *
spawn (TestProgram     *self,
       GSubprocessFlags flags,
       const char      *line)
{
  g_autofree char *command = g_strdup_printf ("\"%s\" %s", g_getenv ("BC_TEST_PROGRAM"), line);
  g_auto(GStrv) argv = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_shell_parse_argv (command, NULL, &argv, &error);
  g_assert_no_error (error);

  g_subprocess_launcher_set_flags (self->launcher, flags);
  process = g_subprocess_launcher_spawnv (self->launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

int
test_program_run (TestProgram  *self,
                  char        **out,
                  char        **err,
                  const char   *format,
                  ...)
{
  g_autofree char *line = NULL;
  g_autofree char *stdout_text = NULL;
  g_autofree char *stderr_text = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  process = spawn (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, line);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &stdout_text, &stderr_text, &error);
  g_assert_no_error (error);

  g_test_message ("backcourt %s: %d\n%s", line, g_subprocess_get_status (process), stderr_text);
  g_assert_true (g_subprocess_get_if_exited (process));

  if (out != NULL)
    *out = g_steal_pointer (&stdout_text);
  if (err != NULL)
    *err = g_steal_pointer (&stderr_text);

  return g_subprocess_get_exit_status (process);
}

GSubprocess *
test_program_start (TestProgram *self,
                    const char  *format,
                    ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  return spawn (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, line);
}

GSubprocess *
test_program_start_on (TestProgram *self,
                       int          fd,
                       const char  *line)
{
  GSubprocess *process;

  g_subprocess_launcher_take_stderr_fd (self->launcher, fd);
  process = spawn (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE, line);

  /* The descriptor ends with the process only if nobody else has it. */
  g_subprocess_launcher_close (self->launcher);

  return process;
}

char *
test_read_until (GInputStream *stream,
                 const char   *needle)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stream);
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  /* What is read ahead would be lost to the next reader. */
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), 1);

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, &error)) != NULL)
    {
      if (strstr (line, needle) != NULL)
        return line;
      g_string_append_printf (seen, "%s\n", line);
      g_free (line);
    }

  g_assert_no_error (error);
  g_error ("The output ended without “%s”:\n%s", needle, seen->str);
}

char *
test_read_all (GInputStream *stream)
{
  g_autoptr(GOutputStream) all = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  g_output_stream_splice (all, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (all)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (all)));
}
