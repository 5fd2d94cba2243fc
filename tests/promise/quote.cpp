// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/quote.hpp>

#include "support/catch.hpp"

#include <random>

using namespace std::chrono_literals;
using ombud::instant;
using ombud::make_quote;
using ombud::quote_terms;

namespace {

instant at(std::string_view text)
{
    return ombud::parse_instant(text).value().whole;
}

ombud::day_hours hours_of(std::initializer_list<std::string_view> intervals)
{
    std::vector<ombud::day_interval> read;
    for (auto const text : intervals) read.push_back(ombud::parse_day_interval(text).value());
    return ombud::day_hours::make(read).value();
}

// Berlin: Monday to Friday with a lunch break, Saturday until half past two; `sunday` if wanted.
ombud::calendar berlin(std::initializer_list<std::string_view> sunday = {})
{
    ombud::weekly_hours week;
    CHECK(week.set(0b0011111, hours_of({"09:00-12:00", "13:00-17:00"})));
    CHECK(week.set(0b0100000, hours_of({"10:00-14:30"})));
    if (sunday.size() > 0) CHECK(week.set(0b1000000, hours_of(sunday)));
    return ombud::calendar::make(ombud::zone::load("Europe/Berlin").value(), week).value();
}

std::string quoted(ombud::calendar const& hours, quote_terms const& terms, std::string_view now,
                   std::string_view expected)
{
    auto const made = make_quote(hours, terms, at(now), at(expected));
    if (!made) return "none";
    CHECK(made->expected == at(expected));
    return ombud::to_string(made->quoted, hours.time_zone().offset_at(made->quoted));
}

quote_terms const standard{};  // a quarter, at least 30 minutes, on half hours

}  // namespace

TEST_CASE("the buffer is a share of the open time, or the least one where that is longer", "[promise][quote]")
{
    auto const hours = berlin();
    // Monday 09:00 to 10:00 is 1 h: a quarter is 15 min, so 30 min count.
    CHECK(quoted(hours, standard, "2026-03-02T09:00:00+01:00", "2026-03-02T10:00:00+01:00")
          == "2026-03-02T10:30:00+01:00");
    // Monday 09:00 to Tuesday 10:00 is 7 h + 1 h: a quarter is 2 h.
    CHECK(quoted(hours, standard, "2026-03-02T09:00:00+01:00", "2026-03-03T10:00:00+01:00")
          == "2026-03-03T12:00:00+01:00");
    // 7 h: a quarter is 105 min, all of them the next morning: 10:45, rounded.
    CHECK(quoted(hours, standard, "2026-03-02T09:00:00+01:00", "2026-03-02T17:00:00+01:00")
          == "2026-03-03T11:00:00+01:00");
    // Nothing is left of the time: the least buffer still counts.
    CHECK(quoted(hours, standard, "2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00+01:00")
          == "2026-03-02T10:30:00+01:00");
}

TEST_CASE("a buffer passes over lunch, night and weekend", "[promise][quote]")
{
    auto const hours = berlin();
    CHECK(quoted(hours, standard, "2026-03-02T11:00:00+01:00", "2026-03-02T11:40:00+01:00")
          == "2026-03-02T13:30:00+01:00");  // 11:40 + 30 min is 13:10
    CHECK(quoted(hours, standard, "2026-03-06T16:00:00+01:00", "2026-03-06T16:45:00+01:00")
          == "2026-03-07T10:30:00+01:00");  // Friday 16:45 + 30 min is Saturday 10:15
    CHECK(quoted(hours, standard, "2026-03-07T14:00:00+01:00", "2026-03-07T14:10:00+01:00")
          == "2026-03-09T09:30:00+01:00");  // Saturday 14:10 + 30 min is Monday 09:10
}

