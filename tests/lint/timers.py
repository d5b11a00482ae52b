#!/usr/bin/env python3
"""Nothing polls: every timer in the product stands in tests/lint/timers.allow with its reason."""

import re

from tap import SOURCES, TOP, Tap, where

TIMER = re.compile(r'\b(g_timeout_(?:add|source)\w*|g_source_set_ready_time|setInterval|setTimeout|g_usleep|gtk_widget_add_tick_callback)\s*\(')


def main() -> None:
    tap = Tap()
    allowed = {}
    for line in (TOP / 'tests/lint/timers.allow').read_text().splitlines():
        if line and not line.startswith('#'):
            name, _, reason = line.partition(' ')
            allowed[name] = reason.strip()

    found = {}
    files = SOURCES + sorted((TOP / 'ui/web').rglob('*.js'))
    for path in files:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for match in TIMER.finditer(line):
                found.setdefault(f'{path.relative_to(TOP)}:{match[1]}', []).append(where(path, number))

    tap.check('every timer is allowed for a reason',
              [f'{places[0]}: {name} is not in tests/lint/timers.allow' for name, places in sorted(found.items()) if not allowed.get(name)])
    tap.check('every timer allowed exists', [name for name in sorted(allowed) if name not in found])
    tap.end()


main()
