#!/usr/bin/env python3
"""Which room includes what: the table of docs/architecture.md, held against every #include line."""

import re

from tap import SOURCES, TOP, Tap, where

ROOMS = {
    'core': {'core'},
    'wire': {'core', 'wire'},
    'store': {'core', 'wire', 'store'},
    'feeds': {'core', 'wire', 'store', 'feeds'},
    'desk': {'core', 'wire', 'store', 'feeds', 'desk'},
    'remote': {'core', 'wire', 'store', 'feeds', 'desk', 'remote'},
    'server': {'core', 'wire', 'store', 'feeds', 'desk', 'server'},
    'gtk': {'core', 'wire', 'store', 'feeds', 'desk', 'gtk'},
    'cli': {'core', 'wire', 'store', 'feeds', 'desk', 'cli'},
}

# Libraries that only some rooms may see, whatever compiler flags let through.
LIBRARIES = {
    r'json-glib/': {'wire'},
    r'libsoup/': {'feeds', 'remote', 'server'},
    r'sqlite3\.h': {'store'},
    r'libpq': {'store'},
    r'(gtk/|adwaita)': {'gtk'},
}

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def main() -> None:
    tap = Tap()
    home = {path.name: path.parent.name for path in SOURCES if path.suffix == '.h' and path.parent.name in ROOMS}
    by_room = {room: [] for room in ROOMS}

    for path in SOURCES:
        room = path.parent.name
        if path.parent == TOP / 'src':
            continue
        if room not in ROOMS:
            by_room.setdefault(room, []).append(f'{path.relative_to(TOP)}: a room that the table does not know')
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            name = match[2]
            if match[1] == '"' and name != 'config.h':
                target = home.get(name)
                if target is not None and target not in ROOMS[room]:
                    by_room[room].append(f'{where(path, number)}: {room} may not include {target} ({name})')
            for library, rooms in LIBRARIES.items():
                if re.match(library, name) and room not in rooms:
                    by_room[room].append(f'{where(path, number)}: {room} may not include {name}')

    for room, findings in by_room.items():
        tap.check(f'room {room}', findings)
    tap.end()


main()
