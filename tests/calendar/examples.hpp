// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_CALENDAR_EXAMPLES_HPP
#define OMBUD_TESTS_CALENDAR_EXAMPLES_HPP

/// @file examples.hpp
/// Calendars written as documents write them, for tests.

#include <ombud/calendar/calendar.hpp>

#include <string_view>

namespace calendar_examples {

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


inline instant at(std::string_view text) { return ombud::parse_instant(text).value().whole; }
inline local_days on(std::string_view text) { return ombud::parse_date(text).value(); }

inline day_hours open_hours(std::initializer_list<std::string_view> texts)
{
    std::vector<ombud::day_interval> all;
    for (auto const text : texts) all.push_back(ombud::parse_day_interval(text).value());
    return day_hours::make(all).value();
}

inline calendar make(char const* name, weekly_hours const& week, std::vector<ombud::dated_hours> dates = {},
              std::vector<local_days> holidays = {})
{
    return calendar::make(zone::load(name).value(), week, std::move(dates), std::move(holidays)).value();
}

inline weekly_hours week_of(std::string_view days, std::initializer_list<std::string_view> texts)
{
    weekly_hours week;
    (void)week.set(ombud::parse_weekdays(days).value(), open_hours(texts)).value();
    return week;
}

// The calendar "desk" of the specification's example. 2 March 2026 is a Monday.
inline calendar desk()
{
    auto week = week_of("mon-fri", {"09:00-12:30", "13:00-18:00"});
    (void)week.set(ombud::parse_weekdays("sat").value(), open_hours({"10:00-14:00"})).value();
    return make("Europe/Berlin", week, {{on("2026-12-24"), open_hours({"09:00-12:00"})}},
                {on("2026-12-25"), on("2026-12-26")});
}

}  // namespace calendar_examples

#endif  // OMBUD_TESTS_CALENDAR_EXAMPLES_HPP
