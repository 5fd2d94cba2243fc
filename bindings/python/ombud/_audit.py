# SPDX-License-Identifier: BSL-1.0
"""What is asked of many cases or decisions at once."""
from __future__ import annotations

import datetime
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union

from . import _native
from ._answer import Answer
from ._decision import Decision
from ._desk import Case, Desk, _answer, _json_of, _seconds


class Diff(Answer):
    """How another version of a desk decides the same cases, alike changes counted together."""

    @property
    def cases(self) -> int:
        return int(self._data["cases"])

    @property
    def changed(self) -> int:
        return int(self._data["changed"])

    @property
    def groups(self) -> Tuple[Dict[str, Any], ...]:
        """Largest first; each with ``before``, ``after``, ``differs``, ``why``, ``count`` and an ``example``."""
        return tuple(self.to_dict()["groups"])

    def __bool__(self) -> bool:
        return self.changed != 0

    def __repr__(self) -> str:
        return f"<ombud.Diff: {self.changed} of {self.cases} decisions change>"


class Coverage(Answer):
    """How often the rules of a desk were true and false."""

    @property
    def rules(self) -> Tuple[Dict[str, Any], ...]:
        """Each with ``rule``, ``version``, ``status``, ``covered`` and counts; active ones first."""
        return tuple(self.to_dict()["rules"])

    @property
    def uncovered(self) -> Tuple[str, ...]:
        """Active rules that were not tried both ways."""
        return tuple(r["rule"] for r in self._data["rules"] if r["status"] == "active" and not r["covered"])

    def __repr__(self) -> str:
        return f"<ombud.Coverage: {self._data['covered']} of {self._data['active']} active rules>"


class Audit(Answer):
    """Whether like cases were decided alike."""

    @property
    def unlike(self) -> Tuple[Dict[str, Any], ...]:
        """Like cases that were answered differently: ``fingerprint``, ``answers``, ``differs`` and ``explains``."""
        return tuple(self.to_dict()["unlike"])

    @property
    def special(self) -> Tuple[Dict[str, Any], ...]:
        """Special clients' answers beside those of others on like cases."""
        return tuple(self.to_dict()["special"])

    def __repr__(self) -> str:
        return f"<ombud.Audit: {self._data['decisions']} decisions, {len(self._data['unlike'])} kinds answered unlike>"


def diff(before: Desk, after: Desk, cases: Iterable[Case], now: Optional[datetime.datetime] = None) -> Diff:
    """Decide the cases with both desks, and count the decisions that change.

    :param cases: each as for ``Desk.decide``
    :param now: an aware datetime for all of them; without it, each case's ``at``
    :raises CaseError: with all that is wrong with any case; the ``file`` of a diagnostic tells which, ``<case 3>``
    """
    given = [*cases]
    texts = [_json_of(case) for case in given]
    return Diff(_answer(_written(given), _native.diff(before._native, after._native, texts, _seconds(now))))


def coverage(desk: Desk, cases: Iterable[Case], now: Optional[datetime.datetime] = None) -> Coverage:
    """Decide the cases, and count how often each rule was true and false; see ``diff`` for the arguments."""
    given = [*cases]
    texts = [_json_of(case) for case in given]
    return Coverage(_answer(_written(given), _native.coverage(desk._native, texts, _seconds(now))))


def audit(
    decisions: Iterable[Union[Decision, Mapping[str, Any], str, bytes]],
    desk: Optional[Desk] = None,
    cases: Iterable[Case] = (),
) -> Audit:
    """Group decisions of like cases (equal fingerprints) that were answered differently, and say what else differed.

    :param decisions: as ``Desk.decide`` gives them, or their JSON
    :param desk: with the ``cases``, which are looked up by id: tells who was a special client when
    :raises CaseError: with all that is wrong with decisions or cases
    """
    given: List[Case] = [one.to_json() if isinstance(one, Decision) else one for one in decisions]
    log = [_json_of(one) for one in given]
    known = [*cases]
    texts = [_json_of(case) for case in known]
    return Audit(_answer(_written([*given, *known]), _native.audit(log, desk._native if desk else None, texts)))


def _written(given: List[Case]) -> Case:
    """One that was not written down, if there is such a one: lines and columns of the others help nobody."""
    return next((one for one in given if not isinstance(one, (str, bytes))), "")
