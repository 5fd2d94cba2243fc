// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_CLOCK_HPP
#define OMBUD_PROMISE_CLOCK_HPP

/// @file clock.hpp
/// The clocks of a case: a fold over its events, never running totals.
/// @layer 4 promise (uses: value, calendar, model, promise/promise, promise/stretch)

#include <ombud/base/config.hpp>
#include <ombud/model/detail/text_index.hpp>
#include <ombud/model/event.hpp>
#include <ombud/promise/detail/run.hpp>
#include <ombud/promise/promise.hpp>
#include <ombud/promise/stretch.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What an event means to clocks; everything else is `other`.   @source spec 4, Events
enum class clock_signal : std::uint8_t {
    other, opened, customer_message,
    answer,  ///< a public message of a person: internal notes and automatic messages answer nobody
    assigned, referred, decided, returned, state, reopened, promised, kept, withdrawn, priority
};

/// An event as clocks see it. The texts are the event's own.
struct clock_event {
    instant at;
    clock_signal what = clock_signal::other;
    std::string_view kind;
    std::string_view by;
    /// Whom it is given to, the state or the priority it takes; promises: `customer` or empty for the customer.
    std::string_view to;
    std::string_view id;  ///< of the promise that is meant
    std::optional<instant> due;
};
/// Classify an event. An automatic message of a customer is `other` too.
OMBUD_DECL clock_event read_clock_event(event const& happened) noexcept;

/// What an event does to a custom promise, as the desk's conditions say.
struct custom_marks {
    bool starts = false;
    bool stops = false;
    bool resets = false;
};

/// Where a clock is. A breach is final for its start: a late answer does not undo it.   @source spec 4, Clocks
enum class clock_state : std::uint8_t { pending, running, paused, met, breached };
/// `"pending"`, `"running"`, `"paused"`, `"met"`, `"breached"`.
OMBUD_DECL std::string_view to_string(clock_state state) noexcept;
/// `"handler"`, `"decider"`, `"customer"`, `"third_party"`.
OMBUD_DECL std::string_view to_string(holder_part part) noexcept;

/// A length of open time: `"1h30m"`, `"30h"`, `"45s"`; `"0m"` for nothing. Without days, which have no fixed length.
OMBUD_DECL std::string open_time_text(std::chrono::seconds length);

/// How much of a clock's time somebody had the case.   @source D7, D26
struct held_time {
    holder_part part = holder_part::handler;
    std::string who;  ///< handler and decider: the id, as events name it; empty: nobody was named
    std::chrono::seconds elapsed{0};
};

/// One clock at one instant. All lengths are open time of the promise's calendar.
struct clock {
    std::uint32_t promise = 0;  ///< which of the desk's promises
    std::string key;            ///< `promised`: the promise's id in the events; else empty
    clock_state state = clock_state::pending;
    std::optional<instant> started;
    std::optional<instant> due;    ///< none while paused or pending, or where the calendar does not reach so far
    std::optional<instant> ended;  ///< when it was answered, in time or late
    std::chrono::seconds elapsed{0};
    std::optional<std::chrono::seconds> remaining;  ///< until the due; zero once it is past; none while pending
    std::optional<std::chrono::seconds> late;       ///< how late a breached one is, or was answered
    std::optional<std::uint32_t> at_risk;           ///< the highest of the template's percents that was reached
    std::vector<held_time> attribution;  // INVARIANT: sums up to `elapsed`; by part, then by who came first
    std::uint32_t met_before = 0;        ///< earlier starts of the same promise that were answered in time
    std::uint32_t breached_before = 0;   ///< and those that were not
};

/// A clock, and what its time was made of.
struct traced_clock {
    ombud::clock clock;  // `met_before`, `breached_before`: zero
    /// From its start to its end, or to the instant asked about. The running ones sum up to `elapsed`, and those of
    /// each holder to the attribution.
    std::vector<stretch> stretches;
};

/// A step that fell due.
struct step_firing {
    std::uint32_t promise = 0;
    std::uint32_t step = 0;    ///< which of the promise's steps
    std::uint32_t repeat = 0;  ///< 0: the first time
    std::string key;           ///< as in `clock`
    instant started;           ///< of the clock
    std::uint32_t nth = 0;     ///< which of the clocks of this promise that started at that instant
    instant at;
    std::string handler;       ///< who had the case then; empty: nobody was named
    instant due;               ///< of the clock, as it was then
};

/// What the clocks of a case come to at one instant.
struct clock_report {
    std::vector<clock> clocks;         // INVARIANT: by promise, then by start
    std::vector<step_firing> firings;  // INVARIANT: by instant, then promise, start, step, repeat
    std::optional<instant> next;       ///< the first instant after it at which anything of this changes by itself
};

