// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_EARLIER_DECISION_HPP
#define OMBUD_MODEL_EARLIER_DECISION_HPP

/// @file earlier_decision.hpp
/// What was decided on the same case before, as the host hands it back.   @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A duty of an earlier decision, as that decision wrote it. Who owes it to whom is told as they were called then: the
/// desk may have others by now.   @source spec 11, Duties live
struct earlier_duty {
    std::string id;         ///< not empty; equal ids are one and the same duty
    std::string what;       ///< `"acknowledge"`, `"explain"`, …
    std::string who;        ///< id of a member of staff, or `role:…`
    std::string to;         ///< `"customer"`, id of a member of staff, or `role:…`
    std::optional<instant> by;
    std::optional<instant> quoted;
    std::string because;
    std::string done_when;  ///< a kind of events; `"done"`: only an event that names the duty

    friend bool operator==(earlier_duty const&, earlier_duty const&) = default;
};

/// An earlier decision of the same case.   @source spec 11, Duties live; spec 12, Case
struct earlier_decision {
    instant at;
    std::string outcome;      ///< `"grant"`, `"offer"`, `"decline"`, `"refer"` or `"ask"`
    std::string handler;      ///< empty: not told; so for the next three
    std::string decider;
    std::string fingerprint;
    std::string digest;       ///< of the desk that it was decided by
    std::vector<earlier_duty> duties;
    value record;             ///< all of it, as the host told it

    /// Whether all that is read of them is the same.
    friend bool operator==(earlier_decision const& a, earlier_decision const& b) noexcept
    {
        return a.at == b.at && a.outcome == b.outcome && a.handler == b.handler && a.decider == b.decider
               && a.fingerprint == b.fingerprint && a.digest == b.digest && a.duties == b.duties;
    }
};

}}  // namespace ombud

#endif  // OMBUD_MODEL_EARLIER_DECISION_HPP
