// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_CALENDAR_HPP
#define OMBUD_CALENDAR_CALENDAR_HPP

/// @file calendar.hpp
/// Opening hours in a time zone, and arithmetic in open time.   @layer 2 calendar (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/base/result.hpp>
#include <ombud/calendar/hours.hpp>
#include <ombud/calendar/zone.hpp>
#include <ombud/value/date.hpp>
#include <ombud/value/instant.hpp>

#include <cassert>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {
struct calendar_table;
}

/// Calendars answer for instants from here …
inline constexpr instant calendar_begin = std::chrono::sys_days{std::chrono::year{1970} / 1 / 1};
/// … until here, exclusive; an answer itself may lie up to ten years outside.   @source spec 4, Calendars
inline constexpr instant calendar_end = std::chrono::sys_days{std::chrono::year{2101} / 1 / 1};

/// A value, or one of two codes: `instant_out_of_range`, `calendar_closed_too_long`. No allocation, so that it can
/// be returned on the hot path where `result` cannot.
template <class T>
class [[nodiscard]] calendar_result {
public:
    constexpr calendar_result(T value) noexcept : value_(value), ok_(true) {}
    constexpr calendar_result(errc why) noexcept : why_(why) {}

    constexpr explicit operator bool() const noexcept { return ok_; }
    /// The value; there must be one.
    constexpr T const& operator*() const noexcept { return assert(ok_), value_; }
    constexpr T const* operator->() const noexcept { return assert(ok_), &value_; }
    constexpr T value_or(T fallback) const noexcept { return ok_ ? value_ : fallback; }
    /// Why there is no value; there must be none.
    constexpr errc error() const noexcept { return assert(!ok_), why_; }

private:
    T value_{};
    errc why_{};
    bool ok_ = false;
};

/// Where a sum lands that ends exactly at a closing.
enum class boundary : std::uint8_t {
    close,      ///< at that instant; a sum of zero stays where it is
    next_open,  ///< at the next opening (going back: at the closing before); so does a sum of zero outside hours
};

/// The hours of one date, which replace the weekday's and win over a holiday on that date.
struct dated_hours {
    local_days date;
    day_hours hours;
};

/// A part of open time: half-open.
struct open_period {
    instant open;
    instant close;
    friend bool operator==(open_period const&, open_period const&) = default;
};

/// When work is done: weekly hours, hours of single dates and holidays, in a time zone.
///
/// Regular and cheap to copy (one shared pointer to an immutable table); safe to share between threads. All questions
/// are O(log n) in zone changes and dates, and allocate nothing. *Open time* is the time that really passes while it is
/// open: a 00:00–24:00 day has 23, 24 or 25 hours. Periods that touch (at midnight too) are one.
/// @errors of every question: `instant_out_of_range` a given instant is outside `calendar_begin`, `calendar_end`, or
///         the answer more than ten years outside; `calendar_closed_too_long` it would have to wait, or to look
///         back, for more than ten years without any open time.
/// @source spec 4, Calendars
class calendar {
public:
    /// Open always, in UTC.
    calendar() noexcept = default;

    /// Open always: plain arithmetic, a day is 24 hours. `zone` only names the dates.
    OMBUD_DECL static calendar always(ombud::zone zone = {});

    /// @param dates     each date once
    /// @param holidays  closed, unless `dates` has hours for one (a warning, `hours_on_holiday`); may repeat
    /// @errors `calendar_never_open` there are no hours at all
    ///         `duplicate_key`       a date has its hours twice
    OMBUD_DECL static result<calendar> make(ombud::zone zone, weekly_hours const& hours,
                                            std::vector<dated_hours> dates = {}, std::vector<local_days> holidays = {});

    OMBUD_DECL ombud::zone time_zone() const noexcept;
    /// Whether it was made by `always`.
    OMBUD_DECL bool always_open() const noexcept;

    /// Whether it is open at `t`; false outside the range of instants.
    OMBUD_DECL bool is_open(instant t) const noexcept;
    /// Whether the date has any opening hours.
    OMBUD_DECL bool is_business_day(local_days date) const noexcept;

    /// `t` itself if open, else the next opening.
    OMBUD_DECL calendar_result<instant> next_open(instant t) const noexcept;
    /// The first closing after `t`.
    OMBUD_DECL calendar_result<instant> next_close(instant t) const noexcept;
    /// The latest opening not after `t`.
    OMBUD_DECL calendar_result<instant> prev_open(instant t) const noexcept;
    /// `t` itself if it was open just before, else the latest closing before `t`: `next_open` in the other direction.
    OMBUD_DECL calendar_result<instant> prev_close(instant t) const noexcept;

    /// The instant at which `length` of open time has passed since `t`; a negative `length` goes back.
    OMBUD_DECL calendar_result<instant> add(instant t, std::chrono::seconds length,
                                            boundary at = boundary::close) const noexcept;
    /// The same wall time on the `n`-th later day with opening hours, then the next opening. The start day is day 0,
    /// open or not; 0 is no move; a negative `n` counts back and ends at the previous closing.   @source spec 2, Values
    OMBUD_DECL calendar_result<instant> add_days(instant t, std::int64_t n) const noexcept;
    /// Days first, then the rest as open time.
    OMBUD_DECL calendar_result<instant> add(instant t, duration length, boundary at = boundary::close) const noexcept;

    /// Open time in `[a, b)`, negative if `b` is before `a`.
    OMBUD_DECL calendar_result<std::chrono::seconds> between(instant a, instant b) const noexcept;
    /// Days with opening hours in `[a, b)`, negative if `b` is before `a`.
    OMBUD_DECL calendar_result<std::int64_t> business_days(local_days a, local_days b) const noexcept;

    /// The open periods of `[a, b)`, cut to it and to the range of instants, in order. Allocates its
    /// answer; O(log n) for each.
    OMBUD_DECL std::vector<open_period> periods(instant a, instant b) const;

private:
    explicit calendar(std::shared_ptr<calendar_detail::calendar_table const> table) noexcept : table_(std::move(table))
    {
    }

    std::shared_ptr<calendar_detail::calendar_table const> table_;  // INVARIANT: null is always open, in UTC
};

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/calendar/impl/calendar.ipp>
#endif
#endif  // OMBUD_CALENDAR_CALENDAR_HPP
