/* bc-wire-common.c: what the documents have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

#include <math.h>

/* A price in ppm is this many decimals of a cent. */
#define PRICE_CENT_SCALE (BC_PPM_SCALE - 2)

/* Whether a double counted in nano-dollars fits an integer. */
#define NANO_MAX 9e18

void
_bc_wire_write_word (BcJsonWriter *writer,
                     const char   *name,
                     const char   *text)
{
  bc_json_writer_string (writer, name, text != NULL && *text != '\0' ? text : NULL);
}

void
_bc_wire_write_score (BcJsonWriter *writer,
                      const char   *name,
                      gint32        score)
{
  if (score != BC_SCORE_NONE)
    bc_json_writer_int (writer, name, score);
  else
    bc_json_writer_null (writer, name);
}

void
_bc_wire_write_price_cents (BcJsonWriter *writer,
                            const char   *name,
                            gint32        ppm)
{
  if (ppm != BC_PPM_NONE)
    bc_json_writer_decimal (writer, name, ppm, PRICE_CENT_SCALE);
  else
    bc_json_writer_null (writer, name);
}

/* Averages of nano-dollars carry no more than nano-dollars; rounded to them,
 * dollars and cents say the same number. */
static gboolean
to_nano (double  dollars,
         gint64 *nano)
{
  double amount = dollars * (double) BC_NANO_PER_DOLLAR;

  if (!isfinite (amount) || fabs (amount) > NANO_MAX)
    return FALSE;

  *nano = llround (amount);

  return TRUE;
}

void
_bc_wire_write_mean_dollars (BcJsonWriter *writer,
                             const char   *name,
                             double        dollars)
{
  gint64 nano;

  if (to_nano (dollars, &nano))
    bc_json_writer_dollars (writer, name, nano);
  else
    bc_json_writer_null (writer, name);
}

void
_bc_wire_write_mean_cents (BcJsonWriter *writer,
                           const char   *name,
                           double        dollars)
{
  gint64 nano;

  if (to_nano (dollars, &nano))
    bc_json_writer_cents (writer, name, nano);
  else
    bc_json_writer_null (writer, name);
}

void
_bc_wire_write_ratio (BcJsonWriter *writer,
                      const char   *name,
                      guint64       part,
                      guint64       whole)
{
  bc_json_writer_double (writer, name, whole > 0 ? (double) part / (double) whole : NAN);
}

double
_bc_wire_get_mean (const BcTotals *totals)
{
  if (totals->n_trades == 0)
    return NAN;

  return (double) totals->net / (double) BC_NANO_PER_DOLLAR / (double) totals->n_trades;
}
