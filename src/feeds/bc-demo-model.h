/* bc-demo-model.h: the possession model behind the synthetic season
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bc-decimal.h"
#include "bc-random.h"

G_BEGIN_DECLS

/* The game clock of the model runs in ticks of two seconds. */
#define BC_DEMO_TICK_SECONDS     2
#define BC_DEMO_REGULATION_TICKS 1440
#define BC_DEMO_OVERTIME_TICKS   150

/* How much better the home team is, from minus this to this; a unit is worth
 * about two points a game. */
#define BC_DEMO_MAX_STRENGTH     5
#define BC_DEMO_N_STRENGTHS      (2 * BC_DEMO_MAX_STRENGTH + 1)

typedef struct _BcDemoModel BcDemoModel;

BcDemoModel *bc_demo_model_new             (int                strength);
void         bc_demo_model_free            (BcDemoModel       *self);
gint32       bc_demo_model_get_probability (const BcDemoModel *self,
                                            int                ticks_left,
                                            int                lead,
                                            gboolean           home_ball);
int          bc_demo_model_draw_points     (const BcDemoModel *self,
                                            gboolean           home_ball,
                                            BcRandom          *random);
int          bc_demo_model_draw_ticks      (BcRandom          *random);

/* Models are shared while anybody holds one of the same strength. */
const BcDemoModel *bc_demo_model_acquire (int                strength);
void               bc_demo_model_release (const BcDemoModel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BcDemoModel, bc_demo_model_free)

G_END_DECLS
