# SPDX-License-Identifier: BSL-1.0
"""Business time: calendars and rotations by themselves."""
from __future__ import annotations

import datetime
import zoneinfo
from typing import Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _native
from ._errors import CalendarError, Diagnostic, fault, to_diagnostics
from ._json import naive

Date = Union[datetime.date, str]
#: ``["09:00-12:30", "13:00-18:00"]``, or one such interval; none for a closed day
Hours = Union[str, Sequence[str]]

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_SECOND = datetime.timedelta(seconds=1)
_WHY_NONE = {
    "instant_out_of_range": ("the instant, or the answer, is out of range", "calendars answer from 1970 to 2100"),
    "calendar_closed_too_long": ("the calendar is closed for more than ten years from there", "look at its hours"),
}


class Period(NamedTuple):
    """A part of open time: half-open."""

    open: datetime.datetime
    close: datetime.datetime


class Calendar:
    """Opening hours in a time zone, and arithmetic in open time. Immutable; may be used by many threads at once.

    >>> desk = Calendar(time_zone="Europe/Berlin", hours={"mon-fri": ["09:00-12:30", "13:00-18:00"]},
    ...                 dates={"2026-12-24": "09:00-12:00"}, holidays=["2026-12-25"])
    >>> desk.add(datetime(2026, 12, 23, 17, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(hours=4))

    *Open time* is the time that really passes while it is open: a day from 00:00 to 24:00 has 23, 24 or 25 hours. It
    answers for instants from 1970 to 2100. Datetimes must be aware, and fractions of a second are cut off; answers are
    in the calendar's zone, where Python subtracts two of them by the wall clock: ask ``between``, or go by UTC.
    """

    __slots__ = ("_native", "_zone", "warnings")

    def __init__(
        self,
        time_zone: str = "UTC",
        hours: Optional[Mapping[str, Hours]] = None,
        dates: Optional[Mapping[Date, Hours]] = None,
        holidays: Iterable[Date] = (),
    ) -> None:
        """
        :param time_zone: of the IANA database
        :param hours: by day or range of days, ``mon`` to ``sun``; without it, it is always open
        :param dates: the hours of single dates, which win over the weekday's and over a holiday
        :param holidays: dates on which it does not open
        :raises CalendarError: with all that is wrong with it
        """
        closed = [_date(date) for date in holidays]
        if hours is None and (dates or closed):
            raise ValueError("a calendar without `hours` is always open: `dates` and `holidays` need them")
        native, findings = _native.make_calendar(
            time_zone,
            None if hours is None else [(days, _hours(given)) for days, given in hours.items()],
            [(_date(date), _hours(given)) for date, given in (dates or {}).items()],
            closed,
        )
        #: findings that did not stop it, such as hours on a holiday
        self.warnings: Tuple[Diagnostic, ...] = to_diagnostics(findings, placed=False)
        if native is None:
            raise CalendarError(self.warnings)
        self._native = native
        self._zone = zoneinfo.ZoneInfo(time_zone)

    @property
    def time_zone(self) -> str:
        return self._native.time_zone

    @property
    def always_open(self) -> bool:
        return self._native.always_open

    def is_open(self, t: datetime.datetime) -> bool:
        return self._native.is_open(_seconds(t))

    def is_business_day(self, date: Date) -> bool:
        """Whether the date has any opening hours."""
        return self._native.is_business_day(_known_date(date))

    def next_open(self, t: datetime.datetime) -> datetime.datetime:
        """``t`` itself if it is open, else the next opening."""
        return self._when(self._native.next_open(_seconds(t)))

    def next_close(self, t: datetime.datetime) -> datetime.datetime:
        """The first closing after ``t``."""
        return self._when(self._native.next_close(_seconds(t)))

    def prev_open(self, t: datetime.datetime) -> datetime.datetime:
        """The latest opening not after ``t``."""
        return self._when(self._native.prev_open(_seconds(t)))

    def prev_close(self, t: datetime.datetime) -> datetime.datetime:
        """``t`` itself if it was open just before, else the latest closing before it."""
        return self._when(self._native.prev_close(_seconds(t)))

    def add(
        self, t: datetime.datetime, length: Union[datetime.timedelta, str], *, boundary: str = "close"
    ) -> datetime.datetime:
        """The instant at which ``length`` of open time has passed since ``t``; a negative length goes back.

        :param length: open time, of which ``timedelta(days=1)`` is 24 hours; or as desks write it, ``"1d4h"``, where
            days are days on which it opens
        :param boundary: where a sum lands that ends exactly at a closing: ``close``, or ``next_open``
        """
        if boundary not in ("close", "next_open"):
            raise ValueError(f"`boundary` is `close` or `next_open`, not `{boundary}`")
        rolls = boundary == "next_open"
        if not isinstance(length, str):
            return self._when(self._native.add(_seconds(t), length // _SECOND, rolls))
        found = self._native.add_written(_seconds(t), length, rolls)
        if found is None:
            raise ValueError(f"`{length}` is no duration: write for example `90m`, `4h` or `1d12h`")
        return self._when(found)

    def add_days(self, t: datetime.datetime, n: int) -> datetime.datetime:
        """The same wall time on the ``n``-th later day with opening hours, then the next opening."""
        return self._when(self._native.add_days(_seconds(t), n))

    def between(self, a: datetime.datetime, b: datetime.datetime) -> datetime.timedelta:
        """Open time from ``a`` to ``b``, negative if ``b`` is before ``a``."""
        return datetime.timedelta(seconds=_answer(self._native.between(_seconds(a), _seconds(b))))

    def business_days(self, a: Date, b: Date) -> int:
        """Days with opening hours from ``a`` to ``b``, which is not counted; negative if ``b`` is before ``a``."""
        return _answer(self._native.business_days(_known_date(a), _known_date(b)))

    def periods(self, a: datetime.datetime, b: datetime.datetime) -> List[Period]:
        """The open periods from ``a`` to ``b``, cut to them. Periods that touch are one."""
        found = self._native.periods(_seconds(a), _seconds(b))
        return [Period(_moment(begin, self._zone), _moment(end, self._zone)) for begin, end in found]

    def _when(self, answer: _native.Answer) -> datetime.datetime:
        return _moment(_answer(answer), self._zone)

    def __repr__(self) -> str:
        return f"<ombud.Calendar {self.time_zone}{', always open' if self.always_open else ''}>"


class Rotation:
    """Who is on duty: members who take turns, and exceptions from it. Immutable; may be used by many threads at once.

    >>> Rotation(["lena", "jon"], "weekly mon 09:00", time_zone="Europe/Berlin").on_duty(now)
    """

    __slots__ = ("_native", "_members", "_zone")

    def __init__(
        self,
        members: Sequence[str],
        handover: str,
        *,
        time_zone: str = "UTC",
        starts: Optional[Date] = None,
        overrides: Iterable[Tuple[datetime.datetime, datetime.datetime, str]] = (),
    ) -> None:
        """
        :param members: in the order of their turns
        :param handover: ``daily 09:00`` or ``weekly mon 09:00``, by the wall clock
        :param starts: the date of the first turn; without it, the turns have always been going on
        :param overrides: (from, until, who); where several hold, the last one does
        :raises CalendarError: with all that is wrong with it
        """
        exceptions = list(overrides)
        names = list(dict.fromkeys([*members, *(who for _, _, who in exceptions)]))
        native, findings = _native.make_rotation(
            time_zone,
            [names.index(who) for who in members],
            handover,
            None if starts is None else _date(starts),
            [(_seconds(begin), _seconds(end), names.index(who)) for begin, end, who in exceptions],
        )
        if native is None:
            raise CalendarError(to_diagnostics(findings, placed=False))
        self._native = native
        self._members = tuple(names)
        self._zone = zoneinfo.ZoneInfo(time_zone)

    def on_duty(self, t: datetime.datetime) -> Optional[str]:
        """Who is on duty at ``t``; None before the first turn, and outside of 1970 to 2100."""
        member = self._native.on_duty(_seconds(t))
        return None if member is None else self._members[member]

    def next_change(self, t: datetime.datetime) -> Optional[datetime.datetime]:
        """The first instant after ``t`` at which somebody else, or nobody, is on duty; None if that never happens."""
        change = self._native.next_change(_seconds(t))
        return None if change is None else _moment(change, self._zone)


def _seconds(t: datetime.datetime) -> int:
    if not isinstance(t, datetime.datetime):
        raise TypeError(f"an instant is an aware datetime, not {type(t).__name__}")
    if t.tzinfo is None or t.utcoffset() is None:
        raise CalendarError([naive(t)])
    return (t - _EPOCH) // _SECOND


def _moment(seconds: int, zone: datetime.tzinfo) -> datetime.datetime:
    return (_EPOCH + datetime.timedelta(seconds=seconds)).astimezone(zone)


def _answer(told: _native.Answer) -> int:
    found, code = told
    if found is None:
        raise CalendarError([fault(str(code), *_WHY_NONE[str(code)])])
    return found


def _hours(given: Hours) -> List[str]:
    return [given] if isinstance(given, str) else list(given)


def _date(given: Date) -> str:
    if isinstance(given, datetime.datetime):
        raise TypeError("a date is a datetime.date or a text, not a datetime")
    return given.isoformat() if isinstance(given, datetime.date) else given


def _known_date(given: Date) -> str:
    return datetime.date.fromisoformat(_date(given)).isoformat()
