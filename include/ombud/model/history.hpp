// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_HISTORY_HPP
#define OMBUD_MODEL_HISTORY_HPP

/// @file history.hpp
/// Earlier requests and decisions of the same customer or account, as the host tells them.
/// @layer 3 model (uses: value)

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// With a decision: the next requests like it may be granted at once.   @source spec 11, Answers come back
struct standing_answer {
    instant until;                     ///< exclusive
    std::optional<money> up_to;        ///< none: the amount of the decision
    std::vector<std::string> actions;  ///< none: the action of the decision
};

/// One earlier decision. Actions and people are told as they were called then: the desk may have others by now.
/// @source spec 12, Case; spec 11
struct history_row {
    instant at;
    std::string action;
    std::optional<money> amount;
    std::string outcome;                      ///< `"grant"`, `"offer"`, `"decline"`, `"refer"` or `"ask"`
    std::string by;                           ///< who decided; empty: not told
    std::string fingerprint;                  ///< of that decision; empty: not told
    std::string digest;                       ///< of the desk that it was decided by; empty: not told
    std::optional<instant> holds_until;       ///< none: time alone does not change it
    std::optional<standing_answer> standing;
    std::string case_id;
    std::string customer;
};

/// Latest first; what happened at the same instant in an order that does not depend on how the rows were told.
OMBUD_DECL bool comes_first(history_row const& a, history_row const& b) noexcept;

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/history.ipp>
#endif
#endif  // OMBUD_MODEL_HISTORY_HPP
