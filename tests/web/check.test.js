// Types and lint of the page and of its tests.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

const TOP = fileURLToPath(new URL('../..', import.meta.url));
const NO_TOOLS = existsSync(`${TOP}/node_modules/eslint`) ? false : 'the development packages of package.json are not installed: npm ci';

/**
 * @param {string} program inside node_modules
 * @param {...string} options
 */
function run(program, ...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`node_modules/${program}`, ...options], { cwd: TOP, encoding: 'utf8' });

  assert.equal(status, 0, stdout + stderr);
}

test('types of the page', { skip: NO_TOOLS }, () => run('typescript/bin/tsc', '--project', 'ui/web/jsconfig.json'));
test('types of its tests', { skip: NO_TOOLS }, () => run('typescript/bin/tsc', '--project', 'tests/web/jsconfig.json'));
test('lint', { skip: NO_TOOLS }, () => run('eslint/bin/eslint.js', 'ui/web', 'tests/web', 'eslint.config.js'));
