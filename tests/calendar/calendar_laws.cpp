// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "support/catch.hpp"

#include <random>

// The laws of specification 4, on random instants of the whole range and on a calendar with everything in it.

namespace {

using namespace std::chrono;
using ombud::boundary;
using ombud::calendar;
using ombud::instant;

calendar busy(char const* zone)
{
    ombud::weekly_hours week;
    auto const hours = [](std::vector<ombud::day_interval> all) {
        return ombud::day_hours::make(std::move(all)).value();
    };
    auto const weekday = hours({{minutes{540}, minutes{750}}, {minutes{780}, minutes{1080}}});
    (void)week.set(*ombud::parse_weekdays("mon-fri"), weekday).value();
    auto const night = hours({{minutes{0}, minutes{150}}, {minutes{1320}, minutes{1440}}});
    (void)week.set(*ombud::parse_weekdays("sat-sun"), night).value();
    std::vector<ombud::dated_hours> dates;
    std::vector<ombud::local_days> holidays;
    for (int y = 1970; y < 2101; ++y) {
        dates.push_back({ombud::local_days{year{y} / 12 / 24}, hours({{minutes{540}, minutes{720}}})});
        holidays.push_back(ombud::local_days{year{y} / 12 / 25});
    }
    return calendar::make(ombud::zone::load(zone).value(), week, dates, holidays).value();
}

instant random_instant(std::mt19937_64& random)
{
    constexpr seconds range = ombud::calendar_end - ombud::calendar_begin - days{800};
    auto const passed = random() % static_cast<std::uint64_t>(range.count());
    return ombud::calendar_begin + days{400} + seconds{static_cast<std::int64_t>(passed)};
}

}  // namespace

TEST_CASE("the laws of calendars hold", "[calendar][laws]")
{
    std::mt19937_64 random(42);
    for (auto const* zone : {"UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
                             "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza", "Pacific/Chatham"}) {
        auto const c = busy(zone);
        for (int i = 0; i < 1'500; ++i) {
            auto const t = random_instant(random);
            seconds const d{static_cast<std::int64_t>(random() % 4'000'000) - 2'000'000};
            seconds const more{static_cast<std::int64_t>(random() % 100'000)};
            auto const b = random_instant(random), e = random_instant(random);
            INFO(zone << " t " << t.time_since_epoch().count() << " d " << d.count() << " more " << more.count());
            REQUIRE(*c.between(t, *c.add(t, d)) == d);
            REQUIRE(*c.between(t, *c.add(t, d, boundary::next_open)) == d);
            REQUIRE(*c.add(t, d) <= *c.add(t, d + more));
            REQUIRE(*c.add(t, d) <= *c.add(t + more, d));
            REQUIRE(*c.between(t, e) == *c.between(t, b) + *c.between(b, e));
            REQUIRE(*c.between(t, b) == -*c.between(b, t));
            REQUIRE(c.is_open(*c.next_open(t)));
            REQUIRE(*c.between(t, *c.next_open(t)) == seconds{0});
            REQUIRE_FALSE(c.is_open(*c.next_close(t)));
            REQUIRE(*c.prev_close(t) <= t);
            REQUIRE(c.is_open(*c.prev_close(t) - seconds{1}));
            REQUIRE(c.is_open(*c.prev_open(t)));
            REQUIRE_FALSE(c.is_open(*c.prev_open(t) - seconds{1}));
        }
    }
}

TEST_CASE("periods add up to the open time between their ends", "[calendar][laws]")
{
    std::mt19937_64 random(43);
    auto const c = busy("Australia/Lord_Howe");
    for (int i = 0; i < 200; ++i) {
        auto const a = random_instant(random);
        auto const b = a + hours{random() % 2'000};
        seconds sum{0};
        for (auto const& period : c.periods(a, b)) {
            REQUIRE(period.open < period.close);
            sum += period.close - period.open;
        }
        INFO("from " << a.time_since_epoch().count() << " to " << b.time_since_epoch().count());
        REQUIRE(sum == *c.between(a, b));
    }
}
