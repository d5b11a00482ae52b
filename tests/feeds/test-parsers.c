/* test-parsers.c: one file of each kind, as it should be and as it should not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bc-file-parser.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "bc-file-walk.h"
#include "bc-kalshi-ticker.h"
#include "test-utils.h"

static char *
dup_fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "feeds", name, NULL);
}

static BcFileReport *
report_new (const char *path)
{
  BcFileReport *report = g_new0 (BcFileReport, 1);

  report->path = g_strdup (path);
  report->byte = -1;

  return report;
}

static void
report_free (BcFileReport *report)
{
  g_free (report->path);
  g_free (report->kind);
  g_free (report->reason);
  g_free (report);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcFileReport, report_free)

static BcParsed *
parse_file (BcFileParser *parser,
            const char   *path,
            const char   *kind)
{
  g_autoptr(BcFileReport) report = report_new (path);
  g_autoptr(GError) error = NULL;
  BcParsed *parsed = bc_file_parser_parse (parser, report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (parsed);
  g_assert_cmpstr (report->kind, ==, kind);

  return parsed;
}

static BcParsed *
parse_fixture (const char *name,
               const char *kind)
{
  g_autofree char *path = dup_fixture (name);
  g_auto(BcFileParser) parser;

  bc_file_parser_init (&parser);

  return parse_file (&parser, path, kind);
}

static void
refuse_text (const char *text,
             GQuark      domain,
             int         code,
             const char *words)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr(BcFileReport) report = report_new (path);
  g_autoptr(GError) error = NULL;
  g_auto(BcFileParser) parser;

  bc_file_parser_init (&parser);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  g_assert_null (bc_file_parser_parse (&parser, report, &error));
  g_assert_error (error, domain, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
  test_remove_folder (folder);
}

/* A fixture with one piece of its text replaced. */
static void
refuse_change (const char *name,
               const char *from,
               const char *to,
               GQuark      domain,
               int         code,
               const char *words)
{
  g_autofree char *path = dup_fixture (name);
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);

  refuse_text (changed->str, domain, code, words);
}

static const BcGameRecord *
get_record (BcParsed   *parsed,
            const char *key)
{
  for (guint i = 0; i < parsed->records->len; i++)
    {
      const BcGameRecord *record = g_ptr_array_index (parsed->records, i);

      if (strcmp (record->key, key) == 0)
        return record;
    }

  g_error ("No record of %s", key);
}

static const BcModelPoint *
get_point (const BcGameRecord *record,
           guint               i)
{
  const BcModelTrack *track = g_ptr_array_index (record->tracks, 0);

  g_assert_cmpuint (i, <, track->points->len);

  return &g_array_index (track->points, BcModelPoint, i);
}

static const BcMarket *
get_market (const BcGameRecord *record,
            guint               i)
{
  g_assert_cmpuint (i, <, record->markets->len);

  return g_ptr_array_index (record->markets, i);
}

static void
check_quote (const BcMarket *market,
             guint           i,
             gint64          time,
             gint32          bid,
             gint32          ask,
             gint32          last,
             gint64          volume)
{
  const BcQuote *quote = &g_array_index (market->quotes, BcQuote, i);

  g_assert_cmpuint (i, <, market->quotes->len);
  g_assert_cmpint (quote->time, ==, time);
  g_assert_cmpint (quote->bid, ==, bid);
  g_assert_cmpint (quote->ask, ==, ask);
  g_assert_cmpint (quote->last, ==, last);
  g_assert_cmpint (quote->volume, ==, volume);
}

