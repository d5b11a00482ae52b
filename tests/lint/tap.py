"""One TAP point per check, with what it found."""

import pathlib
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SOURCES = sorted((TOP / 'src').rglob('*.[ch]'))


class Tap:
    def __init__(self) -> None:
        self.count = 0
        self.failed = False

    def check(self, name: str, findings: list) -> None:
        """Passes when there are no findings, and lists them when there are."""
        self.count += 1
        for finding in findings:
            print(f'# {finding}')
        print(f"{'not ok' if findings else 'ok'} {self.count} {name}")
        self.failed = self.failed or bool(findings)

    def skip(self, name: str, reason: str) -> None:
        self.count += 1
        print(f'ok {self.count} {name} # SKIP {reason}')

    def end(self) -> None:
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def where(path: pathlib.Path, line: int) -> str:
    return f'{path.relative_to(TOP)}:{line}'
