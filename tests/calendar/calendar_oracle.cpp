// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar/calendar.hpp>

#include "libc_zone.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <sstream>

// Every answer against a count of single minutes. The oracle shares nothing with the library: it asks the C library
// for each end of each interval and marks minutes in an array.

namespace {

using namespace std::chrono;
using calendar_oracle::libc_zone;
using ombud::boundary;
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

/// The intervals of a date that exist there, as instants.
std::vector<std::pair<instant, instant>> real_hours(plain_calendar const& c, libc_zone const& zone, local_days date)
{
    auto const hours = [&]() -> intervals {
        if (auto const own = c.dates.find(date); own != c.dates.end()) return own->second;
        if (std::find(c.holidays.begin(), c.holidays.end(), date) != c.holidays.end()) return {};
        return c.week[(static_cast<std::size_t>((date.time_since_epoch().count() % 7 + 7) % 7) + 3) % 7];
    }();
    std::vector<std::pair<instant, instant>> real;
    for (auto const& [open, close] : hours) {
        auto const from = zone.read(date + minutes{open});
        auto const until = zone.read(date + minutes{close});
        bool const skipped = from.skipped && zone.read(date + minutes{close} - seconds{1}).skipped;
        if (!skipped && from.at < until.at) real.emplace_back(from.at, until.at);
    }
    return real;
}

class minute_oracle {
public:
    minute_oracle(plain_calendar const& c, libc_zone const& zone, instant begin, instant end) : begin_(begin)
    {
        open_.resize(static_cast<std::size_t>(ceil<minutes>(end - begin).count()) + 1);
        for (auto day = floor<days>(begin) - days{3}; day < end + days{3}; day += days{1})
            for (auto const& [from, until] : real_hours(c, zone, local_days{day.time_since_epoch()}))
                for (auto t = from; t < until; t += minutes{1})
                    if (t >= begin && t < end) open_[index(t)] = 1;
        sums_.resize(open_.size() + 1);
        for (std::size_t i = 0; i < open_.size(); ++i) sums_[i + 1] = sums_[i] + (open_[i] ? 60 : 0);
    }
    bool open(instant t) const { return open_[index(t)] != 0; }
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
            if ((open_[i] != 0) == state) return std::max(t, begin_ + minutes{i});
        return std::nullopt;
    }
    // the latest instant not after `t` that is open, the one before it being closed
    std::optional<instant> opening(instant t) const
    {
        auto i = index(t);
        while (i > 0 && open_[i] == 0) --i;
        while (i > 0 && open_[i - 1] != 0) --i;
        if (i == 0) return std::nullopt;
        return begin_ + minutes{i};
    }
    std::vector<ombud::open_period> periods(instant a, instant b) const
    {
        std::vector<ombud::open_period> all;
        for (auto at = next(a, true); at && *at < b; at = next(all.back().close, true))
            all.push_back({*at, std::min(b, next(*at, false).value_or(b))});
        return all;
    }

private:
    std::size_t index(instant t) const { return static_cast<std::size_t>(floor<minutes>(t - begin_).count()); }
    instant begin_;
    std::vector<char> open_;
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

// Zones with changes by an hour, by half an hour, at midnight and before, by a whole day, in the month of Ramadan, and
// with none; offsets of whole, half and quarter hours.
constexpr char const* zones[] = {
    "UTC",           "Europe/Berlin", "America/New_York",  "America/Sao_Paulo", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "Asia/Gaza",         "Pacific/Chatham",
    "Africa/Cairo",  "America/Nuuk",  "Asia/Tehran",       "America/St_Johns",
};

/// Days from 1970 to 2100: of all changes of a zone some, and some others.
std::vector<local_days> sample_days(libc_zone const& zone, generator& random)
{
    instant const first = sys_days{year{1970} / 3 / 1}, last = sys_days{year{2100} / 11 / 1};
    auto const changes = zone.days_of_change(first, last);
    std::vector<local_days> sample;
    auto const add = [&](instant t) { sample.emplace_back(floor<days>(t).time_since_epoch()); };
    for (int i = 0; i < 10 && !changes.empty(); ++i)
        add(changes[static_cast<std::size_t>(random.below(static_cast<int>(changes.size())))]);
    for (int i = 0; i < 5; ++i) add(first + days{random.below(static_cast<int>((last - first) / days{1}))});
    return sample;
}

void compare_at(calendar const& c, minute_oracle const& oracle, instant begin, instant t, seconds length)
{
    REQUIRE(c.is_open(t) == oracle.open(t));
    REQUIRE(c.between(begin, t)->count() == oracle.before(t) - oracle.before(begin));
    if (auto const next = oracle.next(t, true); next) {
        REQUIRE(*c.next_open(t) == *next);
        REQUIRE(*c.add(t, seconds{0}, boundary::next_open) == *next);
        if (auto const closing = oracle.next(*next, false)) REQUIRE(*c.next_close(t) == *closing);
    }
    if (auto const opening = oracle.opening(t)) REQUIRE(*c.prev_open(t) == *opening);
    auto const open = oracle.before(t);
    if (open > 0) REQUIRE(*c.prev_close(t) == *oracle.first(open));
    if (auto const sum = oracle.first(open + length.count()); sum && length > seconds{0}) {
        REQUIRE(*c.add(t, length) == *sum);
        if (auto const next = oracle.next(*sum, true)) REQUIRE(*c.add(t, length, boundary::next_open) == *next);
    }
    // going back: the latest instant with so much open time before it is the first with one second more, less one
    if (auto const target = open - length.count() - 1; target >= 0)
        REQUIRE(*c.add(t, -length - seconds{1}) == *oracle.first(target + 1) - seconds{1});
}

void compare(plain_calendar const& plain, libc_zone const& zone, local_days around, generator& random)
{
    instant const middle{around.time_since_epoch()};
    minute_oracle const oracle(plain, zone, middle - days{25}, middle + days{25});
    if (oracle.before(middle) == 0) return;  // never open, or nearly: its own test
    auto const c = build(plain);
    auto const begin = middle - days{8};
    for (int i = 0; i < 40; ++i) {
        auto const t = begin + minutes{random.below(16 * 1440)} + seconds{random.below(2) * random.below(60)};
        auto const length = seconds{random.below(200'000)};
        INFO(plain.text() << " at " << t.time_since_epoch().count() << " length " << length.count());
        compare_at(c, oracle, begin, t, length);
    }
    INFO(plain.text() << " from " << begin.time_since_epoch().count());
    REQUIRE(c.periods(begin, middle + days{8}) == oracle.periods(begin, middle + days{8}));
}

/// Business days from `start` counted one by one.
void compare_days(plain_calendar const& plain, calendar const& c, libc_zone const& zone, local_days start,
                  generator& random)
{
    auto const is_open = [&](local_days day) { return !real_hours(plain, zone, day).empty(); };
    int const n = random.below(12) - 5;
    auto day = start;
    std::int64_t counted = 0;
    for (int left = n; left != 0;) {
        day += days{n > 0 ? 1 : -1};
        if (is_open(day)) left += n > 0 ? -1 : 1;
    }
    for (auto d = start; d < start + days{15}; d += days{1}) counted += is_open(d);
    INFO(plain.text() << " from " << start.time_since_epoch().count() << " n " << n);
    REQUIRE(*c.business_days(start, start + days{15}) == counted);
    REQUIRE(c.is_business_day(start) == is_open(start));
    auto const wall = minutes{random.below(1440)};
    auto const t = zone.read(start + wall);
    if (t.skipped) return;
    auto const moved = zone.read(day + wall).at;
    REQUIRE(*c.add_days(t.at, n) == (n > 0 ? *c.next_open(moved) : n < 0 ? *c.prev_close(moved) : t.at));
}

}  // namespace

TEST_CASE("answers agree with a count of minutes, 1970 to 2100", "[calendar][oracle]")
{
    for (auto const* name : zones) {
        libc_zone const zone(name);
        generator random(20'260'302);
        for (auto const around : sample_days(zone, random)) compare(random.make(name, around), zone, around, random);
    }
}

TEST_CASE("answers agree with a count of minutes where a whole day or an odd offset is left out", "[calendar][oracle]")
{
    struct change {
        char const* zone;
        local_days day;
    };
    for (auto const& [name, day] : {change{"Pacific/Apia", local_days{year{2011} / 12 / 30}},
                                    {"Asia/Kathmandu", local_days{year{1986} / 1 / 1}},
                                    {"Pacific/Kwajalein", local_days{year{1993} / 8 / 21}}}) {
        libc_zone const zone(name);
        generator random(11);
        for (int round = 0; round < 8; ++round) compare(random.make(name, day), zone, day, random);
    }
}

TEST_CASE("counting days agrees with walking them one by one", "[calendar][oracle]")
{
    for (auto const* name : zones) {
        libc_zone const zone(name);
        generator random(7);
        for (auto const around : sample_days(zone, random)) {
            auto plain = random.make(name, around);
            plain.week[2] = {{540, 1020}};  // open once a week at least, lest the walk never end
            auto const c = build(plain);
            for (int i = 0; i < 10; ++i) compare_days(plain, c, zone, around + days{random.below(20) - 10}, random);
        }
    }
}
