// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_STAFF_HPP
#define OMBUD_MODEL_STAFF_HPP

/// @file staff.hpp
/// Roles, the people who play them, and when they are away.   @layer 3 model (uses: value, calendar, model/authority)

#include <ombud/base/config.hpp>
#include <ombud/calendar/rotation.hpp>
#include <ombud/model/authority.hpp>
#include <ombud/value/instant.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// Positions in the organisation's tables.
using staff_index = std::uint32_t;
using role_index = std::uint32_t;
using team_index = std::uint32_t;
using calendar_index = std::uint32_t;
using skill_index = std::uint32_t;

/// A part that people play.   @source spec 12, roles.R
struct role {
    std::string id;
    int rank = 0;             ///< not negative; more is higher
    bool management = false;
    calendar_index calendar = 0;
    duration triage;          ///< open time that passing a referral on takes, in `chain` mode
    duration decide;          ///< open time that deciding a referral takes
    std::vector<authority_entry> authority;
    waiver_set waives;
    std::vector<skill_index> skills;  // INVARIANT: sorted, unique
};

/// A dated absence, half-open `[from, until)`.   @source spec 12, staff[].away
struct absence {
    instant from;
    instant until;
    std::optional<staff_index> delegate;
};

/// A member of staff.   @source spec 12, staff[]
struct staff_member {
    std::string id;
    std::string name;         ///< empty: the id
    role_index role = 0;
    std::optional<staff_index> reports_to;
    std::optional<team_index> team;
    calendar_index calendar = 0;             ///< their own, or their role's
    std::vector<authority_entry> authority;  ///< beside the role's
    waiver_set waives;                       ///< beside the role's
    std::vector<skill_index> skills;         // INVARIANT: sorted, unique; the role's and `lang:…` are included
    std::vector<absence> away;               // INVARIANT: sorted by from, then until
    bool automated = false;                  ///< a machine: declines nothing finally, ends no contact
};

/// A group of people with a head, and perhaps with a rotation of duty.   @source spec 12, teams.T; spec 4
struct team {
    std::string id;
    std::optional<staff_index> head;
    std::optional<calendar_index> calendar;
    std::vector<staff_index> members;  // INVARIANT: sorted
    rotation turns{};                  ///< who is on duty; members are numbered as staff
    std::vector<staff_index> on_rotation{};  // INVARIANT: sorted, unique; whoever is ever on duty, overrides included

    bool has_rotation() const noexcept { return !on_rotation.empty(); }
};

}}  // namespace ombud

#endif  // OMBUD_MODEL_STAFF_HPP
