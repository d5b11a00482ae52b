#!/usr/bin/env python3
"""count-tests.py JUNIT: says which tests failed or were skipped, and ends with 'N passed, N failed'.

Meson lists every TAP point as a testcase; a program that dies before its last
point, or prints none, counts as one failure.
"""

import sys
import xml.etree.ElementTree as ElementTree

FAILED = ('failure', 'error')


def main() -> int:
    passed = failed = skipped = 0

    for suite in ElementTree.parse(sys.argv[1]).getroot().iter('testsuite'):
        bad_points = 0
        for case in suite.iter('testcase'):
            kinds = [child.tag for child in case]
            if any(kind in FAILED for kind in kinds):
                bad_points += 1
                print(f"failed: {suite.get('name')} {case.get('name')}")
            elif 'skipped' in kinds:
                skipped += 1
                print(f"skipped: {suite.get('name')} {case.get('name')}")
            else:
                passed += 1
        suite_failed = int(suite.get('failures', 0)) + int(suite.get('errors', 0)) > 0
        failed += bad_points or (1 if suite_failed else 0)

    print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
