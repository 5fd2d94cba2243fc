#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Whether `ombud decide` over JSON Lines stays at the memory it began with: cases go in through a pipe, over and over,
and after each million the program's memory is told.

usage: flat_memory.py [build/release] [--millions 10] [--rules 100] [--jobs 2] [--with-texts]

It fails where the memory at the end is more than an eighth above that after the first million.
"""
import argparse
import re
import subprocess
import sys
import time
from pathlib import Path


def kibibytes(process, what):
    return int(re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build/release", type=Path)
    parser.add_argument("--millions", type=int, default=10)
    parser.add_argument("--rules", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--with-texts", action="store_true")
    given = parser.parse_args()
    folder = given.build / "benchmarks/workload"
    some = (folder / f"cases_{given.rules}.jsonl").read_bytes()
    count = some.count(b"\n")
    command = [given.build / "src/cli/ombud", "decide", folder / f"desk_{given.rules}.json", "--case", "-", "--at",
               "2026-03-02T10:00:00+01:00", "--format", "json", "--jobs", str(given.jobs)]
    if not given.with_texts:
        command.append("--no-texts")
    print(f"{' '.join(map(str, command))}\n\n| cases | MiB now | at most | s |\n| --- | --- | --- | --- |", flush=True)
    peaks, written, began = [], 0, time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as program:
        for million in range(1, given.millions + 1):
            while written < million * 1_000_000:
                program.stdin.write(some)
                written += count
            peaks.append(kibibytes(program, "VmHWM"))
            print(f"| {written:,} | {kibibytes(program, 'VmRSS') / 1024:.1f} | {peaks[-1] / 1024:.1f} "
                  f"| {time.monotonic() - began:.0f} |", flush=True)
        program.stdin.close()
        if program.wait() != 0:
            sys.exit(f"flat_memory.py: the program ended with {program.returncode}")
    if peaks[-1] > peaks[0] * 9 / 8:
        sys.exit("flat_memory.py: memory grows with the number of cases")


if __name__ == "__main__":
    main()
