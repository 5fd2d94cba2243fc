// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/stretch.hpp>

#include "support/catch.hpp"

#include <ombud/promise/clock.hpp>

#include <string>
#include <vector>

// Worked out by hand. 1970-01-05 is a Monday; the office opens from nine to five, Monday to Friday, UTC. The property
// that stretches sum up to what is counted is checked with the random worlds of clock_laws.cpp.

using namespace std::chrono_literals;
using ombud::clock_signal;
using ombud::instant;

namespace {

constexpr auto monday = std::chrono::days{4};

ombud::calendar office()
{
    ombud::weekly_hours week;
    auto const day = ombud::day_hours::make({{9h, 17h}}).value();
    REQUIRE(week.set(*ombud::parse_weekdays("mon-fri"), day));
    return ombud::calendar::make(ombud::zone::utc(), week).value();
}

ombud::clock_event signal(std::chrono::seconds at, clock_signal what, std::string_view to = {})
{
    ombud::clock_event out;
    out.at = instant{monday + at};
    out.what = what;
    out.to = to;
    return out;
}

// `09:00-12:00 running handler lena` for each; hours count on from Monday's midnight.
std::string told(std::vector<ombud::stretch> const& all)
{
    std::string out;
    for (auto const& one : all) {
        auto const hour = [](instant t) { return ombud::open_time_text(t.time_since_epoch() - monday); };
        out += hour(one.from) + '-' + hour(one.to) + ' ' + std::string(to_string(one.kind)) + ' '
               + std::string(to_string(one.part)) + (one.who.empty() ? "" : ' ' + one.who) + (one.late ? " late" : "")
               + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("a clock's time is told piece by piece: who had it, closed hours, pauses, and what is late",
          "[promise][stretch][D7][D26]")
{
    ombud::promise one;
    one.measures = ombud::measure::resolution;
    one.within.time = 6h;
    one.hours = office();
    one.pauses_on.set(static_cast<std::size_t>(ombud::case_phase::waiting_on_customer));
    std::vector<ombud::promise> const all{one};
    ombud::clock_fold fold({true}, true);
    std::vector<ombud::step_firing> steps;
    fold.take(all, signal(13h, clock_signal::opened), {}, instant{}, steps);
    fold.take(all, signal(14h, clock_signal::state, "waiting_on_customer"), {}, instant{}, steps);
    fold.take(all, signal(15h, clock_signal::state, "open"), {}, instant{}, steps);
    fold.take(all, signal(16h, clock_signal::referred, "omar"), {}, instant{}, steps);
    auto const traced = fold.trace(all, instant{monday + 24h + 14h}, "lena");
    REQUIRE(traced.size() == 1);
    CHECK(traced[0].clock.state == ombud::clock_state::breached);
    CHECK(traced[0].clock.elapsed == 8h);
    // one hour by lena, paused for one, one more by lena, one by omar; three are left for omar on Tuesday, from nine
    CHECK(told(traced[0].stretches) == "13h-14h running handler lena\n"
                                       "14h-15h paused customer\n"
                                       "15h-16h running handler lena\n"
                                       "16h-17h running decider omar\n"
                                       "17h-33h closed decider omar\n"
                                       "33h-36h running decider omar\n"
                                       "36h-38h running decider omar late\n");
}

TEST_CASE("every start is told of, those of a promise that ended before too", "[promise][stretch]")
{
    ombud::promise one;
    one.measures = ombud::measure::next_response;
    one.within.time = 1h;
    one.hours = ombud::calendar::always();
    std::vector<ombud::promise> const all{one};
    ombud::clock_fold fold({true}, true);
    std::vector<ombud::step_firing> steps;
    fold.take(all, signal(1h, clock_signal::customer_message), {}, instant{}, steps);
    fold.take(all, signal(3h, clock_signal::answer), {}, instant{}, steps);
    fold.take(all, signal(4h, clock_signal::customer_message), {}, instant{}, steps);
    fold.take(all, signal(4h, clock_signal::answer), {}, instant{}, steps);
    fold.take(all, signal(5h, clock_signal::customer_message), {}, instant{}, steps);
    auto const traced = fold.trace(all, instant{monday + 5h + 30min}, "lena");
    REQUIRE(traced.size() == 3);
    CHECK(told(traced[0].stretches) == "1h-2h running handler lena\n2h-3h running handler lena late\n");
    CHECK(told(traced[1].stretches).empty());  // answered in the second in which it began
    CHECK(told(traced[2].stretches) == "5h-5h30m running handler lena\n");
    CHECK(ombud::clock_fold({true}).trace(all, instant{monday}, "lena").empty());
}

TEST_CASE("pieces that differ in nothing are one", "[promise][stretch]")
{
    using ombud::promise_detail::append_stretches;
    std::vector<ombud::stretch> all;
    ombud::stretch piece{instant{1h}, instant{2h}, {}, false, {}, {}, "lena"};
    append_stretches(all, piece, ombud::calendar::always(), std::nullopt);
    piece.from = instant{2h};
    piece.to = instant{4h};
    append_stretches(all, piece, ombud::calendar::always(), std::nullopt);
    CHECK(all.size() == 1);
    piece.from = instant{5h};
    piece.to = instant{6h};
    append_stretches(all, piece, ombud::calendar::always(), instant{6h});
    CHECK(all.size() == 2);  // there is a gap between
    CHECK_FALSE(all.back().late);  // the due itself is in time
}
