/* test-schema.h: holds JSON against the schemas of our own descriptions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"

G_BEGIN_DECLS

/* document: what a `$ref` such as `#/components/schemas/Job` points into.
 * Returns NULL if value is as schema says, else where and why it is not. A
 * keyword that this does not know aborts: a rule not checked would be a lie. */
char             *test_schema_check  (const BcJsonNode *document,
                                      const BcJsonNode *schema,
                                      const BcJsonNode *value);

/* `#/components/schemas/Job`; aborts if there is none. */
const BcJsonNode *test_schema_find   (const BcJsonNode *document,
                                      const char       *pointer);

/* A file of docs/. */
BcJson           *test_schema_load   (const char       *name);

G_END_DECLS
