/* bc-json-member.h: a member that may be there, of the kind wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"

G_BEGIN_DECLS

/* NULL if the node is no object, lacks the member, or has it of another kind. */
static inline const BcJsonNode *
bc_json_get_member (const BcJsonNode *node,
                    const char       *member,
                    BcJsonKind        kind)
{
  const BcJsonNode *value = bc_json_node_get (node, member);

  return value != NULL && bc_json_node_get_kind (value) == kind ? value : NULL;
}

/* Likewise without the member, where that would be ambiguous with null. */
static inline gboolean
bc_json_has_value (const BcJsonNode *node,
                   const char       *member)
{
  const BcJsonNode *value = bc_json_node_get (node, member);

  return value != NULL && bc_json_node_get_kind (value) != BC_JSON_NULL;
}

G_END_DECLS
