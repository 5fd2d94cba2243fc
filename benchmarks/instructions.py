#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Counts the instructions of six fixed decisions with callgrind, and compares them with those on record.

usage: instructions.py build/dev/benchmarks/fixed_decision [--update]

Instructions do not depend on the machine's load, only on compiler, flags and what the C library finds the processor can
do: with others than those on record nothing can be compared, and the exit code is 77. One that grew by more than a twentieth fails, and so does a decision
that is not on record; `--update` records what is so now, in `instructions.json`, which belongs into the commit that
changes it.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

RECORD = Path(__file__).with_name("instructions.json")
NAMES = ["opened-or-not", "over-the-limit", "special-refund", "special-refund-with-texts", "rules-100", "rules-1000"]
GROWTH = 1.05
SKIPPED = 77
FEW, MANY = 10, 40  # decisions; the difference of two runs is free of loading and first times


def collected(program, name, times):
    ran = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, name, str(times)],
        capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", ran.stderr)
    if ran.returncode != 0 or not found:
        sys.exit(f"{name}: valgrind ended with {ran.returncode}\n{ran.stderr}")
    return int(found[1])


def processor():
    """What memory functions are chosen by."""
    found = re.search(r"^flags\s*:(.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    flags = set(found[1].split()) if found else set()
    return "/".join(name for name in ("avx2", "avx512vl", "erms", "fsrm", "rtm") if name in flags)


def compiler_of(program):
    """The compiler of a build, the flags that the library was compiled with, and the kind of processor."""
    cache = Path(program).resolve().parents[1] / "CMakeCache.txt"
    values = dict(re.findall(r"^(\w+):\w+=(.*)$", cache.read_text(encoding="utf-8"), re.M))
    version = subprocess.run([values["CMAKE_CXX_COMPILER"], "--version"], capture_output=True, text=True, check=True)
    flags = [values.get(name, "") for name in (
        "CMAKE_CXX_FLAGS", "CMAKE_CXX_FLAGS_" + values["CMAKE_BUILD_TYPE"].upper(), "OMBUD_LIBRARY_OPTIONS")]
    return " ".join([version.stdout.splitlines()[0], *filter(None, flags), processor()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--update", action="store_true", help="record what is so now")
    given = parser.parse_args()
    compiler = compiler_of(given.program)
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if not given.update and compiler not in record:
        print(f"not compared: recorded with {', '.join(record) or 'nothing'}; this is {compiler}")
        return SKIPPED
    counts, grown = {}, 0
    for name in NAMES:
        counts[name] = (collected(given.program, name, MANY) - collected(given.program, name, FEW)) // (MANY - FEW)
        before = record.get(compiler, {}).get(name)
        change = f", {counts[name] / before - 1:+.1%}" if before else ""
        too_many = not before or counts[name] > before * GROWTH
        grown += too_many
        print(f"{name:28}{counts[name]:>10,} instructions a decision{change}{'  TOO MANY' if too_many else ''}")
    if given.update:
        record[compiler] = counts
        RECORD.write_text(json.dumps(dict(sorted(record.items())), indent=2) + "\n", encoding="utf-8")
        return 0
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