TEST_CASE("a closing time may be quoted; past it the next opening is rounded up again", "[promise][quote]")
{
    auto const hours = berlin();
    CHECK(quoted(hours, standard, "2026-03-02T11:00:00+01:00", "2026-03-02T11:30:00+01:00")
          == "2026-03-02T12:00:00+01:00");
    CHECK(quoted(hours, standard, "2026-03-07T13:00:00+01:00", "2026-03-07T14:00:00+01:00")
          == "2026-03-07T14:30:00+01:00");
    // On a grid of 2 h Saturday 13:40 becomes 14:00; 14:10 would be 16:00, closed; Monday 09:00 becomes 10:00.
    quote_terms const two_hours{0, 10min, 2h};
    CHECK(quoted(hours, two_hours, "2026-03-07T13:00:00+01:00", "2026-03-07T13:30:00+01:00")
          == "2026-03-07T14:00:00+01:00");
    CHECK(quoted(hours, two_hours, "2026-03-07T13:00:00+01:00", "2026-03-07T14:00:00+01:00")
          == "2026-03-09T10:00:00+01:00");
    // 17:00 is not on a grid of 7 h (07:00, 14:00, 21:00, midnight): the next one within hours is the day after.
    CHECK(quoted(hours, {0, 0s, 7h}, "2026-03-02T14:30:00+01:00", "2026-03-02T15:00:00+01:00")
          == "2026-03-03T14:00:00+01:00");
}

TEST_CASE("a quote is later than expected even without any buffer", "[promise][quote]")
{
    auto const hours = berlin();
    quote_terms const none{0, 0s, 30min};
    CHECK(quoted(hours, none, "2026-03-02T09:00:00+01:00", "2026-03-02T10:00:00+01:00")
          == "2026-03-02T10:30:00+01:00");
    CHECK(quoted(hours, none, "2026-03-02T09:00:00+01:00", "2026-03-02T17:00:00+01:00")
          == "2026-03-03T09:00:00+01:00");
    CHECK(quoted(hours, {0, 0s, 1s}, "2026-03-02T09:00:00+01:00", "2026-03-02T10:00:00+01:00")
          == "2026-03-02T10:00:01+01:00");
}

TEST_CASE("the grid is the wall clock's, before and after it is put forward or back", "[promise][quote]")
{
    auto const hours = berlin({"00:00-06:00"});
    // 29 March: 01:40 + 10 min, on half hours, is 02:00, which is skipped: the clock reads 03:00.
    CHECK(quoted(hours, {0, 10min, 30min}, "2026-03-29T00:30:00+01:00", "2026-03-29T01:40:00+01:00")
          == "2026-03-29T03:00:00+02:00");
    // On a grid of 2 h 02:00 does not exist that day, and 03:00 is none of its times.
    CHECK(quoted(hours, {0, 10min, 2h}, "2026-03-29T00:30:00+01:00", "2026-03-29T01:40:00+01:00")
          == "2026-03-29T04:00:00+02:00");
    // 25 October: 02:00 to 03:00 passes twice; the second 02:00 is half an hour after the first 02:30.
    CHECK(quoted(hours, {0, 10min, 2h}, "2026-10-25T00:30:00+02:00", "2026-10-25T02:20:00+02:00")
          == "2026-10-25T02:00:00+01:00");
    CHECK(quoted(hours, {0, 10min, 30min}, "2026-10-25T00:30:00+02:00", "2026-10-25T02:10:00+01:00")
          == "2026-10-25T02:30:00+01:00");
}

TEST_CASE("without a calendar a quote is plain arithmetic", "[promise][quote]")
{
    auto const always = ombud::calendar::always();
    // Three days, a quarter of 72 h is 18 h.
    CHECK(quoted(always, standard, "2026-03-02T10:00:00Z", "2026-03-05T10:00:00Z") == "2026-03-06T04:00:00+00:00");
    CHECK(quoted(always, {0.25, 30min, 24h}, "2026-03-02T10:00:00Z", "2026-03-05T10:00:00Z")
          == "2026-03-07T00:00:00+00:00");
}

TEST_CASE("hours without any time of the grid give the first closing", "[promise][quote]")
{
    ombud::weekly_hours week;
    CHECK(week.set(0b0000001, hours_of({"09:10-09:20"})));
    auto const hours = ombud::calendar::make(ombud::zone::utc(), week).value();
    CHECK(quoted(hours, {0, 5min, 30min}, "2026-03-02T09:10:00Z", "2026-03-02T09:12:00Z")
          == "2026-03-02T09:20:00+00:00");
    CHECK(quoted(hours, {0, 9min, 30min}, "2026-03-02T09:10:00Z", "2026-03-02T09:12:00Z")
          == "2026-03-09T09:20:00+00:00");
}

TEST_CASE("where the calendar has no answer there is no quote", "[promise][quote]")
{
    auto const always = ombud::calendar::always();
    CHECK(quoted(always, standard, "2026-03-02T10:00:00Z", "2150-03-02T10:00:00Z") == "none");
    CHECK(quoted(always, {1e9, 0s, 30min}, "2026-03-02T10:00:00Z", "2027-03-02T10:00:00Z") == "none");
    CHECK(quoted(always, {1e300, 0s, 30min}, "2026-03-02T10:00:00Z", "2027-03-02T10:00:00Z") == "none");
}

