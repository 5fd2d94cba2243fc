// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_OUTCOME_IPP
#define OMBUD_DECISION_IMPL_DECIDE_OUTCOME_IPP

// Steps 3 to 8: from the rules that hold to the outcome and its cause.

#include <ombud/decision/detail/deciding.hpp>
#include <ombud/decision/text.hpp>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Whether the power of anybody else to decide this depends on how much it is about.
inline bool deciding::path_depends_on_amount() const
{
    authority_question const asked{case_.action(), true, std::nullopt};
    bool const handlers = org().authority_of(out_.handler, asked).how == authority_match::kind::limited;
    return desk_.limited_people[case_.action()] > (handlers ? 1u : 0u);
}

// Who decides may depend on an amount that is not known, and then that is asked first.   @source spec 3, step 5
inline void deciding::refer(cause why)
{
    add(why);
    conclude();
}

// The causes that apply make it a referral, the first of them is the decision's.   @source spec 3, order of all causes
inline void deciding::conclude()
{
    if (amount_is_unknown() && path_depends_on_amount() && ask_for({"request.amount"})) return;
    out_.outcome = outcome::refer;
    out_.cause = static_cast<cause>(std::countr_zero(causes_));
}

inline bool deciding::was_answered(std::string_view name) const
{
    return std::any_of(events_.begin(), events_.end(), [&](event const* one) {
        return one->kind() == event_kind::answered && one->text("fact") == name;
    });
}

// Asks for facts, those the system knows first; false if all of them were asked for in vain.   @source spec 3, step 5
inline bool deciding::ask_for(std::vector<std::string_view> const& names)
{
    std::map<std::string_view, std::size_t> wanted;  // by name: how many rules need it
    for (auto const name : names)
        if (!was_answered(name)) ++wanted[name];
    if (wanted.empty()) return false;
    std::vector<std::pair<std::size_t, need>> kept;
    for (auto const& [name, count] : wanted) kept.emplace_back(count, need_for(name));
    auto first = fact_origin::customer;
    for (auto const& [count, one] : kept) first = std::min(first, one.from);
    std::erase_if(kept, [&](auto const& one) { return one.second.from != first; });
    std::stable_sort(kept.begin(), kept.end(), [](auto const& a, auto const& b) { return a.first > b.first; });
    for (auto& [count, one] : kept) out_.needs.push_back(std::move(one));
    ask_first();
    return true;
}

// A fact as it is asked for. What is used of a budget is none that the desk declares: the system knows it.
inline need deciding::need_for(std::string_view name) const
{
    auto const which = desk_.model->facts.find(name);
    if (!which) return {std::string(name), fact_origin::system, {}};
    auto const& declared = desk_.model->facts[*which];
    return {wording::lent(declared.name), declared.from, wording::lent(declared.ask)};
}

inline void deciding::ask_first()
{
    out_.outcome = outcome::ask;
    out_.verdict.reset();
    settled_.deciding.clear();  // nothing has decided yet
}

// Step 5. True if the outcome is settled here: something is unknown that could still change the verdict.
inline bool deciding::ask_what_swings()
{
    auto const amount = takes_amount_ ? case_.amount() : std::nullopt;
    bool const limits_matter = amount || amount_is_unknown();
    auto const promised = promise_ ? std::optional(promise_->terms) : std::nullopt;
    auto const swinging =
        is_of_right() ? swing_rules(desk_.rules, law_alone(), amount, limits_matter, silence::grant, promised)
                      : swing_rules(desk_.rules, memory_.live, amount, limits_matter, std::nullopt, promised);
    if (swinging.empty()) return false;
    auto const& schema = desk_.model->facts;
    std::vector<std::string_view> names;
    bool unknown = false;
    for (auto const at : swinging) {
        if (memory_.live[at].holds != truth::unknown) continue;
        unknown = true;
        for (auto const slot : memory_.held[at].unknown_slots()) names.push_back(schema[fact{slot}].name);
    }
    if (ask_for(names)) return true;
    for (auto const at : swinging) swinging_.push_back(memory_.live[at].rule);
    refer(unknown ? cause::unknowable : cause::undetermined);
    return true;
}

// What the rules that decline only assume is asked first; asked in vain, it is taken as assumed.
// @source spec 11, Assumed is not known
inline bool deciding::ask_what_is_assumed()
{
    if (settled_.says != verdict::decline) return false;
    std::vector<std::string_view> names;
    for (auto const r : settled_.deciding)
        for (auto const which : desk_.facts_of(r))
            if (is_assumed(which)) names.push_back(desk_.model->facts[which].name);
    return ask_for(names);
}

