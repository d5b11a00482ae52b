#!/usr/bin/env python3
"""clang-tidy and cppcheck find nothing. Usage: checkers.py BUILD-FOLDER"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tap import TOP, Tap

FINDING = re.compile(r'(warning|error|style|performance|portability):')

# What gcc is told and clang does not know, and -Werror: it turns warnings into errors, which clang-tidy
# reports even of the system's headers, while warnings of ours remain findings.
COMPILER_ONLY = re.compile(r'\s-f(?:sanitize|no-sanitize|analyzer)\S*|\s-Werror\S*')


def sources(database):
    return [entry for entry in database if '/src/' in str((pathlib.Path(entry['directory']) / entry['file']).resolve())
            and entry['file'].endswith('.c') and (TOP / 'src') in (pathlib.Path(entry['directory']) / entry['file']).resolve().parents]


def tidy(folder, path):
    run = subprocess.run(['clang-tidy', '--quiet', '-p', folder, path], cwd=TOP, capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if FINDING.search(line)]
    if run.returncode != 0 and not lines:
        lines = [f'clang-tidy failed on {path}: {run.stderr.strip()[-500:]}']
    return lines


def main() -> None:
    tap = Tap()
    with open(pathlib.Path(sys.argv[1]) / 'compile_commands.json') as stream:
        entries = sources(json.load(stream))
    for entry in entries:
        entry['command'] = COMPILER_ONLY.sub('', entry['command'])

    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / 'compile_commands.json'
        database.write_text(json.dumps(entries))
        paths = sorted({str((pathlib.Path(entry['directory']) / entry['file']).resolve()) for entry in entries})

        if shutil.which('clang-tidy') is None:
            tap.skip('clang-tidy', 'clang-tidy is not installed')
        else:
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                findings = [line for lines in pool.map(lambda path: tidy(folder, path), paths) for line in lines]
            tap.check(f'clang-tidy ({len(paths)} files)', findings)

        if shutil.which('cppcheck') is None:
            tap.skip('cppcheck', 'cppcheck is not installed')
        else:
            run = subprocess.run(['cppcheck', '--quiet', '--library=gtk', '--enable=warning,performance,portability',
                                  '--inline-suppr', '--suppressions-list=' + str(TOP / 'tests/lint/cppcheck.supp'),
                                  '-j', str(os.cpu_count()), f'--project={database}'],
                                 cwd=TOP, capture_output=True, text=True)
            tap.check('cppcheck', [line for line in run.stderr.splitlines() if FINDING.search(line)])
    tap.end()


main()
