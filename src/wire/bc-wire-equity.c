/* bc-wire-equity.c: the running net profit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-wire-private.h"

/* The first point, the last one, and the lowest and highest of each bucket. */
#define MAX_POINTS 2000
#define N_BUCKETS  ((MAX_POINTS - 2) / 2)

/* (element-type gint64): nano-dollars after each trade, in the order of the set */
static GArray *
accumulate (const BcSimulationResult *result)
{
  GArray *equity = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) result->metrics.all.n_trades);
  gint64 sum = 0;

  for (guint i = 0; i < result->games->len; i++)
    {
      const BcGameResult *game = g_ptr_array_index (result->games, i);

      for (guint k = 0; k < game->trades->len; k++)
        {
          sum = bc_nano_add (sum, g_array_index (game->trades, BcTrade, k).net);
          g_array_append_val (equity, sum);
        }
    }

  return equity;
}

static void
write_point (BcJsonWriter *writer,
             const GArray *equity,
             guint         index)
{
  bc_json_writer_begin_object (writer, NULL);
  bc_json_writer_int (writer, "trade_number", (gint64) index + 1);
  bc_json_writer_dollars (writer, "cumulative_profit_dollars", g_array_index (equity, gint64, index));
  bc_json_writer_end_object (writer);
}

/* Both ends of the bucket's range, in the order in which they came. */
static void
write_bucket (BcJsonWriter *writer,
              const GArray *equity,
              guint         begin,
              guint         end)
{
  guint lowest = begin;
  guint highest = begin;

  for (guint i = begin + 1; i < end; i++)
    {
      gint64 value = g_array_index (equity, gint64, i);

      if (value < g_array_index (equity, gint64, lowest))
        lowest = i;
      if (value > g_array_index (equity, gint64, highest))
        highest = i;
    }

  write_point (writer, equity, MIN (lowest, highest));
  if (lowest != highest)
    write_point (writer, equity, MAX (lowest, highest));
}

static void
write_reduced (BcJsonWriter *writer,
               const GArray *equity)
{
  guint64 inner = equity->len - 2;

  write_point (writer, equity, 0);
  for (guint i = 0; i < N_BUCKETS; i++)
    write_bucket (writer, equity,
                  1 + (guint) (inner * i / N_BUCKETS),
                  1 + (guint) (inner * (i + 1) / N_BUCKETS));
  write_point (writer, equity, equity->len - 1);
}

/* A reduced curve keeps every peak and every fall that can be seen, and says
 * that it is reduced. */
void
_bc_wire_write_equity (BcJsonWriter             *writer,
                       const BcSimulationResult *result,
                       gboolean                  reduced)
{
  g_autoptr(GArray) equity = accumulate (result);

  reduced = reduced && equity->len > MAX_POINTS;

  bc_json_writer_boolean (writer, "equity_curve_reduced", reduced);
  bc_json_writer_begin_array (writer, "equity_curve");
  if (reduced)
    write_reduced (writer, equity);
  else
    for (guint i = 0; i < equity->len; i++)
      write_point (writer, equity, i);
  bc_json_writer_end_array (writer);
}
