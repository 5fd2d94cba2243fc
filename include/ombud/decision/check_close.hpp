// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_CHECK_CLOSE_HPP
#define OMBUD_DECISION_CHECK_CLOSE_HPP

/// @file check_close.hpp
/// Whether a case may be closed, and what is still owed if not (D12, D16, D27).
/// @layer 6 decision (uses: model, promise, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/value/instant.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What keeps a case open, in the order in which it is told.   @source spec 11, Duties live
enum class close_obstacle : std::uint8_t {
    open_duty,           ///< of a decision that the case hands back
    running_promise,     ///< to anybody, in time or broken, that nobody has kept; those that closing itself ends do not
                         ///< count
    unanswered_message,  ///< of the customer
    complaint_step       ///< that nobody has taken, and that no open duty names
};
/// `"open_duty"`, …
OMBUD_DECL std::string_view to_string(close_obstacle what) noexcept;

/// One thing that is still owed.
struct close_reason {
    close_obstacle code = close_obstacle::open_duty;
    std::string what;  ///< the duty, the desk's promise or `promised`, `customer_message`, the step of the complaint
    std::string id;    ///< of the duty, or of the promise that an event gave; else empty
    std::string who;   ///< who owes it: a member of staff or `role:…`; empty: nobody was named
    std::optional<instant> due;
    bool late = false;
    std::string say;   ///< the same as a sentence
};

/// Whether a case may be closed. A plain value: it stays valid when the desk and the case are gone.
struct close_check {
    bool may_close = true;
    std::string case_id;
    instant at;
    std::vector<close_reason> reasons;  // INVARIANT: empty iff `may_close`
    std::vector<notice> notices;  ///< what was left out
    std::shared_ptr<desk_model const> desk;  // INVARIANT: not null
};

/// May this case be closed at `now`? Only what has happened until then counts; what was never told is not owed: duties
/// are those of the decisions that the case hands back.   @source spec 11, Duties live
OMBUD_DECL close_check check_close(desk const& d, case_file const& c, instant now);

/// As one line of JSON: `may_close`, `case`, `at`, `reasons`, `notices`.
OMBUD_DECL std::string to_json(close_check const& check);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/check_close.ipp>
#endif
#endif  // OMBUD_DECISION_CHECK_CLOSE_HPP
