/* bc-line-reader.h: the text of a file, plain or gzip, and where we are in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-feeds-error.h"
#include "bc-reporter.h"

G_BEGIN_DECLS

/* The longest line that is read, in bytes. */
#define BC_LINE_READER_MAX_LINE 65536

typedef struct _BcLineReader BcLineReader;

BcLineReader *bc_line_reader_open       (const char    *path,
                                         BcReporter    *reporter,
                                         GCancellable  *cancellable,
                                         GError       **error);
void          bc_line_reader_free       (BcLineReader  *self);
gboolean      bc_line_reader_peek       (BcLineReader  *self,
                                         const char   **text,
                                         gsize         *length,
                                         GError       **error);
char         *bc_line_reader_next       (BcLineReader  *self,
                                         GError       **error);
GBytes       *bc_line_reader_read_all   (BcLineReader  *self,
                                         gsize          limit,
                                         GError       **error);
guint64       bc_line_reader_get_line   (BcLineReader  *self);
gint64        bc_line_reader_get_byte   (BcLineReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcLineReader, bc_line_reader_free)

G_END_DECLS
