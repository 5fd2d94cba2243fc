// SPDX-License-Identifier: BSL-1.0
#include <ombud/value/date.hpp>

#include "support/catch.hpp"

using ombud::parse_date;
using ombud::parse_wall_time;
using std::chrono::minutes;

namespace {

// Days since 1970-01-01, from the calendar's rules alone.
int slow_days(int year, int month, int day)
{
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    auto const leap = [](int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; };
    int days = day - 1;
    for (int m = 1; m < month; ++m) days += lengths[m - 1] + (m == 2 && leap(year));
    for (int y = 1970; y < year; ++y) days += 365 + leap(y);
    return days;
}

int count(std::string_view text)
{
    return static_cast<int>(parse_date(text).value().time_since_epoch().count());
}

}  // namespace

TEST_CASE("dates are days of the Gregorian calendar", "[value][date]")
{
    CHECK(count("1970-01-01") == 0);
    CHECK(count("1969-12-31") == -1);
    CHECK(count("2000-02-29") == slow_days(2000, 2, 29));
    CHECK(count("2026-03-02") == slow_days(2026, 3, 2));
    CHECK(count("2100-12-31") == slow_days(2100, 12, 31));
    CHECK(count("0001-01-01") == -719'162);
    CHECK(count("9999-12-31") == 2'932'896);
}

TEST_CASE("days that do not exist are refused", "[value][date]")
{
    for (auto const text : {"2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00",
                            "2026-01-32", "0000-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
    CHECK(parse_date("2000-02-29"));
    CHECK(parse_date("2028-02-29"));
}

TEST_CASE("other forms of a date are refused", "[value][date]")
{
    for (auto const text :
         {"", "2026-3-02", "2026-03-2", "26-03-02", "2026/03/02", "20260302", "2026-03-02 ", " 2026-03-0", "+026-03-02",
          "2026-0a-02", "2026-03-02T00:00:00Z", "10000-01-01", "2026-+3-02"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("every day from 1970 to 2100 is written as it is read", "[value][date][oracle]")
{
    for (int day = 0; day <= slow_days(2100, 12, 31); ++day) {
        auto const text = ombud::to_string(ombud::local_days{std::chrono::days{day}});
        auto const read = parse_date(text);
        CAPTURE(day, text);
        REQUIRE(text.size() == 10);
        REQUIRE(read);
        REQUIRE(read->time_since_epoch().count() == day);
    }
    CHECK(ombud::to_string(ombud::local_days{std::chrono::days{slow_days(2026, 3, 2)}}) == "2026-03-02");
    CHECK(ombud::to_string(parse_date("0007-01-09").value()) == "0007-01-09");
}

TEST_CASE("wall times run from 00:00 to 24:00", "[value][date]")
{
    CHECK(parse_wall_time("00:00") == minutes{0});
    CHECK(parse_wall_time("09:05") == minutes{545});
    CHECK(parse_wall_time("23:59") == minutes{1439});
    CHECK(parse_wall_time("24:00") == minutes{1440});
    for (auto const text :
         {"", "24:01", "25:00", "12:60", "9:00", "09:0", "0900", "09.00", "09:00:00", "-1:00", "ab:cd", "09:00 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_wall_time(text));
    }
}
