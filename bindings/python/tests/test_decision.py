# SPDX-License-Identifier: BSL-1.0
import copy
import json
import pickle
from datetime import timedelta
from decimal import Decimal

import ombud
import pytest
from conftest import MONDAY, make_case
from ombud import Cause, Outcome, Part, Stance, State, Verdict


def test_a_grant(granted):
    assert granted.outcome is Outcome.GRANT and granted.cause is None and granted.verdict is Verdict.GRANT
    assert (granted.case, granted.handler, granted.decider) == ("C-1", "lena", "lena")
    assert granted.amount == ombud.Money(Decimal("79.00"), "EUR")
    assert str(granted.amount) == "79.00 EUR"
    assert granted.at == MONDAY and granted.at.utcoffset() == timedelta(hours=1)
    assert granted.stance is Stance.NORMAL
    assert (granted.quote, granted.appeal, granted.path, granted.needs) == (None, None, (), ())
    assert [duty.do for duty in granted.duties] == ["do", "confirm"]
    assert granted.duties[0].by == MONDAY


def test_a_decline_has_reasons_alternatives_and_an_appeal(declined):
    assert declined.outcome is Outcome.DECLINE
    (reason,) = declined.because
    assert (reason.rule, reason.tier, reason.state) == ("hygiene/opened", "company", State.DECIDED)
    assert reason.facts["request.item.opened"] == ombud.FactSeen(True, "heard")
    assert reason.facts["request.item.hygiene"] == ombud.FactSeen(True, "seen")
    assert declined.alternatives == (ombud.Alternative("store_credit", "Store credit for the full price"),)
    assert declined.appeal.decider == "vera"
    assert declined.appeal.path[0].part is Part.DECIDES


def test_a_referral_has_a_path_and_a_quote(referred):
    assert referred.outcome is Outcome.REFER and referred.cause is Cause.AUTHORITY
    (hop,) = referred.path
    assert (hop.to, hop.via, hop.for_, hop.part) == ("vera", "reports_to", None, Part.DECIDES)
    assert hop.arrives == MONDAY and hop.leaves == MONDAY + timedelta(hours=2)
    assert referred.quote == ombud.Quote(MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=2.5))


def test_a_question_names_the_fact_and_the_words(asked):
    assert asked.outcome is Outcome.ASK and asked.verdict is None and asked.decider is None
    assert asked.needs == (ombud.Need("request.item.opened", "customer", "Has the package been opened?"),)


def test_words_are_enumerators_and_equal_to_their_text(referred):
    assert referred.outcome == "refer" and f"{referred.outcome}" == "refer"
    with pytest.raises(ValueError):
        Outcome("maybe")


def test_the_dict_is_that_of_the_json(referred):
    assert referred.to_dict() == json.loads(referred.to_json())
    assert list(referred.to_dict())[:3] == ["outcome", "cause", "verdict"]
    assert "\n" not in referred.to_json()
    changed = referred.to_dict()
    changed["outcome"] = "grant"
    assert referred.outcome is Outcome.REFER


def test_texts_and_explanations(desk, referred):
    assert referred.explain() == referred.explain("customer") == referred.texts.customer
    assert referred.explain("staff") == referred.texts.staff != referred.explain("audit") == referred.texts.audit
    with pytest.raises(ValueError, match="nobody"):
        referred.explain("nobody")
    silent = desk.decide(make_case(hygiene=False, opened=False), MONDAY, texts=False)
    assert silent.texts is None
    with pytest.raises(ValueError, match="without texts"):
        silent.explain()


def test_everything_explained_lists_rules_that_were_false(desk):
    case = make_case(hygiene=False, opened=False)
    assert [reason.rule for reason in desk.decide(case, MONDAY).because] == ["hygiene/unopened"]
    full = desk.decide(case, MONDAY, explain_all=True)
    assert {reason.rule for reason in full.because} == {"hygiene/opened", "hygiene/unopened"}


def test_it_names_the_desk_and_its_fingerprint(desk, granted):
    assert granted.desk == ombud.DeskRef(desk.id, desk.version, desk.digest)
    assert len(granted.fingerprint) == 64


def test_equal_decisions_are_equal_and_survive_pickling(desk, granted):
    same = desk.decide(make_case(hygiene=False, opened=False), MONDAY)
    assert same == granted and hash(same) == hash(granted) and same != "grant"
    assert pickle.loads(pickle.dumps(granted)) == granted == copy.deepcopy(granted)


def test_its_repr_says_what_was_decided(granted, referred, asked):
    assert repr(granted) == "<ombud.Decision C-1: grant 79.00 EUR>"
    assert repr(referred) == (
        "<ombud.Decision C-1: refer to vera (authority), answer by 2026-03-09 12:30+01:00>"
    )
    assert repr(asked) == "<ombud.Decision C-1: ask for request.item.opened>"


def test_the_path_is_a_mermaid_flowchart(granted, referred):
    assert granted.path_mermaid() == 'flowchart LR\n    n0["lena<br/>handler"]\n'
    assert referred.path_mermaid() == (
        'flowchart LR\n    n0["lena<br/>handler"]\n'
        '    n0 -->|"reports_to"| n1["vera<br/>decides by 2026-03-09 12:00+01:00"]\n'
    )


def test_the_html_of_a_notebook_is_escaped(document):
    text = "Unopened <b>goods</b> & co."
    policy = copy.deepcopy(document["policies"][0])
    policy["rules"][0]["offer"] = ["store_credit"]
    alternatives = {"store_credit": text}
    desk = ombud.Desk.from_dict({**document, "policies": [policy], "alternatives": alternatives})
    html = desk.decide(make_case(hygiene=True, opened=True), MONDAY)._repr_html_()
    assert "Unopened &lt;b&gt;goods&lt;/b&gt; &amp; co." in html and text not in html
    assert html.startswith("<table>") and html.endswith("</table>") and "C-1: decline" in html
