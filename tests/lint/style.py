#!/usr/bin/env python3
"""House rules that a script can see."""

import re
import subprocess

from tap import SOURCES, TOP, Tap, where

MAX_FILE = 600
MAX_FUNCTION = 70
DECLARED = re.compile(r'^(?:[\w*]+[ *]+)+(bc_\w+)\s*\(', re.M)
MACHINE = re.compile(r'(?<![\w.])/(?:work|farm)/|"resolved": *"http')


def long_functions(path):
    start = 0
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith('{'):
            start = number
        elif line.startswith('}') and start:
            if number - start > MAX_FUNCTION:
                yield f'{where(path, start)}: {number - start} lines'
            start = 0


def undocumented():
    comments = '\n'.join(path.read_text() for path in SOURCES)
    for path in SOURCES:
        if path.suffix != '.h' or path.name.endswith('-private.h'):
            continue
        for name in sorted(set(DECLARED.findall(path.read_text()))):
            if name.endswith(('_get_type', '_quark')):
                continue
            if not re.search(rf'^ \* {name}:', comments, re.M):
                yield f'{path.relative_to(TOP)}: {name} has no description'


def main() -> None:
    tap = Tap()
    texts = {path: path.read_text() for path in SOURCES}

    tap.check('licence', [str(path.relative_to(TOP)) for path, text in texts.items() if 'SPDX-License-Identifier: GPL-3.0-or-later' not in text])
    tap.check(f'no file past {MAX_FILE} lines', [f'{path.relative_to(TOP)}: {text.count(chr(10))} lines' for path, text in texts.items() if text.count('\n') > MAX_FILE])
    tap.check(f'no function past {MAX_FUNCTION} lines', [finding for path in SOURCES if path.suffix == '.c' for finding in long_functions(path)])
    tap.check('no tabs, no trailing space', [where(path, number) for path, text in texts.items()
                                             for number, line in enumerate(text.splitlines(), 1) if '\t' in line or line != line.rstrip()])
    tap.check('no naked g_assert, no goto', [where(path, number) for path, text in texts.items()
                                             for number, line in enumerate(text.splitlines(), 1) if re.search(r'\b(g_assert \(|goto )', line)])
    tap.check('every public function is described', list(undocumented()))

    try:
        names = subprocess.run(['git', 'ls-files'], cwd=TOP, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        tap.skip('no machine path', 'not a git checkout')
    else:
        tap.check('no machine path', [name for name in names if (TOP / name).is_file() and name != 'tests/lint/style.py'
                                      and MACHINE.search((TOP / name).read_text(errors='replace'))])
    tap.end()


main()
