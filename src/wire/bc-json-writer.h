/* bc-json-writer.h: exact JSON, written in one pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Commas and nesting are kept by the writer. A name is NULL inside an array
 * and at the top. Text that is not UTF-8 is repaired; a double that is not
 * finite becomes null; the C locale always. Not thread-safe; one thread at a
 * time may use one writer. */
typedef struct _BcJsonWriter BcJsonWriter;

BcJsonWriter *bc_json_writer_new          (void);
void          bc_json_writer_free         (BcJsonWriter *self);
void          bc_json_writer_begin_object (BcJsonWriter *self,
                                           const char   *name);
void          bc_json_writer_end_object   (BcJsonWriter *self);
void          bc_json_writer_begin_array  (BcJsonWriter *self,
                                           const char   *name);
void          bc_json_writer_end_array    (BcJsonWriter *self);
void          bc_json_writer_string       (BcJsonWriter *self,
                                           const char   *name,
                                           const char   *value);
void          bc_json_writer_int          (BcJsonWriter *self,
                                           const char   *name,
                                           gint64        value);
void          bc_json_writer_double       (BcJsonWriter *self,
                                           const char   *name,
                                           double        value);
void          bc_json_writer_boolean      (BcJsonWriter *self,
                                           const char   *name,
                                           gboolean      value);
void          bc_json_writer_null         (BcJsonWriter *self,
                                           const char   *name);
void          bc_json_writer_decimal      (BcJsonWriter *self,
                                           const char   *name,
                                           gint64        value,
                                           guint         scale);
void          bc_json_writer_ppm          (BcJsonWriter *self,
                                           const char   *name,
                                           gint32        ppm);
void          bc_json_writer_dollars      (BcJsonWriter *self,
                                           const char   *name,
                                           gint64        nano);
void          bc_json_writer_cents        (BcJsonWriter *self,
                                           const char   *name,
                                           gint64        nano);
void          bc_json_writer_strv         (BcJsonWriter *self,
                                           const char   *name,
                                           const char * const *values);
void          bc_json_writer_raw          (BcJsonWriter *self,
                                           const char   *name,
                                           const char   *json,
                                           gssize        length);
gsize         bc_json_writer_get_length   (BcJsonWriter *self);
GBytes       *bc_json_writer_finish       (BcJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcJsonWriter, bc_json_writer_free)

G_END_DECLS
