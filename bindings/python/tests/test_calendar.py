# SPDX-License-Identifier: BSL-1.0
"""Business time from Python; what it computes is tested in C++, here that it arrives."""
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import ombud
import pytest
from ombud import Calendar, Period, Rotation

BERLIN = ZoneInfo("Europe/Berlin")
DESK = Calendar(
    time_zone="Europe/Berlin",
    hours={"mon-fri": ["09:00-12:30", "13:00-18:00"], "sat": "10:00-14:00"},
    dates={"2026-12-24": "09:00-12:00"},
    holidays=[date(2026, 12, 25)],
)


def at(day, hour, minute=0, month=12):
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_openings_and_closings():
    assert DESK.is_open(at(23, 9)) and not DESK.is_open(at(23, 12, 45))
    assert DESK.next_open(at(23, 12, 45)) == at(23, 13)
    assert DESK.next_open(at(24, 12)) == at(26, 10)
    assert DESK.next_close(at(23, 9)) == at(23, 12, 30)
    assert DESK.prev_open(at(25, 9)) == at(24, 9)
    assert DESK.prev_close(at(25, 9)) == at(24, 12)
    assert DESK.is_business_day("2026-12-24") and not DESK.is_business_day(date(2026, 12, 25))
    assert (DESK.time_zone, DESK.always_open) == ("Europe/Berlin", False)
    assert repr(DESK) == "<ombud.Calendar Europe/Berlin>"


def test_sums_of_open_time():
    assert DESK.add(at(23, 17), timedelta(hours=4)) == at(24, 12)
    assert DESK.add(at(23, 17), timedelta(hours=4), boundary="next_open") == at(26, 10)
    assert DESK.add(at(24, 12), timedelta(hours=-4)) == at(23, 17)
    assert DESK.add(at(22, 17), "1d2h") == at(24, 10)
    assert DESK.add_days(at(23, 17), 2) == at(28, 9)
    assert DESK.between(at(23, 17), at(26, 11)) == timedelta(hours=5)
    assert DESK.between(at(26, 11), at(23, 17)) == timedelta(hours=-5)
    assert DESK.business_days("2026-12-21", date(2026, 12, 28)) == 5
    assert DESK.periods(at(24, 10), at(26, 11)) == [Period(at(24, 10), at(24, 12)), Period(at(26, 10), at(26, 11))]


def test_answers_are_in_the_calendar_s_zone_and_questions_in_any():
    answer = DESK.next_open(datetime(2026, 12, 23, 11, 45, tzinfo=timezone.utc))
    assert answer.isoformat() == "2026-12-23T13:00:00+01:00"
    assert answer.tzinfo is BERLIN


def test_open_time_is_what_really_passes_when_clocks_change():
    always = Calendar("Europe/Berlin")
    assert always.always_open
    assert always.between(at(29, 0, month=3), at(30, 0, month=3)) == timedelta(hours=23)
    assert always.add(at(28, 12, month=3), timedelta(hours=24)).isoformat() == "2026-03-29T13:00:00+02:00"
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN)
    assert always.between(at(25, 0, month=10), second) == timedelta(hours=3, minutes=30)
    assert always.add(second, timedelta(0)).fold == 1


def test_fractions_of_a_second_are_cut_off():
    assert DESK.next_open(at(23, 9) + timedelta(microseconds=9)) == at(23, 9)
    assert DESK.add(at(23, 9), timedelta(seconds=1, microseconds=9)) == at(23, 9) + timedelta(seconds=1)


def test_all_that_is_wrong_is_said_with_its_place():
    with pytest.raises(ombud.CalendarError) as caught:
        Calendar("Europe/Berlinn", {"mon-fry": [], "tue": ["9-10", "12:00-11:00"]}, {"2026-02-30": []}, ["today"])
    found = {(finding.path, finding.code) for finding in caught.value.diagnostics}
    assert found == {("time_zone", "unknown_time_zone"), ("hours.mon-fry", "unknown_key"),
                     ("hours.tue[0]", "bad_wall_time"), ("hours.tue[1]", "empty_interval"),
                     ("dates.2026-02-30", "bad_date"), ("holidays[0]", "bad_date")}
    with pytest.raises(ombud.CalendarError, match="calendar_never_open"):
        Calendar(hours={})
    with pytest.raises(ValueError, match="need them"):
        Calendar(holidays=iter(["2026-12-25"]))


def test_warnings_are_kept():
    (warning,) = Calendar(hours={"mon": "09:00-10:00"}, dates={"2026-12-25": "09:00-10:00"},
                          holidays=["2026-12-25"]).warnings
    assert (warning.code, warning.severity) == ("hours_on_holiday", ombud.Severity.WARNING)


def test_what_has_no_answer_and_what_is_no_question():
    with pytest.raises(ombud.CalendarError, match="instant_out_of_range"):
        DESK.next_open(datetime(1969, 12, 31, tzinfo=timezone.utc))
    with pytest.raises(ombud.CalendarError, match="naive"):
        DESK.is_open(datetime(2026, 12, 23))
    once = Calendar(hours={}, dates={"2026-12-24": "09:00-12:00"})
    with pytest.raises(ombud.CalendarError, match="calendar_closed_too_long"):
        once.next_open(at(25, 9))
    for wrong in (lambda: DESK.is_open("2026-12-23"), lambda: DESK.is_business_day(at(23, 9))):
        with pytest.raises(TypeError):
            wrong()
    for wrong in (lambda: DESK.add(at(23, 9), "4 hours"), lambda: DESK.add(at(23, 9), timedelta(1), boundary="open"),
                  lambda: DESK.is_business_day("2026-02-30")):
        with pytest.raises(ValueError):
            wrong()


def test_members_take_turns_but_for_overrides():
    turns = Rotation(["lena", "jon"], "weekly mon 09:00", time_zone="Europe/Berlin", starts=date(2026, 12, 14),
                     overrides=[(at(23, 0), at(24, 0), "omar")])
    assert turns.on_duty(at(14, 8)) is None
    assert [turns.on_duty(at(day, 9)) for day in (14, 21, 23, 24, 28)] == ["lena", "jon", "omar", "jon", "lena"]
    assert turns.next_change(at(22, 12)) == at(23, 0)
    assert turns.next_change(at(24, 12)).isoformat() == "2026-12-28T09:00:00+01:00"
    assert Rotation(["lena"], "daily 09:00").next_change(at(1, 0)) is None
    with pytest.raises(ombud.CalendarError, match="bad_wall_time"):
        Rotation(["lena"], "monthly")
    with pytest.raises(ombud.CalendarError, match="out_of_range"):
        Rotation([], "daily 09:00")
