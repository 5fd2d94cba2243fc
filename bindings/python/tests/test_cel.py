# SPDX-License-Identifier: BSL-1.0
"""Expressions from Python: what stands for what, what is unknown, what goes wrong and where."""
import math
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

import ombud
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ombud import Money, cel

RULE = "a.b > 3 && tier in tags"
TYPES = {"a.b": "int", "tier": "string", "tags": "list(string)"}
FULL = {"a": {"b": 4}, "tier": "gold", "tags": ["gold"]}


def identity(value, type_of="dyn"):
    return cel.compile("x", types={"x": type_of}).eval({"x": value})


def failure(source, variables=None, **options):
    with pytest.raises(ombud.CelError) as caught:
        cel.compile(source, **options).eval(variables)
    return caught.value


def test_an_expression_is_checked_against_types_and_evaluated():
    program = cel.compile(RULE, types=TYPES)
    assert program.eval(FULL) is True
    assert program.eval({**FULL, "tags": ()}) is False
    assert program.eval(MappingProxyType(FULL)) is True
    assert (program.source, program.result_type) == (RULE, "bool")
    assert program.variables == ("a.b", "tier", "tags")
    assert program.warnings == ()
    assert repr(program) == f"<ombud.cel.Program '{RULE}': bool>"
    assert 0 < program.cost.least < program.cost.most


def test_the_canonical_form():
    assert cel.compile('(a)&&( "b"==c ) // why').canonical == "a && 'b' == c"


def test_without_types_every_free_name_is_a_variable_of_any_type():
    program = cel.compile("x.filter(i, i > n).size() == 1 && type(n) == int && math.greatest(n, 1) == n && .m")
    assert program.result_type in ("bool", "dyn")
    assert set(program.variables) == {"x", "n", "m"}
    assert program.eval({"x": [1, 2.5], "n": 2, "m": True}) is True
    assert "no_such" in str(failure("no_such(x)", {"x": 1}))
    assert cel.compile("has(a.b) ? a.b : 'none'").eval({"a": {}}) == "none"


def test_with_types_all_errors_come_at_once_with_their_places():
    with pytest.raises(ombud.CelError) as caught:
        cel.compile("order.piad == 1 &&\n 'a' + 1 == 'b'", types={"order.paid": "int"})
    first, second = caught.value.diagnostics
    assert (first.code, first.line, first.column) == ("undeclared_name", 1, 1)
    assert first.hint == "did you mean `order.paid`?"
    assert (second.code, second.line, second.column) == ("no_matching_overload", 2, 6)
    assert str(caught.value).startswith("<expression>:1:1: error: `order.piad` is not declared [undeclared_name]")
    assert isinstance(caught.value, ombud.Error)


def test_syntax_is_checked_in_any_case():
    (finding,) = failure("1 + ").diagnostics
    assert (finding.code, finding.line, finding.column) == ("expression_syntax", 1, 5)
    assert failure("'\ud800'").diagnostics[0].code == "invalid_utf8"


def test_what_is_absent_is_unknown_and_says_so():
    program = cel.compile(RULE, types=TYPES)
    assert program.eval({"a": {"b": 4}, "tags": ["x"]}) == cel.Unknown(("tier",))
    assert program.eval({"a": {"b": 3}}) is False
    assert program.eval() == cel.Unknown(("a.b", "tier", "tags"))
    assert program.eval({**FULL, "tier": cel.Unknown(("elsewhere",))}) == cel.Unknown(("tier",))
    with pytest.raises(TypeError, match="neither true nor false.* tier"):
        if program.eval({"a": {"b": 4}, "tags": ["x"]}):
            raise AssertionError("an unknown is not true")
    with pytest.raises(TypeError, match="cannot be part"):
        cel.compile("x").eval({"x": [cel.Unknown(("y",))]})


def test_a_failed_evaluation_has_its_place():
    error = failure("1 +\n  n / zero", {"n": 1, "zero": 0})
    (finding,) = error.diagnostics
    assert (finding.code, finding.line, finding.column) == ("evaluation_error", 2, 5)
    assert "division by zero" in str(error)
    assert error.__cause__ is None


