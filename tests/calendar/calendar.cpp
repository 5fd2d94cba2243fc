// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "support/catch.hpp"

#include <string_view>

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using ombud::boundary;
using ombud::calendar;
using ombud::day_hours;
using ombud::errc;
using ombud::instant;
using ombud::local_days;
using ombud::weekly_hours;
using ombud::zone;

instant at(std::string_view text) { return ombud::parse_instant(text).value().whole; }
local_days date(std::string_view text) { return ombud::parse_date(text).value(); }

day_hours open_hours(std::initializer_list<std::string_view> texts)
{
    std::vector<ombud::day_interval> all;
    for (auto const text : texts) all.push_back(ombud::parse_day_interval(text).value());
    return day_hours::make(all).value();
}

calendar make(char const* name, weekly_hours const& week, std::vector<ombud::dated_hours> dates = {},
              std::vector<local_days> holidays = {})
{
    return calendar::make(zone::load(name).value(), week, std::move(dates), std::move(holidays)).value();
}

weekly_hours week_of(std::string_view days, std::initializer_list<std::string_view> texts)
{
    weekly_hours week;
    (void)week.set(ombud::parse_weekdays(days).value(), open_hours(texts)).value();
    return week;
}

// The calendar "desk" of the specification's example. 2 March 2026 is a Monday.
calendar desk()
{
    auto week = week_of("mon-fri", {"09:00-12:30", "13:00-18:00"});
    (void)week.set(ombud::parse_weekdays("sat").value(), open_hours({"10:00-14:00"})).value();
    return make("Europe/Berlin", week, {{date("2026-12-24"), open_hours({"09:00-12:00"})}},
                {date("2026-12-25"), date("2026-12-26")});
}

}  // namespace

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
    CHECK(c.is_business_day(date("2026-12-24")));
    CHECK_FALSE(c.is_business_day(date("2026-12-26")));
    CHECK(*c.add_days(at("2026-12-24T10:00:00+01:00"), 1) == at("2026-12-28T10:00:00+01:00"));
    auto const both = calendar::make(zone::utc(), week_of("mon-fri", {"09:00-17:00"}),
                                     {{date("2026-12-25"), open_hours({"10:00-11:00"})}}, {date("2026-12-25")});
    REQUIRE(both);
    CHECK(both->is_open(at("2026-12-25T10:30:00Z")));
    REQUIRE(both.diagnostics().size() == 1);
    CHECK(both.diagnostics()[0].code == errc::hours_on_holiday);
    CHECK(both.diagnostics()[0].level == ombud::severity::warning);
}

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
    CHECK(spring("02:30-04:00") == std::vector{ombud::open_period{at("2026-03-29T01:30:00Z"), at("2026-03-29T02:00:00Z")}});
    CHECK(spring("01:00-02:30") == std::vector{ombud::open_period{at("2026-03-29T00:00:00Z"), at("2026-03-29T01:30:00Z")}});
    CHECK_FALSE(make("Europe/Berlin", week_of("sun", {"02:10-02:50"})).is_business_day(date("2026-03-29")));
    // 25 October 2026 has 02:00 to 03:00 twice
    auto const autumn = [&](std::string_view i) { return open_on(i, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"); };
    CHECK(autumn("02:00-03:00") == std::vector{ombud::open_period{at("2026-10-25T00:00:00Z"), at("2026-10-25T02:00:00Z")}});
    CHECK(autumn("02:15-02:45") == std::vector{ombud::open_period{at("2026-10-25T00:15:00Z"), at("2026-10-25T00:45:00Z")}});
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
    CHECK(*c.business_days(date("2026-12-21"), date("2026-12-28")) == 4);
    CHECK(*c.business_days(date("2026-12-28"), date("2026-12-21")) == -4);
    CHECK(*c.business_days(date("2026-12-21"), date("2026-12-21")) == 0);
}

TEST_CASE("a calendar that is never open is an error", "[calendar][errors]")
{
    auto const code = [](auto const& r) { return r.diagnostics().at(0).code; };
    CHECK(code(calendar::make(zone::utc(), {})) == errc::calendar_never_open);
    CHECK(code(calendar::make(zone::utc(), {}, {{date("2026-01-01"), {}}})) == errc::calendar_never_open);
    std::vector<ombud::dated_hours> const twice(2, {date("2026-01-01"), open_hours({"09:00-10:00"})});
    CHECK(code(calendar::make(zone::utc(), {}, twice)) == errc::duplicate_key);
}

TEST_CASE("more than ten years without an opening is a typed error", "[calendar][errors]")
{
    auto const c = calendar::make(zone::utc(), {}, {{date("2020-01-01"), open_hours({"09:00-17:00"})},
                                                    {date("2040-01-01"), open_hours({"09:00-17:00"})}}).value();
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
