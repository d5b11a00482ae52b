/* bc-json-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-json-check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

G_STATIC_ASSERT (BC_JSON_MAX_DEPTH <= 64);

typedef enum
{
  NEED_VALUE,
  NEED_VALUE_OR_END,
  NEED_NAME,
  NEED_NAME_OR_END,
  NEED_COMMA_OR_END,
  NEED_NOTHING,
} Need;

typedef struct
{
  const char *start;
  const char *end;
  const char *p;
  guint64     objects; /* a bit per level: whether it is an object; the innermost is bit 0 */
  guint       depth;
} Checker;

static void
locate (const Checker  *self,
        BcJsonPosition *where)
{
  const char *line = self->start;

  where->byte = (gsize) (self->p - self->start);
  where->line = 1;

  for (const char *p = self->start; p < self->p; p++)
    if (*p == '\n')
      {
        where->line++;
        line = p + 1;
      }

  where->column = 1;
  for (const char *p = line; p < self->p; p++)
    if (((guchar) *p & 0xc0) != 0x80)
      where->column++;
}

static G_GNUC_PRINTF (4, 5) gboolean
fail (const Checker  *self,
      BcWireError     code,
      GError        **error,
      const char     *format,
      ...)
{
  g_autofree char *reason = NULL;
  BcJsonPosition where;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  locate (self, &where);
  g_set_error (error, BC_WIRE_ERROR, code,
               _("Line %u, column %u (byte %" G_GSIZE_FORMAT "): %s"),
               where.line, where.column, where.byte, reason);

  return FALSE;
}

static char
peek (const Checker *self)
{
  return self->p < self->end ? *self->p : '\0';
}

static gboolean
unexpected (const Checker  *self,
            const char     *wanted,
            GError        **error)
{
  g_autofree char *found = NULL;

  if (self->p >= self->end)
    return fail (self, BC_WIRE_ERROR_PARSE, error, _("the text ends where %s should be"), wanted);

  found = g_strndup (self->p, (gsize) (g_utf8_next_char (self->p) - self->p));

  return fail (self, BC_WIRE_ERROR_PARSE, error, _("“%s” stands where %s should be"), found, wanted);
}

static void
skip_space (Checker *self)
{
  while (self->p < self->end
         && (*self->p == ' ' || *self->p == '\n' || *self->p == '\r' || *self->p == '\t'))
    self->p++;
}

/* Four hexadecimal digits at the place, or -1. */
static int
read_hex (Checker *self)
{
  int value = 0;

  if (self->end - self->p < 4)
    return -1;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->p[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }

  self->p += 4;

  return value;
}

/* After `\u`. Half a surrogate pair is no character, and U+0000 would cut a C
 * string short. */
static gboolean
check_code_point (Checker  *self,
                  GError  **error)
{
  int high = read_hex (self);
  int low;

  if (high < 0)
    return unexpected (self, _("four hexadecimal digits"), error);

  if (high == 0)
    return fail (self, BC_WIRE_ERROR_PARSE, error, _("a text cannot hold U+0000"));

  if (high < 0xd800 || high > 0xdfff)
    return TRUE;

  if (high < 0xdc00 && self->end - self->p >= 6 && self->p[0] == '\\' && self->p[1] == 'u')
    {
      self->p += 2;
      low = read_hex (self);
      if (low >= 0xdc00 && low <= 0xdfff)
        return TRUE;
    }

  return fail (self, BC_WIRE_ERROR_PARSE, error, _("half of a surrogate pair is no character"));
}

static gboolean
check_escape (Checker  *self,
              GError  **error)
{
  char c;

  self->p++;
  c = peek (self);

  if (c == 'u')
    {
      self->p++;
      return check_code_point (self, error);
    }

  if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
    return unexpected (self, _("an escaped character"), error);

  self->p++;

  return TRUE;
}

static gboolean
check_string (Checker  *self,
              GError  **error)
{
  self->p++;

  while (self->p < self->end && *self->p != '"')
    {
      if ((guchar) *self->p < 0x20)
        return fail (self, BC_WIRE_ERROR_PARSE, error,
                     _("the control character 0x%02x must be escaped in a text"), (guchar) *self->p);

      if (*self->p != '\\')
        self->p++;
      else if (!check_escape (self, error))
        return FALSE;
    }

  if (self->p >= self->end)
    return unexpected (self, _("the end of a text"), error);

  self->p++;

  return TRUE;
}

static gboolean
skip_digits (Checker *self)
{
  const char *first = self->p;

  while (g_ascii_isdigit (peek (self)))
    self->p++;

  return self->p > first;
}

/* The parser would wrap whole numbers past 64 bits and make 1e999 infinite. */
static gboolean
check_magnitude (Checker     *self,
                 const char  *number,
                 gboolean     whole,
                 GError     **error)
{
  gsize length = (gsize) (self->p - number);
  g_autofree char *text = NULL;
  gboolean fits;

  if (whole && length <= 18)
    return TRUE;

  text = g_strndup (number, length);

  if (whole)
    fits = g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
  else
    fits = isfinite (g_ascii_strtod (text, NULL));

  if (fits)
    return TRUE;

  self->p = number;

  return fail (self, BC_WIRE_ERROR_PARSE, error,
               whole ? _("the number %.40s… does not fit in 64 bits")
                     : _("the number %.40s is too large"), text);
}

