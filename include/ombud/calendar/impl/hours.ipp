// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_IMPL_HOURS_IPP
#define OMBUD_CALENDAR_IMPL_HOURS_IPP

#include <ombud/calendar/hours.hpp>

#include <ombud/value/date.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {

inline constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

inline diagnostic hours_error(errc code, std::string message, std::string hint)
{
    return {code, severity::error, {}, {}, {}, std::move(message), std::move(hint)};
}

inline std::string wall_text(std::chrono::minutes since_midnight)
{
    auto const minutes = since_midnight.count();
    auto const two = [](std::int64_t number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

inline std::string interval_text(day_interval interval)
{
    return wall_text(interval.open) + "-" + wall_text(interval.close);
}

inline std::optional<std::size_t> weekday_index(std::string_view text) noexcept
{
    auto const at = std::find(weekday_names.begin(), weekday_names.end(), text);
    if (at == weekday_names.end()) return std::nullopt;
    return static_cast<std::size_t>(at - weekday_names.begin());
}

inline diagnostic empty_hours(std::string text)
{
    return hours_error(errc::empty_interval, "the interval `" + std::move(text) + "` does not close after it opens",
                       "an interval may not cross midnight: write two, the first until `24:00`");
}

}  // namespace calendar_detail

OMBUD_INLINE result<day_interval> parse_day_interval(std::string_view text)
{
    auto const dash = text.find('-');
    auto const open = parse_wall_time(text.substr(0, dash));
    auto const close = dash == std::string_view::npos ? std::nullopt : parse_wall_time(text.substr(dash + 1));
    if (!open || !close)
        return calendar_detail::hours_error(errc::bad_wall_time,
                                            "`" + std::string(text) + "` is not an interval of hours",
                                            "write it as `09:00-12:30`, from `00:00` to `24:00`");
    if (*open >= *close) return calendar_detail::empty_hours(std::string(text));
    return day_interval{*open, *close};
}

OMBUD_INLINE result<day_hours> day_hours::make(std::vector<day_interval> intervals)
{
    using namespace calendar_detail;
    diagnostics errors;
    for (auto const& interval : intervals) {
        if (interval.open < std::chrono::minutes{0} || interval.close > std::chrono::hours{24})
            errors.push_back(hours_error(errc::bad_wall_time, "an interval of hours leaves the day",
                                         "minutes since midnight go from 0 to 1440"));
        else if (interval.open >= interval.close) errors.push_back(empty_hours(interval_text(interval)));
    }
    if (!errors.empty()) return errors;
    std::sort(intervals.begin(), intervals.end(),
              [](day_interval const& a, day_interval const& b) { return a.open < b.open; });
    day_hours hours;
    for (auto const& interval : intervals) {
        auto& kept = hours.intervals_;
        if (!kept.empty() && interval.open < kept.back().close)
            errors.push_back(hours_error(errc::overlapping_hours, "the hours `" + interval_text(kept.back()) + "` and `"
                                                                      + interval_text(interval) + "` overlap",
                                         "merge them into one interval"));
        kept.push_back(interval);
    }
    if (!errors.empty()) return errors;
    return hours;
}

OMBUD_INLINE std::optional<weekdays> parse_weekdays(std::string_view text) noexcept
{
    auto const dash = text.find('-');
    auto const first = calendar_detail::weekday_index(text.substr(0, dash));
    auto const last = dash == std::string_view::npos ? first : calendar_detail::weekday_index(text.substr(dash + 1));
    if (!first || !last) return std::nullopt;
    weekdays days;
    for (auto day = *first;; day = (day + 1) % 7) {
        days.set(day);
        if (day == *last) return days;
    }
}

OMBUD_INLINE result<weekdays> weekly_hours::set(weekdays days, day_hours const& hours)
{
    for (std::size_t day = 0; day < days_.size(); ++day)
        if (days[day] && given_[day])
            return calendar_detail::hours_error(
                errc::overlapping_hours,
                "`" + std::string(calendar_detail::weekday_names[day]) + "` has its hours given twice",
                "give each weekday's hours once, in one key");
    for (std::size_t day = 0; day < days_.size(); ++day)
        if (days[day]) days_[day] = hours;
    given_ |= days;
    return given_;
}

OMBUD_INLINE weekdays weekly_hours::open_days() const noexcept
{
    weekdays open;
    for (std::size_t day = 0; day < days_.size(); ++day) open[day] = !days_[day].closed();
    return open;
}

}}  // namespace ombud
#endif
