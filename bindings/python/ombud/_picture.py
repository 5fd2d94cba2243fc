# SPDX-License-Identifier: BSL-1.0
"""Decisions for notebooks: a table in HTML, and the path as a Mermaid flowchart."""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Iterable, List, Tuple

from ._decision import headline

if TYPE_CHECKING:
    from ._decision import Decision, Hop


def path_mermaid(decision: Decision) -> str:
    lines = ["flowchart LR", f'    n0["{decision.handler}<br/>handler"]']
    for n, hop in enumerate(decision.path, start=1):
        via = hop.via if hop.for_ is None else f"{hop.via} for {hop.for_}"
        lines.append(f'    n{n - 1} -->|"{via}"| n{n}["{hop.to}<br/>{_task(hop)}"]')
    return "\n".join(lines) + "\n"


def _task(hop: Hop) -> str:
    if hop.part == "informed":
        return str(hop.part)
    return f"{hop.part} by {hop.leaves.isoformat(' ', 'minutes')}"


def to_html(decision: Decision) -> str:
    body = "".join(
        f'<tr><th style="text-align:left;vertical-align:top">{escape(name)}</th>'
        f'<td style="text-align:left">{"<br>".join(escape(line) for line in lines)}</td></tr>'
        for name, lines in _rows(decision)
        if lines
    )
    return f"<table><caption><b>{escape(decision.case)}: {escape(headline(decision))}</b></caption>{body}</table>"


def _rows(decision: Decision) -> Iterable[Tuple[str, List[str]]]:
    texts, quote = decision.texts, decision.quote
    yield "say", texts.customer.splitlines() if texts else []
    yield "answer", [] if quote is None else [
        f"expected {quote.expected.isoformat(' ', 'minutes')}, quote {quote.quoted.isoformat(' ', 'minutes')}"
    ]
    yield "path", [" → ".join([decision.handler, *(hop.to for hop in decision.path)])] if decision.path else []
    yield "ask", [need.ask or need.fact for need in decision.needs]
    yield "alternatives", [other.say for other in decision.alternatives]
    yield "duties", [
        f"{duty.do}: {duty.who} → {duty.to}" + (f", by {duty.by.isoformat(' ', 'minutes')}" if duty.by else "")
        for duty in decision.duties
    ]
    yield "because", [
        f"{reason.rule} ({reason.tier}): {reason.state}" if reason.rule else f"promise: {reason.state}"
        for reason in decision.because
    ]
    yield "notices", [notice.say for notice in decision.notices]
    yield "stance", [] if decision.stance == "normal" else [str(decision.stance)]
