# SPDX-License-Identifier: BSL-1.0
"""Decides customer-service cases and finds the escalation path.

>>> import ombud
>>> desk = ombud.Desk.load("desk.jsonc")
>>> decision = desk.decide({"id": "C-1", ...}, now=datetime.now(timezone.utc))
>>> decision.outcome, decision.decider, decision.explain("customer")
"""
from . import cel
from ._answer import Answer
from ._audit import Audit, Coverage, Diff, audit, coverage, diff
from ._calendar import Calendar, Period, Rotation
from ._decision import (
    Alternative,
    Appeal,
    Cause,
    Considered,
    Decision,
    DeskRef,
    Duty,
    FactSeen,
    Hop,
    Money,
    Need,
    Notice,
    Outcome,
    Part,
    Quote,
    Reason,
    State,
    Stance,
    Texts,
    Verdict,
)
from ._desk import Desk
from ._errors import CalendarError, CaseError, CelError, DeskError, Diagnostic, Error, Severity
from ._native import version as __version__
from ._questions import CloseCheck, CloseReason, Options, PromiseCheck, TextFinding, WhatIf
from ._watch import Clock, ClockState, DutyClock, Handover, HeldTime, Review, Step, Watch, WatchState

__all__ = [
    "Alternative",
    "Answer",
    "Appeal",
    "Audit",
    "Calendar",
    "CalendarError",
    "CaseError",
    "Cause",
    "CelError",
    "Clock",
    "ClockState",
    "CloseCheck",
    "CloseReason",
    "Considered",
    "Coverage",
    "Decision",
    "Desk",
    "DeskError",
    "DeskRef",
    "Diagnostic",
    "Diff",
    "Duty",
    "DutyClock",
    "Error",
    "FactSeen",
    "Handover",
    "HeldTime",
    "Hop",
    "Money",
    "Need",
    "Notice",
    "Options",
    "Outcome",
    "Part",
    "Period",
    "PromiseCheck",
    "Quote",
    "Reason",
    "Review",
    "Rotation",
    "Severity",
    "Stance",
    "State",
    "Step",
    "TextFinding",
    "Texts",
    "Verdict",
    "Watch",
    "WatchState",
    "WhatIf",
    "__version__",
    "audit",
    "cel",
    "coverage",
    "diff",
]