static void
test_parsers_espn_summary (void)
{
  g_autoptr(BcParsed) parsed = parse_fixture ("espn-summary.json", "espn-summary");
  const BcGameRecord *record = get_record (parsed, "900000001");

  g_assert_cmpint (record->origin, ==, BC_ORIGIN_ESPN);
  g_assert_cmpstr (record->league, ==, "NBA");
  g_assert_cmpstr (record->home, ==, "GS");
  g_assert_cmpstr (record->away, ==, "UTAH");
  g_assert_cmpstr (record->date, ==, "2026-01-02");
  g_assert_cmpint (record->start_time, ==, 1767409200);
  g_assert_cmpint (record->home_score, ==, 101);
  g_assert_cmpint (record->away_score, ==, 99);
  g_assert_true (record->final);

  /* By wall clock; equal times keep their order; no play without one. */
  g_assert_cmpuint (((BcModelTrack *) g_ptr_array_index (record->tracks, 0))->points->len, ==, 4);
  g_assert_cmpint (get_point (record, 0)->time, ==, 1767409800);
  g_assert_cmpint (get_point (record, 0)->prob, ==, 512000);
  g_assert_cmpint (get_point (record, 0)->clock, ==, 720);
  g_assert_cmpint (get_point (record, 1)->prob, ==, 533500);
  g_assert_cmpint (get_point (record, 2)->prob, ==, 500000);
  g_assert_cmpint (get_point (record, 3)->prob, ==, 970000);
  g_assert_cmpint (get_point (record, 3)->clock, ==, 6);
  g_assert_cmpint (get_point (record, 3)->period, ==, 4);
  g_assert_cmpint (get_point (record, 3)->home_score, ==, 101);

  g_assert_cmpuint (parsed->n_dropped, ==, 2);
  g_assert_nonnull (strstr (parsed->note, "1 plays without a wall clock"));
  g_assert_nonnull (strstr (parsed->note, "1 win probabilities of no known play"));
}

static void
test_parsers_espn_flat (void)
{
  g_autoptr(BcParsed) parsed = parse_fixture ("espn-summary-flat.json", "espn-summary");
  const BcGameRecord *record = get_record (parsed, "900000002");

  g_assert_null (record->home);
  g_assert_cmpstr (record->date, ==, "2026-01-02");
  g_assert_cmpint (get_point (record, 0)->period, ==, 1);
  g_assert_cmpint (get_point (record, 0)->clock, ==, 720);
  g_assert_cmpint (get_point (record, 1)->prob, ==, 600000);
  g_assert_cmpint (get_point (record, 1)->period, ==, 2);
  g_assert_cmpint (get_point (record, 1)->clock, ==, 0);
}

static void
test_parsers_espn_without_probabilities (void)
{
  static const char text[] = "{\"header\":{\"id\":\"5\",\"competitions\":[]},\"plays\":[]}";
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "summary", NULL);
  g_autoptr(BcParsed) parsed = NULL;
  g_auto(BcFileParser) parser;

  bc_file_parser_init (&parser);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  parsed = parse_file (&parser, path, "espn-summary");
  g_assert_cmpuint (get_record (parsed, "5")->tracks->len, ==, 0);
  g_assert_nonnull (strstr (parsed->note, "no win probabilities"));
  test_remove_folder (folder);
}

static void
test_parsers_espn_pages (void)
{
  g_autofree char *summary = dup_fixture ("espn-summary-flat.json");
  g_autofree char *page = dup_fixture ("espn-probabilities.json");
  g_autoptr(BcParsed) nothing = NULL;
  g_autoptr(BcParsed) points = NULL;
  g_autoptr(BcParsed) combined = NULL;
  g_autoptr(BcParsed) alone = NULL;
  g_auto(BcFileParser) parser;
  g_auto(BcFileParser) other;

  bc_file_parser_init (&parser);
  nothing = parse_file (&parser, page, "espn-probabilities");
  g_assert_cmpuint (nothing->records->len, ==, 0);
  points = parse_file (&parser, summary, "espn-summary");

  /* The page adds the play that the summary does not rate, and no more. */
  combined = bc_file_parser_combine_pages (&parser, "900000002");
  g_assert_cmpint (get_point (get_record (combined, "900000002"), 0)->prob, ==, 500000);
  g_assert_cmpint (get_point (get_record (combined, "900000002"), 1)->prob, ==, 600000);
  g_assert_cmpint (get_point (get_record (combined, "900000002"), 2)->prob, ==, 625000);

  bc_file_parser_init (&other);
  g_clear_pointer (&nothing, bc_parsed_free);
  nothing = parse_file (&other, page, "espn-probabilities");
  alone = bc_file_parser_combine_pages (&other, "900000002");
  g_assert_nonnull (strstr (get_record (alone, "900000002")->unmatched, "3 win probabilities without a time"));
}

