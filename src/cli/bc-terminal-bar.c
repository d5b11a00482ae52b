/* bc-terminal-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-terminal-bar.h"

#include <glib/gi18n.h>
#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bc-cli-private.h"

#define DEFAULT_COLUMNS  80
#define BAR_CELLS        20
#define TENTHS           10

/* An estimate made of less than this is a guess. */
#define ETA_AFTER_US (G_USEC_PER_SEC / 4)

struct _BcTerminalBar
{
  GObject      parent_instance;

  BcJob       *job;
  int          fd;
  gboolean     terminal;
  gboolean     finished;
  BcJobStatus  last_status;
  int          last_tenth;
};

G_DEFINE_FINAL_TYPE (BcTerminalBar, bc_terminal_bar, G_TYPE_OBJECT)

static double
get_fraction (const BcProgress *progress)
{
  if (progress->total <= 0)
    return NAN;

  return CLAMP ((double) progress->current / (double) progress->total, 0., 1.);
}

/* An import counts bytes, everything else counts things. */
static char *
format_amount (const char *kind,
               gint64      amount)
{
  if (g_strcmp0 (kind, "import") == 0)
    return g_format_size ((guint64) amount);

  return g_strdup_printf ("%'" G_GINT64_FORMAT, amount);
}

static void
append_part (GString    *line,
             const char *part)
{
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

static void
append_amounts (GString          *line,
                const char       *kind,
                const BcProgress *progress)
{
  g_autofree char *current = format_amount (kind, progress->current);
  g_autofree char *total = format_amount (kind, progress->total);
  g_autofree char *part = NULL;

  if (progress->total > 0)
    part = g_strdup_printf (_("%s of %s"), current, total);
  else
    part = g_steal_pointer (&current);

  append_part (line, part);
}

static void
append_speed (GString          *line,
              const char       *kind,
              const BcProgress *progress)
{
  gint64 elapsed = progress->t_us - progress->started_at;

  if (progress->rate >= 1.)
    {
      g_autofree char *amount = format_amount (kind, (gint64) progress->rate);
      g_autofree char *part = g_strdup_printf (_("%s/s"), amount);

      append_part (line, part);
    }

  if (progress->eta_seconds >= 0. && elapsed >= ETA_AFTER_US && progress->current < progress->total)
    {
      g_autofree char *seconds = _bc_cli_format_seconds (MAX (ceil (progress->eta_seconds), 1.));
      g_autofree char *part = g_strdup_printf (_("about %s left"), seconds);

      append_part (line, part);
    }
}

static char *
format_bar (double fraction)
{
  GString *bar = g_string_new ("[");
  int done = isfinite (fraction) ? (int) (fraction * BAR_CELLS) : 0;

  for (int i = 0; i < BAR_CELLS; i++)
    g_string_append_c (bar, i < done ? '#' : '-');
  g_string_append_c (bar, ']');

  return g_string_free (bar, FALSE);
}

/* What ended says how; what runs says how far. */
static char *
format_state (const BcProgress *progress)
{
  switch (progress->status)
    {
    case BC_JOB_QUEUED:
      return g_strdup (_("Waiting"));
    case BC_JOB_PAUSED:
      return g_strdup (_("Paused"));
    case BC_JOB_INTERRUPTED:
      return g_strdup (_("Interrupted"));
    case BC_JOB_COMPLETE:
      return g_strdup (_("Done"));
    case BC_JOB_ERROR:
      return g_strdup_printf (_("Failed: %s"), progress->error != NULL ? progress->error : _("no reason given"));
    case BC_JOB_CANCELLED:
      return g_strdup (progress->partial ? _("Cancelled; what was done is kept") : _("Cancelled"));
    case BC_JOB_RUNNING:
    default:
      return NULL;
    }
}

static void
append_running (GString          *line,
                const BcProgress *progress)
{
  double fraction = get_fraction (progress);
  g_autofree char *bar = format_bar (fraction);
  g_autofree char *part = NULL;

  if (isfinite (fraction))
    part = g_strdup_printf (_("%s %.0f %%"), bar, floor (fraction * 100.));
  else
    part = g_strdup (_("Running"));

  append_part (line, part);
}

static void
append_elapsed (GString          *line,
                const BcProgress *progress)
{
  g_autofree char *seconds = NULL;

  if (progress->started_at == 0 || progress->finished_at < progress->started_at)
    return;

  seconds = _bc_cli_format_seconds ((double) (progress->finished_at - progress->started_at) / G_USEC_PER_SEC);
  append_part (line, seconds);
}

static char *
cut_to (const char *line,
        guint       columns)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= (glong) columns)
    return g_strdup (line);

  start = g_utf8_substring (line, 0, (glong) columns - 1);

  return g_strconcat (start, "…", NULL);
}

