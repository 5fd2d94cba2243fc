# SPDX-License-Identifier: BSL-1.0
"""What every peer that runs in Python does: says what it finds, then times a round for each line that it reads.

The first line out: {"contender", "version", "rules", "cases", "matched", "digests": [of the true rules of each case]}.
Each line in is a round, and each answer {"contender", "rules", "cases", "matched", "ns_per_case", "cpu_ns_per_case"}: by
the monotonic clock, and by the time that all threads of this process were on a processor.
"""
import hashlib
import importlib.metadata
import json
import sys
import time

PATIENCE = 8e9  # ns of finding before the first line is out
ROUND = 2e8  # ns
CHUNK = 1e6  # ns between two looks at the clock
MISSING = 77


def given(package):
    """(rules in this peer's language, facts of each case, version of the package)"""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} RULES_FILE TICKETS_FILE, then a line on standard input for each round")
    rules, tickets = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
    return rules, tickets, importlib.metadata.version(package) if package else ""


def missing(package):
    print(f"{package} is not installed", file=sys.stderr)
    sys.exit(MISSING)


def digest(found):
    return hashlib.sha256(",".join(map(str, found)).encode()).hexdigest()[:16]


def say(line):
    print(json.dumps(line), flush=True)


def serve(contender, version, rules, cases, find):
    """`find(case)` gives the positions of all true rules of a case, ascending."""
    head = {"contender": contender, "rules": rules}
    digests, matched = [], 0
    started = time.perf_counter_ns()
    for case in cases:
        found = find(case)
        digests.append(digest(found))
        matched += len(found)
        if time.perf_counter_ns() - started > PATIENCE:
            break
    head |= {"cases": len(digests), "matched": matched}
    say(head | {"version": version, "digests": digests})
    at, step, size = 0, 1, len(digests)
    for _ in sys.stdin:
        spent = done = 0
        cpu = time.process_time_ns()
        while spent < ROUND:
            started = time.perf_counter_ns()
            for _ in range(step):
                find(cases[at])
                at = at + 1 if at + 1 < size else 0
            taken = time.perf_counter_ns() - started
            spent, done = spent + taken, done + step
            step = step * 2 if taken < CHUNK else step
        say(head | {"ns_per_case": spent / done, "cpu_ns_per_case": (time.process_time_ns() - cpu) / done})


def serve_batch(contender, version, rules, cases, rows, find_all):
    """`find_all()` gives the positions of all true rules of `rows` cases at once, the first `cases` of them different."""
    found = find_all()[:cases]
    head = {"contender": contender, "rules": rules, "cases": cases, "matched": sum(map(len, found))}
    say(head | {"version": version, "digests": [digest(one) for one in found]})
    for _ in sys.stdin:
        spent = done = 0
        cpu = time.process_time_ns()
        while spent < ROUND:
            started = time.perf_counter_ns()
            find_all()
            spent, done = spent + time.perf_counter_ns() - started, done + rows
        say(head | {"ns_per_case": spent / done, "cpu_ns_per_case": (time.process_time_ns() - cpu) / done})
