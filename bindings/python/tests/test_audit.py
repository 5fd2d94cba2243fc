# SPDX-License-Identifier: BSL-1.0
"""What is asked of many cases or decisions at once. Lena grants refunds up to 100 EUR, Vera any."""
import json

import ombud
import pytest
from conftest import MONDAY, make_case


def raised(document, limit):
    """The desk with another limit of Lena's authority."""
    changed = json.loads(json.dumps(document))
    for role in changed["roles"].values():
        for entry in role.get("authority", []):
            if "up_to" in entry:
                entry["up_to"] = limit
    return ombud.Desk.from_dict(changed)


def refund(amount, number=1):
    return {**make_case(amount, hygiene=False, opened=False), "id": f"C-{number}"}


def test_another_version_of_a_desk_changes_some_decisions(desk, document):
    cases = [refund("50.00", 1), refund("150.00", 2), refund("170.00", 3), refund("300.00", 4)]
    changes = ombud.diff(desk, raised(document, "200.00"), cases, MONDAY)
    assert (changes.cases, changes.changed, bool(changes)) == (4, 2, True)
    (group,) = changes.groups
    assert (group["count"], group["example"]) == (2, "C-2")
    assert not ombud.diff(desk, desk, cases, MONDAY)
    assert repr(changes) == "<ombud.Diff: 2 of 4 decisions change>"


def test_all_that_is_wrong_with_the_cases_is_told_with_their_numbers(desk):
    cases = [refund("50.00"), {**refund("50.00"), "handler": "nobody"}, {**refund("50.00"), "request": {}}]
    with pytest.raises(ombud.CaseError) as caught:
        ombud.diff(desk, desk, cases, MONDAY)
    assert [finding.file for finding in caught.value.diagnostics] == ["<case 2>", "<case 3>"]
    with pytest.raises(ombud.CaseError, match="without its instant"):
        ombud.coverage(desk, cases[:1])


def test_rules_are_covered_when_they_were_true_and_false(desk):
    some = ombud.coverage(desk, [make_case(hygiene=True, opened=True)], MONDAY)
    assert "hygiene/opened" in some.uncovered
    both = [make_case(hygiene=True, opened=True), make_case(hygiene=False, opened=False)]
    assert "hygiene/opened" not in ombud.coverage(desk, both, MONDAY).uncovered
    (counted,) = [rule for rule in some.rules if rule["rule"] == "hygiene/opened"]
    assert (counted["true"], counted["false"]) == (1, 0)


def test_like_cases_that_were_answered_unlike_are_found(desk, document):
    before = desk.decide(refund("150.00", 1), MONDAY)
    after = raised(document, "200.00").decide(refund("150.00", 2), MONDAY)
    found = ombud.audit([before, after.to_dict()])
    (group,) = found.unlike
    assert "desk" in group["explains"]
    assert not ombud.audit([before, before.to_json()]).unlike
    with pytest.raises(ombud.CaseError):
        ombud.audit([{"outcome": "grant"}])


def test_the_cases_tell_whose_decisions_they_were(desk):
    case = refund("150.00", 1)
    other = {**refund("150.00", 2), "customer": "somebody-else"}
    decisions = [desk.decide(case, MONDAY), desk.decide(other, MONDAY)]
    assert ombud.audit(decisions, desk, [case, other]).to_dict()["decisions"] == 2
