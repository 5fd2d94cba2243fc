// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_STEP_HPP
#define OMBUD_PROMISE_STEP_HPP

/// @file step.hpp
/// What is done at a point of a clock: who is told, or gets the case.   @layer 4 promise (uses: value, calendar, model)

#include <ombud/base/config.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/model/staff.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What a step does.   @source spec 12, steps[]
enum class step_action : std::uint8_t {
    notify, reassign, refer,
    inform  ///< the customer, of a new time: before they have to ask (D4)
};
/// `"notify"`, `"reassign"`, `"refer"`, `"inform"`.
OMBUD_DECL std::string_view to_string(step_action what) noexcept;

/// Where on a clock a step stands.
struct step_point {
    enum class kind : std::uint8_t { share, before, after };
    kind what = kind::share;
    std::uint32_t percent = 0;  ///< of the open time between start and due, for a share
    duration offset;            ///< from the due, for the others; open time of the promise's calendar
    friend bool operator==(step_point const&, step_point const&) = default;
};

/// Read `"80%"`, `"-30m"` or `"+4h"`; nothing for anything else, a duration without a sign included.
OMBUD_DECL std::optional<step_point> parse_step_point(std::string_view text) noexcept;

/// Whom a step is for. The customer is informed, and nobody else is.
struct step_target {
    enum class kind : std::uint8_t { handler, manager_of_handler, sponsor, staff, role, team, on_duty, customer };
    kind what = kind::handler;
    std::uint32_t index = 0;  ///< of the person, role or team
    friend bool operator==(step_target const&, step_target const&) = default;
};

/// A step of an escalation policy.   @source spec 4, Escalation steps
struct step {
    std::string written;  ///< its `at`, as the desk has it
    step_point at;
    step_action action = step_action::notify;
    step_target to;
    std::string to_written;
    duration every;                  ///< between one time and the next
    std::uint32_t times = 0;         ///< how often again, after the first
    std::vector<std::string> until;  ///< kinds of events after which it does not happen any more
};

/// How often a step may be repeated.
inline constexpr std::uint32_t most_repeats = 1000;

/// How much open time of a clock has passed where a step happens for the `repeat`th time again (0: the first time);
/// never negative. Where days are counted, they are counted from the due, and so depend on it.
/// @param total  open time between the clock's start and its due
/// @return nothing where the calendar cannot tell
OMBUD_DECL std::optional<std::chrono::seconds> step_reach(step const& one, std::uint32_t repeat, calendar const& hours,
                                                          instant due, std::chrono::seconds total) noexcept;
/// How much of `total` a share is, rounded up to the second.
OMBUD_DECL std::chrono::seconds share_of(std::uint32_t percent, std::chrono::seconds total) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/promise/impl/step.ipp>
#endif
#endif  // OMBUD_PROMISE_STEP_HPP
