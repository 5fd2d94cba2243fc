// SPDX-License-Identifier: BSL-1.0
#include <ombud/calendar.hpp>

#include "examples.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

using namespace calendar_examples;

namespace {

/// Everything that can be asked at `t`; a number, lest it be left out.
std::int64_t ask_all(calendar const& c, instant t)
{
    auto const sum = [](ombud::calendar_result<instant> r) { return r ? r->time_since_epoch().count() : 1; };
    auto const date = floor<days>(c.time_zone().to_local(t));
    auto total = sum(c.next_open(t)) + sum(c.next_close(t)) + sum(c.prev_open(t)) + sum(c.prev_close(t));
    total += sum(c.add(t, 100h)) + sum(c.add(t, -100h)) + sum(c.add(t, 0s, boundary::next_open));
    total += sum(c.add_days(t, 10)) + sum(c.add_days(t, -10)) + sum(c.add(t, ombud::duration{days{2}, 3h}));
    total += c.between(t, t + 1'000h)->count() + *c.business_days(date, date + days{100});
    return total + c.is_open(t) + c.is_business_day(date) + c.time_zone().offset_at(t).count();
}

}  // namespace

TEST_CASE("questions to calendars allocate nothing, whatever the answer", "[calendar][allocations]")
{
    auto const c = desk();
    auto const closed = calendar::make(zone::utc(), {}, {{on("2020-01-01"), open_hours({"09:00-17:00"})}}).value();
    auto const before = allocations;
    std::int64_t total = 0;
    for (auto t = at("1971-01-01T00:00:00Z"); t < at("2100-06-01T00:00:00Z"); t += 1'111h) {
        total += ask_all(c, t) + ask_all(calendar{}, t);
        total += closed.next_open(t).value_or(t).time_since_epoch().count();
    }
    total += c.next_open(instant::max()).error() == errc::instant_out_of_range;
    auto const after = allocations;
    CHECK(after == before);
    CHECK(total != 0);
    CHECK_FALSE(c.periods(at("2026-03-02T00:00:00Z"), at("2026-03-03T00:00:00Z")).empty());
    CHECK(allocations > after);  // the counter counts
}

TEST_CASE("questions to rotations allocate nothing", "[calendar][rotation][allocations]")
{
    auto const from = at("2026-03-03T00:00:00Z");
    auto const r = ombud::rotation::make(zone::load("Europe/Berlin").value(), {0, 1, 2}, {9h, std::chrono::Monday},
                                         on("2026-03-02"), {{from, from + 5h, 3}, {from + 2h, from + 9h, 4}}).value();
    auto const before = allocations;
    std::int64_t total = 0;
    for (auto t = from - 100h; t < from + 2'000h; t += 13min)
        total += r.on_duty(t).value_or(9) + r.next_change(t)->time_since_epoch().count();
    auto const after = allocations;
    CHECK(after == before);
    CHECK(total != 0);
}
