#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What the clocks of the incidents' desk must say, counted from the log's rows without the library and without the
example's own conversion: open hours day by day, state by state.

usage: incident_clocks_oracle.py LOG.csv TABLE.txt    compares the counts of kept and breached promises, by priority
"""
import collections
import csv
import re
import sys
from datetime import date, datetime, timedelta

HOLIDAYS = {date(2016, *day) for day in ((3, 25), (4, 21), (5, 26), (9, 7), (10, 12), (11, 2), (11, 15))}
WITHIN = {"1": (4, True), "2": (8, True), "3": (36, False), "4": (60, False)}  # hours; around the clock
NAMES = {"1": "critical", "2": "high", "3": "moderate", "4": "low"}
STANDS = {"Awaiting User Info", "Awaiting Evidence", "Awaiting Vendor", "Resolved", "Closed"}


def minutes(a, b, always):
    """Open minutes in [a, b); the clock of São Paulo does not change within the log's office hours."""
    if always:
        return (b - a) // timedelta(minutes=1)
    total, day = timedelta(0), a.date()
    while day <= b.date():
        if day.weekday() < 5 and day not in HOLIDAYS:
            start = datetime(day.year, day.month, day.day, 7)
            total += max(min(b, start + timedelta(hours=12)) - max(a, start), timedelta(0))
        day += timedelta(days=1)
    return total // timedelta(minutes=1)


def outcome(rows):
    """The priority whose promise counts, and whether it was breached."""
    read = lambda text: datetime.strptime(text, "%d-%m-%Y %H:%M")
    rows = sorted(rows, key=lambda row: (read(row["sys_updated_at"]), int(row["sys_mod_count"])))
    within = lambda: WITHIN[priority][0] * 60
    before, state, priority = min(read(rows[0]["opened_at"]), read(rows[0]["sys_updated_at"])), "New", rows[0]["priority"][0]
    running = {True: 0, False: 0}  # minutes around the clock, and of office hours
    for row in rows:
        at = max(read(row["sys_updated_at"]), before)
        if state not in STANDS:
            for always in running:
                running[always] += minutes(before, at, always)
            if running[WITHIN[priority][1]] > within():
                return priority, True
        before, state, priority = at, row["incident_state"], row["priority"][0]
        # another priority may be too late as soon as it applies, unless the incident is solved
        if state not in ("Resolved", "Closed") and running[WITHIN[priority][1]] > within():
            return priority, True
    return priority, False


def main():
    incidents = collections.defaultdict(list)
    with open(sys.argv[1], encoding="utf-8", newline="") as log:
        for row in csv.DictReader(log):
            incidents[row["number"]].append(row)
    counted = collections.Counter(outcome(rows) for rows in incidents.values())
    with open(sys.argv[2], encoding="utf-8") as table:
        text = table.read()
    wrong = 0
    for priority, name in NAMES.items():
        found = re.search(rf"^{name} +(\d+) +(\d+) +(\d+)", text, re.M)
        expected = (counted[priority, False] + counted[priority, True], counted[priority, False], counted[priority, True])
        if not found or tuple(map(int, found.groups())) != expected:
            print(f"{name}: expected {expected}, the table has {found and found.groups()}")
            wrong += 1
    print(f"{len(incidents)} incidents counted by hand")
    sys.exit(1 if wrong or not incidents else 0)


if __name__ == "__main__":
    main()
