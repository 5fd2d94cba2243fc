// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "examples.hpp"
#include "support/catch.hpp"

using namespace calendar_examples;

TEST_CASE("opening hours are half-open", "[calendar]")
{
    auto const c = desk();
    CHECK_FALSE(c.is_open(at("2026-03-02T08:59:59+01:00")));
    CHECK(c.is_open(at("2026-03-02T09:00:00+01:00")));
    CHECK(c.is_open(at("2026-03-02T12:29:59+01:00")));
    CHECK_FALSE(c.is_open(at("2026-03-02T12:30:00+01:00")));
    CHECK(c.is_open(at("2026-03-07T13:59:59+01:00")));  // Saturday
    CHECK_FALSE(c.is_open(at("2026-03-08T11:00:00+01:00")));
}

TEST_CASE("the next and previous opening and closing", "[calendar]")
{
    auto const c = desk();
    CHECK(*c.next_open(at("2026-03-02T12:30:00+01:00")) == at("2026-03-02T13:00:00+01:00"));
    CHECK(*c.next_open(at("2026-03-02T13:00:00+01:00")) == at("2026-03-02T13:00:00+01:00"));
    CHECK(*c.next_open(at("2026-03-07T14:00:00+01:00")) == at("2026-03-09T09:00:00+01:00"));
    CHECK(*c.next_close(at("2026-03-02T10:00:00+01:00")) == at("2026-03-02T12:30:00+01:00"));
    CHECK(*c.next_close(at("2026-03-02T12:30:00+01:00")) == at("2026-03-02T18:00:00+01:00"));
    CHECK(*c.prev_open(at("2026-03-02T13:00:00+01:00")) == at("2026-03-02T13:00:00+01:00"));
    CHECK(*c.prev_open(at("2026-03-02T12:59:59+01:00")) == at("2026-03-02T09:00:00+01:00"));
    CHECK(*c.prev_close(at("2026-03-02T13:00:00+01:00")) == at("2026-03-02T12:30:00+01:00"));
    CHECK(*c.prev_close(at("2026-03-02T12:30:00+01:00")) == at("2026-03-02T12:30:00+01:00"));
    CHECK(*c.prev_close(at("2026-03-02T10:00:00+01:00")) == at("2026-03-02T10:00:00+01:00"));
    CHECK(*c.prev_close(at("2026-03-08T10:00:00+01:00")) == at("2026-03-07T14:00:00+01:00"));
}

TEST_CASE("a sum that ends at closing time is that instant, or the next opening if asked for", "[calendar]")
{
    auto const c = desk();
    auto const t = at("2026-03-02T10:00:00+01:00");
    CHECK(*c.add(t, 2h + 30min) == at("2026-03-02T12:30:00+01:00"));
    CHECK(*c.add(t, 2h + 30min, boundary::next_open) == at("2026-03-02T13:00:00+01:00"));
    CHECK(*c.add(t, 2h + 30min + 1s) == at("2026-03-02T13:00:01+01:00"));
    CHECK(*c.add(t, -1h) == at("2026-03-02T09:00:00+01:00"));
    CHECK(*c.add(t, -1h, boundary::next_open) == at("2026-02-28T14:00:00+01:00"));
    CHECK(*c.add(t, -1h - 1s) == at("2026-02-28T13:59:59+01:00"));
}

TEST_CASE("a sum of zero stays where it is, or rolls to the next opening if asked for", "[calendar]")
{
    auto const c = desk();
    auto const night = at("2026-03-02T03:00:00+01:00");
    CHECK(*c.add(night, 0s) == night);
    CHECK(*c.add(night, 0s, boundary::next_open) == at("2026-03-02T09:00:00+01:00"));
    CHECK(*c.add_days(night, 0) == night);
    CHECK(*c.add(night, ombud::duration{}) == night);
}

TEST_CASE("days are days with opening hours at the same wall time", "[calendar]")
{
    auto const c = make("Europe/Berlin", week_of("mon-fri", {"09:00-17:00"}));
    auto const friday = at("2026-03-06T15:00:00+01:00");
    CHECK(*c.add_days(friday, 2) == at("2026-03-10T15:00:00+01:00"));  // the specification's example
    CHECK(*c.add_days(at("2026-03-07T11:00:00+01:00"), 1) == at("2026-03-09T11:00:00+01:00"));  // Saturday is day 0
    CHECK(*c.add_days(at("2026-03-06T20:00:00+01:00"), 1) == at("2026-03-10T09:00:00+01:00"));  // then the next opening
    CHECK(*c.add_days(at("2026-03-27T10:00:00+01:00"), 1) == at("2026-03-30T10:00:00+02:00"));  // the clocks changed
    CHECK(*c.add_days(friday, -5) == at("2026-02-27T15:00:00+01:00"));
    CHECK(*c.add_days(at("2026-03-06T08:00:00+01:00"), -1) == at("2026-03-04T17:00:00+01:00"));
    CHECK(*c.add(friday, ombud::duration{days{1}, 3h}) == at("2026-03-10T10:00:00+01:00"));  // days first, then hours
}

TEST_CASE("the hours of a date replace the weekday's and win over a holiday", "[calendar]")
{
    auto const c = desk();
    CHECK(*c.between(at("2026-12-24T00:00:00+01:00"), at("2026-12-27T00:00:00+01:00")) == 3h);
    CHECK(c.is_business_day(on("2026-12-24")));
    CHECK_FALSE(c.is_business_day(on("2026-12-26")));
    CHECK(*c.add_days(at("2026-12-24T10:00:00+01:00"), 1) == at("2026-12-28T10:00:00+01:00"));
    auto const both = calendar::make(zone::utc(), week_of("mon-fri", {"09:00-17:00"}),
                                     {{on("2026-12-25"), open_hours({"10:00-11:00"})}}, {on("2026-12-25")});
    REQUIRE(both);
    CHECK(both->is_open(at("2026-12-25T10:30:00Z")));
    REQUIRE(both.diagnostics().size() == 1);
    CHECK(both.diagnostics()[0].code == errc::hours_on_holiday);
    CHECK(both.diagnostics()[0].level == ombud::severity::warning);
}

TEST_CASE("a calendar that is open always is plain arithmetic", "[calendar]")
{
    auto const t = at("2026-03-29T00:30:00Z");
    for (auto const& c : {calendar{}, calendar::always(zone::load("Europe/Berlin").value())}) {
        CHECK(c.always_open());
        CHECK(*c.next_open(t) == t);
        CHECK(*c.add(t, 90min) == t + 90min);
        CHECK(*c.add_days(t, 3) == t + 72h);
        CHECK(*c.between(t + 5s, t) == -5s);
        CHECK(c.next_close(t).error() == errc::instant_out_of_range);
        CHECK(c.periods(t, t + 1h) == std::vector{ombud::open_period{t, t + 1h}});
    }
}

TEST_CASE("business days are counted in a half-open range, negative if reversed", "[calendar]")
{
    auto const c = desk();
    CHECK(*c.business_days(on("2026-12-21"), on("2026-12-28")) == 4);
    CHECK(*c.business_days(on("2026-12-28"), on("2026-12-21")) == -4);
    CHECK(*c.business_days(on("2026-12-21"), on("2026-12-21")) == 0);
}
