// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_DECISION_HPP
#define OMBUD_DECISION_DECISION_HPP

/// @file decision.hpp
/// The answer to a case: what, who, by when, what to do and say, and why.
/// @layer 6 decision (uses: value, model, policy, promise, escalation)

#include <ombud/base/config.hpp>
#include <ombud/decision/detail/late_text.hpp>
#include <ombud/decision/duty.hpp>
#include <ombud/escalation/hop.hpp>
#include <ombud/model/desk_model.hpp>
#include <ombud/policy/verdict.hpp>
#include <ombud/promise/clock.hpp>
#include <ombud/promise/quote.hpp>
#include <ombud/value/wording.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace decision_detail {
class decision_printer;
}

/// What the handler should do now.   @source spec 1, outcome
enum class outcome : std::uint8_t { grant, offer, decline, refer, ask };
/// Why the outcome is a referral. Of several that apply the first is the decision's; the path meets what all of them
/// require.   @source spec 1, cause; spec 3, the order of all causes
enum class cause : std::uint8_t {
    at_once, unknowable, promise, undisclosed, special_client, policy, gap, conflict, requested, concern,
    conflict_of_interest, skill, authority, undetermined
};
OMBUD_DECL std::string_view to_string(outcome o) noexcept;
OMBUD_DECL std::string_view to_string(cause c) noexcept;
OMBUD_DECL std::string_view to_string(verdict v) noexcept;
OMBUD_DECL std::string_view to_string(rule_state s) noexcept;

/// A fact to ask for, from whom, in which words.
struct need {
    wording fact;
    fact_origin from = fact_origin::staff;
    wording ask;  ///< empty where the desk has no words for it
};

/// Something else that can be done for the customer.
struct alternative {
    wording id;
    wording say;
    bool to_ask_for = false;  ///< an action that the handler cannot give at once: somebody else decides, or facts do
};

/// Something that the reader should know about the decision; `code` is stable.
struct notice {
    wording code;
    wording say;
};

/// The way on which a customer can still get a yes.   @source D27
struct appeal_path {
    staff_index decider = 0;
    std::vector<path_hop> path;
    std::string for_what;  ///< what can be got: `"waiver of hygiene-returns"`, `"grant of 120.00 EUR"`
};

/// A fact as a rule saw it.
struct fact_seen {
    wording name;
    value what;
    std::string_view from;  ///< `"seen"` (system), `"heard"` (customer, staff) or `"assumed"` (a default)
};

/// A labelled condition of a rule, and what it came to.
struct condition_seen {
    wording label;
    truth holds = truth::no;
};

/// What a grant draws on a budget, for the host to book.   @source spec 2, budgets
struct spending {
    wording budget;
    std::optional<money> amount;   ///< none where the action takes none
    std::vector<std::string> per;  ///< as the desk has it: `handler`, `month`, …
};

/// One rule that is not false, and its part in the decision; or a promise that binds.
struct reason {
    wording rule;         ///< `"hygiene-returns/opened"`; empty for a promise
    wording version;      ///< of its policy
    ombud::tier tier = ombud::tier::company;
    rule_state state = rule_state::duty;
    bool without_effect = false;     ///< a rule that was false, listed because everything was asked for
    /// The other rules; for `unknown` the facts; for `undetermined` the error; for `shadow` the facts or the error that
    /// keep it from being true, none if it is.
    std::vector<wording> with;
    std::vector<fact_seen> facts;    ///< sorted by name
    /// Its labelled conditions, in the order of the document; none where neither texts nor all rules were asked for.
    /// Texts name them; the JSON does not have them.
    std::vector<condition_seen> conditions;
    /// A decline by a policy that had to be shown to the customer and, as far as is known, was not: it is no reason for
    /// them (D18). Not in the JSON.
    bool not_shown = false;
};

/// A clock of the case, and which promise it measures.
struct clock_seen {
    wording promise;
    ombud::measure measures = ombud::measure::first_response;
    promisee to = promisee::customer;
    ombud::clock clock;
};

/// By when the customer was promised what an answer would keep: the earliest that runs.
struct promised_answer {
    wording promise;      ///< of the desk; empty for one that an event gave
    std::string id;       ///< of the latter, as events name it; empty: it has none
    instant due;
};

/// What to say, to whom.
struct decision_texts {
    std::string customer;  ///< names no member of staff but the handler, no rank, no special status
    std::string staff;
    std::string audit;
};

/// What a decision is made of. Its wordings are lent by what `desk` keeps alive.
struct decision_data {
    ombud::outcome outcome = ombud::outcome::refer;
    std::optional<ombud::cause> cause;
    std::optional<ombud::verdict> verdict;  ///< none for ask
    std::string case_id;
    instant at;
    staff_index handler = 0;
    action_index action = 0;
    std::optional<money> asked;  ///< the amount that is asked for
    std::optional<staff_index> decider;
    std::optional<staff_index> in_person;  ///< who has to decide where no path leads to a decider
    std::optional<money> amount;  ///< payable, for grant and offer
    std::vector<path_hop> path;
    std::vector<considered_person> considered;
    std::optional<appeal_path> appeal;
    std::vector<alternative> alternatives;
    std::vector<need> needs;
    ombud::stance stance = ombud::stance::normal;
    std::optional<ombud::quote> quote;
    std::optional<instant> holds_until;  ///< when time alone changes the answer; none: never, as far as can be said
    std::vector<duty> duties;
    std::uint32_t round = 0;  ///< how often the matter began anew: complaints, reopenings, help needed after all
    std::vector<spending> spend;
    std::vector<clock_seen> clocks;  ///< of all promises that apply, as `watch` tells them
    std::optional<promised_answer> promised;  ///< not part of the JSON: `clocks` and the case's events tell it
    std::vector<notice> notices;
    std::vector<reason> because;
    std::optional<decision_texts> texts;  ///< none if they were not asked for
    bool spared = false;  ///< a special client whom nobody but management may decline; for people, not in the JSON
    std::shared_ptr<desk_model const> desk;  // INVARIANT: not null; the whole desk is kept, which owns the wordings
};

