# SPDX-License-Identifier: BSL-1.0
"""Promises of a case through Python."""
from datetime import timedelta

import ombud
import pytest
from conftest import MONDAY, make_case

PROMISES = [
    {
        "id": "first-answer",
        "measures": "first_response",
        "within": "4h",
        "at_risk": ["50%"],
        "steps": [{"at": "50%", "do": "notify", "to": "handler"}, {"at": "100%", "do": "notify", "to": "sponsor"}],
    }
]


@pytest.fixture
def promising(document):
    return ombud.Desk.from_dict({**document, "promises": PROMISES})


def opened(**more):
    return {**make_case(), "events": [{"at": MONDAY.isoformat(), "kind": "opened"}], **more}


def test_clocks_and_steps_are_typed(promising):
    watched = promising.watch(opened(), MONDAY + timedelta(hours=3))
    (clock,) = watched.clocks
    assert (clock.promise, clock.state, clock.at_risk) == ("first-answer", ombud.ClockState.RUNNING, "50%")
    assert (clock.elapsed, clock.remaining, clock.late) == (timedelta(hours=3), timedelta(hours=1), None)
    assert clock.due == MONDAY + timedelta(hours=4)
    assert clock.attribution == (ombud.HeldTime("handler", "lena", timedelta(hours=3)),)
    (step,) = watched.steps
    assert (step.at, step.who, step.code) == (MONDAY + timedelta(hours=2), ("lena",), None)
    assert watched.next == MONDAY + timedelta(hours=4)
    assert watched.to_dict()["clocks"][0]["elapsed"] == "3h"


def test_only_steps_since_then_are_told(promising):
    watched = promising.watch(opened(), MONDAY + timedelta(hours=5), MONDAY + timedelta(hours=2))
    assert [(step.code, step.who) for step in watched.steps] == [("no_sponsor", ())]
    assert watched.clocks[0].late == timedelta(hours=1)


def test_going_on_from_a_state_is_starting_over(promising):
    kinds = ["customer_message", "note", "staff_message", "customer_message"]
    more = [{"at": (MONDAY + timedelta(hours=n + 1)).isoformat(), "kind": kind} for n, kind in enumerate(kinds)]
    state = ombud.WatchState()
    for count in range(len(more) + 1):
        case = {**make_case(), "events": opened()["events"] + more[:count]}
        now = MONDAY + timedelta(hours=count, minutes=30)
        since = now - timedelta(hours=1)
        assert promising.watch(case, now, since, state=state).to_json() == promising.watch(case, now, since).to_json()
    elsewhere = {**opened(), "id": "C-other"}  # a state of another case is set aside
    assert promising.watch(elsewhere, MONDAY, state=state).to_json() == promising.watch(elsewhere, MONDAY).to_json()


def test_what_is_wrong_with_the_case_is_raised(promising):
    with pytest.raises(ombud.CaseError):
        promising.watch(make_case(amount="many"), MONDAY)
    with pytest.raises(ombud.CaseError):
        promising.watch(make_case())
    with pytest.raises(ombud.CaseError, match="naive"):
        promising.watch(make_case(), MONDAY, MONDAY.replace(tzinfo=None))


def test_duties_of_decisions_that_are_handed_back_are_clocks(promising):
    known = make_case(hygiene=False, opened=False)["request"]
    before = promising.decide(opened(request=known), MONDAY)
    told = opened(request=known, decisions=[before.to_dict()])
    assert [duty.id for duty in promising.watch(told, MONDAY).duties] == [duty.id for duty in before.duties]
    (do, confirm) = promising.watch(told, MONDAY + timedelta(minutes=20)).duties  # a quarter of an hour is at once
    assert (do.do, do.state, do.late) == ("do", ombud.ClockState.BREACHED, timedelta(minutes=5))
    assert (confirm.done_when, confirm.started, confirm.ended) == ("staff_message", MONDAY, None)
    with pytest.raises(ombud.CaseError, match="not about this one"):
        promising.watch(opened(id="C-other", decisions=[before.to_dict()]), MONDAY)


def test_whoever_goes_before_a_promise_is_due_should_hand_over(document):
    staff = [{**who, "calendar": "day" if who["id"] == "lena" else "late"} for who in document["staff"]]
    calendars = {"day": {"hours": {"mon-fri": ["09:00-13:00"]}}, "late": {"hours": {"mon-fri": ["13:00-21:00"]}}}
    desk = ombud.Desk.from_dict({**document, "staff": staff, "calendars": calendars, "promises": PROMISES})
    assert desk.watch(opened(), MONDAY).handovers == ()
    ends = MONDAY.replace(hour=13)
    (one,) = desk.watch(opened(), ends - timedelta(minutes=30)).handovers
    assert (one.from_, one.to, one.available, one.by) == ("lena", "vera", ends, ends)
    assert (one.promise, one.due, one.code) == ("first-answer", MONDAY + timedelta(hours=4), None)
    assert desk.watch(opened(), ends).handovers == ()


def test_registrations_to_be_reviewed_are_told_in_time(document):
    special = {
        "customer": "c-1", "sponsor": "vera", "reason": "a contract", "registered_by": "vera",
        "registered_on": "2025-04-08", "review_by": "2026-04-08",
    }
    desk = ombud.Desk.from_dict({**document, "special_clients": [special]})
    assert desk.watch(opened(), MONDAY - timedelta(hours=10, seconds=1)).reviews == ()
    (one,) = desk.watch(opened(), MONDAY).reviews
    assert (one.client, one.days, one.at) == ("c-1", 30, MONDAY.replace(hour=0))
    assert (one.review_by.date().isoformat(), one.who) == ("2026-04-08", ("vera",))
    assert desk.watch(opened(), MONDAY + timedelta(hours=1), MONDAY).reviews == ()
