// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_ANSWERS_IPP
#define OMBUD_DECISION_IMPL_DECIDE_ANSWERS_IPP

// Answers come back: what somebody who could decide has decided, here or earlier, is not decided again.

#include <ombud/decision/detail/complaint.hpp>
#include <ombud/decision/detail/deciding.hpp>

#include <ombud/decision/impl/decide_path.ipp>
#include <ombud/decision/impl/decide_record.ipp>
#include <ombud/decision/text.hpp>

#include <algorithm>
#include <map>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

inline std::optional<outcome> final_outcome(std::string_view word) noexcept
{
    for (auto const one : {outcome::grant, outcome::offer, outcome::decline})
        if (to_string(one) == word) return one;
    return std::nullopt;
}

inline std::optional<money> amount_in(event const& said)
{
    auto const* const held = said.find("amount");
    return held != nullptr && held->is(value_kind::money) ? std::optional(held->as_money()) : std::nullopt;
}

// Position of the last event for which `f` holds, counted from 1; 0: none.
template <class Function>
std::size_t last_event(std::vector<event const*> const& events, Function f)
{
    auto const found = std::find_if(events.rbegin(), events.rend(), [&](event const* one) { return f(*one); });
    return static_cast<std::size_t>(events.rend() - found);
}

// What the rules and the desk say by themselves, with the path, as another decision in the making.
inline void deciding::decide_plainly(event const* without)
{
    plain_ = true;
    left_out_ = without;
    find_outcome();
    gather_alternatives();
    find_paths();
    record_reasons();
    fingerprint_ = fingerprint_of_facts();
}

// To answer yes where the policies say no takes the power to waive them, and rules that can be waived.
inline bool deciding::could_lift_decline(staff_index who) const
{
    auto const& rules = settled_.deciding;
    return std::all_of(rules.begin(), rules.end(), [&](rule_index r) {
        return desk_.rules.rules[r].waivable && org().may_waive(who, desk_.rules.policy_of(r).number);
    });
}

// A no takes more where the customer has a yes of right, by law, for safety or by promise, which nobody takes back;
// where they are special, which only management refuses; and from a machine, whose no is nobody's word.
// @source spec 3, 7; spec 11
inline bool deciding::could_refuse(staff_index who)
{
    bool const by_law = settled_.strongest && *settled_.strongest <= tier::safety;
    bool const owed = settled_.says == verdict::grant && (is_of_right() || promise_binds_ || by_law);
    if (owed || org().staff[who].automated) return false;
    if (!is_special() || who == out_.decider) return true;
    auto query = question();
    require_for_special(query);
    return could_decide(org(), query, who);
}

// Whether somebody could have given the answer to this, here the plain decision, instead of the handler.
// @param given  the amount of their answer, where it has one
inline bool deciding::could_answer(staff_index who, outcome what, std::optional<money> given)
{
    bool const refuses = what == outcome::decline;
    if (out_.outcome == outcome::ask) return false;  // what matters is not known yet, to nobody
    if (out_.outcome == outcome::decline && !refuses && !could_lift_decline(who)) return false;
    if (refuses && !could_refuse(who)) return false;
    if (out_.outcome == outcome::decline && refuses) return !in_conflict(who);  // which takes no authority
    auto const covers = [&](std::optional<money> amount) {
        return org().authority_of(who, asking(amount)).how == authority_match::kind::covers;
    };
    auto const asked = payable_ ? payable_ : case_.amount();
    if (out_.outcome == outcome::refer) {
        if (who == out_.handler) return false;
        if (who != out_.decider && !meets_requirements(who)) return false;
    } else {
        bool const theirs = out_.outcome != outcome::decline && who == out_.handler;
        if (!theirs && (in_conflict(who) || !covers(given ? given : asked))) return false;
    }
    bool const within = !given || !takes_amount_ || (asked && asked->currency == given->currency
                                                     && given->minor <= asked->minor);
    return within || covers(given);
}

