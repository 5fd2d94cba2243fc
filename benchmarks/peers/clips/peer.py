# SPDX-License-Identifier: BSL-1.0
"""CLIPS: a rule for each rule, a fact for each case; the rules that fire say their number."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from timing import given, missing, serve  # noqa: E402

try:
    import clips
except ImportError:
    missing("clipspy")

rules, tickets, version = given("clipspy")
engine = clips.Environment()
engine.build(f"(deftemplate ticket {' '.join(f'(slot {name})' for name in tickets[0])})")
engine.build("(defglobal ?*found* = (create$))")
for number, when in enumerate(rules):
    engine.build(f"(defrule r{number} {when} => (bind ?*found* ?*found* {number}))")


template = engine.find_template("ticket")
fired = engine.find_global("found")


def symbol(value):
    text = str(value).upper() if isinstance(value, bool) else value
    return clips.Symbol(text) if isinstance(text, str) else text


def find(slots):
    fired.value = ()
    case = template.assert_fact(**slots)
    engine.run()
    case.retract()
    return sorted(fired.value)


told = [{name: symbol(value) for name, value in ticket.items()} for ticket in tickets]
serve("CLIPS (from Python)", version, len(rules), told, find)
