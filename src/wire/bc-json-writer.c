/* bc-json-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-json-writer.h"

#include <math.h>
#include <string.h>

#include "bc-decimal.h"

/* A cent is 10^7 nano-dollars. */
#define CENT_SCALE (BC_NANO_SCALE - 2)

struct _BcJsonWriter
{
  GString *text;
  guint    depth;
};

/* No value ends in an opening bracket, so the last byte tells whether one
 * already stands in this container. */
static void
bc_json_writer_separate (BcJsonWriter *self)
{
  char last;

  if (self->text->len == 0)
    return;

  last = self->text->str[self->text->len - 1];

  if (last != '{' && last != '[')
    g_string_append_c (self->text, ',');
}

static gsize
escaped_length (const guchar *p)
{
  if (*p < 0x20 || *p == '"' || *p == '\\')
    return 1;

  /* U+2028 and U+2029 end a line in older JavaScript, though not in JSON. */
  if (p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9))
    return 3;

  return 0;
}

static void
append_escape (GString      *text,
               const guchar *p)
{
  static const char hex[] = "0123456789abcdef";
  static const char letters[] = "\b\f\n\r\t\"\\";
  static const char escapes[] = "bfnrt\"\\";
  const char *letter = *p != '\0' ? strchr (letters, *p) : NULL;

  g_string_append_c (text, '\\');

  if (letter != NULL)
    g_string_append_c (text, escapes[letter - letters]);
  else if (*p == 0xe2)
    g_string_append (text, p[2] == 0xa8 ? "u2028" : "u2029");
  else
    {
      g_string_append (text, "u00");
      g_string_append_c (text, hex[*p >> 4]);
      g_string_append_c (text, hex[*p & 0xf]);
    }
}

static void
append_quoted (GString    *text,
               const char *value)
{
  g_autofree char *repaired = NULL;
  const guchar *start;
  const guchar *p;
  gsize length = strlen (value);

  if (!g_utf8_validate_len (value, length, NULL))
    {
      repaired = g_utf8_make_valid (value, (gssize) length);
      value = repaired;
    }

  g_string_append_c (text, '"');

  for (start = p = (const guchar *) value; *p != '\0';)
    {
      gsize n = escaped_length (p);

      if (n == 0)
        {
          p++;
          continue;
        }

      g_string_append_len (text, (const char *) start, p - start);
      append_escape (text, p);
      start = p += n;
    }

  g_string_append_len (text, (const char *) start, p - start);
  g_string_append_c (text, '"');
}

static void
bc_json_writer_name (BcJsonWriter *self,
                     const char   *name)
{
  bc_json_writer_separate (self);

  if (name == NULL)
    return;

  append_quoted (self->text, name);
  g_string_append_c (self->text, ':');
}

static void
bc_json_writer_begin (BcJsonWriter *self,
                      const char   *name,
                      char          bracket)
{
  bc_json_writer_name (self, name);
  g_string_append_c (self->text, bracket);
  self->depth++;
}

static void
bc_json_writer_end (BcJsonWriter *self,
                    char          bracket)
{
  g_return_if_fail (self->depth > 0);

  g_string_append_c (self->text, bracket);
  self->depth--;
}

/**
 * bc_json_writer_new:
 *
 * Creates a writer for one document. Its text does not depend on the locale.
 *
 * Returns: (transfer full): a writer
 */
BcJsonWriter *
bc_json_writer_new (void)
{
  BcJsonWriter *self = g_new0 (BcJsonWriter, 1);

  self->text = g_string_sized_new (1024);

  return self;
}

/**
 * bc_json_writer_free:
 * @self: a writer
 *
 * Frees the writer and what was written, unless it was finished.
 */
void
bc_json_writer_free (BcJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * bc_json_writer_begin_object:
 * @self: a writer
 * @name: (nullable): the member's name; %NULL in an array and at the top
 *
 * Opens an object. What is written next is in it, with names.
 */
void
bc_json_writer_begin_object (BcJsonWriter *self,
                             const char   *name)
{
  bc_json_writer_begin (self, name, '{');
}

/**
 * bc_json_writer_end_object:
 * @self: a writer in an object
 *
 * Closes the innermost object.
 */
void
bc_json_writer_end_object (BcJsonWriter *self)
{
  bc_json_writer_end (self, '}');
}

/**
 * bc_json_writer_begin_array:
 * @self: a writer
 * @name: (nullable): the member's name; %NULL in an array and at the top
 *
 * Opens an array. What is written next is in it, without names.
 */
void
bc_json_writer_begin_array (BcJsonWriter *self,
                            const char   *name)
{
  bc_json_writer_begin (self, name, '[');
}

/**
 * bc_json_writer_end_array:
 * @self: a writer in an array
 *
 * Closes the innermost array.
 */
void
bc_json_writer_end_array (BcJsonWriter *self)
{
  bc_json_writer_end (self, ']');
}

/**
 * bc_json_writer_string:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: (nullable): text; bytes that are not UTF-8 become U+FFFD
 *
 * Writes a text, or `null` for %NULL. Control characters, U+2028 and U+2029
 * are escaped, so that the document may stand in a script.
 */
void
bc_json_writer_string (BcJsonWriter *self,
                       const char   *name,
                       const char   *value)
{
  bc_json_writer_name (self, name);

  if (value != NULL)
    append_quoted (self->text, value);
  else
    g_string_append (self->text, "null");
}

/**
 * bc_json_writer_int:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a whole number
 *
 * Writes a whole number, digit for digit.
 */
void
bc_json_writer_int (BcJsonWriter *self,
                    const char   *name,
                    gint64        value)
{
  bc_json_writer_decimal (self, name, value, 0);
}

/**
 * bc_json_writer_double:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a number
 *
 * Writes the shortest text that reads back as the same double; `null` for NaN
 * and the infinities.
 */
void
bc_json_writer_double (BcJsonWriter *self,
                       const char   *name,
                       double        value)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  bc_json_writer_name (self, name);
  g_string_append (self->text, isfinite (value) ? bc_double_format (buffer, value) : "null");
}

