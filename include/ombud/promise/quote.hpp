// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_QUOTE_HPP
#define OMBUD_PROMISE_QUOTE_HPP

/// @file quote.hpp
/// What a customer is told about when, beside what is expected: later, rounded, within opening hours (D21).
/// @layer 4 promise (uses: value, calendar)

#include <ombud/base/config.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/value/instant.hpp>

#include <chrono>
#include <optional>

namespace ombud { inline namespace OMBUD_ABI {

/// How a quote is made from an expectation.   @source spec 12, quote
struct quote_terms {
    double ratio = 0.25;                    ///< of the open time until the expected instant, not negative
    std::chrono::seconds at_least{30 * 60}; ///< smallest buffer, open time
    std::chrono::seconds round_to{30 * 60}; ///< grid from local midnight; positive
};

/// When a customer can be reached: hours of each day on the clock of their zone, both ends included.
/// @source spec 11, Duties live
struct reachable_hours {
    zone where;
    std::chrono::seconds from{8 * 3600};    ///< since midnight
    std::chrono::seconds until{20 * 3600};  ///< since midnight

    OMBUD_DECL bool covers(instant t) const noexcept;
    /// The next beginning of these hours after `t`.
    OMBUD_DECL instant next_from(instant t) const noexcept;
};

/// Both times. INVARIANT: quoted > expected.
struct quote {
    instant expected;
    instant quoted;
};

/// `round_up(expected + max(at_least, ratio × (expected − now)))` in open time of the calendar, on a grid from local
/// midnight, later than `expected` and within opening hours (their closing instant included): a time on the grid that
/// falls outside them becomes the next opening, rounded up again. Hours without any time of the grid (09:10–09:20 on
/// one of 30 minutes) give the first closing after the buffer. A time at which the customer cannot be reached becomes
/// the next one at which they can be, within opening hours again; where the two never meet, opening hours alone count.
/// @param customer  null: when they can be reached is not known
/// @return nothing where the calendar does not open again in the time that calendars answer for
/// @source spec 4, Quotes
OMBUD_DECL std::optional<quote> make_quote(calendar const& hours, quote_terms const& terms, instant now,
                                           instant expected, reachable_hours const* customer = nullptr);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/promise/impl/quote.ipp>
#endif
#endif  // OMBUD_PROMISE_QUOTE_HPP
