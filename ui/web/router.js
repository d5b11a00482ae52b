// The address behind the `#`: a place, what is opened in it, and the selection.
//
// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * @typedef {object} Route
 * @property {string} place '' is the list of games
 * @property {string | null} id what is opened there
 * @property {URLSearchParams} query
 */

/**
 * Reads `#/place/id?query`.
 *
 * @param {string} hash
 * @returns {Route}
 */
export function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [place, ...rest] = path.split('/');
  const id = rest.filter((part) => part !== '').join('/');

  return { place, id: id === '' ? null : decode(id), query: new URLSearchParams(query) };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The address of a place; empty values are left out of the query.
 *
 * @param {string} place
 * @param {string | null} [id]
 * @param {Record<string, string>} [query]
 */
export function routeTo(place, id = null, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams(kept).toString();

  return `#/${place}${id === null ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}
