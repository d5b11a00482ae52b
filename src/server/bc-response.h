/* bc-response.h: what goes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void bc_response_add_policy (SoupServerMessage *message);
void bc_response_set_json   (SoupServerMessage *message,
                             guint              status,
                             GBytes            *json);
void bc_response_set_file   (SoupServerMessage *message,
                             const char        *type,
                             GBytes            *data);
void bc_response_set_error  (SoupServerMessage *message,
                             const GError      *error);

G_END_DECLS
