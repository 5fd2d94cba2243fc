// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/hours.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using namespace std::chrono_literals;
using ombud::day_hours;
using ombud::day_interval;
using ombud::errc;
using ombud::parse_day_interval;
using ombud::parse_weekdays;
using ombud::weekdays;
using ombud::weekly_hours;

errc code_of(auto const& result) { return result.diagnostics().at(0).code; }

}  // namespace

TEST_CASE("an interval is two wall times with a dash", "[calendar][hours]")
{
    CHECK(*parse_day_interval("09:00-12:30") == day_interval{540min, 750min});
    CHECK(*parse_day_interval("00:00-24:00") == day_interval{0min, 1440min});
    for (auto const* bad : {"", "-", "09:00", "9:00-12:00", "09:00-25:00", "09:00 - 12:00", "09:00-12:00-13:00"}) {
        INFO(bad);
        auto const none = parse_day_interval(bad);
        REQUIRE_FALSE(none);
        CHECK(code_of(none) == errc::bad_wall_time);
    }
}

TEST_CASE("an interval that crosses midnight or is empty is refused", "[calendar][hours]")
{
    for (auto const* bad : {"22:00-06:00", "09:00-09:00", "24:00-24:00"})
        CHECK(code_of(parse_day_interval(bad)) == errc::empty_interval);
}

TEST_CASE("hours of a day are sorted, may touch, and may not overlap", "[calendar][hours]")
{
    auto const hours = day_hours::make({{780min, 1080min}, {540min, 720min}, {720min, 750min}}).value();
    REQUIRE(hours.intervals().size() == 3);
    CHECK(hours.intervals()[0] == day_interval{540min, 720min});
    CHECK(hours.intervals()[1] == day_interval{720min, 750min});
    CHECK(hours.intervals()[2] == day_interval{780min, 1080min});
    CHECK(day_hours::make({}).value().closed());
    auto const overlap = day_hours::make({{540min, 721min}, {720min, 750min}});
    CHECK(code_of(overlap) == errc::overlapping_hours);
    CHECK(overlap.diagnostics().at(0).message == "the hours `09:00-12:01` and `12:00-12:30` overlap");
    CHECK(code_of(day_hours::make({{540min, 540min}})) == errc::empty_interval);
    CHECK(code_of(day_hours::make({{540min, 1441min}})) == errc::bad_wall_time);
    CHECK(day_hours::make({{540min, 540min}, {-1min, 3min}}).diagnostics().size() == 2);
}

TEST_CASE("weekdays are single or a range, which may pass Sunday", "[calendar][hours]")
{
    CHECK(*parse_weekdays("mon") == weekdays{0b000'0001});
    CHECK(*parse_weekdays("mon-fri") == weekdays{0b001'1111});
    CHECK(*parse_weekdays("fri-mon") == weekdays{0b111'0001});
    CHECK(*parse_weekdays("sun-sun") == weekdays{0b100'0000});
    for (auto const* bad : {"", "Mon", "monday", "mon-", "-fri", "mon,tue", "mon - fri", "mon-fri-sun"})
        CHECK_FALSE(parse_weekdays(bad));
}

TEST_CASE("each weekday has its hours from one place", "[calendar][hours]")
{
    weekly_hours week;
    CHECK(week.open_days().none());
    auto const day = day_hours::make({{540min, 1020min}}).value();
    REQUIRE(week.set(*parse_weekdays("mon-fri"), day));
    auto const twice = week.set(*parse_weekdays("fri-sat"), day);
    REQUIRE_FALSE(twice);
    CHECK(code_of(twice) == errc::overlapping_hours);
    CHECK(week.open_days() == weekdays{0b001'1111});
    CHECK(week.on(std::chrono::Friday) == day);
    CHECK(week.on(std::chrono::Saturday).closed());
    REQUIRE(week.set(*parse_weekdays("sat"), {}));
    CHECK_FALSE(week.set(*parse_weekdays("sat"), day));
}
