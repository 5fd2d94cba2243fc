#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes one workload for every contender: the same rules as a desk, as C++ and as trees, and cases for them.

usage: workload.py --rules 100 --cases 512 --seed 1 --out FOLDER

FOLDER/desk_100.json    a desk of 12 staff (or --staff) in 3 ranks with 100 generated rules
FOLDER/cases_100.jsonl  its cases, every fact known, about 1 % of the rules true in each
FOLDER/rules_100.json   the same rules as trees, for peers/translate.py: [{"id": "contract-rules/r00000", "when": tree}]
FOLDER/rules_100.hpp    the same rules as an if-chain, for facts as codes and as texts; not for more than 10,000 rules
"""
import argparse
import json
import random
from pathlib import Path

# 13 attributes of a helpdesk ticket: enums with their number of values, integers with their bound, booleans.
ENUMS = {"category": 40, "product": 200, "region": 60, "queue": 25, "language": 12, "plan": 8, "priority": 5}
INTEGERS = {"age_hours": 1000, "contacts": 50, "score": 100}
BOOLEANS = ["reopened", "outage", "attachment"]
ATTRIBUTES = [*ENUMS, *INTEGERS, *BOOLEANS]

TARGET = 0.01  # of the rules that are true for a case
LONGEST_LIST = 6  # values that one condition names
PART = 50  # rules of one generated function
LONGEST_CHAIN = 10_000  # rules that a compiler gets through
TIERS = ["contract", "company", "team"]


class Condition:
    """A condition in both languages and as a tree, and how often it holds.

    A tree is ["is", attribute], ["<", attribute, number], [">=", attribute, number], ["==", attribute, text],
    ["in", attribute, [text, …]], ["not", tree], ["or", tree, tree] or ["and", tree, …].
    """

    def __init__(self, cel, cpp, share, tree):
        self.cel, self.cpp, self.share, self.tree = cel, cpp, share, tree


def simple(rng, name, share):
    """A condition on one attribute that holds about that often."""
    if name in BOOLEANS:
        sign = rng.choice(["", "!"])
        tree = ["not", ["is", name]] if sign else ["is", name]
        return Condition(f"{sign}ticket.{name}", f"{sign}t.{name}", 0.5, tree)
    if name in INTEGERS:
        bound = INTEGERS[name]
        if rng.random() < 0.5:
            limit = max(1, min(bound - 1, round(share * bound)))
            return Condition(f"ticket.{name} < {limit}", f"t.{name} < {limit}", limit / bound, ["<", name, limit])
        limit = max(1, min(bound - 1, round((1 - share) * bound)))
        return Condition(f"ticket.{name} >= {limit}", f"t.{name} >= {limit}", 1 - limit / bound, [">=", name, limit])
    size = ENUMS[name]
    values = rng.sample(range(size), max(1, min(LONGEST_LIST, size - 1, round(share * size))))
    if len(values) == 1:
        return Condition(f"ticket.{name} == '{name}_{values[0]}'",
                         f't.{name} == Ticket::value("{name}_{values[0]}", {values[0]})', 1 / size,
                         ["==", name, f"{name}_{values[0]}"])
    cel = f"ticket.{name} in [" + ", ".join(f"'{name}_{v}'" for v in values) + "]"
    cpp = "(" + " || ".join(f't.{name} == Ticket::value("{name}_{v}", {v})' for v in values) + ")"
    return Condition(cel, cpp, len(values) / size, ["in", name, [f"{name}_{v}" for v in values]])


def condition(rng):
    """A conjunction of 2 to 6 conditions on different attributes; in one of ten, a part is an alternative or a negation."""
    count = rng.randint(2, 6)
    names = rng.sample(ATTRIBUTES, count)
    names.sort(key=lambda name: 0 if name in BOOLEANS else 1 if name in ENUMS else 2)  # the freest come last
    parts, left = [], TARGET
    for position, name in enumerate(names):
        parts.append(simple(rng, name, min(0.9, left ** (1 / (count - position)))))
        left /= parts[-1].share
    odd = rng.random()
    if odd < 0.05:
        last = parts.pop()
        other = simple(rng, rng.choice([n for n in ATTRIBUTES if n not in names]), last.share)
        parts.append(Condition(f"({last.cel} || {other.cel})", f"({last.cpp} || {other.cpp})", last.share,
                               ["or", last.tree, other.tree]))
    elif odd < 0.1:
        last = parts.pop()
        parts.append(Condition(f"!({last.cel})", f"!({last.cpp})", 1 - last.share, ["not", last.tree]))
    rng.shuffle(parts)
    return Condition(" && ".join(p.cel for p in parts), " && ".join(p.cpp for p in parts), 0,
                     ["and", *(p.tree for p in parts)])


def rules(rng, count):
    """Rules of three tiers, in the order in which decisions list them."""
    made = []
    for number in range(count):
        then = rng.choices(["grant", "refer", "decline"], [7, 2, 1])[0]
        made.append({"tier": rng.choice(TIERS), "id": f"r{number:05}", "then": then, "when": condition(rng)})
    return sorted(made, key=lambda rule: (TIERS.index(rule["tier"]), rule["id"]))


def staff(count):
    """Twelve who have to do with the cases, and as many teams of a lead and 19 agents beside them as are asked for."""
    people = [{"id": "ines", "role": "manager"}, {"id": "jon", "role": "lead", "reports_to": "ines"},
              {"id": "omar", "role": "lead", "reports_to": "ines"}]
    people += [{"id": f"agent-{n}", "role": "agent", "reports_to": "jon" if n % 2 else "omar"} for n in range(9)]
    for n in range(count - len(people)):
        lead = f"lead-{n // 20}"
        people.append({"id": f"other-{n}", "role": "agent", "reports_to": lead} if n % 20 else
                      {"id": lead, "role": "lead", "reports_to": "ines"})
    return people


def desk(made, people):
    facts = {f"ticket.{name}": {"type": "string", "from": "system", "one_of": [f"{name}_{n}" for n in range(size)]}
             for name, size in ENUMS.items()}
    facts |= {f"ticket.{name}": {"type": "int", "from": "system"} for name in INTEGERS}
    facts |= {f"ticket.{name}": {"type": "bool", "from": "system"} for name in BOOLEANS}
    authority = lambda limit: [{"action": "handle", "up_to": limit}]
    policies = []
    for tier in TIERS:
        listed = [{"id": r["id"], "when": r["when"].cel, "then": r["then"], "because": f"Rule {r['id']} says so.",
                   "waivable": True} for r in made if r["tier"] == tier]
        if listed:
            policies.append({"id": f"{tier}-rules", "title": f"The {tier} rules", "tier": tier, "actions": ["handle"],
                             "disclosed": ["website"], "rules": listed})
    return {
        "ombud": 1, "desk": "workload", "version": "1", "time_zone": "Europe/Berlin", "currency": "EUR",
        "actions": {"handle": {"amount": True}}, "facts": facts,
        "calendars": {"office": {"hours": {"mon-fri": ["09:00-17:00"]}}},
        "roles": {"agent": {"rank": 0, "calendar": "office", "authority": authority("100.00")},
                  "lead": {"rank": 1, "calendar": "office", "decide": "1h", "authority": authority("1000.00"), "waives": "*"},
                  "manager": {"rank": 2, "management": True, "calendar": "office", "decide": "2h",
                              "authority": [{"action": "*"}], "waives": "*"}},
        "staff": people, "policies": policies,
    }


def case(rng, number):
    ticket = {name: f"{name}_{rng.randrange(size)}" for name, size in ENUMS.items()}
    ticket |= {name: rng.randrange(bound) for name, bound in INTEGERS.items()}
    ticket |= {name: rng.random() < 0.5 for name in BOOLEANS}
    return {"id": f"C-{number}", "customer": f"c-{number}", "handler": f"agent-{rng.randrange(9)}",
            "request": {"action": "handle", "amount": f"{rng.randrange(10, 300)}.00"}, "ticket": ticket}


def if_chain(made, count):
    lines = ["// SPDX-License-Identifier: BSL-1.0", "// Written by benchmarks/workload.py.",
             f"#ifndef OMBUD_BENCHMARKS_RULES_{count}_HPP", f"#define OMBUD_BENCHMARKS_RULES_{count}_HPP", "",
             '#include "ticket.hpp"', "", f"namespace workload_{count} {{", "",
             "// In parts, since compilers are slow with very long functions."]
    parts = range(0, len(made), PART)
    for first in parts:
        lines += ["template <class Ticket>", f"std::uint32_t* part_{first}(Ticket const& t, std::uint32_t* out)", "{"]
        lines += [f"    if ({rule['when'].cpp}) *out++ = {n};" for n, rule in enumerate(made[first:first + PART], first)]
        lines += ["    return out;", "}", ""]
    lines += ["// The numbers of all true rules, in the order of `rows`.", "template <class Ticket>",
              "std::uint32_t* true_rules(Ticket const& t, std::uint32_t* out)", "{"]
    lines += [f"    out = part_{first}(t, out);" for first in parts]
    lines += ["    return out;", "}", "", "inline constexpr rule_row rows[] = {"]
    for rule in made:
        row = (f'"{rule["tier"]}-rules/{rule["id"]}"', TIERS.index(rule["tier"]), f"ombud::verdict::{rule['then']}")
        lines.append(f"    {{{row[0]}, {row[1]}, {row[2]}}},")
    lines += ["};", "", f"}}  // namespace workload_{count}", "", "#endif"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=100)
    parser.add_argument("--staff", type=int, default=12)
    parser.add_argument("--cases", type=int, default=512)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rng = random.Random(f"{given.seed}/{given.rules}")
    made = rules(rng, given.rules)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / f"desk_{given.rules}.json").write_text(json.dumps(desk(made, staff(given.staff)), indent=1), encoding="utf-8")
    cases = "".join(json.dumps(case(rng, n)) + "\n" for n in range(given.cases))
    (given.out / f"cases_{given.rules}.jsonl").write_text(cases, encoding="utf-8")
    trees = [{"id": f"{rule['tier']}-rules/{rule['id']}", "when": rule["when"].tree} for rule in made]
    (given.out / f"rules_{given.rules}.json").write_text(json.dumps(trees), encoding="utf-8")
    if given.rules <= LONGEST_CHAIN:
        (given.out / f"rules_{given.rules}.hpp").write_text(if_chain(made, given.rules), encoding="utf-8")


if __name__ == "__main__":
    main()