static void
test_parsers_espn_scoreboard (void)
{
  g_autoptr(BcParsed) parsed = parse_fixture ("espn-scoreboard.json", "espn-scoreboard");
  const BcGameRecord *ended = get_record (parsed, "900000001");
  const BcGameRecord *running = get_record (parsed, "900000003");

  g_assert_cmpstr (ended->date, ==, "2026-01-02");
  g_assert_cmpint (ended->home_score, ==, 101);
  g_assert_true (ended->final);
  g_assert_cmpuint (ended->tracks->len, ==, 0);

  g_assert_cmpstr (running->home, ==, "NY");
  g_assert_cmpstr (running->date, ==, "2026-01-02");
  g_assert_cmpint (running->home_score, ==, BC_SCORE_NONE);
  g_assert_false (running->final);
}

static void
test_parsers_kalshi_generations (void)
{
  g_autoptr(BcParsed) a = parse_fixture ("kalshi-candlesticks-a.json", "kalshi-candlesticks");
  g_autoptr(BcParsed) b = parse_fixture ("kalshi-candlesticks-b.json", "kalshi-candlesticks");
  g_autoptr(BcParsed) c = parse_fixture ("kalshi-candlesticks-c.json", "kalshi-candlesticks");
  g_autoptr(BcParsed) old = parse_fixture ("kalshi-candlesticks-historical.json", "kalshi-candlesticks");
  const BcGameRecord *record = get_record (a, "KXNBAGAME-26JAN02UTAGSW");
  const BcMarket *market = get_market (record, 0);

  g_assert_cmpint (record->origin, ==, BC_ORIGIN_KALSHI);
  g_assert_cmpstr (record->league, ==, "NBA");
  g_assert_cmpstr (record->date, ==, "2026-01-02");
  g_assert_cmpstr (record->home, ==, "GS");
  g_assert_cmpstr (record->away, ==, "UTAH");
  g_assert_cmpstr (market->team, ==, "GS");
  g_assert_true (market->is_home);

  /* Sorted, the later of two of one minute, and none of an empty book. */
  g_assert_cmpuint (market->quotes->len, ==, 2);
  check_quote (market, 0, 1767409860, 580000, BC_PPM_NONE, BC_PPM_NONE, 1000000);
  check_quote (market, 1, 1767409920, 600000, 620000, 610000, 17000000);
  g_assert_cmpuint (a->n_dropped, ==, 2);

  market = get_market (get_record (b, "KXNBAGAME-26JAN02UTAGSW"), 0);
  g_assert_cmpstr (market->team, ==, "UTAH");
  g_assert_false (market->is_home);
  check_quote (market, 0, 1767409920, 382500, 390000, 387500, 2500000);

  record = get_record (c, "KXWNBAGAME-26AUG091230LVNY");
  g_assert_cmpstr (record->date, ==, "2026-08-09");
  g_assert_cmpstr (record->home, ==, "NY");
  check_quote (get_market (record, 0), 0, 1786293600, 540000, 560000, 550000, 28740000);
  record = get_record (c, "KXMLBGAME-26AUG071840TORPHI");
  g_assert_nonnull (strstr (record->unmatched, "KXMLBGAME"));
  check_quote (get_market (record, 0), 0, 1786137900, 330000, 340000, 340000, 28740000);

  market = get_market (get_record (old, "KXNBAGAME-26JAN02UTAGSW"), 0);
  check_quote (market, 0, 1767409920, 600000, 620000, 610000, 17000000);
  check_quote (market, 1, 1767409980, BC_PPM_NONE, BC_PPM_NONE, 990000, 0);
}

