# SPDX-License-Identifier: BSL-1.0
"""DuckDB: all cases in one table, the conditions in SELECTs over all of it, on one thread.

A batch: the figure is the time of all cases divided by their number. The cases are there several times over.
"""
import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from timing import given, missing, serve_batch  # noqa: E402

try:
    import duckdb
except ImportError:
    missing("duckdb")

WIDEST = 100  # conditions of one query; planning takes more than twice as long for twice as many
COPIES = 32  # of the cases, so that planning is shared by many

rules, tickets, version = given("duckdb")
names = list(tickets[0])
store = duckdb.connect(":memory:", config={"threads": 1})
column = {str: "VARCHAR", int: "INTEGER", bool: "BOOLEAN"}
kinds = ", ".join(f"{name} {column[type(tickets[0][name])]}" for name in names)
store.execute(f"CREATE TABLE told ({kinds})")
store.executemany(f"INSERT INTO told VALUES ({', '.join('?' * len(names))})", [tuple(t.values()) for t in tickets])
store.execute(f"CREATE TABLE cases AS SELECT told.* FROM range({COPIES}), told")
parts = range(0, len(rules), WIDEST)
for part in parts:
    listed = rules[part:part + WIDEST]
    numbers = f"range({part}, {part + len(listed)})"
    store.execute(f"PREPARE part_{part} AS SELECT list_where({numbers}, [{', '.join(listed)}]) FROM cases")


def find_all():
    told = [store.execute(f"EXECUTE part_{part}").fetchall() for part in parts]
    return [list(itertools.chain.from_iterable(found for found, in row)) for row in zip(*told)]


serve_batch("DuckDB (batch)", version, len(rules), len(tickets), len(tickets) * COPIES, find_all)
