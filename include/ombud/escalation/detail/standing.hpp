// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_STANDING_HPP
#define OMBUD_ESCALATION_DETAIL_STANDING_HPP

/// @file standing.hpp
/// What a search reads of everybody whom it meets.   @layer 5 escalation
///
/// A member of staff is as large as four cache lines, and of a large organisation each one that is read is a miss. What
/// most people have none of, such as an authority of their own, is a flag here, and only looked up where it is set.

#include <ombud/base/config.hpp>
#include <ombud/model/staff.hpp>

#include <cassert>
#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// Instead of a manager or a team.
inline constexpr std::uint32_t nobody = 0xFFFF'FFFF;
inline constexpr std::uint32_t most_calendars = 1 << 24;

struct standing {
    staff_index manager = nobody;
    team_index team = nobody;
    role_index role = 0;
    calendar_index calendar : 24 = 0;
    bool is_asker : 1 = false;       ///< edges lead from the person, not only from role or team
    bool is_delegate : 1 = false;    ///< of anybody, at any time
    bool goes_away : 1 = false;      ///< at any time
    bool own_authority : 1 = false;  ///< beside the role's
    bool own_waivers : 1 = false;    ///< likewise
    bool automated : 1 = false;
};
static_assert(sizeof(standing) == 16);

/// All of it that the person's own entry tells.
inline standing standing_of(staff_member const& person) noexcept
{
    assert(person.calendar < most_calendars);
    standing out;
    out.manager = person.reports_to.value_or(nobody);
    out.team = person.team.value_or(nobody);
    out.role = person.role;
    out.calendar = person.calendar & (most_calendars - 1);
    out.goes_away = !person.away.empty();
    out.own_authority = !person.authority.empty();
    out.own_waivers = person.waives.all || !person.waives.policies.empty();
    out.automated = person.automated;
    return out;
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_STANDING_HPP
