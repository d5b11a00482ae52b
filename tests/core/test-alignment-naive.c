/* test-alignment-naive.c: the joining of two clocks a second time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written from docs/strategy.md alone: every point searches every quote anew.
 */

#include "bc-series.h"
#include "test-utils.h"

#define N_GAMES 4000
#define MAX_POINTS 40
#define NONE BC_PPM_NONE
#define ONE BC_PPM_ONE

typedef struct
{
  gint64   t;
  gint32   p, m, b, a;
} Row;

typedef struct
{
  Row    rows[MAX_POINTS];
  guint  n;
  gint64 start;
  gint64 end;
  guint  n_unquoted;
  guint  n_invalid;
  guint  n_trailing;
  guint  n_excluded;
  guint  n_crossed;
} Expected;

static gint32
draw_price (void)
{
  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
    case 1:
      return NONE;
    case 2:
      return 0;
    case 3:
      return ONE;
    case 4:
      return g_test_rand_bit () ? -1 : ONE + 1;
    default:
      return g_test_rand_int_range (0, ONE + 1);
    }
}

static BcMarket *
draw_market (gboolean is_home)
{
  BcMarket *market = bc_market_new (is_home ? "A" : "B");
  guint n = (guint) g_test_rand_int_range (1, 15);
  gint64 time = g_test_rand_int_range (0, 300);

  market->team = g_strdup (market->ticker);
  market->is_home = is_home;
  for (guint i = 0; i < n; i++)
    {
      const BcQuote quote = { time, draw_price (), draw_price (), draw_price (), 0 };

      g_array_append_val (market->quotes, quote);
      time += g_test_rand_int_range (1, 120);
    }

  return market;
}

static BcModelTrack *
draw_track (void)
{
  BcModelTrack *track = bc_model_track_new ("other", FALSE);
  guint n = (guint) g_test_rand_int_range (1, MAX_POINTS + 1);
  gint64 time = g_test_rand_int_range (0, 300);

  for (guint i = 0; i < n; i++)
    {
      const BcModelPoint point = { time, draw_price (), NONE, NONE, NONE, -1, -1, -1, 0 };

      g_array_append_val (track->points, point);
      time += g_test_rand_int_range (0, 60);
    }

  return track;
}

static gboolean
good (gint32 price)
{
  return price >= 0 && price <= ONE;
}

static void
tidy_book (gint32 *bid,
           gint32 *ask)
{
  if (*bid == 0 && *ask == ONE)
    *bid = *ask = NONE;
  if (!good (*bid))
    *bid = NONE;
  if (!good (*ask))
    *ask = NONE;
}

static gboolean
has_book (const BcMarket *market)
{
  for (guint i = 0; i < market->quotes->len; i++)
    {
      BcQuote quote = g_array_index (market->quotes, BcQuote, i);

      tidy_book (&quote.bid, &quote.ask);
      if (quote.bid != NONE || quote.ask != NONE)
        return TRUE;
    }

  return FALSE;
}

static const BcQuote *
search (const BcMarket   *market,
        const BcStrategy *strategy,
        gint64            t)
{
  const BcQuote *found = NULL;

  for (guint i = 0; i < market->quotes->len; i++)
    {
      const BcQuote *quote = &g_array_index (market->quotes, BcQuote, i);
      gint64 distance = ABS (t - quote->time);

      if (strategy->align == BC_ALIGN_ASOF)
        {
          if (quote->time <= t && distance <= strategy->max_quote_age)
            found = quote;
        }
      else if (distance <= 60 && (found == NULL || distance <= ABS (t - found->time)))
        found = quote;
    }

  return found;
}

/* The home market's view of a quote. */
static gboolean
see (const BcMarket *market,
     const BcQuote  *quote,
     Row            *row)
{
  gint32 last = quote->last;

  row->b = quote->bid;
  row->a = quote->ask;
  tidy_book (&row->b, &row->a);
  if (!market->is_home)
    {
      gint32 bid = row->b;

      row->b = row->a == NONE ? NONE : ONE - row->a;
      row->a = bid == NONE ? NONE : ONE - bid;
      last = good (last) ? ONE - last : NONE;
    }

  row->m = row->b != NONE && row->a != NONE ? (row->b + row->a + 1) / 2 : last;

  return good (row->m);
}

