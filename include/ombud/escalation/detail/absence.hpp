// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_ABSENCE_HPP
#define OMBUD_ESCALATION_DETAIL_ABSENCE_HPP

/// @file absence.hpp
/// Who is away when a referral arrives, and who acts for them.   @layer 5 escalation

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>

#include <algorithm>
#include <optional>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// The absence that counts at `t`: of several at once the first that names a delegate; null if present.
inline absence const* absence_at(staff_member const& person, instant t) noexcept
{
    absence const* found = nullptr;
    for (auto const& away : person.away) {
        if (away.from > t) break;
        if (t >= away.until) continue;
        if (away.delegate) return &away;
        if (!found) found = &away;
    }
    return found;
}

/// The first instant from `t` on at which the person is not away.
inline instant back_from(staff_member const& person, instant t) noexcept
{
    // absences are sorted by their start, so that one pass joins those that touch
    for (auto const& away : person.away)
        if (away.from <= t && t < away.until) t = away.until;
    return t;
}

/// Longest chain of delegates that is followed.   @source spec 5, Absence
inline constexpr int longest_delegation = 8;

/// Who acts for an absent person at `t`: the first one present along the chain of delegates. Nothing if the chain ends
/// before one, is too long, goes round, or ends in somebody for whom `blocked` holds.
template <class Blocked>
std::optional<staff_index> deputy_of(organisation const& people, staff_index absent, instant t, Blocked&& blocked)
{
    auto const* away = absence_at(people.staff[absent], t);
    for (int step = 0; step < longest_delegation && away && away->delegate; ++step) {
        auto const who = *away->delegate;
        away = absence_at(people.staff[who], t);
        if (!away) return blocked(who) ? std::nullopt : std::optional(who);
    }
    return std::nullopt;
}

/// Call `f(person)` for the absent ones from `principal` on for whom `deputy` acts at `t`.
template <class Function>
void for_each_principal(organisation const& people, staff_index principal, staff_index deputy, instant t, Function&& f)
{
    for (auto who = principal; who != deputy; who = *absence_at(people.staff[who], t)->delegate) f(who);
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_ABSENCE_HPP
