// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_TESTS_SUPPORT_ORACLE_OUTCOME_HPP
#define OMBUD_TESTS_SUPPORT_ORACLE_OUTCOME_HPP

/// @file oracle_outcome.hpp
/// From the verdict to the outcome: steps 6 to 9.

#include "support/oracle_says.hpp"

namespace oracle {

// Step 6a.
inline bool deciding::at_once()
{
    return std::any_of(rules_.rules.begin(), rules_.rules.end(), [](live const& one) {
        return one.active() && one.holds == truth::yes && !one.waived && one.rule->at_once;
    });
}

inline std::set<std::string> deciding::skills() const
{
    std::set<std::string> out;
    for (auto const& one : rules_.rules) {
        bool const counts = has("at_once") ? one.active() && one.holds == truth::yes && !one.waived && one.rule->at_once
                                           : one.state == "decided" || one.state == "agreed" || one.state == "duty";
        if (counts) out.insert(one.rule->skills.begin(), one.rule->skills.end());
    }
    return out;
}

inline bool deciding::lacks_skill() const
{
    auto const needed = skills();
    auto const& own = s_.desk.staff.at(s_.handler).skills;
    return !std::all_of(needed.begin(), needed.end(), [&](auto const& skill) { return holds(own, skill); });
}

// Step 12 of semantics: was the version that governs shown, before the sale?
inline bool deciding::was_shown(policy const& one) const
{
    if (holds(texts(s_.told, "shown"), one.id)) return true;
    auto const& agreed = s_.fact_value("request.agreed_at");
    for (auto const& e : events("policy_shown")) {
        if (text(e, "policy") != one.id || text(e, "version", one.version) != one.version) continue;
        if (!text(e, "place").empty() && holds(one.after, text(e, "place"))) continue;
        if (agreed.is(ombud::value_kind::timestamp) && s_.desk.time(text(e, "at")) > agreed.as_timestamp().whole)
            continue;
        return true;
    }
    return false;
}

/// @return whether it is settled what to do
inline bool deciding::judge_decline()
{
    bool const unknown = s_.fact_value("shown").is_unknown();
    for (auto const n : said_.deciding) {
        auto const& of = *rules_.rules[n].rule->of;
        bool const may = !of.must_be_shown || of.binding() || was_shown(of);
        (may ? usable_ : undisclosed_).push_back(n);
    }
    if (usable_.empty()) {
        if (unknown && ask_for({{"shown", 1}})) return true;
        add("undisclosed");
    } else {
        for (auto const n : undisclosed_) rules_.rules[n].state = "agreed";
        undisclosed_.clear();
    }
    if (void_promise_) add("promise");
    if (is_special()) add("special_client");
    if (!out_.causes.empty()) return ask_amount();
    out_.outcome = "decline";
    return judge_requested();
}

inline bool deciding::must_pass_on() const
{
    auto const n = events("manager_requested").size();
    bool conduct = false;
    for (auto const& e : events("complaint"))
        conduct = conduct || text(e, "about") == "conduct" || s_.desk.find(text(e, "to"));
    return n >= 2 || (n == 1 && (conduct || s_.desk.staff.at(s_.handler).automated));
}

// Steps 7 and 9 of semantics, for what would be a decline or an offer.
inline bool deciding::judge_requested()
{
    auto const n = events("manager_requested").size();
    bool const automated = s_.desk.staff.at(s_.handler).automated;
    if (must_pass_on()) add("requested");
    if (out_.outcome == "decline") {
        if (s_.told.find("case") && s_.told.find("case").find("concern")) add("concern");
        if (lacks_skill()) add("skill");
        if (out_.causes.empty() && automated) {
            add("policy");
            note("automated");
        }
    }
    if (!out_.causes.empty()) return ask_amount();
    if (n == 1) note("manager_requested");
    return false;
}

inline void deciding::settle_authority()
{
    auto const mine = authority_of(s_.desk.staff.at(s_.handler), s_.action, out_.payable);
    bool const binds = bound_ && promise_;
    bool const promised = binds && (!promise_->amount
                                    || (out_.payable && out_.payable->currency == promise_->amount->currency
                                        && out_.payable->minor <= promise_->amount->minor));
    std::map<std::string, int> untold;
    bool foreign = false;
    auto const drawn = mine.covers ? draw(out_.payable, untold, foreign) : std::nullopt;
    if (drawn || promised) {
        if (out_.causes.empty() && drawn) out_.spend = *drawn;
        return;
    }
    auto partial = binds ? promise_->amount : std::optional<money>{};
    bool const part = out_.payable && mine.limit && !mine.covers && mine.offer_partial;
    if (part && mine.limit->minor > (partial ? partial->minor : 0))
        if (auto const less = draw(mine.limit, untold, foreign)) {
            partial = mine.limit;
            if (out_.causes.empty()) out_.spend = *less;
        }
    if (partial && partial->minor > 0) {
        if (out_.causes.empty()) out_.payable = partial;
    } else if (!untold.empty()) {
        if (out_.causes.empty() && !ask_for(untold)) add("unknowable");
    } else {
        bool const incomparable = mine.currency_differs || (mine.covers && foreign);
        if (incomparable) note("currency_mismatch");
        else if (mine.covers) note("budget_spent");
        add(incomparable ? "undetermined" : "authority");
    }
}

/// What an entry that covers the amount draws on, if it has enough left: one without a budget first, then by name.
/// Budgets that the case does not tell are put into `untold`.
inline std::optional<std::vector<spending>> deciding::draw(std::optional<money> amount, std::map<std::string,
    int>& untold, bool& foreign) const
{
    std::set<std::string> budgets;
    for (auto const& one : s_.desk.staff.at(s_.handler).authority) {
        bool const fits = !s_.action.takes_amount || !one.up_to
                          || (amount && one.up_to->currency == amount->currency && amount->minor <= one.up_to->minor);
        if (!names_action(one, s_.action) || !fits) continue;
        if (one.budget.empty()) return std::vector<spending>{};
        budgets.insert(one.budget);
    }
    auto const told = s_.told.find("budgets");
    for (auto const& id : budgets) {
        auto const& budget = s_.desk.budgets.at(id);
        auto const use = told ? told.find(id) : node{};
        auto const used = use ? money_of(use, "used") : std::nullopt;
        auto const times = use ? use.find("times") : node{};
        auto const room = [&](std::int64_t taken) { return !amount || budget.limit->minor - taken >= amount->minor; };
        bool const often = times && budget.times && times.integer() + 1 > *budget.times;
        if (!often && amount && amount->currency != budget.limit->currency) {
            foreign = true;
            continue;
        }
        bool const never = often || !room(used ? used->minor : 0);
        if (never) continue;  // whatever the case does not tell
        if ((amount && !used) || (budget.times && !times)) {
            untold["budgets." + id] = 1;
            continue;
        }
        return std::vector<spending>{{id, amount, budget.per}};
    }
    return {};
}

inline void deciding::judge_grant()
{
    auto const mine = authority_of(s_.desk.staff.at(s_.handler), s_.action, {});
    bool const needed = s_.amount_unknown && (said_.limit || (mine.named && !mine.covers && !(bound_ && promise_
        && !promise_->amount)));
    if (needed && !s_.action.of_right) {
        if (ask_for({{"request.amount", 1}})) return;
        add("unknowable");
        return;
    }
    out_.payable = s_.amount;
    if (s_.action.takes_amount && s_.amount && said_.limit && said_.limit->minor < s_.amount->minor)
        out_.payable = said_.limit;
    if (s_.action.of_right) note("of_right");
    else {
        if (s_.told.find("case") && s_.told.find("case").find("concern")) add("concern");
        if (conflicted(s_.handler)) add("conflict_of_interest");
        if (lacks_skill()) add("skill");
        read_approvals();
        if (approvals_ > 0) settle_approvals();
        else settle_authority();
    }
    if (out_.outcome == "ask") return;
    if (!out_.causes.empty()) return void(ask_amount());
    bool const less = out_.payable && s_.amount && out_.payable->minor < s_.amount->minor;
    out_.outcome = less ? "offer" : "grant";
    out_.amount = out_.payable;
    if (less) judge_requested();
    if (out_.causes.empty() && less) out_.amount = out_.payable;
}

inline void deciding::judge()
{
    if (ask_what_swings() || ask_assumed()) return;
    if (said_.verdict == "decline") {
        judge_decline();
    } else if (said_.verdict == "grant") {
        judge_grant();
    } else {
        if (ask_amount()) return;
        add(said_.conflict ? (registered_ ? "special_client" : "conflict") : said_.silent ? "gap" : "policy");
    }
    if (out_.outcome != "ask" && !out_.causes.empty() && must_pass_on()) add("requested");
}

}  // namespace oracle

#endif  // OMBUD_TESTS_SUPPORT_ORACLE_OUTCOME_HPP
