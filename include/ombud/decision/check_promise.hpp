// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_CHECK_PROMISE_HPP
#define OMBUD_DECISION_CHECK_PROMISE_HPP

/// @file check_promise.hpp
/// Whether a promise may be made, and which one instead.   @layer 6 decision (uses: value, model, decision)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>
#include <ombud/decision/decision.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/case.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// What somebody is about to say: "you will get this", or only "you will get an answer".
struct offered_promise {
    std::optional<action_index> action = {};  ///< none: what the case asks for
    std::optional<money> amount = {};         ///< none: what the case asks for
    std::optional<instant> due = {};          ///< by when; none: no time is promised
    std::string to = "customer";         ///< or the id of a member of staff
    bool answer = false;                 ///< an answer is promised, whatever it will be
};

/// Why a promise must not be made.
struct promise_reason {
    /// `authority` (the handler may not commit to this), `policy` (it would not be granted, or not as much), `time`
    /// (it cannot be done by then), `promise` (an earlier time is promised already, and can be kept), `unknown_facts`,
    /// `amount_not_taken`, or the cause of the referral that it would be: `special_client`, `conflict_of_interest`,
    /// `undisclosed`, …
    std::string code;
    std::string say;
};

/// What came of it.
struct promise_check {
    bool kept = false;                     ///< it may be made as offered
    std::vector<promise_reason> reasons;   // INVARIANT: empty iff `kept`
    offered_promise offered;
    /// The nearest promise that is safe to make, proved by asking again: as much as would be granted, or an answer by
    /// the quoted time. None where nothing can be promised yet: facts are missing, the answer is no, nobody can decide.
    std::optional<offered_promise> safe;
    /// What runs and cannot be kept any more, so that what is offered takes its place: the customer has to hear of it
    /// before that passes. Also of a promise that is not safe.   @source D7, D21
    std::optional<promised_answer> renegotiates;
    decision then;                         ///< the decision of what is promised
};

/// Whether this handler may promise this on this case, now: authority, policy (would `decide` grant it?) and time. What
/// the handler grants in person is done at once, so any time before which the handler is there can be kept; what is
/// referred can be answered when the path says, and is safe to promise from the quoted time on. Nothing is promised to
/// the customer for later than what is promised already, as long as that can be kept; nor a time outside of opening
/// hours, or at which the customer cannot be reached, if that is known.
/// @source spec 3, What else can be asked of a desk; spec 4, Quotes; spec 11, Duties live; D3, D21
OMBUD_DECL promise_check check_promise(desk const& d, case_file const& c, offered_promise const& offered, instant now);

/// As one line of JSON: `kept`, `case`, `at`, `handler`, `promise`, `reasons`, `safe`, `renegotiates`.
OMBUD_DECL std::string to_json(promise_check const& check);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/check_promise.ipp>
#endif
#endif  // OMBUD_DECISION_CHECK_PROMISE_HPP
