/* hub-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "hub-fixture.h"

#include <string.h>

#include "test-schema.h"

static void
open_desk (HubFixture *self)
{
  g_autofree char *url = g_strdup_printf ("sqlite:%s/store.sqlite", self->folder);
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bc_desk_open_async (url, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  self->desk = bc_desk_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
close_desk (HubFixture *self)
{
  g_autoptr(GAsyncResult) slot = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bc_desk_close_async (self->desk, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);
  g_assert_true (bc_desk_close_finish (self->desk, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&self->desk));
}

void
hub_fixture_set_up (HubFixture    *self,
                    gconstpointer  data)
{
  self->folder = test_make_folder ();
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) test_peer_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  bc_server_options_init (&self->options);
  self->options.port = 0;
  open_desk (self);
}

void
hub_fixture_set_up_started (HubFixture    *self,
                            gconstpointer  data)
{
  hub_fixture_set_up (self, data);
  hub_fixture_start (self);
}

static void
check_frame (const BcJsonNode *document,
             const char       *channel,
             const char       *text,
             gint64           *seq)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) json = bc_json_parse (text, -1, &error);
  g_autofree char *message = NULL;
  g_autofree char *payload = NULL;
  g_autofree char *why = NULL;
  const BcJsonNode *root;
  const BcJsonNode *schema;

  g_assert_no_error (error);
  root = bc_json_get_root (json);

  message = g_strdup_printf ("#/channels/%s/messages/%s", channel, bc_json_node_get_string (root, "type"));
  payload = g_strdup_printf ("%s/payload", bc_json_node_get_string (test_schema_find (document, message), "$ref"));
  schema = test_schema_find (document, payload);

  why = test_schema_check (document, schema, root);
  if (why != NULL)
    g_error ("%s\n%s", why, text);

  if (bc_json_node_get (root, "seq") == NULL)
    return;

  g_assert_cmpint (bc_json_node_get_int (root, "seq", 0), >, *seq);
  *seq = bc_json_node_get_int (root, "seq", 0);
}

static void
check_frames (HubFixture *self)
{
  g_autoptr(BcJson) description = test_schema_load ("asyncapi.json");

  for (guint i = 0; i < self->peers->len; i++)
    {
      TestPeer *peer = g_ptr_array_index (self->peers, i);
      const char *path = g_ptr_array_index (self->paths, i);
      gint64 seq = 0;

      for (guint j = 0; j < peer->texts->len; j++)
        check_frame (bc_json_get_root (description), strstr (path, "/jobs") != NULL ? "jobs" : "simulation",
                     g_ptr_array_index (peer->texts, j), &seq);
    }
}

void
hub_fixture_tear_down (HubFixture    *self,
                       gconstpointer  data)
{
  check_frames (self);
  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->paths);

  if (self->server != NULL)
    {
      test_wait_until (bc_hub_get_n_sockets (hub_fixture_get_hub (self)) == 0);
      hub_fixture_stop (self);
    }

  close_desk (self);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

void
hub_fixture_start (HubFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;

  self->server = bc_server_new (self->desk, &self->options);
  bc_server_start (self->server, &error);
  g_assert_no_error (error);

  url = bc_server_dup_url (self->server);
  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));
  self->port = (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

void
hub_fixture_stop (HubFixture *self)
{
  bc_server_stop (self->server);
  g_assert_finalize_object (g_steal_pointer (&self->server));
}

/* Another process, as far as the store can tell. */
void
hub_fixture_reopen (HubFixture *self)
{
  close_desk (self);
  open_desk (self);
}

BcHub *
hub_fixture_get_hub (HubFixture *self)
{
  return _bc_server_get_hub (self->server);
}

guint64
hub_fixture_n_requests (HubFixture *self)
{
  BcServerHealth health;

  _bc_server_get_health (self->server, &health);

  return health.n_requests;
}

BcJob *
hub_fixture_run_job (HubFixture *self,
                     const char *alias)
{
  g_autoptr(BcJob) job = toy_job_new ("A toy");
  g_autoptr(GError) error = NULL;

  bc_desk_start_job (self->desk, job, alias, &error);
  g_assert_no_error (error);

  return job;
}

TestPeer *
hub_fixture_open_with (HubFixture *self,
                       const char *path,
                       const char *headers)
{
  TestPeer *peer = test_peer_open (self->port, path, headers);

  g_ptr_array_add (self->peers, peer);
  g_ptr_array_add (self->paths, g_strdup (path));

  return peer;
}

TestPeer *
hub_fixture_open (HubFixture *self,
                  const char *path,
                  const char *id)
{
  g_autofree char *full = g_strconcat (path, g_str_has_suffix (path, "/") ? id : NULL, NULL);

  return hub_fixture_open_with (self, full, NULL);
}

void
hub_fixture_report (BcJob  *job,
                    gint64  current,
                    gint64  total)
{
  BcReport report = { current, total, NULL, g_get_real_time () };

  _bc_job_update (job, &report);
}

char *
frame_get (const char *frame,
           const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BcJson) json = bc_json_parse (frame, -1, &error);
  g_auto(GStrv) steps = g_strsplit (path, ".", -1);
  const BcJsonNode *node;

  g_assert_no_error (error);

  node = bc_json_get_root (json);
  for (guint i = 0; node != NULL && steps[i] != NULL; i++)
    {
      guint64 index;

      if (bc_json_node_get_kind (node) != BC_JSON_ARRAY)
        node = bc_json_node_get (node, steps[i]);
      else if (g_ascii_string_to_unsigned (steps[i], 10, 0, G_MAXUINT, &index, NULL) && index < bc_json_node_get_size (node))
        node = bc_json_node_get_item (node, (guint) index);
      else
        node = NULL;
    }

  return node != NULL ? bc_json_node_dup_text (node) : NULL;
}
