# SPDX-License-Identifier: BSL-1.0
"""CEL in Rust, called from Python, by common-expression-language: each condition is compiled once."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from timing import given, missing, serve  # noqa: E402

try:
    import cel
except ImportError:
    missing("common-expression-language")

rules, tickets, version = given("common-expression-language")
compiled = [cel.compile(rule) for rule in rules]


def find(told):
    return [n for n, condition in enumerate(compiled) if condition.execute(told)]


serve("CEL (Rust, from Python)", version, len(rules), [cel.Context({"ticket": ticket}) for ticket in tickets],
      find)
