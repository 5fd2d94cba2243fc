// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_AUDIT_DETAIL_DESK_CHECK_HPP
#define OMBUD_AUDIT_DETAIL_DESK_CHECK_HPP

/// @file desk_check.hpp
/// One check of a desk in the making: each question in its own function.   @layer 7 audit

#include <ombud/audit/check.hpp>
#include <ombud/audit/detail/telling.hpp>
#include <ombud/audit/example.hpp>
#include <ombud/base/config.hpp>
#include <ombud/decision/detail/desk_data.hpp>
#include <ombud/policy/reader.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace audit_detail {

// What became of a rule in a decision; nothing if it is false or has no part in it.
inline std::optional<rule_state> state_of(decision const& d, std::string const& rule)
{
    for (auto const& why : d.because())
        if (why.rule == rule) return why.state;
    return std::nullopt;
}

class desk_check {
public:
    desk_check(desk const& d, document const& merged, instant now, limits const& bounds);
    check_report run();

private:
    // check_rules.ipp: what conditions say
    void find_never_true();
    void find_never_deciding();
    void find_never_deciding(rule_index r);
    std::vector<rule_index> always_above(rule_index r);
    bool covered(rule_index r, std::vector<rule_index> const& above);
    void find_conflicts();
    void find_conflicts_with(rule_index a, bool today, std::set<std::pair<std::string, std::string>>& seen);
    void find_conflict(rule_index a, rule_index b);
    void find_silences();

    // check_ends.ipp: what decisions lead to
    std::optional<example_case> find_example(rule_index r, instant at,
                                             std::function<bool(decision const&)> const& shows);
    void find_dead_ends();
    bool offers_words(rule_index r) const;
    void find_amounts();
    void find_amount(rule_index r, action_index action);
    void find_skills();
    void find_dates();
    void find_dates_of(policy const& one, node const& at);
    void find_missing_values();
    bool find_missing_value(rule_index r, parameter const& missing);

    // check_reach.ipp: who gets to too few
    std::vector<staff_index> who_handles() const;
    void find_unreached_skills();
    bool find_unreached_skill(rule_index r, action_index action, std::optional<money> amount);
    void find_unreached_approvals();
    bool find_unreached_approvals(rule_index r, action_index action, std::optional<money> amount);
    std::size_t approvers_for(staff_index handler, rule_approvals const& asked,
                              std::function<bool(staff_index)> const& may) const;
    bool has_condition(edge_index edge) const;
    std::vector<staff_index> reached_from(staff_index from, std::size_t most,
                                          std::function<bool(staff_index)> const& suits, bool whatever) const;
    std::vector<std::optional<money>> amounts_of(rule_index r, action_index action) const;
    region holds_from(rule_index r, instant at, std::optional<money> least);
    std::optional<example_case> find_stuck(rule_index r, action_index action, std::optional<money> amount, cause why,
                                           std::vector<staff_index> stuck);

    // check.ipp
    rule const& rule_at(rule_index r) const noexcept { return rules().rules[r]; }
    ruleset const& rules() const noexcept { return desk_.policies(); }
    organisation const& org() const noexcept { return desk_.model().organisation; }
    bool decides(rule_index r) const noexcept
    {
        return rule_at(r).then != rule_effect::none && rule_at(r).status == rule_status::active;
    }
    void place_rules();
    void order_handlers();
    /// Where a rule's condition may hold, whatever the time; larger than that where it cannot be read.
    region const& at_any_time(rule_index r);
    region read_at_any_time(rule_index r) const;
    region asked_of(policy const& owner) const;
    /// A moment at which all of them are in force, the nearest to the present; nothing if there is none.
    std::optional<instant> moment_for(std::vector<rule_index> const& together) const;
    std::vector<action_index> actions_of(std::vector<rule_index> const& together) const;
    /// Rules that keep this one from deciding: those of stronger tiers and those that override it.
    std::vector<rule_index> rivals_of(std::vector<rule_index> const& together, action_index action) const;
    example_wish wish(action_index action, instant at) const;
    void add(node const& at, errc code, std::string message, std::string hint, example_case const* shown = nullptr);
    node part_of(rule_index r, std::string_view key) const;
    std::string quoted(rule_index r) const { return '`' + rules().name_of(r) + '`'; }

    desk const& desk_;
    reader root_;
    instant now_;
    limits const& bounds_;
    check_report out_;
    example_search examples_;
    std::vector<node> nodes_;            // by rule; a row of a table for the rules of tables
    std::vector<staff_index> handlers_;  // the lowest rank first
    std::map<rule_index, region> any_time_;
};

}}}  // namespace ombud::audit_detail

#endif  // OMBUD_AUDIT_DETAIL_DESK_CHECK_HPP
