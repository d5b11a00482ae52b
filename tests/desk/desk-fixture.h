/* desk-fixture.h: a desk over a store of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-desk.h"
#include "bc-json.h"

G_BEGIN_DECLS

typedef struct
{
  char   *folder;
  char   *url;
  BcDesk *desk;
} DeskFixture;

void    desk_fixture_set_up    (DeskFixture                *fixture,
                                gconstpointer               data);
void    desk_fixture_tear_down (DeskFixture                *fixture,
                                gconstpointer               data);
BcDesk *desk_fixture_open      (const char                 *url,
                                GError                    **error);
void    desk_fixture_close     (DeskFixture                *fixture);
void    desk_fixture_reopen    (DeskFixture                *fixture);

/* Makes the season `demo` of so many games. */
void    desk_fixture_load_demo (DeskFixture                *fixture,
                                guint                       n_games);

/* Runs it to its end; asserts how it ended. */
BcJob  *desk_fixture_simulate  (DeskFixture                *fixture,
                                const BcSimulationRequest  *request,
                                BcJobStatus                 status);
GBytes *desk_fixture_result    (DeskFixture                *fixture,
                                const char                 *id,
                                gboolean                    summary,
                                GError                    **error);

/* The document without its last member `run`, which differs from run to run. */
char   *desk_fixture_document  (DeskFixture                *fixture,
                                const char                 *id,
                                gboolean                    summary);

G_END_DECLS
