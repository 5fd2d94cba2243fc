#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes the generated rules in the language of a peer, so that all peers find the same ones.

usage: translate.py FOLDER RULES DIALECT…      FOLDER is what workload.py has written

FOLDER/DIALECT_100.json   a list of the rules in the order of the desk, each as that peer reads it
FOLDER/tickets_100.json   a list of the cases' facts, each {"category": "category_3", …, "reopened": true}
"""
import json
import sys
from pathlib import Path


def text(value, quote):
    return value if isinstance(value, int) else f"{quote}{value}{quote}"


def infix(tree, words):
    """A tree in a language with operators; `words` says how that language writes each."""
    kind, name = tree[0], tree[1]
    if kind in ("and", "or"):
        return "(" + words[kind].join(infix(part, words) for part in tree[1:]) + ")"
    if kind == "not":
        return f"{words['not']}({infix(name, words)})"
    if kind == "is":
        return words["is"].format(name)
    if kind == "in" and "in" not in words:
        return infix(["or", *(["==", name, value] for value in tree[2])], words)
    if kind == "in":
        return words["in"].format(name, ", ".join(text(value, words["quote"]) for value in tree[2]))
    return f"{words['name'].format(name)} {words.get(kind, kind)} {text(tree[2], words['quote'])}"


QUOTE = '"'
CEL = {"and": " && ", "or": " || ", "not": "!", "is": "ticket.{}", "in": "ticket.{} in [{}]", "name": "ticket.{}",
       "quote": "'"}
# Not IN: SQLite makes a table of each list at each evaluation, DuckDB a join; both are ten times faster without.
SQL = {"and": " AND ", "or": " OR ", "not": "NOT ", "is": "{}", "name": "{}", "quote": "'", "==": "="}
CEDAR = {"and": " && ", "or": " || ", "not": "!", "is": "context.{}", "in": "[{1}].contains(context.{0})",
         "name": "context.{}", "quote": QUOTE}
ZEN = {"and": " and ", "or": " or ", "not": "not ", "is": "{}", "in": "{} in [{}]", "name": "{}", "quote": "'"}


def json_logic(tree):
    kind = tree[0]
    if kind in ("and", "or", "not"):
        return {"!" if kind == "not" else kind: [json_logic(part) for part in tree[1:]]}
    if kind == "is":
        return {"var": tree[1]}
    return {kind: [{"var": tree[1]}, tree[2]]}


def json_rules(tree):
    kind = tree[0]
    if kind in ("and", "or"):
        return {"all" if kind == "and" else "any": [json_rules(part) for part in tree[1:]]}
    if kind == "not":
        return {"not": json_rules(tree[1])}
    operator = {"is": "equal", "==": "equal", "in": "in", "<": "lessThan", ">=": "greaterThanInclusive"}[kind]
    return {"fact": tree[1], "operator": operator, "value": True if kind == "is" else tree[2]}


def rego(tree):
    """A rule of Rego, which adds NUMBER to a set; alternatives are helper rules of their own."""
    helpers, body = [], []
    for part in tree[1:]:
        if part[0] == "or":
            name = f"either_NUMBER_{len(helpers)}"
            helpers.append("\n".join(f"{name} if {rego_test(one)}" for one in part[1:]))
            body.append(name)
        else:
            body.append(rego_test(part))
    return "\n".join([*helpers, f"found contains NUMBER if {{ {'; '.join(body)} }}"])


def rego_test(tree):
    if tree[0] == "not":
        return f"not {rego_test(tree[1])}"
    if tree[0] == "is":
        return f"input.{tree[1]} == true"
    if tree[0] == "in":
        return f"input.{tree[1]} in {{{', '.join(text(value, QUOTE) for value in tree[2])}}}"
    return f"input.{tree[1]} {tree[0]} {text(tree[2], QUOTE)}"


def drools(tree):
    """The constraints of one pattern, apart, so that the network shares what rules have in common."""
    return ", ".join(drools_part(part) for part in tree[1:])


def drools_part(tree):
    kind, name = tree[0], tree[1]
    if kind == "or":
        return " || ".join(drools_part(part) for part in tree[1:])
    if kind == "not":
        return drools_part([{"<": ">=", ">=": "<", "==": "!=", "in": "not in", "is": "is not"}[name[0]], *name[1:]])
    if kind in ("is", "is not"):
        return f"{name} == {'true' if kind == 'is' else 'false'}"
    if kind in ("in", "not in"):
        return f"{name} {kind} ({', '.join(text(value, QUOTE) for value in tree[2])})"
    return f"{name} {kind} {text(tree[2], QUOTE)}"


def clips(tree):
    """A condition as the constraints of one pattern, so that the network shares what rules have in common."""
    bound, slots, tests = [], {}, []
    for part in tree[1:]:
        constraint = clips_slot(part)
        if constraint and part_name(part) not in slots:
            slots[part_name(part)] = constraint
        else:
            tests.append(clips_test(part, bound))
    for name in bound:
        if not slots.get(name, "").startswith("?"):
            slots[name] = f"?{name}&{slots[name]}" if name in slots else f"?{name}"
    pattern = " ".join(f"({name} {constraint})" for name, constraint in slots.items())
    return f"(ticket {pattern})" + "".join(f" (test {test})" for test in tests)


def part_name(tree):
    return part_name(tree[1]) if tree[0] in ("and", "or", "not") else tree[1]


def clips_slot(tree):
    """The constraint of one slot, or none where a condition is on several."""
    kind, name = tree[0], tree[1]
    if kind == "not" and name[0] == "is":
        return "FALSE"
    if kind == "not" and name[0] in ("==", "in"):
        return "&".join(f"~{value}" for value in ([name[2]] if name[0] == "==" else name[2]))
    if kind in ("is", "==", "in"):
        return "TRUE" if kind == "is" else tree[2] if kind == "==" else "|".join(tree[2])
    if kind == "not" and name[0] in ("<", ">="):
        return f"?{name[1]}&:(not ({name[0]} ?{name[1]} {name[2]}))"
    return f"?{name}&:({kind} ?{name} {tree[2]})" if kind in ("<", ">=") else None


def clips_test(tree, bound):
    """A condition as a call over variables, whose slots are added to `bound`."""
    kind, name = tree[0], tree[1]
    if kind in ("and", "or", "not"):
        return f"({kind} {' '.join(clips_test(part, bound) for part in tree[1:])})"
    if name not in bound:
        bound.append(name)
    if kind in ("is", "in", "=="):
        values = ["TRUE"] if kind == "is" else tree[2] if kind == "in" else [tree[2]]
        alike = [f"(eq ?{name} {value})" for value in values]
        return alike[0] if len(alike) == 1 else f"(or {' '.join(alike)})"
    return f"({kind} ?{name} {tree[2]})"


DIALECTS = {
    "cel": lambda tree: infix(tree, CEL),
    "sql": lambda tree: infix(tree, SQL),
    "zen": lambda tree: infix(tree, ZEN),
    "cedar": lambda tree: f"permit(principal, action, resource) when {{ {infix(tree, CEDAR)} }};",
    "clips": clips,
    "drools": drools,
    "rego": rego,
    "json_logic": json_logic,
    "json_rules": json_rules,
}


def translate(folder, rules, dialects):
    trees = json.loads((folder / f"rules_{rules}.json").read_text(encoding="utf-8"))
    for dialect in dialects:
        written = [DIALECTS[dialect](rule["when"]) for rule in trees]
        (folder / f"{dialect}_{rules}.json").write_text(json.dumps(written), encoding="utf-8")
    lines = (folder / f"cases_{rules}.jsonl").read_text(encoding="utf-8").splitlines()
    tickets = [json.loads(line)["ticket"] for line in lines]
    (folder / f"tickets_{rules}.json").write_text(json.dumps(tickets), encoding="utf-8")


def main():
    if len(sys.argv) < 4 or not set(sys.argv[3:]) <= set(DIALECTS):
        sys.exit(f"{__doc__}\ndialects: {' '.join(DIALECTS)}")
    translate(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])


if __name__ == "__main__":
    main()
