#!/usr/bin/env python3
"""count-tests.py FOLDER: says which tests failed or were skipped, and ends with 'N passed, N failed'.

FOLDER is where Meson keeps its logs. Its JUnit file lists every TAP point; its
JSON file knows of programs that failed after their last point, by a leak, say,
or died before the first: each counts as one failure more.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

FAILED = ('failure', 'error')
WELL = ('OK', 'SKIP', 'EXPECTEDFAIL')


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    passed = failed = skipped = 0
    programs_with_bad_points = set()

    for suite in ElementTree.parse(folder / 'testlog.junit.xml').getroot().iter('testsuite'):
        name = suite.get('name').removeprefix('backcourt.')
        for case in suite.iter('testcase'):
            kinds = [child.tag for child in case]
            if any(kind in FAILED for kind in kinds):
                failed += 1
                programs_with_bad_points.add(name)
                print(f"failed: {name} {case.get('name')}")
            elif 'skipped' in kinds:
                skipped += 1
                reason = case.findtext('system-out') or 'it gives no reason'
                print(f"skipped: {name} {case.get('name')}: {reason}")
            else:
                passed += 1

    for line in (folder / 'testlog.json').read_text().splitlines():
        program = json.loads(line)
        if program['result'] not in WELL and program['name'] not in programs_with_bad_points:
            failed += 1
            print(f"failed: {program['name']}: {program['result']}, exit status {program['returncode']}")

    print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