static void
test_parsers_kalshi_markets (void)
{
  g_autoptr(BcParsed) parsed = parse_fixture ("kalshi-markets.json", "kalshi-markets");
  g_autoptr(BcParsed) events = parse_fixture ("kalshi-events.json", "kalshi-markets");
  const BcGameRecord *record = get_record (parsed, "KXNBAGAME-26JAN02UTAGSW");

  g_assert_cmpuint (parsed->records->len, ==, 3);
  g_assert_cmpuint (record->markets->len, ==, 2);
  g_assert_cmpstr (get_market (record, 0)->result, ==, "yes");
  g_assert_cmpint (get_market (record, 0)->last_price, ==, 990000);
  g_assert_cmpint (get_market (record, 1)->last_price, ==, 10000);
  g_assert_cmpuint (get_market (record, 0)->quotes->len, ==, 0);

  /* Of a market that is still open neither price nor result is kept. */
  record = get_record (parsed, "KXNBAGAME-26JAN04BOSNYK");
  g_assert_cmpint (get_market (record, 0)->last_price, ==, BC_PPM_NONE);
  g_assert_nonnull (get_record (parsed, "KXNFLGAME-26JAN04NYGDAL")->unmatched);

  g_assert_cmpstr (get_market (get_record (events, "KXNBAGAME-26JAN02UTAGSW"), 0)->result, ==, "yes");
}

static void
test_parsers_kalshi_csv (void)
{
  g_autoptr(BcParsed) parsed = parse_fixture ("0022509999_UTA_at_GSW_2026-01-02_candles.csv", "kalshi-candles-csv");
  const BcGameRecord *record = get_record (parsed, "KXNBAGAME-26JAN02UTAGSW");

  g_assert_cmpuint (g_strv_length (record->aliases), ==, 2);
  g_assert_true (g_strv_contains ((const char * const *) record->aliases, "0022509999"));
  g_assert_true (g_strv_contains ((const char * const *) record->aliases, "22509999"));
  g_assert_cmpuint (get_market (record, 0)->quotes->len, ==, 2);
  check_quote (get_market (record, 0), 0, 1767409860, BC_PPM_NONE, BC_PPM_NONE, 610000, 12000000);
  check_quote (get_market (record, 0), 1, 1767409920, BC_PPM_NONE, BC_PPM_NONE, 585000, 3000000);
  g_assert_cmpuint (parsed->n_dropped, ==, 1);
}

static void
test_parsers_kalshi_csv_mismatch (void)
{
  static const char * const names[] = {
    "0022509999_GSW_at_UTA_2026-01-02_candles.csv",
    "0022509999_UTA_at_GSW_2026-01-03_candles.csv.gz",
  };
  g_autofree char *source = dup_fixture ("0022509999_UTA_at_GSW_2026-01-02_candles.csv");
  g_autofree char *folder = test_make_folder ();
  g_autofree char *text = NULL;
  g_auto(BcFileParser) parser;
  gsize length;

  bc_file_parser_init (&parser);
  g_assert_true (g_file_get_contents (source, &text, &length, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr(BcFileReport) report = report_new (path);
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
      g_assert_null (bc_file_parser_parse (&parser, report, &error));
      g_assert_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH);
      g_assert_nonnull (strstr (error->message, "KXNBAGAME-26JAN02UTAGSW"));
    }

  test_remove_folder (folder);
}

