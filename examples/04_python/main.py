# SPDX-License-Identifier: BSL-1.0
import sys
from datetime import datetime, timezone

import ombud

case = {
    "id": "C-1",
    "customer": "c-77",
    "handler": "lena",
    "request": {"action": "refund", "amount": "120.00", "bought_on": "2026-02-20", "opened": False},
}
desk = ombud.Desk.load(sys.argv[1])  # several files are merged; Desk.from_dict takes dicts
decision = desk.decide(case, now=datetime(2026, 3, 9, 10, tzinfo=timezone.utc))

print(repr(decision))
print(decision.explain("customer"))
for duty in decision.duties:
    print(f"{duty.do}: {duty.who} to {duty.to}, by {duty.by:%a %H:%M}")
if decision.outcome is ombud.Outcome.REFER:
    print(decision.path_mermaid(), end="")

try:
    desk.decide({**case, "handler": "lean"}, now=decision.at)
except ombud.CaseError as wrong:
    print(wrong)
