// The frame of the page: places, the strip, and whichever page the address names.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { fill, h, icon } from './dom.js';
import { t } from './i18n.js';
import { JobList } from './jobs.js';
import { GamesPage } from './pages/games.js';
import { JobsPage } from './pages/jobs.js';
import { SimulationPage } from './pages/simulation.js';
import { parseRoute, routeTo } from './router.js';
import { installShortcuts } from './shortcuts.js';
import { statusPage } from './states.js';
import { Strip } from './strip.js';

const PLACES = [
  { place: '', key: 'g', symbol: 'games', label: t('place.games'), page: GamesPage },
  { place: 'simulation', key: 's', symbol: 'simulation', label: t('place.simulation'), page: SimulationPage },
  { place: 'jobs', key: 'j', symbol: 'jobs', label: t('place.jobs'), page: JobsPage },
];

const jobs = new JobList();
const main = h('main', { id: 'main', tabindex: -1 });
const badge = h('span', { class: 'badge', hidden: true });
const links = PLACES.map(({ place, symbol, label }) => h('a', { class: 'place', href: routeTo(place) },
  icon(symbol), h('span', { class: 'place-label' }, label), place === 'jobs' && badge));
const shortcuts = installShortcuts(PLACES);

/** @type {{update: (route: import('./router.js').Route) => boolean, close: () => void} | null} */
let page = null;
/** @type {string | null} */
let shownPlace = null;

function show() {
  const route = parseRoute(location.hash);
  const known = PLACES.find(({ place }) => place === route.place);
  const isFirst = shownPlace === null;

  document.title = t('app.title', { place: known?.label ?? t('app.name') });
  PLACES.forEach(({ place }, index) => {
    if (place === route.place) {
      links[index].setAttribute('aria-current', 'page');
    } else {
      links[index].removeAttribute('aria-current');
    }
  });
  if (route.place === shownPlace && page?.update(route)) {
    return;
  }

  page?.close();
  shownPlace = route.place;
  if (known === undefined) {
    page = null;
    fill(main, statusPage('warning', t('app.unknown', { address: location.hash }), h('a', { class: 'button', href: routeTo('') }, t('app.back'))));
  } else {
    page = new known.page(main, route, jobs);
  }
  if (!isFirst) {
    scrollTo(0, 0);
    main.querySelector('h1')?.focus();
  }
}

function countJobs() {
  const count = jobs.unfinished.length;

  badge.hidden = count === 0;
  fill(badge, count);
}

document.body.append(
  h('a', { class: 'skip', href: '#main', onclick: (/** @type {Event} */ event) => {
    event.preventDefault();
    main.focus();
  } }, t('app.skip')),
  h('nav', { class: 'places', 'aria-label': t('app.places') },
    h('span', { class: 'brand' }, icon('mark'), h('span', {}, t('app.name'))),
    links,
    h('button', { type: 'button', class: 'place help', onclick: shortcuts.open }, icon('keyboard'), h('span', { class: 'place-label' }, t('app.shortcuts')))),
  main,
  new Strip(jobs).element,
  shortcuts.dialog);

jobs.addEventListener('changed', countJobs);
addEventListener('hashchange', show);
show();
jobs.start();
