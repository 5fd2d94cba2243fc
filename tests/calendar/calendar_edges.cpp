// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "examples.hpp"
#include "support/catch.hpp"

// Changes of the clocks, midnight, and what cannot be answered.

using namespace calendar_examples;

namespace {

std::vector<ombud::open_period> only(instant open, instant close) { return {ombud::open_period{open, close}}; }

}  // namespace

TEST_CASE("a day from midnight to midnight has the hours that really pass", "[calendar]")
{
    auto const length = [](char const* name, char const* from, char const* to) {
        return *make(name, week_of("sun", {"00:00-24:00"})).between(at(from), at(to));
    };
    CHECK(length("Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z") == 23h);
    CHECK(length("Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z") == 25h);
    CHECK(length("Europe/Berlin", "2026-10-17T12:00:00Z", "2026-10-19T12:00:00Z") == 24h);
    CHECK(length("Australia/Lord_Howe", "2026-04-04T00:00:00Z", "2026-04-06T00:00:00Z") == 24h + 30min);
    CHECK(length("Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z") == 23h + 30min);
}

TEST_CASE("hours that a change of the clocks skips or repeats", "[calendar]")
{
    auto const open_on = [](std::string_view interval, char const* from, char const* to) {
        auto week = week_of("mon-sun", {interval});
        return make("Europe/Berlin", week).periods(at(from), at(to));
    };
    // 29 March 2026 has no 02:00 to 03:00
    auto const spring = [&](std::string_view i) { return open_on(i, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"); };
    CHECK(spring("02:00-03:00").empty());
    CHECK(spring("02:10-02:50").empty());
    CHECK(spring("02:30-04:00") == only(at("2026-03-29T01:30:00Z"), at("2026-03-29T02:00:00Z")));
    CHECK(spring("01:00-02:30") == only(at("2026-03-29T00:00:00Z"), at("2026-03-29T01:30:00Z")));
    CHECK_FALSE(make("Europe/Berlin", week_of("sun", {"02:10-02:50"})).is_business_day(on("2026-03-29")));
    // 25 October 2026 has 02:00 to 03:00 twice
    auto const autumn = [&](std::string_view i) { return open_on(i, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"); };
    CHECK(autumn("02:00-03:00") == only(at("2026-10-25T00:00:00Z"), at("2026-10-25T02:00:00Z")));
    CHECK(autumn("02:15-02:45") == only(at("2026-10-25T00:15:00Z"), at("2026-10-25T00:45:00Z")));
}

TEST_CASE("periods that touch at midnight are one", "[calendar]")
{
    auto week = week_of("fri", {"22:00-24:00"});
    (void)week.set(ombud::parse_weekdays("sat").value(), open_hours({"00:00-06:00"})).value();
    auto const c = make("Europe/Berlin", week);
    CHECK(*c.next_close(at("2026-03-06T22:00:00+01:00")) == at("2026-03-07T06:00:00+01:00"));
    CHECK(*c.prev_open(at("2026-03-07T05:00:00+01:00")) == at("2026-03-06T22:00:00+01:00"));
    CHECK(c.periods(at("2026-03-06T23:00:00+01:00"), at("2026-03-09T00:00:00+01:00")).size() == 1);
}

TEST_CASE("a calendar that is never open is an error", "[calendar][errors]")
{
    auto const code = [](auto const& r) { return r.diagnostics().at(0).code; };
    CHECK(code(calendar::make(zone::utc(), {})) == errc::calendar_never_open);
    CHECK(code(calendar::make(zone::utc(), {}, {{on("2026-01-01"), {}}})) == errc::calendar_never_open);
    std::vector<ombud::dated_hours> const twice(2, {on("2026-01-01"), open_hours({"09:00-10:00"})});
    CHECK(code(calendar::make(zone::utc(), {}, twice)) == errc::duplicate_key);
}

TEST_CASE("more than ten years without an opening is a typed error", "[calendar][errors]")
{
    auto const c = calendar::make(zone::utc(), {}, {{on("2020-01-01"), open_hours({"09:00-17:00"})},
                                                    {on("2040-01-01"), open_hours({"09:00-17:00"})}}).value();
    CHECK(*c.next_open(at("2030-01-02T00:00:00Z")) == at("2040-01-01T09:00:00Z"));
    CHECK(c.next_open(at("2029-12-01T00:00:00Z")).error() == errc::calendar_closed_too_long);
    CHECK(c.add(at("2020-01-01T09:00:00Z"), 9h).error() == errc::calendar_closed_too_long);
    CHECK(*c.add(at("2020-01-01T09:00:00Z"), 8h) == at("2020-01-01T17:00:00Z"));
    CHECK(c.add_days(at("2020-01-01T09:00:00Z"), 1).error() == errc::calendar_closed_too_long);
    CHECK(c.add_days(at("2041-01-01T09:00:00Z"), 1).error() == errc::calendar_closed_too_long);
    CHECK(c.next_open(at("2041-01-01T09:00:00Z")).error() == errc::calendar_closed_too_long);
    CHECK(c.prev_close(at("2000-01-01T09:00:00Z")).error() == errc::calendar_closed_too_long);
}

TEST_CASE("instants outside 1970 to 2100 are a typed error", "[calendar][errors]")
{
    auto const c = desk();
    for (auto const& t : {at("1969-12-31T23:59:59Z"), at("2101-01-01T00:00:00Z"), instant::min(), instant::max()}) {
        CHECK_FALSE(c.is_open(t));
        CHECK(c.next_open(t).error() == errc::instant_out_of_range);
        CHECK(c.add(t, 1s).error() == errc::instant_out_of_range);
        CHECK(c.between(t, at("2026-01-01T00:00:00Z")).error() == errc::instant_out_of_range);
        CHECK(calendar{}.add(t, 0s).error() == errc::instant_out_of_range);
    }
    auto const now = at("2026-03-02T10:00:00Z");
    for (auto const length : {seconds::max(), seconds::min()}) {
        CHECK(c.add(now, length).error() == errc::instant_out_of_range);
        CHECK(calendar{}.add(now, length).error() == errc::instant_out_of_range);
    }
    CHECK(c.add_days(now, 1'000'000'000'000).error() == errc::instant_out_of_range);
    CHECK(*c.next_open(at("2100-12-31T23:00:00Z")) == at("2101-01-01T09:00:00Z"));  // a Saturday
}
