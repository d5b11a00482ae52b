/* bc-cli.h: the commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a shell is told. */
#define BC_EXIT_OK     0
#define BC_EXIT_FAILED 1
#define BC_EXIT_USAGE  2

/* Runs one command; argv[0] is its name. Returns the exit code. */
typedef int (*BcCommandFunc) (int          argc,
                              char       **argv,
                              const char  *database);

typedef struct
{
  const char    *name;
  const char    *summary;
  BcCommandFunc  func;
} BcCommand;

/* import, demo, games, simulate, jobs, store: terminated by a NULL name. */
const BcCommand *bc_cli_get_commands (void);

G_END_DECLS
