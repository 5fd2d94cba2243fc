#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs a benchmark with its contenders interleaved and prints medians and paired ratios as a Markdown table.

usage: compare.py build/release/benchmarks/bench_decide [--repetitions 9] [--min-time 0.05]
       compare.py build/release/benchmarks/bench_cel
       compare.py build/release/benchmarks/bench_calendar
       compare.py build/release/benchmarks/bench_rules
"""
import argparse
import json
import platform
import re
import statistics
import subprocess
from collections import defaultdict
from pathlib import Path


def run(program, repetitions, min_time):
    """{benchmark: [ns of each repetition]}, {benchmark: allocations}"""
    flags = [f"--benchmark_repetitions={repetitions}", f"--benchmark_min_time={min_time}",
             "--benchmark_enable_random_interleaving=true", "--benchmark_format=json"]
    done = subprocess.run([program, *flags], capture_output=True, text=True, check=True)
    times, allocations = defaultdict(list), {}
    for row in json.loads(done.stdout)["benchmarks"]:
        if row["run_type"] == "iteration":
            name = row["run_name"].split("/repeats")[0]
            times[name].append(row["cpu_time"])
            allocations[name] = row["allocations"]
    return times, allocations


def setting(program):
    """Machine, compiler, flags, commit: what a figure is worth nothing without."""
    cache = {}
    for folder in Path(program).resolve().parents:
        if (folder / "CMakeCache.txt").exists():
            text = (folder / "CMakeCache.txt").read_text(encoding="utf-8")
            cache = dict(re.findall(r"^(\w+):\w+=(.*)$", text, re.M))
            break
    kind = cache.get("CMAKE_BUILD_TYPE", "")
    flags = f"{cache.get('CMAKE_CXX_FLAGS', '')} {cache.get('CMAKE_CXX_FLAGS_' + kind.upper(), '')}".strip()
    compiler = subprocess.run([cache.get("CMAKE_CXX_COMPILER", "c++"), "--version"], capture_output=True, text=True,
                              check=True).stdout.splitlines()[0]
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False,
                            cwd=Path(__file__).parent).stdout.strip()
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    machine = f"{model[1] if model else platform.processor()}, {platform.machine()}"
    return f"{machine}; {compiler}; {kind} {flags}; commit {commit}"


def ratio(times, name, base):
    """The median of the ratios of repetitions that ran in the same round."""
    if base not in times or base == name:
        return "–"
    return f"{statistics.median(a / b for a, b in zip(times[name], times[base])):.2f}"


def decide_table(times, allocations):
    """A row per benchmark, beside the if-chains over the same rules."""
    print("| per case | ns (median) | × if-chain, codes | × if-chain, texts | allocations |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name in sorted(times, key=lambda n: (n.split("/")[1].zfill(9), n)):
        size = name.split("/")[1]
        codes, texts = ratio(times, name, f"if_chain_codes/{size}"), ratio(times, name, f"if_chain_texts/{size}")
        print(f"| {name} | {statistics.median(times[name]):,.0f} | {codes} | {texts} | {allocations[name]:.1f} |")


def cel_table(times, allocations):
    """A row per expression, its contenders beside each other."""
    print("| per record | cel, ns (median) | values, ns | native, ns | cel × values | cel × native | allocations |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for cel in sorted(name for name in times if name.startswith("cel/")):
        expression = cel.split("/")[1]
        hand_written = [f"values/{expression}", f"native/{expression}"]
        cells = [f"{statistics.median(times[name]):,.1f}" if name in times else "–" for name in [cel, *hand_written]]
        cells += [ratio(times, cel, base) for base in hand_written]
        print(f"| {expression} | {' | '.join(cells)} | {allocations[cel]:.1f} |")
    for name in sorted(name for name in times if name.startswith("compile/")):
        print(f"\n{name}: {statistics.median(times[name]):,.0f} ns, {allocations[name]:.0f} allocations")


def rules_table(times, allocations):
    """A row per number of rules, the ways of finding the true ones beside each other."""
    print("| rules | index, ns (median) | if-chain, ns | one by one, ns | index × if-chain | allocations "
          "| half unknown: index, ns | one by one, ns | build, ms | load, ms |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    def cell(name, unit):
        return f"{statistics.median(times[name]) / unit:,.{0 if unit == 1 else 1}f}" if name in times else "–"

    for size in sorted({int(name.split("/")[1]) for name in times}):
        cells = [cell(f"{way}/{size}", 1) for way in ("index", "if_chain", "one_by_one")]
        paired = [a / b for a, b in zip(times[f"index/{size}"], times.get(f"if_chain/{size}", []))]
        cells += [f"{statistics.median(paired):.3f}" if paired else "–", f"{allocations[f'index/{size}']:.1f}"]
        cells += [cell(f"{way}/{size}", 1) for way in ("ask", "ask_one_by_one")]
        cells += [cell(f"{way}/{size}", 1e6) for way in ("build", "load")]
        print(f"| {size:,} | {' | '.join(cells)} |")


def calendar_order(name):
    operation, span, holidays = name.split("/")[1:]
    return operation, ["day", "year", "ten_years"].index(span), int(holidays)


def calendar_table(times, allocations):
    """A row per operation and span, beside the walk, for each number of holidays."""
    print("| per question | holidays | calendar, ns (median) | walk, ns | calendar × walk | allocations |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in sorted((n for n in times if n.startswith("calendar/")), key=calendar_order):
        operation, span, holidays = name.split("/")[1:]
        walk = name.replace("calendar/", "walk/")
        cells = [f"{statistics.median(times[name]):,.0f}", f"{statistics.median(times[walk]):,.0f}"]
        share = statistics.median(a / b for a, b in zip(times[name], times[walk]))
        print(f"| {operation}, {span.replace('_', ' ')} | {holidays} | {' | '.join(cells)} | {share:.4f} "
              f"| {allocations[name]:.1f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--min-time", type=float, default=0.05)
    given = parser.parse_args()
    times, allocations = run(given.program, given.repetitions, given.min_time)
    print(f"{setting(given.program)}\n")
    tables = {"cel": cel_table, "calendar": calendar_table}
    if any(name.startswith("index/") for name in times):
        rules_table(times, allocations)
        return
    kind = next((name.split("/")[0] for name in times if name.split("/")[0] in tables), None)
    tables.get(kind, decide_table)(times, allocations)


if __name__ == "__main__":
    main()