static void
test_parsers_tickers (void)
{
  static const struct { const char *ticker, *date, *away, *home; } good[] = {
    { "KXNBAGAME-25DEC27DENORL", "2025-12-27", "DEN", "ORL" },
    { "KXNBAGAME-26FEB281930NOPUTA", "2026-02-28", "NO", "UTAH" },
    { "KXWNBAGAME-25AUG19CONNLV", "2025-08-19", "CONN", "LV" },
    { "KXWNBAGAME-26AUG09GSLA", "2026-08-09", "GS", "LA" },
  };
  static const char * const bad[] = {
    "KXNBAGAME-", "KXNBAGAME-25DEC", "KXNBAGAME-25DEC32DENORL", "KXNBAGAME-25FEB30DENORL", "KXNBAGAME-25XXX01DENORL",
    "KXNBAGAME-25DEC27", "KXNBAGAME-25DEC27DENXXX", "KXNBAGAME-25DEC27DENDEN", "KXNBA-27", "KXMLBGAME-25DEC27DENORL",
    "KXATPMATCH-25NOV09ALCDE", "nonsense",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      BcKalshiEvent event;
      char *reason = NULL;

      g_assert_true (bc_kalshi_event_parse (good[i].ticker, &event, &reason));
      g_assert_null (reason);
      g_assert_cmpstr (event.date, ==, good[i].date);
      g_assert_cmpstr (event.away->code, ==, good[i].away);
      g_assert_cmpstr (event.home->code, ==, good[i].home);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *reason = NULL;
      BcKalshiEvent event;

      g_assert_false (bc_kalshi_event_parse (bad[i], &event, &reason));
      g_assert_nonnull (reason);
    }
}

