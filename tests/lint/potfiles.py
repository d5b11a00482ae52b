#!/usr/bin/env python3
"""Every file with a string for people is in po/POTFILES.in, once, sorted, and nothing else is."""

import re

from tap import SOURCES, TOP, Tap

TRANSLATED = re.compile(r'(?<![\w])(_|N_|C_|Q_|ngettext|g_dngettext|dngettext) ?\(\s*"')


def main() -> None:
    tap = Tap()
    listed = [line for line in (TOP / 'po/POTFILES.in').read_text().splitlines() if line and not line.startswith('#')]
    needed = {str(path.relative_to(TOP)) for path in SOURCES if path.suffix == '.c' and TRANSLATED.search(path.read_text())}
    needed |= {str(path.relative_to(TOP)) for path in (TOP / 'ui/gtk').glob('*.ui') if 'translatable="yes"' in path.read_text()}

    tap.check('every file with translatable strings is listed', sorted(needed - set(listed)))
    tap.check('every file listed is there and has strings',
              [name for name in listed if name not in needed and not name.startswith('data/')])
    tap.check('the list is sorted and has no doubles', [] if listed == sorted(set(listed)) else ['sort po/POTFILES.in'])
    tap.end()


main()
