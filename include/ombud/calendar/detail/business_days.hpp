// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_DETAIL_BUSINESS_DAYS_HPP
#define OMBUD_CALENDAR_DETAIL_BUSINESS_DAYS_HPP

/// @file business_days.hpp
/// Days with opening hours, counted and found by number.   @layer 2 calendar

#include <ombud/base/config.hpp>

#include <ombud/calendar/hours.hpp>
#include <ombud/value/date.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace calendar_detail {

/// The weekdays of a calendar, and the dates that differ.
class business_day_table {
public:
    explicit business_day_table(weekdays week) : week_(week)
    {
        for (std::uint8_t day = 0; day < 7; ++day) {
            before_in_week_[day] = per_week_;
            if (week[day]) open_[static_cast<std::size_t>(per_week_++)] = day;
        }
    }

    /// Tell what a date is; dates come in order. Those that are as their weekday is are not kept.
    void set(local_days date, bool business)
    {
        if (week_[weekday_of(date)] != business) dates_.push_back({date, count_before(date), business});
    }

    bool is_business_day(local_days date) const noexcept
    {
        auto const found = std::lower_bound(dates_.begin(), dates_.end(), date, earlier);
        return found != dates_.end() && found->date == date ? found->business : week_[weekday_of(date)];
    }

    /// Business days from `first_day` until `date`, exclusive.
    std::int64_t count_before(local_days date) const noexcept
    {
        auto const next = std::lower_bound(dates_.begin(), dates_.end(), date, earlier);
        if (next == dates_.begin()) return weekly_before(date);
        auto const& last = *std::prev(next);
        return last.before + last.business + weekly_before(date) - weekly_before(last.date + std::chrono::days{1});
    }

    /// The business day before which there are exactly `count`; nothing if there never are so many.
    std::optional<local_days> find(std::int64_t count) const noexcept
    {
        auto const next = std::partition_point(dates_.begin(), dates_.end(),
                                               [count](exception const& e) { return e.before <= count; });
        auto from = first_day;
        auto already = std::int64_t{0};
        if (next != dates_.begin()) {
            auto const& last = *std::prev(next);
            if (last.business && last.before == count) return last.date;
            from = last.date + std::chrono::days{1};
            already = last.before + last.business;
        }
        if (per_week_ == 0) return std::nullopt;
        auto const index = weekly_before(from) + (count - already);
        auto const weekday = open_[static_cast<std::size_t>(index % per_week_)];
        return first_day + std::chrono::days{index / per_week_ * 7 + weekday};
    }

    // 1 January 1900 was a Monday
    static constexpr local_days first_day{std::chrono::year{1900} / std::chrono::January / 1};

private:
    struct exception {
        local_days date;
        std::int64_t before;  // business days before the date
        bool business;
    };
    static bool earlier(exception const& e, local_days date) noexcept { return e.date < date; }

    static std::size_t weekday_of(local_days date) noexcept
    {
        return std::chrono::weekday{date}.iso_encoding() - 1;
    }
    std::int64_t weekly_before(local_days date) const noexcept
    {
        auto const days = (date - first_day).count();
        return days / 7 * per_week_ + before_in_week_[static_cast<std::size_t>(days % 7)];
    }

    weekdays week_;
    std::array<std::int64_t, 7> before_in_week_{};
    std::array<std::uint8_t, 7> open_{};
    std::int64_t per_week_ = 0;
    std::vector<exception> dates_;  // INVARIANT: rising by date; each differs from its weekday
};

}}}  // namespace ombud::calendar_detail

#endif  // OMBUD_CALENDAR_DETAIL_BUSINESS_DAYS_HPP
