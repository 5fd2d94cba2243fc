#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Measures every goal for speed and prints the table of the README: what is asked, what is so, and what tells it.

usage: goals.py [build/release] [--repetitions 7] [--only REGEX]

Contenders of one row run interleaved in one process; a ratio is the median of the ratios of one round, a time the median
of all. What needs 100,000 rules writes them first, and the if-chain of 10,000 is measured if it was built (see
bench_rules.cpp). A row whose program is not built is left out with a line that says so.
"""
import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import compare

HERE = Path(__file__).resolve().parent
GOALS = []


class NotBuilt(Exception):
    """A program or an input that a row needs is not there."""


def goal(what, asked):
    """The function below measures `what`; of its result the first part is told, the second says whether it is met."""
    def add(measure):
        GOALS.append((what, asked, measure))
        return measure
    return add


class Bench:
    """One benchmark program: medians, paired ratios and counters of those of its benchmarks that match."""

    def __init__(self, given, program, pattern):
        path = Path(given.build) / "benchmarks" / program
        if not path.exists():
            raise NotBuilt(f"{program} is not built")
        done = subprocess.run(
            [path, f"--benchmark_filter={pattern}", f"--benchmark_repetitions={given.repetitions}",
             "--benchmark_min_time=0.1", "--benchmark_enable_random_interleaving=true", "--benchmark_format=json"],
            capture_output=True, text=True, check=True)
        self.rows = defaultdict(list)
        for row in json.loads(done.stdout)["benchmarks"]:
            if row["run_type"] == "iteration":
                self.rows[re.sub(r"/(repeats|real_time).*", "", row["run_name"])].append(row)

    def times(self, name, clock="cpu_time"):
        """ns of each repetition."""
        unit = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
        if name not in self.rows:
            raise NotBuilt(f"{name} is not measured")
        return [row[clock] * unit[row["time_unit"]] for row in self.rows[name]]

    def ns(self, name, clock="cpu_time"):
        return statistics.median(self.times(name, clock))

    def ratio(self, name, base, clock="cpu_time"):
        return statistics.median(a / b for a, b in zip(self.times(name, clock), self.times(base, clock)))

    def counter(self, name, which):
        return self.rows[name][0][which]


def short(ns):
    return f"{ns:.0f} ns" if ns < 1e3 else f"{ns / 1e3:.1f} µs" if ns < 1e6 else f"{ns / 1e6:.0f} ms"


@goal("all true rules of 10 · 100 · 1,000 · 10,000, beside the if-chain over codes", "≤ 5 · 0.6 · 0.08 · 0.03 ×")
def true_rules(given):
    bench = Bench(given, "bench_rules", "^(index|if_chain)/(10|100|1000|10000)$")
    asked = {10: 5, 100: 0.6, 1000: 0.08, 10000: 0.03}
    found = {k: bench.ratio(f"index/{k}", f"if_chain/{k}") for k in asked if f"if_chain/{k}" in bench.rows}
    told = " · ".join(f"{found[k]:.2f}" if k in found else "–" for k in asked)
    times = " · ".join(short(bench.ns(f"index/{k}")) for k in asked)
    return f"{told} × ({times})", all(found[k] <= asked[k] for k in found)


@goal("all true rules of 100,000, beside 10,000", "≤ 20 ×")
def many_rules(given):
    folder = Path(given.build) / "benchmarks/workload"
    if not (folder / "desk_100000.json").exists():
        subprocess.run([sys.executable, HERE / "workload.py", "--rules", "100000", "--out", folder], check=True)
    bench = Bench(given, "bench_rules", "^index/(10000|100000)$")
    ratio = bench.ratio("index/100000", "index/10000")
    return f"{ratio:.1f} × ({short(bench.ns('index/100000'))})", ratio <= 20


@goal("`decide` without texts, over a decision: 100 rules and 12 staff · 1,000 rules and 10,000 staff",
      "≤ 1.5 · 3 µs, 0 allocations")
def whole(given):
    bench = Bench(given, "bench_decide", "^decide/(100|1000)$")
    few, many = bench.ns("decide/100"), bench.ns("decide/1000")
    allocations = [bench.counter(f"decide/{k}", "allocations") for k in (100, 1000)]
    return (f"{short(few)} · {short(many)}, {allocations[0]:.0f} · {allocations[1]:.0f}",
            few <= 1500 and many <= 3000 and max(allocations) < 0.5)


@goal("the same with texts, 100 rules", "≤ 15 µs")
def with_texts(given):
    time = Bench(given, "bench_decide", "^decide_with_texts/100$").ns("decide_with_texts/100")
    return short(time), time <= 15_000


@goal("reading a case of 1 KiB, beside `boost::json::parse` of it into memory used again", "≤ 2 ×")
def reading(given):
    bench = Bench(given, "bench_json", "^(parse_case|boost_parse)/1KiB$")
    ratio = bench.ratio("parse_case/1KiB", "boost_parse/1KiB")
    return f"{ratio:.1f} × ({short(bench.ns('parse_case/1KiB'))})", ratio <= 2


@goal("`ombud decide` over JSON Lines, 100 rules, cases a second and core: with texts · without", "≥ 50,000 · 150,000")
def lines(given):
    program, folder = Path(given.build) / "src/cli/ombud", Path(given.build) / "benchmarks/workload"
    if not program.exists():
        raise NotBuilt("the program is not built")
    some = (folder / "cases_100.jsonl").read_bytes()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        for _ in range(200):
            file.write(some)
        file.flush()
        def cpu(*flags):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([program, "decide", folder / "desk_100.json", "--case", file.name, "--at",
                            "2026-03-02T10:00:00+01:00", "--format", "json", "--jobs", "1", *flags],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        count = 200 * some.count(b"\n")
        rates = [count / min(cpu(*flags) for _ in range(3)) for flags in ([], ["--no-texts"])]
    return f"{rates[0]:,.0f} · {rates[1]:,.0f}", rates[0] >= 50_000 and rates[1] >= 150_000


@goal("a row of a batch over columns, 100 rules; two threads beside one", "≤ 200 ns; ≥ 1.9 ×")
def batches(given):
    bench = Bench(given, "bench_batch", "^batch(_2_threads)?/100/")
    rows = bench.counter("batch/100", "items_per_second") * bench.rows["batch/100"][0]["real_time"] * 1e-3
    each = bench.ns("batch/100") / rows
    gained = bench.ratio("batch/100", "batch_2_threads/100", "real_time")
    return f"{each:.0f} ns; {gained:.2f} ×", each <= 200 and gained >= 1.9


@goal("a path among 1,000,000 staff, beside 1,000", "≤ 2 ×")
def paths(given):
    bench = Bench(given, "bench_path", "^path/(1000|1000000)$")
    ratio = bench.ratio("path/1000000", "path/1000")
    return f"{ratio:.2f} × ({short(bench.ns('path/1000000'))})", ratio <= 2


def peak(command):
    """The most bytes that a program had in memory."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)")
    return int(subprocess.run([sys.executable, "-c", script, *map(str, command)], capture_output=True, text=True,
                              check=True).stdout)


