/* bc-importer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread reads and parses the files one after the other and hands batches of
 * records to the main context, where the store takes them; at most a few
 * batches are under way, so that memory does not grow with the input.
 */

#include "config.h"

#include "bc-importer.h"

#include <glib/gi18n.h>

#include "bc-file-parser.h"
#include "bc-file-walk.h"
#include "bc-import-report-private.h"
#include "bc-put-queue.h"

/* A batch is written in one go: enough to be worth it, and soon enough seen. */
#define BATCH_RECORDS 64
#define BATCH_POINTS 20000

/* A summary waits for pages of probabilities, wherever among the files they
 * are, so that its game is not stored without them in between. Past this many
 * points (32 MB) those that wait are stored as they are. */
#define MAX_HELD_POINTS 1000000

struct _BcImporter
{
  GObject  parent;

  BcStore *store;
  char    *source;
};

G_DEFINE_FINAL_TYPE (BcImporter, bc_importer, G_TYPE_OBJECT)

typedef struct
{
  GStrv           paths;
  char           *source;
  BcReporter     *reporter;     /* (nullable) */
  BcPutQueue     *queue;
  GThread        *thread;
  BcImportReport *report;       /* a file's part is the thread's until its records are pushed */

  GPtrArray      *records;      /* the batch being filled; thread only */
  GPtrArray      *owners;       /* BcFileReport of each record in it */
  gint64          n_points;     /* in it */
  GAsyncQueue    *owners_ahead; /* owners of the batches pushed, in their order */
  GHashTable     *held;         /* HeldSummary by event; thread only */
  gint64          n_held_points;

  GHashTable     *games;        /* main context only: see count_game() */
  GHashTable     *teamless;
  GHashTable     *priced;       /* of both */
  GHashTable     *keys;         /* of games by the ids of their records */
  GHashTable     *unmatched;
} Import;

typedef struct
{
  BcGameRecord *record;
  BcFileReport *file;
} HeldSummary;

static void
held_summary_free (HeldSummary *held)
{
  g_clear_pointer (&held->record, bc_game_record_free);
  g_free (held);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static Import *
import_new (BcImporter         *importer,
            const char * const *paths,
            BcReporter         *reporter)
{
  Import *self = g_new0 (Import, 1);

  self->paths = g_strdupv ((char **) paths);
  self->source = g_strdup (importer->source);
  self->reporter = reporter != NULL ? bc_reporter_ref (reporter) : NULL;
  self->report = bc_import_report_new ();
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);
  self->owners = g_ptr_array_new ();
  self->owners_ahead = g_async_queue_new_full ((GDestroyNotify) g_ptr_array_unref);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) held_summary_free);
  self->games = new_set ();
  self->teamless = new_set ();
  self->priced = new_set ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unmatched = new_set ();

  return self;
}

static void
import_free (Import *self)
{
  g_strfreev (self->paths);
  g_free (self->source);
  g_clear_pointer (&self->reporter, bc_reporter_unref);
  g_clear_pointer (&self->queue, bc_put_queue_free);
  g_clear_pointer (&self->report, bc_import_report_free);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->owners);
  g_async_queue_unref (self->owners_ahead);
  g_hash_table_unref (self->held);
  g_hash_table_unref (self->games);
  g_hash_table_unref (self->teamless);
  g_hash_table_unref (self->priced);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->unmatched);
  g_free (self);
}

static gboolean
has_prices (const BcGameRecord *record)
{
  for (guint i = 0; i < record->markets->len; i++)
    {
      const BcMarket *market = g_ptr_array_index (record->markets, i);

      if (market->quotes->len > 0)
        return TRUE;
    }

  for (guint i = 0; i < record->tracks->len; i++)
    {
      const BcModelTrack *track = g_ptr_array_index (record->tracks, i);

      if (track->aligned)
        return TRUE;
    }

  return FALSE;
}

/* Two origins say the same game when they name the same teams on the same day,
 * or the same id; a record without teams is counted unless its id is another's. */
static void
count_game (Import             *self,
            const BcGameRecord *record)
{
  g_autofree char *game = NULL;

  if (record->unmatched != NULL)
    {
      g_hash_table_add (self->unmatched, g_strdup (record->key));
      return;
    }

  if (record->home == NULL || record->away == NULL || record->date == NULL)
    {
      game = g_strdup (record->key);
      g_hash_table_add (self->teamless, g_strdup (game));
    }
  else
    {
      gboolean is_synthetic = g_strcmp0 (record->league, "demo") == 0;

      game = g_strjoin (" ", record->league != NULL ? record->league : "",
                        record->date, record->away, record->home, is_synthetic ? record->key : NULL, NULL);
      g_hash_table_insert (self->keys, g_strdup (record->key), g_strdup (game));
      g_hash_table_add (self->games, g_strdup (game));
    }

  if (has_prices (record))
    g_hash_table_add (self->priced, g_steal_pointer (&game));
}

static guint
count_games (Import *self)
{
  GHashTableIter iter;
  gpointer key;
  guint n_games = g_hash_table_size (self->games);

  g_hash_table_iter_init (&iter, self->teamless);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n_games += !g_hash_table_contains (self->keys, key);

  return n_games;
}

