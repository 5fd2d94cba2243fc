// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "support/catch.hpp"

#include <date/tz.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>

// Every answer against a count of single minutes. The oracle shares nothing with the library: it asks the tz library
// for each end of each interval and marks minutes in an array.

namespace {

using namespace std::chrono;
using ombud::calendar;
using ombud::instant;
using ombud::local_days;

using intervals = std::vector<std::pair<int, int>>;  // minutes since midnight

/// A calendar as plain data.
struct plain_calendar {
    std::string zone;
    std::array<intervals, 7> week;  // Monday first
    std::map<local_days, intervals> dates;
    std::vector<local_days> holidays;

    std::string text() const
    {
        std::ostringstream out;
        out << zone;
        auto const put = [&](intervals const& all) {
            for (auto const& [open, close] : all) out << ' ' << open << '-' << close;
        };
        for (auto const& day : week) out << " | ", put(day);
        for (auto const& [date, day] : dates) out << " | " << date.time_since_epoch().count() << ':', put(day);
        for (auto const date : holidays) out << " | holiday " << date.time_since_epoch().count();
        return out.str();
    }
};

class minute_oracle {
public:
    minute_oracle(plain_calendar const& c, instant begin, instant end) : begin_(begin)
    {
        auto const* zone = date::locate_zone(c.zone);
        open_.resize(static_cast<std::size_t>(ceil<minutes>(end - begin).count()) + 1);
        auto const real = [&](local_seconds wall) {
            auto const info = zone->get_info(date::local_seconds{wall.time_since_epoch()});
            bool const skipped = info.result == date::local_info::nonexistent;
            return std::pair{instant{wall.time_since_epoch() - info.first.offset}, skipped};
        };
        for (auto day = floor<days>(begin) - days{3}; day < end + days{3}; day += days{1}) {
            local_days const date{day.time_since_epoch()};
            for (auto const& [open, close] : hours_of(c, date)) {
                auto const [from, from_skipped] = real(date + minutes{open});
                auto const until = real(date + minutes{close}).first;
                bool const last_skipped = real(date + minutes{close} - seconds{1}).second;
                if (from_skipped && last_skipped) continue;
                for (auto t = from; t < until; t += minutes{1})
                    if (t >= begin && t < end) open_[index(t)] = true;
            }
        }
        sums_.resize(open_.size() + 1);
        for (std::size_t i = 0; i < open_.size(); ++i) sums_[i + 1] = sums_[i] + (open_[i] ? 60 : 0);
    }
    bool open(instant t) const { return open_[index(t)]; }
    std::int64_t before(instant t) const
    {
        auto const rest = (t - begin_) % minutes{1};
        return sums_[index(t)] + (open(t) ? rest.count() : 0);
    }
    // the first instant, in whole minutes' steps and then seconds, at which the open time is `amount`
    std::optional<instant> first(std::int64_t amount) const
    {
        auto const found = std::lower_bound(sums_.begin() + 1, sums_.end(), amount);
        if (found == sums_.end()) return std::nullopt;
        return begin_ + minutes{found - sums_.begin() - 1} + seconds{amount - *std::prev(found)};
    }
    std::optional<instant> next(instant t, bool state) const
    {
        for (auto i = index(t); i < open_.size(); ++i)
            if (open_[i] == state) return std::max(t, begin_ + minutes{i});
        return std::nullopt;
    }
    static intervals hours_of(plain_calendar const& c, local_days date)
    {
        if (auto const own = c.dates.find(date); own != c.dates.end()) return own->second;
        for (auto const holiday : c.holidays)
            if (holiday == date) return {};
        return c.week[(static_cast<std::size_t>((date.time_since_epoch().count() % 7 + 7) % 7) + 3) % 7];
    }

private:
    std::size_t index(instant t) const { return static_cast<std::size_t>(floor<minutes>(t - begin_).count()); }
    instant begin_;
    std::vector<bool> open_;
    std::vector<std::int64_t> sums_;
};

ombud::day_hours to_hours(intervals const& all)
{
    std::vector<ombud::day_interval> out;
    for (auto const& [open, close] : all) out.push_back({minutes{open}, minutes{close}});
    return ombud::day_hours::make(out).value();
}

calendar build(plain_calendar const& c)
{
    ombud::weekly_hours week;
    for (std::size_t day = 0; day < 7; ++day)
        (void)week.set(ombud::weekdays{1ull << day}, to_hours(c.week[day])).value();
    std::vector<ombud::dated_hours> dates;
    for (auto const& [date, hours] : c.dates) dates.push_back({date, to_hours(hours)});
    return calendar::make(ombud::zone::load(c.zone).value(), week, dates, c.holidays).value();
}

class generator {
public:
    explicit generator(std::uint32_t seed) : random_(seed) {}
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    intervals day()
    {
        if (below(4) == 0) return {};
        if (below(6) == 0) return {{0, 1440}};
        intervals all;
        for (int at = below(5) * 30; at < 1440 && all.size() < 4;) {
            int const close = std::min(1440, at + 1 + below(2) * 29 + below(300));
            all.emplace_back(at, close);
            at = close + below(2) * (1 + below(200));
        }
        return all;
    }
    plain_calendar make(std::string zone, local_days around)
    {
        plain_calendar c{std::move(zone), {}, {}, {}};
        for (auto& hours : c.week) hours = day();
        for (int i = below(4); i > 0; --i) c.dates[around + days{below(14) - 7}] = day();
        for (int i = below(4); i > 0; --i) c.holidays.push_back(around + days{below(14) - 7});
        return c;
    }

private:
    std::mt19937 random_;
};

struct change {
    char const* zone;
    int year;
    unsigned month, day;
};

// Days on which clocks change: by an hour, by half an hour, at midnight, before midnight, by a whole day.
constexpr change changes[] = {
    {"Europe/Berlin", 2026, 3, 29},  {"Europe/Berlin", 2026, 10, 25},      {"America/New_York", 2026, 3, 8},
    {"America/New_York", 2027, 11, 7}, {"Australia/Lord_Howe", 2026, 4, 5}, {"Australia/Lord_Howe", 2026, 10, 4},
    {"Africa/Cairo", 2026, 4, 24},   {"Africa/Cairo", 2026, 10, 29},       {"America/Nuuk", 2026, 3, 28},
    {"America/Nuuk", 2026, 10, 24},  {"Pacific/Apia", 2011, 12, 30},       {"Asia/Kathmandu", 1986, 1, 1},
};

void compare(plain_calendar const& plain, local_days around, generator& random)
{
    auto const c = build(plain);
    instant const middle{around.time_since_epoch()};
    minute_oracle const oracle(plain, middle - days{25}, middle + days{25});
    auto const begin = middle - days{8};
    for (int i = 0; i < 40; ++i) {
        auto const t = begin + minutes{random.below(16 * 1440)} + seconds{random.below(2) * random.below(60)};
        auto const length = seconds{random.below(200'000)};
        INFO(plain.text() << " at " << t.time_since_epoch().count() << " length " << length.count());
        REQUIRE(c.is_open(t) == oracle.open(t));
        REQUIRE(c.between(begin, t)->count() == oracle.before(t) - oracle.before(begin));
        if (auto const next = oracle.next(t, true); next) {
            REQUIRE(*c.next_open(t) == *next);
            if (auto const closing = oracle.next(*next, false)) REQUIRE(*c.next_close(t) == *closing);
        }
        auto const open = oracle.before(t);
        if (auto const sum = oracle.first(open + length.count()); sum && length > seconds{0})
            REQUIRE(*c.add(t, length) == *sum);
        if (open > 0) REQUIRE(*c.prev_close(t) == *oracle.first(open));
        // going back: the latest instant with so much open time before it is the first with one second more, less one
        if (auto const target = open - length.count() - 1; target >= 0)
            REQUIRE(*c.add(t, -length - seconds{1}) == *oracle.first(target + 1) - seconds{1});
    }
}

}  // namespace

TEST_CASE("answers agree with a count of minutes around changes of the clocks", "[calendar][oracle]")
{
    for (auto const& change : changes) {
        local_days const around{year{change.year} / month{change.month} / day{change.day}};
        generator random(20'260'302u + change.month);
        for (int round = 0; round < 12; ++round) {
            auto const plain = random.make(change.zone, around);
            instant const middle{around.time_since_epoch()};
            if (minute_oracle(plain, middle - days{20}, middle).before(middle) == 0)
                continue;  // never open, or nearly: its own test
            compare(plain, around, random);
        }
    }
}

TEST_CASE("counting days agrees with walking them one by one", "[calendar][oracle]")
{
    local_days const around{year{2026} / 3 / 29};
    generator random(7);
    for (int round = 0; round < 200; ++round) {
        auto const plain = random.make("Europe/Berlin", around);
        auto const is_open = [&](local_days day) { return !minute_oracle::hours_of(plain, day).empty(); };
        bool any = false;
        for (auto const& day : plain.week) any = any || !day.empty();
        if (!any) continue;
        auto const c = build(plain);
        auto const zone = c.time_zone();
        for (int i = 0; i < 20; ++i) {
            auto const start = around + days{random.below(20) - 10};
            int const n = random.below(12) - 5;
            auto day = start;
            std::int64_t counted = 0;
            for (int left = n; left != 0;) {
                day += days{n > 0 ? 1 : -1};
                if (is_open(day)) left += n > 0 ? -1 : 1;
            }
            for (auto d = start; d < start + days{15}; d += days{1}) counted += is_open(d);
            auto const wall = minutes{random.below(1440)};
            auto const moved = zone.to_instant(day + wall);
            INFO(plain.text() << " from " << start.time_since_epoch().count() << " n " << n);
            REQUIRE(*c.business_days(start, start + days{15}) == counted);
            REQUIRE(c.is_business_day(start) == is_open(start));
            auto const t = zone.to_instant(start + wall);
            if (zone.to_local(t) != start + wall) continue;  // a wall time that does not exist
            auto const expected = n > 0 ? *c.next_open(moved) : n < 0 ? *c.prev_close(moved) : t;
            REQUIRE(*c.add_days(t, n) == expected);
        }
    }
}
