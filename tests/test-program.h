/* test-program.h: running the real program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program in a home of its own, so that no test meets the user's store or
 * another test's. The folder goes with it. */
typedef struct
{
  char                *folder;
  GSubprocessLauncher *launcher;
} TestProgram;

TestProgram *test_program_new    (void);
void         test_program_free   (TestProgram  *self);
void         test_program_setenv (TestProgram  *self,
                                  const char   *name,
                                  const char   *value);
char        *test_program_path   (TestProgram  *self,
                                  const char   *name);

/* Runs a command line, quoted as in a shell; returns the exit code. A death by
 * a signal is a failure of the test. @out and @err: (out) (optional) */
int          test_program_run    (TestProgram  *self,
                                  char        **out,
                                  char        **err,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (4, 5);

/* Starts one and lets it run: stdout and stderr are pipes. */
GSubprocess *test_program_start  (TestProgram  *self,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (2, 3);

/* Starts one whose stderr is @fd: (transfer full); it is the last one. */
GSubprocess *test_program_start_on (TestProgram  *self,
                                    int           fd,
                                    const char   *line);

/* Reads lines until one holds @needle, and returns that; fails at the end. */
char        *test_read_until     (GInputStream *stream,
                                  const char   *needle);

/* Everything that is still to come. */
char        *test_read_all       (GInputStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProgram, test_program_free)

G_END_DECLS
