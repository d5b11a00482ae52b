/* bc-feeds-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-feeds-error.h"

G_DEFINE_QUARK (bc-feeds-error-quark, bc_feeds_error)

/**
 * bc_feeds_error_repair:
 * @error: (nullable): an error that may quote what stood in a file
 *
 * Makes its message UTF-8: what it quotes may be no text, or be cut inside of
 * a character. To be called where an error leaves this room.
 */
void
bc_feeds_error_repair (GError *error)
{
  char *message;

  if (error == NULL || g_utf8_validate (error->message, -1, NULL))
    return;

  message = g_utf8_make_valid (error->message, -1);
  g_free (error->message);
  error->message = message;
}
