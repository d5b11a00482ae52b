/* test-fees.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-fees.h"
#include "test-utils.h"

#define NEW_YEAR G_GINT64_CONSTANT (1767225600)
#define CENT (BC_NANO_PER_DOLLAR / 100)
#define HUNDREDTH (BC_NANO_PER_DOLLAR / 10000)

static gint64
compute (BcFeeRounding rounding,
         gint32        multiplier,
         double        contracts,
         gint32        price,
         gint64        time)
{
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  strategy.fee_rounding = rounding;
  strategy.fee_multiplier = multiplier;

  return bc_fees_compute (&strategy, contracts, price, time);
}

static void
test_fees_cents (void)
{
  static const struct { double contracts; gint32 price; gint64 cents; } vectors[] = {
    { 1, 500000, 2 }, { 100, 500000, 175 }, { 100, 250000, 132 }, { 100, 100000, 63 },
    { 1, 10000, 1 }, { 0, 500000, 0 }, { 100, 0, 0 }, { 100, 1000000, 0 },
    { 1. / 3, 500000, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpint (compute (BC_FEE_ROUNDING_CENT, BC_PPM_ONE, vectors[i].contracts, vectors[i].price, NEW_YEAR),
                     ==, vectors[i].cents * CENT);
}

static void
test_fees_hundredths (void)
{
  static const struct { gint32 multiplier; double contracts; gint32 price; gint64 hundredths; } vectors[] = {
    { 500000, 1, 270000, 69 }, { 500000, 10, 270000, 690 }, { 500000, 1, 480000, 88 },
    { 1000000, 20, 150000, 1785 }, { 1000000, 100, 500000, 17500 }, { 0, 100, 500000, 0 },
    { 2000000, 100, 500000, 35000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpint (compute (BC_FEE_ROUNDING_HUNDREDTH_CENT, vectors[i].multiplier, vectors[i].contracts,
                              vectors[i].price, 0),
                     ==, vectors[i].hundredths * HUNDREDTH);
}

static void
test_fees_by_date (void)
{
  g_assert_cmpint (compute (BC_FEE_ROUNDING_BY_DATE, BC_PPM_ONE, 20, 150000, NEW_YEAR - 1), ==, 18 * CENT);
  g_assert_cmpint (compute (BC_FEE_ROUNDING_BY_DATE, BC_PPM_ONE, 20, 150000, NEW_YEAR), ==, 1785 * HUNDREDTH);
}

static void
test_fees_none (void)
{
  BcStrategy strategy;

  bc_strategy_init (&strategy);
  strategy.fees = BC_FEES_NONE;
  g_assert_cmpint (bc_fees_compute (&strategy, 100, 500000, 0), ==, 0);
}

/* Where the exact fee is a whole number of cents, its noise costs none: with
 * 0.07 × n × p × (1 − p) = n × k(100 − k) × 7 in millionths of a dollar. */
static void
test_fees_noise (void)
{
  for (gint64 n = 1; n <= 2000; n++)
    {
      for (gint64 k = 1; k < 100; k++)
        {
          gint64 millionths = n * k * (100 - k) * 7;

          g_assert_cmpint (compute (BC_FEE_ROUNDING_CENT, BC_PPM_ONE, (double) n, (gint32) k * 10000, 0),
                           ==, (millionths + 9999) / 10000 * CENT);
          g_assert_cmpint (compute (BC_FEE_ROUNDING_HUNDREDTH_CENT, BC_PPM_ONE, (double) n, (gint32) k * 10000, 0),
                           ==, (millionths + 99) / 100 * HUNDREDTH);
        }
    }
}

/* Absurd, but a number: more than a billion dollars is cut to a billion. */
static void
test_fees_absurd (void)
{
  g_assert_cmpint (compute (BC_FEE_ROUNDING_CENT, 100 * BC_PPM_ONE, 1e12, 500000, 0), ==,
                   BC_NANO_PER_DOLLAR * BC_NANO_PER_DOLLAR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fees/cents", test_fees_cents);
  g_test_add_func ("/fees/hundredths", test_fees_hundredths);
  g_test_add_func ("/fees/by-date", test_fees_by_date);
  g_test_add_func ("/fees/none", test_fees_none);
  g_test_add_func ("/fees/noise", test_fees_noise);
  g_test_add_func ("/fees/absurd", test_fees_absurd);

  return g_test_run ();
}
