# SPDX-License-Identifier: BSL-1.0
"""The promises of a case: clocks, steps that fell due, and when to look again; typed objects over the JSON."""
from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Dict, Optional, Tuple

from ._answer import Answer
from ._decision import Notice, Quote, _instant, _quote, _Word
from ._native import WatchState as WatchState

_LENGTH = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


class ClockState(_Word):
    """Where a clock is."""

    PENDING = "pending"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"


@dataclass(frozen=True)
class HeldTime:
    """How much of a clock's time somebody had the case."""

    part: str  #: ``handler``, ``decider``, ``customer`` or ``third_party``
    who: Optional[str]
    elapsed: timedelta


@dataclass(frozen=True)
class Clock:
    """One promise on the case. Lengths are open time of the promise's calendar."""

    promise: str
    id: Optional[str]  #: of a promise that an event gave
    measures: str
    to: str
    state: ClockState
    started: Optional[datetime]
    due: Optional[datetime]
    ended: Optional[datetime]
    elapsed: timedelta
    remaining: Optional[timedelta]
    late: Optional[timedelta]
    at_risk: Optional[str]
    attribution: Tuple[HeldTime, ...]
    met_before: int
    breached_before: int


@dataclass(frozen=True)
class Step:
    """A step that fell due; equal ids are one and the same."""

    id: str
    at: datetime
    promise: str
    step: str
    repeat: int
    do: str
    to: str
    who: Tuple[str, ...]
    code: Optional[str]  #: why ``who`` is empty
    quote: Optional[Quote]  #: of a step that informs the customer
    text: Optional[str]  #: what to tell the customer


@dataclass(frozen=True)
class DutyClock:
    """A duty of a decision that the case hands back, until something settles it. Lengths are plain time."""

    id: str
    do: str
    who: str
    to: str
    because: str
    done_when: str
    state: ClockState  #: running, met or breached
    started: datetime
    due: Optional[datetime]
    ended: Optional[datetime]
    remaining: Optional[timedelta]
    late: Optional[timedelta]
    met_before: int
    breached_before: int


@dataclass(frozen=True)
class Handover:
    """Whoever has the case will be gone before a promise is due: a proposal, until the shift ends."""

    id: str
    from_: str
    to: Optional[str]
    available: Optional[datetime]  #: from when on ``to`` is there
    by: datetime
    promise: str
    due: datetime
    code: Optional[str]  #: why ``to`` is nobody


@dataclass(frozen=True)
class Review:
    """The registration of a special client has to be reviewed soon; equal ids are one and the same."""

    id: str
    at: datetime
    client: str
    review_by: datetime
    days: int
    who: Tuple[str, ...]


class Watch(Answer):
    """What ``Desk.watch`` answers."""

    @property
    def case(self) -> str:
        return str(self._data["case"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self._data["at"])

    @property
    def since(self) -> Optional[datetime]:
        return _instant(self._data["since"])

    @functools.cached_property
    def clocks(self) -> Tuple[Clock, ...]:
        return tuple(_clock(given) for given in self._data["clocks"])

    @functools.cached_property
    def duties(self) -> Tuple[DutyClock, ...]:
        """Of the decisions that the case hands back, in the order in which they came up."""
        return tuple(_duty(given) for given in self._data["duties"])

    @functools.cached_property
    def steps(self) -> Tuple[Step, ...]:
        """Those of ``(since, at]``, by instant."""
        return tuple(
            Step(
                **{
                    **given,
                    "at": datetime.fromisoformat(given["at"]),
                    "who": tuple(given["who"]),
                    "quote": _quote(given["quote"]),
                }
            )
            for given in self._data["steps"]
        )

    @functools.cached_property
    def handovers(self) -> Tuple[Handover, ...]:
        """Those that should be made now, one a shift."""
        return tuple(
            Handover(
                id=given["id"],
                from_=given["from"],
                to=given["to"],
                available=_instant(given["available"]),
                by=datetime.fromisoformat(given["by"]),
                promise=given["promise"],
                due=datetime.fromisoformat(given["due"]),
                code=given["code"],
            )
            for given in self._data["handovers"]
        )

    @functools.cached_property
    def reviews(self) -> Tuple[Review, ...]:
        """Those of ``(since, at]``, by instant."""
        return tuple(
            Review(
                **{
                    **given,
                    "at": datetime.fromisoformat(given["at"]),
                    "review_by": datetime.fromisoformat(given["review_by"]),
                    "who": tuple(given["who"]),
                }
            )
            for given in self._data["reviews"]
        )

    @property
    def next(self) -> Optional[datetime]:
        """The first instant at which anything of this changes by itself."""
        return _instant(self._data["next"])

    @functools.cached_property
    def notices(self) -> Tuple[Notice, ...]:
        return tuple(Notice(given["code"], given["say"]) for given in self._data["notices"])

    def __repr__(self) -> str:
        states = ", ".join(f"{clock.promise} {clock.state}" for clock in self.clocks)
        return f"<ombud.Watch {self.case}: {states or 'no promise applies'}>"


def _length(text: Optional[str]) -> Optional[timedelta]:
    if text is None:
        return None
    found = _LENGTH.fullmatch(text)
    assert found is not None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _duty(given: Dict[str, Any]) -> DutyClock:
    rest = {key: given[key] for key in ("id", "do", "who", "to", "because", "done_when")}
    return DutyClock(
        **rest,
        state=ClockState(given["state"]),
        started=datetime.fromisoformat(given["started"]),
        due=_instant(given["due"]),
        ended=_instant(given["ended"]),
        remaining=_length(given["remaining"]),
        late=_length(given["late"]),
        met_before=given["before"]["met"],
        breached_before=given["before"]["breached"],
    )


def _clock(given: Dict[str, Any]) -> Clock:
    return Clock(
        promise=given["promise"],
        id=given["id"],
        measures=given["measures"],
        to=given["to"],
        state=ClockState(given["state"]),
        started=_instant(given["started"]),
        due=_instant(given["due"]),
        ended=_instant(given["ended"]),
        elapsed=_length(given["elapsed"]) or timedelta(0),
        remaining=_length(given["remaining"]),
        late=_length(given["late"]),
        at_risk=given["at_risk"],
        attribution=tuple(
            HeldTime(held["part"], held["who"], _length(held["elapsed"]) or timedelta(0))
            for held in given["attribution"]
        ),
        met_before=given["before"]["met"],
        breached_before=given["before"]["breached"],
    )