/**
 * bc_terminal_bar_format_line:
 * @kind: the job's kind
 * @title: what the job does
 * @progress: its state
 * @columns: room on the line, at least 1; 0 for any
 *
 * Says what a job does, how far it is, how much of how much, how fast, and how
 * long it will take, in that order, then what it is doing now.
 *
 * Returns: (transfer full): one line, without its end
 */
char *
bc_terminal_bar_format_line (const char       *kind,
                             const char       *title,
                             const BcProgress *progress,
                             guint             columns)
{
  g_autofree char *state = format_state (progress);
  g_autoptr(GString) line = g_string_new (title);
  g_autofree char *clean = NULL;

  if (state != NULL)
    append_part (line, state);
  else
    append_running (line, progress);

  append_amounts (line, kind, progress);

  if (progress->finished_at != 0)
    append_elapsed (line, progress);
  else if (progress->status == BC_JOB_RUNNING)
    append_speed (line, kind, progress);

  if (!bc_job_status_is_terminal (progress->status) && progress->detail != NULL)
    g_string_append_printf (line, "  %s", progress->detail);

  clean = _bc_cli_clean (line->str);

  return columns > 0 ? cut_to (clean, columns) : g_steal_pointer (&clean);
}

static guint
get_columns (int fd)
{
  struct winsize size = { 0, };

  if (ioctl (fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return DEFAULT_COLUMNS;

  return size.ws_col;
}

/* A terminal that draws a line anew, as most do. */
static gboolean
can_draw (int fd)
{
  return isatty (fd) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

/* The line is drawn over itself. One column stays free: some terminals wrap
 * when the last is written. */
static void
draw (BcTerminalBar    *self,
      const BcProgress *progress)
{
  guint columns = MAX (get_columns (self->fd), 2) - 1;
  g_autofree char *line = bc_terminal_bar_format_line (bc_job_get_kind (self->job),
                                                       bc_job_get_title (self->job), progress, columns);

  g_printerr ("\r%s\033[K", line);
}

static void
print_line (BcTerminalBar    *self,
            const BcProgress *progress)
{
  double fraction = get_fraction (progress);
  int tenth = isfinite (fraction) ? (int) (fraction * TENTHS) : -1;
  g_autofree char *line = NULL;

  if (tenth == self->last_tenth && progress->status == self->last_status)
    return;

  self->last_tenth = tenth;
  self->last_status = progress->status;
  line = bc_terminal_bar_format_line (bc_job_get_kind (self->job),
                                      bc_job_get_title (self->job), progress, 0);
  g_printerr ("%s\n", line);
}

static void
bc_terminal_bar_show (BcTerminalBar    *self,
                      const BcProgress *progress)
{
  if (self->finished)
    return;

  if (self->terminal)
    draw (self, progress);
  else
    print_line (self, progress);
}

static void
progress_cb (BcJob         *job,
             BcProgress    *progress,
             BcTerminalBar *self)
{
  bc_terminal_bar_show (self, progress);
}

static void
bc_terminal_bar_dispose (GObject *object)
{
  BcTerminalBar *self = BC_TERMINAL_BAR (object);

  g_clear_object (&self->job);

  G_OBJECT_CLASS (bc_terminal_bar_parent_class)->dispose (object);
}

static void
bc_terminal_bar_class_init (BcTerminalBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_terminal_bar_dispose;
}

static void
bc_terminal_bar_init (BcTerminalBar *self)
{
  self->last_status = BC_JOB_QUEUED;
  self->last_tenth = -1;
}

/**
 * bc_terminal_bar_new:
 * @job: a job of any kind
 * @fd: the descriptor behind stderr, by which it is known whether and how wide
 *   a terminal there is
 *
 * Shows the progress of a job on stderr from now on.
 *
 * Returns: (transfer full): a bar
 */
BcTerminalBar *
bc_terminal_bar_new (BcJob *job,
                     int    fd)
{
  BcTerminalBar *self = g_object_new (BC_TYPE_TERMINAL_BAR, NULL);

  self->job = g_object_ref (job);
  self->fd = fd;
  self->terminal = can_draw (fd);
  g_signal_connect_object (job, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_DEFAULT);

  return self;
}

/**
 * bc_terminal_bar_finish:
 * @self: a bar
 *
 * Shows the job's last state and leaves the line.
 */
void
bc_terminal_bar_finish (BcTerminalBar *self)
{
  bc_terminal_bar_show (self, bc_job_get_progress (self->job));

  if (self->terminal && !self->finished)
    g_printerr ("\n");

  self->finished = TRUE;
}
