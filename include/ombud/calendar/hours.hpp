// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_HOURS_HPP
#define OMBUD_CALENDAR_HOURS_HPP

/// @file hours.hpp
/// Opening hours of a day and of a week, by the wall clock.   @layer 2 calendar (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>

#include <array>
#include <bitset>
#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A half-open interval of one day's wall clock, minutes since midnight: `open` 0 to 1439, `close` up to 1440.
struct day_interval {
    std::chrono::minutes open{0};
    std::chrono::minutes close{0};
    friend bool operator==(day_interval const&, day_interval const&) = default;
};

/// Read `"09:00-12:30"`; `"24:00"` closes a day. An interval does not cross midnight: write two.
/// @errors `bad_wall_time`  not of that form
///         `empty_interval` the opening is not before the closing
/// @source spec 4, Calendars
OMBUD_DECL result<day_interval> parse_day_interval(std::string_view text);

/// The opening hours of one day: none (closed), or intervals that do not overlap. Regular.
class day_hours {
public:
    /// A day that is closed.
    day_hours() = default;

    /// @param intervals in any order; they may touch.
    /// @errors `bad_wall_time`     an interval leaves the day
    ///         `empty_interval`    an opening is not before its closing
    ///         `overlapping_hours` two intervals share a minute
    OMBUD_DECL static result<day_hours> make(std::vector<day_interval> intervals);

    bool closed() const noexcept { return intervals_.empty(); }
    std::span<day_interval const> intervals() const noexcept { return {intervals_.data(), intervals_.size()}; }

    friend bool operator==(day_hours const&, day_hours const&) = default;

private:
    std::vector<day_interval> intervals_;  // INVARIANT: rising; none starts before the last one ends
};

/// A set of weekdays; bit 0 is Monday, as in ISO 8601.
using weekdays = std::bitset<7>;

/// Read `"sat"` or a range such as `"mon-fri"`; a range may pass Sunday (`"fri-mon"`). Lower case English, three
/// letters; nothing for anything else.   @source spec 12, calendars
OMBUD_DECL std::optional<weekdays> parse_weekdays(std::string_view text) noexcept;

/// The opening hours of every week. Regular; all days are closed at first.
class weekly_hours {
public:
    /// Give the same hours to all of `days`.
    /// @errors `overlapping_hours` one of them already has hours
    OMBUD_DECL result<weekdays> set(weekdays days, day_hours const& hours);

    day_hours const& on(std::chrono::weekday day) const noexcept { return days_[day.iso_encoding() - 1]; }
    /// The weekdays with any hours.
    OMBUD_DECL weekdays open_days() const noexcept;

    friend bool operator==(weekly_hours const&, weekly_hours const&) = default;

private:
    std::array<day_hours, 7> days_;  // Monday first
    weekdays given_;
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/calendar/impl/hours.ipp>
#endif
#endif  // OMBUD_CALENDAR_HOURS_HPP
