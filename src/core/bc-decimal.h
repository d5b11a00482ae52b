/* bc-decimal.h: decimal text and scaled integers, never through a double
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prices, probabilities, thresholds and rates are millionths ("ppm") in a
 * gint32; money is nano-dollars in a gint64. */
#define BC_PPM_SCALE        6
#define BC_PPM_ONE          1000000
#define BC_PPM_NONE         G_MININT32
#define BC_NANO_SCALE       9
#define BC_NANO_PER_DOLLAR  G_GINT64_CONSTANT (1000000000)

/* Room for the longest text that bc_decimal_format() writes, with its NUL. */
#define BC_DECIMAL_BUFFER_SIZE 32

gboolean  bc_decimal_parse        (const char  *text,
                                   gssize       length,
                                   guint        scale,
                                   gint64      *value,
                                   GError     **error);
gboolean  bc_decimal_from_double  (double       number,
                                   guint        scale,
                                   gint64      *value,
                                   GError     **error);
char     *bc_decimal_format       (char        *buffer,
                                   gint64       value,
                                   guint        scale);
char     *bc_double_format        (char        *buffer,
                                   double       number);
gboolean  bc_ppm_parse            (const char  *text,
                                   gssize       length,
                                   gint32      *ppm,
                                   GError     **error);

/* The sum of two amounts, which stops at the ends of a symmetric range. */
gint64    bc_nano_add             (gint64       a,
                                   gint64       b);

G_END_DECLS