inline bool deciding::meets_requirements(staff_index who)
{
    auto query = question();
    require(query);
    query.needs.present = false;  // the answer is there, however it came
    bool const refused = std::any_of(out_.notices.begin(), out_.notices.end(),
                                     [](notice const& one) { return one.code == "refer_to_refused"; });
    if (refused) query.refer_to.clear();  // as if the rule named nobody
    return could_decide(org(), query, who);
}

// The facts that the decision was bound to and that are others now, as far as its record tells them.
inline std::string deciding::what_changed(event const& said) const
{
    std::map<std::string, std::string> before, now;
    for (auto const& why : out_.because)
        if (why.state != rule_state::shadow)
            for (auto const& seen : why.facts)
                if (is_fingerprinted(seen.name)) now[seen.name] = to_json(seen.what, desk_.model->zone);
    auto const* const told = said.find("because");
    bool const listed = told != nullptr && told->is(value_kind::list);
    for (auto const& why : listed ? told->as_list() : std::span<value const>{}) {
        auto const* const facts = why.is(value_kind::map) ? why.find("facts") : nullptr;
        if (facts == nullptr || !facts->is(value_kind::map)) continue;
        for (auto const& [name, seen] : facts->as_map()) {
            auto const* const held = seen.is(value_kind::map) ? seen.find("value") : nullptr;
            if (held == nullptr || !name.is(value_kind::string) || !is_fingerprinted(name.as_string())) continue;
            before[std::string(name.as_string())] = to_json(*held, desk_.model->zone);
        }
    }
    std::vector<std::string> names;
    for (auto const& [name, held] : before)
        if (auto const found = now.find(name); found == now.end() || found->second != held) names.push_back(name);
    for (auto const& [name, held] : now)
        if (!before.empty() && !before.contains(name)) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names.empty() ? std::string("the facts or the amount") : joined(names, "and");
}

// Why a decision on record does not bind any more, given the plain one; empty: it is the answer.
inline std::string deciding::objection_to(event const& said, deciding& plain) const
{
    auto const by = std::string(said.text("by"));
    auto const who = org().find_staff(by);
    if (!who) return by.empty() ? "nobody is named" : "`" + by + "` is no member of staff";
    auto const what = *final_outcome(said.text("outcome"));
    if (plain.lacks_approvals() && what == outcome::offer) return "several have to approve this";
    if (what == outcome::offer && takes_amount_ && !amount_in(said)) return "it does not say how much is offered";
    if (!plain.could_answer(*who, what, amount_in(said))) return by + " could not decide this";
    auto const fingerprint = said.text("fingerprint");
    if (fingerprint.empty()) return "it has no fingerprint, so nobody can tell what it was bound to";
    if (fingerprint != plain.fingerprint_) return plain.what_changed(said) + " changed since";
    auto const place = last_event(events_, [&](event const& one) { return &one == &said; });
    auto const reopened = last_event(events_, [](event const& one) {
        return one.kind() == event_kind::returned || one.kind() == event_kind::referred || reopens(one);
    });
    return reopened > place ? "the matter was opened again" : "";
}

inline void deciding::answer(outcome what, staff_index by, std::optional<money> amount)
{
    auto const asked = case_.amount();
    bool const less = takes_amount_ && amount && asked && amount->currency == asked->currency
                      && amount->minor < asked->minor;
    out_.outcome = what == outcome::grant && less ? outcome::offer : what;
    out_.decider = by;
    if (takes_amount_ && what != outcome::decline) out_.amount = amount;
    answered_by_ = by;
}