@goal("loading 10,000 rules · 100,000 staff; bytes a rule, at the peak of loading · a member of staff", "≤ 1 · 2 s")
def loading(given):
    rules = Bench(given, "bench_rules", "^load/10000$").ns("load/10000")
    bench = Bench(given, "bench_path", "^(load/100000|path/1000000)$")
    staff, folder = bench.ns("load/100000"), Path(given.build) / "benchmarks/workload"
    few, many = (peak([Path(given.build) / "benchmarks/bench_desk", folder / f"desk_{k}.json", "--cases",
                       folder / "cases_10.jsonl", "--seconds", "0.01"]) for k in (10, 10_000))
    a_person = bench.counter("path/1000000", "bytes_a_person")
    return (f"{rules / 1e9:.2f} · {staff / 1e9:.2f} s; {(many - few) / 10_000:,.0f} · {a_person:,.0f}",
            rules <= 1e9 and staff <= 2e9)


@goal("`watch` over 100,000 events; one event more", "≤ 20 ms; only what is new")
def watching(given):
    bench = Bench(given, "bench_clock", "^(watch/100000|resume/(10|100000)/1)$")
    whole_time, more = bench.ns("watch/100000"), [bench.ns(f"resume/{k}/1") for k in (10, 100000)]
    return f"{short(whole_time)}; {short(more[1])} ({short(more[0])} after 10)", whole_time <= 20e6


@goal("CEL: a conjunction of comparisons, beside the same by hand: fails early · half reach the end", "≤ 3 ×")
def conjunctions(given):
    bench = Bench(given, "bench_cel", "^(cel|values)/conjunction")
    found = {name: bench.ratio(f"cel/{name}", f"values/{name}")
             for name in sorted({row.split("/")[1] for row in bench.rows})}
    return " · ".join(f"{ratio:.1f}" for ratio in found.values()) + " ×", max(found.values()) <= 3


@goal("compiling a file that includes `<ombud.hpp>` and decides, linked, beside its standard headers", "≤ 1.5 ×")
def compiling(given):
    done = subprocess.run([sys.executable, HERE / "footprint.py", "--repetitions", "3"], capture_output=True, text=True,
                          check=True)
    ratio = float(re.search(r"linked \| [\d.]+ \| ([\d.]+)", done.stdout)[1])
    return f"{ratio:.1f} ×", ratio <= 1.5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build/release")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--only", default="", help="rows whose first words match")
    given = parser.parse_args()
    print(f"{compare.setting(Path(given.build) / 'benchmarks')}\n")
    print("| what | goal | measured | met |\n| --- | --- | --- | --- |")
    for what, asked, measure in GOALS:
        if not re.search(given.only, what):
            continue
        try:
            told, met = measure(given)
        except NotBuilt as why:
            print(f"goals.py: left out: {what}: {why}", file=sys.stderr)
            continue
        print(f"| {what} | {asked} | {told} | {'yes' if met else '**no**'} |", flush=True)


if __name__ == "__main__":
    main()
