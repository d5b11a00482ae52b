/* hub-fixture.h: a desk, its server, and clients whose every frame is checked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-hub-private.h"
#include "bc-job-private.h"
#include "bc-server-private.h"
#include "test-peer.h"
#include "test-utils.h"
#include "toy-job.h"

G_BEGIN_DECLS

/* max_sockets … of options may be changed before the first call of
 * hub_fixture_start(), which hub_fixture_set_up() does not make. */
typedef struct
{
  char           *folder;
  BcDesk         *desk;
  BcServer       *server;
  BcServerOptions options;
  guint16         port;
  GPtrArray      *peers;    /* TestPeer, all that were opened */
  GPtrArray      *paths;    /* of each */
} HubFixture;

void      hub_fixture_set_up     (HubFixture    *self,
                                  gconstpointer  data);

void      hub_fixture_set_up_started (HubFixture    *self,
                                      gconstpointer  data);

/* Holds every frame of every client against docs/asyncapi.json, and checks that
 * nothing is left of them in the server. */
void      hub_fixture_tear_down  (HubFixture    *self,
                                  gconstpointer  data);

void      hub_fixture_start      (HubFixture    *self);
void      hub_fixture_stop       (HubFixture    *self);
void      hub_fixture_reopen     (HubFixture    *self);
BcHub    *hub_fixture_get_hub    (HubFixture    *self);
guint64   hub_fixture_n_requests (HubFixture    *self);

/* Lends a job that runs until the test ends it. */
BcJob    *hub_fixture_run_job    (HubFixture    *self,
                                  const char    *alias);

/* Lends a client; hang up as you like. To a path that ends in a slash the id is
 * added. */
TestPeer *hub_fixture_open       (HubFixture    *self,
                                  const char    *path,
                                  const char    *id);
TestPeer *hub_fixture_open_with  (HubFixture    *self,
                                  const char    *path,
                                  const char    *headers);

/* A change that is not merged with any other. */
void      hub_fixture_report     (BcJob         *job,
                                  gint64         current,
                                  gint64         total);

/* The value at a path such as `progress.current` or `jobs.0.id` of a frame;
 * NULL for null, an object, or none there. */
char     *frame_get              (const char    *frame,
                                  const char    *path);

#define assert_frame(frame, path, expected) \
  G_STMT_START { \
    g_autofree char *value_ = frame_get ((frame), (path)); \
    g_assert_cmpstr (value_, ==, (expected)); \
  } G_STMT_END

#define assert_closed(peer, code, reason) \
  G_STMT_START { \
    test_wait_until ((peer)->ended); \
    g_assert_cmpuint ((peer)->close_code, ==, (code)); \
    g_assert_cmpstr ((peer)->close_reason, ==, (reason)); \
  } G_STMT_END

G_END_DECLS
