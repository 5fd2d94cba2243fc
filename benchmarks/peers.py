#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs ombud and its peers over the same generated rules and cases, interleaved, and writes a table and a plot.

usage: peers.py build/release/benchmarks/peer_ombud [--rules 10 100 1000 10000] [--rounds 5] [--only clips …]
       peers.py --draw       writes table and plot again from what is on record

Each contender finds all true rules of each case. Before anything is timed, its answers are compared with those of
ombud's index, case by case; one that differs is not timed, and the exit code is 1. Each runs in a process of its own
and times a round of it whenever it is its turn, one after the other, the first rounds thrown away; reported are the
median and the median of the ratios to ombud's index in the same round. A peer that is not installed is skipped with a
line that says how to install it. Written into benchmarks/results: peers.json with every round, peers.md, peers.svg.
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]
import compare  # noqa: E402
import plot  # noqa: E402
import translate  # noqa: E402

ROOT = HERE.parent
BUILD = ROOT / "build" / "peers"
OMBUD = {"index": 100_000, "decide": 10_000, "if_chain": 10_000}  # its own ways, and the most rules of each
BASE = "ombud, index"
LARGEST = 10_000
MISSING = 77
WARMING = 3  # rounds that do not count
PATIENCE = 240  # s, if nothing else is said


class Contender:
    """A process that says what it finds, then times one round for each line that it is sent."""

    def __init__(self, name, command, install, patience):
        self.name, self.install, self.patience, self.why = name, install, patience, ""
        self.errors = tempfile.TemporaryFile()
        places = {"PYTHONPATH": str(BUILD / "python"), "NODE_PATH": str(BUILD / "node_modules")}
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                                            env=os.environ | places, cwd=ROOT)
            self.head = self.read()
        except OSError:
            self.process, self.head, self.why = None, None, "is not built"

    def read(self):
        """The next line; none where the process ends or takes too long."""
        late = threading.Timer(self.patience, self.process.kill)
        late.start()
        line = self.process.stdout.readline()
        late.cancel()
        if line:
            return json.loads(line)
        code = self.process.wait()
        self.errors.seek(0)
        said = self.errors.read().decode(errors="replace").strip().splitlines()
        self.why = f"took more than {self.patience} s" if code == -9 else said[-1] if said else f"ended with {code}"
        return None

    def round(self):
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return None
        return self.read()

    def missing(self):
        return self.process is None or self.process.poll() == MISSING

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.kill()
            self.process.wait()


def listed(only):
    """{name: what its peer.json says}"""
    found = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))
             for path in sorted((HERE / "peers").glob("*/peer.json"))}
    return {name: peer for name, peer in found.items() if not only or name in only}


def commands(program, rules, workload, only):
    """(name, command, how to install it) of each contender that takes so many rules."""
    for way, most in OMBUD.items():
        if rules <= most:
            yield f"ombud/{way}", [str(program), way, str(rules)], "cmake --preset release -D OMBUD_BENCH_LONG_CHAIN=ON"
    for name, peer in listed(only).items():
        if rules > peer.get("largest", LARGEST):
            continue
        translate.translate(workload, rules, [peer["rules"]])
        words = {"here": str(HERE / "peers" / name), "build": str(BUILD)}
        if not Path(peer.get("needs", ".").format(**words)).exists():
            print(f"{name}, {rules} rules: skipped, is not installed; {peer['install']}")
            continue
        command = [sys.executable if word == "python3" else word.format(**words) for word in peer["run"]]
        yield name, [*command, str(workload / f"{peer['rules']}_{rules}.json"),
                     str(workload / f"tickets_{rules}.json")], peer["install"]


def start(program, rules, workload, given):
    """The contenders whose answers are ombud's, and how many of them differ or fail."""
    ready, wrong = [], 0
    for name, command, install in commands(program, rules, workload, given.only):
        one = Contender(name, command, install, given.patience)
        if one.head is None:
            print(f"{name}, {rules} rules: skipped, {one.why}" + (f"; {install}" if one.missing() else ""))
            wrong += not one.missing() and "took more" not in one.why
        elif ready and one.head["digests"] != ready[0].head["digests"][:one.head["cases"]]:
            print(f"{name}, {rules} rules: DIFFERS from {BASE}")
            wrong += 1
        else:
            print(f"{name}, {rules} rules: {one.head['matched']} true rules in {one.head['cases']} cases agree")
            ready.append(one)
            continue
        one.close()
        if not ready:
            sys.exit("nothing to compare with")
    return ready, wrong


def measure(program, rules, workload, given):
    """([what each round of each contender printed], how many differ or fail)"""
    ready, wrong = start(program, rules, workload, given)
    rounds = []
    for number in range(1 - WARMING, given.rounds + 1):
        for one in list(ready):
            line = one.round()
            if line is None:
                print(f"{one.name}, {rules} rules: stopped, {one.why}")
                ready.remove(one)
            elif number > 0:
                rounds.append(line | {"round": number, "version": one.head["version"]})
    for one in ready:
        one.close()
    return rounds, wrong


