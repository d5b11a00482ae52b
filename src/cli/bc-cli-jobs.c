/* bc-cli-jobs.c: backcourt jobs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>

#include "bc-terminal-bar.h"
#include "bc-wire.h"

#define LIST_MAX 1000

static GPtrArray *
load_jobs (BcStore  *store,
           GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  BcCliAnswer answer = { NULL };

  bc_store_list_jobs_async (store, LIST_MAX, NULL, _bc_cli_answer_cb, &answer);
  result = _bc_cli_answer_wait (&answer);

  return bc_store_list_jobs_finish (store, result, error);
}

static GPtrArray *
list_jobs (const char  *database,
           GError     **error)
{
  g_autoptr(BcStore) store = _bc_cli_open_store (database, error);
  GPtrArray *records;

  if (store == NULL)
    return NULL;

  records = load_jobs (store, error);
  _bc_cli_close_store (store);

  return records;
}

/* An unfinished job whose process is gone was interrupted, whatever its row
 * says last. */
static BcProgress *
dup_progress (const BcJobRecord *record)
{
  BcProgress *progress;

  if (bc_job_status_is_terminal (record->progress->status) || record->owner_alive)
    return bc_progress_ref (record->progress);

  progress = bc_progress_copy (record->progress);
  progress->status = BC_JOB_INTERRUPTED;

  return progress;
}

static void
write_record (BcJsonWriter      *writer,
              const char        *name,
              const BcJobRecord *record)
{
  g_autoptr(BcProgress) progress = dup_progress (record);
  BcWireJob job = { record->id, record->kind, record->title, progress };

  bc_wire_write_job (writer, name, &job);
}

static void
print_record (const BcJobRecord *record)
{
  g_autoptr(BcProgress) progress = dup_progress (record);
  g_autofree char *line = bc_terminal_bar_format_line (record->kind, record->title, progress, 0);

  _bc_cli_print ("%s  %-12s  %s\n", record->id, record->kind, line);
}

static int
print_list (const BcCliOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = list_jobs (options->database, &error);
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) document = NULL;

  if (records == NULL)
    return bc_cli_report_error ("jobs", error);

  if (!options->json)
    {
      for (guint i = 0; i < records->len; i++)
        print_record (g_ptr_array_index (records, i));
      return BC_EXIT_OK;
    }

  writer = bc_json_writer_new ();
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_begin_array (writer, "jobs");
  for (guint i = 0; i < records->len; i++)
    write_record (writer, NULL, g_ptr_array_index (records, i));
  bc_json_writer_end_array (writer);
  bc_json_writer_end_object (writer);
  document = bc_json_writer_finish (writer);

  return _bc_cli_print_json (document) ? BC_EXIT_OK : BC_EXIT_FAILED;
}

static const BcJobRecord *
find_record (GPtrArray   *records,
             const char  *id,
             GError     **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      const BcJobRecord *record = g_ptr_array_index (records, i);

      if (g_str_equal (record->id, id) || g_strcmp0 (record->alias, id) == 0)
        return record;
    }

  g_set_error (error, BC_DESK_ERROR, BC_DESK_ERROR_NOT_FOUND,
               _("There is no job “%s”; “backcourt jobs” lists them"), id);

  return NULL;
}

static int
show_job (const BcCliOptions *options,
          const char         *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = list_jobs (options->database, &error);
  const BcJobRecord *record = records != NULL ? find_record (records, id, &error) : NULL;
  g_autoptr(BcJsonWriter) writer = NULL;
  g_autoptr(GBytes) document = NULL;

  if (record == NULL)
    return bc_cli_report_error ("jobs", error);

  if (!options->json)
    {
      print_record (record);
      return BC_EXIT_OK;
    }

  writer = bc_json_writer_new ();
  write_record (writer, NULL, record);
  document = bc_json_writer_finish (writer);

  return _bc_cli_print_json (document) ? BC_EXIT_OK : BC_EXIT_FAILED;
}

/* Whoever holds the store runs its jobs. As this command must hold it itself,
 * nothing runs by the time it looks; @answer says so of the job's title. */
static int
refuse_to_steer (const BcCliOptions *options,
                 const char         *id,
                 const char         *answer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcDesk) desk = bc_cli_open_desk (options->database, &error);
  BcJob *job;

  if (desk == NULL)
    return bc_cli_report_error ("jobs", error);

  job = bc_desk_find_job (desk, id);
  if (job == NULL)
    g_printerr (_("backcourt jobs: There is no job “%s”; “backcourt jobs” lists them\n"), id);
  else
    g_printerr ("backcourt jobs: “%s” %s\n", bc_job_get_title (job), answer);

  if (!bc_cli_close_desk (desk, &error))
    return bc_cli_report_error ("jobs", error);

  return BC_EXIT_FAILED;
}

static int
cancel_job (const BcCliOptions *options,
            const char         *id)
{
  return refuse_to_steer (options, id, _("does not run; there is nothing to cancel"));
}

static int
pause_job (const BcCliOptions *options,
           const char         *id)
{
  return refuse_to_steer (options, id, _("does not run; there is nothing to pause"));
}

static int
resume_job (const BcCliOptions *options,
            const char         *id)
{
  return refuse_to_steer (options, id, _("is not paused; start it again instead"));
}

static int
forget_job (const BcCliOptions *options,
            const char         *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcDesk) desk = bc_cli_open_desk (options->database, &error);
  int code = BC_EXIT_OK;

  if (desk == NULL)
    return bc_cli_report_error ("jobs", error);

  if (!bc_desk_forget_job (desk, id, &error))
    code = bc_cli_report_error ("jobs", error);

  g_clear_error (&error);
  if (!bc_cli_close_desk (desk, &error))
    return bc_cli_report_error ("jobs", error);

  return code;
}

static const struct
{
  const char *name;
  int       (*run) (const BcCliOptions *options,
                    const char         *id);
} actions[] = {
  { "show", show_job },
  { "cancel", cancel_job },
  { "pause", pause_job },
  { "resume", resume_job },
  { "forget", forget_job },
};

int
_bc_cli_jobs (int          argc,
              char       **argv,
              const char  *database)
{
  static const BcCliUsage usage = {
    .parameters = N_("[list | show ID | cancel ID | pause ID | resume ID | forget ID]"),
    .description = N_("Lists the jobs, the newest first; or shows, cancels, pauses, resumes or forgets one."),
    .max_arguments = 2,
  };
  g_auto(BcCliOptions) options = { NULL, };
  const char *action;
  const char *id;
  int code;

  if (!_bc_cli_parse (&options, &usage, NULL, argc, argv, database, &code))
    return code;

  action = options.arguments[0] != NULL ? options.arguments[0] : "list";
  id = options.arguments[0] != NULL ? options.arguments[1] : NULL;

  if (g_str_equal (action, "list"))
    {
      if (id != NULL)
        return _bc_cli_bad_usage ("jobs", _("“%s” is one argument too many"), id);
      return print_list (&options);
    }

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (action, actions[i].name))
      {
        if (id == NULL)
          return _bc_cli_bad_usage ("jobs", _("%s needs the id of a job"), action);
        return actions[i].run (&options, id);
      }

  return _bc_cli_bad_usage ("jobs", _("“%s” is none of list, show, cancel, pause, resume and forget"), action);
}