static guint
count_priced_games (Import *self)
{
  g_autoptr(GHashTable) games = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer game;

  g_hash_table_iter_init (&iter, self->priced);
  while (g_hash_table_iter_next (&iter, &game, NULL))
    {
      const char *named = g_hash_table_lookup (self->keys, game);

      g_hash_table_add (games, named != NULL ? (gpointer) named : game);
    }

  return g_hash_table_size (games);
}

static gint64
count_points (const BcGameRecord *record)
{
  gint64 n_points = 0;

  for (guint i = 0; i < record->tracks->len; i++)
    n_points += ((const BcModelTrack *) g_ptr_array_index (record->tracks, i))->points->len;
  for (guint i = 0; i < record->markets->len; i++)
    n_points += ((const BcMarket *) g_ptr_array_index (record->markets, i))->quotes->len;

  return n_points;
}

static gboolean
push_batch (Import *self)
{
  GPtrArray *records = self->records;

  if (records->len == 0)
    return TRUE;

  g_async_queue_push (self->owners_ahead, g_steal_pointer (&self->owners));
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);
  self->owners = g_ptr_array_new ();
  self->n_points = 0;

  return bc_put_queue_push (self->queue, records);
}

/* FALSE once the store has failed. */
static gboolean
take_record (Import       *self,
             BcGameRecord *record,
             BcFileReport *file)
{
  self->n_points += count_points (record);
  g_ptr_array_add (self->records, record);
  g_ptr_array_add (self->owners, file);

  return (self->records->len < BATCH_RECORDS && self->n_points < BATCH_POINTS) || push_batch (self);
}

/* Those whose pages did not come, in the order of their events. */
static gboolean
release_held (Import *self)
{
  g_autoptr(GList) events = g_list_sort (g_hash_table_get_keys (self->held), (GCompareFunc) g_strcmp0);
  gboolean ok = TRUE;

  for (GList *l = events; l != NULL && ok; l = l->next)
    {
      HeldSummary *held = g_hash_table_lookup (self->held, l->data);

      ok = take_record (self, g_steal_pointer (&held->record), held->file);
    }

  g_hash_table_remove_all (self->held);
  self->n_held_points = 0;

  return ok;
}

static gboolean
hold_summary (Import       *self,
              BcGameRecord *record,
              BcFileReport *file)
{
  HeldSummary *held = g_hash_table_lookup (self->held, record->key);

  /* The same game twice: the later file wins, as it does in the store. */
  if (held != NULL && !take_record (self, g_steal_pointer (&held->record), held->file))
    {
      bc_game_record_free (record);
      return FALSE;
    }

  held = g_new0 (HeldSummary, 1);
  held->record = record;
  held->file = file;
  self->n_held_points += count_points (record);
  g_hash_table_replace (self->held, g_strdup (record->key), held);

  return self->n_held_points < MAX_HELD_POINTS || release_held (self);
}

/* Takes the records of one file. FALSE once the store has failed. */
static gboolean
take_records (Import       *self,
              BcFileParser *parser,
              BcParsed     *parsed,
              BcFileReport *file)
{
  gboolean ok = TRUE;
  gsize n_records;
  g_autofree gpointer *records = g_ptr_array_steal (parsed->records, &n_records);

  for (gsize i = 0; i < n_records; i++)
    {
      BcGameRecord *record = records[i];

      if (!ok)
        bc_game_record_free (record);
      else if (g_strcmp0 (g_hash_table_lookup (parser->summaries, record->key), file->path) == 0)
        ok = hold_summary (self, record, file);
      else
        ok = take_record (self, record, file);
    }

  return ok;
}

static void
refuse_file (BcFileReport *file,
             const GError *error)
{
  file->status = BC_FILE_REFUSED;
  file->n_games = 0;
  g_free (file->reason);
  file->reason = g_strdup (error->message);
}

/* FALSE ends the import: it was cancelled, or the store failed. */
static gboolean
import_file (Import       *self,
             BcFileParser *parser,
             const char   *path)
{
  BcFileReport *file = _bc_import_report_add (self->report, path);
  g_autoptr(GError) error = NULL;
  g_autoptr(BcParsed) parsed = bc_file_parser_parse (parser, file, &error);

  if (parsed != NULL)
    return take_records (self, parser, parsed, file);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_ptr_array_set_size (self->report->files, (gint) self->report->files->len - 1);
      return FALSE;
    }

  refuse_file (file, error);
  return TRUE;
}

/* What pages add is reported with the summary that gives it a time, or for
 * nobody: their own files were answered when they were read. */
static gboolean
import_pages (Import       *self,
              BcFileParser *parser)
{
  g_autoptr(GList) events = g_list_sort (g_hash_table_get_keys (parser->pages), (GCompareFunc) g_strcmp0);

  for (GList *l = events; l != NULL; l = l->next)
    {
      g_autoptr(BcParsed) parsed = bc_file_parser_combine_pages (parser, l->data);
      BcGameRecord *record = g_ptr_array_steal_index (parsed->records, 0);
      HeldSummary *held = g_hash_table_lookup (self->held, l->data);
      BcFileReport *file = held != NULL ? held->file : NULL;

      if (record->unmatched == NULL)
        g_hash_table_remove (self->held, l->data);

      if (!take_record (self, record, file))
        return FALSE;
    }

  return TRUE;
}

