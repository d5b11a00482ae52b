/* bc-cli.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-cli.h"

const BcCommand *
bc_cli_get_commands (void)
{
  static const BcCommand commands[] = { { NULL, NULL, NULL } };

  return commands;
}
