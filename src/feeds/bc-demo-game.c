/* bc-demo-game.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One synthetic game. Possessions of bc-demo-model.c give score and clock;
 * stoppages turn the game clock into wall clock. Every play is published as a
 * model point 8 seconds later. The market quotes 1 to 5 seconds after the
 * play, so it lags the play and leads the model: with an edge of 0 its bid
 * never is above and its ask never below the true probability, and as that is
 * a martingale, no rule that trades at bid and ask gains on average.
 *
 * With an edge the market errs in episodes: in one of four stretches of ten
 * minutes it is off by some amount to either side within seconds, stays there
 * for a while and comes back. Over all time the error has the root mean square
 * `edge` where the game is even, and 4p(1 − p) of it elsewhere.
 */

#include "bc-demo.h"

#include "bc-demo-model.h"
#include "bc-instant.h"
#include "bc-team.h"

#define SOURCE "demo"

#define PUBLISHING_SECONDS 8
#define PREGAME_SECONDS 1800

#define EPISODE_SECONDS 600
#define MAX_EPISODES 32
#define ONSET_SECONDS 10
#define STAY_SECONDS 200
#define RETURN_SECONDS 100
#define ERR_SECONDS (ONSET_SECONDS + STAY_SECONDS + RETURN_SECONDS)

#define PERIOD_TICKS (BC_DEMO_REGULATION_TICKS / 4)
#define CENT 10000
#define HALF_SPREAD 5000

/* The calendar of a real season: from 2025-10-21, 174 days. */
#define FIRST_YEAR 2025
#define FIRST_MONTH 10
#define FIRST_DAY 21
#define N_DAYS 174
#define FIRST_SLOT (23 * 3600 + 1800)
#define N_SLOTS 7

/* One stretch of the market's time, and its error in it. */
typedef struct
{
  gint32 start;  /* seconds into the stretch */
  gint32 size;   /* ppm, 0 for none */
} Episode;

typedef struct
{
  const BcDemoModel *model;
  BcRandom           random;         /* of the game */
  BcRandom           market_random;  /* apart, so that the edge changes no play */
  GArray            *points;
  GArray            *quotes;
  Episode            episodes[MAX_EPISODES];

  gint64             start;
  gint64             time;           /* wall clock */
  int                overtimes;
  int                ticks_left;     /* in regulation, or in this overtime */
  int                score[2];       /* home, away */
  gboolean           home_ball;
  gint32             truth;          /* ppm */

  gint64             quoted_at;
  gint64             gap_until;
  BcQuote            quote;          /* the newest */
} Play;

static gboolean
is_over (const Play *play)
{
  return play->ticks_left == 0 && play->score[0] != play->score[1];
}

static gint32
get_truth (const Play *play)
{
  int lead = play->score[0] - play->score[1];

  if (is_over (play))
    return lead > 0 ? BC_PPM_ONE : 0;

  return bc_demo_model_get_probability (play->model, play->ticks_left, lead, play->home_ball);
}

static void
get_clock (const Play   *play,
           BcModelPoint *point)
{
  int elapsed = BC_DEMO_REGULATION_TICKS - play->ticks_left;
  int ticks = play->ticks_left;
  int period = 4 + play->overtimes;

  if (play->overtimes == 0)
    {
      /* The end of a period still belongs to it. */
      period = CLAMP ((elapsed + PERIOD_TICKS - 1) / PERIOD_TICKS, 1, 4);
      ticks = period * PERIOD_TICKS - elapsed;
    }

  point->period = (gint8) period;
  point->clock = (gint16) (ticks * BC_DEMO_TICK_SECONDS);
}

