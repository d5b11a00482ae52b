/* store-utils.h: a store used as if its calls waited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-store.h"

G_BEGIN_DECLS

BcStore      *test_store_open        (const char    *url,
                                      GError       **error);
void          test_store_close       (BcStore       *store);
char         *test_store_claim       (BcStore       *store,
                                      GError       **error);
GArray       *test_store_put         (BcStore       *store,
                                      GPtrArray     *records,
                                      GError       **error);
BcPutOutcome  test_store_put_one     (BcStore       *store,
                                      BcGameRecord  *record);
BcGamePage   *test_store_list        (BcStore       *store,
                                      BcGameQuery   *query);
GPtrArray    *test_store_load        (BcStore       *store,
                                      GError       **error,
                                      ...) G_GNUC_NULL_TERMINATED;
GStrv         test_store_seasons     (BcStore       *store);
GStrv         test_store_teams       (BcStore       *store,
                                      const char    *season);
GPtrArray    *test_store_unmatched   (BcStore       *store);
void          test_store_remove_season (BcStore     *store,
                                      const char    *season);
GPtrArray    *test_store_jobs        (BcStore       *store,
                                      guint          limit);
gboolean      test_store_save_job    (BcStore       *store,
                                      BcJobRecord   *record,
                                      BcJobResult   *result,
                                      GError       **error);
GBytes       *test_store_result      (BcStore       *store,
                                      const char    *id,
                                      gboolean       summary,
                                      GError       **error);
gboolean      test_store_remove_job  (BcStore       *store,
                                      const char    *id,
                                      GError       **error);
char         *test_store_check       (BcStore       *store,
                                      GError       **error);

/* Records: teams and date may be NULL. */
BcGameRecord *test_record            (BcOrigin       origin,
                                      const char    *key,
                                      const char    *league,
                                      const char    *away,
                                      const char    *home,
                                      const char    *date);
BcModelTrack *test_record_add_track  (BcGameRecord  *record,
                                      const char    *source,
                                      gboolean       aligned,
                                      guint          n_points,
                                      guint          seed);
BcMarket     *test_record_add_market (BcGameRecord  *record,
                                      const char    *team,
                                      gint64         first_time,
                                      guint          n_quotes,
                                      guint          seed);
GPtrArray    *test_records           (BcGameRecord  *first,
                                      ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
