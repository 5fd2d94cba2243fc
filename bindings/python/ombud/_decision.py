# SPDX-License-Identifier: BSL-1.0
"""The answer to a case, as typed objects over its JSON."""
from __future__ import annotations

import enum
import functools
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

from ._answer import Answer


class _Word(str, enum.Enum):
    """A word of the JSON: equal to its text."""

    def __str__(self) -> str:
        return str(self.value)


class Outcome(_Word):
    """What the handler should do now."""

    GRANT = "grant"
    OFFER = "offer"
    DECLINE = "decline"
    REFER = "refer"
    ASK = "ask"


class Cause(_Word):
    """Why the outcome is a referral."""

    AUTHORITY = "authority"
    SPECIAL_CLIENT = "special_client"
    CONFLICT = "conflict"
    GAP = "gap"
    POLICY = "policy"
    UNDISCLOSED = "undisclosed"
    UNDETERMINED = "undetermined"
    UNKNOWABLE = "unknowable"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    PROMISE = "promise"
    AT_ONCE = "at_once"
    REQUESTED = "requested"
    CONCERN = "concern"
    SKILL = "skill"


class Verdict(_Word):
    """What the policies say."""

    GRANT = "grant"
    DECLINE = "decline"
    REFER = "refer"


class Stance(_Word):
    """How to meet the customer."""

    NORMAL = "normal"
    WARN = "warn"
    PAUSE = "pause"
    END_CONTACT = "end_contact"


class Part(_Word):
    """What somebody on the path does with the referral."""

    INFORMED = "informed"
    HANDLES = "handles"
    DECIDES = "decides"


class State(_Word):
    """What became of a rule."""

    DECIDED = "decided"
    AGREED = "agreed"
    OVERRIDDEN = "overridden"
    OUTRANKED = "outranked"
    CONFLICTING = "conflicting"
    UNKNOWN = "unknown"
    UNDETERMINED = "undetermined"
    DUTY = "duty"
    SHADOW = "shadow"  #: on trial, without effect
    WAIVED = "waived"  #: a decline that somebody who may has set aside
    PROMISED = "promised"  #: no rule: a promise that binds
    FALSE = "false"  #: without effect; listed where everything is explained


