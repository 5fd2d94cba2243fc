// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_ESCALATION_DETAIL_ABSENCE_HPP
#define OMBUD_ESCALATION_DETAIL_ABSENCE_HPP

/// @file absence.hpp
/// Who is away when a referral arrives, and who acts for them.   @layer 5 escalation

#include <ombud/base/config.hpp>
#include <ombud/model/organisation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace ombud { inline namespace OMBUD_ABI { namespace escalation_detail {

/// Whether an absence of the person's holds at `t`.
inline bool is_away(staff_member const& person, instant t) noexcept
{
    for (auto const& away : person.away) {
        if (away.from > t) return false;
        if (t < away.until) return true;
    }
    return false;
}

/// Call `f(delegate)` for the delegates of all absences that hold at `t`, in their order.
template <class Function>
void for_each_delegate(staff_member const& person, instant t, Function&& f)
{
    for (auto const& away : person.away) {
        if (away.from > t) return;
        if (t < away.until && away.delegate) f(*away.delegate);
    }
}

/// The first instant from `t` on at which the person is not away.
inline instant back_from(staff_member const& person, instant t) noexcept
{
    // absences are sorted by their start, so that one pass joins those that touch
    for (auto const& away : person.away)
        if (away.from <= t && t < away.until) t = away.until;
    return t;
}

/// The first instant from `t` on at which somebody is there: within their hours and not away. Nothing where there is
/// none that calendars answer for, or not after a hundred absences.
inline std::optional<instant> there_from(organisation const& people, staff_index who, instant t) noexcept
{
    constexpr int most_turns = 100;
    auto const& person = people.staff[who];
    for (int turn = 0; turn < most_turns; ++turn) {
        auto const opening = people.calendar_of(who).next_open(t);
        if (!opening) return std::nullopt;
        t = back_from(person, *opening);
        if (t == *opening) return t;
    }
    return std::nullopt;
}

/// Longest chain of delegates that is followed.   @source spec 5, Absence
inline constexpr std::size_t longest_delegation = 8;
/// Most people who are looked at for one who is away.
inline constexpr std::size_t most_delegates = 64;

/// Who may act for somebody away at `t`: their delegates, and where one is away, first theirs. Where several absences
/// hold at once, the delegates of all of them, one after the other; nobody is looked at twice.
class delegation {
public:
    delegation(organisation const& people, staff_index absent, instant t) noexcept
        : people_(people), t_(t), absent_(absent)
    {
    }

    /// The first one present for whom `takes(who)` holds; `away(who)` is called for those away who are passed.
    template <class Away, class Takes>
    std::optional<staff_index> find(Away&& away, Takes&& takes)
    {
        seen_[seen_count_++] = absent_;
        return look_from(absent_, away, takes);
    }

    /// Those away for whom the one found acts, from the first on.
    std::span<staff_index const> principals() const noexcept { return std::span(chain_).first(length_); }

private:
    template <class Away, class Takes>
    std::optional<staff_index> look_from(staff_index who, Away& away, Takes& takes)
    {
        away(who);
        chain_[length_++] = who;
        std::optional<staff_index> found;
        if (length_ <= longest_delegation)
            for_each_delegate(people_.staff[who], t_, [&](staff_index next) {
                if (found || !is_new(next)) return;
                if (is_away(people_.staff[next], t_)) found = look_from(next, away, takes);
                else if (takes(next)) found = next;
            });
        if (!found) --length_;
        return found;
    }

    bool is_new(staff_index who) noexcept
    {
        auto const end = seen_.begin() + static_cast<std::ptrdiff_t>(seen_count_);
        if (seen_count_ == seen_.size() || std::find(seen_.begin(), end, who) != end) return false;
        seen_[seen_count_++] = who;
        return true;
    }

    organisation const& people_;
    instant t_;
    staff_index absent_;
    std::array<staff_index, most_delegates> seen_{};
    std::array<staff_index, longest_delegation + 1> chain_{};
    std::size_t seen_count_ = 0, length_ = 0;
};

/// Who acts for an absent person at `t`; nothing if nobody is present for whom `blocked` does not hold.
template <class Blocked>
std::optional<staff_index> deputy_of(organisation const& people, staff_index absent, instant t, Blocked&& blocked)
{
    return delegation(people, absent, t).find([](staff_index) {}, [&](staff_index who) { return !blocked(who); });
}

/// Call `f(person)` for the absent ones from `principal` on for whom `deputy` acts at `t`.
template <class Function>
void for_each_principal(organisation const& people, staff_index principal, staff_index deputy, instant t, Function&& f)
{
    delegation way(people, principal, t);
    if (!way.find([](staff_index) {}, [&](staff_index who) { return who == deputy; })) return;
    for (auto const who : way.principals()) f(who);
}

}}}  // namespace ombud::escalation_detail

#endif  // OMBUD_ESCALATION_DETAIL_ABSENCE_HPP
