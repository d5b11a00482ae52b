/* bc-espn-summary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `winprobability` has no time of its own: an entry is joined with its play by
 * id, and the play's `wallclock` is its time. Plays entered late carry a later
 * number than plays that happened after them, so the points are sorted by time.
 * Copies of the data store ids as numbers and flatten `period.number` into a
 * name with a dot; both are read.
 */

#include "config.h"

#include "bc-espn-summary.h"

#include <string.h>

#include <glib/gi18n.h>

#include "bc-espn-game.h"
#include "bc-instant.h"
#include "bc-json-member.h"
#include "bc-team.h"

#define SOURCE "espn"

typedef struct
{
  GHashTable *probabilities;  /* play id → ppm */
  GHashTable *used;           /* play ids among them that became points */
  GArray     *points;         /* BcModelPoint */
  guint       n_untimed;      /* plays without a wall clock */
  guint       n_unrated;      /* plays without a probability */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->probabilities, g_hash_table_unref);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_clear_pointer (&self->points, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* `{"period": {"number": 1}}` or `{"period.number": 1}`. */
static const BcJsonNode *
find_nested (const BcJsonNode *node,
             const char       *outer,
             const char       *inner)
{
  g_autofree char *flat = g_strdup_printf ("%s.%s", outer, inner);
  const BcJsonNode *object = bc_json_get_member (node, outer, BC_JSON_OBJECT);

  return object != NULL ? bc_json_node_get (object, inner) : bc_json_node_get (node, flat);
}

static gint64
get_small_int (const BcJsonNode *node,
               gint64            high,
               gint64            fallback)
{
  g_autofree char *text = node != NULL ? bc_json_node_dup_text (node) : NULL;
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, high, &value, NULL))
    return fallback;

  return value;
}

/* `11:38`, under a minute `6.9`; tenths of a second are cut off. */
static gint16
get_clock (const BcJsonNode *play)
{
  const BcJsonNode *node = find_nested (play, "clock", "displayValue");
  g_autofree char *text = node != NULL ? bc_json_node_dup_text (node) : NULL;
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  guint64 minutes = 0;
  guint64 seconds;

  if (text == NULL || !g_ascii_isdigit (*text) || (colon != NULL && !g_ascii_isdigit (colon[1])))
    return -1;

  if (colon != NULL)
    minutes = g_ascii_strtoull (text, NULL, 10);
  seconds = g_ascii_strtoull (colon != NULL ? colon + 1 : text, NULL, 10);

  return minutes <= 99 && seconds <= 59 ? (gint16) (minutes * 60 + seconds) : -1;
}

static void
read_state (const BcJsonNode *play,
            BcModelPoint     *point)
{
  point->price = BC_PPM_NONE;
  point->bid = BC_PPM_NONE;
  point->ask = BC_PPM_NONE;
  point->home_score = (gint16) get_small_int (bc_json_node_get (play, "homeScore"), 999, BC_SCORE_NONE);
  point->away_score = (gint16) get_small_int (bc_json_node_get (play, "awayScore"), 999, BC_SCORE_NONE);
  point->period = (gint8) get_small_int (find_nested (play, "period", "number"), 99, 0);
  point->clock = get_clock (play);
}

static gboolean
read_wallclock (const BcJsonNode  *play,
                gint64            *time,
                GError           **error)
{
  const char *text = bc_json_node_need_string (play, "wallclock", error);

  if (text == NULL)
    return FALSE;

  if (!bc_instant_parse (text, time, error))
    {
      g_autofree char *path = bc_json_node_dup_path (play, "wallclock");

      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_play (Reading           *self,
           const BcJsonNode  *play,
           GError           **error)
{
  g_autofree char *id = bc_espn_dup_id (play, "id");
  BcModelPoint point = { 0 };
  gpointer key, ppm;

  if (id == NULL)
    {
      g_autofree char *path = bc_json_node_dup_path (play, "id");

      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("%s is no id of a play"), path);
      return FALSE;
    }

  if (!g_hash_table_lookup_extended (self->probabilities, id, &key, &ppm))
    {
      self->n_unrated++;
      return TRUE;
    }

  g_hash_table_add (self->used, key);
  if (!bc_json_has_value (play, "wallclock"))
    {
      self->n_untimed++;
      return TRUE;
    }

  if (!read_wallclock (play, &point.time, error))
    return FALSE;

  point.prob = GPOINTER_TO_INT (ppm);
  read_state (play, &point);
  g_array_append_val (self->points, point);

  return TRUE;
}

static gboolean
read_plays (Reading           *self,
            const BcJsonNode  *root,
            GError           **error)
{
  const BcJsonNode *plays;
  guint size;

  if (!bc_json_has_value (root, "plays"))
    return TRUE;

  plays = bc_json_node_need_array (root, "plays", error);
  if (plays == NULL)
    return FALSE;

  size = bc_json_node_get_size (plays);
  for (guint i = 0; i < size; i++)
    if (!read_play (self, bc_json_node_get_item (plays, i), error))
      return FALSE;

  return TRUE;
}

/* What the summary says goes before what pages say of the same play. */
static gboolean
read_probabilities (Reading           *self,
                    const BcJsonNode  *root,
                    GHashTable        *pages,
                    GError           **error)
{
  const BcJsonNode *array = NULL;
  GHashTableIter iter;
  gpointer id, ppm;
  guint size;

  if (pages != NULL)
    {
      g_hash_table_iter_init (&iter, pages);
      while (g_hash_table_iter_next (&iter, &id, &ppm))
        g_hash_table_insert (self->probabilities, g_strdup (id), ppm);
    }

  if (!bc_json_has_value (root, "winprobability"))
    return TRUE;

  array = bc_json_node_need_array (root, "winprobability", error);
  if (array == NULL)
    return FALSE;

  size = bc_json_node_get_size (array);
  for (guint i = 0; i < size; i++)
    {
      const BcJsonNode *entry = bc_json_node_get_item (array, i);
      g_autofree char *play_id = bc_espn_dup_id (entry, "playId");
      gint32 value;

      if (!bc_espn_read_probability (entry, &value, error))
        return FALSE;

      if (play_id == NULL)
        {
          g_autofree char *path = bc_json_node_dup_path (entry, "playId");

          g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID, _("%s is no id of a play"), path);
          return FALSE;
        }

      g_hash_table_replace (self->probabilities, g_steal_pointer (&play_id), GINT_TO_POINTER (value));
    }

  return TRUE;
}