inline void deciding::decide_outcome()
{
    auto const told = static_cast<std::ptrdiff_t>(out_.notices.size());
    settle_status();
    auto const of_status = static_cast<std::ptrdiff_t>(out_.notices.size());
    take_waivers();
    auto const notices = out_.notices.begin();  // in the order of the steps, not of what they need
    std::rotate(notices + told, notices + of_status, out_.notices.end());
    settle(desk_.rules, memory_.live, settled_);
    if (is_of_right()) settle_of_right();
    bind_promises();
    out_.verdict = settled_.says;
    gather_skills();
    if (take_decided() || refer_at_once()) return;
    if (take_history() || ask_returned() || ask_what_swings() || ask_what_is_assumed()) return;
    judge();
}

// Steps 6 to 9: what becomes of the verdict. Everything that stands against the handler's own answer is collected.
inline void deciding::judge()
{
    switch (settled_.says) {
    case verdict::decline: would_decline(); break;
    case verdict::refer: would_refer(); break;
    case verdict::grant: would_grant(); break;
    }
    if (causes_ == 0) return;
    if (must_pass_on()) add(cause::requested);  // whoever looks at it, it is somebody above
    conclude();
}

inline void deciding::would_decline()
{
    spared_ = is_special();
    if (spared_) add(cause::special_client);
    if (loose_promise_) add(cause::promise);
    if (!drop_undisclosed()) {
        bool const known = memory_.facts[fact_schema::builtin(builtin_fact::shown).slot].is_known();
        if (!known && ask_for({"shown"})) return void(causes_ = 0);
        add(cause::undisclosed);
    }
    if (causes_ != 0) return;
    if (must_pass_on()) add(cause::requested);
    add_doubts();
    spare_from_machine();
    if (causes_ != 0) return;
    tell_of_one_attempt();
    out_.outcome = outcome::decline;
    out_.decider = out_.handler;
}

inline void deciding::would_refer()
{
    spared_ = settled_.conflict && status_ == special_status::registered;
    if (settled_.conflict) return add(spared_ ? cause::special_client : cause::conflict);
    add(settled_.silent ? cause::gap : cause::policy);
}

inline void deciding::would_grant()
{
    auto const by_amount = org().authority_of(out_.handler, asking(std::nullopt));
    bool const limited = by_amount.how == authority_match::kind::limited && !is_promised(std::nullopt);
    bool const authority_matters = limited && !is_of_right();
    if (amount_is_unknown() && (settled_.limit || authority_matters)) {
        if (ask_for({"request.amount"})) return;
        return add(cause::unknowable);
    }
    if (takes_amount_ && case_.amount()) {
        payable_ = case_.amount();
        if (settled_.limit && settled_.limit->minor < payable_->minor) payable_ = settled_.limit;
    }
    if (is_of_right()) {
        notice_once("of_right", "The customer has a right to this: it is done at once.");
        return give(payable_, {});
    }
    add_doubts();
    if (in_conflict(out_.handler)) add(cause::conflict_of_interest);
    approvals_ = approvals_asked();
    if (approvals_.needs > 0) settle_approvals();
    else settle_authority();
}

// Of the handler's entries for the action: `CHF`, `CHF and USD`.
inline std::string deciding::limit_currencies() const
{
    std::set<std::string> codes;
    for (auto const* const entries : {&org().role_of(out_.handler).authority, &org().staff[out_.handler].authority})
        for (auto const& one : *entries)
            if (one.up_to && (!one.action || *one.action == case_.action())) codes.emplace(one.up_to->currency.code());
    return joined(std::vector<std::string>(codes.begin(), codes.end()), "and");
}

// All of it, or what can be given: and that only if nobody has to look at the rest.
inline void deciding::give(std::optional<money> amount, std::vector<spending> spend)
{
    bool const less = amount && case_.amount() && amount->minor < case_.amount()->minor;
    if (less && must_pass_on()) return add(cause::requested);
    if (less) tell_of_one_attempt();
    payable_ = amount;
    out_.outcome = less ? outcome::offer : outcome::grant;
    out_.amount = payable_;
    out_.decider = out_.handler;
    out_.spend = std::move(spend);
}

}}}  // namespace ombud::decision_detail
#endif
