// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_IMPL_ORGANISATION_IPP
#define OMBUD_MODEL_IMPL_ORGANISATION_IPP

#include <ombud/model/organisation.hpp>

#include <ombud/model/detail/table.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE std::string_view to_string(edge_kind kind) noexcept
{
    switch (kind) {
    case edge_kind::reports_to: return "reports_to";
    case edge_kind::delegate: return "delegate";
    case edge_kind::functional: return "functional";
    case edge_kind::sponsor: return "sponsor";
    case edge_kind::duty: return "duty";
    }
    return "";
}

OMBUD_INLINE std::optional<role_index> organisation::find_role(std::string_view id) const noexcept
{
    return model_detail::find_sorted(roles, id);
}

OMBUD_INLINE std::optional<staff_index> organisation::find_staff(std::string_view id) const noexcept
{
    return model_detail::find_sorted(staff, id);
}

OMBUD_INLINE std::optional<team_index> organisation::find_team(std::string_view id) const noexcept
{
    return model_detail::find_sorted(teams, id);
}

OMBUD_INLINE std::optional<skill_index> organisation::find_skill(std::string_view id) const noexcept
{
    return model_detail::find_sorted(skills, id);
}

OMBUD_INLINE std::optional<action_index> organisation::find_action(std::string_view id) const noexcept
{
    return model_detail::find_sorted(actions, id);
}

OMBUD_INLINE std::optional<policy_index> organisation::find_policy(std::string_view id) const noexcept
{
    return model_detail::find_sorted(policies, id);
}

OMBUD_INLINE std::optional<calendar_index> organisation::find_calendar(std::string_view id) const noexcept
{
    return model_detail::find_sorted(calendar_ids, id);
}

namespace model_detail {

inline std::span<risk_index const> risks_of(std::vector<action> const& actions, action_index which) noexcept
{
    if (which >= actions.size()) return {};
    return actions[which].risks;
}

}  // namespace model_detail

OMBUD_INLINE authority_match organisation::authority_of(staff_index who, authority_question const& asked) const noexcept
{
    auto const& own = staff[who].authority;
    return match_authority(role_of(who).authority, own, asked, model_detail::risks_of(actions, asked.action));
}

OMBUD_INLINE authority_match organisation::authority_of_role(role_index part,
                                                             authority_question const& asked) const noexcept
{
    return match_authority(roles[part].authority, {}, asked, model_detail::risks_of(actions, asked.action));
}

OMBUD_INLINE bool organisation::reports_to(staff_index who, staff_index other) const noexcept
{
    // a line is no longer than there are people, even in an organisation that was not checked
    auto next = staff[who].reports_to;
    for (std::size_t step = 0; next && step < staff.size(); ++step, next = staff[*next].reports_to)
        if (*next == other) return true;
    return false;
}

OMBUD_INLINE bool organisation::may_waive(staff_index who, policy_index policy) const noexcept
{
    return role_of(who).waives.contains(policy) || staff[who].waives.contains(policy);
}

OMBUD_INLINE bool organisation::has_skills(staff_index who, std::span<skill_index const> needed) const noexcept
{
    auto const& has = staff[who].skills;
    return std::includes(has.begin(), has.end(), needed.begin(), needed.end());
}

OMBUD_INLINE bool organisation::belongs_to(staff_index who, party const& group) const noexcept
{
    switch (group.what) {
    case party::kind::staff: return who == group.index;
    case party::kind::role: return staff[who].role == group.index;
    case party::kind::team: return staff[who].team == group.index;
    }
    return false;
}

}}  // namespace ombud
#endif
