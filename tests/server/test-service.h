/* test-service.h: a real server over a small demo season
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-server.h"
#include "test-peer.h"

G_BEGIN_DECLS

/* Every answer of a path of the interface is held against docs/openapi.json. */
typedef struct
{
  char      *folder;
  char      *database;
  BcDesk    *desk;
  BcServer  *server;
  guint16    port;
  BcJson    *openapi;
} TestService;

/* One answer. */
typedef struct
{
  guint   status;
  char   *head;
  char   *body;
  gsize   length;
  BcJson *json;     /* NULL if the body is none */
} TestAnswer;

#define TEST_SERVICE_GAMES 12

void        test_service_set_up    (TestService           *self,
                                    const BcServerOptions *options);
void        test_service_tear_down (TestService           *self);

/* Fixture functions of tests that leave the season as it is: one server for
 * all of them, started by the first and ended by test_service_end(). */
void        test_service_borrow    (TestService           *self,
                                    gconstpointer          data);
void        test_service_return    (TestService           *self,
                                    gconstpointer          data);
void        test_service_end       (void);

/* headers: (nullable): more lines, each with its \r\n; body: (nullable) */
TestAnswer *test_service_ask       (TestService           *self,
                                    const char            *method,
                                    const char            *target,
                                    const char            *headers,
                                    const char            *body);
TestAnswer *test_service_get       (TestService           *self,
                                    const char            *target);
TestAnswer *test_service_send      (TestService           *self,
                                    const char            *request,
                                    gsize                  length);
void        test_answer_free       (TestAnswer            *self);

const BcJsonNode *test_answer_get_root (TestAnswer        *self);
char       *test_answer_dup_header (TestAnswer            *self,
                                    const char            *name);

/* The sentence of an error in either form. */
char       *test_answer_dup_detail (TestAnswer            *self);

/* What a reference of the description names, else @node itself. */
const BcJsonNode *test_service_resolve (TestService       *self,
                                        const BcJsonNode  *node);

/* Of the season, by its place in the list. */
char       *test_service_dup_game  (TestService           *self,
                                    guint                  index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

G_END_DECLS
