// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_PROMISE_HPP
#define OMBUD_PROMISE_PROMISE_HPP

/// @file promise.hpp
/// Templates of promises: what is measured, for whom, in which time.
/// @layer 4 promise (uses: value, calendar, model, promise/quote, promise/step)

#include <ombud/base/config.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/promise/quote.hpp>
#include <ombud/promise/step.hpp>
#include <ombud/value/instant.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What the clock of a promise runs from and to.   @source spec 4, Clocks
enum class measure : std::uint8_t {
    first_response,     ///< from the opening to the first answer; frozen once answered
    next_response,      ///< from the first customer message that is not answered yet to the next answer
    update,             ///< from one answer to the next while the case is not resolved, the first from the opening
    resolution,         ///< from the opening until the case is resolved; goes on where it is reopened
    referral_decision,  ///< from a referral, when none is open, to the decision
    callback,           ///< from and to events that the desk names
    custom,             ///< the same
    promised            ///< each promise that an event gives, until it is kept or withdrawn
};
/// As documents write it.
OMBUD_DECL std::string_view to_string(measure what) noexcept;
OMBUD_DECL std::optional<measure> parse_measure(std::string_view text) noexcept;

/// Where a case stands, as `state` events say it.   @source spec 4, Events
enum class case_phase : std::uint8_t {
    open, waiting_on_customer, waiting_on_third_party, waiting_on_staff, resolved, closed
};
inline constexpr std::size_t case_phases = 6;
/// As documents write it.
OMBUD_DECL std::string_view to_string(case_phase phase) noexcept;
OMBUD_DECL std::optional<case_phase> parse_case_phase(std::string_view text) noexcept;

/// To whom something is promised.
enum class promisee : std::uint8_t { customer, handler };
/// `"customer"`, `"handler"`.
OMBUD_DECL std::string_view to_string(promisee who) noexcept;

/// What a change of priority does to a start that is still open.   @source spec 4, Clocks; spec 12, on_change
enum class change_rule : std::uint8_t {
    recompute,  ///< the templates that apply now count, each from the start, with the elapsed time kept
    keep        ///< the start keeps the templates that applied to it when it began
};

/// A promise of the desk. Whether it applies to a case, and what starts, stops and resets a custom one, is told from
/// outside: conditions are not this module's.   @source spec 12, promises[]
struct promise {
    std::string id;
    measure measures = measure::first_response;
    promisee to = promisee::customer;
    duration within;
    calendar_index calendar_number = 0;
    calendar hours;                       ///< the calendar itself; shares its table
    std::bitset<case_phases> pauses_on;
    std::vector<std::uint32_t> at_risk;   // INVARIANT: percents, rising
    quote_terms buffer{0.0, std::chrono::seconds{0}, std::chrono::seconds{60}};
    change_rule on_change = change_rule::recompute;
    boundary at = boundary::close;
    std::vector<step> steps;

    bool pauses(case_phase phase) const noexcept { return pauses_on.test(static_cast<std::size_t>(phase)); }
    /// Whether the desk says which events start and stop it.
    bool is_custom() const noexcept { return measures == measure::callback || measures == measure::custom; }
    /// Whether it starts when the case is opened.
    bool from_opening() const noexcept
    {
        return measures == measure::first_response || measures == measure::update || measures == measure::resolution;
    }
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/promise/impl/promise.ipp>
#endif
#endif  // OMBUD_PROMISE_PROMISE_HPP
