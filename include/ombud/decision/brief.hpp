// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_BRIEF_HPP
#define OMBUD_DECISION_BRIEF_HPP

/// @file brief.hpp
/// All that is known of a case, for whoever decides it next: nobody has to ask twice.
/// @layer 6 decision (uses: value, model)

#include <ombud/base/config.hpp>
#include <ombud/decision/decide.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A question that was answered.
struct answered_question {
    std::string fact;
    instant at;
    bool known = false;  ///< whether the case now tells it; if not, the answer was that it is not known
};

/// A promise that stands: neither kept nor withdrawn.
struct standing_promise {
    std::string id;  ///< empty: it has none
    std::string by;
    std::string to;
    instant at;
    std::string action;
    std::optional<money> amount;
    std::optional<instant> due;
};

/// Something that was offered to the customer, or that the customer refused.
struct offer_made {
    instant at;
    std::string what;  ///< the event's action, or else its text
    std::optional<money> amount;
};

/// What a decider is told. A plain value: it stays valid when the desk and the case are gone.
/// @source spec 11, `brief`
struct brief {
    std::string case_id;
    instant at;
    std::string customer;
    std::string handler;
    std::string action;
    std::optional<money> amount;             ///< asked for
    std::string wants;                       ///< in the customer's own words; may be empty
    ombud::outcome outcome = outcome::refer; ///< what the handler is to do now, and why it is a referral
    std::optional<ombud::cause> cause;
    std::vector<fact_seen> facts;            ///< all that are known, by name
    std::vector<need> open;                  ///< asked, or to be asked now; never what was answered
    std::vector<answered_question> answered; ///< in the order of the answers
    std::vector<standing_promise> promised;
    std::vector<std::string> shown;          ///< policies that the customer was shown, by id
    std::vector<offer_made> offered;
    std::vector<offer_made> refused;         ///< events `refused`, and `offered` with the outcome `refused`
    ombud::stance stance = stance::normal;
    std::optional<ombud::proposal> proposal; ///< the handler's
    std::optional<handler_concern> concern;  ///< the handler's
    /// The earliest time that was promised to the customer; else what they are quoted; none without either.
    std::optional<instant> deadline;
    std::shared_ptr<desk_model const> desk;  // INVARIANT: not null
};

/// Gather it as of `now`: events after that are left out, as in deciding.
OMBUD_DECL brief make_brief(desk const& d, case_file const& c, instant now);

/// One line of JSON, no spaces, keys in the order of the members, nothing left out; equal briefs give equal bytes.
OMBUD_DECL std::string to_json(brief const& b);
/// The same for people, a line each, in English; what there is nothing of is left out.
OMBUD_DECL std::string to_text(brief const& b);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/brief.ipp>
#endif
#endif  // OMBUD_DECISION_BRIEF_HPP