/// All clocks of one case after some of its events: a regular value, which goes on when more events are taken. It
/// depends on the events alone, not on when it was asked.
///
/// What happens at an instant acts after it: a step that falls due in the second in which the clock stops still
/// happens, and one that an event makes overdue happens a second later, so that no answer depends on the order in
/// which events of one second arrive.
class clock_fold {
public:
    /// @param applies  to which of the promises the case is subject; as many as there are promises
    /// @param keeps_past  whether it is kept for `trace` what is else only counted
    OMBUD_DECL explicit clock_fold(std::vector<bool> const& applies, bool keeps_past = false);

    /// The next event. Steps that fell due before it and after `since` are appended to `firings`.
    /// @param marks  what the event does to custom promises; as many as there are promises, or none at all
    OMBUD_DECL void take(std::span<promise const> promises, clock_event const& happened,
                         std::span<custom_marks const> marks, instant since, std::vector<step_firing>& firings);
    /// From `at` on the case is subject to these promises.
    OMBUD_DECL void apply(std::span<promise const> promises, std::vector<bool> const& applies, instant at,
                          instant since, std::vector<step_firing>& firings);

    /// Where the clocks stand at `now`, which is not before the last event; the steps in `(since, now]` that no later
    /// event has taken note of are appended to those in `out`.
    /// @param handler  who has the case until it is assigned to somebody; whoever assigns it need not have had it
    OMBUD_DECL void report(std::span<promise const> promises, instant now, instant since, std::string_view handler,
                           clock_report& out) const;

    /// The id of whoever of the staff has the case: the handler or the decider; empty: nobody of them, or nobody who
    /// was named.
    /// @param handler  as for `report`
    OMBUD_DECL std::string_view holder(std::string_view handler) const noexcept;
    /// Every start that was or is in force, by promise, then by start; nothing unless the past was kept.
    OMBUD_DECL std::vector<traced_clock> trace(std::span<promise const> promises, instant now,
                                               std::string_view handler) const;

    /// Whether the case was opened.
    bool opened() const noexcept { return course_.opened; }

private:
    struct firing_sink;
    std::uint32_t number_of(std::string_view name);
    void learn(std::span<promise const> promises);
    promise_detail::course course_after(clock_event const& happened);
    void advance(promise const& one, std::uint32_t number, promise_detail::run& run, instant t,
                 firing_sink const& sink) const;
    void fire_steps(promise const& one, std::uint32_t number, promise_detail::run& run, instant t,
                    firing_sink const& sink) const;
    void act(promise const& one, std::uint32_t number, clock_event const& happened, custom_marks const& marks,
             promise_detail::course const& after, firing_sink const& sink);
    void end(promise const& one, std::uint32_t number, std::size_t which, instant t, firing_sink const& sink);
    void give_up(promise const& one, std::uint32_t number, std::size_t which, instant t, firing_sink const& sink);
    void start(promise const& one, std::uint32_t number, clock_event const& happened,
               promise_detail::course const& after, firing_sink const& sink);
    void keep_promise(promise const& one, std::uint32_t number, clock_event const& happened,
                      promise_detail::course const& after, firing_sink const& sink);
    void settle(promise const& one, std::uint32_t number, promise_detail::course const& after, instant t,
                firing_sink const& sink);
    clock describe(promise const& one, std::uint32_t number, promise_detail::run const& run, instant now,
                   std::string_view handler, std::optional<instant>& next) const;
    traced_clock trace_run(promise const& one, std::uint32_t number, promise_detail::run run, instant now,
                           std::string_view handler) const;
    std::vector<stretch> stretches_of(promise const& one, promise_detail::run const& run, instant now,
                                      std::string_view handler) const;
    void attribute(promise_detail::run const& run, std::string_view handler, clock& out) const;
    std::string_view name_of(std::uint32_t name, std::string_view handler) const noexcept;

    promise_detail::course course_;
    std::vector<promise_detail::track> tracks_;  // INVARIANT: one a promise
    std::vector<std::uint32_t> heeded_;          // of each promise the signals that concern it, as bits; told once
    std::vector<std::string> names_{"", ""};     // of those who had the case; 0: who had it first, 1: nobody named
    model_detail::text_index numbers_;           // of `names_`, from the second on
    std::vector<promise_detail::open_mark> counted_;  // of each calendar, by number: around what was asked of it last
    bool keeps_past_ = false;
    std::vector<promise_detail::course_change> past_;  // INVARIANT: by instant
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/promise/impl/clock.ipp>
#endif
#endif  // OMBUD_PROMISE_CLOCK_HPP
