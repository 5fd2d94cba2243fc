# SPDX-License-Identifier: BSL-1.0
"""SQLite: the cases are rows of a table, the conditions are columns of a SELECT; several where one would be too wide."""
import itertools
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from timing import given, serve  # noqa: E402

WIDEST = 2000  # columns that SQLite takes

rules, tickets, _ = given(None)
names = list(tickets[0])
store = sqlite3.connect(":memory:", cached_statements=1000)
kinds = ", ".join(f"{name} {'TEXT' if isinstance(tickets[0][name], str) else 'INTEGER'}" for name in names)
store.execute(f"CREATE TABLE cases ({kinds})")
store.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * len(names))})", [tuple(t.values()) for t in tickets])
selects = [f"SELECT {', '.join(rules[first:first + WIDEST])} FROM cases WHERE rowid = ?"
           for first in range(0, len(rules), WIDEST)]
positions = range(len(rules))


def find(row):
    told = itertools.chain.from_iterable(store.execute(select, row).fetchone() for select in selects)
    return list(itertools.compress(positions, told))


serve("SQLite", sqlite3.sqlite_version, len(rules), [(n,) for n in range(1, len(tickets) + 1)], find)
