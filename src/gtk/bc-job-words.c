/* bc-job-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-job-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define MINUTE 60
#define HOUR   3600

static gboolean
counts_bytes (const char *kind)
{
  return g_strcmp0 (kind, "import") == 0;
}

static gboolean
counts_games (const char *kind)
{
  return g_strcmp0 (kind, "simulation") == 0 || g_strcmp0 (kind, "grid-search") == 0
    || g_strcmp0 (kind, "demo") == 0;
}

static char *
format_amount (const char *kind,
               gint64      amount)
{
  if (counts_bytes (kind))
    return g_format_size ((guint64) MAX (amount, 0));

  return g_strdup_printf ("%'" G_GINT64_FORMAT, amount);
}

static char *
format_kept (const char       *kind,
             const BcProgress *progress)
{
  g_autofree char *amount = NULL;

  if (!progress->partial)
    return g_strdup (_("Cancelled"));
  if (!counts_games (kind))
    return g_strdup (_("Cancelled (what was done is kept)"));

  amount = format_amount (kind, progress->current);

  /* Translators: how many games */
  return g_strdup_printf (ngettext ("Cancelled (kept the first %s game)", "Cancelled (kept the first %s games)",
                                    (gulong) progress->current), amount);
}

/**
 * bc_job_words_state:
 * @kind: a job's kind
 * @progress: its state
 *
 * Returns: (transfer full): the word for the state, with the reason of a failure
 */
char *
bc_job_words_state (const char       *kind,
                    const BcProgress *progress)
{
  switch (progress->status)
    {
    case BC_JOB_QUEUED:
      return g_strdup (_("Waiting"));
    case BC_JOB_PAUSED:
      return g_strdup (_("Paused"));
    case BC_JOB_INTERRUPTED:
      return g_strdup (_("Interrupted (the program stopped)"));
    case BC_JOB_COMPLETE:
      return g_strdup (_("Done"));
    case BC_JOB_ERROR:
      if (progress->error == NULL)
        return g_strdup (_("Failed"));
      return g_strdup_printf (_("Failed: %s"), progress->error);
    case BC_JOB_CANCELLED:
      return format_kept (kind, progress);
    case BC_JOB_RUNNING:
    default:
      return g_strdup (_("Running"));
    }
}

/**
 * bc_job_words_fraction:
 * @progress: a job's state
 *
 * Returns: how much is done, 0 to 1; NaN while the total is unknown
 */
double
bc_job_words_fraction (const BcProgress *progress)
{
  if (progress->status == BC_JOB_COMPLETE)
    return 1.;
  if (progress->total <= 0)
    return NAN;

  return CLAMP ((double) progress->current / (double) progress->total, 0., 1.);
}

static char *
format_left (double seconds)
{
  guint n_seconds = (guint) CLAMP (ceil (seconds), 0., 1e9);
  guint n_minutes = (n_seconds + MINUTE / 2) / MINUTE;

  if (n_seconds < 10)
    return g_strdup (_("a few seconds left"));
  if (n_seconds < 2 * MINUTE)
    return g_strdup_printf (ngettext ("about %u second left", "about %u seconds left", n_seconds), n_seconds);
  if (n_seconds < 2 * HOUR)
    return g_strdup_printf (ngettext ("about %u min left", "about %u min left", n_minutes), n_minutes);

  return g_strdup_printf (ngettext ("about %u hour left", "about %u hours left", (n_minutes + 30) / 60),
                          (n_minutes + 30) / 60);
}

static char *
format_took (const BcProgress *progress)
{
  double seconds = (double) (progress->finished_at - progress->started_at) / G_USEC_PER_SEC;
  guint n_minutes = (guint) (seconds / MINUTE);

  if (seconds < 10.)
    return g_strdup_printf (_("%.1f s"), seconds);
  if (n_minutes == 0)
    return g_strdup_printf (_("%.0f s"), seconds);

  return g_strdup_printf (_("%u min %u s"), n_minutes, (guint) seconds % MINUTE);
}

/* part: (transfer full) */
static void
append (GString *line,
        char    *part)
{
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
  g_free (part);
}

static void
append_done (GString          *line,
             const char       *kind,
             const BcProgress *progress)
{
  g_autofree char *current = format_amount (kind, progress->current);
  g_autofree char *total = format_amount (kind, progress->total);

  if (progress->total > 0)
    /* Translators: done of total, such as “1,204 of 2,812” */
    append (line, g_strdup_printf (_("%s of %s"), current, total));
  else if (progress->current > 0)
    append (line, g_steal_pointer (&current));
}

/**
 * bc_job_words_figures:
 * @kind: a job's kind, which says what it counts
 * @progress: its state
 *
 * Says how far it is: while it runs, percent, done of total, rate and time left;
 * once it ended, its state, what was done and how long it took.
 *
 * Returns: (transfer full): one line
 */
char *
bc_job_words_figures (const char       *kind,
                      const BcProgress *progress)
{
  GString *line = g_string_new (NULL);
  double fraction = bc_job_words_fraction (progress);

  if (progress->status != BC_JOB_RUNNING)
    append (line, bc_job_words_state (kind, progress));
  else if (isfinite (fraction))
    append (line, g_strdup_printf (_("%.0f %%"), floor (fraction * 100.)));
  else
    append (line, g_strdup (_("Running")));

  append_done (line, kind, progress);

  if (progress->status == BC_JOB_RUNNING && progress->rate >= 1.)
    {
      g_autofree char *rate = format_amount (kind, (gint64) progress->rate);

      append (line, g_strdup_printf (_("%s/s"), rate));
    }
  if (progress->status == BC_JOB_RUNNING && progress->eta_seconds >= 0.)
    append (line, format_left (progress->eta_seconds));
  if (progress->started_at > 0 && progress->finished_at >= progress->started_at)
    append (line, format_took (progress));

  return g_string_free (line, FALSE);
}

/**
 * bc_job_words_icon:
 * @progress: a job's state
 *
 * Returns: (transfer none) (nullable): the name of an icon that goes with the
 *   word, %NULL while all is well
 */
const char *
bc_job_words_icon (const BcProgress *progress)
{
  switch (progress->status)
    {
    case BC_JOB_COMPLETE:
      return "object-select-symbolic";
    case BC_JOB_ERROR:
      return "dialog-error-symbolic";
    case BC_JOB_INTERRUPTED:
      return "dialog-warning-symbolic";
    case BC_JOB_CANCELLED:
      return "process-stop-symbolic";
    case BC_JOB_PAUSED:
      return "media-playback-pause-symbolic";
    case BC_JOB_QUEUED:
    case BC_JOB_RUNNING:
    default:
      return NULL;
    }
}