/**
 * bc_json_writer_boolean:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: whether
 *
 * Writes `true` or `false`.
 */
void
bc_json_writer_boolean (BcJsonWriter *self,
                        const char   *name,
                        gboolean      value)
{
  bc_json_writer_name (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

/**
 * bc_json_writer_null:
 * @self: a writer
 * @name: (nullable): the member's name
 *
 * Writes `null`.
 */
void
bc_json_writer_null (BcJsonWriter *self,
                     const char   *name)
{
  bc_json_writer_name (self, name);
  g_string_append (self->text, "null");
}

/**
 * bc_json_writer_decimal:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a number in units of 10^-@scale
 * @scale: digits after the point
 *
 * Writes an exact decimal without trailing zeros: 50,000 at scale 6 is `0.05`.
 */
void
bc_json_writer_decimal (BcJsonWriter *self,
                        const char   *name,
                        gint64        value,
                        guint         scale)
{
  char buffer[BC_DECIMAL_BUFFER_SIZE];

  bc_json_writer_name (self, name);
  g_string_append (self->text, bc_decimal_format (buffer, value, scale));
}

/**
 * bc_json_writer_ppm:
 * @self: a writer
 * @name: (nullable): the member's name
 * @ppm: a price, probability or rate in millionths, or %BC_PPM_NONE
 *
 * Writes a share as an exact decimal, `null` for %BC_PPM_NONE.
 */
void
bc_json_writer_ppm (BcJsonWriter *self,
                    const char   *name,
                    gint32        ppm)
{
  if (ppm == BC_PPM_NONE)
    bc_json_writer_null (self, name);
  else
    bc_json_writer_decimal (self, name, ppm, BC_PPM_SCALE);
}

/**
 * bc_json_writer_dollars:
 * @self: a writer
 * @name: (nullable): the member's name
 * @nano: nano-dollars
 *
 * Writes an amount in dollars as an exact decimal.
 */
void
bc_json_writer_dollars (BcJsonWriter *self,
                        const char   *name,
                        gint64        nano)
{
  bc_json_writer_decimal (self, name, nano, BC_NANO_SCALE);
}

/**
 * bc_json_writer_cents:
 * @self: a writer
 * @name: (nullable): the member's name
 * @nano: nano-dollars
 *
 * Writes an amount in cents as an exact decimal.
 */
void
bc_json_writer_cents (BcJsonWriter *self,
                      const char   *name,
                      gint64        nano)
{
  bc_json_writer_decimal (self, name, nano, CENT_SCALE);
}

/**
 * bc_json_writer_strv:
 * @self: a writer
 * @name: (nullable): the member's name
 * @values: (nullable) (array zero-terminated=1): texts; %NULL is an empty array
 *
 * Writes an array of texts.
 */
void
bc_json_writer_strv (BcJsonWriter       *self,
                     const char         *name,
                     const char * const *values)
{
  bc_json_writer_begin_array (self, name);
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    bc_json_writer_string (self, NULL, values[i]);
  bc_json_writer_end_array (self);
}

/**
 * bc_json_writer_raw:
 * @self: a writer
 * @name: (nullable): the member's name
 * @json: one complete JSON value, such as another writer's document
 * @length: its length in bytes, or -1 if it ends with a NUL
 *
 * Copies a value that is JSON already. It is not checked.
 */
void
bc_json_writer_raw (BcJsonWriter *self,
                    const char   *name,
                    const char   *json,
                    gssize        length)
{
  bc_json_writer_name (self, name);
  g_string_append_len (self->text, json, length);
}

/**
 * bc_json_writer_get_length:
 * @self: a writer
 *
 * Gets how much was written so far.
 *
 * Returns: bytes
 */
gsize
bc_json_writer_get_length (BcJsonWriter *self)
{
  return self->text->len;
}

/**
 * bc_json_writer_finish:
 * @self: a writer with everything closed
 *
 * Takes the document. The writer is empty afterwards and can write another.
 *
 * Returns: (transfer full): the text, without a NUL
 */
GBytes *
bc_json_writer_finish (BcJsonWriter *self)
{
  GString *text = self->text;

  g_return_val_if_fail (self->depth == 0, NULL);

  self->text = g_string_new (NULL);

  return g_string_free_to_bytes (text);
}