class Money(NamedTuple):
    """An exact amount and its currency."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    @classmethod
    def parse(cls, text: str) -> Money:
        amount, currency = text.split(" ")
        return cls(Decimal(amount), currency)


@dataclass(frozen=True)
class Hop:
    """One step of a referral through the organisation."""

    to: str
    via: str
    for_: Optional[str]  #: whose delegate this is
    part: Part
    arrives: datetime
    free: datetime
    leaves: datetime


@dataclass(frozen=True)
class Considered:
    """Somebody on the route who does not decide, and why not."""

    staff: str
    why: str


@dataclass(frozen=True)
class Appeal:
    """The way on which a customer can still get a yes."""

    decider: Optional[str]
    path: Tuple[Hop, ...]
    for_: str


@dataclass(frozen=True)
class Alternative:
    """Something else that can be done for the customer."""

    id: str
    say: str


@dataclass(frozen=True)
class Need:
    """A fact to ask for, from whom, in which words."""

    fact: str
    from_: str
    ask: Optional[str]


@dataclass(frozen=True)
class Duty:
    """Something that somebody must do by some time."""

    do: str
    who: str
    to: str
    by: Optional[datetime]
    quoted: Optional[datetime]
    because: Optional[str]
    id: str  #: stable: deciding the same again gives the same
    done_when: str  #: the kind of event that ends it; ``done``: only one whose ``id`` or ``ref`` is the id


@dataclass(frozen=True)
class Notice:
    """Something that the reader should know about the decision."""

    code: str
    say: str


@dataclass(frozen=True)
class FactSeen:
    """A fact as a rule saw it: ``seen`` by a system, ``heard`` from somebody, or ``assumed``."""

    value: Any
    from_: str


@dataclass(frozen=True)
class Reason:
    """One rule and its part in the decision; or a promise that binds, which has no rule, version and tier."""

    rule: Optional[str]
    version: Optional[str]
    tier: Optional[str]
    state: State
    with_: Any  #: the other rules, the unknown facts, or the error
    facts: Mapping[str, FactSeen]


@dataclass(frozen=True)
class Quote:
    """When the answer is expected, and when to tell the customer that it comes."""

    expected: datetime
    quoted: datetime


@dataclass(frozen=True)
class Texts:
    """What to say, to whom."""

    customer: str
    staff: str
    audit: str


@dataclass(frozen=True)
class DeskRef:
    """Which desk decided."""

    id: str
    version: str
    digest: str


class Decision(Answer):
    """A decision. It is its JSON: equal, hashed and pickled by it; everything else is read from there."""

    @property
    def outcome(self) -> Outcome:
        return Outcome(self._data["outcome"])

    @property
    def cause(self) -> Optional[Cause]:
        """Why it is a referral; None for other outcomes."""
        word = self._data["cause"]
        return None if word is None else Cause(word)

    @property
    def verdict(self) -> Optional[Verdict]:
        """What the policies say; None while something must be asked."""
        word = self._data["verdict"]
        return None if word is None else Verdict(word)

    @property
    def case(self) -> str:
        """Id of the case."""
        return str(self._data["case"])

    @property
    def at(self) -> datetime:
        """The instant of the decision, in the desk's time zone."""
        return datetime.fromisoformat(self._data["at"])

    @property
    def handler(self) -> str:
        return str(self._data["handler"])

    @property
    def decider(self) -> Optional[str]:
        """For grant, offer and decline the handler, or whoever gave that answer before or approved it last; None for
        ask, and where nobody can decide."""
        who: Optional[str] = self._data["decider"]
        return who

    @property
    def amount(self) -> Optional[Money]:
        """What may be paid, for grant and offer."""
        text = self._data["amount"]
        return None if text is None else Money.parse(text)

    @functools.cached_property
    def path(self) -> Tuple[Hop, ...]:
        return _hops(self._data["path"])

    @property
    def considered(self) -> Tuple[Considered, ...]:
        return tuple(Considered(person["staff"], person["why"]) for person in self._data["considered"])

    @property
    def appeal(self) -> Optional[Appeal]:
        given = self._data["appeal"]
        return None if given is None else Appeal(given["decider"], _hops(given["path"]), given["for"])

    @property
    def alternatives(self) -> Tuple[Alternative, ...]:
        return tuple(Alternative(other["id"], other["say"]) for other in self._data["alternatives"])

    @property
    def needs(self) -> Tuple[Need, ...]:
        return tuple(Need(need["fact"], need["from"], need["ask"]) for need in self._data["needs"])

    @property
    def stance(self) -> Stance:
        return Stance(self._data["stance"])

    @property
    def backed_if(self) -> Optional[str]:
        """One line: what to do to be backed by the organisation."""
        line: Optional[str] = self._data["backed_if"]
        return line

    @property
    def quote(self) -> Optional[Quote]:
        return _quote(self._data["quote"])

    @functools.cached_property
    def duties(self) -> Tuple[Duty, ...]:
        return tuple(
            Duty(**{**duty, "by": _instant(duty["by"]), "quoted": _instant(duty["quoted"])})
            for duty in self._data["duties"]
        )

    @property
    def notices(self) -> Tuple[Notice, ...]:
        return tuple(Notice(notice["code"], notice["say"]) for notice in self._data["notices"])

    @functools.cached_property
    def because(self) -> Tuple[Reason, ...]:
        return tuple(
            Reason(
                rule=reason["rule"],
                version=reason.get("version"),
                tier=reason.get("tier"),
                state=State(reason["state"]),
                with_=reason.get("with"),
                facts={name: FactSeen(seen["value"], seen["from"]) for name, seen in reason.get("facts", {}).items()},
            )
            for reason in self._data["because"]
        )

    @property
    def texts(self) -> Optional[Texts]:
        """None if they were not composed."""
        given = self._data["texts"]
        return None if given is None else Texts(given["customer"], given["staff"], given["audit"])

    def explain(self, audience: str = "customer") -> str:
        """The text for ``"customer"``, ``"staff"`` or ``"audit"``."""
        if audience not in ("customer", "staff", "audit"):
            raise ValueError(f"no text is for {audience!r}: ask for 'customer', 'staff' or 'audit'")
        if self._data["texts"] is None:
            raise ValueError("the decision was made without texts")
        return str(self._data["texts"][audience])

    @property
    def desk(self) -> DeskRef:
        given = self._data["desk"]
        return DeskRef(given["id"], given["version"], given["digest"])

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what was asked for and the facts that mattered: equal for like cases."""
        return str(self._data["fingerprint"])

    def path_mermaid(self) -> str:
        """The path as a Mermaid flowchart, from the handler to the decider."""
        from ._picture import path_mermaid

        return path_mermaid(self)

    def _repr_html_(self) -> str:
        from ._picture import to_html

        return to_html(self)

    def __repr__(self) -> str:
        text = f"<ombud.Decision {self.case}: {headline(self)}"
        quote = self.quote
        return text + (f", answer by {quote.quoted.isoformat(' ', 'minutes')}>" if quote else ">")


def headline(decision: Decision) -> str:
    """The outcome with what belongs to it: ``refer to vera (authority)``, ``offer 25.00 EUR``."""
    words = str(decision.outcome)
    if decision.outcome is Outcome.REFER:
        words += f" to {decision.decider}" if decision.decider else ", nobody can decide"
        words += f" ({decision.cause})"
    elif decision.outcome is Outcome.ASK:
        words += " for " + ", ".join(need.fact for need in decision.needs)
    elif decision.amount is not None:
        words += f" {decision.amount}"
    return words


def _instant(text: Optional[str]) -> Optional[datetime]:
    return None if text is None else datetime.fromisoformat(text)


def _quote(given: Optional[Dict[str, str]]) -> Optional[Quote]:
    if given is None:
        return None
    return Quote(datetime.fromisoformat(given["expected"]), datetime.fromisoformat(given["quoted"]))


def _hops(given: List[Dict[str, Any]]) -> Tuple[Hop, ...]:
    return tuple(
        Hop(
            to=hop["to"],
            via=hop["via"],
            for_=hop["for"],
            part=Part(hop["part"]),
            arrives=datetime.fromisoformat(hop["arrives"]),
            free=datetime.fromisoformat(hop["free"]),
            leaves=datetime.fromisoformat(hop["leaves"]),
        )
        for hop in given
    )
