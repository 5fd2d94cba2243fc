// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_TIMELINE_HPP
#define OMBUD_DECISION_TIMELINE_HPP

/// @file timeline.hpp
/// What the time of a case was made of: why it is late, and with whom the time went (D7, D26).
/// @layer 6 decision (uses: model, promise, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/decision/watch.hpp>
#include <ombud/model/case.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/promise/quote.hpp>
#include <ombud/promise/stretch.hpp>
#include <ombud/value/instant.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// One start of a promise, from its start to its end or to now.
struct timeline_row {
    ombud::clock clock;               ///< `met_before` and `breached_before` are zero: those have rows of their own
    std::vector<stretch> stretches;   // INVARIANT: without gaps; the running ones sum up to the clock's `elapsed`
    std::vector<std::size_t> steps;   ///< which of `watched.steps` are its own, by instant
};

/// An event, as far as a picture tells of it.
struct timeline_event {
    instant at;
    std::string kind;
    std::string by;   ///< empty: the event does not say
    std::string to;
    bool answers = false;  ///< a message of staff that answers somebody, as clocks see it
    bool asks = false;     ///< a message of a customer that waits for one
};

/// What there is to draw. A plain value: it stays valid when the desk and the case are gone.
struct timeline_data {
    watch_data watched;                  ///< as `watch` answers it, with all steps since the beginning
    std::vector<timeline_row> rows;      ///< every start that counts, by promise, then by start; pending ones have none
    std::vector<timeline_event> events;  ///< those not after the instant asked about
    std::optional<quote> answer;         ///< what the decision at that instant expects and quotes, if it has to wait

    ombud::promise const& promise_of(timeline_row const& one) const noexcept { return watched.promise_of(one.clock); }
};

/// Pure, as `watch` is. O(events + opening hours covered).
OMBUD_DECL timeline_data timeline(desk const& d, case_file const& c, instant now);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/timeline.ipp>
#endif
#endif  // OMBUD_DECISION_TIMELINE_HPP
