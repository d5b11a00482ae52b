/* bc-hub.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-hub-private.h"

#include <string.h>

#include "bc-client-message.h"
#include "bc-frames.h"
#include "bc-job-topic.h"
#include "bc-jobs-topic.h"
#include "bc-listener.h"
#include "bc-response.h"
#include "bc-server-error.h"

#define ROOT_PATH       "/ws"
#define JOBS_PATH       "/ws/jobs"
#define SIMULATION_PATH "/ws/simulation"

/* What the predecessor's reasons of a close begin with, on that path. */
#define SIMULATION_NOUN "Simulation"

/* What is kept for a client that does not read, besides the topic's frames. */
#define PONG_KEY  "\001pong"
#define ERROR_KEY "\001error"

#define STOPPING "The server is stopping"

typedef struct
{
  BcHub          *hub;           /* unowned */
  BcSocketClient *client;
  BcTopic        *topic;         /* (nullable): NULL if it was turned away */
  char           *address;       /* (nullable): NULL on a Unix socket */
  char           *wanted;        /* (nullable): the id that there was no job of */
  gint64          pong_at;
  gint64          waits_since;
  GList           link;          /* in peers */
  GList           waiting_link;  /* in waiting, while is_waiting */
  gboolean        is_waiting;
} Peer;

struct _BcHub
{
  GObject      parent_instance;

  BcDesk      *desk;
  SoupServer  *server;
  BcJobsTopic *jobs_topic;
  GHashTable  *followed;         /* a job's id to its BcJobTopic */
  GHashTable  *awaited;          /* an id asked for to a BcJobTopic without a job */
  GHashTable  *n_by_address;
  GQueue       peers;            /* by the time of their last pong */
  GQueue       waiting;          /* by the time since when they wait */
  GSource     *deadline_source;
  guint        max_sockets;
  guint        max_sockets_per_address;
  gboolean     websocket;
  gboolean     closing;
};

G_DEFINE_FINAL_TYPE (BcHub, bc_hub, G_TYPE_OBJECT)

/* Deadlines. Both queues are in the order in which their peers are due. */

static void
arm (BcHub *self)
{
  gint64 ready_time = -1;

  if (self->peers.head != NULL)
    {
      const Peer *peer = self->peers.head->data;

      ready_time = peer->pong_at + BC_HUB_PONG_DEADLINE * (gint64) G_USEC_PER_SEC;
    }

  if (self->waiting.head != NULL)
    {
      const Peer *peer = self->waiting.head->data;

      ready_time = MIN (ready_time, peer->waits_since + BC_HUB_FIND_DEADLINE * (gint64) G_USEC_PER_SEC);
    }

  g_source_set_ready_time (self->deadline_source, ready_time);
}

static gboolean
deadline_dispatch (GSource     *source,
                   GSourceFunc  callback,
                   gpointer     user_data)
{
  return callback (user_data);
}

static gboolean
deadline_cb (gpointer user_data)
{
  _bc_hub_expire (BC_HUB (user_data), g_get_monotonic_time ());

  return G_SOURCE_CONTINUE;
}

static void
stop_waiting (Peer *peer)
{
  if (peer->is_waiting)
    g_queue_unlink (&peer->hub->waiting, &peer->waiting_link);
  peer->is_waiting = FALSE;
}

/* Peers. */

static guint
get_n_of_address (BcHub      *self,
                  const char *address)
{
  return address != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->n_by_address, address)) : 0;
}

static void
set_n_of_address (BcHub      *self,
                  const char *address,
                  guint       n)
{
  if (address == NULL)
    return;

  if (n > 0)
    g_hash_table_insert (self->n_by_address, g_strdup (address), GUINT_TO_POINTER (n));
  else
    g_hash_table_remove (self->n_by_address, address);
}

/* Nobody waits for that id any more. */
static void
forget_wanted (Peer *peer)
{
  GHashTable *awaited = peer->hub->awaited;

  if (peer->wanted != NULL &&
      g_hash_table_lookup (awaited, peer->wanted) == peer->topic &&
      bc_topic_get_n_subscribers (peer->topic) == 0)
    g_hash_table_remove (awaited, peer->wanted);

  g_clear_pointer (&peer->wanted, g_free);
}