/* Three decimals, as published models have, and certain only at the end. */
static void
publish_point (Play   *play,
               gint64  time)
{
  BcModelPoint point = {
    .time = time + PUBLISHING_SECONDS,
    .price = BC_PPM_NONE,
    .bid = BC_PPM_NONE,
    .ask = BC_PPM_NONE,
    .home_score = (gint16) play->score[0],
    .away_score = (gint16) play->score[1],
  };

  point.prob = (play->truth + 500) / 1000 * 1000;
  if (!is_over (play))
    point.prob = CLAMP (point.prob, 1000, BC_PPM_ONE - 1000);

  get_clock (play, &point);
  g_array_append_val (play->points, point);
}

/* In seconds of the whole error: quickly there, slowly back. */
static gint64
get_error_share (gint64 since)
{
  if (since < 0 || since >= ERR_SECONDS)
    return 0;

  if (since < ONSET_SECONDS)
    return since * RETURN_SECONDS / ONSET_SECONDS;

  return MIN (ERR_SECONDS - since, RETURN_SECONDS);
}

static gint32
get_mispricing (const Play *play,
                gint64      time)
{
  gint64 since = time - (play->start - PREGAME_SECONDS);
  const Episode *episode = &play->episodes[since / EPISODE_SECONDS % MAX_EPISODES];
  gint64 error = episode->size * get_error_share (since % EPISODE_SECONDS - episode->start) / RETURN_SECONDS;

  return (gint32) (error * 4 * play->truth / BC_PPM_ONE * (BC_PPM_ONE - play->truth) / BC_PPM_ONE);
}

/* Bid and ask in whole cents around a fair value, never on its wrong side. */
static void
make_quote (Play   *play,
            gint64  time)
{
  BcQuote *quote = &play->quote;
  gint32 fair = CLAMP (play->truth + get_mispricing (play, time), 0, BC_PPM_ONE);
  gint32 noise = bc_random_range (&play->market_random, -HALF_SPREAD, HALF_SPREAD);
  gint32 low = fair + noise - HALF_SPREAD;
  gint32 high = fair + noise + HALF_SPREAD;
  gint32 missing = bc_random_range (&play->market_random, 0, 79);
  gboolean sold = bc_random_next (&play->market_random) & 1;

  quote->time = time;
  quote->bid = low >= CENT ? low / CENT * CENT : BC_PPM_NONE;
  quote->ask = high <= 99 * CENT ? (high + CENT - 1) / CENT * CENT : BC_PPM_NONE;
  if (missing == 0)
    quote->bid = BC_PPM_NONE;
  if (missing == 1)
    quote->ask = BC_PPM_NONE;

  /* Where a side is missing the last trade is all that is known of the price. */
  if (quote->bid != BC_PPM_NONE && quote->ask != BC_PPM_NONE)
    quote->last = sold ? quote->bid : quote->ask;
  else
    quote->last = CLAMP ((fair + CENT / 2) / CENT, 1, 99) * CENT;

  quote->volume = (gint64) bc_random_range (&play->market_random, 1, 5000) * BC_PPM_ONE;
}

/* The market pauses: its last word is an empty book, so that nobody takes the
 * quote before for a current one. */
static void
start_gap (Play   *play,
           gint64  time)
{
  play->gap_until = time + bc_random_range (&play->market_random, 120, 360);
  play->quote.time = time;
  play->quote.bid = BC_PPM_NONE;
  play->quote.ask = BC_PPM_NONE;
  play->quote.last = BC_PPM_NONE;
  play->quote.volume = 0;
}

static void
quote_at (Play   *play,
          gint64  time)
{
  play->quoted_at = time;
  if (time < play->gap_until)
    return;

  if (bc_random_range (&play->market_random, 0, 249) == 0)
    start_gap (play, time);
  else
    make_quote (play, time);

  g_array_append_val (play->quotes, play->quote);
}

/* Between plays the market repeats itself every so often. */
static void
quote_until (Play   *play,
             gint64  time)
{
  for (;;)
    {
      gint64 next = play->quoted_at + bc_random_range (&play->market_random, 15, 60);

      if (next >= time)
        return;

      quote_at (play, next);
    }
}

