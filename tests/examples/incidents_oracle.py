#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""The answers that the incidents' desk must give, worked out by hand-written conditions instead of the library.

usage: incidents_oracle.py CASES.jsonl DECISIONS.jsonl    compares outcome and cause of each case
"""
import json
import sys
from datetime import datetime, timedelta

CATALOGUE = datetime.fromisoformat("2016-03-01T00:00:00-03:00")  # the day from which its parameters have values
SPECIAL = {"caller-378", "caller-527", "caller-369"}             # registered, or lapsed, on every day of the log
FAMILY = ("eli", "caller-533")


def resolving(facts, now):
    """Verdicts by tier of the rules that are true, and whether one is unknown or undetermined."""
    contract, company, unknown, undetermined = set(), set(), False, False
    if facts["priority"] == 1:
        contract.add("refer")
    if facts["state"] == "open":
        if facts["priority"] == 4 or "symptom" in facts:
            company.add("grant")
        else:
            unknown = True
    elif facts["state"] == "waiting_on_customer":
        if now < CATALOGUE:
            undetermined = True
        else:
            waited = now - datetime.fromisoformat(facts["state_since"])
            company.add("decline" if waited < timedelta(hours=72) else "grant")
    else:
        company.add("grant")
    if facts.get("problem"):
        company.add("decline")
    return contract, company, unknown, undetermined


def handing_over(facts, now):
    count = facts["reassignment_count"]
    if now < CATALOGUE:
        return set(), {"grant"} if count == 0 else set(), False, True
    if count == 0 or (count < 3 and "symptom" in facts):
        return set(), {"grant"}, False, False
    if count < 3:
        return set(), set(), True, False
    return set(), {"decline" if count < 6 else "refer"}, False, False


def reopening(facts, now):
    if facts["reopen_count"] >= 1:
        return set(), {"refer"}, False, False
    in_time = now - datetime.fromisoformat(facts["state_since"]) <= timedelta(hours=24)
    return set(), {"grant" if in_time else "decline"}, False, False


def raising(request, facts):
    wanted = request["to_priority"]
    if wanted == 1:
        return {"grant" if facts["priority_confirmed"] else "decline"}, set(), False, False
    fits = wanted == 3 or (wanted == 2 and 1 in (request["to_impact"], request["to_urgency"]))
    return {"grant"} if fits else set(), set(), False, False


def expected(line):
    now, case = datetime.fromisoformat(line["at"]), line["case"]
    facts, request = case["case"], case["request"]
    contract, company, unknown, undetermined = {
        "resolve": lambda: resolving(facts, now), "hand_over": lambda: handing_over(facts, now),
        "reopen": lambda: reopening(facts, now), "raise_priority": lambda: raising(request, facts),
        "lower_priority": lambda: (set(), set(), False, False)}[request["action"]]()
    if not contract and unknown:
        return "ask", None
    if not contract and undetermined:
        return "refer", "undetermined"
    deciding = contract or company
    special = case["customer"]["id"] in SPECIAL
    if not deciding:
        return "refer", "gap"
    if len(deciding) > 1:
        return "refer", "special_client" if special else "conflict"
    if deciding == {"refer"}:
        return "refer", "policy"
    if deciding == {"decline"}:
        if request["action"] == "reopen":
            return "refer", "undisclosed"
        return ("refer", "special_client") if special else ("decline", None)
    if (case["handler"], case["customer"]["id"]) == FAMILY:
        return "refer", "conflict_of_interest"
    return ("refer", "authority") if request["action"] == "raise_priority" else ("grant", None)


def main():
    with open(sys.argv[1], encoding="utf-8") as cases, open(sys.argv[2], encoding="utf-8") as decisions:
        pairs = [(json.loads(a), json.loads(b)) for a, b in zip(cases, decisions, strict=True)]
    wrong = [(line, was) for line, was in pairs if (was["outcome"], was["cause"]) != expected(line)]
    for line, was in wrong:
        print(f"decided {was['outcome']} {was['cause']}, expected {expected(line)}: {json.dumps(line)}")
    print(f"{len(pairs) - len(wrong)} of {len(pairs)} answers are as expected")
    sys.exit(1 if wrong or not pairs else 0)


if __name__ == "__main__":
    main()
