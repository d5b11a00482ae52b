/* bc-sqlite-lanes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread writes and another reads, each with its own connection, so that
 * reading a season does not keep a job from being saved. Calls are still carried
 * out as if one after the other: a read begins when all writes before it are
 * committed, and a write when all reads before it see the state before it. A
 * database in memory has one connection, hence one thread.
 */

#include "config.h"

#include "bc-sqlite-lanes.h"

#include <errno.h>

#include <glib/gi18n.h>

#include "bc-sqlite-claim.h"
#include "bc-sqlite-private.h"

typedef struct
{
  BcSqliteKind    kind;
  BcSqliteFunc    func;
  GTask          *task;
  GDestroyNotify  result_free;
  gpointer        result;
  GError         *error;
  gboolean        is_running;
  gboolean        has_snapshot;
} Call;

typedef struct
{
  BcSqliteLanes *lanes;
  gboolean       is_reader;
  GThread       *thread;
  BcSqlite      *db;          /* (nullable) */
  gboolean       is_slimming; /* guarded by the mutex; keeps the connection from being closed */
} Lane;

struct _BcSqliteLanes
{
  char          *path;
  gboolean       in_memory;
  Lane           writer;
  Lane           reader;     /* without a thread for a database in memory */

  GMutex         mutex;      /* guards what follows */
  GCond          changed;
  GQueue         calls;      /* in the order they were made, until they are done */
  gboolean       is_closed;
  gboolean       is_ending;

  GMutex         claim_mutex; /* guards what follows; the main context never takes it */
  BcSqliteClaim  claim;
};

static gboolean
answer_cb (gpointer data)
{
  Call *call = data;

  if (call->error != NULL)
    g_task_return_error (call->task, g_steal_pointer (&call->error));
  else if (call->result_free != NULL)
    g_task_return_pointer (call->task, call->result, call->result_free);
  else
    g_task_return_boolean (call->task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_error (&call->error);
  g_object_unref (call->task);
  g_free (call);
}

/* The task is handed back to its context with its last reference, so that no
 * thread of ours is ever the one that frees a caller's objects. */
static void
answer (Call *call)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (call->task));
  g_source_set_static_name (source, "[backcourt] store answers");
  g_source_set_callback (source, answer_cb, call, call_free);
  g_source_attach (source, g_task_get_context (call->task));
}

static gboolean
can_run (BcSqliteLanes *self,
         GList         *link)
{
  const Call *call = link->data;

  if (call->is_running || (call->kind == BC_SQLITE_CLOSE && self->reader.is_slimming))
    return FALSE;

  for (const GList *l = link->prev; l != NULL; l = l->prev)
    {
      const Call *earlier = l->data;

      if (self->in_memory || call->kind == BC_SQLITE_CLOSE || earlier->kind != BC_SQLITE_READ)
        {
          /* Reads run beside each other. */
          if (self->in_memory || call->kind != BC_SQLITE_READ || earlier->kind != BC_SQLITE_READ)
            return FALSE;
        }
      else if (call->kind != BC_SQLITE_READ && !earlier->has_snapshot)
        return FALSE;
    }

  return TRUE;
}

static Call *
next_call_locked (Lane *lane)
{
  BcSqliteLanes *self = lane->lanes;

  for (GList *l = self->calls.head; l != NULL; l = l->next)
    {
      Call *call = l->data;
      gboolean is_mine = self->in_memory || (call->kind == BC_SQLITE_READ) == lane->is_reader;

      if (is_mine && can_run (self, l))
        return call;
    }

  return NULL;
}

static gboolean
begin_reading (Lane    *lane,
               Call    *call,
               GError **error)
{
  BcSqliteLanes *self = lane->lanes;
  sqlite3_stmt *look;

  if (lane->db == NULL)
    lane->db = _bc_sqlite_new (self->path, error);
  if (lane->db == NULL || !_bc_sqlite_exec (lane->db, "BEGIN", error))
    return FALSE;

  /* The state is fixed by the first look at it, not by BEGIN. */
  look = _bc_sqlite_prepare (lane->db, "SELECT 1 FROM game LIMIT 1", error);
  if (look == NULL || !_bc_sqlite_run (lane->db, look, error))
    return FALSE;

  g_mutex_lock (&self->mutex);
  call->has_snapshot = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static gboolean
begin (Lane    *lane,
       Call    *call,
       GError **error)
{
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), error))
    return FALSE;

  switch (call->kind)
    {
    case BC_SQLITE_READ:
      return begin_reading (lane, call, error);

    case BC_SQLITE_WRITE:
      return _bc_sqlite_exec (lane->db, "BEGIN IMMEDIATE", error);

    case BC_SQLITE_PLAIN:
    case BC_SQLITE_CLOSE:
    default:
      return TRUE;
    }
}

static gboolean
end (Lane    *lane,
     Call    *call,
     GError **error)
{
  if (lane->db == NULL || call->kind == BC_SQLITE_PLAIN || call->kind == BC_SQLITE_CLOSE)
    return TRUE;

  /* The last moment at which it can be given up; then it is there. */
  if (call->kind == BC_SQLITE_WRITE && _bc_sqlite_check_cancelled (lane->db, error))
    return FALSE;

  lane->db->cancellable = NULL;

  return _bc_sqlite_exec (lane->db, "COMMIT", error);
}

