/* bc-random.h: the same numbers everywhere for the same seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, OOPSLA 2014): integers only, so that no platform differs. */
typedef struct
{
  guint64 state;
} BcRandom;

static inline guint64
bc_random_next (BcRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/* From low to high, both included. The bias of the remainder is below 2^-40
 * for the small ranges of a game. */
static inline gint32
bc_random_range (BcRandom *self,
                 gint32    low,
                 gint32    high)
{
  return low + (gint32) (bc_random_next (self) % (guint64) (high - low + 1));
}

G_END_DECLS
