// Elements in one expression. No markup is ever made from text, and no style
// or script stands in an attribute: the page runs under a strict policy.
//
// SPDX-License-Identifier: GPL-3.0-or-later

/** @typedef {Node | string | number | null | undefined | false | any[]} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. An attribute `onname` listens to the event `name`; true is
 * an attribute without a value; false, null and undefined leave it out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);

  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);

  return element;
}

/**
 * @param {Element} element
 * @param {Child[]} children
 */
function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(typeof child === 'number' ? String(child) : child);
    }
  }
}

/**
 * Puts `children` in the place of what `element` holds.
 *
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Writes `text` only if it differs, so that a frame that changes nothing costs
 * no layout and wakes no screen reader.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * A symbol of index.html, decoration beside a word.
 *
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');

  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);

  return svg;
}

let lastId = 0;

/**
 * An id for an element that another one names.
 *
 * @param {string} stem
 */
export function uniqueId(stem) {
  lastId += 1;

  return `${stem}-${lastId}`;
}

/**
 * Gives the user a file made here.
 *
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const link = h('a', { href: URL.createObjectURL(blob), download: name });

  link.click();
  URL.revokeObjectURL(link.href);
}
