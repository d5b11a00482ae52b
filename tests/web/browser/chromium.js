// The system's Chromium, a fresh profile each time.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const CHROMIUM = process.env.BC_TEST_CHROMIUM ?? '/usr/bin/chromium';
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const require = createRequire(import.meta.url);

/** Why no browser can be had, or false. */
export const NO_BROWSER = whyNot();

/** @returns {string | false} */
function whyNot() {
  if (!existsSync(CHROMIUM)) {
    return `${CHROMIUM} is not installed`;
  }
  try {
    require.resolve('playwright-core');
    require.resolve('axe-core');
  } catch {
    return 'the development packages of package.json are not installed: npm ci';
  }
  return false;
}

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launch() {
  const { chromium } = await import('playwright-core');

  // Chromium’s sandbox refuses root, whom containers run as.
  return chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET });
}

/**
 * What a page complains of: errors of scripts, of the console, and of its
 * content policy, which the console carries.
 *
 * @param {import('playwright-core').Page} page
 */
export function collectComplaints(page) {
  /** @type {string[]} */
  const complaints = [];

  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });

  return complaints;
}

/**
 * What axe finds wrong with what the page shows now.
 *
 * @param {import('playwright-core').Page} page
 */
export async function findViolations(page) {
  const { readFileSync } = await import('node:fs');

  // Evaluated, as the page’s policy takes no script from elsewhere.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));

  const { violations } = await page.evaluate(async () => /** @type {any} */ (window).axe.run());

  return violations.map((/** @type {any} */ { id, nodes }) => `${id}, ${nodes.length} times, first at ${nodes[0].html}: ${nodes[0].failureSummary}`);
}
