# SPDX-License-Identifier: BSL-1.0
"""What Python's classes are made of, for expressions; the compiled module asks here for what it does not know itself."""
from __future__ import annotations

import datetime
import decimal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Tuple

from ._decision import Money
from ._errors import CelError
from ._json import naive

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_SECOND = datetime.timedelta(seconds=1)
_MICROSECOND = datetime.timedelta(microseconds=1)
_MOST_NANOSECONDS = 2**63 - 1


class uint(int):  # noqa: N801 - named as expressions name it
    """An ``int`` that is a ``uint`` of expressions: 0 to 2**64 - 1. Arithmetic gives plain ints."""

    __slots__ = ()

    def __new__(cls, number: int) -> uint:
        if not 0 <= number < 2**64:
            raise OverflowError(f"a uint is from 0 to 2**64 - 1, not {number}")
        return super().__new__(cls, number)

    def __repr__(self) -> str:
        return f"uint({int(self)})"

    __str__ = int.__repr__


@dataclass(frozen=True)
class Unknown:
    """The value of an expression that depends on variables which were not given: neither true nor false."""

    names: Tuple[str, ...]  #: the variables, as they are declared

    def __bool__(self) -> bool:
        raise TypeError(
            f"the value is not known, so it is neither true nor false: it depends on {', '.join(self.names)}; "
            "ask isinstance(value, ombud.cel.Unknown) first"
        )


def lower(item: Any, what: str) -> Tuple[Any, ...]:
    """What ``item`` is, and what it is made of. ``what`` names its place in messages."""
    if isinstance(item, datetime.datetime):
        if item.tzinfo is None or item.utcoffset() is None:
            raise CelError([naive(item)])
        seconds, rest = divmod(item - _EPOCH, _SECOND)
        return "timestamp", seconds, rest // _MICROSECOND * 1000
    if isinstance(item, datetime.timedelta):
        nanoseconds = item // _MICROSECOND * 1000
        if abs(nanoseconds) > _MOST_NANOSECONDS:
            raise OverflowError(f"{what}: a duration of expressions is within 292 years, not {item}")
        return "duration", nanoseconds
    if isinstance(item, Money):
        return "money", str(item)
    if isinstance(item, decimal.Decimal):
        return "money", format(item, "f")
    if isinstance(item, uint):
        return "uint", item
    if isinstance(item, int):
        return "plain", int(item)
    if isinstance(item, Unknown):
        return "unknown", item
    if isinstance(item, Mapping):
        return "plain", dict(item)
    if isinstance(item, tuple):
        return "plain", list(item)
    raise TypeError(f"{what}: a {type(item).__name__} cannot be part of an expression: {item!r}")


def timestamp(seconds: int, nanoseconds: int) -> datetime.datetime:
    return _EPOCH + datetime.timedelta(seconds=seconds, microseconds=nanoseconds // 1000)


def duration(nanoseconds: int) -> datetime.timedelta:
    return datetime.timedelta(microseconds=nanoseconds // 1000)


money = Money.parse
