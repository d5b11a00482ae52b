/* bc-file-kind.h: what a file is, by its content
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-json.h"

G_BEGIN_DECLS

typedef enum
{
  BC_FILE_UNKNOWN,
  BC_FILE_ALIGNED_CSV,
  BC_FILE_KALSHI_CANDLES_CSV,
  BC_FILE_JSON,  /* some JSON, until it is parsed */
  BC_FILE_ESPN_SUMMARY,
  BC_FILE_ESPN_PROBABILITIES,
  BC_FILE_ESPN_SCOREBOARD,
  BC_FILE_KALSHI_MARKETS,
  BC_FILE_KALSHI_CANDLESTICKS,
} BcFileKind;

const char *bc_file_kind_to_string (BcFileKind         kind);
BcFileKind  bc_file_kind_of_text   (const char        *text,
                                    gsize              length,
                                    GError           **error);
BcFileKind  bc_file_kind_of_json   (const BcJsonNode  *root,
                                    GError           **error);

G_END_DECLS
