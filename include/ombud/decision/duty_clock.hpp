// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DUTY_CLOCK_HPP
#define OMBUD_DECISION_DUTY_CLOCK_HPP

/// @file duty_clock.hpp
/// Duties that earlier decisions gave, each as a clock of its own until something settles it (D16, D17).
/// @layer 6 decision (uses: model, promise)

#include <ombud/base/config.hpp>
#include <ombud/model/earlier_decision.hpp>
#include <ombud/model/event.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What was due at once when it was decided is late this much after: nobody says that they heard it within a second. A
/// desk whose `duties` say how long it may take is taken at its word.
inline constexpr std::chrono::minutes time_for_at_once{15};

/// Where one duty stands at one instant. Lengths are plain time: a duty says by when, not on whose calendar.
struct duty_clock {
    earlier_duty duty;  ///< as the first decision with its id wrote it
    clock_state state = clock_state::running;  // INVARIANT: running, met or breached
    instant started;              ///< when it was first decided
    std::optional<instant> due;   ///< after it it is late: the earliest that a decision says; none: no time was said
    std::optional<instant> ended; ///< when it was settled, in time or late
    std::optional<std::chrono::seconds> remaining;  ///< while it is not settled and not late
    std::optional<std::chrono::seconds> late;
    std::uint32_t met_before = 0;       ///< earlier attempts in time: a follow-up that nobody replied to is made again
    std::uint32_t breached_before = 0;  ///< and those that were not

    bool open() const noexcept { return !ended; }
};

/// The duties of a case after some of its decisions and events, oldest first; of the same instant the events, which the
/// decision has seen. A regular value, which goes on when more is taken.
///
/// An event settles the duties that end with its kind and were decided before it: of these, where any is owed by whom
/// the event names in `by`, only theirs, and where any is owed to whom it names in `to`, only those. A `staff_message`
/// counts where it answers the customer, and an automatic event settles only what it names. An event `done` settles
/// the duty whose id is its `id` or `ref`, whenever it happens.   @source spec 11, Duties live
class duty_fold {
public:
    OMBUD_DECL void take(earlier_decision const& decided);
    OMBUD_DECL void take(event const& happened);
    /// Whether an event may settle one by its kind.
    bool any_open() const noexcept { return open_ != 0; }
    /// Where the duties stand at `now`, in the order in which they came up; `next` becomes the first instant at which
    /// one of them is late, if that is before it.
    OMBUD_DECL void report(instant now, std::vector<duty_clock>& out, std::optional<instant>& next) const;

private:
    struct track {
        earlier_duty duty;
        instant started;
        instant since;  // when it was decided, or last attempted
        std::optional<instant> due;
        std::chrono::seconds allowed{0};  // from `since` to `due`
        std::optional<instant> ended;
        std::uint32_t met = 0;  // attempts before this one
        std::uint32_t breached = 0;
        bool late_at(instant t) const noexcept { return due && t > *due; }
    };
    void settle(track& one, event const& happened);
    void settle_named(event const& happened);

    std::vector<track> tracks_;
    std::size_t open_ = 0;                                     // INVARIANT: how many of them are not settled
    std::vector<std::pair<std::string, instant>> done_early_;  // ids that were settled before anybody decided them
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/duty_clock.ipp>
#endif
#endif  // OMBUD_DECISION_DUTY_CLOCK_HPP
