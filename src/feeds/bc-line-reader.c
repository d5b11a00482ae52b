/* bc-line-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-line-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define RAW_SIZE 65536

/* Room for one longest line, what was read beyond it, and a final NUL. */
#define TEXT_SIZE ((gsize) 4 * BC_LINE_READER_MAX_LINE)

static const char gzip_magic[] = { '\x1f', '\x8b' };
static const char byte_order_mark[] = { '\xef', '\xbb', '\xbf' };

struct _BcLineReader
{
  int           fd;
  BcReporter   *reporter;     /* (nullable) */
  GCancellable *cancellable;  /* (nullable) */
  GConverter   *gunzip;       /* NULL for a plain file */

  char         *raw;          /* as on disk */
  gsize         raw_start;
  gsize         raw_end;
  gint64        raw_offset;   /* in the file, of raw_start */
  gboolean      raw_ended;
  gboolean      member_ended; /* of a gzip file, which may have several */

  char         *text;
  gsize         text_start;
  gsize         text_end;
  gboolean      text_ended;

  guint64       line;         /* of the line returned last, from 1 */
  gint64        line_offset;  /* in the text, of that line */
  gint64        next_offset;  /* in the text, of text_start */
  gint64        failed_at;    /* in the file, where decompression failed; else -1 */
};

static gboolean
refill_raw (BcLineReader  *self,
            GError       **error)
{
  gssize n;

  if (self->raw_start < self->raw_end || self->raw_ended)
    return TRUE;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  do
    n = read (self->fd, self->raw, RAW_SIZE);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   _("Cannot read: %s"), g_strerror (code));
      return FALSE;
    }

  self->raw_start = 0;
  self->raw_end = (gsize) n;
  self->raw_ended = n == 0;
  if (self->reporter != NULL)
    bc_reporter_add (self->reporter, n);

  return TRUE;
}

static void
consume_raw (BcLineReader *self,
             gsize         n)
{
  self->raw_start += n;
  self->raw_offset += (gint64) n;
}

static gboolean
fail_gzip (BcLineReader  *self,
           const char    *reason,
           GError       **error)
{
  self->failed_at = self->raw_offset;
  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("The compressed data is damaged at byte %" G_GINT64_FORMAT ": %s"),
               self->raw_offset, reason);

  return FALSE;
}

static gboolean
copy_plain (BcLineReader  *self,
            char          *target,
            gsize          room,
            gsize         *n_written,
            GError       **error)
{
  if (!refill_raw (self, error))
    return FALSE;

  *n_written = MIN (room, self->raw_end - self->raw_start);
  memcpy (target, self->raw + self->raw_start, *n_written);
  consume_raw (self, *n_written);

  return TRUE;
}