def test_values_of_every_kind_come_back_as_they_went():
    berlin = timezone(timedelta(hours=1))
    moment = datetime(2026, 3, 9, 10, 0, 0, 123456, berlin)
    for value in (None, True, 7, -(2**63), 2**63 - 1, 1.5, math.inf, "süß", b"\x00\xff", moment, timedelta(-1, 5, 7),
                  datetime(1, 1, 1, tzinfo=timezone.utc), Money(Decimal("12.50"), "EUR"), Money(Decimal(-3), "JPY"),
                  [1, [2.0]], {"a": {1: True, False: None}}, cel.uint(2**64 - 1)):
        back = identity(value)
        assert (type(back), back) == (type(value), value)
    assert identity((1, 2)) == [1, 2]
    assert identity(moment).tzinfo is timezone.utc
    assert math.isnan(identity(math.nan))
    assert repr(identity(cel.uint(5))) == "uint(5)" and f"{cel.uint(5)}" == "5"


def test_declared_types_tell_what_a_number_or_text_is():
    assert (identity(4, "double"), type(identity(4, "double"))) == (4.0, float)
    assert type(identity(4, "uint")) is cel.uint
    assert type(identity([4], "list(uint)")[0]) is cel.uint
    assert identity("120 EUR", "money") == Money(Decimal("120.00"), "EUR")
    assert cel.compile("x", types={"x": "money"}, currency="EUR").eval({"x": Decimal("1.5")}) == Money.parse("1.50 EUR")
    maybe = cel.compile("x.hasValue() ? x : optional.of(5)", types={"x": "optional_type(int)"})
    assert (maybe.eval({"x": 3}), maybe.eval({"x": None})) == (3, 5)
    assert cel.compile("optional.none()").eval() is None
    assert cel.compile("type(1)").eval() == "int"


def test_what_python_cannot_tell_exactly_is_cut_off_towards_the_past():
    assert cel.compile("duration('1.0000019s')").eval() == timedelta(seconds=1, microseconds=1)
    assert cel.compile("duration('-1ns')").eval() == timedelta(microseconds=-1)
    moment = cel.compile("timestamp('1969-12-31T23:59:59.9999999Z')").eval()
    assert moment == datetime(1969, 12, 31, 23, 59, 59, 999999, timezone.utc)
    with pytest.raises(ValueError, match="one in Python"):
        cel.compile("{1: 'a', true: 'b'}").eval()


def test_what_expressions_do_not_have_is_refused():
    circle = []
    circle.append(circle)
    for value, error, told in (
        (2**63, OverflowError, "ombud.cel.uint"), (timedelta(days=365 * 300), OverflowError, "292 years"),
        ({1.5: 1}, TypeError, "keys of maps"), (object(), TypeError, "`x`: a object"), (circle, ValueError, "500"),
        (Decimal("1.5"), ValueError, "120.00 EUR"), ("\ud800", ValueError, "surrogates"), ({1}, TypeError, "a set"),
    ):
        with pytest.raises(error, match=told):
            identity(value)
    with pytest.raises(ombud.CelError, match="naive"):
        identity(datetime(2026, 3, 9))
    with pytest.raises(TypeError, match=r"variable `tags`: it holds int where string is declared"):
        cel.compile(RULE, types=TYPES).eval({**FULL, "tags": ["a", 1]})
    with pytest.raises(TypeError, match="must be a dict"):
        cel.compile(RULE, types=TYPES).eval({**FULL, "a": 4})
    for number in (-1, 2**64):
        with pytest.raises(OverflowError):
            cel.uint(number)
        with pytest.raises(OverflowError, match="2\\*\\*64"):
            identity(number, "uint")


def test_what_is_not_read_may_be_anything():
    assert cel.compile("a", types={"a": "int", "b": "int"}).eval({"a": 1, "b": object(), "c": object()}) == 1


def test_types_functions_and_currencies_that_there_are_not():
    for options in ({"types": {"a": "integer"}}, {"functions": {"f": (["text"], "int", len)}}, {"currency": "EURO"},
                    {"functions": {"no name": (["string"], "int", len)}},
                    {"functions": {"size": (["string"], "int", len)}},
                    {"functions": {"math.abs": (["int"], "int", abs)}},
                    {"functions": {"startsWith": cel.Function(["string", "string"], "bool", str.startswith, True)}}):
        with pytest.raises(ValueError):
            cel.compile("1", **options)
    with pytest.raises(TypeError):
        cel.compile("1", functions={"f": (["string"], "int", "len")})
    assert cel.compile("size(5) + size('ab')", functions={"size": (["int"], "int", lambda n: n)}).eval() == 7


