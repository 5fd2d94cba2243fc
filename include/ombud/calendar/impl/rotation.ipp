// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CALENDAR_IMPL_ROTATION_IPP
#define OMBUD_CALENDAR_IMPL_ROTATION_IPP

#include <ombud/calendar/rotation.hpp>

#include <ombud/calendar/hours.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI {

namespace calendar_detail {

inline diagnostic rotation_error(errc code, std::string message, std::string hint)
{
    return {code, severity::error, {}, {}, {}, std::move(message), std::move(hint)};
}

/// The one weekday that `text` names.
inline std::optional<std::chrono::weekday> single_weekday(std::string_view text) noexcept
{
    auto const days = parse_weekdays(text);
    if (!days || text.size() != 3) return std::nullopt;
    for (unsigned day = 0; day < 7; ++day)
        if (days->test(day)) return std::chrono::weekday{day + 1};
    return std::nullopt;
}

/// The part of `text` before the first blank, which is taken off.
inline std::string_view take_word(std::string_view& text) noexcept
{
    auto const word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

/// Overrides as they hold: in order of time, without overlaps, the last one given on top.
inline std::vector<duty_override> flatten(std::vector<duty_override> const& given)
{
    std::vector<duty_override> flat;
    for (auto const& top : given) {
        std::vector<duty_override> next;
        for (auto const& below : flat) {
            if (below.from < top.from) next.push_back({below.from, std::min(below.until, top.from), below.member});
            if (below.until > top.until) next.push_back({std::max(below.from, top.until), below.until, below.member});
        }
        next.push_back(top);
        flat = std::move(next);
    }
    std::sort(flat.begin(), flat.end(), [](auto const& a, auto const& b) { return a.from < b.from; });
    std::vector<duty_override> joined;
    for (auto const& part : flat) {
        if (!joined.empty() && joined.back().until == part.from && joined.back().member == part.member)
            joined.back().until = part.until;
        else joined.push_back(part);
    }
    return joined;
}

inline bool asked_in_range(instant t) noexcept { return t >= calendar_begin && t < calendar_end; }

}  // namespace calendar_detail

OMBUD_INLINE result<handover> parse_handover(std::string_view text)
{
    auto rest = text;
    auto const how = calendar_detail::take_word(rest);
    handover read;
    bool sound = how == "daily" || how == "weekly";
    if (how == "weekly") {
        read.on = calendar_detail::single_weekday(calendar_detail::take_word(rest));
        sound = read.on.has_value();
    }
    auto const at = parse_wall_time(rest);
    if (!sound || !at || *at >= std::chrono::hours{24})
        return calendar_detail::rotation_error(errc::bad_wall_time, "`" + std::string(text) + "` is not a handover",
                                               "write it as `daily 09:00` or `weekly mon 09:00`, before `24:00`");
    read.at = *at;
    return read;
}

OMBUD_INLINE result<rotation> rotation::make(ombud::zone zone, std::vector<member_id> members, handover when,
                                             std::optional<local_days> starts,
                                             std::vector<duty_override> const& overrides)
{
    using namespace calendar_detail;
    diagnostics errors;
    if (members.empty())
        errors.push_back(rotation_error(errc::out_of_range, "a rotation has no members", "name at least one"));
    if (when.at < std::chrono::minutes{0} || when.at >= std::chrono::hours{24})
        errors.push_back(rotation_error(errc::bad_wall_time, "a handover is not at a time of the day",
                                        "minutes since midnight go from 0 to 1439"));
    for (auto const& entry : overrides)
        if (entry.from >= entry.until)
            errors.push_back(rotation_error(errc::empty_interval, "an override does not end after it begins",
                                            "`until` is the first instant that is no longer covered"));
    if (!errors.empty()) return errors;
    rotation made;
    made.zone_ = std::move(zone);
    made.overrides_ = flatten(overrides);
    made.when_ = when;
    auto const start = starts.value_or(local_days{std::chrono::year{1970} / std::chrono::January / 5});
    made.first_day_ = when.on ? start - (std::chrono::weekday{start} - *when.on) : start;
    made.first_turn_ = starts ? made.handover_of(start) : instant::min();
    made.constant_ = std::all_of(members.begin(), members.end(), [&](member_id m) { return m == members.front(); });
    made.members_ = std::move(members);
    return made;
}

OMBUD_INLINE instant rotation::handover_of(local_days day) const noexcept { return zone_.to_instant(day + when_.at); }

/// The latest day of handover whose handover is not after `t`.
OMBUD_INLINE local_days rotation::last_handover(instant t) const noexcept
{
    auto day = std::chrono::floor<std::chrono::days>(zone_.to_local(t)) + std::chrono::days{1};
    if (when_.on) day -= std::chrono::weekday{day} - *when_.on;
    while (handover_of(day) > t) day -= std::chrono::days{when_.on ? 7 : 1};
    return day;
}

OMBUD_INLINE std::optional<member_id> rotation::turn_at(instant t) const noexcept
{
    if (t < first_turn_) return std::nullopt;
    auto const turns = (last_handover(t) - first_day_).count() / (when_.on ? 7 : 1);
    auto const count = static_cast<std::int64_t>(members_.size());
    return members_[static_cast<std::size_t>((turns % count + count) % count)];
}

/// The first override that ends after `t`.
OMBUD_INLINE std::vector<duty_override>::const_iterator rotation::override_after(instant t) const noexcept
{
    return std::partition_point(overrides_.begin(), overrides_.end(),
                                [t](duty_override const& o) { return o.until <= t; });
}

OMBUD_INLINE std::optional<member_id> rotation::on_duty(instant t) const noexcept
{
    if (!calendar_detail::asked_in_range(t)) return std::nullopt;
    auto const covering = override_after(t);
    if (covering != overrides_.end() && covering->from <= t) return covering->member;
    return turn_at(t);
}

/// The first instant after `t` at which the answer might be another.
OMBUD_INLINE instant rotation::next_boundary(instant t) const noexcept
{
    auto const coming = override_after(t);
    if (coming != overrides_.end() && coming->from <= t) return coming->until;
    auto const exception = coming != overrides_.end() ? coming->from : instant::max();
    if (t < first_turn_) return std::min(exception, first_turn_);
    if (constant_) return exception;
    auto day = last_handover(t);
    while (handover_of(day) <= t) day += std::chrono::days{when_.on ? 7 : 1};
    return std::min(exception, handover_of(day));
}

OMBUD_INLINE std::optional<instant> rotation::next_change(instant t) const noexcept
{
    if (!calendar_detail::asked_in_range(t)) return std::nullopt;
    auto const now = on_duty(t);
    for (auto at = next_boundary(t); calendar_detail::asked_in_range(at); at = next_boundary(at))
        if (on_duty(at) != now) return at;
    return std::nullopt;
}

}}  // namespace ombud
#endif
