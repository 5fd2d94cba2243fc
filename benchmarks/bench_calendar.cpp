// SPDX-License-Identifier: BSL-1.0
// Adding and measuring open time, beside a walk from day to day.
//
//   cmake --preset release && cmake --build --preset release --target bench_calendar
//   benchmarks/compare.py build/release/benchmarks/bench_calendar
//
// `calendar/OPERATION/SPAN/HOLIDAYS` asks the library, `walk/…` a loop over the days between, which knows the zone and
// finds holidays by binary search. Before anything is timed all answers are compared; `bench_calendar --compare-only`
// stops there. Figures are per question, one after the other of 1,024; `allocations` counts operator new.

#include "allocations.hpp"

#include <ombud/calendar.hpp>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace std::chrono;
using ombud::instant;
using ombud::local_days;


/// Monday to Friday 9:00 to 12:30 and 13:00 to 18:00, Saturday 10:00 to 14:00, in Berlin.
struct office {
    ombud::zone zone = ombud::zone::load("Europe/Berlin").value();
    std::vector<local_days> holidays;  // rising
    ombud::calendar calendar;

    static office with(int holidays)
    {
        auto const hours = [](std::vector<ombud::day_interval> all) {
            return ombud::day_hours::make(std::move(all)).value();
        };
        office made;
        // spread over 2020 to 2045, on days of every kind
        for (int i = 0; i < holidays; ++i)
            made.holidays.push_back(local_days{year{2020} / 1 / 1} + days{i * 9'496 / holidays});
        ombud::weekly_hours week;
        (void)week.set(*ombud::parse_weekdays("mon-fri"),
                       hours({{minutes{540}, minutes{750}}, {minutes{780}, minutes{1'080}}})).value();
        (void)week.set(*ombud::parse_weekdays("sat"), hours({{minutes{600}, minutes{840}}})).value();
        made.calendar = ombud::calendar::make(made.zone, week, {}, made.holidays).value();
        return made;
    }

    /// Calls `use(open, close)` for the periods of a day until it says stop.
    template <class Use>
    bool each_period(local_days day, Use use) const
    {
        if (std::binary_search(holidays.begin(), holidays.end(), day)) return true;
        auto const on = weekday{day};
        if (on == Sunday) return true;
        auto const period = [&](minutes open, minutes close) {
            return use(zone.to_instant(day + open), zone.to_instant(day + close));
        };
        if (on == Saturday) return period(minutes{600}, minutes{840});
        return period(minutes{540}, minutes{750}) && period(minutes{780}, minutes{1'080});
    }

    seconds walk_between(instant a, instant b) const
    {
        seconds sum{0};
        for (auto day = floor<days>(zone.to_local(a)); zone.to_instant(day) < b; day += days{1})
            each_period(day, [&](instant open, instant close) {
                auto const from = std::max(a, open), until = std::min(b, close);
                if (from < until) sum += until - from;
                return true;
            });
        return sum;
    }

    instant walk_add(instant t, seconds length) const
    {
        auto left = length;
        instant end{};
        for (auto day = floor<days>(zone.to_local(t));; day += days{1}) {
            bool const on = each_period(day, [&](instant open, instant close) {
                auto const from = std::max(t, open);
                if (from < close && close - from >= left) return end = from + left, false;
                if (from < close) left -= close - from;
                return true;
            });
            if (!on) return end;
        }
    }
};

struct question {
    instant from;
    instant until;
    seconds open;  // between the two
};

std::vector<question> draw(office const& o, days span, std::size_t count)
{
    std::mt19937_64 random(5);
    std::vector<question> all;
    constexpr instant first = sys_days{year{2021} / 1 / 1};
    while (all.size() < count) {
        auto const from = first + seconds{static_cast<std::int64_t>(random() % (10 * 365 * 86'400ull))};
        auto const until = from + span - seconds{static_cast<std::int64_t>(random() % 3'600ull)};
        auto const open = o.walk_between(from, until);
        if (open > seconds{0}) all.push_back({from, until, open});
    }
    return all;
}

bool agree(office const& o, std::vector<question> const& all, std::string const& name)
{
    for (auto const& q : all) {
        auto const sum = o.calendar.add(q.from, q.open);
        auto const between = o.calendar.between(q.from, q.until);
        if (sum && *sum == o.walk_add(q.from, q.open) && between && *between == q.open) continue;
        std::fprintf(stderr, "%s: from %lld for %lld\n", name.c_str(),
                     static_cast<long long>(q.from.time_since_epoch().count()), static_cast<long long>(q.open.count()));
        return false;
    }
    std::fprintf(stderr, "%s: %zu answers agree\n", name.c_str(), 2 * all.size());
    return true;
}

/// Time `ask(question)` over the questions, one after the other.
template <class Ask>
void register_one(std::string const& name, std::shared_ptr<std::vector<question> const> all, Ask ask)
{
    benchmark::RegisterBenchmark(name.c_str(), [all, ask](benchmark::State& state) {
        std::size_t next = 0;
        auto const before = allocations;
        for (auto _ : state) {
            auto const answer = ask((*all)[next]);
            benchmark::DoNotOptimize(answer);
            next = next + 1 == all->size() ? 0 : next + 1;
        }
        count(state, before);
    });
}

bool enter(std::shared_ptr<office const> o, char const* span, days length, std::size_t questions)
{
    auto const all = std::make_shared<std::vector<question> const>(draw(*o, length, questions));
    auto const name = std::string("/").append(span).append("/").append(std::to_string(o->holidays.size()));
    if (!agree(*o, *all, name.substr(1))) return false;
    register_one("calendar/add" + name, all, [o](question const& q) { return *o->calendar.add(q.from, q.open); });
    register_one("walk/add" + name, all, [o](question const& q) { return o->walk_add(q.from, q.open); });
    register_one("calendar/between" + name, all, [o](question const& q) {
        return *o->calendar.between(q.from, q.until);
    });
    register_one("walk/between" + name, all, [o](question const& q) { return o->walk_between(q.from, q.until); });
    return true;
}

}  // namespace

int main(int argc, char** argv)
{
    for (int const holidays : {0, 20, 2'000}) {
        auto const o = std::make_shared<office const>(office::with(holidays));
        // fewer of those that the walk takes long for
        bool const agreed = enter(o, "day", days{1}, 1'000) && enter(o, "year", days{365}, 200)
            && enter(o, "ten_years", days{3'652}, 20);
        if (!agreed) return 1;
    }
    if (argc > 1 && std::strcmp(argv[1], "--compare-only") == 0) return 0;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
