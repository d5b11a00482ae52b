/* bc-strategy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bc-strategy.h"

#include <glib/gi18n.h>

#include "bc-parameter-private.h"

#define SECONDS_MAX     86400
#define BET_MIN         (BC_NANO_PER_DOLLAR / 100)
#define BET_MAX         (1000000 * BC_NANO_PER_DOLLAR)
#define MULTIPLIER_MAX  (G_GINT64_CONSTANT (100) * BC_PPM_ONE)

/* ESPN publishes a probability some time after the play it belongs to. */
#define ESPN_DELAY      60

/* How a parameter's text becomes a field of BcStrategy. */
typedef enum
{
  KIND_PPM,      /* gint32 */
  KIND_NANO,     /* gint64 */
  KIND_SECONDS,  /* gint64, a whole number */
  KIND_WORD,     /* an enum, whose values count through words[] */
  KIND_FLAG,     /* gboolean */
} Kind;

typedef struct
{
  const char         *name;
  Kind                kind;
  glong               offset;
  gint64              min;
  gint64              max;
  const char * const *words;
} Parameter;

static const char * const fees_words[] = { "kalshi", "none", NULL };
static const char * const rounding_words[] = { "date", "cent", "0.0001", NULL };
static const char * const align_words[] = { "asof", "nearest", NULL };

#define FIELD(name) G_STRUCT_OFFSET (BcStrategy, name)

static const Parameter parameters[] = {
  { "entry_threshold",       KIND_PPM,     FIELD (entry),           0, BC_PPM_ONE, NULL },
  { "exit_threshold",        KIND_PPM,     FIELD (exit),            0, BC_PPM_ONE, NULL },
  { "min_hold_seconds",      KIND_SECONDS, FIELD (min_hold),        0, SECONDS_MAX, NULL },
  { "bet_amount",            KIND_NANO,    FIELD (bet),             BET_MIN, BET_MAX, NULL },
  { "slippage_rate",         KIND_PPM,     FIELD (slippage),        0, BC_PPM_ONE, NULL },
  { "fees",                  KIND_WORD,    FIELD (fees),            0, 0, fees_words },
  { "fee_multiplier",        KIND_PPM,     FIELD (fee_multiplier),  0, MULTIPLIER_MAX, NULL },
  { "fee_rounding",          KIND_WORD,    FIELD (fee_rounding),    0, 0, rounding_words },
  { "exclude_first_seconds", KIND_SECONDS, FIELD (exclude_first),   0, SECONDS_MAX, NULL },
  { "exclude_last_seconds",  KIND_SECONDS, FIELD (exclude_last),    0, SECONDS_MAX, NULL },
  { "signal_delay_seconds",  KIND_SECONDS, FIELD (signal_delay),    0, SECONDS_MAX, NULL },
  { "max_quote_age_seconds", KIND_SECONDS, FIELD (max_quote_age),   0, SECONDS_MAX, NULL },
  { "align",                 KIND_WORD,    FIELD (align),           0, 0, align_words },
  { "assumed_spread",        KIND_PPM,     FIELD (assumed_spread),  0, BC_PPM_ONE, NULL },
  { "whole_contracts",       KIND_FLAG,    FIELD (whole_contracts), 0, 0, NULL },
};

/**
 * bc_strategy_init:
 * @self: (out caller-allocates): a strategy
 *
 * Sets every parameter to its default.
 */
void
bc_strategy_init (BcStrategy *self)
{
  *self = (BcStrategy) {
    .entry = 50000,
    .exit = 10000,
    .min_hold = 30,
    .bet = 20 * BC_NANO_PER_DOLLAR,
    .fees = BC_FEES_KALSHI,
    .fee_multiplier = BC_PPM_ONE,
    .fee_rounding = BC_FEE_ROUNDING_BY_DATE,
    .signal_delay = BC_SIGNAL_DELAY_OF_SOURCE,
    .max_quote_age = 120,
    .align = BC_ALIGN_ASOF,
    .assumed_spread = BC_PPM_NONE,
  };
}

static const Parameter *
find_parameter (const char  *name,
                GError     **error)
{
  g_autofree char *quoted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      if (g_strcmp0 (parameters[i].name, name) == 0)
        return &parameters[i];
    }

  quoted = bc_core_error_quote (name, -1);
  g_set_error (error, BC_CORE_ERROR, BC_CORE_ERROR_UNKNOWN,
               _("There is no parameter “%s”"), quoted);

  return NULL;
}

static guint
get_scale (Kind kind)
{
  switch (kind)
    {
    case KIND_PPM:
      return BC_PPM_SCALE;
    case KIND_NANO:
      return BC_NANO_SCALE;
    case KIND_SECONDS:
    case KIND_WORD:
    case KIND_FLAG:
    default:
      return 0;
    }
}

static gboolean
set_number (BcStrategy       *self,
            const Parameter  *parameter,
            const char       *text,
            GError          **error)
{
  gint64 value;

  if (!_bc_parameter_parse_number (parameter->name, text, get_scale (parameter->kind),
                                   parameter->min, parameter->max, &value, error))
    return FALSE;

  if (parameter->kind == KIND_PPM)
    G_STRUCT_MEMBER (gint32, self, parameter->offset) = (gint32) value;
  else
    G_STRUCT_MEMBER (gint64, self, parameter->offset) = value;

  return TRUE;
}

/**
 * bc_strategy_set:
 * @self: a strategy
 * @name: a parameter's name on the wire, such as `entry_threshold`
 * @text: its value as text, in the C locale
 * @error: return location
 *
 * Sets one parameter. Probabilities, prices and rates are 0..1, money is in
 * dollars, durations are in seconds; a flag is one of `true`, `false`, `1`,
 * `0`, `yes`, `no`, `on`, `off`. A refused value leaves @self as it was.
 *
 * Returns: %FALSE with %BC_CORE_ERROR_UNKNOWN if there is no such parameter,
 *   with %BC_CORE_ERROR_PARSE or %BC_CORE_ERROR_RANGE if it cannot have the value
 */
gboolean
bc_strategy_set (BcStrategy  *self,
                 const char  *name,
                 const char  *text,
                 GError     **error)
{
  const Parameter *parameter = find_parameter (name, error);

  if (parameter == NULL)
    return FALSE;

  switch (parameter->kind)
    {
    case KIND_WORD:
      return _bc_parameter_parse_word (name, text, parameter->words,
                                       G_STRUCT_MEMBER_P (self, parameter->offset), error);
    case KIND_FLAG:
      return _bc_parameter_parse_flag (name, text,
                                       G_STRUCT_MEMBER_P (self, parameter->offset), error);
    case KIND_PPM:
    case KIND_NANO:
    case KIND_SECONDS:
    default:
      return set_number (self, parameter, text, error);
    }
}

/**
 * bc_strategy_get_signal_delay:
 * @self: a strategy
 * @source: a probability source
 *
 * Returns: seconds from the wall clock of one of @source's points to the moment
 *   it can be acted on
 */
gint64
bc_strategy_get_signal_delay (const BcStrategy *self,
                              const char       *source)
{
  if (self->signal_delay != BC_SIGNAL_DELAY_OF_SOURCE)
    return self->signal_delay;

  return g_strcmp0 (source, "espn") == 0 ? ESPN_DELAY : 0;
}
