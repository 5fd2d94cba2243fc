// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/step.hpp>

#include "support/catch.hpp"

#include <optional>

using namespace std::chrono_literals;
using ombud::parse_step_point;
using ombud::step;
using kind = ombud::step_point::kind;

namespace {

ombud::instant at(std::string_view text) { return ombud::parse_instant(text).value().whole; }

// Monday to Friday, nine to five, UTC.
ombud::calendar office()
{
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{std::chrono::hours{9}, std::chrono::hours{17}}}).value();
    CHECK(week.set(0b0011111, day));
    return ombud::calendar::make({}, week).value();
}

step written(std::string_view point)
{
    step out;
    out.at = parse_step_point(point).value();
    return out;
}

}  // namespace

TEST_CASE("points are shares, or before or after the due", "[promise][step]")
{
    CHECK(parse_step_point("80%") == ombud::step_point{kind::share, 80, {}});
    CHECK(parse_step_point("-30m") == ombud::step_point{kind::before, 0, {std::chrono::days{0}, 30min}});
    CHECK(parse_step_point("+1d4h") == ombud::step_point{kind::after, 0, {std::chrono::days{1}, 4h}});
    for (auto const text : {"", "%", "80", "4h", "+", "-x", "12345%", "8 0%", "+80%", "--1h"})
        CHECK_FALSE(parse_step_point(text));
}

TEST_CASE("shares are rounded up to the second", "[promise][step]")
{
    CHECK(ombud::share_of(50, 3s) == 2s);
    CHECK(ombud::share_of(80, 4h) == 192min);
    CHECK(ombud::share_of(0, 4h) == 0s);
    CHECK(ombud::share_of(9999, 1s) == 100s);
}

TEST_CASE("a step is reached after so much open time", "[promise][step]")
{
    auto const hours = office();
    auto const due = at("2026-03-02T13:00:00Z");  // a Monday, four hours after the opening
    auto const reach = [&](step const& one, std::uint32_t repeat = 0) {
        return ombud::step_reach(one, repeat, hours, due, 4h).value();
    };
    CHECK(reach(written("80%")) == 192min);
    CHECK(reach(written("-30m")) == 210min);
    CHECK(reach(written("-5h")) == 0s);  // never before the start
    CHECK(reach(written("+4h")) == 8h);
    auto again = written("+1h");
    again.every.time = 2h;
    again.times = 3;
    CHECK(reach(again, 3) == 11h);
}

TEST_CASE("days are counted from the due, on the promise's calendar", "[promise][step]")
{
    auto const hours = office();
    auto const friday = at("2026-03-06T13:00:00Z");
    auto const reach = [&](step const& one, std::uint32_t repeat = 0) {
        return ombud::step_reach(one, repeat, hours, friday, 4h).value();
    };
    CHECK(reach(written("+1d")) == 4h + 8h);     // Monday 13:00
    CHECK(reach(written("-1d")) == 0s);          // Thursday 13:00, before the start
    auto daily = written("100%");
    daily.every.days = std::chrono::days{1};
    CHECK(reach(daily, 2) == 4h + 16h);          // Tuesday 13:00
}
