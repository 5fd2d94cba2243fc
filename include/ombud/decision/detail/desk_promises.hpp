// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DETAIL_DESK_PROMISES_HPP
#define OMBUD_DECISION_DETAIL_DESK_PROMISES_HPP

/// @file desk_promises.hpp
/// The promises of a desk, and the conditions that tell which cases and events they are about.   @layer 6 decision

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/promise/promise.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Events of one kind, or those of which a condition holds.
struct event_test {
    std::string kind;  // empty: the condition counts
    predicate holds;
};

// Conditions of a promise. Those over events have no part in the past or future of the case.
struct promise_conditions {
    predicate when;
    std::vector<event_test> starts_on;
    std::vector<event_test> stops_on;
    std::vector<event_test> resets_on;
};

struct desk_promises {
    std::vector<promise> all;                    // INVARIANT: sorted by id
    std::vector<promise_conditions> conditions;  // INVARIANT: parallel to `all`
    std::vector<fact> facts;                     // INVARIANT: sorted, unique; all that conditions name
    std::optional<fact> priority;                // what `priority` events change, if a condition names it

    bool any_custom() const noexcept
    {
        for (auto const& one : all)
            if (one.is_custom()) return true;
        return false;
    }
};

}}}  // namespace ombud::decision_detail

#endif  // OMBUD_DECISION_DETAIL_DESK_PROMISES_HPP
