// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_DETAIL_GRANTED_AMOUNTS_HPP
#define OMBUD_AUDIT_DETAIL_GRANTED_AMOUNTS_HPP

/// @file granted_amounts.hpp
/// What rules can grant of an action, and where it begins to matter who decides it.   @layer 7 audit

#include <ombud/base/config.hpp>
#include <ombud/decision/desk.hpp>
#include <ombud/model/organisation.hpp>
#include <ombud/policy/ruleset.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

/// `refund` of 100.00 EUR, as messages name it.
inline std::string matter_text(organisation const& org, action_index action, std::optional<money> amount)
{
    return '`' + org.actions[action].id + '`' + (amount ? " of " + to_string(*amount) : "");
}

/// Whether somebody has the authority in person; without an amount: where the action takes none.
inline bool may_decide(organisation const& org, staff_index who, action_index action, std::optional<money> amount)
{
    return org.authority_of(who, {action, amount.has_value(), amount}).how == authority_match::kind::covers;
}

/// The rules in force at some time that grant an action.
inline std::vector<rule_index> granting_rules(ruleset const& set, action_index action)
{
    std::vector<rule_index> out;
    for (rule_index r = 0; r < set.rules.size(); ++r) {
        auto const& one = set.rules[r];
        bool const grants = one.status == rule_status::active && one.then == rule_effect::grant;
        if (grants && set.policy_of(r).covers(action)) out.push_back(r);
    }
    return out;
}

/// The least amount, and those at which somebody's authority begins not to suffice, up to the largest limit of the
/// rules; one without an amount if the action takes none. In the desk's currency.
/// @param unlimited  whether any amount can be granted, whatever the rules say
inline std::vector<std::optional<money>> granted_amounts(desk const& d, action_index action,
                                                         std::vector<rule_index> const& rules, bool unlimited)
{
    auto const& org = d.model().organisation;
    auto const unit = d.model().currency;
    if (rules.empty() && !unlimited) return {};
    if (!org.actions[action].takes_amount) return {std::nullopt};
    auto most = unlimited ? std::numeric_limits<std::int64_t>::max() : std::int64_t{0};
    for (auto const r : rules) {
        auto const& limit = d.policies().rules[r].limit;
        if (!limit) most = std::numeric_limits<std::int64_t>::max();
        else if (limit->currency == unit) most = std::max(most, limit->minor);
    }
    std::set<std::int64_t> sizes{1};
    auto const add = [&](std::vector<authority_entry> const& entries) {
        for (auto const& one : entries)
            if ((!one.action || *one.action == action) && one.up_to && one.up_to->currency == unit)
                sizes.insert(one.up_to->minor + 1);
    };
    for (auto const& part : org.roles) add(part.authority);
    for (auto const& person : org.staff) add(person.authority);
    std::vector<std::optional<money>> out;
    for (auto const size : sizes)
        if (size <= most) out.emplace_back(money{size, unit});
    return out;
}

}}}  // namespace ombud::audit_detail

#endif  // OMBUD_AUDIT_DETAIL_GRANTED_AMOUNTS_HPP
