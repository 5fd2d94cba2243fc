# SPDX-License-Identifier: BSL-1.0
"""From Python's values to the JSON that the library reads."""
from __future__ import annotations

import datetime
import decimal
import enum
import json
from typing import Any, Type

from ._errors import Error, fault


def dump(value: Any, error: Type[Error]) -> bytes:
    """``value`` as JSON. Aware datetimes, dates, ``Decimal`` and ``Enum`` are written as documents write them.

    Raises ``error`` for naive datetimes and for numbers that JSON does not have, ``TypeError`` for other types.
    """

    def other(item: Any) -> Any:
        if isinstance(item, datetime.datetime):
            if item.tzinfo is None or item.utcoffset() is None:
                raise error([naive(item)])
            return item.isoformat()
        if isinstance(item, datetime.date):
            return item.isoformat()
        if isinstance(item, decimal.Decimal):
            return format(item, "f")
        if isinstance(item, enum.Enum):
            return item.value
        raise TypeError(f"a {type(item).__name__} cannot be part of a desk or a case: {item!r}")

    try:
        return json.dumps(value, default=other, allow_nan=False, check_circular=True).encode("ascii")
    except Error:
        raise
    except RecursionError:
        raise error([fault("limit_exceeded", "the value is nested too deeply", "flatten it")]) from None
    except ValueError as problem:
        raise error([fault("out_of_range", f"the value has no JSON: {problem}", "use finite numbers")]) from None


def naive(moment: datetime.datetime) -> Any:
    """The finding about a datetime that does not say its offset."""
    return fault(
        "bad_instant",
        f"the datetime `{moment.isoformat()}` is naive",
        "give it a time zone, such as tzinfo=datetime.timezone.utc",
    )