static void
carry_out (Lane     *lane,
           Call     *call,
           gboolean  is_closed)
{
  BcSqliteLanes *self = lane->lanes;
  BcSqliteContext context = { self, NULL, g_task_get_task_data (call->task) };

  if (is_closed)
    {
      g_set_error (&call->error, BC_STORE_ERROR, BC_STORE_ERROR_FAILED, _("The store “%s” is closed"), self->path);
      return;
    }

  if (lane->db != NULL)
    lane->db->cancellable = g_task_get_cancellable (call->task);

  if (begin (lane, call, &call->error))
    {
      context.db = lane->db;
      call->result = call->func (&context, &call->error);
      if (call->error == NULL && !end (lane, call, &call->error) && call->result_free != NULL)
        g_clear_pointer (&call->result, call->result_free);
    }

  if (lane->db != NULL)
    {
      if (call->error != NULL)
        _bc_sqlite_roll_back (lane->db);
      lane->db->cancellable = NULL;
    }
}

static gpointer
lane_thread (gpointer data)
{
  Lane *lane = data;
  BcSqliteLanes *self = lane->lanes;

  g_mutex_lock (&self->mutex);
  while (!self->is_ending)
    {
      Call *call = next_call_locked (lane);
      gboolean is_closed = self->is_closed;

      if (call == NULL)
        {
          g_cond_wait (&self->changed, &self->mutex);
          continue;
        }

      call->is_running = TRUE;
      g_mutex_unlock (&self->mutex);
      carry_out (lane, call, is_closed);
      g_mutex_lock (&self->mutex);
      g_queue_remove (&self->calls, call);
      g_cond_broadcast (&self->changed);
      answer (call);

      if (self->calls.length == 0 && lane->db != NULL)
        {
          lane->is_slimming = TRUE;
          g_mutex_unlock (&self->mutex);
          _bc_sqlite_slim (lane->db);
          g_mutex_lock (&self->mutex);
          lane->is_slimming = FALSE;
          g_cond_broadcast (&self->changed);
        }
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* A store without a connection: open it with the first call. */
BcSqliteLanes *
_bc_sqlite_lanes_new (const char *path)
{
  BcSqliteLanes *self = g_new0 (BcSqliteLanes, 1);

  self->path = g_strdup (path);
  self->in_memory = strcmp (path, ":memory:") == 0;
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->claim_mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->calls);
  _bc_sqlite_claim_init (&self->claim, self->in_memory ? NULL : path);
  self->writer.lanes = self;
  self->reader.lanes = self;
  self->reader.is_reader = TRUE;

  self->writer.thread = g_thread_new ("store-writer", lane_thread, &self->writer);
  if (!self->in_memory)
    self->reader.thread = g_thread_new ("store-reader", lane_thread, &self->reader);

  return self;
}

/* Ends the threads. Every call holds its store, so none is left. */
void
_bc_sqlite_lanes_free (BcSqliteLanes *self)
{
  g_mutex_lock (&self->mutex);
  self->is_ending = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->writer.thread);
  g_clear_pointer (&self->reader.thread, g_thread_join);
  _bc_sqlite_lanes_close (self);
  _bc_sqlite_claim_clear (&self->claim);
  g_queue_clear (&self->calls);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->claim_mutex);
  g_cond_clear (&self->changed);
  g_free (self->path);
  g_free (self);
}

void
_bc_sqlite_lanes_push (BcSqliteLanes  *self,
                       BcSqliteKind    kind,
                       BcSqliteFunc    func,
                       GDestroyNotify  result_free,
                       GTask          *task)
{
  Call *call = g_new0 (Call, 1);

  call->kind = kind;
  call->func = func;
  call->result_free = result_free;
  call->task = task;

  /* A write that was committed before it was cancelled is answered as done. */
  g_task_set_check_cancellable (task, FALSE);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->calls, call);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* A folder that is its user's alone: what people trade on is their own business. */
static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, BC_STORE_ERROR, BC_STORE_ERROR_OPEN, _("Cannot make the folder “%s” for the store: %s"),
               folder, g_strerror (errno));
  return FALSE;
}

/* Runs in the writer's thread. */
gboolean
_bc_sqlite_lanes_open (BcSqliteLanes  *self,
                       GError        **error)
{
  g_autoptr(BcSqlite) db = NULL;

  if (!self->in_memory && !make_folder (self->path, error))
    return FALSE;

  db = _bc_sqlite_new (self->path, error);
  if (db == NULL || !_bc_sqlite_migrate (db, error))
    return FALSE;

  self->writer.db = g_steal_pointer (&db);

  return TRUE;
}

/* Runs in the writer's thread, when the reader has nothing to do. */
void
_bc_sqlite_lanes_close (BcSqliteLanes *self)
{
  g_clear_pointer (&self->reader.db, _bc_sqlite_free);
  g_clear_pointer (&self->writer.db, _bc_sqlite_free);

  g_mutex_lock (&self->claim_mutex);
  _bc_sqlite_claim_release (&self->claim);
  g_mutex_unlock (&self->claim_mutex);

  g_mutex_lock (&self->mutex);
  self->is_closed = TRUE;
  g_mutex_unlock (&self->mutex);
}

/* Runs in the writer's thread. */
char *
_bc_sqlite_lanes_claim (BcSqliteLanes  *self,
                        GError        **error)
{
  char *token;

  g_mutex_lock (&self->claim_mutex);
  token = _bc_sqlite_claim_take (&self->claim, error) ? g_strdup (self->claim.token) : NULL;
  g_mutex_unlock (&self->claim_mutex);

  return token;
}

/* Runs in the reader's thread. */
char *
_bc_sqlite_lanes_dup_owner (BcSqliteLanes *self)
{
  char *token;

  g_mutex_lock (&self->claim_mutex);
  token = _bc_sqlite_claim_dup_owner (&self->claim);
  g_mutex_unlock (&self->claim_mutex);

  return token;
}
