# SPDX-License-Identifier: BSL-1.0
"""What else can be asked of a desk: the answers."""
from __future__ import annotations

import functools
import json
from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar

A = TypeVar("A", bound="Answer")


class Answer:
    """An answer. It is its JSON: equal, hashed and pickled by it; the same bytes through every interface."""

    def __init__(self, text: str) -> None:
        self._text = text

    def to_json(self) -> str:
        return self._text

    def to_dict(self) -> Dict[str, Any]:
        """``json.loads`` of the JSON, a new dict each time."""
        result: Dict[str, Any] = json.loads(self._text)
        return result

    @functools.cached_property
    def _data(self) -> Dict[str, Any]:
        return self.to_dict()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Answer) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self: A) -> Tuple[Type[A], Tuple[str]]:
        return type(self), (self._text,)


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
