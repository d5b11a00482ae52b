/* bc-cli.c: the table of commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

/**
 * bc_cli_get_commands:
 *
 * Lists the commands of this face, in the order in which help shows them.
 *
 * Returns: (transfer none): commands, up to one without a name
 */
const BcCommand *
bc_cli_get_commands (void)
{
  static const BcCommand commands[] = {
    { "import", N_("Import recorded games from files and folders"), _bc_cli_import },
    { "demo", N_("Make the synthetic demo season"), _bc_cli_demo },
    { "games", N_("List games"), _bc_cli_games },
    { "simulate", N_("Simulate the strategy on games, a season or a file"), _bc_cli_simulate },
    { "jobs", N_("List, show, cancel or forget jobs"), _bc_cli_jobs },
    { "store", N_("Check the store"), _bc_cli_store },
    { NULL, NULL, NULL },
  };

  return commands;
}
