/* bc-file-parser.h: one file of any kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-file-kind.h"
#include "bc-import-report.h"
#include "bc-parsed.h"
#include "bc-reporter.h"

G_BEGIN_DECLS

/**
 * BcFileParser:
 * @source: (nullable): the probability source of aligned CSVs
 * @reporter: (nullable): told of the bytes read
 * @cancellable: (nullable): ends a file early
 * @pages: (element-type utf8 GHashTable): probabilities by event, until its plays are known
 * @summaries: (element-type utf8 filename): where the summary of an event was
 *
 * What is remembered from file to file of one import.
 */
typedef struct
{
  const char   *source;
  BcReporter   *reporter;
  GCancellable *cancellable;
  GHashTable   *pages;
  GHashTable   *summaries;
} BcFileParser;

void      bc_file_parser_init          (BcFileParser  *self);
void      bc_file_parser_clear         (BcFileParser  *self);
BcParsed *bc_file_parser_parse         (BcFileParser  *self,
                                        BcFileReport  *report,
                                        GError       **error);
BcParsed *bc_file_parser_combine_pages (BcFileParser  *self,
                                        const char    *event_id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BcFileParser, bc_file_parser_clear)

G_END_DECLS
