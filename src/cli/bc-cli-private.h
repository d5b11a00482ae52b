/* bc-cli-private.h: what the commands have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-cli.h"
#include "bc-json-writer.h"
#include "bc-json.h"

G_BEGIN_DECLS

/**
 * BcCliOptions:
 * @database: (nullable): where the store is; %NULL for the user's
 * @json: whether the result is wanted as JSON
 * @arguments: what was no option
 *
 * What every command is told.
 */
typedef struct
{
  char    *database;
  gboolean json;
  GStrv    arguments;

  /*< private >*/
  gboolean help;
} BcCliOptions;

/* What `--help` says, and how many arguments there may be. */
typedef struct
{
  const char         *parameters;   /* such as "PATH…" */
  const char         *description;
  const GOptionEntry *entries;      /* (nullable) */
  guint               min_arguments;
  guint               max_arguments;
} BcCliUsage;

/* Reads the command line; @data is handed to callbacks among the entries.
 * FALSE if the command ends here, with @code as its exit code. */
gboolean     _bc_cli_parse        (BcCliOptions        *options,
                                   const BcCliUsage    *usage,
                                   gpointer             data,
                                   int                  argc,
                                   char               **argv,
                                   const char          *database,
                                   int                 *code);
void         _bc_cli_options_clear (BcCliOptions       *options);
gboolean     _bc_cli_parse_count  (const char          *option,
                                   const char          *text,
                                   gint64               min,
                                   gint64               max,
                                   gint64              *value,
                                   GError             **error);
int          _bc_cli_bad_usage    (const char          *command,
                                   const char          *format,
                                   ...) G_GNUC_PRINTF (2, 3);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BcCliOptions, _bc_cli_options_clear)

/* Turns the main context until an asynchronous call has answered. */
typedef struct
{
  GAsyncResult *result;
} BcCliAnswer;

void          _bc_cli_answer_cb   (GObject             *object,
                                   GAsyncResult        *result,
                                   gpointer             user_data);
GAsyncResult *_bc_cli_answer_wait (BcCliAnswer         *answer);

/* A store for reading only: another process may run jobs in it meanwhile. */
BcStore      *_bc_cli_open_store  (const char          *database,
                                   GError             **error);
void          _bc_cli_close_store (BcStore             *store);

/* Shows the job's progress until it has ended; Ctrl+C cancels it. */
BcProgress   *_bc_cli_follow_job  (BcJob               *job);
GBytes       *_bc_cli_load_result (BcDesk              *desk,
                                   BcJob               *job,
                                   gboolean             summary,
                                   GError             **error);

/* Opens the desk, starts a job, follows it, and closes the desk whatever the
 * job did. The start function lends the job or sets an error. */
typedef BcJob *(*BcCliStartFunc)  (BcDesk              *desk,
                                   gpointer             data,
                                   GError             **error);
typedef int    (*BcCliFinishFunc) (BcDesk              *desk,
                                   BcJob               *job,
                                   gpointer             data);
int           _bc_cli_run_on_desk (const char          *command,
                                   const char          *database,
                                   BcCliStartFunc       start,
                                   BcCliFinishFunc      finish,
                                   gpointer             data);

/* Results go to stdout; FALSE, after a message, if they cannot be written. */
gboolean      _bc_cli_print_json  (GBytes              *json);
void          _bc_cli_print       (const char          *format,
                                   ...) G_GNUC_PRINTF (1, 2);

/* One line's worth of text that a terminal only shows: whatever a file or a
 * game is called, it is no command to the terminal. */
char         *_bc_cli_clean       (const char          *text);

/* Numbers as people read them, in the user's locale. */
char         *_bc_cli_format_money   (gint64            nano,
                                      gboolean          with_sign);
char         *_bc_cli_format_cents   (gint32            ppm);
char         *_bc_cli_format_percent (gint64            ppm);
char         *_bc_cli_format_seconds (double            seconds);

/* The bulk document, for people. */
void          _bc_cli_print_simulation (const BcJsonNode *document);

int _bc_cli_import   (int argc, char **argv, const char *database);
int _bc_cli_demo     (int argc, char **argv, const char *database);
int _bc_cli_games    (int argc, char **argv, const char *database);
int _bc_cli_simulate (int argc, char **argv, const char *database);
int _bc_cli_jobs     (int argc, char **argv, const char *database);
int _bc_cli_store    (int argc, char **argv, const char *database);

G_END_DECLS
