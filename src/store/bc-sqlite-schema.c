/* bc-sqlite-schema.c: brings a database to the newest schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-sqlite-private.h"

#include <glib/gi18n.h>

#include "bc-store-resources.h"

#define FOLDER BC_RESOURCE_BASE "/sql"

/* What the first migration writes into the file's header. */
#define APPLICATION_ID 0x42434b54

static gint
name_compare (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* A constructor would be lost, as nothing refers to its object file. */
static GResource *
get_resource (void)
{
  static gsize is_registered;

  if (g_once_init_enter (&is_registered))
    {
      bc_store_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  return bc_store_get_resource ();
}

/* The files are called 0001-…, 0002-…: their number is the version they lead to. */
static GStrv
list_migrations (void)
{
  GStrv names = g_resource_enumerate_children (get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  qsort (names, g_strv_length (names), sizeof *names, name_compare);

  return names;
}

static gboolean
get_number (BcSqlite    *db,
            const char  *sql,
            int         *number,
            GError     **error)
{
  sqlite3_stmt *statement = _bc_sqlite_prepare (db, sql, error);

  if (statement == NULL || _bc_sqlite_step (db, statement, error) < 0)
    return FALSE;

  *number = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

static gboolean
get_version (BcSqlite  *db,
             int       *version,
             GError   **error)
{
  return get_number (db, "PRAGMA user_version", version, error);
}

/* An empty file may become ours; a database with other tables may not. */
static gboolean
check_ours (BcSqlite  *db,
            GError   **error)
{
  int application_id;
  int n_tables;

  if (!get_number (db, "PRAGMA application_id", &application_id, error) ||
      !get_number (db, "SELECT COUNT(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  if (application_id == APPLICATION_ID || (application_id == 0 && n_tables == 0))
    return TRUE;

  g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_OPEN,
               _("“%s” is the database of another program: name another file for the store"), db->path);
  return FALSE;
}

static gboolean
apply (BcSqlite    *db,
       const char  *name,
       int          version,
       GError     **error)
{
  g_autofree char *path = g_build_path ("/", FOLDER, name, NULL);
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autoptr(GBytes) sql = g_resource_lookup_data (get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  /* GResource ends every file with a NUL that its size leaves out. */
  return sql != NULL && _bc_sqlite_exec (db, g_bytes_get_data (sql, NULL), error) && _bc_sqlite_exec (db, stamp, error);
}

static gboolean
apply_from (BcSqlite  *db,
            GStrv      names,
            GError   **error)
{
  int version;

  /* Again, as another process may have been here first. */
  if (!get_version (db, &version, error))
    return FALSE;

  for (; version < (int) g_strv_length (names); version++)
    {
      if (!apply (db, names[version], version + 1, error))
        return FALSE;
    }

  return TRUE;
}

/* Applies the migrations that are missing, all in one transaction. */
gboolean
_bc_sqlite_migrate (BcSqlite  *db,
                    GError   **error)
{
  g_auto(GStrv) names = list_migrations ();
  int newest = (int) g_strv_length (names);
  int version;

  if (!check_ours (db, error) || !get_version (db, &version, error))
    return FALSE;

  if (version == newest)
    return TRUE;

  if (version > newest)
    {
      g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_TOO_NEW,
                   _("The store “%s” has schema %d; this program knows up to %d: use the newer program that made it"),
                   db->path, version, newest);
      return FALSE;
    }

  if (!_bc_sqlite_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (!apply_from (db, names, error) || !_bc_sqlite_exec (db, "COMMIT", error))
    {
      _bc_sqlite_roll_back (db);
      return FALSE;
    }

  return TRUE;
}
