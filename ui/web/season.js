// The season that is made up, and never shown without saying so.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { h } from './dom.js';
import { t } from './i18n.js';

const DEMO_SEASON = 'demo';

/** @param {string | null} season */
export function isSynthetic(season) {
  return season === DEMO_SEASON;
}

/** @param {string | null} season */
export function syntheticTag(season) {
  return isSynthetic(season) && h('span', { class: 'tag' }, t('games.synthetic'));
}
