/* bc-params.h: the parameters of one request, from its query or its body
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-json.h"
#include "bc-server-error.h"

G_BEGIN_DECLS

/* One set of names, whether they stand in the query or in a JSON body. Every
 * reader names the parameter, its value and what would do. */
typedef struct _BcParams BcParams;

/* One parameter: where it stood, and its value as text. */
typedef struct
{
  char       *name;
  char       *text;
  const char *where;
} BcParam;

BcParams      *bc_params_new         (void);
void           bc_params_free        (BcParams           *self);
gboolean       bc_params_add_query   (BcParams           *self,
                                      const char         *query,
                                      GError            **error);
gboolean       bc_params_add_body    (BcParams           *self,
                                      GBytes             *body,
                                      GError            **error);
gboolean       bc_params_check_names (BcParams           *self,
                                      const char * const *known,
                                      GError            **error);
guint          bc_params_get_size    (BcParams           *self);
const BcParam *bc_params_get_item    (BcParams           *self,
                                      guint               index);
const BcParam *bc_params_find        (BcParams           *self,
                                      const char         *name);
const char    *bc_params_get_text    (BcParams           *self,
                                      const char         *name);
gboolean       bc_params_get_integer (BcParams           *self,
                                      const char         *name,
                                      gint64              min,
                                      gint64              max,
                                      gint64             *value,
                                      GError            **error);
gboolean       bc_params_get_flag    (BcParams           *self,
                                      const char         *name,
                                      gboolean           *value,
                                      GError            **error);
gboolean       bc_params_get_word    (BcParams           *self,
                                      const char         *name,
                                      const char * const *words,
                                      guint              *value,
                                      GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcParams, bc_params_free)

G_END_DECLS
