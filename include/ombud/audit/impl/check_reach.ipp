// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_IMPL_CHECK_REACH_IPP
#define OMBUD_AUDIT_IMPL_CHECK_REACH_IPP

// Who gets to too few: to nobody with the skills of a rule, or to fewer than have to approve.   @source spec 5

#include <ombud/audit/detail/desk_check.hpp>
#include <ombud/audit/detail/granted_amounts.hpp>
#include <ombud/escalation/graph.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

// Management seldom handles cases itself, and has few people to ask.
inline std::vector<staff_index> desk_check::who_handles() const
{
    auto out = handlers_;
    std::erase_if(out, [&](staff_index who) { return org().role_of(who).management; });
    return out;
}

inline bool desk_check::has_condition(edge_index edge) const
{
    auto const& all = desk_.data().edge_conditions;
    auto const found = std::lower_bound(all.begin(), all.end(), edge,
                                        [](auto const& one, edge_index wanted) { return one.first < wanted; });
    return found != all.end() && found->first == edge;
}

// Those who suit and to whom referrals from somebody get, the nearest first, no more than `most`.
// @param whatever  by edges that hold in any case alone: whether others hold too, the case tells that is decided
inline std::vector<staff_index> desk_check::reached_from(staff_index from, std::size_t most,
                                                         std::function<bool(staff_index)> const& suits,
                                                         bool whatever) const
{
    std::vector<staff_index> ways{from}, found;
    std::set<staff_index> seen{from};
    auto const reach = [&](staff_index target) {
        if (found.size() == most || !seen.insert(target).second) return;
        ways.push_back(target);
        if (suits(target)) found.push_back(target);
    };
    for (std::size_t n = 0; n < ways.size() && found.size() < most; ++n) {
        if (auto const manager = org().staff[ways[n]].reports_to) reach(*manager);
        desk_.data().graph.for_each_edge_of(ways[n], [&](edge_index edge) {
            auto const& one = org().edges[edge];
            if (one.kind == edge_kind::sponsor || (whatever && has_condition(edge))) return;
            for (auto const target : desk_.data().graph.asked_by(edge)) reach(target);
        });
    }
    return found;
}

// What can be granted where the rule is true: by itself, or, if it grants nothing, by others.
inline std::vector<std::optional<money>> desk_check::amounts_of(rule_index r, action_index action) const
{
    if (rule_at(r).then == rule_effect::grant) return granted_amounts(desk_, action, {r}, false);
    return granted_amounts(desk_, action, granting_rules(rules(), action), rules().when_silent == silence::grant);
}

// Where the rule holds and at least so much is asked.
inline region desk_check::holds_from(rule_index r, instant at, std::optional<money> least)
{
    auto const& holds = examples_.regions_at(r, at).holds;
    if (!least || least->minor <= 1) return holds;
    value_domain const money_domain{fact_type::kind::money, least->currency};
    region_box asked;
    asked.restrict(fact_schema::builtin(builtin_fact::request_amount),
                   value_set::above(value::money({least->minor - 1, least->currency}), false, money_domain));
    return holds.intersected(region(std::move(asked)), 256);
}

// Handlers of whom `stuck` says that they get to too few, and a case in which one of them does.
inline std::optional<example_case> desk_check::find_stuck(rule_index r, action_index action,
                                                          std::optional<money> amount, cause why,
                                                          std::vector<staff_index> stuck)
{
    auto const at = moment_for({r});
    if (!at || stuck.empty()) return std::nullopt;
    auto looked = wish(action, *at);
    looked.where = holds_from(r, *at, amount);
    looked.silent = rivals_of({r}, action);
    looked.handlers = std::move(stuck);
    std::string const name = rules().name_of(r);
    looked.shows = [&](case_file const&, decision const& d) {
        return d.outcome() == outcome::refer && d.cause() == why && state_of(d, name) && has_notice(d, "no_decider");
    };
    return examples_.find(looked);
}

