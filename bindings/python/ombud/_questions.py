# SPDX-License-Identifier: BSL-1.0
"""What else can be asked of a desk: the answers."""
from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, Optional, Tuple

from ._answer import Answer
from ._decision import _instant


class WhatIf(Answer):
    """The nearest changes that would turn the outcome of a case into a grant, each proved by deciding again."""

    @property
    def ways(self) -> Tuple[Dict[str, Any], ...]:
        """Nearest first; each with ``changes``, the ``amount`` granted, the ``decider`` and what to ``say`` to staff."""
        return tuple(self.to_dict()["ways"])

    @property
    def complete(self) -> bool:
        """False if the search was cut short."""
        return bool(self._data["complete"])

    def __repr__(self) -> str:
        return f"<ombud.WhatIf {self._data['case']}: {self._data['outcome']}, {len(self._data['ways'])} ways to a grant>"


class Options(Answer):
    """What the handler of a case can and cannot do, action by action."""

    @property
    def options(self) -> Tuple[Dict[str, Any], ...]:
        """Each with ``action``, ``may`` (may, up_to, through, ask, may_not), amounts, decider, times and ``say``."""
        return tuple(self.to_dict()["options"])

    def __getitem__(self, action: str) -> Dict[str, Any]:
        for option in self.options:
            if option["action"] == action:
                return option
        raise KeyError(action)

    def __repr__(self) -> str:
        listed = ", ".join(f"{option['action']} {option['may']}" for option in self._data["options"])
        return f"<ombud.Options {self._data['case']}: {listed}>"


class PromiseCheck(Answer):
    """Whether a promise may be made as offered."""

    @property
    def kept(self) -> bool:
        return bool(self._data["kept"])

    @property
    def reasons(self) -> Tuple[Tuple[str, str], ...]:
        """Code and words of each reason why not."""
        return tuple((reason["code"], reason["say"]) for reason in self._data["reasons"])

    @property
    def safe(self) -> Optional[Dict[str, Any]]:
        """The nearest promise that is safe to make; None where nothing can be promised yet, and where it is kept."""
        safe: Optional[Dict[str, Any]] = self.to_dict()["safe"]
        return safe

    @property
    def renegotiates(self) -> Optional[Dict[str, Any]]:
        """The running promise (``promise``, ``id``, ``due``) that cannot be kept any more and that this one replaces:
        the customer has to hear of it before it passes."""
        old: Optional[Dict[str, Any]] = self.to_dict()["renegotiates"]
        return old

    def __bool__(self) -> bool:
        return self.kept

    def __repr__(self) -> str:
        why = "kept" if self.kept else ", ".join(code for code, _ in self.reasons)
        return f"<ombud.PromiseCheck {self._data['case']}: {why}>"


@dataclass(frozen=True)
class CloseReason:
    """One thing that is still owed."""

    code: str  #: ``open_duty``, ``running_promise``, ``unanswered_message`` or ``complaint_step``
    what: str
    id: Optional[str]  #: of the duty, or of a promise that an event gave
    who: Optional[str]
    due: Optional[datetime]
    late: bool
    say: str


class CloseCheck(Answer):
    """Whether a case may be closed; true if it may."""

    @property
    def may_close(self) -> bool:
        return bool(self._data["may_close"])

    @functools.cached_property
    def reasons(self) -> Tuple[CloseReason, ...]:
        return tuple(CloseReason(**{**given, "due": _instant(given["due"])}) for given in self._data["reasons"])

    @property
    def notices(self) -> Tuple[Tuple[str, str], ...]:
        """Code and words of each notice: what was left out because it lies after the moment asked about."""
        return tuple((notice["code"], notice["say"]) for notice in self._data["notices"])

    def __bool__(self) -> bool:
        return self.may_close

    def __repr__(self) -> str:
        why = ", ".join(f"{reason.code} {reason.what}" for reason in self.reasons)
        return f"<ombud.CloseCheck {self._data['case']}: {why or 'may be closed'}>"


@dataclass(frozen=True)
class TextFinding:
    """A wording in a draft; ``text[begin:end]`` is what stands there."""

    begin: int
    end: int
    group: str
    phrase: str
    instead: str


def text_findings(answer: bytes, text: str) -> Tuple[TextFinding, ...]:
    """The library counts bytes of UTF-8, Python characters."""
    encoded = text.encode("utf-8", "surrogatepass")

    def characters(offset: int) -> int:
        return len(encoded[:offset].decode("utf-8", "surrogatepass"))

    return tuple(
        TextFinding(characters(each["begin"]), characters(each["end"]), each["group"], each["phrase"], each["instead"])
        for each in json.loads(answer)["findings"]
    )