static gboolean
check_number (Checker  *self,
              GError  **error)
{
  const char *first = self->p;
  gboolean whole = TRUE;

  if (peek (self) == '-')
    self->p++;

  if (peek (self) == '0')
    self->p++;
  else if (!skip_digits (self))
    return unexpected (self, _("a digit"), error);

  if (peek (self) == '.')
    {
      self->p++;
      whole = FALSE;
      if (!skip_digits (self))
        return unexpected (self, _("a digit"), error);
    }

  if (peek (self) == 'e' || peek (self) == 'E')
    {
      self->p++;
      whole = FALSE;
      if (peek (self) == '+' || peek (self) == '-')
        self->p++;
      if (!skip_digits (self))
        return unexpected (self, _("a digit"), error);
    }

  return check_magnitude (self, first, whole, error);
}

static gboolean
check_word (Checker  *self,
            GError  **error)
{
  static const char * const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (self->end - self->p) >= length && memcmp (self->p, words[i], length) == 0)
        {
          self->p += length;
          return TRUE;
        }
    }

  return unexpected (self, _("a value"), error);
}

static Need
need_after_value (const Checker *self)
{
  return self->depth > 0 ? NEED_COMMA_OR_END : NEED_NOTHING;
}

static gboolean
open_level (Checker  *self,
            gboolean  object,
            GError  **error)
{
  if (self->depth == BC_JSON_MAX_DEPTH)
    return fail (self, BC_WIRE_ERROR_DEPTH, error,
                 _("nested deeper than %d levels"), BC_JSON_MAX_DEPTH);

  self->objects = self->objects << 1 | (object ? 1 : 0);
  self->depth++;
  self->p++;

  return TRUE;
}

static void
close_level (Checker *self)
{
  self->objects >>= 1;
  self->depth--;
  self->p++;
}

static gboolean
check_value (Checker  *self,
             Need     *need,
             GError  **error)
{
  char c = peek (self);

  if (c == '{' || c == '[')
    {
      *need = c == '{' ? NEED_NAME_OR_END : NEED_VALUE_OR_END;
      return open_level (self, c == '{', error);
    }

  *need = need_after_value (self);

  if (c == '"')
    return check_string (self, error);
  if (c == '-' || g_ascii_isdigit (c))
    return check_number (self, error);

  return check_word (self, error);
}

static gboolean
check_name (Checker  *self,
            Need     *need,
            GError  **error)
{
  if (peek (self) != '"')
    return unexpected (self, _("a name in double quotes"), error);

  if (!check_string (self, error))
    return FALSE;

  skip_space (self);
  if (peek (self) != ':')
    return unexpected (self, _("a colon"), error);

  self->p++;
  *need = NEED_VALUE;

  return TRUE;
}

static gboolean
check_comma (Checker  *self,
             Need     *need,
             GError  **error)
{
  gboolean object = self->objects & 1;

  if (peek (self) != ',')
    return unexpected (self, object ? _("a comma or “}”") : _("a comma or “]”"), error);

  self->p++;
  *need = object ? NEED_NAME : NEED_VALUE;

  return TRUE;
}

static gboolean
check_next (Checker  *self,
            Need     *need,
            GError  **error)
{
  gboolean may_end = *need == NEED_VALUE_OR_END || *need == NEED_NAME_OR_END || *need == NEED_COMMA_OR_END;

  if (may_end && peek (self) == ((self->objects & 1) ? '}' : ']'))
    {
      close_level (self);
      *need = need_after_value (self);
      return TRUE;
    }

  if (*need == NEED_COMMA_OR_END)
    return check_comma (self, need, error);
  if (*need == NEED_NAME || *need == NEED_NAME_OR_END)
    return check_name (self, need, error);

  return check_value (self, need, error);
}

static gboolean
check_document (Checker  *self,
                GError  **error)
{
  Need need = NEED_VALUE;

  if (!g_utf8_validate_len (self->start, (gsize) (self->end - self->start), &self->p))
    return fail (self, BC_WIRE_ERROR_PARSE, error, _("the byte 0x%02x is no UTF-8 text"), (guchar) *self->p);

  self->p = self->start;
  self->p += bc_json_get_mark_length (self->start, (gsize) (self->end - self->start));
  skip_space (self);

  /* A loop, not a recursion: a stranger's nesting never becomes our stack. */
  while (need != NEED_NOTHING)
    {
      if (!check_next (self, &need, error))
        return FALSE;
      skip_space (self);
    }

  if (self->p < self->end)
    return unexpected (self, _("the end of the text"), error);

  return TRUE;
}

/**
 * bc_json_get_mark_length:
 * @text: a text
 * @length: its length in bytes
 *
 * Gets the length of the byte order mark that some editors put first.
 *
 * Returns: 3 with a mark, 0 without
 */
gsize
bc_json_get_mark_length (const char *text,
                         gsize       length)
{
  return length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/**
 * bc_json_check:
 * @text: a text
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @where: (out) (optional): where the first trouble is; untouched without one
 * @error: return location for a #BcWireError
 *
 * Checks that a text is one value of JSON as RFC 8259 has it: no comments, no
 * trailing commas, no NaN, UTF-8 only. Beyond that it refuses what would not be
 * read as written: nesting past %BC_JSON_MAX_DEPTH, whole numbers past 64 bits,
 * numbers no double holds, U+0000 and half surrogate pairs. Needs no memory.
 *
 * Errors are %BC_WIRE_ERROR_PARSE and %BC_WIRE_ERROR_DEPTH, with the position
 * in the message.
 *
 * Returns: whether it is
 */
gboolean
bc_json_check (const char      *text,
               gssize           length,
               BcJsonPosition  *where,
               GError         **error)
{
  Checker checker = { .start = text };

  checker.end = text + (length < 0 ? strlen (text) : (gsize) length);

  if (check_document (&checker, error))
    return TRUE;

  if (where != NULL)
    locate (&checker, where);

  return FALSE;
}