static void
join (const BcGameData *data,
      const BcStrategy *strategy,
      Expected         *expected)
{
  const GArray *points = ((BcModelTrack *) g_ptr_array_index (data->tracks, 0))->points;

  for (guint i = 0; i < points->len; i++)
    {
      const BcModelPoint *point = &g_array_index (points, BcModelPoint, i);
      Row row = { .t = point->time + strategy->signal_delay, .p = point->prob };
      guint n_quotes = 0;
      gboolean seen = FALSE;

      for (guint k = 0; k < data->markets->len && !seen; k++)
        {
          const BcMarket *market = g_ptr_array_index (data->markets, k);
          const BcQuote *quote = search (market, strategy, row.t);

          n_quotes += quote != NULL;
          seen = quote != NULL && see (market, quote, &row);
        }

      if (seen && good (row.p))
        expected->rows[expected->n++] = row;
      else if (good (row.p) && n_quotes == 0)
        expected->n_unquoted++;
      else
        expected->n_invalid++;
    }
}

static void
cut (const BcStrategy *strategy,
     Expected         *expected)
{
  guint kept = 0;

  while (expected->n > 0 && expected->rows[expected->n - 1].p % ONE == 0)
    {
      expected->n--;
      expected->n_trailing++;
    }
  if (expected->n == 0)
    return;

  expected->start = expected->rows[0].t;
  expected->end = expected->rows[expected->n - 1].t;

  for (guint i = 0; i < expected->n; i++)
    {
      const Row row = expected->rows[i];

      if (row.t < expected->start + strategy->exclude_first || row.t > expected->end - strategy->exclude_last)
        continue;
      expected->n_crossed += row.b != NONE && row.a != NONE && row.b > row.a;
      expected->rows[kept++] = row;
    }
  expected->n_excluded = expected->n - kept;
  expected->n = kept;
}

static void
check_series (const BcSeries *series,
              const Expected *expected)
{
  g_assert_cmpuint (series->n_points, ==, expected->n);
  g_assert_cmpint (series->start, ==, expected->start);
  g_assert_cmpint (series->end, ==, expected->end);
  g_assert_cmpuint (series->n_unquoted, ==, expected->n_unquoted);
  g_assert_cmpuint (series->n_invalid, ==, expected->n_invalid);
  g_assert_cmpuint (series->n_trailing, ==, expected->n_trailing);
  g_assert_cmpuint (series->n_excluded, ==, expected->n_excluded);
  g_assert_cmpuint (series->n_crossed, ==, expected->n_crossed);

  for (guint i = 0; i < expected->n; i++)
    {
      g_assert_cmpint (series->time[i], ==, expected->rows[i].t);
      g_assert_cmpint (series->model[i], ==, expected->rows[i].p);
      g_assert_cmpint (series->price[i], ==, expected->rows[i].m);
      g_assert_cmpint (series->bid[i], ==, expected->rows[i].b);
      g_assert_cmpint (series->ask[i], ==, expected->rows[i].a);
    }
}

static BcGameData *
draw_data (void)
{
  g_autoptr(BcGame) game = bc_game_new ();
  BcGameData *data = bc_game_data_new (game);

  g_ptr_array_add (data->tracks, draw_track ());
  g_ptr_array_add (data->markets, draw_market (g_test_rand_bit ()));
  if (g_test_rand_bit ())
    {
      g_ptr_array_set_size (data->markets, 0);
      g_ptr_array_add (data->markets, draw_market (TRUE));
      g_ptr_array_add (data->markets, draw_market (FALSE));
    }

  return data;
}

static gboolean
check_game (void)
{
  g_autoptr(BcGameData) data = draw_data ();
  g_autoptr(BcSeries) series = NULL;
  Expected expected = { .n = 0 };
  BcStrategy strategy;

  for (guint i = 0; i < data->markets->len; i++)
    {
      /* Without any book the game is refused, which is tested elsewhere. */
      if (!has_book (g_ptr_array_index (data->markets, i)))
        return FALSE;
    }

  bc_strategy_init (&strategy);
  strategy.signal_delay = g_test_rand_int_range (0, 90);
  strategy.max_quote_age = g_test_rand_int_range (0, 200);
  strategy.align = g_test_rand_bit () ? BC_ALIGN_ASOF : BC_ALIGN_NEAREST;
  strategy.exclude_first = g_test_rand_bit () ? g_test_rand_int_range (0, 300) : 0;
  strategy.exclude_last = g_test_rand_bit () ? g_test_rand_int_range (0, 300) : 0;

  series = bc_series_align (data, NULL, &strategy, NULL);
  join (data, &strategy, &expected);
  cut (&strategy, &expected);
  if (series == NULL)
    {
      g_assert_cmpuint (expected.n + expected.n_excluded, ==, 0);
      return FALSE;
    }
  check_series (series, &expected);

  return TRUE;
}

static void
test_alignment_naive (void)
{
  guint n_aligned = 0;

  for (guint i = 0; i < N_GAMES; i++)
    n_aligned += check_game ();

  g_assert_cmpuint (n_aligned, >, N_GAMES / 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alignment-naive/same-points", test_alignment_naive);

  return g_test_run ();
}
