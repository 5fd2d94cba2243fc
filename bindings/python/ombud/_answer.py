# SPDX-License-Identifier: BSL-1.0
"""What decisions and other answers have in common: they are their JSON."""
from __future__ import annotations

import functools
import json
from typing import Any, Dict, Tuple, Type, TypeVar

A = TypeVar("A", bound="Answer")


class Answer:
    """An answer. It is its JSON: equal, hashed and pickled by it; the same bytes through every interface."""

    def __init__(self, text: str) -> None:
        self._text = text

    def to_json(self) -> str:
        """One line: the same bytes through every interface of ombud."""
        return self._text

    def to_dict(self) -> Dict[str, Any]:
        """``json.loads`` of the JSON, a new dict each time."""
        result: Dict[str, Any] = json.loads(self._text)
        return result

    @functools.cached_property
    def _data(self) -> Dict[str, Any]:
        return self.to_dict()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer) or type(self) is not type(other):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self: A) -> Tuple[Type[A], Tuple[str]]:
        return type(self), (self._text,)
