// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_ORGANISATION_HPP
#define OMBUD_MODEL_ORGANISATION_HPP

/// @file organisation.hpp
/// Everybody on the desk, and who may be asked by whom.   @layer 3 model (uses: value, calendar, model/staff)

#include <ombud/base/config.hpp>
#include <ombud/calendar/calendar.hpp>
#include <ombud/model/staff.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// One person, everybody of a role, or everybody of a team: `staff:lena` or `lena`, `role:agent`, `team:returns`.
struct party {
    enum class kind : std::uint8_t { staff, role, team };
    kind what = kind::staff;
    std::uint32_t index = 0;
    friend auto operator<=>(party const&, party const&) = default;
};

/// By which edge somebody is asked, in the order that breaks ties between routes.   @source spec 5, Which path
enum class edge_kind : std::uint8_t { reports_to, delegate, functional, sponsor, duty };
/// `"reports_to"`, `"delegate"`, …
OMBUD_DECL std::string_view to_string(edge_kind kind) noexcept;

/// Beside reporting lines and delegates: whom a party may ask.   @source spec 12, edges[]; spec 5
///
/// Of the people at `to`, those who have every skill of `skills` are asked: "by skill" chooses among them. By kind:
/// - `functional`: all of these;
/// - `duty`: of a team only whoever is on duty by its rotation when they are asked; nobody while nobody is. Of a role
///   or a person all of these, as they stand;
/// - `sponsor`: only the sponsor of a registered special client, in that client's cases, unless `sponsor_part` is
///   `excluded`. Where it is `decides`, everybody may ask the sponsor without such an edge.
struct staff_edge {
    party from;
    party to;
    std::vector<skill_index> skills;  // INVARIANT: sorted, unique
    edge_kind kind = edge_kind::functional;  // INVARIANT: functional, sponsor or duty
};

/// Position of an edge in the organisation's table.
using edge_index = std::uint32_t;

/// Whether those between handler and decider handle the case or are only informed.   @source spec 12, routing
enum class routing_mode : std::uint8_t { direct, chain };
/// What a good path is judged by first.
enum class routing_preference : std::uint8_t { handovers, earliest };

/// The organisation as tables; built by the desk's compiler, immutable afterwards.
///
/// Roles, staff, teams, skills and actions stand sorted by id, so that an index is also a rank in the order of ids.
struct organisation {
    std::vector<ombud::calendar> calendars;
    std::vector<std::string> calendar_ids;  ///< parallel to `calendars`
    std::vector<role> roles;
    std::vector<staff_member> staff;
    std::vector<team> teams;
    std::vector<std::string> skills;
    std::vector<std::string> risks;
    std::vector<action> actions;
    std::vector<std::string> policies;      ///< ids of all policies, sorted
    std::vector<staff_edge> edges;          // INVARIANT: sorted by from, then to
    routing_mode mode = routing_mode::direct;
    routing_preference prefer = routing_preference::handovers;

    /// The index of an id in the table of that name. O(log n).
    OMBUD_DECL std::optional<role_index> find_role(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<staff_index> find_staff(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<team_index> find_team(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<skill_index> find_skill(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<action_index> find_action(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<policy_index> find_policy(std::string_view id) const noexcept;
    OMBUD_DECL std::optional<calendar_index> find_calendar(std::string_view id) const noexcept;

    /// Whether the person reports to the other one, through any number of steps. O(depth).
    OMBUD_DECL bool reports_to(staff_index who, staff_index other) const noexcept;
    role const& role_of(staff_index who) const noexcept { return roles[staff[who].role]; }
    int rank_of(staff_index who) const noexcept { return role_of(who).rank; }
    ombud::calendar const& calendar_of(staff_index who) const noexcept { return calendars[staff[who].calendar]; }

    /// What the person's role and own entries together allow.
    OMBUD_DECL authority_match authority_of(staff_index who, authority_question const& asked) const noexcept;
    /// What a role alone allows.
    OMBUD_DECL authority_match authority_of_role(role_index part, authority_question const& asked) const noexcept;
    /// Whether the person, by role or in person, may set the policy aside.
    OMBUD_DECL bool may_waive(staff_index who, policy_index policy) const noexcept;
    /// Whether the person has every skill of a sorted list.
    OMBUD_DECL bool has_skills(staff_index who, std::span<skill_index const> needed) const noexcept;
    /// Who is on duty for a team at `t`; nobody where the team has no rotation, or before its first turn. A member of
    /// staff who is away then is on duty all the same. O(log n) in changes of the zone and overrides.
    std::optional<staff_index> on_duty(team_index group, instant t) const noexcept
    {
        return teams[group].turns.on_duty(t);
    }
    /// Whether the person is the party or belongs to it.
    OMBUD_DECL bool belongs_to(staff_index who, party const& group) const noexcept;
};

/// Whether one of two people reports to the other, through any number of steps.
inline bool in_one_line(organisation const& people, staff_index a, staff_index b) noexcept
{
    return people.reports_to(a, b) || people.reports_to(b, a);
}

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/model/impl/organisation.ipp>
#endif
#endif  // OMBUD_MODEL_ORGANISATION_HPP