def test_a_callable_is_asked_once_and_only_if_it_is_read():
    asked = []

    def stock():
        asked.append("stock")
        return 3

    program = cel.compile("open && s.stock > 1 && s.stock < 9", types={"open": "bool", "s.stock": "int"})
    assert program.eval({"open": False, "s": {"stock": stock}}) is False and asked == []
    assert program.eval({"open": True, "s": {"stock": stock}}) is True and asked == ["stock"]
    assert program.eval({"open": True, "s": {"stock": lambda: cel.Unknown(())}}) == cel.Unknown(("s.stock",))


def test_what_a_callable_raises_is_the_error_of_the_expression():
    def unplugged():
        raise ConnectionError("the stock does not answer")

    program = cel.compile("stock > 1 || fallback", types={"stock": "int", "fallback": "bool"})
    assert program.eval({"stock": unplugged, "fallback": True}) is True
    with pytest.raises(ombud.CelError, match="the stock does not answer") as caught:
        program.eval({"stock": unplugged, "fallback": False})
    assert caught.value.diagnostics[0].column == 1
    assert isinstance(caught.value.__cause__, ConnectionError)
    assert caught.value.__cause__.__traceback__.tb_frame.f_code.co_name == "unplugged"
    with pytest.raises(ombud.CelError, match="it holds str where int is declared") as caught:
        program.eval({"stock": lambda: "3", "fallback": False})
    assert isinstance(caught.value.__cause__, TypeError)


def test_functions_of_python():
    functions = {
        "shout": (["string"], "string", lambda s: s.upper() + "!"),
        "twice": [(["int"], "int", lambda n: 2 * n), cel.Function(["string"], "string", lambda s: s + s)],
        "shop.near": cel.Function(["string", "double"], "list(string)", lambda place, km: [place] * int(km)),
        "left": cel.Function(["string", "int"], "string", lambda s, n: s[:n], method=True),
    }
    program = cel.compile("[shout(a), twice(a), a.left(1)] + shop.near(a, 2.0) + [string(twice(21))]",
                          types={"a": "string"}, functions=functions)
    assert program.eval({"a": "ab"}) == ["AB!", "abab", "a", "ab", "ab", "42"]
    with pytest.raises(ombud.CelError, match="no_matching_overload"):
        cel.compile("shout(1)", types={}, functions=functions)


def test_what_a_function_raises_is_the_error_of_the_expression():
    def fail(n):
        raise LookupError(f"nothing under {n}")

    functions = {"find": (["int"], "string", fail), "bad": (["int"], "string", lambda n: n),
                 "mute": (["int"], "string", lambda n: {}[n]), "stop": (["int"], "int", lambda n: exit(n))}
    error = failure("'a' + find(n)", {"n": 7}, functions=functions)
    assert "nothing under 7" in str(error) and error.diagnostics[0].column == 7
    assert isinstance(error.__cause__, LookupError)
    assert cel.compile("n == 7 || find(n) == ''", functions=functions).eval({"n": 7}) is True
    assert "the result of `bad`: it holds int where string is declared" in str(failure("bad(1)", functions=functions))
    assert isinstance(failure("mute(1)", functions=functions).__cause__, KeyError)
    with pytest.raises(SystemExit):
        cel.compile("stop(n) == 1 || stop(n + 1) == 1", functions=functions).eval({"n": 3})


def test_functions_may_evaluate_expressions():
    inner = cel.compile("x * 2 / y")
    outer = cel.compile("half(x) + half(x + 2)", functions={
        "half": (["int"], "int", lambda n: inner.eval({"x": n, "y": 4}))})
    assert outer.eval({"x": 4}) == 5
    zero = cel.compile("half(1)", functions={"half": (["int"], "int", lambda n: inner.eval({"x": n, "y": 0}))})
    with pytest.raises(ombud.CelError, match="division by zero") as caught:
        zero.eval()
    assert isinstance(caught.value.__cause__, ombud.CelError)