#define REFUSE_FEEDS(name, from, to, code, words) \
  refuse_change (name, from, to, BC_FEEDS_ERROR, BC_FEEDS_ERROR_ ## code, words)
#define REFUSE_SHAPE(name, from, to, words) \
  refuse_change (name, from, to, BC_WIRE_ERROR, BC_WIRE_ERROR_SHAPE, words)

static void
test_parsers_espn_refused (void)
{
  REFUSE_FEEDS ("espn-summary.json", "\"nba\"", "\"nfl\"", UNKNOWN, "nfl");
  REFUSE_FEEDS ("espn-summary.json", "\"900000001\"", "\"x\"", INVALID, "header.id");
  REFUSE_FEEDS ("espn-summary.json", "0.512", "51.2", INVALID, "winprobability[0].homeWinPercentage");
  REFUSE_SHAPE ("espn-summary.json", "0.512", "\"high\"", "winprobability[0].homeWinPercentage");
  REFUSE_SHAPE ("espn-summary.json", "0.512", "null", "winprobability[0].homeWinPercentage");
  REFUSE_FEEDS ("espn-summary.json", "\"playId\": \"9000000014\"", "\"playId\": {}", INVALID, "winprobability[0].playId");
  REFUSE_FEEDS ("espn-summary.json", "\"id\": \"9000000014\"", "\"id\": []", INVALID, "plays[0].id");
  REFUSE_FEEDS ("espn-summary.json", "\"2026-01-03T03:10:00Z\"", "\"noon\"", INVALID, "plays[0].wallclock");
  REFUSE_SHAPE ("espn-summary.json", "\"2026-01-03T03:10:00Z\"", "7", "plays[0].wallclock");
  REFUSE_SHAPE ("espn-summary.json", "\"plays\": [", "\"plays\": 5, \"other\": [", "plays");
  REFUSE_SHAPE ("espn-summary.json", "\"winprobability\": [", "\"winprobability\": {}, \"other\": [", "winprobability");
  REFUSE_SHAPE ("espn-summary.json", "\"competitions\": [", "\"competitions\": 1, \"other\": [", "header.competitions");
  REFUSE_SHAPE ("espn-summary.json", "\"competitors\": [", "\"competitors\": 1, \"other\": [", "competitors");
  REFUSE_FEEDS ("espn-summary.json", "\"101\"", "\"-1\"", INVALID, "competitors[0].score");
  REFUSE_FEEDS ("espn-summary.json", "\"101\"", "[]", INVALID, "competitors[0].score");
  REFUSE_SHAPE ("espn-summary.json", "\"home\"", "1", "competitors[0].homeAway");
  REFUSE_SHAPE ("espn-summary.json", "\"team\": {\"id\": \"9\", \"abbreviation\": \"GS\"}", "\"team\": 1", "competitors[0].team");
  REFUSE_FEEDS ("espn-summary.json", "\"2026-01-03T03:00Z\"", "\"soon\"", INVALID, "competitions[0].date");
  REFUSE_FEEDS ("espn-scoreboard.json", "\"nba\"", "\"mlb\"", UNKNOWN, "mlb");
  REFUSE_FEEDS ("espn-scoreboard.json", "[{\"id\": \"46\"", "[], \"other\": [{\"id\": \"46\"", INVALID, "leagues");
  REFUSE_SHAPE ("espn-scoreboard.json", "\"slug\": \"nba\"", "\"slug\": 1", "leagues[0].slug");
  REFUSE_FEEDS ("espn-scoreboard.json", "\"id\": \"900000001\"", "\"id\": true", INVALID, "events[0]");
  REFUSE_FEEDS ("espn-probabilities.json", "leagues/nba", "leagues/nfl", UNKNOWN, "nfl");
  REFUSE_FEEDS ("espn-probabilities.json", "events/900000002", "events/900000003", MISMATCH, "900000003");
  REFUSE_FEEDS ("espn-probabilities.json", "plays/9000000024", "players/9000000024", INVALID, "items[0].play.$ref");
  REFUSE_FEEDS ("espn-probabilities.json", "0.1,", "1.1,", INVALID, "items[0].homeWinPercentage");
  REFUSE_SHAPE ("espn-probabilities.json", "\"play\":", "\"game\":", "items[0].play");
}

static void
test_parsers_kalshi_refused (void)
{
  REFUSE_SHAPE ("kalshi-candlesticks-a.json", "1767409920", "\"now\"", "candlesticks[0].end_period_ts");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "1767409920", "-5", INVALID, "candlesticks[0]");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "\"close\": 61", "\"close\": 161", INVALID, "candlesticks[0].price.close");
  REFUSE_SHAPE ("kalshi-candlesticks-a.json", "\"close\": 61", "\"close\": []", "candlesticks[0].price.close");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "\"close\": 61", "\"close\": \"high\"", INVALID, "candlesticks[0].price.close");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "\"close\": 61", "\"close_dollars\": \"1.01\"", INVALID, "close_dollars");
  REFUSE_SHAPE ("kalshi-candlesticks-a.json", "\"yes_ask\": null", "\"yes_ask\": 5", "candlesticks[3].yes_ask");
  REFUSE_SHAPE ("kalshi-candlesticks-a.json", "\"volume\": 17", "\"volume\": {}", "candlesticks[0].volume");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "\"volume\": 17", "\"volume\": -17", INVALID, "candlesticks[0]");
  REFUSE_SHAPE ("kalshi-candlesticks-a.json", "\"ticker\"", "\"symbol\"", "ticker");
  REFUSE_FEEDS ("kalshi-candlesticks-a.json", "KXNBAGAME-26JAN02UTAGSW-GSW", "with space", INVALID, "with space");
  REFUSE_SHAPE ("kalshi-candlesticks-c.json", "\"market_ticker\": \"KXWNBAGAME", "\"name\": \"KXWNBAGAME", "markets[0].market_ticker");
  REFUSE_FEEDS ("kalshi-markets.json", "\"last_price\": 99", "\"last_price\": 990", INVALID, "markets[0].last_price");
  REFUSE_FEEDS ("kalshi-markets.json", "\"KXNBAGAME-26JAN02UTAGSW-UTA\"", "\"KXNBAGAME-26JAN02UTAGSW UTA\"", INVALID, "UTA");
  REFUSE_FEEDS ("kalshi-markets.json", "\"event_ticker\": \"KXNBAGAME-26JAN02UTAGSW\"", "\"event_ticker\": \"KXNBAGAME-26JAN02UTAGSX\"", MISMATCH, "UTAGSX");
  REFUSE_SHAPE ("kalshi-markets.json", "\"ticker\": \"KXNBAGAME-26JAN02UTAGSW-UTA\"", "\"ticker\": 7", "markets[1].ticker");
  REFUSE_SHAPE ("kalshi-events.json", "\"markets\": [", "\"markets\": [5, ", "markets[0]");
}

