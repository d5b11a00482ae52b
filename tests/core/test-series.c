/* test-series.c: from two clocks to one series
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "bc-core-error.h"
#include "bc-series.h"
#include "test-utils.h"

#define T0 G_GINT64_CONSTANT (1767300000)
#define NONE BC_PPM_NONE

/* Seconds after T0, then ppm. */
typedef struct
{
  gint64 time;
  gint32 bid;
  gint32 ask;
  gint32 last;
} Quote;

typedef struct
{
  gint64 time;
  gint32 prob;
} Model;

typedef struct
{
  BcStrategy  strategy;
  BcGameData *data;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  g_autoptr(BcGame) game = bc_game_new ();

  bc_strategy_init (&fixture->strategy);
  fixture->strategy.signal_delay = 0;
  fixture->data = bc_game_data_new (game);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  bc_game_data_unref (fixture->data);
}

static void
add_model (Fixture     *fixture,
           const char  *source,
           const Model *points,
           guint        n_points)
{
  BcModelTrack *track = bc_model_track_new (source, FALSE);

  for (guint i = 0; i < n_points; i++)
    {
      const BcModelPoint point = {
        .time = T0 + points[i].time,
        .prob = points[i].prob,
        .price = NONE,
        .bid = NONE,
        .ask = NONE,
      };

      g_array_append_val (track->points, point);
    }

  g_ptr_array_add (fixture->data->tracks, track);
}

static void
add_aligned (Fixture            *fixture,
             const BcModelPoint *points,
             guint               n_points)
{
  BcModelTrack *track = bc_model_track_new ("csv", TRUE);

  g_array_append_vals (track->points, points, n_points);
  g_ptr_array_add (fixture->data->tracks, track);
}

static void
add_market (Fixture     *fixture,
            const char  *team,
            gboolean     is_home,
            const Quote *quotes,
            guint        n_quotes)
{
  g_autofree char *ticker = g_strdup_printf ("KX-%u-%s", fixture->data->markets->len, team);
  BcMarket *market = bc_market_new (ticker);

  market->team = g_strdup (team);
  market->is_home = is_home;
  for (guint i = 0; i < n_quotes; i++)
    {
      const BcQuote quote = {
        .time = T0 + quotes[i].time,
        .bid = quotes[i].bid,
        .ask = quotes[i].ask,
        .last = quotes[i].last,
      };

      g_array_append_val (market->quotes, quote);
    }

  g_ptr_array_add (fixture->data->markets, market);
}

#define model(...) G_STMT_START { \
    static const Model points_[] = { __VA_ARGS__ }; \
    add_model (fixture, "espn", points_, G_N_ELEMENTS (points_)); \
  } G_STMT_END
#define market(is_home, ...) G_STMT_START { \
    static const Quote quotes_[] = { __VA_ARGS__ }; \
    add_market (fixture, (is_home) ? "BOS" : "NY", is_home, quotes_, G_N_ELEMENTS (quotes_)); \
  } G_STMT_END

static BcSeries *
align (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  BcSeries *series = bc_series_align (fixture->data, NULL, &fixture->strategy, &error);

  g_assert_no_error (error);
  g_assert_nonnull (series);

  return series;
}

static void
check_refused (Fixture    *fixture,
               const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (bc_series_align (fixture->data, NULL, &fixture->strategy, &error));
  g_assert_error (error, BC_CORE_ERROR, BC_CORE_ERROR_NO_DATA);
  g_assert_nonnull (strstr (error->message, words));
}

static void
check_point (const BcSeries *series,
             guint           i,
             gint64          time,
             gint32          prob,
             gint32          price,
             gint32          bid,
             gint32          ask)
{
  g_assert_cmpuint (i, <, series->n_points);
  g_assert_cmpint (series->time[i] - T0, ==, time);
  g_assert_cmpint (series->model[i], ==, prob);
  g_assert_cmpint (series->price[i], ==, price);
  g_assert_cmpint (series->bid[i], ==, bid);
  g_assert_cmpint (series->ask[i], ==, ask);
}

/* Step 1: a published number can be acted on later; ESPN's 60 s by default. */
static void
test_series_signal_delay (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_autoptr(BcSeries) of_source = NULL;
  g_autoptr(BcSeries) set = NULL;

  model ({ 0, 500000 }, { 30, 510000 });
  market (TRUE, { 0, 400000, 420000, NONE }, { 60, 500000, 520000, NONE }, { 90, 600000, 620000, NONE });

  fixture->strategy.signal_delay = BC_SIGNAL_DELAY_OF_SOURCE;
  of_source = align (fixture);
  check_point (of_source, 0, 60, 500000, 510000, 500000, 520000);
  check_point (of_source, 1, 90, 510000, 610000, 600000, 620000);
  g_assert_cmpint (of_source->start, ==, T0 + 60);

  fixture->strategy.signal_delay = 10;
  set = align (fixture);
  check_point (set, 0, 10, 500000, 410000, 400000, 420000);
}

