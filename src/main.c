/* main.c: picks a face
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli.h"

int
main (int    argc,
      char **argv)
{
  return BC_EXIT_USAGE;
}