static void
peer_free (Peer *peer)
{
  BcHub *self = peer->hub;

  g_signal_handlers_disconnect_by_data (peer->client, peer);

  if (peer->topic != NULL)
    bc_topic_unsubscribe (peer->topic, peer->client);
  stop_waiting (peer);
  forget_wanted (peer);

  g_queue_unlink (&self->peers, &peer->link);
  set_n_of_address (self, peer->address, get_n_of_address (self, peer->address) - 1);

  g_clear_object (&peer->topic);
  g_object_unref (peer->client);
  g_free (peer->address);
  g_free (peer);
}

static void
closed_cb (BcSocketClient *client,
           gpointer        user_data)
{
  Peer *peer = user_data;
  BcHub *self = peer->hub;

  peer_free (peer);
  arm (self);
}

static void
pong_cb (BcSocketClient *client,
         gpointer        user_data)
{
  Peer *peer = user_data;

  peer->pong_at = g_get_monotonic_time ();
  g_queue_unlink (&peer->hub->peers, &peer->link);
  g_queue_push_tail_link (&peer->hub->peers, &peer->link);
  arm (peer->hub);
}

static void
message_cb (BcSocketClient *client,
            GBytes         *text,
            gpointer        user_data)
{
  g_autofree char *complaint = NULL;
  g_autoptr(GBytes) frame = NULL;

  switch (bc_client_message_read (text, &complaint))
    {
    case BC_CLIENT_MESSAGE_PING:
      frame = bc_frames_pong ();
      bc_socket_client_offer (client, PONG_KEY, frame);
      break;
    case BC_CLIENT_MESSAGE_WRONG:
      frame = bc_frames_error (complaint);
      bc_socket_client_offer (client, ERROR_KEY, frame);
      break;
    case BC_CLIENT_MESSAGE_NONE:
    default:
      break;
    }
}

static char *
dup_address (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;

  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static Peer *
add_peer (BcHub                   *self,
          SoupServerMessage       *message,
          SoupWebsocketConnection *websocket)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->hub = self;
  peer->client = bc_socket_client_new (websocket, bc_listener_get_connection (message));
  peer->address = dup_address (message);
  peer->pong_at = g_get_monotonic_time ();
  peer->link.data = peer;
  peer->waiting_link.data = peer;

  g_signal_connect (peer->client, "message", G_CALLBACK (message_cb), peer);
  g_signal_connect (peer->client, "pong", G_CALLBACK (pong_cb), peer);
  g_signal_connect (peer->client, "closed", G_CALLBACK (closed_cb), peer);

  g_queue_push_tail_link (&self->peers, &peer->link);
  set_n_of_address (self, peer->address, get_n_of_address (self, peer->address) + 1);

  return peer;
}

/* Topics. */

static BcTopic *
find_topic (BcHub      *self,
            const char *id,
            gboolean   *is_awaited)
{
  BcJob *job = bc_desk_find_job (self->desk, id);
  GHashTable *table = job != NULL ? self->followed : self->awaited;
  const char *key = job != NULL ? bc_job_get_id (job) : id;
  BcJobTopic *topic = g_hash_table_lookup (table, key);

  *is_awaited = job == NULL;

  if (topic == NULL)
    {
      topic = bc_job_topic_new (job, SIMULATION_NOUN);
      g_hash_table_insert (table, g_strdup (key), topic);
    }

  return BC_TOPIC (topic);
}

/* The topic that was awaited becomes the job's, so that its numbers go on. */
static void
found (BcHub      *self,
       BcJob      *job,
       const char *id)
{
  BcJobTopic *topic = id != NULL ? g_hash_table_lookup (self->awaited, id) : NULL;
  GList *next;

  if (topic == NULL)
    return;

  g_hash_table_insert (self->followed, g_strdup (bc_job_get_id (job)), g_object_ref (topic));
  g_hash_table_remove (self->awaited, id);

  for (GList *link = self->waiting.head; link != NULL; link = next)
    {
      Peer *peer = link->data;

      next = link->next;
      if (peer->topic == BC_TOPIC (topic))
        stop_waiting (peer);
    }

  arm (self);
  bc_job_topic_set_job (topic, job);
}