/* Step 2: the newest quote that was known, up to its greatest age. */
static void
test_series_asof (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ -1, 500000 }, { 0, 500000 }, { 59, 500000 }, { 60, 500000 }, { 180, 500000 }, { 181, 500000 });
  market (TRUE, { 0, 400000, 420000, NONE }, { 60, 500000, 520000, NONE });
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 4);
  check_point (series, 0, 0, 500000, 410000, 400000, 420000);
  check_point (series, 1, 59, 500000, 410000, 400000, 420000);
  check_point (series, 2, 60, 500000, 510000, 500000, 520000);
  check_point (series, 3, 180, 500000, 510000, 500000, 520000);
  g_assert_cmpuint (series->n_unquoted, ==, 2);
}

/* Step 2, for comparison only: either side within 60 s, the later on a tie. */
static void
test_series_nearest (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ -61, 500000 }, { -60, 500000 }, { 0, 500000 }, { 19, 500000 }, { 20, 500000 }, { 100, 500000 }, { 101, 500000 });
  market (TRUE, { 0, 400000, 420000, NONE }, { 40, 500000, 520000, NONE });
  fixture->strategy.align = BC_ALIGN_NEAREST;
  fixture->strategy.max_quote_age = 0;
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 5);
  check_point (series, 0, -60, 500000, 410000, 400000, 420000);
  check_point (series, 1, 0, 500000, 410000, 400000, 420000);
  check_point (series, 2, 19, 500000, 410000, 400000, 420000);
  check_point (series, 3, 20, 500000, 510000, 500000, 520000);
  check_point (series, 4, 100, 500000, 510000, 500000, 520000);
  g_assert_cmpuint (series->n_unquoted, ==, 2);
}

/* The price: the mid, half away from zero; the last trade where a side is
 * missing; what is neither is no point. */
static void
test_series_price (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 1, 500000 }, { 2, 500000 }, { 3, 500000 }, { 4, 500000 }, { 5, 500000 }, { 6, 500000 }, { 7, 500000 });
  market (TRUE,
          { 0, 400000, 400001, NONE }, { 1, NONE, 420000, 410000 }, { 2, 400000, NONE, 390000 },
          { 3, 0, 1000000, 600000 }, { 4, -1, 1000001, 610000 }, { 5, 400000, NONE, NONE },
          { 6, 0, 1000000, NONE }, { 7, 400000, NONE, 1000001 });
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 5);
  check_point (series, 0, 0, 500000, 400001, 400000, 400001);
  check_point (series, 1, 1, 500000, 410000, NONE, 420000);
  check_point (series, 2, 2, 500000, 390000, 400000, NONE);
  check_point (series, 3, 3, 500000, 600000, NONE, NONE);
  check_point (series, 4, 4, 500000, 610000, NONE, NONE);
  g_assert_cmpuint (series->n_invalid, ==, 3);
  g_assert_cmpuint (series->n_unquoted, ==, 0);
}

static void
test_series_bounds (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 0 }, { 1, 1000000 }, { 2, -1 }, { 3, 1000001 }, { 4, NONE }, { 5, 500000 });
  market (TRUE, { 0, 0, 10000, NONE }, { 1, 990000, 1000000, NONE }, { 5, 0, 0, NONE });
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 3);
  check_point (series, 0, 0, 0, 5000, 0, 10000);
  check_point (series, 1, 1, 1000000, 995000, 990000, 1000000);
  check_point (series, 2, 5, 500000, 0, 0, 0);
  g_assert_cmpuint (series->n_invalid, ==, 3);
}

/* Where the home market has no quote, the away market's serves, mirrored. */
static void
test_series_mirror (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 60, 500000 }, { 120, 500000 }, { 180, 500000 }, { 240, 500000 });
  market (FALSE, { 0, 300000, 320001, 310000 }, { 60, 100000, 120000, NONE }, { 120, NONE, 320000, 310000 },
          { 180, 300000, NONE, 310000 }, { 240, 0, 1000000, 250000 });
  market (TRUE, { 60, 500000, 520000, NONE }, { 120, 0, 1000000, NONE });
  fixture->strategy.max_quote_age = 30;
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 5);
  check_point (series, 0, 0, 500000, 690000, 679999, 700000);
  check_point (series, 1, 60, 500000, 510000, 500000, 520000);
  check_point (series, 2, 120, 500000, 690000, 680000, NONE);
  check_point (series, 3, 180, 500000, 690000, NONE, 700000);
  check_point (series, 4, 240, 500000, 750000, NONE, NONE);
}

