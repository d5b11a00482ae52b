/* push.c: how long a change takes to a browser
 *
 * Of each change the time is taken in the thread that makes it; the client, a
 * process of its own, compares it with its clock when the frame is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bc-job-private.h"
#include "bc-server.h"
#include "bench-utils.h"

#define ALIAS     "bench"
#define PATH      "/ws/simulation/" ALIAS
#define N_CHANGES 1000

#define MAX_PENDING 1000

static gboolean serve;
static gboolean connections;
static gboolean stuck;
static int port;
static int sockets;
static double rate;

static GOptionEntry entries[] = {
  { "serve", 0, 0, G_OPTION_ARG_NONE, &serve, "Serve a job “bench” that never ends, for any load generator", NULL },
  { "port", 0, 0, G_OPTION_ARG_INT, &port, "Its port; any by default", "PORT" },
  { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &rate, "Changes a second (10 of the served job)", "RATE" },
  { "sockets", 0, 0, G_OPTION_ARG_INT, &sockets, "Only measure the time to so many sockets", "N" },
  { "connections", 0, 0, G_OPTION_ARG_NONE, &connections, "Only open and close 10,000 connections", NULL },
  { "stuck", 0, 0, G_OPTION_ARG_NONE, &stuck, "Only push 5 MB to a reader that never reads", NULL },
  G_OPTION_ENTRY_NULL
};

/* A job that shows every change, also more than sixty a second. It ends when it
 * is cancelled. */
#define BENCH_TYPE_JOB (bench_job_get_type ())
G_DECLARE_FINAL_TYPE (BenchJob, bench_job, BENCH, JOB, BcJob)

struct _BenchJob
{
  BcJob    parent_instance;

  GThread *thread;
  GMutex   mutex;       /* guards what follows */
  GCond    cond;
  double   rate;
  guint    n_changes;   /* 0: for ever */
  guint    n_pending;   /* changes on their way to the main context */
  gboolean quit;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (BenchJob, bench_job, BC_TYPE_JOB)

typedef struct
{
  BenchJob *job;
  BcReport  report;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_object_unref (self->job);
  g_free (self);
}

static gboolean
show_cb (gpointer data)
{
  Change *change = data;

  g_mutex_lock (&change->job->mutex);
  change->job->n_pending--;
  g_mutex_unlock (&change->job->mutex);

  _bc_job_update (BC_JOB (change->job), &change->report);

  return G_SOURCE_REMOVE;
}

/* Nothing is merged, but for what a main context that does not keep up would
 * pile up. */
static void
make_change (BenchJob *self,
             gint64    current)
{
  Change *change;

  if (self->n_pending >= MAX_PENDING)
    return;

  change = g_new0 (Change, 1);
  change->job = g_object_ref (self);
  change->report.current = current;
  change->report.total = self->n_changes;
  change->report.t_us = g_get_real_time ();
  self->n_pending++;
  g_idle_add_full (G_PRIORITY_DEFAULT, show_cb, change, change_free);
}

static gboolean
done_cb (gpointer data)
{
  ((BenchJob *) data)->done = TRUE;

  return G_SOURCE_REMOVE;
}

static gpointer
change_thread (gpointer data)
{
  BenchJob *self = data;
  gint64 start = g_get_monotonic_time ();
  guint n = 0;

  g_mutex_lock (&self->mutex);
  while (!self->quit && (self->n_changes == 0 || n < self->n_changes))
    {
      gint64 due = start + (gint64) ((double) n * G_USEC_PER_SEC / self->rate);

      if (!g_cond_wait_until (&self->cond, &self->mutex, due))
        make_change (self, ++n);
    }
  g_mutex_unlock (&self->mutex);

  g_idle_add_full (G_PRIORITY_DEFAULT, done_cb, g_object_ref (self), g_object_unref);

  return NULL;
}

static void
bench_job_begin (BenchJob *self,
                 double    changes_a_second,
                 guint     n_changes)
{
  self->rate = changes_a_second;
  self->n_changes = n_changes;
  self->thread = g_thread_new ("changes", change_thread, self);
}

static void
bench_job_stop (BenchJob *self)
{
  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->thread, g_thread_join);
}