// A `decided` event by somebody who could decide is the outcome.   @source spec 11, Answers come back
inline bool deciding::take_decided()
{
    auto const place = last_event(events_, [](event const& one) {
        return one.kind() == event_kind::decided && final_outcome(one.text("outcome"));
    });
    if (plain_ || place == 0) return false;
    auto const& said = *events_[place - 1];
    deciding plain(desk_, case_, now_, spare_memory(), outcome_only);
    plain.seen_until_ = seen_until_;
    plain.offers_nothing_ = offers_nothing_;
    plain.decide_plainly(&said);
    // one of several who have to approve does not decide alone
    if (plain.lacks_approvals() && said.text("outcome") == "grant") return false;
    auto const when = human_time(said.at(), desk_.model->zone);
    if (auto const why = objection_to(said, plain); !why.empty()) {
        notice_once("decided_void", "The decision of " + when + " does not count: " + why + ".");
        return false;
    }
    auto const what = *final_outcome(said.text("outcome"));
    auto amount = amount_in(said);
    if (!amount) amount = plain.payable_ ? plain.payable_ : case_.amount();
    answer(what, *org().find_staff(said.text("by")), amount);
    decided_here_ = true;
    own_reason_ = said.text("because");
    notice_once("decided_by", std::string(said.text("by")) + " decided this on " + when + ": "
                                  + std::string(to_string(out_.outcome)) + ".");
    return true;
}

// Whether a fact, or what is used of a budget, could still be told.
inline bool deciding::is_missing(std::string_view name) const
{
    if (was_answered(name)) return false;
    if (auto const which = desk_.model->facts.find(name))
        return memory_.facts[which->slot].is_unknown() || is_assumed(*which);
    constexpr std::string_view root = "budgets.";
    if (!name.starts_with(root)) return false;
    auto const which = find_budget(desk_.model->budgets, name.substr(root.size()));
    return which && case_.use_of(*which) == budget_use{};
}

// The decider needs more: the handler asks for it, in the decider's order.   @source spec 11, `returned`
inline bool deciding::ask_returned()
{
    auto const of_kind = [&](auto... kinds) {
        return last_event(events_, [=](event const& one) { return ((one.kind() == kinds) || ...); });
    };
    auto const place = of_kind(event_kind::returned);
    if (place == 0 || place < of_kind(event_kind::decided, event_kind::referred)) return false;
    auto const& said = *events_[place - 1];
    auto const* const needs = said.find("needs");
    if (needs == nullptr || !needs->is(value_kind::list)) return false;
    for (auto const& one : needs->as_list()) {
        if (!one.is(value_kind::string) || !is_missing(one.as_string())) continue;
        bool const twice = std::any_of(out_.needs.begin(), out_.needs.end(),
                                       [&](need const& n) { return n.fact == one.as_string(); });
        if (!twice) out_.needs.push_back(need_for(one.as_string()));
    }
    if (out_.needs.empty()) return false;
    ask_first();
    auto const by = std::string(said.text("by"));
    notice_once("returned", (by.empty() ? std::string("The decider") : by) + " needs more before deciding.");
    return true;
}

// The way to another answer than the one that somebody gave, who is not asked again.
inline void deciding::find_other_answer()
{
    if (out_.outcome == outcome::grant) return;
    auto query = question();
    bar(query, *answered_by_, "has decided this already");
    bool const offered = out_.outcome == outcome::offer;
    std::vector<rule_index> declining;
    for (auto const r : settled_.deciding)
        if (!offered && desk_.rules.rules[r].then == rule_effect::decline) declining.push_back(r);
    if (!std::all_of(declining.begin(), declining.end(), [&](rule_index r) { return desk_.rules.rules[r].waivable; }))
        return;
    require_waivers(query, declining, false);
    query.needs.person = !offered;
    query.needs.management = !offered && is_special();
    auto found = search(query);
    if (!found.decider) return;
    offer_appeal(*found.decider, found.path);
    auto const amount = case_.amount() ? " of " + to_string(*case_.amount()) : std::string();
    auto& what = out_.appeal->for_what;
    if (offered) what = "the whole amount" + amount;
    else if (declining.empty()) what = "grant" + amount;
    else append_waiver(what, query.needs.waives);
    if (offered) quote_answer(out_.appeal->decider, out_.appeal->path.back().leaves);
}

}}}  // namespace ombud::decision_detail
#endif
