# SPDX-License-Identifier: BSL-1.0
import datetime as dt
import json
from decimal import Decimal
from enum import Enum

import ombud
import pytest
from conftest import MONDAY, make_case

UTC = dt.timezone.utc


def test_a_case_is_a_dict_or_its_json(desk):
    case = make_case(hygiene=False, opened=False)
    expected = desk.decide(case, MONDAY).to_json()
    assert desk.decide(json.dumps(case, indent=2), MONDAY).to_json() == expected
    assert desk.decide(json.dumps(case).encode(), MONDAY).to_json() == expected


def test_a_case_may_come_with_its_instant_and_now_overrides_it(desk):
    dated = {"at": "2026-03-09T10:00:00+01:00", "case": make_case(hygiene=False, opened=False)}
    assert desk.decide(dated).at == MONDAY
    assert desk.decide(json.dumps(dated)).at == MONDAY
    later = MONDAY + dt.timedelta(hours=1)
    assert desk.decide(dated, now=later).at == later
    assert desk.decide({**dated, "at": MONDAY}).at == MONDAY


def test_instants_of_other_offsets_are_the_same_instant_and_fractions_are_cut(desk):
    case = make_case(hygiene=False, opened=False)
    expected = desk.decide(case, MONDAY)
    assert desk.decide(case, MONDAY.astimezone(UTC)) == expected
    assert desk.decide(case, MONDAY.replace(microsecond=999_999)) == expected
    assert desk.decide(case, dt.datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)).at.astimezone(UTC).second == 59


def test_a_naive_now_is_an_error(desk):
    with pytest.raises(ombud.CaseError, match="naive"):
        desk.decide(make_case(), now=dt.datetime(2026, 3, 9, 10))
    with pytest.raises(TypeError, match="aware datetime"):
        desk.decide(make_case(), now=1773046800)


def test_a_naive_datetime_inside_a_case_is_an_error(desk):
    case = make_case()
    case["request"]["made_at"] = dt.datetime(2026, 3, 9, 10)
    with pytest.raises(ombud.CaseError) as caught:
        desk.decide(case, MONDAY)
    assert caught.value.diagnostics[0].code == "bad_instant"


def test_no_instant_at_all_is_an_error(desk):
    with pytest.raises(ombud.CaseError) as caught:
        desk.decide(make_case())
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.path) == ("missing_key", "at")


def test_values_of_python_are_written_as_documents_write_them(desk):
    class Action(Enum):
        REFUND = "refund"

    plain = make_case(hygiene=False, opened=False)
    plain["request"]["made_at"] = "2026-03-09T09:00:00+01:00"
    rich = make_case(Decimal("7.9E+1"), hygiene=False, opened=False)
    rich["request"]["made_at"] = MONDAY - dt.timedelta(hours=1)
    rich["request"]["action"] = Action.REFUND
    assert desk.decide(rich, MONDAY).to_json() == desk.decide(plain, MONDAY).to_json()


def test_what_has_no_json_is_refused(desk):
    with pytest.raises(ombud.CaseError):
        desk.decide({**make_case(), "x-score": float("nan")}, MONDAY)
    with pytest.raises(TypeError, match="object"):
        desk.decide({**make_case(), "x-score": object()}, MONDAY)
    loop = make_case()
    loop["x-self"] = loop
    with pytest.raises(ombud.CaseError):
        desk.decide(loop, MONDAY)


def test_an_error_in_json_has_line_and_column(desk):
    with pytest.raises(ombud.CaseError) as caught:
        desk.decide('{"id": "C-1", "customer": "c-1",\n "handler": "lean", "request": {"action": "refund"}}', MONDAY)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.line, finding.path, finding.file) == ("unknown_handler", 2, "handler", None)
    assert "lena" in finding.hint
    assert "<input>:2:" in str(caught.value)


def test_an_error_in_a_dict_has_the_path(desk):
    case = make_case(hygiene=False)
    case["request"]["item"]["colour"] = "red"
    with pytest.raises(ombud.CaseError) as caught:
        desk.decide(case, MONDAY)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.line, finding.path) == ("undeclared_fact", None, "request.item.colour")


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "\ud800", b"\xff", "{" * 100_000])
def test_text_that_is_no_case_is_an_error_and_not_a_crash(desk, text):
    with pytest.raises(ombud.CaseError):
        desk.decide(text, MONDAY)


def test_names_in_any_script_come_back_as_they_went_in(desk):
    case = make_case(hygiene=False, opened=False)
    case["customer"] = {"id": "c-1", "name": "Žofie 山田 🛁"}
    assert desk.decide(case, MONDAY) == desk.decide(json.dumps(case, ensure_ascii=False), MONDAY)


def test_a_brief_tells_what_is_known_and_what_was_answered(desk):
    case = make_case(hygiene=True)
    case["events"] = [{"at": MONDAY, "kind": "answered", "fact": "request.item.opened"}]
    told = desk.brief(case, now=MONDAY)
    assert told["case"] == case["id"]
    assert told["facts"]["request.item.hygiene"] == {"value": True, "from": "seen"}
    assert told["open"] == []
    assert [one["fact"] for one in told["answered"]] == ["request.item.opened"]
    with pytest.raises(ombud.CaseError, match="no action"):
        desk.brief({**case, "request": {"action": "teapot"}}, now=MONDAY)
