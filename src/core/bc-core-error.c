/* bc-core-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-core-error.h"

#include <string.h>

/* How much of a refused text a message repeats. */
#define QUOTE_MAX 40

G_DEFINE_QUARK (bc-core-error-quark, bc_core_error)

/**
 * bc_core_error_quote:
 * @text: a text that was refused, from anywhere: of any length, in any encoding
 * @length: bytes of @text, or -1 if it ends in NUL
 *
 * Returns: (transfer full): what a message can show of it: short valid UTF-8
 */
char *
bc_core_error_quote (const char *text,
                     gssize      length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (n, QUOTE_MAX));

  return n > QUOTE_MAX ? g_strconcat (valid, "…", NULL) : g_steal_pointer (&valid);
}
