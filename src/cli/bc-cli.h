/* bc-cli.h: the commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-desk.h"

G_BEGIN_DECLS

/* What a shell is told. */
#define BC_EXIT_OK     0
#define BC_EXIT_FAILED 1
#define BC_EXIT_USAGE  2

/* Runs one command; argv[0] is its name. @database is the address given before
 * the command, else that of the environment, or NULL. Returns the exit code. */
typedef int (*BcCommandFunc) (int          argc,
                              char       **argv,
                              const char  *database);

typedef struct
{
  const char    *name;
  const char    *summary;  /* to be translated */
  BcCommandFunc  func;
} BcCommand;

const BcCommand *bc_cli_get_commands (void);

/* For commands of other faces that need the desk before they have a loop. */
BcDesk          *bc_cli_open_desk    (const char    *database,
                                      GError       **error);
gboolean         bc_cli_close_desk   (BcDesk        *desk,
                                      GError       **error);
int              bc_cli_report_error (const char    *command,
                                      const GError  *error);
gboolean         bc_cli_parse_database (int          argc,
                                        char       **argv,
                                        const char  *description,
                                        const char  *database,
                                        char       **address,
                                        int         *code);

G_END_DECLS