static char *
dup_event_id (const BcJsonNode *root)
{
  const BcJsonNode *header = bc_json_get_member (root, "header", BC_JSON_OBJECT);
  char *id = header != NULL ? bc_espn_dup_id (header, "id") : NULL;

  return id != NULL ? id : bc_espn_dup_id (root, "gameId");
}

static gboolean
read_header (const BcJsonNode  *root,
             BcGameRecord      *record,
             GError           **error)
{
  const BcJsonNode *header = bc_json_get_member (root, "header", BC_JSON_OBJECT);
  const BcJsonNode *league = header != NULL ? bc_json_get_member (header, "league", BC_JSON_OBJECT) : NULL;
  const BcJsonNode *competitions;
  const BcJsonNode *competition;

  if (header == NULL)
    return TRUE;

  if (league != NULL)
    {
      const char *slug = bc_json_node_need_string (league, "slug", error);
      const char *known = slug != NULL ? bc_espn_check_league (slug, error) : NULL;

      if (known == NULL)
        return FALSE;

      record->league = g_strdup (known);
    }

  competitions = bc_json_node_need_array (header, "competitions", error);
  competition = competitions != NULL ? bc_json_node_get_item (competitions, 0) : NULL;

  return competitions != NULL &&
         (competition == NULL || bc_espn_read_competition (competition, record, error));
}

static void
note_dropped (Reading  *self,
              BcParsed *parsed)
{
  guint n_unplayed = g_hash_table_size (self->probabilities) - g_hash_table_size (self->used);

  parsed->n_dropped = self->n_untimed + n_unplayed;

  if (g_hash_table_size (self->probabilities) == 0)
    bc_parsed_note (parsed, _("it has no win probabilities"));
  if (self->n_untimed > 0)
    bc_parsed_note (parsed, _("%u plays without a wall clock left out"), self->n_untimed);
  if (n_unplayed > 0)
    bc_parsed_note (parsed, _("%u win probabilities of no known play left out"), n_unplayed);
  if (self->n_unrated > 0 && g_hash_table_size (self->probabilities) > 0)
    bc_parsed_note (parsed, _("%u plays have no win probability"), self->n_unrated);
}

static void
take_points (Reading      *self,
             BcGameRecord *record)
{
  BcModelTrack *track;

  if (self->points->len == 0)
    return;

  bc_points_sort (self->points);
  if (record->date == NULL)
    record->date = bc_team_local_date (bc_team_find (record->league, record->home),
                                       g_array_index (self->points, BcModelPoint, 0).time);

  track = bc_model_track_new (SOURCE, FALSE);
  g_array_append_vals (track->points, self->points->data, self->points->len);
  g_ptr_array_add (record->tracks, track);
}

/**
 * bc_espn_summary_recognises:
 * @root: a document
 *
 * Returns: whether it is a summary, whole or as copies keep it
 */
gboolean
bc_espn_summary_recognises (const BcJsonNode *root)
{
  gboolean is_named = bc_json_get_member (root, "header", BC_JSON_OBJECT) != NULL ||
                      bc_json_has_value (root, "gameId");

  return is_named && (bc_json_has_value (root, "plays") || bc_json_has_value (root, "winprobability") ||
                      bc_json_has_value (root, "boxscore"));
}

/**
 * bc_espn_summary_parse:
 * @root: a document that was recognised
 * @pages: (nullable) (element-type utf8 gint): ppm by play id, of pages of
 *   probabilities of the same game
 * @parsed: takes one record
 * @error: return location for an error
 *
 * A summary without win probabilities, as of old or cancelled games, still
 * tells the game. `parsed` has the event's id as the record's key.
 *
 * Returns: %FALSE with %BC_FEEDS_ERROR_UNKNOWN for another league, or with
 *   %BC_WIRE_ERROR_SHAPE or %BC_FEEDS_ERROR_INVALID naming the path
 */
gboolean
bc_espn_summary_parse (const BcJsonNode  *root,
                       GHashTable        *pages,
                       BcParsed          *parsed,
                       GError           **error)
{
  g_auto(Reading) self = {
    .probabilities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .used = g_hash_table_new (g_str_hash, g_str_equal),
    .points = g_array_new (FALSE, FALSE, sizeof (BcModelPoint)),
  };
  g_autofree char *id = dup_event_id (root);
  BcGameRecord *record;

  if (id == NULL)
    {
      g_set_error (error, BC_FEEDS_ERROR, BC_FEEDS_ERROR_INVALID,
                   _("Neither header.id nor gameId is an id of a game"));
      return FALSE;
    }

  record = bc_game_record_new (BC_ORIGIN_ESPN, id);
  g_ptr_array_add (parsed->records, record);

  if (!read_header (root, record, error) ||
      !read_probabilities (&self, root, pages, error) ||
      !read_plays (&self, root, error))
    return FALSE;

  take_points (&self, record);
  note_dropped (&self, parsed);

  return TRUE;
}