static void
change_state (Play *play)
{
  gint64 reaction = play->time + bc_random_range (&play->market_random, 1, 5);

  reaction = MAX (reaction, play->quoted_at + 1);
  quote_until (play, reaction);
  play->truth = get_truth (play);
  quote_at (play, reaction);
}

/* Rebounds, fouls, substitutions: points that change nothing. */
static void
publish_possession (Play *play)
{
  gint64 time = play->time;
  int n_more = is_over (play) ? 0 : bc_random_range (&play->random, 0, 3);

  publish_point (play, time);
  for (int i = 0; i < n_more; i++)
    {
      time += bc_random_range (&play->random, 0, 2);
      publish_point (play, time);
    }
}

static void
stop_clock (Play *play,
            int   ticks_before)
{
  int period = ticks_before / PERIOD_TICKS;

  if (bc_random_range (&play->random, 0, 99) < 40)
    play->time += bc_random_range (&play->random, 15, 60);
  if (bc_random_range (&play->random, 0, 99) < 7)
    play->time += bc_random_range (&play->random, 75, 120);

  /* Between periods; the break at the half is long. */
  if (play->overtimes == 0 && play->ticks_left / PERIOD_TICKS != period)
    play->time += play->ticks_left / PERIOD_TICKS == 1 ? 900 : 150;
}

static void
start_overtime (Play *play)
{
  play->overtimes++;
  play->ticks_left = BC_DEMO_OVERTIME_TICKS;
  play->home_ball = bc_random_next (&play->random) & 1;
  play->time += 150;
  change_state (play);
  publish_point (play, play->time);
}

static void
play_possession (Play *play)
{
  int ticks_before = play->ticks_left;
  int ticks = bc_demo_model_draw_ticks (&play->random);

  ticks = MIN (ticks, play->ticks_left);
  play->ticks_left -= ticks;
  play->time += (gint64) ticks * BC_DEMO_TICK_SECONDS;
  play->score[play->home_ball ? 0 : 1] += bc_demo_model_draw_points (play->model, play->home_ball, &play->random);
  play->home_ball = !play->home_ball;

  change_state (play);
  publish_possession (play);
  stop_clock (play, ticks_before);
}

static void
play_game (Play *play)
{
  play->ticks_left = BC_DEMO_REGULATION_TICKS;
  play->home_ball = bc_random_next (&play->random) & 1;
  play->truth = get_truth (play);
  play->quoted_at = play->start - PREGAME_SECONDS;
  quote_at (play, play->quoted_at);
  play->time = play->start + bc_random_range (&play->random, 300, 900);
  change_state (play);
  publish_point (play, play->time);

  while (!is_over (play))
    {
      if (play->ticks_left == 0)
        start_overtime (play);
      else
        play_possession (play);
    }
}

/* An error that stands once in four stretches, is half to one and a half times
 * its mean, and has the shape of get_error_share(), has 0.32685 of that mean as
 * its root mean square: the root of 1/4 × 13/12 × (10/3 + 200 + 100/3) / 600. */
static void
draw_episodes (Play   *play,
               gint32  edge)
{
  for (guint i = 0; i < MAX_EPISODES; i++)
    {
      Episode *episode = &play->episodes[i];
      gint64 amount = bc_random_range (&play->market_random, BC_PPM_ONE / 2, BC_PPM_ONE * 3 / 2);
      gint32 turn = bc_random_range (&play->market_random, 0, 7);

      episode->start = bc_random_range (&play->market_random, 0, EPISODE_SECONDS - ERR_SECONDS);
      if (turn < 2)
        episode->size = (gint32) (amount * edge / BC_PPM_ONE * 30595 / (turn == 0 ? 10000 : -10000));
    }
}

static BcRandom
seed_random (const BcDemoOptions *options,
             guint                index,
             guint                purpose)
{
  BcRandom random = { ((guint64) options->seed << 32) ^ ((guint64) index * 4 + purpose) };

  /* Neighbouring seeds are scattered before use. */
  random.state = bc_random_next (&random);

  return random;
}

