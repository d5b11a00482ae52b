/* bc-web.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-web.h"

#include <string.h>

#include "bc-web-resources.h"

/* One part of a path that names nothing but a file below the folder. */
static gboolean
is_plain (const char *part)
{
  return *part != '\0' && *part != '.' && strpbrk (part, "\\:") == NULL;
}

/* What a path names below the folder, or NULL for what no page asks for. */
static char *
dup_name (const char *path)
{
  g_auto(GStrv) parts = NULL;

  if (*path != '/')
    return NULL;
  if (strcmp (path, "/") == 0)
    return g_strdup ("index.html");
  if (strcmp (path, "/favicon.ico") == 0)
    return g_strdup ("favicon.svg");

  parts = g_strsplit (path + 1, "/", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!is_plain (parts[i]))
      return NULL;

  return g_strdup (path + 1);
}

/* A static library would lose a constructor, so the first caller registers. */
static GBytes *
load_resource (const char *name)
{
  static gsize registered;
  g_autofree char *path = g_strconcat (BC_RESOURCE_BASE "/web/", name, NULL);

  if (g_once_init_enter (&registered))
    {
      bc_web_register_resource ();
      g_once_init_leave (&registered, 1);
    }

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static GBytes *
load_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *data;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;

  if (!g_file_get_contents (path, &data, &length, &error))
    {
      g_message ("The page's “%s” cannot be read: %s", name, error->message);
      return NULL;
    }

  return g_bytes_new_take (data, length);
}

/**
 * bc_web_load:
 * @web_dir: (nullable): serve the page from this folder
 * @path: the path of an address, decoded
 *
 * What @web_dir lacks comes from what is compiled in: the sources of the page
 * are without the libraries that it ships.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if there is none
 */
GBytes *
bc_web_load (const char *web_dir,
             const char *path)
{
  g_autofree char *name = dup_name (path);
  GBytes *data = NULL;

  if (name == NULL)
    return NULL;
  if (web_dir != NULL)
    data = load_file (web_dir, name);

  return data != NULL ? data : load_resource (name);
}

/**
 * bc_web_find_type:
 * @path: a path
 *
 * Returns: (transfer none): the media type that its ending stands for
 */
const char *
bc_web_find_type (const char *path)
{
  static const struct
  {
    const char *ending;
    const char *type;
  } types[] = {
    { "/", "text/html; charset=utf-8" },
    { ".html", "text/html; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".ico", "image/svg+xml" },
    { ".json", "application/json" },
    { ".png", "image/png" },
    { ".woff2", "font/woff2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i].ending))
      return types[i].type;

  return "application/octet-stream";
}