static gboolean
finish_cb (gpointer data)
{
  bench_job_stop (data);
  _bc_job_finish (data, NULL, FALSE, NULL);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, finish_cb, g_object_ref (data), g_object_unref);
}

static void
bench_job_run (BcJob        *job,
               BcReporter   *reporter,
               GCancellable *cancellable)
{
  g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), job, NULL);
}

static void
bench_job_finalize (GObject *object)
{
  BenchJob *self = BENCH_JOB (object);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (bench_job_parent_class)->finalize (object);
}

static void
bench_job_class_init (BenchJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_job_finalize;

  BC_JOB_CLASS (klass)->kind = "bench";
  BC_JOB_CLASS (klass)->run = bench_job_run;
}

static void
bench_job_init (BenchJob *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

/* The product's own server, on a store in memory. */

static BcDesk   *desk;
static BcServer *server;
static guint16   server_port;

static void
start_server (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  BcServerOptions options;

  bc_desk_open_async ("sqlite::memory:", NULL, bench_answer_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  desk = bc_desk_open_finish (result, &error);
  bench_check (error);

  bc_server_options_init (&options);
  options.port = (guint16) port;
  options.max_sockets = 100000;
  options.max_sockets_per_address = 100000;
  server = bc_server_new (desk, &options);
  if (!bc_server_start (server, &error))
    bench_check (error);

  url = bc_server_dup_url (server);
  server_port = (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

static void
stop_server (void)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_clear_object (&server);
  bc_desk_close_async (desk, NULL, bench_answer_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bc_desk_close_finish (desk, result, NULL);
  g_clear_object (&desk);
}

static BenchJob *
start_job (void)
{
  g_autoptr(BcJob) job = g_object_new (BENCH_TYPE_JOB, NULL);
  g_autoptr(GError) error = NULL;

  _bc_job_set_title (job, "A job to be watched");
  if (!bc_desk_start_job (desk, job, ALIAS, &error))
    bench_check (error);

  return BENCH_JOB (g_steal_pointer (&job));
}

static void
end_job (BenchJob *job)
{
  bc_job_cancel (BC_JOB (job));
  while (!bc_job_has_ended (BC_JOB (job)))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (job);
}

/* The client, beside this program. */

typedef struct
{
  GSubprocess      *process;
  GDataInputStream *output;
  char             *line;    /* (nullable): the newest */
  gboolean          ended;
} Client;

static void read_line (Client *self);

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Client *self = user_data;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (line == NULL)
    {
      self->ended = TRUE;
      return;
    }

  g_free (self->line);
  self->line = line;
  read_line (self);
}

static void
read_line (Client *self)
{
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

static Client *
client_new (const char *what,
            guint       n,
            guint       n_stuck)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self_path);
  g_autofree char *program = g_build_filename (folder, "push-client", NULL);
  g_autofree char *port_text = g_strdup_printf ("%u", server_port);
  g_autofree char *n_text = g_strdup_printf ("%u", n);
  g_autofree char *stuck_text = g_strdup_printf ("%u", n_stuck);
  g_autoptr(GError) error = NULL;
  Client *self = g_new0 (Client, 1);

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program, what, port_text, PATH, n_text, stuck_text, NULL);
  if (self->process == NULL)
    bench_check (error);

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_line (self);

  return self;
}

static void
client_free (Client *self)
{
  while (!self->ended)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_wait (self->process, NULL, NULL);
  if (!g_subprocess_get_successful (self->process))
    exit (1);

  g_clear_object (&self->output);
  g_clear_object (&self->process);
  g_free (self->line);
  g_free (self);
}

static void
wait_for_line (Client     *self,
               const char *line)
{
  while (!self->ended && g_strcmp0 (self->line, line) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* p50, p99 and the longest of what n_changes changes took. */
static void
measure (guint   n_sockets,
         guint   n_stuck,
         double  changes_a_second,
         guint   n_changes,
         char  **line)
{
  BenchJob *job = start_job ();
  Client *client = client_new ("follow", n_sockets, n_stuck);

  wait_for_line (client, "ready");
  bench_job_begin (job, changes_a_second, n_changes);
  while (!job->done)
    g_main_context_iteration (NULL, TRUE);
  end_job (job);

  while (!client->ended)
    g_main_context_iteration (NULL, TRUE);
  *line = g_strdup (client->line);
  client_free (client);
}

static void
measure_latency (guint  n_sockets,
                 double changes_a_second)
{
  g_autofree char *line = NULL;
  g_auto(GStrv) words = NULL;

  measure (n_sockets, 0, changes_a_second, N_CHANGES, &line);
  words = g_strsplit (line, " ", -1);
  printf ("%8u %12g %10s %10s %10s %10s\n", n_sockets, changes_a_second, words[0], words[1], words[2], words[3]);
  fflush (stdout);
}

static void
measure_latencies (void)
{
  static const struct { guint n_sockets; double rate; } runs[] = { { 1, 50 }, { 100, 50 }, { 1000, 10 } };

  printf ("%8s %12s %10s %10s %10s %10s\n", "sockets", "changes/s", "frames", "p50 ms", "p99 ms", "max ms");
  if (sockets > 0)
    {
      measure_latency ((guint) sockets, rate > 0. ? rate : 10.);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    measure_latency (runs[i].n_sockets, rate > 0. ? rate : runs[i].rate);
}

static double
get_memory_kb (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;

  malloc_trim (0);
  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  words = g_strsplit (text, " ", -1);

  return (double) (g_ascii_strtoll (words[1], NULL, 10) * sysconf (_SC_PAGESIZE)) / 1024.;
}

static guint
count_descriptors (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n - 1;
}

static void
churn (guint n)
{
  Client *client = client_new ("churn", n, 0);
  gint64 deadline;

  client_free (client);

  /* The last ones are seen to have gone in the turns after. */
  deadline = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  while (g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
}

static void
measure_connections (void)
{
  BenchJob *job = start_job ();
  guint n_before;
  double memory_before;

  churn (2000);
  n_before = count_descriptors ();
  memory_before = get_memory_kb ();
  churn (10000);

  printf ("10,000 connections opened and closed: descriptors %u -> %u, memory %.0f -> %.0f kB\n",
          n_before, count_descriptors (), memory_before, get_memory_kb ());
  end_job (job);
}

/* 5 MB of frames of about 190 bytes. */
#define N_STUCK_CHANGES 28000

static void
measure_stuck (void)
{
  g_autofree char *warm_up = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *beside = NULL;
  double memory_before;
  double memory_alone;

  measure (1, 0, 2000., 2000, &warm_up);
  memory_before = get_memory_kb ();
  measure (1, 0, 2000., N_STUCK_CHANGES, &alone);
  memory_alone = get_memory_kb ();
  measure (1, 1, 2000., N_STUCK_CHANGES, &beside);

  printf ("5 MB to one reader: frames, p50, p99, max ms: %s; memory %.0f -> %.0f kB\n", alone, memory_before, memory_alone);
  printf ("the same beside one that never reads:         %s; memory %.0f -> %.0f kB\n", beside, memory_alone, get_memory_kb ());
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static void
serve_for_ever (void)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  BenchJob *job = start_job ();

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  bench_job_begin (job, rate > 0. ? rate : 10., 0);
  printf ("http://127.0.0.1:%u%s\n", server_port, PATH);
  fflush (stdout);
  g_main_loop_run (loop);
  end_job (job);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  struct rlimit limit;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Measures how long a change takes from the thread that makes it to a client.");
  if (!g_option_context_parse (context, &argc, &argv, &error))
    bench_check (error);

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);

  start_server ();
  if (serve)
    {
      serve_for_ever ();
    }
  else
    {
      gboolean all = !connections && !stuck && sockets == 0;

      if (all || sockets > 0)
        measure_latencies ();
      if (all || connections)
        measure_connections ();
      if (all || stuck)
        measure_stuck ();
    }
  stop_server ();

  return 0;
}
