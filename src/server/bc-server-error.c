/* bc-server-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-server-error.h"

#include "bc-core-error.h"

typedef struct
{
  char *where;
  char *name;
  char *kind;
  char *input;
} BcServerErrorPrivate;

static void
bc_server_error_private_init (BcServerErrorPrivate *priv)
{
}

static void
bc_server_error_private_copy (const BcServerErrorPrivate *from,
                              BcServerErrorPrivate       *to)
{
  to->where = g_strdup (from->where);
  to->name = g_strdup (from->name);
  to->kind = g_strdup (from->kind);
  to->input = g_strdup (from->input);
}

static void
bc_server_error_private_clear (BcServerErrorPrivate *priv)
{
  g_free (priv->where);
  g_free (priv->name);
  g_free (priv->kind);
  g_free (priv->input);
}

G_DEFINE_EXTENDED_ERROR (BcServerError, bc_server_error)

static void
fill (GError     *error,
      const char *where,
      const char *name,
      const char *kind,
      const char *input)
{
  BcServerErrorPrivate *priv = bc_server_error_get_private (error);

  priv->where = g_strdup (where);
  priv->name = g_strdup (name);
  priv->kind = g_strdup (kind);
  priv->input = input != NULL ? bc_core_error_quote (input, -1) : NULL;
}

/**
 * bc_server_error_set_invalid:
 * @error: (out) (optional): return location
 * @where: `query`, `body` or `path`
 * @name: (nullable): the parameter; %NULL for all of the body
 * @kind: a short word for programs
 * @input: (nullable): the value refused; a long one is shortened
 * @format: a sentence that names the value and what would do
 * @...: for @format
 *
 * Refuses a parameter: %BC_SERVER_ERROR_INVALID.
 */
void
bc_server_error_set_invalid (GError     **error,
                             const char  *where,
                             const char  *name,
                             const char  *kind,
                             const char  *input,
                             const char  *format,
                             ...)
{
  GError *invalid;
  va_list args;

  va_start (args, format);
  invalid = g_error_new_valist (BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID, format, args);
  va_end (args);

  fill (invalid, where, name, kind, input);
  g_propagate_error (error, invalid);
}

static const char *
get_kind (const GError *reason)
{
  if (g_error_matches (reason, BC_CORE_ERROR, BC_CORE_ERROR_RANGE))
    return "range";
  if (g_error_matches (reason, BC_CORE_ERROR, BC_CORE_ERROR_UNKNOWN))
    return "unknown";

  return "parse";
}

/**
 * bc_server_error_take_invalid:
 * @error: (out) (optional): return location
 * @where: `query`, `body` or `path`
 * @name: (nullable): the parameter
 * @input: (nullable): the value refused
 * @reason: (transfer full): what a lower room said of it
 *
 * Says of what a lower room refused which parameter it was.
 */
void
bc_server_error_take_invalid (GError     **error,
                              const char  *where,
                              const char  *name,
                              const char  *input,
                              GError      *reason)
{
  g_autoptr(GError) owned = reason;

  bc_server_error_set_invalid (error, where, name, get_kind (owned), input, "%s", owned->message);
}

/**
 * bc_server_error_get_invalid:
 * @error: an error of any domain
 * @where: (out) (transfer none): `query`, `body` or `path`
 * @name: (out) (transfer none) (nullable): the parameter
 * @kind: (out) (transfer none): a short word for programs
 * @input: (out) (transfer none) (nullable): the value refused
 *
 * Returns: whether @error is about a parameter; if not, nothing is set
 */
gboolean
bc_server_error_get_invalid (const GError  *error,
                             const char   **where,
                             const char   **name,
                             const char   **kind,
                             const char   **input)
{
  BcServerErrorPrivate *priv;

  if (!g_error_matches (error, BC_SERVER_ERROR, BC_SERVER_ERROR_INVALID))
    return FALSE;

  priv = bc_server_error_get_private (error);
  *where = priv->where;
  *name = priv->name;
  *kind = priv->kind;
  *input = priv->input;

  return TRUE;
}
