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