static void
test_parsers_csv_refused (void)
{
#define NAME "0022509999_UTA_at_GSW_2026-01-02_candles.csv"
  REFUSE_FEEDS (NAME, "1767409920,2026-01-03 03:12:00,61.0,", "1767409920,", INVALID, "Line 4");
  refuse_text ("game_id,ticker,timestamp,datetime,open,high,low,close,volume\n", BC_FEEDS_ERROR,
               BC_FEEDS_ERROR_INVALID, "no rows");
  refuse_text ("game_id,ticker,timestamp,datetime,open,high,low,close,volume\n"
               "1,KXNBAGAME-26JAN02UTAGSW-GSW,1767409860,,1,1,1,1,1\n"
               "1,KXNBAGAME-26JAN02UTAGSW-UTA,1767409860,,1,1,1,1,1\n", BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH, "Line 3");
  refuse_text ("game_id,ticker,timestamp,datetime,open,high,low,close,volume\n1,,1,,1,1,1,1,1\n",
               BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, "ticker");
#undef NAME
}

static void
test_parsers_unknown (void)
{
  refuse_text ("", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "Empty");
  refuse_text ("   \n\n", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "Empty");
  refuse_text ("# Read me\n", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "game_id,timestamp,model_prob");
  refuse_text ("a,b\n1,2\n", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "game_id,timestamp,model_prob");
  refuse_text ("\xff\xfe,\x80\n", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "Neither");
  refuse_text ("{}", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "another kind");
  refuse_text ("[]", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "another kind");
  refuse_text ("[[[1]]]", BC_FEEDS_ERROR, BC_FEEDS_ERROR_UNKNOWN, "another kind");
  refuse_text ("{\"a\": 1,\n \"b\" 2}", BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE, "2");
  refuse_text ("{\"a\": 1}\n{\"a\": 2}\n", BC_WIRE_ERROR, BC_WIRE_ERROR_PARSE, "2");
}

static void
test_parsers_deep (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  refuse_text (deep, BC_WIRE_ERROR, BC_WIRE_ERROR_DEPTH, "64");
}

static void
test_parsers_position (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr(BcFileReport) report = report_new (path);
  g_autoptr(GError) error = NULL;
  g_auto(BcFileParser) parser;

  bc_file_parser_init (&parser);
  g_assert_true (g_file_set_contents (path, "{\"a\": 1,\n \"b\" 2}", -1, NULL));
  g_assert_null (bc_file_parser_parse (&parser, report, &error));
  g_assert_cmpuint (report->line, ==, 2);
  g_assert_cmpint (report->byte, ==, 14);
  test_remove_folder (folder);
}

static void
test_parsers_walk (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *inner = g_build_filename (folder, "b", NULL);
  g_autofree char *loop = g_build_filename (inner, "loop", NULL);
  g_autofree char *late = g_build_filename (folder, "c", NULL);
  g_autofree char *early = g_build_filename (inner, "a", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent", NULL);
  const char * const paths[] = { absent, folder, NULL };
  g_autoptr(GPtrArray) files = NULL;
  gint64 n_bytes;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (late, "12345", 5, NULL));
  g_assert_true (g_file_set_contents (early, "123", 3, NULL));
  g_assert_cmpint (symlink (folder, loop), ==, 0);

  files = bc_file_walk (paths, NULL, &n_bytes);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (files, 0), ==, absent);
  g_assert_cmpstr (g_ptr_array_index (files, 1), ==, early);
  g_assert_cmpstr (g_ptr_array_index (files, 2), ==, late);
  g_assert_cmpint (n_bytes, ==, 8);

  test_remove_folder (folder);
}