/// The decision, as the API gives it out. A plain value: it stays valid when the desk and the case are gone; parts that
/// are copied out of it stay valid as long as it or the desk.   @source spec 3, The decision
class decision {
public:
    /// None yet: `decide` makes it one, and before that nothing may be asked of it.
    OMBUD_DECL decision();
    OMBUD_DECL explicit decision(decision_data data) noexcept;
    // Compiled once, since they are made of those of two dozen members.
    OMBUD_DECL decision(decision const&);
    OMBUD_DECL decision(decision&&) noexcept;
    OMBUD_DECL decision& operator=(decision const&);
    OMBUD_DECL decision& operator=(decision&&) noexcept;
    OMBUD_DECL ~decision();

    ombud::outcome outcome() const noexcept { return data_.outcome; }
    /// Why it is a referral; none for other outcomes.
    std::optional<ombud::cause> cause() const noexcept { return data_.cause; }
    /// What the policies and the promises that bind say; none while facts must be asked for.
    std::optional<ombud::verdict> verdict() const noexcept { return data_.verdict; }
    /// Id of who decides: for grant, offer and decline the handler, or whoever gave that answer before or approved it
    /// last; empty for ask, and where nobody can.
    std::string_view decider() const noexcept { return data_.decider ? id_of(*data_.decider) : std::string_view{}; }
    std::string_view handler() const noexcept { return id_of(data_.handler); }
    std::string_view case_id() const noexcept { return data_.case_id; }
    instant at() const noexcept { return data_.at; }
    /// Whether the rules for special clients apply: management decides, and nothing is said of any status (D6).
    bool spares_customer() const noexcept { return data_.spared; }
    /// What may be paid, for grant and offer.
    std::optional<money> amount() const noexcept { return data_.amount; }
    std::vector<path_hop> const& path() const noexcept { return data_.path; }
    std::vector<considered_person> const& considered() const noexcept { return data_.considered; }
    std::optional<appeal_path> const& appeal() const noexcept { return data_.appeal; }
    std::vector<alternative> const& alternatives() const noexcept { return data_.alternatives; }
    std::vector<need> const& needs() const noexcept { return data_.needs; }
    ombud::stance stance() const noexcept { return data_.stance; }
    /// One line: what to do to be backed by the organisation. Composed when first asked for.
    OMBUD_DECL std::string_view backed_if() const;
    bool has_quote() const noexcept { return data_.quote.has_value(); }
    /// When the answer is expected and what to tell the customer.   @pre has_quote()
    ombud::quote const& quote() const noexcept { return *data_.quote; }
    /// The first instant at which time alone changes the answer, if there is one.
    std::optional<instant> holds_until() const noexcept { return data_.holds_until; }
    std::vector<duty> const& duties() const noexcept { return data_.duties; }
    /// The stable id of a duty: `CASE/FINGERPRINT[.ROUND]/DO/WHO/TO`. Deciding the same again, at whatever time, gives
    /// the same id, so that nobody owes it twice; what begins anew (a complaint, a reopening) gives another one.
    OMBUD_DECL std::string id_of(duty const& one) const;
    std::vector<spending> const& spend() const noexcept { return data_.spend; }
    /// The clocks of the case at the moment of deciding, by promise, then by start.
    std::vector<clock_seen> const& clocks() const noexcept { return data_.clocks; }
    /// By when the customer was promised an answer; none if nothing that an answer would keep runs.
    std::optional<promised_answer> const& promised() const noexcept { return data_.promised; }
    std::vector<notice> const& notices() const noexcept { return data_.notices; }
    std::vector<reason> const& because() const noexcept { return data_.because; }
    std::optional<decision_texts> const& texts() const noexcept { return data_.texts; }
    /// SHA-256 of action, amount and facts, hexadecimal: equal for equal matters. Worked out when first asked for.
    OMBUD_DECL std::string_view fingerprint() const;
    desk_model const& desk() const noexcept { return *data_.desk; }
    /// The id of a member of staff that the decision names by index.
    std::string_view id_of(staff_index who) const noexcept { return data_.desk->organisation.staff[who].id; }

    /// For the library's own use: what is to be decided anew.
    decision_data& renew() noexcept
    {
        backed_if_.forget();
        fingerprint_.forget();
        return data_;
    }

private:
    friend class decision_detail::decision_printer;

    decision_data data_;
    decision_detail::late_text backed_if_;
    decision_detail::late_text fingerprint_;
};

/// The decision as one line of JSON: keys in the order of spec 3, no spaces, nothing left out.
/// Equal decisions give equal bytes through every door.
OMBUD_DECL std::string to_json(decision const& d);
/// The same, written behind what `out` has already: with a text that is used again, nothing is allocated for it.
OMBUD_DECL void to_json(decision const& d, std::string& out);
/// A value as decisions write it: instants in whole seconds, in the zone.
OMBUD_DECL std::string to_json(value const& v, zone const& where);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/decision/impl/decision.ipp>
#endif
#endif  // OMBUD_DECISION_DECISION_HPP
