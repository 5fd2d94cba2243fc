// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_DECIDING_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_DECIDING_HPP

/// @file oracle_deciding.hpp
/// Deciding once more, as plainly as possible: spec 3, 5 and the parts of 11 on deciding, one step after the other.
/// It shares no function with `include/` but parsers, calendars and compiled conditions.

#include "support/oracle_path.hpp"
#include "support/oracle_rules.hpp"

namespace oracle {

struct quoted {
    instant expected, told;
};
struct owed {
    std::string what, who, to;
    std::optional<instant> by, told;
    std::string because;
};
struct appeal {
    std::string by;
    std::vector<hop> path;
    std::string for_what;
};
struct spending {
    std::string budget;
    std::optional<money> amount;
    names per;
};

/// A decision, and what led to it.
struct answer {
    std::string outcome, cause, verdict, decider, stance = "normal";
    std::optional<money> amount;
    std::vector<hop> path;
    names considered, alternatives, needs, notices;
    std::optional<oracle::appeal> appeal;
    std::optional<quoted> quote;
    std::vector<owed> duties;
    std::vector<spending> spend;
    std::vector<live> rules;  // that are not false, in order
    names promise;            // `with` of the entry of a promise that binds; empty: none
    std::string fingerprint, clocks;

    std::set<std::string> causes;
    std::optional<money> payable;
    oracle::question question;  // of the path, where it is a referral
    std::string highest;        // who decides in person, where nobody else can
    std::set<std::string> declined_by;  // policies, where it is a decline
    bool may_be_lifted = true;          // their rules can all be waived
    bool lacks_approvals = false;
    bool unrefusable = false;    // of right, by law or by promise: nobody refuses it
    bool spared = false;         // a special client
    oracle::question refusing;   // who may refuse them
    std::size_t approvers = 0;  // who have approved so far
    bool approved = false;      // it is their grant, not the handler's
    hop const& answered() const  // when the decider has decided
    {
        return *std::find_if(path.rbegin(), path.rend(),
                             [&](hop const& one) { return one.part == "decides" && one.to == decider; });
    }
};

/// The first of these that applies is the cause.
inline names const cause_order{"at_once",   "unknowable", "promise",   "undisclosed",          "special_client",
                               "policy",    "gap",        "conflict",  "requested",            "concern",
                               "conflict_of_interest",    "skill",     "authority",            "undetermined"};

class running_clock;

class deciding {
public:
    /// @param plain  what rules and desk say by themselves: no answers of others, no history
    explicit deciding(situation const& s, bool plain = false) : s_(s), plain_(plain), rules_(s) {}

    answer decide();

private:
    // what the case says
    std::vector<node> events(std::string const& kind) const;
    bool later(std::string const& kind, std::string const& id, node const& than) const;
    bool conflicted(std::string const& who) const;
    bool listed(std::string const& who) const { return s_.desk.conflict_listed(who, s_.customer); }
    std::optional<money> money_of(node const& from, std::string_view key) const;
    void note(std::string const& code) { out_.notices.push_back(code); }
    bool noted(std::string const& code) const { return holds(out_.notices, code); }
    void add(std::string const& cause) { out_.causes.insert(cause); }
    bool has(std::string const& cause) const { return out_.causes.contains(cause); }

    // Of several of one rank the specification names none: then whoever the library took.
    std::string highest(path_found const& found) const
    {
        if (found.highest.empty()) return {};
        if (holds(found.highest, s_.in_person)) return s_.in_person;
        return found.highest.front();
    }

    void find_outcome();
    bool is_special() const { return registered_ || (lapsed_ && !denied_lapse_) || claimed_; }

    // 2 to 5
    void read_status();
    void read_claims();
    void waive();
    void read_promises();
    using view = std::tuple<std::string, std::string>;
    said say(std::vector<bool> const& yes) const;
    view seen(std::vector<bool> const& yes) const;
    bool ask_for(std::map<std::string, int> const& counts);
    bool ask_what_swings();
    bool ask_assumed();
    bool ask_amount();

    // clocks
    std::vector<running_clock> starts_of(promise_terms const& terms) const;
    void read_clocks();
    void promise_due(instant t);
    void keep_within_promise(ombud::calendar const& hours);
    bool breaks_promise() const { return deadline_ && !(out_.quote && out_.quote->told <= *deadline_); }

    // 6
    bool at_once();
    void judge();
    bool was_shown(policy const& one) const;
    bool judge_decline();
    void judge_grant();
    void settle_authority();
    void read_approvals();
    void settle_approvals();
    oracle::question ask_approver() const;
    bool may_approve(std::string const& who) const;
    bool lack_approvals() const { return approvers_.size() < static_cast<std::size_t>(approvals_); }
    path_found find_approvers();
    std::optional<std::vector<spending>> draw(std::optional<money> amount, std::map<std::string, int>& untold,
                                               bool& foreign) const;
    bool judge_requested();
    bool must_pass_on() const;
    std::set<std::string> skills() const;
    bool lacks_skill() const;
    void end_as(std::string const& outcome);

    // the rest
    void look_at_edges();
    oracle::question ask_path() const;
    path_found search(oracle::question const& q);
    void require(oracle::question& q) const;
    void refer();
    void find_appeal();
    void set_quote(hop const& last);
    void set_duties();
    void owe(std::string what, std::string who, std::string to, std::string because);
    void owe_at(std::string what, std::string who, std::string to, std::string because, std::optional<instant> by,
                std::optional<instant> told = {});
    void owe_for_rules();
    void owe_for_complaint();
    void arrange();
    void set_alternatives();
    bool would_be_declined(oracle::action const& other) const;
    void refuse_empty_hands();
    void set_stance();
    void set_print();
    answer plainly(situation const& s) const;
    bool decided_before();
    bool repeated();
    bool standing(node const& row, std::string const& action, answer const& plain);
    bool could_answer(std::string const& who, std::string const& what, std::optional<money> given,
                      answer const& plain) const;
    void give_answer(std::string const& what, std::string const& by, std::optional<money> amount);
    void find_other_answer();
    bool returned();

    situation const& s_;
    bool plain_, offers_nothing_ = false;
    rules_of_case rules_;
    answer out_;
    said said_;

    special const* special_ = nullptr;
    std::string part_;  // of the sponsor
    bool registered_ = false, lapsed_ = false, claimed_ = false;
    bool denied_lapse_ = false;  // a claim was answered with no, which ends one that only counts as claimed
    std::set<std::string> named_in_claim_;
    struct promise {
        std::optional<money> amount;
        std::string id, by;
        std::size_t at;
    };
    std::optional<promise> promise_;  // that binds
    std::set<std::string> void_waivers_;
    bool void_promise_ = false;
    bool answered_ = false, decided_here_ = false;  // by somebody else, or before; on this case
    bool told_why_ = false;  // they did
    bool bound_ = false;  // the promise is what the verdict rests on
    std::vector<std::size_t> usable_, undisclosed_;
    std::int64_t approvals_ = 0;  // that rules ask for
    std::set<std::string> apart_;
    names approvers_;        // so far
    bool approved_ = false;  // by others than the handler
    promise_terms const* terms_ = nullptr;  // of the running promise to the customer that is due first
    std::optional<instant> deadline_;
    std::optional<instant> first_running_;  // of all promises to the customer, whatever they measure
    std::set<std::size_t> closed_, doubtful_, doubted_;  // edges; those of which it was told
};

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_DECIDING_HPP