static void
added_cb (BcJobsTopic *jobs_topic,
          BcJob       *job,
          gpointer     user_data)
{
  found (BC_HUB (user_data), job, bc_job_get_alias (job));
  found (BC_HUB (user_data), job, bc_job_get_id (job));
}

static void
removed_cb (BcJobsTopic *jobs_topic,
            BcJob       *job,
            gpointer     user_data)
{
  g_hash_table_remove (BC_HUB (user_data)->followed, bc_job_get_id (job));
}

static void
subscribe (Peer       *peer,
           const char *path)
{
  BcHub *self = peer->hub;
  gboolean is_awaited = FALSE;

  if (g_str_equal (path, JOBS_PATH))
    {
      peer->topic = BC_TOPIC (g_object_ref (self->jobs_topic));
    }
  else
    {
      const char *id = path + strlen (SIMULATION_PATH "/");

      peer->topic = g_object_ref (find_topic (self, id, &is_awaited));
      if (is_awaited)
        {
          peer->wanted = g_strdup (id);
          peer->waits_since = peer->pong_at;
          peer->is_waiting = TRUE;
          g_queue_push_tail_link (&self->waiting, &peer->waiting_link);
        }
    }

  bc_topic_subscribe (peer->topic, peer->client);
}

/* Upgrades. */

static void
socket_cb (SoupServer              *server,
           SoupServerMessage       *message,
           const char              *path,
           SoupWebsocketConnection *websocket,
           gpointer                 user_data)
{
  BcHub *self = BC_HUB (user_data);
  guint n_sockets = self->peers.length;
  Peer *peer = add_peer (self, message, websocket);

  if (self->closing)
    bc_socket_client_end (peer->client, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, STOPPING);
  else if (n_sockets >= self->max_sockets ||
      get_n_of_address (self, peer->address) > self->max_sockets_per_address)
    bc_socket_client_end (peer->client, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "Connection limit exceeded");
  else
    subscribe (peer, path);

  arm (self);
}

static gboolean
is_path_known (const char *path)
{
  return g_str_equal (path, JOBS_PATH) ||
         (g_str_has_prefix (path, SIMULATION_PATH "/") && path[strlen (SIMULATION_PATH "/")] != '\0');
}

static gboolean
check (BcHub              *self,
       SoupServerMessage  *message,
       const char         *path,
       GError            **error)
{
  if (!is_path_known (path))
    g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_NOT_FOUND, "There is no WebSocket “%s”", path);
  else if (!self->websocket)
    g_set_error_literal (error, BC_SERVER_ERROR, BC_SERVER_ERROR_NOT_OFFERED,
                         "WebSockets are switched off here (--no-websocket); ask /api/simulation/progress/{id} or /api/jobs");
  else if (soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Upgrade") == NULL)
    g_set_error (error, BC_SERVER_ERROR, BC_SERVER_ERROR_BAD_REQUEST, "“%s” is a WebSocket; open it as one", path);
  else
    return TRUE;

  return FALSE;
}

/* What this does not refuse, libsoup upgrades. A foreign Host or Origin has
 * been refused before, as for every path. */
static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  g_autoptr(GError) error = NULL;

  if (!check (BC_HUB (user_data), message, path, &error))
    bc_response_set_error (message, error);
}

static void
bc_hub_dispose (GObject *object)
{
  static const char * const paths[] = { ROOT_PATH, JOBS_PATH, SIMULATION_PATH };
  BcHub *self = BC_HUB (object);

  while (self->peers.head != NULL)
    peer_free (self->peers.head->data);

  if (self->server != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
      soup_server_remove_handler (self->server, paths[i]);

  if (self->deadline_source != NULL)
    g_source_destroy (self->deadline_source);
  g_clear_pointer (&self->deadline_source, g_source_unref);

  g_hash_table_remove_all (self->followed);
  g_hash_table_remove_all (self->awaited);
  g_clear_object (&self->jobs_topic);
  g_clear_object (&self->server);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (bc_hub_parent_class)->dispose (object);
}

static void
bc_hub_finalize (GObject *object)
{
  BcHub *self = BC_HUB (object);

  g_clear_pointer (&self->followed, g_hash_table_unref);
  g_clear_pointer (&self->awaited, g_hash_table_unref);
  g_clear_pointer (&self->n_by_address, g_hash_table_unref);

  G_OBJECT_CLASS (bc_hub_parent_class)->finalize (object);
}

static void
bc_hub_class_init (BcHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bc_hub_dispose;
  object_class->finalize = bc_hub_finalize;
}

static void
bc_hub_init (BcHub *self)
{
  static GSourceFuncs funcs = { .dispatch = deadline_dispatch };

  self->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->awaited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->n_by_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->peers);
  g_queue_init (&self->waiting);

  self->deadline_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->deadline_source, "[backcourt] deadlines of sockets");
  g_source_set_callback (self->deadline_source, deadline_cb, self, NULL);
  g_source_attach (self->deadline_source, g_main_context_get_thread_default ());
}

