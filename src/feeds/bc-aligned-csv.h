/* bc-aligned-csv.h: games with probability and price already on one clock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-line-reader.h"
#include "bc-parsed.h"

G_BEGIN_DECLS

#define BC_ALIGNED_CSV_HEADER "game_id,timestamp,model_prob,price,bid,ask"

gboolean   bc_aligned_csv_recognises (const char    *header);
gboolean   bc_aligned_csv_parse      (BcLineReader  *reader,
                                      const char    *source,
                                      BcParsed      *parsed,
                                      GError       **error);
GPtrArray *bc_aligned_csv_read       (const char    *path,
                                      const char    *source,
                                      guint         *n_dropped,
                                      GError       **error);

G_END_DECLS
