/* bc-router.h: which path is answered by what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-request.h"

G_BEGIN_DECLS

/**
 * BcRoute:
 * @method: `GET` (which serves HEAD as well), `POST` or `DELETE`
 * @path: such as `/api/games/{id}/meta`; `{id}` stands for one part
 * @params: (nullable) (array zero-terminated=1): the parameters it takes, in
 *   the query and, for POST, in a JSON body
 * @handle: answers
 */
typedef struct
{
  const char         *method;
  const char         *path;
  const char * const *params;
  void              (*handle) (BcRequest *request);
} BcRoute;

/* Every route of the program, up to one without a method. */
const BcRoute *bc_router_get_routes (void);

/* NULL with an error if there is none; a wrong method also sets @allow. */
const BcRoute *bc_router_find       (const char  *method,
                                     const char  *path,
                                     char       **id,
                                     char       **allow,
                                     GError     **error);

G_END_DECLS
