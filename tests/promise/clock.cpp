// SPDX-License-Identifier: BSL-1.0
#include <ombud/promise/clock.hpp>

#include "support/catch.hpp"

using namespace std::chrono_literals;
using ombud::clock_signal;
using ombud::instant;
using ombud::value;

namespace {

using fields = std::vector<std::pair<std::string, value>>;

ombud::event happened(std::string kind, fields more = {})
{
    return {instant{1h}, std::move(kind), std::move(more)};
}

clock_signal meaning(std::string kind, fields more = {})
{
    return read_clock_event(happened(std::move(kind), std::move(more))).what;
}

ombud::promise always_open(ombud::measure what, std::chrono::seconds within)
{
    ombud::promise out;
    out.id = "p";
    out.measures = what;
    out.within.time = within;
    out.hours = ombud::calendar::always();
    return out;
}

ombud::clock_event signal(instant at, clock_signal what, std::string_view to = {})
{
    ombud::clock_event out;
    out.at = at;
    out.what = what;
    out.to = to;
    return out;
}

}  // namespace

TEST_CASE("internal notes and automatic messages answer nobody", "[promise][clock][D9]")
{
    CHECK(meaning("staff_message") == clock_signal::answer);
    CHECK(meaning("staff_message", {{"public", value::boolean(false)}}) == clock_signal::other);
    CHECK(meaning("staff_message", {{"automated", value::boolean(true)}}) == clock_signal::other);
    CHECK(meaning("note", {{"public", value::boolean(true)}}) == clock_signal::other);
    CHECK(meaning("customer_message") == clock_signal::customer_message);
    CHECK(meaning("customer_message", {{"automated", value::boolean(true)}}) == clock_signal::other);
    CHECK(meaning("acknowledge") == clock_signal::other);
}

TEST_CASE("a promise without a due runs no clock", "[promise][clock]")
{
    auto const due = value::timestamp({instant{9h}, 0});
    CHECK(read_clock_event(happened("promised", {{"due", due}})).due == instant{9h});
    auto const open = read_clock_event(happened("promised"));
    CHECK_FALSE(open.due);
    std::vector<ombud::promise> const all{always_open(ombud::measure::promised, 1h)};
    ombud::clock_fold fold({true});
    std::vector<ombud::step_firing> steps;
    fold.take(all, open, {}, instant{}, steps);
    ombud::clock_report report;
    fold.report(all, instant{2h}, instant{}, "lena", report);
    REQUIRE(report.clocks.size() == 1);
    CHECK(report.clocks[0].state == ombud::clock_state::pending);
}

TEST_CASE("who has the case has its time, and a referral is not held against who refers", "[promise][clock][D7]")
{
    std::vector<ombud::promise> const all{always_open(ombud::measure::resolution, 10h)};
    ombud::clock_fold fold({true});
    std::vector<ombud::step_firing> steps;
    fold.take(all, signal(instant{0h}, clock_signal::opened), {}, instant{}, steps);
    fold.take(all, signal(instant{1h}, clock_signal::referred, "omar"), {}, instant{}, steps);
    fold.take(all, signal(instant{4h}, clock_signal::decided), {}, instant{}, steps);
    fold.take(all, signal(instant{4h + 30min}, clock_signal::state, "waiting_on_customer"), {}, instant{}, steps);
    ombud::clock_report report;
    fold.report(all, instant{6h}, instant{}, "lena", report);
    REQUIRE(report.clocks.size() == 1);
    auto const& held = report.clocks[0].attribution;
    REQUIRE(held.size() == 3);
    CHECK((held[0].part == ombud::holder_part::handler && held[0].who == "lena" && held[0].elapsed == 90min));
    CHECK((held[1].part == ombud::holder_part::decider && held[1].who == "omar" && held[1].elapsed == 3h));
    CHECK((held[2].part == ombud::holder_part::customer && held[2].who.empty() && held[2].elapsed == 90min));
    CHECK(report.clocks[0].elapsed == 6h);
}

TEST_CASE("an answer in the very second of the due is in time, and a step of that second still happens",
          "[promise][clock]")
{
    auto one = always_open(ombud::measure::first_response, 1h);
    one.steps.emplace_back();
    one.steps[0].at = ombud::parse_step_point("100%").value();
    std::vector<ombud::promise> const all{one};
    ombud::clock_fold fold({true});
    std::vector<ombud::step_firing> steps;
    fold.take(all, signal(instant{0h}, clock_signal::opened), {}, instant{}, steps);
    ombud::clock_report before;
    fold.report(all, instant{1h}, instant{}, "lena", before);
    CHECK(before.clocks[0].state == ombud::clock_state::running);
    CHECK(before.next == instant{1h + 1s});
    REQUIRE(before.firings.size() == 1);
    fold.take(all, signal(instant{1h}, clock_signal::answer), {}, instant{}, steps);
    CHECK(steps.size() == 1);
    ombud::clock_report after;
    fold.report(all, instant{1h}, instant{}, "lena", after);
    CHECK(after.clocks[0].state == ombud::clock_state::met);
    CHECK_FALSE(after.next);
}

TEST_CASE("a change of priority lets other templates take over what is open, or does not", "[promise][clock]")
{
    auto slow = always_open(ombud::measure::first_response, 4h);
    auto fast = always_open(ombud::measure::first_response, 1h);
    auto const after_change = [&](ombud::change_rule rule) {
        slow.on_change = fast.on_change = rule;
        std::vector<ombud::promise> const all{slow, fast};
        ombud::clock_fold fold({true, false});
        std::vector<ombud::step_firing> steps;
        fold.take(all, signal(instant{0h}, clock_signal::opened), {}, instant{}, steps);
        fold.apply(all, {false, true}, instant{30min}, instant{}, steps);
        ombud::clock_report report;
        fold.report(all, instant{45min}, instant{}, "lena", report);
        return report;
    };
    auto const recomputed = after_change(ombud::change_rule::recompute);
    REQUIRE(recomputed.clocks.size() == 1);  // from the start, with the elapsed kept
    CHECK((recomputed.clocks[0].promise == 1 && recomputed.clocks[0].due == instant{1h}));
    CHECK(recomputed.clocks[0].elapsed == 45min);
    auto const kept = after_change(ombud::change_rule::keep);
    REQUIRE(kept.clocks.size() == 2);
    CHECK((kept.clocks[0].promise == 0 && kept.clocks[0].due == instant{4h}));
    CHECK(kept.clocks[1].state == ombud::clock_state::pending);
}
