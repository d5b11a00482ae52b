/* bc-origin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-origin.h"

#include <string.h>

static gboolean
is_port (const char *text)
{
  return *text == '\0' || (*text == ':' && strlen (text) <= 6 && strspn (text + 1, "0123456789") == strlen (text + 1));
}

/* `[::1]:8470` gives `[::1]`, `localhost:8470` gives `localhost`. */
static char *
dup_name (const char *host)
{
  const char *end = *host == '[' ? strchr (host, ']') : NULL;

  if (end != NULL)
    end++;
  else
    end = host + strcspn (host, ":");

  return is_port (end) ? g_strndup (host, (gsize) (end - host)) : NULL;
}

/**
 * bc_origin_is_host_allowed:
 * @host: (nullable): a Host header
 * @allow_hosts: (nullable) (array zero-terminated=1): names allowed besides loopback's
 *
 * A page elsewhere can make its own name resolve to this machine, and a browser
 * then takes our answers for its: so we answer under our own names only.
 *
 * Returns: whether @host, with any port, names us
 */
gboolean
bc_origin_is_host_allowed (const char         *host,
                           const char * const *allow_hosts)
{
  static const char * const loopback[] = { "localhost", "127.0.0.1", "[::1]", NULL };
  g_autofree char *name = host != NULL ? dup_name (host) : NULL;
  const char * const *lists[] = { loopback, allow_hosts };

  if (name == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (const char * const *allowed = lists[i]; allowed != NULL && *allowed != NULL; allowed++)
      if (g_ascii_strcasecmp (name, *allowed) == 0)
        return TRUE;

  return FALSE;
}

/**
 * bc_origin_is_same:
 * @origin: (nullable): an Origin header
 * @host: (nullable): the Host header beside it
 *
 * The scheme may be either: a reverse proxy may speak TLS for us.
 *
 * Returns: whether @origin is none, or a page under the name that was asked
 */
gboolean
bc_origin_is_same (const char *origin,
                   const char *host)
{
  static const char * const schemes[] = { "http://", "https://" };

  if (origin == NULL)
    return TRUE;
  if (host == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (origin, schemes[i]))
      return g_ascii_strcasecmp (origin + strlen (schemes[i]), host) == 0;

  return FALSE;
}
