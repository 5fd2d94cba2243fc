#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Holds a README (the project's, or those named) to what it shows.

A fenced block behind `<!-- file: PATH -->` must be that file's text; one behind `<!-- run: COMMAND -->` must be what the
command prints (standard output and error, from the project's folder, with the program `ombud` in front of PATH).
`--update` writes the blocks anew instead of comparing them.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(<!-- (file|run): ([^\n]*?) -->\n```\w*\n)(.*?)(^```\n)", re.S | re.M)


def run(command, program_dir):
    env = dict(os.environ, NO_COLOR="1", PATH=f"{os.path.abspath(program_dir)}{os.pathsep}{os.environ['PATH']}")
    done = subprocess.run(command, shell=True, cwd=ROOT, env=env, text=True, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout


def source_of(path):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "SPDX-License-Identifier" not in line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program-dir", required=True, help="folder of the program `ombud`")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("readme", nargs="*", default=["README.md"], help="from the project's folder")
    options = parser.parse_args()
    return max(check(ROOT / name, options) for name in options.readme)


def check(readme, options):
    text = readme.read_text(encoding="utf-8")
    stale = []

    def fresh(match):
        head, kind, what, shown, tail = match.groups()
        actual = (source_of(what) if kind == "file" else run(what, options.program_dir)).strip("\n")
        if actual + "\n" != shown:
            stale.append((kind, what, shown, actual))
        return head + actual + "\n" + tail

    renewed = BLOCK.sub(fresh, text)
    count = len(BLOCK.findall(text))
    if options.update:
        readme.write_text(renewed, encoding="utf-8")
        print(f"{len(stale)} of {count} blocks renewed")
        return 0
    for kind, what, shown, actual in stale:
        print(f"{readme.relative_to(ROOT)}: the block of `{kind}: {what}` is stale; it shows\n{shown}\nbut should show\n{actual}\n")
    print(f"{count - len(stale)} of {count} blocks are what they say")
    return 1 if stale or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