/**
 * bc_hub_new:
 * @desk: whose jobs are followed
 * @server: where sockets are opened
 * @options: limits, and whether there are sockets at all
 *
 * Answers every path under `/ws` of @server from here on, in the thread's main
 * context; who may ask is checked before. Turns off compression of messages, which costs more than it saves
 * on frames as small as ours.
 *
 * Returns: (transfer full): the hub
 */
BcHub *
bc_hub_new (BcDesk                *desk,
            SoupServer            *server,
            const BcServerOptions *options)
{
  BcHub *self = g_object_new (BC_TYPE_HUB, NULL);

  self->desk = g_object_ref (desk);
  self->server = g_object_ref (server);
  self->max_sockets = options->max_sockets;
  self->max_sockets_per_address = options->max_sockets_per_address;
  self->websocket = options->websocket;

  self->jobs_topic = bc_jobs_topic_new (bc_desk_get_jobs (desk));
  g_signal_connect_object (self->jobs_topic, "added", G_CALLBACK (added_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->jobs_topic, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_DEFAULT);

  soup_server_remove_websocket_extension (server, SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
  soup_server_add_handler (server, ROOT_PATH, request_cb, self, NULL);
  soup_server_add_handler (server, JOBS_PATH, request_cb, self, NULL);
  soup_server_add_handler (server, SIMULATION_PATH, request_cb, self, NULL);
  soup_server_add_websocket_handler (server, JOBS_PATH, NULL, NULL, socket_cb, self, NULL);
  soup_server_add_websocket_handler (server, SIMULATION_PATH, NULL, NULL, socket_cb, self, NULL);

  return self;
}

/**
 * bc_hub_close:
 * @self: a hub
 *
 * Closes every socket with 1001 and opens no more. The close frames are on
 * their way when it returns, but for those who do not read.
 */
void
bc_hub_close (BcHub *self)
{
  g_return_if_fail (BC_IS_HUB (self));

  self->closing = TRUE;

  for (GList *link = self->peers.head; link != NULL; link = link->next)
    bc_socket_client_end (((Peer *) link->data)->client, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, STOPPING);
}

/**
 * bc_hub_get_n_sockets:
 * @self: a hub
 *
 * Returns: how many sockets are open
 */
guint
bc_hub_get_n_sockets (BcHub *self)
{
  g_return_val_if_fail (BC_IS_HUB (self), 0);

  return self->peers.length;
}

void
_bc_hub_expire (BcHub  *self,
                gint64  now)
{
  GList *next;

  for (GList *link = self->peers.head; link != NULL; link = next)
    {
      Peer *peer = link->data;

      next = link->next;
      if (now < peer->pong_at + BC_HUB_PONG_DEADLINE * (gint64) G_USEC_PER_SEC)
        break;

      /* Its end is seen later; until then it is not due again. */
      peer->pong_at = now;
      g_queue_unlink (&self->peers, &peer->link);
      g_queue_push_tail_link (&self->peers, &peer->link);
      bc_socket_client_drop (peer->client);
    }

  while (self->waiting.head != NULL)
    {
      Peer *peer = self->waiting.head->data;

      if (now < peer->waits_since + BC_HUB_FIND_DEADLINE * (gint64) G_USEC_PER_SEC)
        break;

      stop_waiting (peer);
      bc_socket_client_end (peer->client, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "Request ID not found");
    }

  arm (self);
}
