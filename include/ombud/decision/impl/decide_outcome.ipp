// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_OUTCOME_IPP
#define OMBUD_DECISION_IMPL_DECIDE_OUTCOME_IPP

// Steps 3 to 9: from the rules that hold to the outcome and its cause.

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
    for (staff_index who = 0; who < org().staff.size(); ++who)
        if (who != out_.handler && org().authority_of(who, asked).how == authority_match::kind::limited) return true;
    return false;
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
    auto const& schema = desk_.model->facts;
    auto const origin = [&](std::string_view name) { return schema[*schema.find(name)].from; };
    auto first = fact_origin::customer;
    for (auto const& [name, count] : wanted) first = std::min(first, origin(name));
    std::vector<std::pair<std::string_view, std::size_t>> kept;
    for (auto const& one : wanted)
        if (origin(one.first) == first) kept.push_back(one);
    std::stable_sort(kept.begin(), kept.end(), [](auto const& a, auto const& b) { return a.second > b.second; });
    for (auto const& [name, count] : kept) {
        auto const& declared = schema[*schema.find(name)];
        out_.needs.push_back({declared.name, declared.from, declared.ask});
    }
    out_.outcome = outcome::ask;
    out_.verdict.reset();
    settled_.deciding.clear();  // nothing has decided yet
    return true;
}

// Step 5. True if the outcome is settled here: something is unknown that could still change the verdict.
inline bool deciding::ask_what_swings()
{
    auto const amount = takes_amount_ ? case_.amount() : std::nullopt;
    auto const swinging = swing_rules(desk_.rules, memory_.live, amount, amount || amount_is_unknown());
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
    refer(unknown ? cause::unknowable : cause::undetermined);
    return true;
}

inline void deciding::decide_outcome()
{
    settled_ = settle(desk_.rules, memory_.live);
    out_.verdict = settled_.says;
    if (status_ == special_status::lapsed)
        notice_once("registration_lapsed",
                    "The registration as a special client has passed its review date and counts as claimed.");
    if (ask_what_swings()) return;
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
    if (causes_ != 0) conclude();
}

inline bool deciding::shown_to_customer(policy const& one, value const& shown) const
{
    if (!one.must_be_shown || one.above_waiving()) return true;
    if (!shown.is(value_kind::list)) return false;
    auto const ids = shown.as_list();
    return std::any_of(ids.begin(), ids.end(), [&](value const& id) { return id.as_string() == one.id; });
}

// Step 6. Only rules of policies that were shown, or need not have been, may decline. False if none is left.
inline bool deciding::drop_undisclosed()
{
    auto const& shown = memory_.facts[fact_schema::builtin(builtin_fact::shown).slot];
    std::vector<rule_index> usable;
    for (auto const r : settled_.deciding)
        (shown_to_customer(desk_.rules.policy_of(r), shown) ? usable : undisclosed_).push_back(r);
    if (usable.empty()) return false;
    for (auto& one : memory_.live)
        if (std::binary_search(undisclosed_.begin(), undisclosed_.end(), one.rule)) one.state = rule_state::agreed;
    settled_.deciding = std::move(usable);
    undisclosed_.clear();
    return true;
}

inline void deciding::would_decline()
{
    spared_ = status_ != special_status::none;
    if (spared_) add(cause::special_client);
    if (unsupported_events_) return add(cause::undetermined);
    if (!drop_undisclosed()) {
        bool const known = memory_.facts[fact_schema::builtin(builtin_fact::shown).slot].is_known();
        if (!known && ask_for({"shown"})) return void(causes_ = 0);
        add(cause::undisclosed);
    }
    if (causes_ != 0) return;
    out_.outcome = outcome::decline;
    out_.decider = out_.handler;
}

inline void deciding::would_refer()
{
    spared_ = settled_.conflict && status_ == special_status::registered;
    if (settled_.conflict) return add(spared_ ? cause::special_client : cause::conflict);
    add(settled_.silent ? cause::gap : cause::policy);
}

inline bool deciding::handler_in_conflict() const
{
    bool const named = desk_.model->relations.find_conflict(out_.handler, case_.customer()) != nullptr;
    if (named || case_.customer() == id_of(out_.handler)) return true;
    bool const may_decide = status_ == special_status::registered && special_->part == sponsor_part::decides;
    return status_ != special_status::none && special_->sponsor == out_.handler && !may_decide;
}

inline void deciding::would_grant()
{
    auto const by_amount = org().authority_of(out_.handler, {case_.action(), takes_amount_, std::nullopt});
    if (amount_is_unknown() && (settled_.limit || by_amount.how == authority_match::kind::limited)) {
        if (ask_for({"request.amount"})) return;
        return add(cause::unknowable);
    }
    if (takes_amount_ && case_.amount()) {
        payable_ = case_.amount();
        if (settled_.limit && settled_.limit->minor < payable_->minor) payable_ = settled_.limit;
    }
    if (handler_in_conflict()) add(cause::conflict_of_interest);
    settle_authority();
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

// Step 9: "know your limit" (D2, D3).
inline void deciding::settle_authority()
{
    auto const found = org().authority_of(out_.handler, {case_.action(), takes_amount_, payable_});
    using how = authority_match::kind;
    if (found.how == how::other_currency) {
        notice_once("currency_mismatch", "The handler's authority is limited in " + limit_currencies() + ", and "
                                             + to_string(*payable_) + " is never compared with it.");
        return add(cause::undetermined);
    }
    bool const part = payable_ && found.how == how::limited && found.offer_partial && found.limit->minor > 0;
    if (found.how != how::covers && !part) add(cause::authority);
    if (causes_ != 0) return;
    if (part) payable_ = found.limit;
    bool const less = payable_ && case_.amount() && payable_->minor < case_.amount()->minor;
    out_.outcome = less ? outcome::offer : outcome::grant;
    out_.amount = payable_;
    out_.decider = out_.handler;
}

}}}  // namespace ombud::decision_detail
#endif
