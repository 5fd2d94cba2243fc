// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_DETAIL_STEP_TIMES_HPP
#define OMBUD_PROMISE_DETAIL_STEP_TIMES_HPP

/// @file step_times.hpp
/// When the steps of a start happen, and what tells without the calendar that they have not.   @layer 4 promise

#include <ombud/base/config.hpp>
#include <ombud/promise/detail/run.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/promise/step.hpp>
#include <ombud/value/instant.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>

namespace ombud { inline namespace OMBUD_ABI { namespace promise_detail {

// When a step that happens after `reach` of the clock does, as long as the clock goes on running. What began or came
// into force by an event happens after that event.
inline std::optional<instant> moment_of(promise const& one, run const& of, std::chrono::seconds reach) noexcept
{
    auto const earliest = std::max(of.awake, of.forced) + std::chrono::seconds{1};
    if (reach <= of.before) return earliest;
    auto const reached = one.hours.add(of.awake, reach - of.before, one.at);
    if (!reached) return std::nullopt;
    return std::max(*reached, earliest);
}

// When the step happens next; nothing if it does not any more.
inline std::optional<instant> next_moment(promise const& one, run const& of, std::size_t which) noexcept
{
    auto const& what = one.steps[which];
    auto const& count = of.steps[which];
    if (count.over || count.done > what.times || !of.due) return std::nullopt;
    auto const reach = step_reach(what, count.done, one.hours, *of.due, of.total);
    return reach ? moment_of(one, of, *reach) : std::nullopt;
}

// How much of the clock has elapsed at least when the step happens next: tells without the calendar that most have not.
// More than any clock counts where it does not happen any more.
inline std::chrono::seconds least_reach(promise const& one, run const& of, std::size_t which) noexcept
{
    auto const& what = one.steps[which];
    auto const& count = of.steps[which];
    if (count.over || count.done > what.times || !of.due) return std::chrono::seconds::max();
    bool const plain = what.at.offset.days == std::chrono::days{0} && what.every.days == std::chrono::days{0};
    if (!plain) return std::chrono::seconds{0};
    return step_reach(what, count.done, one.hours, *of.due, of.total).value_or(std::chrono::seconds::max());
}

inline std::chrono::seconds least_reach(promise const& one, run const& of) noexcept
{
    auto least = std::chrono::seconds::max();
    for (std::size_t s = 0; s < of.steps.size(); ++s) least = std::min(least, least_reach(one, of, s));
    return least;
}

// Whether a step that is reached happened at or before `t`, and nobody asks when: told without the calendar of most
// steps of a long case. Where much time has passed the calendar is asked whether it can tell at all.
inline bool is_past(promise const& one, run const& of, std::chrono::seconds reach, instant t, instant since) noexcept
{
    bool const told = reach > std::chrono::seconds{0} && one.at == boundary::close;
    return told && t <= since && std::max(of.awake, of.forced) < t && t - of.awake < std::chrono::days{3'650};
}

}}}  // namespace ombud::promise_detail

#endif  // OMBUD_PROMISE_DETAIL_STEP_TIMES_HPP