static int
get_strength (const BcDemoOptions *options,
              guint                team)
{
  BcRandom random = seed_random (options, team, 2);

  return bc_random_range (&random, -2, 2);
}

static void
set_market (BcGameRecord *record,
            Play         *play)
{
  g_autofree char *ticker = g_strdup_printf ("%s-%s", record->key, record->home);
  BcMarket *market = bc_market_new (ticker);
  gboolean home_won = play->score[0] > play->score[1];

  market->event_ticker = g_strdup (record->key);
  market->team = g_strdup (record->home);
  market->is_home = TRUE;
  market->result = g_strdup (home_won ? "yes" : "no");
  market->last_price = home_won ? 99 * CENT : CENT;
  g_array_append_vals (market->quotes, play->quotes->data, play->quotes->len);
  g_ptr_array_add (record->markets, market);
}

static void
set_result (BcGameRecord *record,
            Play         *play)
{
  BcModelTrack *track = bc_model_track_new (SOURCE, FALSE);

  g_array_append_vals (track->points, play->points->data, play->points->len);
  g_ptr_array_add (record->tracks, track);
  set_market (record, play);
  record->home_score = play->score[0];
  record->away_score = play->score[1];
  record->final = TRUE;
}

static void
play_record (BcGameRecord        *record,
             const BcDemoOptions *options,
             guint                index,
             int                  strength)
{
  g_autoptr(GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (BcModelPoint), 640);
  g_autoptr(GArray) quotes = g_array_sized_new (FALSE, FALSE, sizeof (BcQuote), 640);
  Play play = {
    .model = bc_demo_model_acquire (strength),
    .random = seed_random (options, index, 0),
    .market_random = seed_random (options, index, 1),
    .points = points,
    .quotes = quotes,
    .start = record->start_time,
  };

  draw_episodes (&play, options->edge);
  play_game (&play);
  set_result (record, &play);

  bc_demo_model_release (play.model);
}

/**
 * bc_demo_options_init:
 * @self: options
 *
 * Sets the defaults: a season of 1,230 games, seed 1, an edge of 0.03.
 */
void
bc_demo_options_init (BcDemoOptions *self)
{
  self->n_games = 1230;
  self->seed = 1;
  self->edge = 30000;
}

/**
 * bc_demo_make_game:
 * @options: the season
 * @index: which of its games, from 0
 *
 * Makes one game; callable from any thread.
 *
 * Returns: (transfer full): its record, of source and season `demo`
 */
BcGameRecord *
bc_demo_make_game (const BcDemoOptions *options,
                   guint                index)
{
  g_autofree char *key = g_strdup_printf ("demo-%04u", index + 1);
  BcGameRecord *record = bc_game_record_new (BC_ORIGIN_CSV, key);
  BcRandom random = seed_random (options, index, 3);
  gint64 day = bc_instant_of (FIRST_YEAR, FIRST_MONTH, FIRST_DAY) +
               (gint64) index * N_DAYS / MAX (options->n_games, 1) * 86400;
  guint n_teams;
  const BcTeam *teams = bc_team_list ("NBA", &n_teams);
  guint home = (guint) bc_random_range (&random, 0, (gint32) n_teams - 1);
  guint away = (home + (guint) bc_random_range (&random, 1, (gint32) n_teams - 1)) % n_teams;

  record->league = g_strdup (BC_DEMO_SEASON);
  record->season = g_strdup (BC_DEMO_SEASON);
  record->home = g_strdup (teams[home].code);
  record->away = g_strdup (teams[away].code);
  record->start_time = day + FIRST_SLOT + G_GINT64_CONSTANT (1800) * bc_random_range (&random, 0, N_SLOTS - 1);
  record->date = bc_team_local_date (&teams[home], record->start_time);

  /* Playing at home is worth one unit. */
  play_record (record, options, index,
               get_strength (options, home) - get_strength (options, away) + 1);

  return record;
}