/* The recordings, without a store: what is taken, and what is refused and why. */
static void
test_parsers_recordings (void)
{
  const char *paths[] = { test_recordings (), NULL };
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GHashTable) games = NULL;
  g_auto(BcFileParser) parser = { 0 };
  guint n_mismatched = 0, n_candle_files = 0;
  gint64 n_quotes = 0;
  gint64 n_bytes;

  if (paths[0] == NULL)
    return;

  bc_file_parser_init (&parser);
  files = bc_file_walk (paths, NULL, &n_bytes);
  games = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr(BcFileReport) report = report_new (g_ptr_array_index (files, i));
      g_autoptr(GError) error = NULL;
      g_autoptr(BcParsed) parsed = bc_file_parser_parse (&parser, report, &error);

      n_mismatched += g_error_matches (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_MISMATCH);
      if (g_strcmp0 (report->kind, "kalshi-candles-csv") != 0)
        {
          g_test_message ("%s: %s: %s", report->path, report->kind,
                          error != NULL ? error->message : report->reason);
          continue;
        }

      n_candle_files++;
      if (parsed == NULL)
        continue;

      for (guint j = 0; j < parsed->records->len; j++)
        {
          const BcGameRecord *record = g_ptr_array_index (parsed->records, j);

          n_quotes += get_market (record, 0)->quotes->len;
          g_assert_null (record->unmatched);
          g_hash_table_add (games, g_strdup (record->key));
        }
    }

  g_test_message ("%" G_GINT64_FORMAT " minutes with a trade", n_quotes);
  g_assert_cmpuint (n_candle_files, ==, 552);
  g_assert_cmpint (n_quotes, >, 400000);
  g_assert_cmpuint (n_mismatched, ==, 2);
  g_assert_cmpuint (g_hash_table_size (games), ==, 550);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parsers/espn-summary", test_parsers_espn_summary);
  g_test_add_func ("/parsers/espn-flat", test_parsers_espn_flat);
  g_test_add_func ("/parsers/espn-without-probabilities", test_parsers_espn_without_probabilities);
  g_test_add_func ("/parsers/espn-pages", test_parsers_espn_pages);
  g_test_add_func ("/parsers/espn-scoreboard", test_parsers_espn_scoreboard);
  g_test_add_func ("/parsers/kalshi-generations", test_parsers_kalshi_generations);
  g_test_add_func ("/parsers/kalshi-markets", test_parsers_kalshi_markets);
  g_test_add_func ("/parsers/kalshi-csv", test_parsers_kalshi_csv);
  g_test_add_func ("/parsers/kalshi-csv-mismatch", test_parsers_kalshi_csv_mismatch);
  g_test_add_func ("/parsers/tickers", test_parsers_tickers);
  g_test_add_func ("/parsers/espn-refused", test_parsers_espn_refused);
  g_test_add_func ("/parsers/kalshi-refused", test_parsers_kalshi_refused);
  g_test_add_func ("/parsers/csv-refused", test_parsers_csv_refused);
  g_test_add_func ("/parsers/unknown", test_parsers_unknown);
  g_test_add_func ("/parsers/deep", test_parsers_deep);
  g_test_add_func ("/parsers/position", test_parsers_position);
  g_test_add_func ("/parsers/walk", test_parsers_walk);
  g_test_add_func ("/parsers/recordings", test_parsers_recordings);

  return g_test_run ();
}
