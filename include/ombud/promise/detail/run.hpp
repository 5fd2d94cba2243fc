// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_DETAIL_RUN_HPP
#define OMBUD_PROMISE_DETAIL_RUN_HPP

/// @file run.hpp
/// What the fold remembers: where the case stands, and each start of each promise.   @layer 4 promise

#include <ombud/base/config.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/value/instant.hpp>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// In which part somebody has a case.   @source spec 4, Clocks (attribution)
enum class holder_part : std::uint8_t { handler, decider, customer, third_party };

namespace promise_detail {

struct holder {
    holder_part part = holder_part::handler;
    std::uint32_t name = 0;  // of handler or decider
    friend auto operator<=>(holder const&, holder const&) = default;
};

// How long each holder had a case: few of them, by holder.
using held_times = std::vector<std::pair<holder, std::chrono::seconds>>;

// Where the case stands: the same for all its clocks.
struct course {
    case_phase phase = case_phase::open;
    bool opened = false;
    bool referred = false;
    std::uint32_t handler = 0;
    std::uint32_t decider = 0;

    bool resolved() const noexcept { return phase == case_phase::resolved || phase == case_phase::closed; }
    holder holds() const noexcept
    {
        if (phase == case_phase::waiting_on_customer) return {holder_part::customer, 0};
        if (phase == case_phase::waiting_on_third_party) return {holder_part::third_party, 0};
        if (referred) return {holder_part::decider, decider};
        return {holder_part::handler, handler};
    }
};

// Where the case stood from an event on.
struct course_change {
    instant at;
    course after;
};

// How often a step has happened, and whether it is over.
struct step_count {
    std::uint32_t done = 0;
    bool over = false;
};

// Open time of a calendar up to each instant from `from` to `until`, between which it neither opens nor closes.
struct open_mark {
    instant from = instant::max();
    instant until = instant::min();
    std::chrono::seconds before{0};  // open time up to `from`
    bool is_open = false;
    bool answers = false;            // whether the calendar reaches so far

    bool covers(instant t) const noexcept { return from <= t && t <= until; }
    std::optional<std::chrono::seconds> open_until(instant t) const noexcept
    {
        if (!answers) return std::nullopt;
        return is_open ? before + (t - from) : before;
    }
    /// What follows an instant, as far as it is told at once.
    static open_mark from_instant(calendar const& hours, instant t) noexcept
    {
        open_mark out;
        out.from = out.until = t;
        auto const before = hours.between(calendar_begin, t);
        if (!before) return out;
        constexpr auto last = calendar_end - std::chrono::seconds{1};
        out.before = *before;
        out.answers = true;
        out.is_open = hours.is_open(t);
        if (hours.always_open()) out.until = last;
        else if (auto const end = out.is_open ? hours.next_close(t) : hours.next_open(t))
            out.until = std::min(*end, last);
        return out;
    }
};

// One start of one promise. It is counted whether the template applies or not, so that one that begins to apply can
// take it over; only what is in force is seen.
struct run {
    std::string key;
    std::uint32_t nth = 0;
    instant started;
    std::optional<instant> due;         // final once breached
    std::chrono::seconds total{0};      // open time from start to due
    std::chrono::seconds elapsed{0};    // up to `since`
    instant since;                      // what was counted last; where it stands still: since when
    std::optional<std::chrono::seconds> open_since;  // open time of the calendar up to then
    instant awake;                      // when it last began to run
    std::chrono::seconds before{0};     // what had elapsed then
    instant forced;                     // when it came into force
    bool in_force = false;
    bool running = true;
    bool breached = false;
    std::optional<instant> ended;
    held_times held;  // INVARIANT: sums up to `elapsed`
    std::vector<step_count> steps;
    std::chrono::seconds no_step_before{0};  // none of them happens while less has elapsed

    explicit run(instant t) : started(t), since(t), awake(t), forced(t) {}
};

// All starts of one promise.
struct track {
    bool applies = false;
    bool started = false;     // whether there ever was a start
    std::vector<run> open;    // INVARIANT: in the order of their starts
    std::vector<run> last;    // the one in force that ended last; INVARIANT: at most one
    std::vector<run> ended;   // all of those, where the past is kept
    std::uint32_t met = 0;    // ended in time, `last` included
    std::uint32_t breached = 0;
    std::uint64_t ended_by = 0;  // how long the kinds of events are that end steps, as bits; told by the promise, once
    std::chrono::seconds usual_total{-1};  // of a start, and what has elapsed when its first step happens
    std::chrono::seconds usual_reach{0};
    held_times spare_held;                // memory of a start that ended, for the next one
    std::vector<step_count> spare_steps;
    instant last_start;       // of the latest start; with how many before it began at that instant
    std::uint32_t same_start = 0;
};

}  // namespace promise_detail

}}  // namespace ombud

#endif  // OMBUD_PROMISE_DETAIL_RUN_HPP
