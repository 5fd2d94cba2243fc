#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Load a desk, decide one case, and read the answer: the same decision as 01_decide, from Python."""
import sys
from datetime import datetime, timedelta, timezone

import ombud

case = {
    "id": "C-1",
    "customer": "c-77",
    "handler": "lena",
    "request": {"action": "refund", "amount": "120.00", "bought_on": "2026-02-20", "opened": False},
}
now = datetime(2026, 3, 9, 10, tzinfo=timezone.utc)  # the host's clock, not the library's

try:
    desk = ombud.Desk.load(sys.argv[1])
    decision = desk.decide(case, now=now)
except ombud.Error as wrong:
    sys.exit(str(wrong))  # each fault with file, line, column and what to do

print(repr(decision))
print("outcome:", decision.outcome)
print("decider:", decision.decider or "nobody yet")
if decision.quote:
    print("answer in:", (decision.quote.quoted - now) // timedelta(minutes=1), "minutes")
print("say:", decision.explain("customer"))
print(decision.path_mermaid(), end="")

try:
    desk.decide({**case, "handler": "lean"}, now=now)
except ombud.CaseError as wrong:
    print("refused:", *wrong.diagnostics, sep="\n")