namespace {

// The oracle counts minutes since 2026-01-01T00:00Z, a Thursday, and knows Berlin's two changes of that year.
struct slow_berlin {
    static constexpr int forward = (31 + 28 + 28) * 1440 + 60;                                  // 29 March, 01:00 UTC
    static constexpr int back = (31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 24) * 1440 + 60;  // 25 October

    static int wall(int minute) { return minute + (minute >= forward && minute < back ? 120 : 60); }
    static bool open(int minute)
    {
        int const local = wall(minute), weekday = (local / 1440 + 3) % 7, m = local % 1440;  // 0 is Monday
        if (weekday < 5) return (m >= 540 && m < 720) || (m >= 780 && m < 1020);
        return weekday == 5 ? m >= 600 && m < 870 : m < 360;
    }
    static int quote(int now, int expected, int quarters, int least, int step)
    {
        int passed = 0;
        for (int m = now; m < expected; ++m) passed += open(m);
        int left = std::max((passed * quarters + 3) / 4, least), t = expected;  // whole minutes, as the grid is
        for (; left > 0; ++t) left -= open(t);
        while (t <= expected || wall(t) % 1440 % step != 0 || !(open(t) || open(t - 1))) ++t;
        return t;
    }
};

}  // namespace

TEST_CASE("quotes agree with an oracle that counts minutes", "[promise][quote][oracle]")
{
    auto const hours = berlin({"00:00-06:00"});
    instant const origin = at("2026-01-01T00:00:00Z");
    std::mt19937 random(20260302);
    auto const below = [&](unsigned n) { return static_cast<int>(random() % n); };
    for (int round = 0; round < 3000; ++round) {
        // a third of the worlds lie around a change of the clock
        int const changes[] = {slow_berlin::forward, slow_berlin::back};
        int const centre = round % 6 < 2 ? changes[round % 6] : 2880 + below(300 * 1440);
        int const now = (centre - below(2000)) / 4 * 4;
        int const expected = now + below(1000) * 4;
        int const quarters = below(5), least = below(200);
        int const steps[] = {5, 15, 30, 60, 120, 360, 420, 1440};
        int const step = steps[below(8)];
        CAPTURE(round, now, expected, quarters, least, step);
        auto const made = make_quote(hours, {quarters / 4.0, std::chrono::minutes{least}, std::chrono::minutes{step}},
                                     origin + std::chrono::minutes{now}, origin + std::chrono::minutes{expected});
        REQUIRE(made);
        REQUIRE(made->quoted > made->expected);
        int const slow = slow_berlin::quote(now, expected, quarters, least, step);
        REQUIRE((made->quoted - origin).count() == 60 * slow);
    }
}

TEST_CASE("a time at which the customer cannot be reached becomes the next one at which they can", "[promise][quote]")
{
    auto const quoted_to = [](std::string_view zone, std::string_view expected) {
        ombud::reachable_hours const reach{ombud::zone::load(zone).value()};
        auto const made = make_quote(berlin(), {}, at("2026-03-02T09:30:00+01:00"), at(expected), &reach);
        return made ? ombud::to_string(made->quoted, 1h) : std::string("never");
    };
    CHECK(quoted_to("Europe/Lisbon", "2026-03-02T10:00:00+01:00") == "2026-03-02T10:30:00+01:00");
    CHECK(quoted_to("America/New_York", "2026-03-02T10:00:00+01:00") == "2026-03-02T14:00:00+01:00");  // 08:00 there
    CHECK(quoted_to("Asia/Kolkata", "2026-03-02T14:30:00+01:00") == "2026-03-02T15:30:00+01:00");      // 20:00 there
    CHECK(quoted_to("Asia/Kolkata", "2026-03-02T14:31:00+01:00") == "2026-03-03T09:00:00+01:00");      // 20:30 is late
    CHECK(quoted_to("Australia/Sydney", "2026-03-02T10:00:00+01:00") == "2026-03-03T09:00:00+01:00");
    // nine to five in Berlin is night in Honolulu: opening hours alone count
    CHECK(quoted_to("Pacific/Honolulu", "2026-03-02T10:00:00+01:00") == "2026-03-02T10:30:00+01:00");
}
