/* bc-demo-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A game is a row of possessions, alternating between the teams. Each lasts 8
 * to 20 seconds and brings 0 to 3 points, with chances that depend on the
 * teams. So the chance that the home team wins, given the clock, the lead and
 * who has the ball, follows exactly by working backwards from the end:
 *
 *   win(t, lead, ball) = mean over d of sum over n of
 *                        chance(n) · win(t − d, lead ± n, other ball)
 *
 * All of it in integers, as fractions of 2^30. What is shown as a model's
 * probability is therefore calibrated by construction.
 */

#include "bc-demo-model.h"

#define MIN_TICKS 4
#define MAX_TICKS 10
#define N_DURATIONS (MAX_TICKS - MIN_TICKS + 1)

/* Greater leads are treated as this one: they decide the game. */
#define MAX_LEAD 63
#define N_LEADS  (2 * MAX_LEAD + 1)

#define MAX_POINTS 3
#define CHANCE_BITS 10
#define ONE (G_GUINT64_CONSTANT (1) << 30)

/* Of 1,024 possessions of even teams so many bring 0, 1, 2 and 3 points: 1.11
 * on average. A unit of strength turns 5 empty ones into baskets. */
static const int even_chances[MAX_POINTS + 1] = { 498, 51, 338, 137 };
#define CHANCES_PER_UNIT 5

typedef guint32 Row[2][N_LEADS];  /* by who has the ball (0: home) and lead */

struct _BcDemoModel
{
  int     strength;
  guint   n_users;                  /* guarded by the cache's mutex */
  int     chances[2][MAX_POINTS + 1];
  guint16 win[BC_DEMO_REGULATION_TICKS + 1][2][N_LEADS];  /* of 65,535 */
};

static void
set_chances (BcDemoModel *self)
{
  for (int ball = 0; ball < 2; ball++)
    {
      int shift = (ball == 0 ? self->strength : -self->strength) * CHANCES_PER_UNIT;

      for (int n = 0; n <= MAX_POINTS; n++)
        self->chances[ball][n] = even_chances[n];

      self->chances[ball][0] -= shift;
      self->chances[ball][2] += shift;
    }
}

/* The value of each lead at the moment when a possession ends. */
static void
resolve_possession (const BcDemoModel *self,
                    Row                win,
                    Row                resolved)
{
  for (int ball = 0; ball < 2; ball++)
    for (int lead = 0; lead < N_LEADS; lead++)
      {
        guint64 sum = 0;

        for (int n = 0; n <= MAX_POINTS; n++)
          {
            int next = ball == 0 ? MIN (lead + n, N_LEADS - 1) : MAX (lead - n, 0);

            sum += (guint64) self->chances[ball][n] * win[1 - ball][next];
          }

        resolved[ball][lead] = (guint32) (sum >> CHANCE_BITS);
      }
}

static void
set_final_row (Row     win,
               guint32 overtime)
{
  for (int ball = 0; ball < 2; ball++)
    for (int lead = 0; lead < N_LEADS; lead++)
      win[ball][lead] = lead > MAX_LEAD ? (guint32) ONE : lead < MAX_LEAD ? 0 : overtime;
}

/* Works back from the end over so many ticks. The ring keeps the rows that a
 * possession can reach, one for each of the last MAX_TICKS ticks. */
static void
work_back (BcDemoModel *self,
           int          n_ticks,
           guint32      overtime,
           Row          win)
{
  Row ring[MAX_TICKS];

  set_final_row (win, overtime);
  for (int ticks = 0; ; ticks++)
    {
      for (int ball = 0; ball < 2; ball++)
        for (int lead = 0; lead < N_LEADS; lead++)
          self->win[ticks][ball][lead] = (guint16) ((win[ball][lead] * G_GUINT64_CONSTANT (65535) + ONE / 2) / ONE);

      if (ticks == n_ticks)
        return;

      resolve_possession (self, win, ring[ticks % MAX_TICKS]);
      for (int ball = 0; ball < 2; ball++)
        for (int lead = 0; lead < N_LEADS; lead++)
          {
            guint64 sum = 0;

            for (int duration = MIN_TICKS; duration <= MAX_TICKS; duration++)
              sum += ring[MAX (ticks + 1 - duration, 0) % MAX_TICKS][ball][lead];

            win[ball][lead] = (guint32) (sum / N_DURATIONS);
          }
    }
}