/* One step of decompression; writes nothing only at the end of the file. */
static gboolean
copy_gunzipped (BcLineReader  *self,
                char          *target,
                gsize          room,
                gsize         *n_written,
                GError       **error)
{
  *n_written = 0;

  while (*n_written == 0)
    {
      g_autoptr(GError) local_error = NULL;
      GConverterResult result;
      gsize n_read = 0;

      if (!refill_raw (self, error))
        return FALSE;

      if (self->member_ended && self->raw_start == self->raw_end)
        return TRUE;

      if (self->member_ended)
        {
          g_converter_reset (self->gunzip);
          self->member_ended = FALSE;
        }

      result = g_converter_convert (self->gunzip,
                                    self->raw + self->raw_start, self->raw_end - self->raw_start,
                                    target, room,
                                    self->raw_ended ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS,
                                    &n_read, n_written, &local_error);
      if (result == G_CONVERTER_ERROR &&
          !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return fail_gzip (self, local_error->message, error);

      if (result == G_CONVERTER_ERROR && self->raw_ended)
        return fail_gzip (self, _("it ends in the middle"), error);

      consume_raw (self, n_read);
      self->member_ended = result == G_CONVERTER_FINISHED;
    }

  return TRUE;
}

static gboolean
copy_text (BcLineReader  *self,
           char          *target,
           gsize          room,
           gsize         *n_written,
           GError       **error)
{
  if (self->gunzip != NULL)
    return copy_gunzipped (self, target, room, n_written, error);

  return copy_plain (self, target, room, n_written, error);
}

/* Adds to the text what fits behind it, after moving it to the front. */
static gboolean
refill_text (BcLineReader  *self,
             GError       **error)
{
  gsize n;

  memmove (self->text, self->text + self->text_start, self->text_end - self->text_start);
  self->text_end -= self->text_start;
  self->text_start = 0;

  if (!copy_text (self, self->text + self->text_end, TEXT_SIZE - 1 - self->text_end, &n, error))
    return FALSE;

  self->text_end += n;
  self->text_ended = n == 0;

  return TRUE;
}

static gboolean
check_regular (int      fd,
               GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("Not a regular file"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
start_text (BcLineReader  *self,
            GError       **error)
{
  if (!refill_raw (self, error))
    return FALSE;

  if (self->raw_end >= sizeof gzip_magic && memcmp (self->raw, gzip_magic, sizeof gzip_magic) == 0)
    self->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

  if (!refill_text (self, error))
    return FALSE;

  if (self->text_end >= sizeof byte_order_mark &&
      memcmp (self->text, byte_order_mark, sizeof byte_order_mark) == 0)
    {
      self->text_start = sizeof byte_order_mark;
      self->next_offset = sizeof byte_order_mark;
    }

  return TRUE;
}

static BcLineReader *
bc_line_reader_new (int           fd,
                    BcReporter   *reporter,
                    GCancellable *cancellable)
{
  BcLineReader *self = g_new0 (BcLineReader, 1);

  self->fd = fd;
  self->reporter = reporter != NULL ? bc_reporter_ref (reporter) : NULL;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->raw = g_malloc (RAW_SIZE);
  self->text = g_malloc (TEXT_SIZE);
  self->failed_at = -1;

  return self;
}

/**
 * bc_line_reader_open:
 * @path: a regular file, plain text or gzip; which one its first bytes tell
 * @reporter: (nullable): told of the bytes read from disk as they are read
 * @cancellable: (nullable): ends any later read with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Opens a file for one pass from its start to its end. A byte order mark is
 * skipped. To be used by one thread at a time.
 *
 * Returns: (transfer full) (nullable): the reader, or %NULL with an error of
 *   #GIOErrorEnum, or %BC_FEEDS_ERROR_INVALID if it is damaged gzip data
 */
BcLineReader *
bc_line_reader_open (const char    *path,
                     BcReporter    *reporter,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(BcLineReader) self = NULL;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   _("Cannot open: %s"), g_strerror (code));
      return NULL;
    }

  self = bc_line_reader_new (fd, reporter, cancellable);
  if (!check_regular (fd, error) || !start_text (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * bc_line_reader_free:
 * @self: (transfer full): a reader
 *
 * Closes the file.
 */
void
bc_line_reader_free (BcLineReader *self)
{
  close (self->fd);
  g_clear_pointer (&self->reporter, bc_reporter_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->gunzip);
  g_free (self->raw);
  g_free (self->text);
  g_free (self);
}

/**
 * bc_line_reader_peek:
 * @self: a reader
 * @text: (out) (transfer none): the text that follows, without a NUL at its end
 * @length: (out): its length; less than a few thousand only near the file's end
 * @error: return location for an error
 *
 * Looks ahead without moving, so that a file can be recognised.
 *
 * Returns: %FALSE with an error as of bc_line_reader_next()
 */
gboolean
bc_line_reader_peek (BcLineReader  *self,
                     const char   **text,
                     gsize         *length,
                     GError       **error)
{
  while (self->text_end - self->text_start < 4096 && !self->text_ended)
    {
      if (!refill_text (self, error))
        return FALSE;
    }

  *text = self->text + self->text_start;
  *length = self->text_end - self->text_start;

  return TRUE;
}

static void
start_line (BcLineReader *self)
{
  self->line++;
  self->line_offset = self->next_offset;
}

static char *
take_line (BcLineReader  *self,
           gsize          length,
           gsize          n_end,
           GError       **error)
{
  char *line = self->text + self->text_start;

  start_line (self);
  self->next_offset += (gint64) (length + n_end);
  self->text_start += length + n_end;

  if (memchr (line, '\0', length) != NULL)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("Line %" G_GUINT64_FORMAT " is no text"), self->line);
      return NULL;
    }

  if (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';

  return line;
}

/**
 * bc_line_reader_next:
 * @self: a reader
 * @error: return location for an error
 *
 * Reads one line; LF and CRLF end it, and so does the end of the file.
 *
 * Returns: (transfer none) (nullable): the line without its end, which may be
 *   written to and is valid until the next call; %NULL without an error at the
 *   end of the file; %NULL with %BC_FEEDS_ERROR_TOO_LARGE if the line is longer
 *   than %BC_LINE_READER_MAX_LINE, with %BC_FEEDS_ERROR_INVALID if it holds a
 *   NUL or gzip data is damaged, or with an error of #GIOErrorEnum
 */
char *
bc_line_reader_next (BcLineReader  *self,
                     GError       **error)
{
  for (;;)
    {
      char *start = self->text + self->text_start;
      gsize available = self->text_end - self->text_start;
      char *end = memchr (start, '\n', MIN (available, BC_LINE_READER_MAX_LINE));

      if (end != NULL)
        return take_line (self, (gsize) (end - start), 1, error);

      if (available >= BC_LINE_READER_MAX_LINE)
        {
          start_line (self);
          g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_TOO_LARGE,
                       _("Line %" G_GUINT64_FORMAT " is longer than %d bytes"),
                       self->line, BC_LINE_READER_MAX_LINE);
          return NULL;
        }

      if (self->text_ended && available == 0)
        return NULL;

      if (self->text_ended)
        return take_line (self, available, 0, error);

      if (!refill_text (self, error))
        return NULL;
    }
}

/**
 * bc_line_reader_read_all:
 * @self: a reader of which no line was read
 * @limit: most bytes of text
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the whole text, or %NULL with
 *   %BC_FEEDS_ERROR_TOO_LARGE if it is longer than @limit, or with an error as
 *   of bc_line_reader_next()
 */
GBytes *
bc_line_reader_read_all (BcLineReader  *self,
                         gsize          limit,
                         GError       **error)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();

  while (!self->text_ended || self->text_start < self->text_end)
    {
      g_byte_array_append (all, (const guint8 *) self->text + self->text_start,
                           (guint) (self->text_end - self->text_start));
      self->text_start = self->text_end;

      if (all->len > limit)
        {
          g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_TOO_LARGE,
                       _("Longer than %" G_GSIZE_FORMAT " bytes, the most that is read of this kind"), limit);
          return NULL;
        }

      if (!refill_text (self, error))
        return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

/**
 * bc_line_reader_get_line:
 * @self: a reader
 *
 * Returns: the number of the line read last, from 1; 0 before the first
 */
guint64
bc_line_reader_get_line (BcLineReader *self)
{
  return self->line;
}

/**
 * bc_line_reader_get_byte:
 * @self: a reader
 *
 * Returns: where the line read last starts, in bytes of text; or, after a
 *   failure to decompress, where in the file it happened
 */
gint64
bc_line_reader_get_byte (BcLineReader *self)
{
  return self->failed_at >= 0 ? self->failed_at : self->line_offset;
}
