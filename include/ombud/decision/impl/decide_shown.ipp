// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_DECISION_IMPL_DECIDE_SHOWN_IPP
#define OMBUD_DECISION_IMPL_DECIDE_SHOWN_IPP

// Step 6: a rule that must have been shown beforehand, and was not, declines nobody (D18).

#include <ombud/decision/detail/deciding.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace decision_detail {

// Whether the event shows this version of the policy, at a place before the sale, and not after it was agreed.
// @source spec 11, Shown beforehand
inline bool deciding::shows(event const& one, policy const& what) const
{
    if (one.kind() != event_kind::policy_shown || one.text("policy") != what.id) return false;
    auto const* const version = one.find("version");
    if (version != nullptr && !version->is_null() && one.text("version") != what.version) return false;
    auto const& after = what.shown_after;
    if (std::find(after.begin(), after.end(), one.text("place")) != after.end()) return false;
    auto const& agreed = case_[builtin_fact::request_agreed_at];
    return !agreed.is(value_kind::timestamp) || one.at() <= agreed.as_timestamp().whole;
}

inline bool deciding::was_shown(policy const& one) const
{
    if (!one.must_be_shown || one.above_waiving()) return true;
    auto const& list = case_.shown();
    if (list && std::find(list->begin(), list->end(), one.id) != list->end()) return true;
    return std::any_of(events_.begin(), events_.end(), [&](event const* happened) { return shows(*happened, one); });
}

// Only rules of policies that were shown, or need not have been, may decline. False if none is left.
inline bool deciding::drop_undisclosed()
{
    auto& rules = settled_.deciding;
    std::size_t usable = 0;
    for (auto const r : rules)
        if (was_shown(desk_.rules.policy_of(r))) rules[usable++] = r;
        else undisclosed_.push_back(r);
    if (usable == 0) return false;
    for (auto& one : memory_.live)
        if (std::binary_search(undisclosed_.begin(), undisclosed_.end(), one.rule)) one.state = rule_state::agreed;
    rules.resize(usable);
    undisclosed_.clear();
    return true;
}

// The deciding declines that may be given as reasons, whoever declines (D18).
inline std::vector<rule_index> deciding::grounds() const
{
    std::vector<rule_index> out;
    for (auto const r : settled_.deciding)
        if (is_ground(r)) out.push_back(r);
    return out;
}

inline bool deciding::is_ground(rule_index r) const
{
    return desk_.rules.rules[r].then == rule_effect::decline && was_shown(desk_.rules.policy_of(r));
}

// Whether the customer is told no and nobody has said why: no rule, and not whoever decided it (D20).
inline bool deciding::owes_reason() const
{
    auto const& rules = settled_.deciding;
    return out_.outcome == outcome::decline && own_reason_.empty()
           && std::none_of(rules.begin(), rules.end(), [&](rule_index r) { return is_ground(r); });
}

}}}  // namespace ombud::decision_detail
#endif