/**
 * bc_demo_model_new:
 * @strength: −5 to 5: how much better the home team is
 *
 * Returns: (transfer full): the model of a game between two such teams
 */
BcDemoModel *
bc_demo_model_new (int strength)
{
  BcDemoModel *self;
  guint32 overtime = ONE / 2;
  Row win;

  g_return_val_if_fail (ABS (strength) <= BC_DEMO_MAX_STRENGTH, NULL);

  self = g_new0 (BcDemoModel, 1);
  self->strength = strength;
  set_chances (self);

  /* An overtime can be tied too. As few are, each round brings the value of a
   * tie more than ten times nearer to what it is. */
  for (int round = 0; round < 8; round++)
    {
      work_back (self, BC_DEMO_OVERTIME_TICKS, overtime, win);
      overtime = (guint32) (((guint64) win[0][MAX_LEAD] + win[1][MAX_LEAD]) / 2);
    }

  work_back (self, BC_DEMO_REGULATION_TICKS, overtime, win);

  return self;
}

/**
 * bc_demo_model_free:
 * @self: (transfer full): a model that is not shared
 *
 * Frees it.
 */
void
bc_demo_model_free (BcDemoModel *self)
{
  g_free (self);
}

/**
 * bc_demo_model_get_probability:
 * @self: a model
 * @ticks_left: in regulation, or in an overtime
 * @lead: points by which the home team leads
 * @home_ball: whether the home team has the ball
 *
 * Returns: the probability that the home team wins, ppm
 */
gint32
bc_demo_model_get_probability (const BcDemoModel *self,
                               int                ticks_left,
                               int                lead,
                               gboolean           home_ball)
{
  guint64 win = self->win[ticks_left][home_ball ? 0 : 1][CLAMP (lead, -MAX_LEAD, MAX_LEAD) + MAX_LEAD];

  return (gint32) ((win * BC_PPM_ONE + 32767) / 65535);
}

/**
 * bc_demo_model_draw_points:
 * @self: a model
 * @home_ball: whether the home team has the ball
 * @random: gives one number
 *
 * Returns: the points of one possession, 0 to 3
 */
int
bc_demo_model_draw_points (const BcDemoModel *self,
                           gboolean           home_ball,
                           BcRandom          *random)
{
  const int *chances = self->chances[home_ball ? 0 : 1];
  int draw = bc_random_range (random, 0, (1 << CHANCE_BITS) - 1);

  for (int n = 0; n < MAX_POINTS; n++)
    {
      if (draw < chances[n])
        return n;

      draw -= chances[n];
    }

  return MAX_POINTS;
}

/**
 * bc_demo_model_draw_ticks:
 * @random: gives one number
 *
 * Returns: how long one possession lasts if the period does, in ticks
 */
int
bc_demo_model_draw_ticks (BcRandom *random)
{
  return bc_random_range (random, MIN_TICKS, MAX_TICKS);
}

static GMutex cache_mutex;
static BcDemoModel *cache[BC_DEMO_N_STRENGTHS];  /* guarded by the mutex */

/**
 * bc_demo_model_acquire:
 * @strength: as for bc_demo_model_new()
 *
 * Callable from any thread.
 *
 * Returns: (transfer full): a shared model, to be given back with
 *   bc_demo_model_release()
 */
const BcDemoModel *
bc_demo_model_acquire (int strength)
{
  BcDemoModel **slot = &cache[strength + BC_DEMO_MAX_STRENGTH];
  BcDemoModel *model;

  g_mutex_lock (&cache_mutex);
  if (*slot == NULL)
    *slot = bc_demo_model_new (strength);
  model = *slot;
  model->n_users++;
  g_mutex_unlock (&cache_mutex);

  return model;
}

/**
 * bc_demo_model_release:
 * @self: (transfer full): a model from bc_demo_model_acquire()
 *
 * Gives it back; the last one to do so frees it. Callable from any thread.
 */
void
bc_demo_model_release (const BcDemoModel *self)
{
  BcDemoModel **slot = &cache[self->strength + BC_DEMO_MAX_STRENGTH];

  g_mutex_lock (&cache_mutex);
  if (--(*slot)->n_users == 0)
    g_clear_pointer (slot, bc_demo_model_free);
  g_mutex_unlock (&cache_mutex);
}