def summed(rounds, clock):
    """{contender: {rules: (median ns, least ns, median ratio to ombud's index)}}"""
    times = {}
    for line in rounds:
        times.setdefault(line["contender"], {}).setdefault(line["rules"], {})[line["round"]] = line[clock]
    return {name: {rules: (statistics.median(ns.values()), min(ns.values()),
                           statistics.median(ns[n] / times[BASE][rules][n] for n in ns))
                   for rules, ns in by_rules.items()} for name, by_rules in times.items()}


def number(value):
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


def table(record, figures):
    """The Markdown of all contenders, those that are fastest with the most rules first."""
    sizes = sorted({rules for by_rules in figures.values() for rules in by_rules})
    versions = {line["contender"]: line["version"] for line in record["rounds"]}
    last = lambda name: max(figures[name].items())
    rows = [f"| ns per case | version | {' | '.join(f'{k:,}' for k in sizes)} | {' | '.join(f'× {k:,}' for k in sizes)} |",
            f"| --- | --- | {' | '.join(['---:'] * len(sizes) * 2)} |"]
    for name in sorted(figures, key=lambda n: (-last(n)[0], last(n)[1])):
        cells = [number(figures[name][k][0]) if k in figures[name] else "–" for k in sizes]
        cells += [number(figures[name][k][2]) if k in figures[name] else "–" for k in sizes]
        rows.append(f"| {name} | {versions[name]} | {' | '.join(cells)} |")
    clock = "processor time of all its threads" if record["clock"] == "cpu_ns_per_case" else "wall-clock time"
    return f"""# ombud and its peers

Finding all true rules of a case of the generated helpdesk workload (`benchmarks/workload.py`), by the number of rules:
median of {record['count']} interleaved rounds or more, {clock}, and the median ratio (×) to
`{BASE}` in the same round. All answers were compared with those of `{BASE}` first. A dash: not measured,
since a contender does not take so many rules or is too slow. Peers may have been added in a later run: a ratio is always
to `{BASE}` in the same run.

{chr(10).join(rows)}

`{BASE}` is what `index/K` of bench_rules times, in a program of its own (`benchmarks/peers/ombud/peer.cpp`). It and
the if-chain are given facts as values and codes, every peer as its own language keeps a case. `ombud, whole decision`
also finds verdict, authority, path, duties and reasons. DuckDB answers 16,384 cases at once.

{record['setting']}

    benchmarks/peers.py build/release/benchmarks/peer_ombud

![time against number of rules](peers.svg)
"""


def write(record, out):
    figures = summed(record["rounds"], record["clock"])
    out.mkdir(parents=True, exist_ok=True)
    (out / "peers.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    (out / "peers.md").write_text(table(record, figures), encoding="utf-8")
    points = {name: {k: v[0] for k, v in by_rules.items()} for name, by_rules in figures.items()}
    (out / "peers.svg").write_text(plot.lines(points, BASE), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", type=Path, help="peer_ombud, in the folder that has the workload")
    parser.add_argument("--rules", type=int, nargs="+", default=[10, 100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", help="peers, by folder")
    parser.add_argument("--patience", type=int, default=PATIENCE,
                        help="seconds until a contender has read its rules, and for one of its rounds")
    parser.add_argument("--clock", choices=["cpu", "wall"], default="cpu", help="which time the table shows")
    parser.add_argument("--out", type=Path, default=HERE / "results")
    parser.add_argument("--flags", help="with which ombud was compiled, where no CMake cache says so")
    parser.add_argument("--add", action="store_true", help="to what is on record, as further rounds")
    parser.add_argument("--draw", action="store_true", help="write table and plot again, measure nothing")
    given = parser.parse_args()
    if given.draw:
        write(json.loads((given.out / "peers.json").read_text(encoding="utf-8")), given.out)
        return 0
    if not given.program:
        parser.error("which program? build peer_ombud first")
    program = given.program.resolve()
    workload = program.parent / "workload"
    setting = compare.setting(program).replace(";  ;", f"; {given.flags};") if given.flags else compare.setting(program)
    setting += f"; load average at the start {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
    record = {"setting": setting, "clock": "cpu_ns_per_case" if given.clock == "cpu" else "ns_per_case",
              "count": given.rounds, "rounds": []}
    if given.add:
        record = json.loads((given.out / "peers.json").read_text(encoding="utf-8"))
    earlier = max((line["round"] for line in record["rounds"]), default=0)
    wrong = 0
    for rules in given.rules:
        if not (workload / f"rules_{rules}.json").exists():
            subprocess.run([sys.executable, HERE / "workload.py", "--rules", str(rules), "--out", workload], check=True)
        more, bad = measure(program, rules, workload, given)
        record["rounds"] += [line | {"round": line["round"] + earlier} for line in more]
        wrong += bad
        write(record, given.out)
    print(f"written: {shlex.quote(str(given.out))}/peers.md, .svg, .json")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
