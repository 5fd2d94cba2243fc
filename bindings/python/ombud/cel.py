# SPDX-License-Identifier: BSL-1.0
"""The Common Expression Language by itself.

>>> program = ombud.cel.compile("a.b > 3 && tier in tags", types={"a.b": "int", "tier": "string", "tags": "list(string)"})
>>> program.eval({"a": {"b": 4}, "tier": "gold", "tags": ["gold"]})
True
>>> program.eval({"a": {"b": 4}})
Unknown(names=('tier', 'tags'))

What stands for what:

=============================  =======================================================================================
Python                         expressions
=============================  =======================================================================================
None, bool, float, str, bytes  null, bool, double, string, bytes
int                            int, of 64 bits; beyond them ``OverflowError``. A double or uint where that is declared
``uint``                       uint; results are of this class, which is an int
list, tuple                    list
dict (any Mapping)             map; keys are str, int or bool
aware datetime                 timestamp; results are in UTC. A naive one is a ``CelError``
timedelta                      duration
``Money``, Decimal             money, Decimal in the currency given to ``compile``; a str where money is declared
(result only)                  optional: its value, or None; ``hasValue()`` tells null from none inside the expression
(result only)                  type: its name
=============================  =======================================================================================

Timestamps and durations of expressions have nanoseconds, Python's have microseconds: results are cut off towards the
past, and towards minus infinity. A map with keys that are one in Python (``1`` and ``true``) is a ``ValueError``.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _native
from ._errors import CelError, Diagnostic, to_diagnostics
from ._values import Unknown, uint

__all__ = ["CelError", "Cost", "Function", "Program", "Step", "Unknown", "compile", "uint"]


class Function(NamedTuple):
    """A function of Python's for expressions. A plain tuple of the first three will do."""

    parameters: Sequence[str]  #: types, such as ``["string", "list(int)"]``
    result: str  #: a type; ``dyn`` for any
    call: Callable[..., Any]  #: must depend on its arguments alone; may be called by several threads at once
    method: bool = False  #: called as ``a.name(b)``, the first parameter being ``a``


#: One function, or the overloads of one name.
Functions = Union[Tuple[Sequence[str], str, Callable[..., Any]], Function, Sequence[Function]]


class Cost(NamedTuple):
    """Estimated steps of an evaluation: one for each operation, more for those on long texts and lists."""

    least: int
    most: int


@dataclass(frozen=True)
class Step:
    """The value of one part of an expression, in the order of evaluation; a part stands before its own parts."""

    depth: int  #: 0 for the whole
    offset: int  #: in bytes of UTF-8
    part: str  #: the text of the part
    value: Any  #: as ``Program.eval`` returns it, or the ``CelError`` that it would raise


class Program:
    """An expression, compiled. Immutable; may be used by many threads at once, which run in parallel while they
    evaluate."""

    __slots__ = ("_native", "_functions", "warnings")

    def __init__(
        self, native: _native.Program, functions: Tuple[Callable[..., Any], ...], warnings: Tuple[Diagnostic, ...]
    ) -> None:
        self._native = native
        self._functions = functions
        #: findings that did not stop the compilation, such as a part that always fails
        self.warnings = warnings

    @property
    def source(self) -> str:
        return self._native.source

    @property
    def canonical(self) -> str:
        """The expression written in the one canonical way: spaces, quotes, and no parentheses but those it needs."""
        return self._native.canonical

    @property
    def result_type(self) -> str:
        """The type of every value, such as ``bool`` or ``list(int)``; ``dyn`` where it is not known before."""
        return self._native.result_type

    @property
    def variables(self) -> Tuple[str, ...]:
        """The variables that it may read."""
        return self._native.variables

    @property
    def cost(self) -> Cost:
        return Cost(*self._native.cost)

    def eval(self, variables: Optional[Mapping[str, Any]] = None) -> Any:
        """The value of the expression.

        :param variables: by name; ``a.b`` is the key ``b`` of the dict ``a``. A callable is asked for the value when
            the expression first reads it, and not asked at all if it never does. What is absent, or ``Unknown``, is
            unknown. Names that the expression does not read are passed over, whatever they hold
        :returns: a value, or ``Unknown`` where what is unknown matters
        :raises CelError: the evaluation failed; the diagnostic has the place, and ``__cause__`` is what a function or
            callable of yours raised
        :raises TypeError: a variable is of a type that expressions do not have, or not of its declared type
        :raises OverflowError: a number is beyond 64 bits
        """
        value = _read(self._native.evaluate(_dict(variables), self._functions))
        if isinstance(value, CelError):
            raise value
        return value

    def trace(self, variables: Optional[Mapping[str, Any]] = None) -> List[Step]:
        """How the value comes about, part by part: what was not computed is not there, nor are constants. The first
        step is the whole. At most 10,000 steps are kept."""
        steps = self._native.trace(_dict(variables), self._functions)
        return [Step(depth, offset, part, _read(told)) for depth, offset, part, *told in steps]

    def __repr__(self) -> str:
        return f"<ombud.cel.Program {self.source!r}: {self.result_type}>"


def compile(
    source: str,
    *,
    types: Optional[Mapping[str, str]] = None,
    functions: Optional[Mapping[str, Functions]] = None,
    currency: Optional[str] = None,
) -> Program:
    """Compile an expression.

    :param types: what the variables are, by name, which may be dotted. With it, even if it is empty, the expression is
        checked as a whole. Without it, every name is a variable of any type, and what does not fit shows when it is
        evaluated
    :param functions: ``{"shout": (["string"], "string", lambda s: s.upper() + "!")}``; see ``Function``
    :param currency: of money that names none, such as ``EUR``
    :raises CelError: with all that is wrong with the expression
    :raises ValueError: ``types``, ``functions`` or ``currency`` name something that there is not
    """
    signatures, calls = _flatten(functions or {})
    native, findings = _native.compile(
        source.encode("utf-8", "surrogatepass"),
        None if types is None else list(types.items()),
        signatures,
        currency,
    )
    diagnostics = to_diagnostics(findings, placed=True)
    if native is None:
        raise CelError(diagnostics)
    return Program(native, calls, diagnostics)


def _flatten(functions: Mapping[str, Functions]) -> Tuple[List[_native.Signature], Tuple[Callable[..., Any], ...]]:
    signatures, calls = [], []
    for name, given in functions.items():
        if not all(part.isidentifier() for part in name.split(".")):
            raise ValueError(f"`{name}` is no name of a function")
        for each in [given] if isinstance(given, tuple) else given:
            parameters, result, call, method = Function(*each)
            if not callable(call):
                raise TypeError(f"the function `{name}` must be callable, not {type(call).__name__}")
            signatures.append((name, list(parameters), result, method))
            calls.append(call)
    return signatures, tuple(calls)


def _dict(variables: Optional[Mapping[str, Any]]) -> dict:
    return variables if isinstance(variables, dict) else dict(variables or {})


_UNKNOWN, _FAILED = 1, 2


def _read(told: Sequence[Any]) -> Any:
    kind, content, cause = told
    if kind == _UNKNOWN:
        return Unknown(content)
    if kind == _FAILED:
        error = CelError(to_diagnostics([content], placed=True))
        error.__cause__ = cause
        return error
    return content
