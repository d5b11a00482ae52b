/* bc-cli-summary.c: a simulation, for people
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-cli-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define LABEL_COLUMNS 20

/* Printed for what is not defined. */
#define UNDEFINED "–"

static void
print_row (const char *label,
           const char *value)
{
  int gap = LABEL_COLUMNS - (int) g_utf8_strlen (label, -1);

  _bc_cli_print ("%s%*s%s\n", label, MAX (gap, 1), "", value);
}

static char *
dup_money (const BcJsonNode *node,
           const char       *member,
           gboolean          with_sign)
{
  gint64 nano;

  if (!bc_json_node_get_decimal (node, member, BC_NANO_SCALE, &nano))
    return g_strdup (UNDEFINED);

  return _bc_cli_format_money (nano, with_sign);
}

static char *
dup_percent (const BcJsonNode *node,
             const char       *member)
{
  gint64 ppm;

  if (!bc_json_node_get_decimal (node, member, BC_PPM_SCALE, &ppm))
    return g_strdup (UNDEFINED);

  return _bc_cli_format_percent (ppm);
}

/* Of a double without a unit, such as a ratio. */
static char *
dup_number (const BcJsonNode *node,
            const char       *member)
{
  gint64 milli;

  if (!bc_json_node_get_decimal (node, member, 3, &milli))
    return g_strdup (UNDEFINED);

  return g_strdup_printf ("%'.3f", (double) milli / 1000.);
}

static char *
dup_cents (const BcJsonNode *node,
           const char       *member)
{
  gint64 ppm;

  if (!bc_json_node_get_decimal (node, member, BC_PPM_SCALE, &ppm))
    return g_strdup (UNDEFINED);

  return _bc_cli_format_cents ((gint32) CLAMP (ppm, -G_MAXINT32, G_MAXINT32));
}

static char *
dup_trades (gint64 n)
{
  return g_strdup_printf (ngettext ("%'" G_GINT64_FORMAT " trade", "%'" G_GINT64_FORMAT " trades", (gulong) n), n);
}

static const char *
get_fee_words (const BcJsonNode *document)
{
  return bc_json_node_get_boolean (document, "before_fees", FALSE) ? _("before fees") : _("after fees");
}

static void
print_games (const BcJsonNode *document)
{
  const char *season = bc_json_node_get_string (document, "season");
  const char *source = bc_json_node_get_string (document, "source");
  gint64 n_games = bc_json_node_get_int (document, "num_games", 0);
  gint64 n_requested = bc_json_node_get_int (document, "num_games_requested", 0);
  gint64 n_failed = bc_json_node_get_int (document, "num_games_failed", 0);
  g_autoptr(GString) line = g_string_new (NULL);

  g_string_append_printf (line, _("%'" G_GINT64_FORMAT " of %'" G_GINT64_FORMAT " games"), n_games, n_requested);
  if (n_failed > 0)
    g_string_append_printf (line, _(", %'" G_GINT64_FORMAT " failed"), n_failed);
  if (bc_json_node_get_boolean (document, "partial", FALSE))
    g_string_append (line, _(", cancelled before the end"));
  print_row (_("Games"), line->str);

  if (season != NULL)
    print_row (_("Season"), season);
  print_row (_("Source"), source != NULL ? source : _("several"));
}

static void
print_rules (const BcJsonNode *document)
{
  const BcJsonNode *parameters = bc_json_node_get (document, "parameters");
  g_autofree char *entry = dup_cents (parameters, "entry_threshold");
  g_autofree char *exit_ = dup_cents (parameters, "exit_threshold");
  g_autofree char *bet = dup_money (parameters, "bet_amount", FALSE);
  g_autofree char *slippage = dup_percent (parameters, "slippage_rate");
  const char *fees = bc_json_node_get_string (parameters, "fees");
  g_autofree char *rules = NULL;

  rules = g_strdup_printf (_("entry %s, exit %s, held %" G_GINT64_FORMAT " s or more, %s a trade, slippage %s, fees %s"),
                           entry, exit_, bc_json_node_get_int (parameters, "min_hold_seconds", 0),
                           bet, slippage, fees);
  print_row (_("Rules"), rules);

  if (bc_json_node_get_boolean (document, "looks_ahead", FALSE))
    print_row (_("Fills"), _("at the nearest quote, which looks ahead: for comparison only"));
  else
    print_row (_("Fills"), _("at the newest quoted bid or ask, whatever its size"));
}

/* A profit at prices that nobody quoted must not be read as any other. */
static void
print_spread (const BcJsonNode *document)
{
  const BcJsonNode *parameters = bc_json_node_get (document, "parameters");
  g_autofree char *spread = dup_cents (parameters, "assumed_spread");
  g_autofree char *row = NULL;

  if (bc_json_node_get_kind (bc_json_node_get (parameters, "assumed_spread")) == BC_JSON_NULL)
    return;

  row = g_strdup_printf (_("where only trades were recorded, %s around the last one was assumed"), spread);
  print_row (_("Spread"), row);
}