/* Crossed quotes are used as they are, and counted; so is the mirrored pair. */
static void
test_series_crossed (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 60, 500000 }, { 120, 500000 }, { 180, 500000 });
  market (TRUE, { 0, 520000, 500000, NONE }, { 60, 500000, 500000, NONE }, { 120, 500000, NONE, 500000 },
          { 180, NONE, 500000, 500000 });
  series = align (fixture);

  check_point (series, 0, 0, 500000, 510000, 520000, 500000);
  g_assert_cmpuint (series->n_points, ==, 4);
  g_assert_cmpuint (series->n_crossed, ==, 1);
}

/* Trades only: no game without an assumed spread, and marked with it. */
static void
test_series_assumed_spread (Fixture       *fixture,
                            gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;
  g_autoptr(BcSeries) mirrored = NULL;

  model ({ 0, 500000 }, { 60, 500000 }, { 120, 500000 });
  market (TRUE, { 0, NONE, NONE, 400000 }, { 60, 0, 1000000, 10000 });
  check_refused (fixture, "assumed_spread");

  fixture->strategy.assumed_spread = 30001;
  series = align (fixture);
  g_assert_true (series->spread_assumed);
  check_point (series, 0, 0, 500000, 400000, 385000, 415001);
  check_point (series, 1, 60, 500000, 10000, NONE, 25001);

  g_ptr_array_set_size (fixture->data->markets, 0);
  market (FALSE, { 0, NONE, NONE, 400000 });
  fixture->strategy.assumed_spread = 20000;
  mirrored = align (fixture);
  check_point (mirrored, 0, 0, 500000, 600000, 590000, 610000);
}

/* A market with a book keeps its own sides, also where one is missing. */
static void
test_series_spread_is_not_assumed (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 60, 500000 });
  market (TRUE, { 0, NONE, NONE, 400000 }, { 60, 390000, NONE, 400000 });
  fixture->strategy.assumed_spread = 20000;
  series = align (fixture);

  g_assert_false (series->spread_assumed);
  check_point (series, 0, 0, 500000, 400000, NONE, NONE);
  check_point (series, 1, 60, 500000, 400000, 390000, NONE);
}

/* A market that shows no book at all stands behind one that does. */
static void
test_series_trades_beside_a_book (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 300, 500000 });
  market (TRUE, { 0, NONE, NONE, 400000 }, { 300, NONE, NONE, 450000 });
  market (FALSE, { 0, 500000, 520000, NONE });
  series = align (fixture);

  check_point (series, 0, 0, 500000, 490000, 480000, 500000);
  check_point (series, 1, 300, 500000, 450000, NONE, NONE);
}

/* Step 3: only a run at the end, only exactly 0 or 1. */
static void
test_series_trailing (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 0 }, { 10, 500000 }, { 20, 1000000 }, { 30, 999999 }, { 40, 1000000 }, { 50, 0 }, { 60, 1000000 });
  market (TRUE, { 0, 490000, 510000, NONE });
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 4);
  g_assert_cmpuint (series->n_trailing, ==, 3);
  g_assert_cmpint (series->start, ==, T0);
  g_assert_cmpint (series->end, ==, T0 + 30);
}

/* Steps 4 and 5: cut relative to what is left, whose span stays. */
static void
test_series_exclude (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;
  g_autoptr(BcSeries) none = NULL;

  model ({ 0, 500000 }, { 29, 500000 }, { 30, 500000 }, { 80, 500000 }, { 81, 500000 }, { 100, 500000 }, { 110, 1000000 });
  market (TRUE, { 0, 520000, 510000, NONE });
  fixture->strategy.exclude_first = 30;
  fixture->strategy.exclude_last = 20;
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 2);
  check_point (series, 0, 30, 500000, 515000, 520000, 510000);
  check_point (series, 1, 80, 500000, 515000, 520000, 510000);
  g_assert_cmpint (series->start, ==, T0);
  g_assert_cmpint (series->end, ==, T0 + 100);
  g_assert_cmpuint (series->n_excluded, ==, 4);
  g_assert_cmpuint (series->n_trailing, ==, 1);
  g_assert_cmpuint (series->n_crossed, ==, 2);

  fixture->strategy.exclude_first = 90;
  none = align (fixture);
  g_assert_cmpuint (none->n_points, ==, 0);
  g_assert_cmpuint (none->n_excluded, ==, 6);
  g_assert_cmpint (none->end, ==, T0 + 100);
}

