/* bc-json.h: reading JSON that somebody else wrote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "bc-json-check.h"

G_BEGIN_DECLS

/* A parsed document owns its nodes. Every getter says with a path such as
 * `plays[3].wallclock` what it missed, and never aborts on what a stranger
 * wrote. What bc_json_check() refuses is never parsed. json-glib stays behind
 * this header. */

typedef struct _BcJson BcJson;
typedef struct _JsonNode BcJsonNode;

typedef enum
{
  BC_JSON_NULL,
  BC_JSON_BOOLEAN,
  BC_JSON_NUMBER,
  BC_JSON_STRING,
  BC_JSON_ARRAY,
  BC_JSON_OBJECT,
} BcJsonKind;

BcJson           *bc_json_parse         (const char        *text,
                                         gssize             length,
                                         GError           **error);
BcJson           *bc_json_parse_bytes   (GBytes            *bytes,
                                         GError           **error);
void              bc_json_free          (BcJson            *self);
const BcJsonNode *bc_json_get_root      (BcJson            *self);

BcJsonKind        bc_json_node_get_kind (const BcJsonNode  *node);
guint             bc_json_node_get_size (const BcJsonNode  *node);
const BcJsonNode *bc_json_node_get_item (const BcJsonNode  *node,
                                         guint              index);
const BcJsonNode *bc_json_node_get      (const BcJsonNode  *node,
                                         const char        *member);
GStrv             bc_json_node_dup_members (const BcJsonNode *node);
char             *bc_json_node_dup_path (const BcJsonNode  *node,
                                         const char        *member);

/* Readers of one value: the member must be there and of that kind. */
const BcJsonNode *bc_json_node_need_array  (const BcJsonNode  *node,
                                            const char        *member,
                                            GError           **error);
const BcJsonNode *bc_json_node_need_object (const BcJsonNode  *node,
                                            const char        *member,
                                            GError           **error);
const char       *bc_json_node_need_string (const BcJsonNode  *node,
                                            const char        *member,
                                            GError           **error);
gboolean          bc_json_node_need_int    (const BcJsonNode  *node,
                                            const char        *member,
                                            gint64            *value,
                                            GError           **error);
gboolean          bc_json_node_need_decimal (const BcJsonNode *node,
                                            const char        *member,
                                            guint              scale,
                                            gint64            *value,
                                            GError           **error);

/* Readers of one value that may be missing or null. */
const char       *bc_json_node_get_string  (const BcJsonNode  *node,
                                            const char        *member);
gboolean          bc_json_node_get_boolean (const BcJsonNode  *node,
                                            const char        *member,
                                            gboolean           fallback);
gint64            bc_json_node_get_int     (const BcJsonNode  *node,
                                            const char        *member,
                                            gint64             fallback);
gboolean          bc_json_node_get_decimal (const BcJsonNode  *node,
                                            const char        *member,
                                            guint              scale,
                                            gint64            *value);

/* The value as the text of a query parameter: `0.05`, `true`, `asof`; an array
 * of texts and numbers becomes `a,b,c`. NULL for null and objects. */
char             *bc_json_node_dup_text    (const BcJsonNode  *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcJson, bc_json_free)

G_END_DECLS
