// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_BINDING_IPP
#define OMBUD_DECISION_IMPL_DECIDE_BINDING_IPP

// Steps 3 and 4, as far as people bind the organisation: waivers, and promises.

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Why a waiver is void; empty: it counts.
inline std::string deciding::objection_to_waiver(event const& said) const
{
    auto const by = std::string(said.text("by"));
    auto const which = org().find_policy(said.text("policy"));
    auto const who = org().find_staff(by);
    if (!who) return by.empty() ? "nobody is named" : "`" + by + "` is no member of staff";
    if (!which) return said.text("policy").empty() ? "no policy is named" : "there is no such policy";
    if (!org().may_waive(*who, *which)) return by + " may not waive that policy";
    if (in_conflict(*who)) return by + " has a conflict of interest";
    return {};
}

// Declines that somebody has waived neither speak nor override nor ask for anything.   @source spec 3, step 3
inline void deciding::take_waivers()
{
    for (auto const* const one : events_) {
        if (one->kind() != event_kind::waived) continue;
        auto const why = objection_to_waiver(*one);
        if (why.empty())
            waivers_.emplace_back(*org().find_policy(one->text("policy")), *org().find_staff(one->text("by")));
        else
            notice_once("waiver_void", "The waiver of `" + std::string(one->text("policy")) + "` does not count: " + why
                                           + ".");
    }
    if (waivers_.empty()) return;
    for (auto& one : memory_.live) {
        auto const& r = desk_.rules.rules[one.rule];
        if (r.then != rule_effect::decline || !waived_by(one.rule)) continue;
        one.set_aside = r.waivable;
        if (!r.waivable && one.holds == truth::yes)
            notice_once("not_waivable", "The waiver leaves `" + desk_.rules.name_of(one.rule)
                                            + "` as it is: nobody may waive that rule.");
    }
}

// Who waived the policy of a rule first, if anybody did.
inline std::optional<staff_index> deciding::waived_by(rule_index r) const
{
    for (auto const& [policy, who] : waivers_)
        if (policy == desk_.rules.policy_of(r).number) return who;
    return std::nullopt;
}

// Whether what is said at that place in the events was taken back or done since.
inline bool deciding::is_over(std::size_t at) const
{
    auto const id = events_[at]->text("id");
    if (id.empty()) return false;
    return std::any_of(events_.begin() + static_cast<std::ptrdiff_t>(at) + 1, events_.end(), [&](event const* one) {
        bool const ends = one->kind() == event_kind::withdrawn || one->kind() == event_kind::kept;
        return ends && one->text("id") == id;
    });
}

// Whether a promise is about this request of this customer. What customers promise is theirs to keep; and who says no
// more than by when has promised an answer, not a yes.
inline bool deciding::is_promised_here(event const& said) const
{
    auto const action = said.text("action"), by = said.text("by");
    if (action.empty() && said.due() && said.find("amount") == nullptr) return false;
    bool const by_customer = by == "customer" || by == case_.customer();
    bool const by_us = !by_customer || org().find_staff(by).has_value();
    return by_us && is_to_customer(said) && (action.empty() || action == org().actions[case_.action()].id);
}

// The promise, if whoever gave it may decide this up to what they promised, whatever the policies say.
inline std::optional<given_promise> deciding::binding(event const& said) const
{
    auto const by = org().find_staff(said.text("by"));
    if (!by || in_conflict(*by)) return std::nullopt;
    auto promised = takes_amount_ ? case_.amount() : std::nullopt;
    auto const* const written = said.find("amount");
    if (takes_amount_ && written != nullptr && written->is(value_kind::money)) {
        if (promised && promised->currency != written->as_money().currency) return std::nullopt;
        promised = written->as_money();
    }
    if (org().authority_of(*by, asking(promised)).how != authority_match::kind::covers) return std::nullopt;
    return given_promise{&said, *by, {promised}};
}

// Of the promises that bind the largest counts, then the earliest.   @source spec 3, step 4
inline void deciding::bind_promises()
{
    for (std::size_t at = 0; at < events_.size(); ++at) {
        auto const& said = *events_[at];
        if (said.kind() != event_kind::promised || !is_promised_here(said) || is_over(at)) continue;
        auto const one = binding(said);
        if (!one) loose_promise_ = true;
        else if (!promise_) promise_ = one;
        else if (auto const& best = promise_->terms.up_to; best) {
            auto const& other = one->terms.up_to;
            if (!other || (other->currency == best->currency && other->minor > best->minor)) promise_ = one;
        }
    }
    promise_binds_ = promise_ && apply_promise(settled_, promise_->terms);
}

// Whether the promise covers an amount that the handler alone could not give.
inline bool deciding::is_promised(std::optional<money> const& amount) const
{
    if (!promise_binds_) return false;
    auto const& most = promise_->terms.up_to;
    return !most || (amount && amount->currency == most->currency && amount->minor <= most->minor);
}

// A promise stands behind all rules.   @source spec 3, step 4
inline void deciding::record_promise(reason& out) const
{
    empty(out);
    out.rule = out.version = wording();
    out.tier = reason{}.tier;
    out.state = rule_state::promised;
    out.without_effect = out.not_shown = false;
    if (auto const id = promise_->said->id(); !id.empty()) out.with.emplace_back(std::string(id));
    out.with.push_back(wording::lent(id_of(promise_->by)));
}

}}}  // namespace ombud::decision_detail
#endif
