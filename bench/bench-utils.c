/* bench-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-utils.h"

#include <stdlib.h>

void
bench_answer_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
bench_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (slot);
}

void
bench_check (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("%s: %s\n", g_get_prgname (), error->message);
  exit (1);
}

double
bench_get_seconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;
}
