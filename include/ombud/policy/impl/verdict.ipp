// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_IMPL_VERDICT_IPP
#define OMBUD_POLICY_IMPL_VERDICT_IPP

#include <ombud/policy/verdict.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace policy_detail {

inline live_rule* find_live(std::span<live_rule> live, rule_index r) noexcept
{
    auto const found = std::lower_bound(live.begin(), live.end(), r,
                                        [](live_rule const& one, rule_index wanted) { return one.rule < wanted; });
    return found != live.end() && found->rule == r ? &*found : nullptr;
}

inline verdict verdict_of(rule_effect effect) noexcept
{
    return effect == rule_effect::grant ? verdict::grant
           : effect == rule_effect::decline ? verdict::decline
                                            : verdict::refer;
}

// Whether the rule is true and its verdict still counts after what was labelled so far.
inline bool speaks(ruleset const& rules, live_rule const& one) noexcept
{
    return one.holds == truth::yes && !one.set_aside && rules.rules[one.rule].then != rule_effect::none
           && one.state != rule_state::overridden;
}

// Walks the overrides from the top, so that each rule is settled before those it overrides.
inline void resolve_overrides(ruleset const& rules, std::span<live_rule> live)
{
    for (auto const r : rules.override_order) {
        auto* const one = find_live(live, r);
        if (one == nullptr || !speaks(rules, *one)) continue;
        for (auto const above : rules.rules[r].overridden_by) {
            auto const* const other = find_live(live, above);
            if (other != nullptr && speaks(rules, *other)) one->with.push_back(above);
        }
        if (!one->with.empty()) one->state = rule_state::overridden;
    }
}

// The smallest limit among the deciding grants.
inline void settle_limit(ruleset const& rules, settlement& out)
{
    for (auto const r : out.deciding) {
        auto const& limit = rules.rules[r].limit;
        if (!limit) continue;
        if (out.limit && out.limit->currency != limit->currency) out.mixed_currencies = true;
        else if (!out.limit || limit->minor < out.limit->minor) out.limit = limit;
    }
}

inline void label_speaking(ruleset const& rules, std::span<live_rule> live, settlement const& out)
{
    for (auto& one : live) {
        if (!speaks(rules, one)) continue;
        bool const deciding = rules.tier_of(one.rule) == out.strongest;
        bool const agrees = !out.conflict && verdict_of(rules.rules[one.rule].then) == out.says;
        one.state = deciding ? (out.conflict ? rule_state::conflicting : rule_state::decided)
                             : (agrees ? rule_state::agreed : rule_state::outranked);
        if (one.state != rule_state::conflicting && one.state != rule_state::outranked) continue;
        for (auto const other : out.deciding)
            if (other != one.rule) one.with.push_back(other);
    }
}

}  // namespace policy_detail

OMBUD_INLINE settlement settle(ruleset const& rules, std::span<live_rule> live)
{
    settlement out;
    settle(rules, live, out);
    return out;
}

OMBUD_INLINE void settle(ruleset const& rules, std::span<live_rule> live, settlement& out)
{
    out.says = verdict::refer;
    out.silent = out.conflict = out.mixed_currencies = out.bars_promises = false;
    out.limit.reset();
    out.strongest.reset();
    out.deciding.clear();
    for (auto& one : live) {
        one.with.clear();
        one.state = one.holds == truth::unknown        ? rule_state::unknown
                    : one.holds == truth::undetermined ? rule_state::undetermined
                    : one.set_aside                    ? rule_state::waived
                                                       : rule_state::duty;
    }
    policy_detail::resolve_overrides(rules, live);
    for (auto const& one : live) {
        if (rules.tier_of(one.rule) > tier::safety) break;
        bool const declines = rules.rules[one.rule].then == rule_effect::decline;
        out.bars_promises = out.bars_promises || (declines && policy_detail::speaks(rules, one));
    }
    for (auto const& one : live) {
        if (!policy_detail::speaks(rules, one)) continue;
        auto const says = policy_detail::verdict_of(rules.rules[one.rule].then);
        if (!out.strongest) out.strongest = rules.tier_of(one.rule), out.says = says;
        if (rules.tier_of(one.rule) != *out.strongest) break;  // rules stand by tier, strongest first
        if (says != out.says) out.conflict = true;
        out.deciding.push_back(one.rule);
    }
    if (!out.strongest) {
        out.silent = true;
        out.says = rules.when_silent == silence::grant ? verdict::grant : verdict::refer;
    }
    if (out.conflict) out.says = verdict::refer;
    if (out.says == verdict::grant) policy_detail::settle_limit(rules, out);
    policy_detail::label_speaking(rules, live, out);
}

OMBUD_INLINE bool apply_promise(settlement& settled, binding_promise const& promised) noexcept
{
    if (settled.bars_promises) return false;
    auto& limit = settled.limit;
    auto const& least = promised.up_to;
    if (settled.says != verdict::grant || (limit && !least)) limit = least;
    else if (limit && limit->currency == least->currency && limit->minor < least->minor) limit = least;
    settled.says = verdict::grant;
    return true;
}

}}  // namespace ombud
#endif
