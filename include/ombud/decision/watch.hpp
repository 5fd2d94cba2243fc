// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_WATCH_HPP
#define OMBUD_DECISION_WATCH_HPP

/// @file watch.hpp
/// The promises of a case: where their clocks stand, what falls due, and when to look again (D4, D7, D9).
/// @layer 6 decision (uses: model, policy, promise)

#include <ombud/base/config.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/decision/duty_clock.hpp>
#include <ombud/model/case.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/promise/promise.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {
struct desk_data;
struct watch_memory;
}

/// A step that fell due: to be delivered at least once; equal ids are one and the same.
struct due_step {
    std::string id;  ///< `CASE/PROMISE[/KEY]/START/STEP[.REPEAT]`: the same inputs give the same one
    instant at;
    std::uint32_t promise = 0;  ///< which of the desk's promises
    std::string key;            ///< as in `clock`
    instant started;            ///< of the clock
    std::uint32_t step = 0;     ///< which of the promise's steps
    std::uint32_t repeat = 0;   ///< 0: the first time
    std::vector<staff_index> who;  ///< for whom, as it stood at `at`
    /// Why it is for nobody: `no_handler`, `no_manager`, `no_sponsor`, `no_members` or `nobody_on_duty`; else empty.
    std::string code;
    /// Of a step that informs the customer: the time that the clock was expected to end by then, and what they are told
    /// now, which is later; none where the calendar does not open again in time.
    std::optional<ombud::quote> quote;
    std::string text;  ///< what to tell the customer; empty for other steps
};

/// That the registration of a special client has to be reviewed soon, for its sponsor and for who registered it. It is
/// about the customer, not about the case: in all their cases it has the same id.   @source spec 11, Duties live; D6
struct review_due {
    std::string id;  ///< `CLIENT/REVIEW_BY/DAYS`: the same inputs give the same one
    instant at;
    std::string client;  ///< the customer, or the account that is registered
    instant review_by;
    int days = 0;        ///< how long before that day: 30, then 7
    std::vector<staff_index> who;
};

/// How long before the end of a shift a hand-over is proposed.
inline constexpr std::chrono::minutes time_for_handover{30};

/// Whoever has the case will be gone before a promise is due, and not be back: it should be handed over before. A
/// proposal, which stands until the shift ends.   @source spec 11, Duties live
struct handover_due {
    std::string id;  ///< `CASE/handover/WHO/END`: the same inputs give the same one
    staff_index from = 0;
    /// With the authority for what is asked, if they have it, and there before it is due: a delegate, or else of their
    /// team, or else of their role or the one they report to; of several whoever is there first once they are gone.
    std::optional<staff_index> to;
    std::optional<instant> available;  ///< from when on that is
    instant by;                        ///< the end of the shift
    std::uint32_t promise = 0;         ///< which of the desk's promises: of several the one that is due first
    std::string key;                   ///< as in `clock`
    instant due;
    std::string code;  ///< `nobody_there`: nobody is before it is due; else empty
};

/// What `watch` answers. A plain value: it stays valid when the desk and the case are gone.
struct watch_data {
    std::string case_id;
    instant at;
    std::optional<instant> since;
    std::vector<clock> clocks;    ///< by promise, then by start
    std::vector<duty_clock> duties;  ///< of the decisions that the case hands back, in the order in which they came up
    std::vector<due_step> steps;  ///< those of `(since, at]`, by instant
    std::vector<handover_due> handovers;  ///< that should be made now, one a shift
    std::vector<review_due> reviews;  ///< those of `(since, at]`, by instant
    std::optional<instant> next;  ///< the first instant after `at` at which anything of this changes; none: never
    std::vector<notice> notices;
    std::shared_ptr<decision_detail::desk_data const> desk;  // INVARIANT: not null

    OMBUD_DECL ombud::promise const& promise_of(clock const& one) const noexcept;
    OMBUD_DECL ombud::promise const& promise_of(due_step const& one) const noexcept;
    OMBUD_DECL ombud::promise const& promise_of(handover_due const& one) const noexcept;
    OMBUD_DECL step const& step_of(due_step const& one) const noexcept;
    /// The id of a member of staff that the answer names by index.
    OMBUD_DECL std::string_view id_of(staff_index who) const noexcept;
};

/// What was found out so far about one case, to go on from: an opaque value. It fits as long as only events and
/// decisions were added to the case, none before the last one; where it does not fit (other facts, another desk,
/// another last event) it is set aside, and the answer is the same.
class watch_state {
public:
    OMBUD_DECL watch_state() noexcept;
    OMBUD_DECL watch_state(watch_state const& other);
    OMBUD_DECL watch_state(watch_state&& other) noexcept;
    OMBUD_DECL watch_state& operator=(watch_state const& other);
    OMBUD_DECL watch_state& operator=(watch_state&& other) noexcept;
    OMBUD_DECL ~watch_state();

    /// For the library's own use.
    OMBUD_DECL decision_detail::watch_memory& memory();

private:
    std::unique_ptr<decision_detail::watch_memory> memory_;  // null: nothing was found out yet
};

/// Where the clocks of a case stand at `now`, the steps that fell due in `(since, now]`, and when to ask again. Pure:
/// equal inputs give equal answers, and asking at every `next` gives the same steps as asking every second. What was
/// answered for an earlier instant stays true unless an event was inserted before it.
///
/// The duties of the decisions that the case hands back are clocks too, until they are settled: `next` minds them.
///
/// A promise applies to a case if its `when` is true of the case's facts. If the desk declares the fact
/// `case.priority`, a text or a whole number, a `priority` event changes it; until the first one it is what that event
/// names in `from`, else what the case tells.
/// @param since  none: from the beginning
/// @source spec 4, Clocks and Escalation steps
OMBUD_DECL watch_data watch(desk const& d, case_file const& c, instant now, std::optional<instant> since = {});
/// The same, going on from `state` and leaving there what to go on from: O(new events).
OMBUD_DECL watch_data watch(desk const& d, case_file const& c, instant now, std::optional<instant> since,
                            watch_state& state);

/// The answer as one line of JSON: nothing left out, lengths in hours, minutes and seconds of open time (`"30h"`).
OMBUD_DECL std::string to_json(watch_data const& answer);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/watch.ipp>
#endif
#endif  // OMBUD_DECISION_WATCH_HPP
