#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Run clocks over all incidents of the log, and set what they say beside the log's own `made_sla`.

Each incident becomes one case with all its events, asked about at its last one. What is promised stands in
promises.jsonc, by priority. All lengths are open time of the promise's calendar.

usage: clocks.py LOG.csv [PROGRAM]     PROGRAM: the built `ombud`, else the one on the path
"""
import collections
import json
import re
import statistics
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from convert import in_order, incidents_of, instant, events_of, handler_of, known, number_in, opened_at, slug

HERE = Path(__file__).resolve().parent
PRIORITIES = {1: "critical", 2: "high", 3: "moderate", 4: "low"}


def whole_case(number, rows):
    last = rows[-1]
    opened = opened_at(rows)
    caller = slug(last["caller_id"]) if known(last["caller_id"]) else "caller-unknown"
    case = {"id": number, "handler": handler_of(last), "request": {"action": "resolve"},
            "case": {"state": "closed", "opened_at": opened.isoformat(), "priority": number_in(last["priority"])},
            "customer": {"id": caller, "kind": "internal"}, "events": events_of(rows, opened)}
    return {"at": max(instant(last["sys_updated_at"]), opened).isoformat(), "case": case}


def clocks_of(program, cases):
    """What the program says of all clocks of each case."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    command = [program, "decide", HERE / "desk.jsonc", HERE / "promises.jsonc", "--case", "-", "--format", "json", "--no-texts"]
    ran = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line)["clocks"] for line in ran.stdout.splitlines()]


def seconds(length):
    parts = re.fullmatch(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", length).groups()
    return sum(int(part or 0) * unit for part, unit in zip(parts, (3600, 60, 1)))


def hours(length):
    return f"{length / 3600:,.1f}h"


class Incident:
    """An incident, and what its clocks say. The first breach counts, whatever the priority was later."""

    def __init__(self, number, rows, clocks):
        self.number, self.rows = number, rows
        breached = [one for one in clocks if one["state"] == "breached"]
        clock = min(breached, key=self.breached_at) if breached else clocks[-1]
        self.promise, self.kept = clock["promise"], clock["state"] != "breached"
        self.elapsed, self.late = seconds(clock["elapsed"]), seconds(clock["late"] or "0m")
        self.held = {one["who"] or one["part"]: seconds(one["elapsed"]) for one in clock["attribution"]}
        self.hand_overs = int(rows[-1]["reassignment_count"])
        self.made_sla = rows[-1]["made_sla"] == "TRUE"

    def breached_at(self, clock):
        """The first instant after the due at which the incident had the priority that the promise is for."""
        due = datetime.fromisoformat(clock["due"])
        begins = [instant(row["sys_updated_at"]) for row in self.rows] + [datetime.max.replace(tzinfo=due.tzinfo)]
        begins[0] = opened_at(self.rows)
        return min((max(due, begin) for row, begin, end in zip(self.rows, begins, begins[1:])
                    if PRIORITIES[number_in(row["priority"])] == clock["promise"] and end > due), default=begins[-1])


def print_promises(found):
    print(f"{'promise':<10} {'incidents':>9} {'kept':>6} {'breached':>9} {'median time':>12}")
    for name in PRIORITIES.values():
        own = [one for one in found if one.promise == name]
        kept = sum(one.kept for one in own)
        median = hours(statistics.median(one.elapsed for one in own)) if own else "-"
        print(f"{name:<10} {len(own):>9} {kept:>6} {len(own) - kept:>9} {median:>12}")
    kept = sum(one.kept for one in found)
    print(f"{'all':<10} {len(found):>9} {kept:>6} {len(found) - kept:>9} {hours(statistics.median(one.elapsed for one in found)):>12}")


def print_holders(found):
    total, late = collections.Counter(), collections.Counter()
    for one in found:
        total.update(one.held)
        if not one.kept:
            late.update(one.held)
    everything = sum(total.values())
    print(f"{'who had it':<14} {'time':>10} {'share':>6} {'of breached ones':>17}")
    for who, length in sorted(total.items(), key=lambda held: (-held[1], held[0]))[:10]:
        print(f"{who:<14} {hours(length):>10} {length / everything:>6.1%} {hours(late[who]):>17}")
    others = sum(length for _, length in total.most_common()[10:])
    print(f"{f'{max(len(total) - 10, 0)} others':<14} {hours(others):>10} {others / everything:>6.1%}")


def print_hand_overs(found):
    print(f"{'hand-overs':<10} {'incidents':>9} {'breached':>9} {'median time':>12}")
    for count, name in enumerate(["none", "1", "2", "3", "4 or more"]):
        own = [one for one in found if min(one.hand_overs, 4) == count]
        if own:
            print(f"{name:<10} {len(own):>9} {sum(not one.kept for one in own) / len(own):>9.0%} "
                  f"{hours(statistics.median(one.elapsed for one in own)):>12}")


def print_worst(found):
    print("the ten worst")
    for one in sorted(found, key=lambda one: (-one.late, one.number))[:10]:
        most = sorted(one.held.items(), key=lambda held: (-held[1], held[0]))[:3]
        print(f"{one.number}  {one.promise:<9} {hours(one.late):>8} late; {one.hand_overs:>2} hand-overs; "
              + ", ".join(f"{who} {hours(length)}" for who, length in most))


def print_beside_log(found):
    print(f"{'':<10} {'log: made':>10} {'log: missed':>12}")
    for name, kept in (("kept", True), ("breached", False)):
        own = [one.made_sla for one in found if one.kept == kept]
        print(f"{name:<10} {sum(own):>10} {len(own) - sum(own):>12}")
    print(f"alike: {sum(one.kept == one.made_sla for one in found) / len(found):.1%}")
    for name in PRIORITIES.values():
        made, missed = ([one.elapsed for one in found if one.promise == name and one.made_sla == which] for which in (True, False))
        pairs = len(made) * len(missed)
        longer = sum((a < b) + (a == b) / 2 for a in made for b in missed)
        if pairs:
            print(f"{name}: {len(missed)} of {len(made) + len(missed)} missed; one that was missed took longer than one that "
                  f"was made in {longer / pairs:.0%} of all pairs")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    log = {number: in_order(rows) for number, rows in incidents_of(sys.argv[1]).items()}
    clocks = clocks_of(sys.argv[2] if len(sys.argv) > 2 else "ombud", [whole_case(*one) for one in log.items()])
    found = [Incident(number, rows, own) for (number, rows), own in zip(log.items(), clocks, strict=True)]
    for part in (print_promises, print_holders, print_hand_overs, print_worst, print_beside_log):
        part(found)
        print()


if __name__ == "__main__":
    main()
