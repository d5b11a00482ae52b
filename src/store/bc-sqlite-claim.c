/* bc-sqlite-claim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The claim is a flock() on a file beside the database that says who holds it:
 * the kernel gives it back when the process ends, however it ends. The file
 * stays, as removing it would race with the next owner.
 */

#include "config.h"

#include "bc-sqlite-claim.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gi18n.h>

/* Somebody who only looks whether it is held has it for a moment. */
#define MAX_ATTEMPTS 10000

#define MAX_CONTENT 256

void
_bc_sqlite_claim_init (BcSqliteClaim *self,
                       const char    *database)
{
  self->path = database != NULL ? g_strconcat (database, ".run", NULL) : NULL;
  self->fd = -1;
  self->token = NULL;
}

void
_bc_sqlite_claim_clear (BcSqliteClaim *self)
{
  _bc_sqlite_claim_release (self);
  g_clear_pointer (&self->path, g_free);
}

/* `PID TOKEN`, as far as it is there. */
static void
read_owner (int    fd,
            char **pid,
            char **token)
{
  char content[MAX_CONTENT] = "";
  ssize_t size = pread (fd, content, sizeof content - 1, 0);
  g_auto(GStrv) words = NULL;

  content[MAX (size, 0)] = '\0';
  words = g_strsplit_set (content, " \n", 3);
  *pid = g_strdup (words[0] != NULL ? words[0] : "");
  *token = g_strdup (words[0] != NULL && words[1] != NULL ? words[1] : "");
}

static gboolean
try_lock (int fd,
          int kind)
{
  int code;

  do
    code = flock (fd, kind | LOCK_NB);
  while (code != 0 && errno == EINTR);

  return code == 0;
}

/* Takes the lock unless somebody has it for more than a look. */
static gboolean
lock_exclusively (int fd)
{
  for (int i = 0; i < MAX_ATTEMPTS; i++)
    {
      if (try_lock (fd, LOCK_EX))
        return TRUE;

      if (!try_lock (fd, LOCK_SH))
        return FALSE;

      flock (fd, LOCK_UN);
      sched_yield ();
    }

  return FALSE;
}

static gboolean
write_owner (int         fd,
             const char *token)
{
  g_autofree char *content = g_strdup_printf ("%ld %s\n", (long) getpid (), token);
  ssize_t length = (ssize_t) strlen (content);

  return ftruncate (fd, 0) == 0 && pwrite (fd, content, (gsize) length, 0) == length;
}

static void
set_held (BcSqliteClaim  *self,
          int             fd,
          GError        **error)
{
  g_autofree char *pid = NULL;
  g_autofree char *token = NULL;

  read_owner (fd, &pid, &token);
  g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_HELD,
               _("The store is held by another process, %s (“%s”): end it first, or use another store with --database"),
               *pid != '\0' ? pid : "?", self->path);
}

/* Becomes the owner; again is fine. */
gboolean
_bc_sqlite_claim_take (BcSqliteClaim  *self,
                       GError        **error)
{
  int fd;

  if (self->token != NULL)
    return TRUE;

  if (self->path == NULL)
    {
      self->token = g_uuid_string_random ();
      return TRUE;
    }

  fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, BC_STORE_ERROR, errno == EROFS || errno == ENOSPC || errno == EACCES ? BC_STORE_ERROR_FULL : BC_STORE_ERROR_OPEN,
                   _("Cannot claim the store with “%s”: %s"), self->path, g_strerror (errno));
      return FALSE;
    }

  if (!lock_exclusively (fd))
    {
      set_held (self, fd, error);
      close (fd);
      return FALSE;
    }

  self->token = g_uuid_string_random ();
  if (!write_owner (fd, self->token))
    {
      g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_FULL,
                   _("Cannot write “%s”: %s"), self->path, g_strerror (errno));
      g_clear_pointer (&self->token, g_free);
      close (fd);
      return FALSE;
    }

  self->fd = fd;

  return TRUE;
}

void
_bc_sqlite_claim_release (BcSqliteClaim *self)
{
  g_clear_pointer (&self->token, g_free);

  if (self->fd >= 0)
    {
      if (ftruncate (self->fd, 0) != 0)
        g_debug ("Cannot empty “%s”: %s", self->path, g_strerror (errno));
      close (self->fd);
      self->fd = -1;
    }
}

char *
_bc_sqlite_claim_dup_owner (BcSqliteClaim *self)
{
  g_autofree char *pid = NULL;
  char *token = NULL;
  int fd;

  if (self->token != NULL || self->path == NULL)
    return g_strdup (self->token);

  fd = open (self->path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return NULL;

  if (!try_lock (fd, LOCK_SH))
    read_owner (fd, &pid, &token);
  close (fd);

  return token;
}
