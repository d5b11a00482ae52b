/* bc-instant.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-instant.h"

#include <glib/gi18n.h>

#define SECONDS_PER_DAY 86400

/* The end of the year 9999: anything later is a time in milliseconds. */
#define LAST_INSTANT G_GINT64_CONSTANT (253402300799)

static gboolean
read_digits (const char **cursor,
             guint        n_digits,
             int         *value)
{
  *value = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (**cursor))
        return FALSE;

      *value = *value * 10 + (**cursor - '0');
      (*cursor)++;
    }

  return TRUE;
}

static gboolean
skip_char (const char **cursor,
           char         c)
{
  if (**cursor != c)
    return FALSE;

  (*cursor)++;
  return TRUE;
}

/* A fraction is cut off: what happened at 0.9 s was not known at 1 s only. */
static gboolean
skip_fraction (const char **cursor)
{
  if (**cursor != '.' && **cursor != ',')
    return TRUE;

  (*cursor)++;
  if (!g_ascii_isdigit (**cursor))
    return FALSE;

  while (g_ascii_isdigit (**cursor))
    (*cursor)++;

  return TRUE;
}

static gboolean
read_time (const char **cursor,
           gint64      *seconds)
{
  int hour;
  int minute;
  int second = 0;

  if (!read_digits (cursor, 2, &hour) || !skip_char (cursor, ':') ||
      !read_digits (cursor, 2, &minute))
    return FALSE;

  if (skip_char (cursor, ':') &&
      (!read_digits (cursor, 2, &second) || !skip_fraction (cursor)))
    return FALSE;

  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  *seconds = hour * 3600 + minute * 60 + second;
  return TRUE;
}

static gboolean
read_zone (const char **cursor,
           gint64      *offset)
{
  int sign;
  int hour;
  int minute;

  *offset = 0;
  if (skip_char (cursor, 'Z') || skip_char (cursor, 'z'))
    return TRUE;

  if (**cursor != '+' && **cursor != '-')
    return FALSE;

  sign = *(*cursor)++ == '+' ? 1 : -1;
  if (!read_digits (cursor, 2, &hour))
    return FALSE;

  skip_char (cursor, ':');
  if (!read_digits (cursor, 2, &minute) || hour > 23 || minute > 59)
    return FALSE;

  *offset = G_GINT64_CONSTANT (60) * sign * (hour * 60 + minute);
  return TRUE;
}

static gboolean
read_iso (const char *text,
          gint64     *seconds)
{
  const char *cursor = text;
  int year, month, day;
  gint64 time, offset;

  if (!read_digits (&cursor, 4, &year) || !skip_char (&cursor, '-') ||
      !read_digits (&cursor, 2, &month) || !skip_char (&cursor, '-') ||
      !read_digits (&cursor, 2, &day))
    return FALSE;

  if (!skip_char (&cursor, 'T') && !skip_char (&cursor, 't') && !skip_char (&cursor, ' '))
    return FALSE;

  if (!read_time (&cursor, &time) || !read_zone (&cursor, &offset) || *cursor != '\0')
    return FALSE;

  if (year < 1970 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *seconds = bc_instant_of (year, month, day) + time - offset;
  return TRUE;
}

static gboolean
read_unix (const char *text,
           gint64     *seconds)
{
  const char *cursor = text;
  guint64 value = 0;

  if (!g_ascii_isdigit (*cursor))
    return FALSE;

  for (; g_ascii_isdigit (*cursor); cursor++)
    {
      value = value * 10 + (guint64) (*cursor - '0');
      if (value > LAST_INSTANT)
        return FALSE;
    }

  *seconds = (gint64) value;
  return skip_fraction (&cursor) && *cursor == '\0';
}

/**
 * bc_instant_of:
 * @year: a year of the Gregorian calendar, from 1 on
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: Unix seconds of that day's midnight in UTC
 */
gint64
bc_instant_of (int year,
               int month,
               int day)
{
  static const int days_before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
  gint64 y = year - 1;
  gint64 days = y * 365 + y / 4 - y / 100 + y / 400 + days_before[month - 1] + day - 1;

  if (month > 2 && g_date_is_leap_year ((GDateYear) year))
    days++;

  /* 1970-01-01 is 719,162 days after 0001-01-01. */
  return (days - 719162) * SECONDS_PER_DAY;
}

/**
 * bc_instant_parse:
 * @text: `1766880720`, `2025-12-28T00:12Z` or `2025-08-19T19:04:33.525-04:00`
 * @seconds: (out): Unix seconds; fractions are cut off
 * @error: return location for an error
 *
 * Reads Unix seconds, or ISO 8601 with a zone. A time without a zone is
 * refused, as nobody can know which one was meant.
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_INVALID if @text is neither
 */
gboolean
bc_instant_parse (const char  *text,
                  gint64      *seconds,
                  GError     **error)
{
  if (read_unix (text, seconds) || read_iso (text, seconds))
    return TRUE;

  g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
               _("“%.40s” is no time: Unix seconds or ISO 8601 with a zone are, such as 2025-12-28T00:12:00Z"),
               text);
  return FALSE;
}
