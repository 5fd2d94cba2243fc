# SPDX-License-Identifier: BSL-1.0
"""What else can be asked of a desk than to decide. Lena grants refunds up to 100 EUR, Vera any."""
import json
import pickle

import ombud
import pytest
from conftest import MONDAY, make_case


def test_what_would_make_it_a_grant(desk):
    answer = desk.whatif(make_case("300.00", hygiene=False, opened=False), MONDAY)
    becomes = [[change["becomes"] for change in way["changes"]] for way in answer.ways]
    assert becomes[:2] == [["vera"], ["100.00 EUR"]]
    assert answer.complete
    assert answer.to_dict() == json.loads(answer.to_json())
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert repr(answer).startswith("<ombud.WhatIf C-1: refer, ")


def test_a_question_about_a_wrong_case_raises(desk):
    with pytest.raises(ombud.CaseError):
        desk.whatif({**make_case(), "handler": "nobody"}, MONDAY)
    with pytest.raises(ombud.CaseError, match="without its instant"):
        desk.whatif(make_case())


def test_what_the_handler_can_do_on_a_case(desk):
    options = desk.options(make_case("300.00", hygiene=False, opened=False), MONDAY)
    refund = options["refund"]
    assert (refund["may"], refund["up_to"], refund["decider"]) == ("up_to", "100.00 EUR", "vera")
    assert "refund up_to" in repr(options)
    with pytest.raises(KeyError):
        options["fly"]


def test_a_promise_is_kept_or_a_safe_one_is_named(desk):
    case = make_case(hygiene=False, opened=False)
    assert desk.check_promise(case, {"amount": "50.00"}, MONDAY)
    refused = desk.check_promise(case, {"amount": "300.00", "due": MONDAY}, MONDAY)
    assert not refused and not refused.kept
    assert [code for code, _ in refused.reasons] == ["authority", "time"]
    assert refused.safe["answer"] is True
    assert desk.check_promise(case, refused.safe, MONDAY)
    with pytest.raises(ombud.CaseError, match="amout"):
        desk.check_promise(case, {"amout": "1.00"}, MONDAY)


def test_wordings_to_avoid_are_found_by_characters(desk):
    text = "Grüße! Our policy is clear."
    (found,) = desk.check_text(text)
    assert (text[found.begin : found.end], found.group) == ("Our policy is", "dead_end")
    assert found.instead
    assert desk.check_text("All is well.") == ()


def test_the_list_of_policies(desk):
    shown = desk.policies(MONDAY)
    assert shown.startswith("# Our policies\n\nIn force on 9 Mar 2026.\n")
    assert desk.policies(MONDAY, format="html").startswith("<!DOCTYPE html>")
    assert json.loads(desk.policies(MONDAY, public=False, format="json"))["desk"] == "c-desk 2026-03"
    with pytest.raises(ValueError):
        desk.policies(MONDAY, format="pdf")


def test_a_case_is_closed_when_nothing_is_owed(desk):
    assert desk.check_close(make_case(), MONDAY).may_close
    later = {**make_case(), "events": [{"at": "2026-03-10T10:00:00+01:00", "kind": "customer_message"}]}
    assert [code for code, _ in desk.check_close(later, MONDAY).notices] == ["future_events"]
    told = {**make_case(), "events": [{"at": MONDAY.isoformat(), "kind": "customer_message"}]}
    check = desk.check_close(told, MONDAY)
    assert not check
    (reason,) = check.reasons
    assert (reason.code, reason.who, reason.due, reason.late) == ("unanswered_message", "lena", None, False)
    assert "unanswered_message" in repr(check)