// Somebody has the skills and the authority, but from some people no referral gets there.
inline void desk_check::find_unreached_skills()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        auto const& rule = rule_at(r);
        if (rule.needs_skill.empty() || rule.status != rule_status::active) continue;
        // where nobody at all has the skill, that is what is wrong
        bool told = std::none_of(handlers_.begin(), handlers_.end(),
                                 [&](staff_index who) { return org().has_skills(who, rule.needs_skill); });
        for (auto const action : actions_of({r}))
            for (auto const amount : amounts_of(r, action))
                told = told || find_unreached_skill(r, action, amount);
    }
}

inline bool desk_check::find_unreached_skill(rule_index r, action_index action, std::optional<money> amount)
{
    auto const& skills = rule_at(r).needs_skill;
    auto const may = [&](staff_index who) { return may_decide(org(), who, action, amount); };
    auto const suits = [&](staff_index who) { return org().has_skills(who, skills) && may(who); };
    std::vector<staff_index> stuck;
    for (auto const who : who_handles())
        if (!org().has_skills(who, skills) && reached_from(who, 1, suits, true).empty()
            && !reached_from(who, 1, may, false).empty())
            stuck.push_back(who);
    auto const shown = find_stuck(r, action, amount, cause::skill, std::move(stuck));
    if (!shown) return false;
    std::string names;
    for (auto const skill : skills) names += (names.empty() ? "`" : ", `") + org().skills[skill] + '`';
    add(part_of(r, "needs_skill"), errc::skills_out_of_reach,
        "the rule " + quoted(r) + " needs " + names + ", but from `" + org().staff[shown->handler].id
            + "` a referral gets to nobody who has it and may decide " + matter_text(org(), action, amount),
        "add an edge to somebody who does, or give somebody on their way the skill or the authority", &*shown);
    return true;
}

inline void desk_check::find_unreached_approvals()
{
    for (rule_index r = 0; r < rules().rules.size(); ++r) {
        auto const& rule = rule_at(r);
        if (!decides(r) || rule.then != rule_effect::grant || rule.approvals.needs == 0) continue;
        bool told = false;
        for (auto const action : actions_of({r}))
            for (auto const amount : amounts_of(r, action))
                told = told || find_unreached_approvals(r, action, amount);
    }
}

// How many may approve what somebody handles, themselves included: of those in one line with others the nearest count.
inline std::size_t desk_check::approvers_for(staff_index handler, rule_approvals const& asked,
                                             std::function<bool(staff_index)> const& may) const
{
    auto const needed = static_cast<std::size_t>(asked.needs);
    bool const own = !asked.apart_from_handler && may(handler);
    if (!asked.apart_in_line) return (own ? 1 : 0) + reached_from(handler, needed, may, true).size();
    std::vector<staff_index> counted{handler};
    for (auto const who : reached_from(handler, org().staff.size(), may, true)) {
        bool const apart = std::none_of(counted.begin(), counted.end(),
                                        [&](staff_index other) { return in_one_line(org(), who, other); });
        if (apart) counted.push_back(who);
    }
    return counted.size() - (own ? 0 : 1);
}

inline bool desk_check::find_unreached_approvals(rule_index r, action_index action, std::optional<money> amount)
{
    auto const& asked = rule_at(r).approvals;
    auto const may = [&](staff_index who) {
        return may_decide(org(), who, action, amount) && !org().staff[who].automated;
    };
    std::vector<staff_index> stuck;
    for (auto const who : who_handles()) {
        // somebody who gets to nobody who may is another finding
        if (!may(who) && reached_from(who, 1, may, false).empty()) continue;
        if (approvers_for(who, asked, may) < static_cast<std::size_t>(asked.needs)) stuck.push_back(who);
    }
    auto const shown = find_stuck(r, action, amount, cause::authority, std::move(stuck));
    if (!shown) return false;
    auto const count = approvers_for(shown->handler, asked, may);
    add(part_of(r, "approvals"), errc::approvals_out_of_reach,
        "the rule " + quoted(r) + " asks for " + std::to_string(asked.needs) + " approvals, but for what `"
            + org().staff[shown->handler].id + "` handles, no more than " + std::to_string(count) + " may approve "
            + matter_text(org(), action, amount),
        "ask for fewer, or let more people decide it to whom there is a way", &*shown);
    return true;
}

}}}  // namespace ombud::audit_detail
#endif
