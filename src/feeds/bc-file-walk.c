/* bc-file-walk.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-file-walk.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

typedef struct
{
  GPtrArray    *files;
  GHashTable   *seen;   /* device and inode of every folder entered */
  GCancellable *cancellable;
  gint64        n_bytes;
} Walk;

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
list_names (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  g_ptr_array_sort (names, compare_names);

  return names;
}

/* Depth first. A link may lead to a folder that is open already: each folder is
 * entered once. What cannot be looked at is listed, for its reader to say why. */
static void
walk_path (Walk       *walk,
           const char *path)
{
  g_autoptr(GPtrArray) names = NULL;
  struct stat status;
  gboolean exists = g_stat (path, &status) == 0;

  if (g_cancellable_is_cancelled (walk->cancellable))
    return;

  if (!exists || !S_ISDIR (status.st_mode) || g_access (path, R_OK | X_OK) != 0)
    {
      if (exists && S_ISREG (status.st_mode))
        walk->n_bytes += status.st_size;
      g_ptr_array_add (walk->files, g_strdup (path));
      return;
    }

  if (!g_hash_table_add (walk->seen, g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                                      (guint64) status.st_dev, (guint64) status.st_ino)))
    return;

  names = list_names (path);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *child = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      walk_path (walk, child);
    }
}

/**
 * bc_file_walk:
 * @paths: (array zero-terminated=1): files and folders
 * @cancellable: (nullable): ends it early
 * @n_bytes: (out): size of the files on disk
 *
 * Lists files in the order of @paths, those of a folder in the order of their
 * names. Blocks; callable from any thread.
 *
 * Returns: (transfer full) (element-type filename): the files, and whatever
 *   cannot be read
 */
GPtrArray *
bc_file_walk (const char * const *paths,
              GCancellable       *cancellable,
              gint64             *n_bytes)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = {
    .files = g_ptr_array_new_with_free_func (g_free),
    .seen = seen,
    .cancellable = cancellable,
  };

  for (guint i = 0; paths[i] != NULL; i++)
    walk_path (&walk, paths[i]);

  *n_bytes = walk.n_bytes;
  return walk.files;
}