static gpointer
import_thread (gpointer data)
{
  GTask *task = data;
  Import *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GPtrArray) files = NULL;
  g_auto(BcFileParser) parser;
  gboolean ok = TRUE;
  gint64 n_bytes;

  bc_file_parser_init (&parser);
  parser.source = self->source;
  parser.reporter = self->reporter;
  parser.cancellable = cancellable;

  files = bc_file_walk ((const char * const *) self->paths, cancellable, &n_bytes);
  if (self->reporter != NULL)
    bc_reporter_set_total (self->reporter, n_bytes);

  for (guint i = 0; ok && i < files->len; i++)
    {
      const char *path = g_ptr_array_index (files, i);

      if (self->reporter != NULL)
        bc_reporter_set_detail (self->reporter, path);
      ok = !g_cancellable_is_cancelled (cancellable) && import_file (self, &parser, path);
    }

  ok = ok && import_pages (self, &parser) && !g_cancellable_is_cancelled (cancellable);
  ok = release_held (self) && ok;
  self->report->partial = !ok;

  /* A file that was refused at its start counts whole, too. */
  if (ok && self->reporter != NULL)
    bc_reporter_set_current (self->reporter, n_bytes);
  push_batch (self);
  bc_put_queue_close (self->queue);

  return NULL;
}

static void
put_cb (GPtrArray *records,
        GArray    *outcomes,
        gpointer   user_data)
{
  Import *self = g_task_get_task_data (user_data);
  g_autoptr(GPtrArray) owners = g_async_queue_pop (self->owners_ahead);

  for (guint i = 0; i < records->len; i++)
    {
      const BcPutOutcome *outcome = &g_array_index (outcomes, BcPutOutcome, i);
      BcFileReport *file = g_ptr_array_index (owners, i);

      count_game (self, g_ptr_array_index (records, i));
      self->report->n_points += outcome->n_points;
      if (file == NULL)
        continue;

      file->n_points += outcome->n_points;
      if (outcome->changed)
        file->status = BC_FILE_TAKEN;
    }
}

static BcImportReport *
finish_report (Import *self)
{
  BcImportReport *report = g_steal_pointer (&self->report);

  report->n_games = count_games (self);
  report->n_priced_games = count_priced_games (self);
  report->n_unmatched = g_hash_table_size (self->unmatched);
  for (guint i = 0; i < report->files->len; i++)
    {
      const BcFileReport *file = g_ptr_array_index (report->files, i);

      report->n_refused += file->status == BC_FILE_REFUSED;
    }

  return report;
}

static void
done_cb (const GError *error,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *self = g_task_get_task_data (task);

  g_thread_join (g_steal_pointer (&self->thread));

  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, finish_report (self), (GDestroyNotify) bc_import_report_free);
}

static void
bc_importer_finalize (GObject *object)
{
  BcImporter *self = BC_IMPORTER (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->source, g_free);

  G_OBJECT_CLASS (bc_importer_parent_class)->finalize (object);
}

static void
bc_importer_class_init (BcImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bc_importer_finalize;
}

static void
bc_importer_init (BcImporter *self)
{
}

/**
 * bc_importer_new:
 * @store: where the games go
 * @source: (nullable): the probability source that an aligned CSV's points get;
 *   %NULL for `csv`
 *
 * Returns: (transfer full): an importer
 */
BcImporter *
bc_importer_new (BcStore    *store,
                 const char *source)
{
  BcImporter *self = g_object_new (BC_TYPE_IMPORTER, NULL);

  self->store = g_object_ref (store);
  self->source = g_strdup (source);

  return self;
}

/**
 * bc_importer_run_async:
 * @self: an importer
 * @paths: (array zero-terminated=1): files and folders
 * @reporter: (nullable): told of the bytes of files read
 * @cancellable: (nullable): ends it; games that were read by then are kept
 * @callback: called when all is stored
 * @user_data: for @callback
 *
 * Imports what is recognised by its content, plain or gzip. A file that is
 * refused never keeps others from being taken.
 */
void
bc_importer_run_async (BcImporter          *self,
                       const char * const  *paths,
                       BcReporter          *reporter,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Import *import = import_new (self, paths, reporter);

  g_task_set_source_tag (task, bc_importer_run_async);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);

  /* A cancelled import has a partial report to give. */
  g_task_set_check_cancellable (task, FALSE);

  import->queue = bc_put_queue_new (self->store, g_task_get_context (task), put_cb, done_cb, task);
  import->thread = g_thread_new ("import", import_thread, task);
}

/**
 * bc_importer_run_finish:
 * @self: an importer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the report, partial if it was cancelled,
 *   or %NULL with an error of the store
 */
BcImportReport *
bc_importer_run_finish (BcImporter    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