def test_a_trace_tells_the_value_of_each_part():
    steps = cel.compile("a > 1 && [b || c][0]").trace({"a": 2, "b": lambda: 1 / 0})
    assert [(step.depth, step.offset, step.part) for step in steps] == [
        (0, 0, "a > 1 && [b || c][0]"), (1, 0, "a > 1"), (2, 0, "a"), (1, 9, "[b || c][0]"), (2, 9, "[b || c]"),
        (3, 10, "b || c"), (4, 10, "b"), (4, 15, "c")]
    assert [step.value for step in steps[:3]] == [cel.Unknown(("c",)), True, 2]
    assert isinstance(steps[6].value, ombud.CelError) and "division by zero" in str(steps[6].value)
    assert isinstance(steps[6].value.__cause__, ZeroDivisionError)
    assert steps[7].value == cel.Unknown(("c",))


NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False) | TEXTS | st.binary()
           | st.integers(0, 2**64 - 1).map(cel.uint)
           | st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30),
                          timezones=st.timezones())
           | st.timedeltas(timedelta(days=-100_000), timedelta(days=100_000)))
DATA = st.recursive(SCALARS, lambda parts: st.lists(parts) | st.dictionaries(TEXTS | NUMBERS, parts), max_leaves=20)
ANY = cel.compile("x", types={"x": "dyn"})
REBUILT = cel.compile("[x].map(y, {'k': y})[0].k", types={"x": "dyn"})


@settings(derandomize=True)
@given(DATA)
def test_data_comes_back_as_it_went(value):
    assert ANY.eval({"x": value}) == value
    assert REBUILT.eval({"x": value}) == value


ARITHMETIC = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1),  # truncated, where Python floors
    "a % b": lambda a, b: abs(a) % abs(b) * (-1 if a < 0 else 1),
}
PROGRAMS = {source: cel.compile(source, types={"a": "int", "b": "int"}) for source in ARITHMETIC}


@settings(derandomize=True)
@given(NUMBERS, NUMBERS | st.integers(-9, 9), st.sampled_from(sorted(ARITHMETIC)))
def test_arithmetic_is_python_s_within_64_bits(a, b, source):
    try:
        expected = ARITHMETIC[source](a, b)
    except ZeroDivisionError:
        expected = None
    if expected is None or not -(2**63) <= expected < 2**63 or (source == "a % b" and (a, b) == (-(2**63), -1)):
        with pytest.raises(ombud.CelError) as caught:
            PROGRAMS[source].eval({"a": a, "b": b})
        assert (caught.value.diagnostics[0].line, caught.value.diagnostics[0].column) == (1, 3)
    else:
        assert PROGRAMS[source].eval({"a": a, "b": b}) == expected


def test_threads_share_a_program_and_its_functions():
    program = cel.compile("twice(n) + m", functions={"twice": (["int"], "int", lambda n: 2 * n)})

    def lazy(n):
        return {"n": n, "m": lambda: n if n % 7 else {}[n]}

    def answer(n):
        try:
            return program.eval(lazy(n))
        except ombud.CelError as error:
            return error.__cause__.args

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(answer, range(1, 2000)))
    assert answers == [3 * n if n % 7 else (n,) for n in range(1, 2000)]


def test_others_run_while_an_expression_is_evaluated():
    """With a switch interval of ten seconds, another thread gets its turn only if evaluating gives up the lock."""
    program = cel.compile("x.all(a, x.all(b, a + b >= 0))")
    turns = []
    stop = threading.Event()

    def count():
        while not stop.is_set():
            turns.append(1)
            time.sleep(0)

    before = sys.getswitchinterval()
    sys.setswitchinterval(10)
    other = threading.Thread(target=count)
    try:
        other.start()
        seen = len(turns)
        assert program.eval({"x": list(range(500))}) is True
        gained = len(turns) - seen
    finally:
        stop.set()
        sys.setswitchinterval(before)
        other.join()
    assert gained > 0


def test_a_program_and_its_functions_can_be_let_go():
    import gc
    import weakref

    class Holder:
        def call(self, n):
            return n

    holder = Holder()
    holder.program = cel.compile("f(1)", functions={"f": (["int"], "int", holder.call)})
    assert holder.program.eval() == 1
    seen = weakref.ref(holder)
    del holder
    gc.collect()
    assert seen() is None
