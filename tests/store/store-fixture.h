/* store-fixture.h: a new store for each test, of every kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store-utils.h"
#include "test-utils.h"

G_BEGIN_DECLS

typedef struct
{
  char    *folder;
  char    *url;
  BcStore *store;
} Fixture;

typedef void (*FixtureFunc) (Fixture       *fixture,
                             gconstpointer  data);

/* Adds the test once for every kind of store. */
void          test_store_add      (const char    *name,
                                   FixtureFunc    func);

/* Another new store of the fixture's kind. */
BcStore      *test_store_another  (Fixture       *fixture,
                                   gconstpointer  data,
                                   guint          number);

/* The ids of all games in their order, as one text. */
void          test_assert_ids     (BcStore       *store,
                                   const char    *expected);

/* One game as three origins have it, and one that nobody knows. */
BcGameRecord *test_make_espn      (void);
BcGameRecord *test_make_kalshi    (void);
BcGameRecord *test_make_csv       (void);
BcGameRecord *test_make_unmatched (void);

G_END_DECLS
