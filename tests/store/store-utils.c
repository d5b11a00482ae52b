/* store-utils.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-utils.h"

#include "test-utils.h"

#define FIRST_TIME G_GINT64_CONSTANT (1766880000)

BcStore *
test_store_open (const char  *url,
                 GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bc_store_open_async (url, NULL, test_result_cb, &slot);
  result = test_wait_result (&slot);

  return bc_store_open_finish (result, error);
}

/* Starts a call with test_result_cb and &slot, and waits for its result. */
#define CALL(call) \
  g_autoptr(GAsyncResult) result = NULL; \
  GAsyncResult *slot = NULL; \
  call; \
  result = test_wait_result (&slot)

void
test_store_close (BcStore *store)
{
  g_autoptr(GError) error = NULL;

  CALL (bc_store_close_async (store, NULL, test_result_cb, &slot));
  g_assert_true (bc_store_close_finish (store, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (store);
}

char *
test_store_claim (BcStore  *store,
                  GError  **error)
{
  CALL (bc_store_claim_async (store, NULL, test_result_cb, &slot));

  return bc_store_claim_finish (store, result, error);
}

GArray *
test_store_put (BcStore    *store,
                GPtrArray  *records,
                GError    **error)
{
  CALL (bc_store_put_records_async (store, records, NULL, test_result_cb, &slot));

  return bc_store_put_records_finish (store, result, error);
}

/* Takes the record. */
BcPutOutcome
test_store_put_one (BcStore      *store,
                    BcGameRecord *record)
{
  g_autoptr(GPtrArray) records = test_records (record, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) outcomes = test_store_put (store, records, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outcomes->len, ==, 1);

  return g_array_index (outcomes, BcPutOutcome, 0);
}

BcGamePage *
test_store_list (BcStore     *store,
                 BcGameQuery *query)
{
  g_autoptr(GError) error = NULL;
  BcGamePage *page;

  CALL (bc_store_list_games_async (store, query, NULL, test_result_cb, &slot));
  page = bc_store_list_games_finish (store, result, &error);
  g_assert_no_error (error);

  return page;
}

GPtrArray *
test_store_load (BcStore  *store,
                 GError  **error,
                 ...)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  va_list arguments;
  const char *id;

  va_start (arguments, error);
  while ((id = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (ids, (gpointer) id);
  va_end (arguments);
  g_ptr_array_add (ids, NULL);

  CALL (bc_store_load_games_async (store, (const char * const *) ids->pdata, NULL, test_result_cb, &slot));

  return bc_store_load_games_finish (store, result, error);
}

GStrv
test_store_seasons (BcStore *store)
{
  g_autoptr(GError) error = NULL;
  GStrv seasons;

  CALL (bc_store_list_seasons_async (store, NULL, test_result_cb, &slot));
  seasons = bc_store_list_seasons_finish (store, result, &error);
  g_assert_no_error (error);

  return seasons;
}

GStrv
test_store_teams (BcStore    *store,
                  const char *season)
{
  g_autoptr(GError) error = NULL;
  GStrv teams;

  CALL (bc_store_list_teams_async (store, season, NULL, test_result_cb, &slot));
  teams = bc_store_list_teams_finish (store, result, &error);
  g_assert_no_error (error);

  return teams;
}

GPtrArray *
test_store_unmatched (BcStore *store)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *list;

  CALL (bc_store_list_unmatched_async (store, NULL, test_result_cb, &slot));
  list = bc_store_list_unmatched_finish (store, result, &error);
  g_assert_no_error (error);

  return list;
}

void
test_store_remove_season (BcStore    *store,
                          const char *season)
{
  g_autoptr(GError) error = NULL;

  CALL (bc_store_remove_season_async (store, season, NULL, test_result_cb, &slot));
  g_assert_true (bc_store_remove_season_finish (store, result, &error));
  g_assert_no_error (error);
}

GPtrArray *
test_store_jobs (BcStore *store,
                 guint    limit)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *jobs;

  CALL (bc_store_list_jobs_async (store, limit, NULL, test_result_cb, &slot));
  jobs = bc_store_list_jobs_finish (store, result, &error);
  g_assert_no_error (error);

  return jobs;
}

gboolean
test_store_save_job (BcStore      *store,
                     BcJobRecord  *record,
                     BcJobResult  *job_result,
                     GError      **error)
{
  CALL (bc_store_save_job_async (store, record, job_result, NULL, test_result_cb, &slot));

  return bc_store_save_job_finish (store, result, error);
}

GBytes *
test_store_result (BcStore     *store,
                   const char  *id,
                   gboolean     summary,
                   GError     **error)
{
  CALL (bc_store_load_result_async (store, id, summary, NULL, test_result_cb, &slot));

  return bc_store_load_result_finish (store, result, error);
}

gboolean
test_store_remove_job (BcStore     *store,
                       const char  *id,
                       GError     **error)
{
  CALL (bc_store_remove_job_async (store, id, NULL, test_result_cb, &slot));

  return bc_store_remove_job_finish (store, result, error);
}

/* The digest. */
char *
test_store_check (BcStore  *store,
                  GError  **error)
{
  CALL (bc_store_check_async (store, TRUE, NULL, test_result_cb, &slot));

  return bc_store_check_finish (store, result, error);
}

BcGameRecord *
test_record (BcOrigin    origin,
             const char *key,
             const char *league,
             const char *away,
             const char *home,
             const char *date)
{
  BcGameRecord *record = bc_game_record_new (origin, key);

  record->league = g_strdup (league);
  record->away = g_strdup (away);
  record->home = g_strdup (home);
  record->date = g_strdup (date);

  return record;
}

/* Numbers that look like data and are the same for the same seed. */
static gint32
draw (guint seed,
      guint i,
      guint range)
{
  guint64 mixed = ((guint64) seed * 1000003 + i + 1) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (gint32) ((mixed >> 33) % range);
}

BcModelTrack *
test_record_add_track (BcGameRecord *record,
                       const char   *source,
                       gboolean      aligned,
                       guint         n_points,
                       guint         seed)
{
  BcModelTrack *track = bc_model_track_new (source, aligned);

  for (guint i = 0; i < n_points; i++)
    {
      BcModelPoint point = {
        .time = FIRST_TIME + 10 * i,
        .prob = draw (seed, i, 1000001),
        .price = aligned ? draw (seed + 1, i, 1000001) : BC_PPM_NONE,
        .bid = aligned && i % 3 != 0 ? draw (seed + 2, i, 1000001) : BC_PPM_NONE,
        .ask = aligned && i % 5 != 0 ? draw (seed + 3, i, 1000001) : BC_PPM_NONE,
        .home_score = (gint16) (i % 7 == 0 ? BC_SCORE_NONE : (gint) i / 4),
        .away_score = (gint16) (i % 7 == 0 ? BC_SCORE_NONE : (gint) i / 5),
        .clock = (gint16) (i % 11 == 0 ? -1 : 720 - (gint) i % 720),
        .period = (gint8) (i * 4 / n_points + 1),
      };

      g_array_append_val (track->points, point);
    }
  g_ptr_array_add (record->tracks, track);

  return track;
}

BcMarket *
test_record_add_market (BcGameRecord *record,
                        const char   *team,
                        gint64        first_time,
                        guint         n_quotes,
                        guint         seed)
{
  g_autofree char *ticker = g_strdup_printf ("%s-%s", record->key, team);
  BcMarket *market = bc_market_new (ticker);

  market->event_ticker = g_strdup (record->key);
  market->team = g_strdup (team);
  market->is_home = g_strcmp0 (team, record->home) == 0;
  for (guint i = 0; i < n_quotes; i++)
    {
      BcQuote quote = {
        .time = FIRST_TIME + first_time + 60 * i,
        .bid = i % 4 != 0 ? draw (seed, i, 500001) : BC_PPM_NONE,
        .ask = i % 6 != 0 ? 500000 + draw (seed + 1, i, 500001) : BC_PPM_NONE,
        .last = draw (seed + 2, i, 1000001),
        .volume = (gint64) draw (seed + 3, i, 1000) * 1000000,
      };

      g_array_append_val (market->quotes, quote);
    }
  g_ptr_array_add (record->markets, market);

  return market;
}

/* Takes the records. */
GPtrArray *
test_records (BcGameRecord *first,
              ...)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) bc_game_record_free);
  va_list arguments;

  va_start (arguments, first);
  for (BcGameRecord *record = first; record != NULL; record = va_arg (arguments, BcGameRecord *))
    g_ptr_array_add (records, record);
  va_end (arguments);

  return records;
}