static void
print_profit (const BcJsonNode *document)
{
  g_autofree char *trades = dup_trades (bc_json_node_get_int (document, "num_trades", 0));
  g_autofree char *net = dup_money (document, "total_profit_dollars", TRUE);
  g_autofree char *gross = dup_money (document, "total_gross_profit_dollars", TRUE);
  g_autofree char *fees = dup_money (document, "total_fees_dollars", FALSE);
  g_autofree char *slippage = dup_money (document, "total_slippage_dollars", FALSE);
  g_autofree char *profit = g_strdup_printf ("%s (%s, %s)", net, trades, get_fee_words (document));

  print_row (_("Net profit"), profit);
  print_row (_("Gross profit"), gross);
  print_row (_("Fees paid"), fees);
  print_row (_("Slippage paid"), slippage);
}

static void
print_held (const BcJsonNode *document)
{
  const BcJsonNode *settlement = bc_json_node_get (document, "settlement");
  g_autofree char *held = NULL;
  g_autofree char *traded = NULL;
  g_autofree char *trades = NULL;
  g_autofree char *row = NULL;

  if (settlement == NULL || bc_json_node_get_kind (settlement) != BC_JSON_OBJECT)
    {
      print_row (_("Held to the end"), UNDEFINED);
      return;
    }

  held = dup_money (settlement, "held_profit_dollars", TRUE);
  traded = dup_money (settlement, "traded_profit_dollars", TRUE);
  trades = dup_trades (bc_json_node_get_int (settlement, "num_trades", 0));
  row = g_strdup_printf (_("%s, traded %s (%s with a known outcome, %s)"),
                         held, traded, trades, get_fee_words (document));
  print_row (_("Held to the end"), row);
}

static void
print_numbers (const BcJsonNode *document)
{
  static const struct
  {
    const char *label;
    const char *member;
    char       *(*format) (const BcJsonNode *node, const char *member);
  } rows[] = {
    { N_("Win rate"), "win_rate", dup_percent },
    { N_("Profit factor"), "profit_factor", dup_number },
    { N_("Sharpe, per trade"), "sharpe_ratio_per_trade", dup_number },
    { N_("Sharpe, per game"), "sharpe_ratio_per_game", dup_number },
    { N_("Return on risk"), "return_on_risk", dup_percent },
  };
  g_autofree char *mean = dup_money (document, "expectancy_dollars", TRUE);
  g_autofree char *median = dup_money (document, "median_profit_dollars", TRUE);
  g_autofree char *drawdown = dup_money (document, "max_drawdown_dollars", FALSE);
  gint64 hold;

  print_row (_("Mean per trade"), mean);
  print_row (_("Median per trade"), median);
  print_row (_("Deepest drawdown"), drawdown);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *value = rows[i].format (document, rows[i].member);

      print_row (_(rows[i].label), value);
    }

  if (bc_json_node_get_decimal (document, "avg_trade_duration_seconds", 3, &hold))
    {
      g_autofree char *value = _bc_cli_format_seconds ((double) hold / 1000.);

      print_row (_("Mean hold"), value);
    }
}

static void
print_group (const char       *label,
             const BcJsonNode *group)
{
  g_autofree char *trades = dup_trades (bc_json_node_get_int (group, "count", 0));
  g_autofree char *profit = dup_money (group, "profit_dollars", TRUE);
  g_autofree char *wins = dup_percent (group, "win_rate");
  g_autofree char *row = g_strdup_printf (_("%s (%s, %s won)"), profit, trades, wins);

  print_row (label, row);
}

static void
print_breakdowns (const BcJsonNode *document)
{
  const BcJsonNode *positions = bc_json_node_get (document, "position_breakdown");
  const BcJsonNode *phases = bc_json_node_get (document, "phase_breakdown");
  g_auto(GStrv) names = bc_json_node_dup_members (phases);

  print_group (_("Long"), bc_json_node_get (positions, "long"));
  print_group (_("Short"), bc_json_node_get (positions, "short"));
  for (gsize i = 0; names[i] != NULL; i++)
    print_group (names[i], bc_json_node_get (phases, names[i]));
}

static void
print_forced (const BcJsonNode *document)
{
  g_autofree char *row =
    g_strdup_printf (_("%'" G_GINT64_FORMAT " closed as the data ended, %'" G_GINT64_FORMAT " at a penalty"),
                     bc_json_node_get_int (document, "num_forced", 0),
                     bc_json_node_get_int (document, "num_penalised", 0));

  print_row (_("Exits"), row);
}

/* The first few reasons; --json has them all. */
static void
print_failures (const BcJsonNode *document)
{
  const guint max = 5;
  const BcJsonNode *failures = bc_json_node_get (document, "failed_games");
  guint n = bc_json_node_get_size (failures);

  for (guint i = 0; i < MIN (n, max); i++)
    {
      const BcJsonNode *failure = bc_json_node_get_item (failures, i);

      g_autofree char *line = g_strdup_printf ("%s: %s", bc_json_node_get_string (failure, "game_id"),
                                               bc_json_node_get_string (failure, "reason"));
      g_autofree char *clean = _bc_cli_clean (line);

      g_printerr ("%s\n", clean);
    }

  if (n > max)
    g_printerr (_("… and %u more games that failed; --json lists all\n"), n - max);
}

void
_bc_cli_print_simulation (const BcJsonNode *document)
{
  print_failures (document);
  print_games (document);
  print_rules (document);
  print_spread (document);
  print_profit (document);
  print_numbers (document);
  print_breakdowns (document);
  print_forced (document);
  print_held (document);
}
