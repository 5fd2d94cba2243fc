# SPDX-License-Identifier: BSL-1.0
"""What is wrong with an input, where, and what to do about it."""
from __future__ import annotations

import enum
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Optional, Tuple

if TYPE_CHECKING:
    from ._native import Finding


class Severity(str, enum.Enum):
    """How bad a finding is: an error stops a load, a warning never does."""

    ERROR = "error"
    WARNING = "warning"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Diagnostic:
    """One finding about an input."""

    code: str  #: stable, such as ``unknown_key``
    severity: Severity
    file: Optional[str]  #: as the caller named it, or such as ``<dict 2>``; None for a case
    line: Optional[int]  #: from 1; None where the input was not text
    column: Optional[int]  #: from 1, in bytes
    path: str  #: in the document, such as ``policies[2].rules[0].when``; empty at its top
    message: str  #: one sentence in lower case, the input's own words in backticks
    hint: str  #: what to do; may be empty

    def __str__(self) -> str:
        place = self.file or "<input>"
        if self.line is not None:
            place += f":{self.line}:{self.column}"
        lines = [f"{place}: {self.severity}: {self.message} [{self.code}]"]
        if self.path:
            lines.append(f"    at {self.path}")
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class Error(ValueError):
    """All findings about an input at once, in ``diagnostics``; its text is theirs."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: Tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.diagnostics)


class DeskError(Error):
    """The desk's documents have errors, or a file of them cannot be read."""


class CaseError(Error):
    """The case has errors."""


class CelError(Error):
    """An expression has errors, or its evaluation failed."""


class CalendarError(Error):
    """A calendar or rotation cannot be made as it was given, or has no answer."""


def to_diagnostics(findings: Iterable[Finding], placed: bool) -> Tuple[Diagnostic, ...]:
    """``placed``: lines and columns are those of a text that the caller knows."""

    def read(finding: Finding) -> Diagnostic:
        code, severity, file, line, column, path, message, hint = finding
        known = placed and line != 0
        return Diagnostic(
            code=code.decode(),
            severity=Severity(severity.decode()),
            file=os.fsdecode(file) or None,
            line=line if known else None,
            column=column if known else None,
            path=path.decode("utf-8", "replace"),
            message=message.decode("utf-8", "replace"),
            hint=hint.decode("utf-8", "replace"),
        )

    return tuple(read(finding) for finding in findings)


def fault(code: str, message: str, hint: str) -> Diagnostic:
    """A finding that Python makes, about a value that has no JSON."""
    return Diagnostic(code, Severity.ERROR, None, None, None, "", message, hint)
