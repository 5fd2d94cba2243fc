# SPDX-License-Identifier: BSL-1.0
"""Desks: everything the organisation decided in advance."""
from __future__ import annotations

import datetime
import json
import os
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union

from . import _native
from ._decision import Decision
from ._errors import CaseError, DeskError, Diagnostic, to_diagnostics
from ._json import dump, naive
from ._questions import CloseCheck, Options, PromiseCheck, TextFinding, WhatIf, text_findings
from ._watch import Watch, WatchState

Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
Case = Union[Mapping[str, Any], str, bytes]

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_SECOND = datetime.timedelta(seconds=1)


class Desk:
    """A compiled desk. Immutable; may be used by many threads at once, which run in parallel while they decide."""

    __slots__ = ("_native", "warnings")

    def __init__(self, native: _native.Desk, warnings: Tuple[Diagnostic, ...]) -> None:
        self._native = native
        #: findings that did not stop the load
        self.warnings = warnings

    @classmethod
    def load(cls, paths: Union[Path, Iterable[Path]], *more: Path) -> Desk:
        """A desk from one or several files, which are merged: YAML where the name ends in ``.yaml`` or ``.yml`` (if the
        package was built with yaml-cpp), else JSON. Raises ``DeskError`` with all errors at once."""
        first: List[Any] = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else list(paths)
        files = [os.fsencode(path) for path in (*first, *more)]
        if not files:
            raise ValueError("a desk needs at least one file")
        return cls._made(*_native.load(files), placed=True)

    @classmethod
    def from_dict(cls, *documents: Mapping[str, Any]) -> Desk:
        """A desk from one or several documents as dicts (``yaml.safe_load`` gives such). Raises ``DeskError``; the
        ``path`` of its diagnostics tells the place."""
        texts = [dump(document, DeskError) for document in documents]
        return cls._parsed(texts, "dict", placed=False)

    @classmethod
    def from_json(cls, *texts: Union[str, bytes]) -> Desk:
        """A desk from one or several documents as text; comments and trailing commas are allowed."""
        return cls._parsed([_encode(text) for text in texts], "text", placed=True)

    @classmethod
    def _parsed(cls, texts: List[bytes], what: str, placed: bool) -> Desk:
        if not texts:
            raise ValueError("a desk needs at least one document")
        names = [f"<{what}>" if len(texts) == 1 else f"<{what} {n}>" for n in range(1, len(texts) + 1)]
        return cls._made(*_native.parse([(name.encode(), text) for name, text in zip(names, texts)]), placed=placed)

    @classmethod
    def _made(cls, native: Optional[_native.Desk], findings: List[_native.Finding], placed: bool) -> Desk:
        diagnostics = to_diagnostics(findings, placed)
        if native is None:
            raise DeskError(diagnostics)
        return cls(native, diagnostics)

    @property
    def id(self) -> str:
        return self._native.id

    @property
    def version(self) -> str:
        return self._native.version

    @property
    def digest(self) -> str:
        """SHA-256 of the merged documents in canonical form: equal where only order and comments differ."""
        return self._native.digest

    def decide(
        self,
        case: Case,
        now: Optional[datetime.datetime] = None,
        *,
        texts: bool = True,
        explain_all: bool = False,
    ) -> Decision:
        """Decide a case. Equal inputs give equal decisions; what goes wrong inside a rule makes it a referral.

        :param case: a dict, or JSON as text; or ``{"at": …, "case": …}``, which brings the instant along
        :param now: an aware datetime; without it, the case's ``at``. Fractions of a second are cut off
        :param texts: compose the texts for customer, staff and audit
        :param explain_all: list in ``because`` also the rules that were false
        :raises CaseError: with all that is wrong with the case
        """
        return Decision(_answer(case, self._native.decide(_json_of(case), _seconds(now), texts, explain_all)))

    def whatif(self, case: Case, now: Optional[datetime.datetime] = None) -> WhatIf:
        """The nearest changes that would turn the outcome of the case into a grant; see ``decide`` for the arguments."""
        return WhatIf(_answer(case, self._native.whatif(_json_of(case), _seconds(now))))

    def options(self, case: Case, now: Optional[datetime.datetime] = None) -> Options:
        """What the handler can and cannot do on this case, action by action; see ``decide`` for the arguments."""
        return Options(_answer(case, self._native.options(_json_of(case), _seconds(now))))

    def check_promise(
        self, case: Case, promise: Mapping[str, Any], now: Optional[datetime.datetime] = None
    ) -> PromiseCheck:
        """Whether the handler may make a promise on this case, and which one instead.

        :param promise: any of ``action``, ``amount``, ``due``, ``to``, and ``answer`` (only an answer is promised)
        :raises CaseError: with all that is wrong with the case, or with the promise
        """
        written = dump(promise, CaseError)
        return PromiseCheck(_answer(case, self._native.check_promise(_json_of(case), _seconds(now), written)))

    def check_close(self, case: Case, now: Optional[datetime.datetime] = None) -> CloseCheck:
        """Whether the case may be closed, and what is still owed if not; see ``decide`` for the arguments."""
        return CloseCheck(_answer(case, self._native.check_close(_json_of(case), _seconds(now))))

    def check_text(self, text: str) -> Tuple[TextFinding, ...]:
        """Wordings in a draft that are better avoided, in order of place, each with what to say instead."""
        return text_findings(self._native.check_text(_encode(text)), text)

    def policies(self, at: datetime.datetime, *, public: bool = True, format: str = "markdown") -> str:
        """The list of policies: with ``public`` the one that customers may see before they buy, else the one for the
        house. ``format`` is ``"markdown"``, ``"html"`` or ``"json"``."""
        if format not in ("markdown", "html", "json"):
            raise ValueError(f"no list is written as {format!r}: ask for 'markdown', 'html' or 'json'")
        seconds = _seconds(at)
        if seconds is None:
            raise TypeError("`at` must be an aware datetime")
        return self._native.policies(seconds, public, format).decode()

    def brief(self, case: Case, now: Optional[datetime.datetime] = None) -> Dict[str, Any]:
        """All that is known of a case, for whoever decides it next: facts with where they come from, what was asked
        and answered, promised, shown, offered and refused, proposal, concern, the deadline. Instants are RFC 3339.

        :param case: as for ``decide``
        :param now: an aware datetime; without it, the case's ``at``
        :raises CaseError: with all that is wrong with the case
        """
        result: Dict[str, Any] = json.loads(_answer(case, self._native.brief(_json_of(case), _seconds(now))))
        return result

    def watch(
        self,
        case: Case,
        now: Optional[datetime.datetime] = None,
        since: Optional[datetime.datetime] = None,
        *,
        state: Optional[WatchState] = None,
    ) -> Watch:
        """The clocks of a case, the steps that fell due in ``(since, now]``, and when to ask again.

        :param case: as for ``decide``
        :param now: an aware datetime; without it, the case's ``at``
        :param since: an aware datetime; without it, all steps from the beginning
        :param state: what was found out so far about this case, to go on from and to keep what is found out now: only
            events that were added are gone through. The answer is the same without it.
        :raises CaseError: with all that is wrong with the case
        """
        return Watch(_answer(case, self._native.watch(_json_of(case), _seconds(now), _seconds(since), state)))

    def __repr__(self) -> str:
        return f"<ombud.Desk {self.id} version {self.version}, digest {self.digest[:12]}…>"


def _encode(text: Union[str, bytes]) -> bytes:
    # Lone surrogates go through as they are, and the library names the place of the first.
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def _json_of(case: Case) -> bytes:
    return _encode(case) if isinstance(case, (str, bytes)) else dump(case, CaseError)


def _answer(case: Case, answered: Tuple[Optional[bytes], List[_native.Finding]]) -> str:
    text, findings = answered
    if text is None:
        raise CaseError(to_diagnostics(findings, placed=isinstance(case, (str, bytes))))
    return text.decode()


def _seconds(now: Optional[datetime.datetime]) -> Optional[int]:
    if now is None:
        return None
    if not isinstance(now, datetime.datetime):
        raise TypeError(f"`now` must be an aware datetime, not {type(now).__name__}")
    if now.tzinfo is None or now.utcoffset() is None:
        raise CaseError([naive(now)])
    return (now - _EPOCH) // _SECOND