/* Steps 1 to 3 do not apply to an aligned source, 4 and 5 do. */
static void
test_series_aligned (Fixture       *fixture,
                     gconstpointer  user_data)
{
  static const BcModelPoint points[] = {
    { T0, 500000, 490000, 480000, 500000, -1, -1, -1, 0 },
    { T0 + 10, 500000, NONE, 480000, 500001, -1, -1, -1, 0 },
    { T0 + 20, 500000, NONE, 480000, NONE, -1, -1, -1, 0 },
    { T0 + 30, 500000, 490000, 0, 1000000, -1, -1, -1, 0 },
    { T0 + 40, 1000001, 490000, 480000, 500000, -1, -1, -1, 0 },
    { T0 + 50, 1000000, 990000, 1000001, -1, -1, -1, -1, 0 },
  };
  g_autoptr(BcSeries) series = NULL;
  g_autoptr(BcSeries) plain = bc_series_new (points, G_N_ELEMENTS (points));

  add_aligned (fixture, points, G_N_ELEMENTS (points));
  fixture->strategy.signal_delay = 60;
  fixture->strategy.max_quote_age = 0;
  fixture->strategy.exclude_first = 10;
  fixture->strategy.assumed_spread = 20000;
  series = align (fixture);

  g_assert_cmpuint (series->n_points, ==, 3);
  check_point (series, 0, 10, 500000, 490001, 480000, 500001);
  check_point (series, 1, 30, 500000, 490000, NONE, NONE);
  check_point (series, 2, 50, 1000000, 990000, NONE, NONE);
  g_assert_cmpuint (series->n_invalid, ==, 2);
  g_assert_cmpuint (series->n_excluded, ==, 1);
  g_assert_cmpuint (series->n_trailing, ==, 0);
  g_assert_false (series->spread_assumed);

  g_assert_cmpuint (plain->n_points, ==, 4);
  check_point (plain, 0, 0, 500000, 490000, 480000, 500000);
}

static void
test_series_aligned_trades_only (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  static const BcModelPoint points[] = {
    { T0, 500000, 490000, NONE, NONE, -1, -1, -1, 0 },
    { T0 + 10, 500000, 495000, 0, 1000000, -1, -1, -1, 0 },
  };
  g_autoptr(BcSeries) series = NULL;

  add_aligned (fixture, points, G_N_ELEMENTS (points));
  check_refused (fixture, "assumed_spread");

  fixture->strategy.assumed_spread = 10000;
  series = align (fixture);
  g_assert_true (series->spread_assumed);
  check_point (series, 1, 10, 500000, 495000, 490000, 500000);
}

/* Points of one second stay in the order given. */
static void
test_series_equal_times (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr(BcSeries) series = NULL;

  model ({ 0, 500000 }, { 0, 400000 }, { 0, 600000 });
  market (TRUE, { 0, 490000, 510000, NONE });
  series = align (fixture);

  g_assert_cmpint (series->model[0], ==, 500000);
  g_assert_cmpint (series->model[1], ==, 400000);
  g_assert_cmpint (series->model[2], ==, 600000);
}

static void
test_series_refused (Fixture       *fixture,
                     gconstpointer  user_data)
{
  static const Quote far[] = { { 1000, 490000, 510000, NONE } };
  static const BcModelPoint invalid = { T0, 2000000, 490000, 480000, 500000, -1, -1, -1, 0 };

  check_refused (fixture, "no win probabilities");
  add_model (fixture, "espn", NULL, 0);
  check_refused (fixture, "no market prices");
  add_market (fixture, "", TRUE, far, 1);
  check_refused (fixture, "no market prices");
  add_market (fixture, "BOS", TRUE, far, 1);
  check_refused (fixture, "no win probabilities");

  g_ptr_array_set_size (fixture->data->tracks, 0);
  model ({ 0, 500000 });
  check_refused (fixture, "120 seconds before");
  fixture->strategy.align = BC_ALIGN_NEAREST;
  check_refused (fixture, "within 60 seconds");

  g_ptr_array_set_size (fixture->data->tracks, 0);
  model ({ 1000, 1000000 });
  check_refused (fixture, "final whistle");

  g_ptr_array_set_size (fixture->data->tracks, 0);
  add_aligned (fixture, NULL, 0);
  check_refused (fixture, "no win probabilities");

  g_ptr_array_set_size (fixture->data->tracks, 0);
  add_aligned (fixture, &invalid, 1);
  check_refused (fixture, "None of the 1 points");
}

#define add(path, function) g_test_add ("/series/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("signal-delay", test_series_signal_delay);
  add ("asof", test_series_asof);
  add ("nearest", test_series_nearest);
  add ("price", test_series_price);
  add ("bounds", test_series_bounds);
  add ("mirror", test_series_mirror);
  add ("crossed", test_series_crossed);
  add ("assumed-spread", test_series_assumed_spread);
  add ("spread-is-not-assumed", test_series_spread_is_not_assumed);
  add ("trades-beside-a-book", test_series_trades_beside_a_book);
  add ("trailing", test_series_trailing);
  add ("exclude", test_series_exclude);
  add ("aligned", test_series_aligned);
  add ("aligned/trades-only", test_series_aligned_trades_only);
  add ("equal-times", test_series_equal_times);
  add ("refused", test_series_refused);

  return g_test_run ();
}
