// SPDX-License-Identifier: BSL-1.0
#include <ombud/value/instant.hpp>

#include "support/catch.hpp"

#include <random>

using namespace std::chrono_literals;
using ombud::duration;
using ombud::instant;
using ombud::parse_duration;
using ombud::parse_instant;

namespace {

std::int64_t count(std::string_view text)
{
    return parse_instant(text).value().whole.time_since_epoch().count();
}

}  // namespace

TEST_CASE("instants are read with their offset", "[value][instant]")
{
    CHECK(count("1970-01-01T00:00:00Z") == 0);
    CHECK(count("1970-01-02T00:00:01Z") == 86'401);
    CHECK(count("1970-01-01T01:00:00+01:00") == 0);
    CHECK(count("1969-12-31T18:30:00-05:30") == 0);
    CHECK(count("2026-03-02T10:00:00+01:00") == 1'772'442'000);
    CHECK(count("1970-01-01t00:00:00z") == 0);
    CHECK(count("1970-01-01T00:00:00-00:00") == 0);
    CHECK(count("1985-04-12T23:20:50.52Z") == 482'196'050);  // RFC 3339, section 5.8
    CHECK(count("1996-12-19T16:39:57-08:00") == 851'042'397);
}

TEST_CASE("a fraction has one to nine digits and is cut towards the past", "[value][instant]")
{
    CHECK(parse_instant("1970-01-01T00:00:00.5Z")->nanoseconds == 500'000'000);
    CHECK(parse_instant("1970-01-01T00:00:00.000000001Z")->nanoseconds == 1);
    CHECK(parse_instant("1970-01-01T00:00:00.123456789Z")->nanoseconds == 123'456'789);
    auto const before = parse_instant("1969-12-31T23:59:59.25Z").value();
    CHECK(before.whole.time_since_epoch() == -1s);
    CHECK(before.nanoseconds == 250'000'000);
    CHECK_FALSE(parse_instant("1970-01-01T00:00:00.Z"));
    CHECK_FALSE(parse_instant("1970-01-01T00:00:00.0000000000Z"));
    CHECK(parse_instant("1970-01-01T00:00:00.1Z") < parse_instant("1970-01-01T00:00:00.2Z"));
}

TEST_CASE("what RFC 3339 does not allow is refused", "[value][instant]")
{
    for (auto const text :
         {"", "2026-03-02", "2026-03-02T10:00:00", "2026-03-02 10:00:00Z", "2026-03-02T10:00Z", "2026-03-02T24:00:00Z",
          "2026-03-02T10:60:00Z", "2026-03-02T10:00:60Z", "2026-02-30T10:00:00Z", "2026-03-02T10:00:00+1:00",
          "2026-03-02T10:00:00+0100", "2026-03-02T10:00:00+24:00", "2026-03-02T10:00:00+01:60",
          "2026-03-02T10:00:00Z ", "2026-03-02T10:00:00ZZ", "2026-03-02T10:00:00+01:00Z", "2026-03-02T1a:00:00Z",
          "2026-03-02T10:00:00,5Z", "2026-03-02T10:00:00 01:00", "0000-12-31T23:00:00-02:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("the years are 1 to 9999 after the offset is applied", "[value][instant]")
{
    CHECK(parse_instant("0001-01-01T00:00:00Z"));
    CHECK_FALSE(parse_instant("0001-01-01T00:00:00+00:01"));
    CHECK(parse_instant("9999-12-31T23:59:59Z"));
    CHECK_FALSE(parse_instant("9999-12-31T23:59:59-00:01"));
}

TEST_CASE("instants are written at an offset, always as hours and minutes", "[value][instant]")
{
    auto const t = parse_instant("2026-03-02T09:00:00Z")->whole;
    CHECK(ombud::to_string(t, 0s) == "2026-03-02T09:00:00+00:00");
    CHECK(ombud::to_string(t, 1h) == "2026-03-02T10:00:00+01:00");
    CHECK(ombud::to_string(t, -9h - 30min) == "2026-03-01T23:30:00-09:30");
    CHECK(ombud::to_string(t, 5h + 45min) == "2026-03-02T14:45:00+05:45");
    CHECK(ombud::to_string(instant{-1s}, 0s) == "1969-12-31T23:59:59+00:00");
    std::string out = "at ";
    ombud::append_instant(out, t, 1h);
    CHECK(out == "at 2026-03-02T10:00:00+01:00");
}

TEST_CASE("what is written is the same instant, where the wall clock cannot be written too", "[value][instant]")
{
    auto const first = parse_instant("0001-01-01T00:00:00Z").value().whole;
    auto const last = parse_instant("9999-12-31T23:59:59Z").value().whole;
    CHECK(ombud::to_string(first, 53min + 28s) == "0001-01-01T00:53:00+00:53");  // Berlin's local mean time
    CHECK(ombud::to_string(first, -(53min + 28s)) == "0001-01-01T00:00:00+00:00");
    CHECK(ombud::to_string(instant{}, -(53min + 28s)) == "1969-12-31T23:07:00-00:53");
    CHECK(ombud::to_string(last, 1h) == "9999-12-31T23:59:59+00:00");
    CHECK(ombud::to_string(last, -1h) == "9999-12-31T22:59:59-01:00");
    CHECK(ombud::to_string(last + 1h, 0s) == "9999-12-31T23:59:59+00:00");
    CHECK(ombud::to_string(instant::min(), 0s) == "0001-01-01T00:00:00+00:00");
    CHECK(ombud::to_string(instant::max(), -1h) == "9999-12-31T22:59:59-01:00");
}

TEST_CASE("what is written reads back as the same instant", "[value][instant][oracle]")
{
    std::mt19937_64 random(3339);
    for (int i = 0; i < 5'000; ++i) {
        instant const t{std::chrono::seconds{static_cast<std::int64_t>(random() % 250'000'000'000) - 60'000'000'000}};
        auto const offset = std::chrono::minutes{static_cast<int>(random() % 1681) - 840};
        auto const text = ombud::to_string(t, offset);
        CAPTURE(text, offset.count());
        REQUIRE(parse_instant(text).value().whole == t);
    }
}

TEST_CASE("a duration is days, hours, minutes and seconds, in this order", "[value][instant][duration]")
{
    using std::chrono::days;
    CHECK(parse_duration("90m") == duration{days{0}, 90min});
    CHECK(parse_duration("4h") == duration{days{0}, 4h});
    CHECK(parse_duration("1d12h") == duration{days{1}, 12h});
    CHECK(parse_duration("720h") == duration{days{0}, 720h});
    CHECK(parse_duration("1d2h3m4s") == duration{days{1}, 2h + 3min + 4s});
    CHECK(parse_duration("0d") == duration{});
    CHECK(parse_duration("0s") == duration{});
    CHECK(parse_duration("36500d") == duration{days{36'500}, 0s});
    CHECK(parse_duration("1d12h")->plain() == 36h);
}

TEST_CASE("other texts are no durations", "[value][instant][duration]")
{
    for (auto const text : {"", "5", "h", "-1h", "+1h", "1.5h", "1h ", " 1h", "1 h", "1H", "1h1d", "1h1h", "1w", "1m1h",
                            "1ms", "PT1H", "1h30", "36501d", "36500d1s", "99999999999h", "876001h"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_duration(text));
    }
}

TEST_CASE("a duration is written in the fewest units", "[value][instant][duration]")
{
    using std::chrono::days;
    CHECK(ombud::to_string(duration{}) == "0m");
    CHECK(ombud::to_string(duration{days{0}, 90min}) == "1h30m");
    CHECK(ombud::to_string(duration{days{1}, 12h}) == "1d12h");
    CHECK(ombud::to_string(duration{days{0}, 36h}) == "36h");  // days are counted on a calendar: never made of hours
    CHECK(ombud::to_string(duration{days{2}, 1s}) == "2d1s");
    for (auto const text : {"1d2h3m4s", "1h", "59m59s", "2d", "23h59m"})
        CHECK(ombud::to_string(parse_duration(text).value()) == text);
}
