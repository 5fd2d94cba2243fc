// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_PROMISE_IMPL_STEP_IPP
#define OMBUD_PROMISE_IMPL_STEP_IPP

#include <ombud/promise/step.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI {

namespace promise_detail {

// Open time from the due to a point that lies before or after it; negative before the due.
inline std::optional<std::chrono::seconds> from_due(calendar const& hours, instant due, step_point const& at) noexcept
{
    bool const before = at.what == step_point::kind::before;
    auto const time = before ? -at.offset.time : at.offset.time;
    if (at.offset.days == std::chrono::days{0}) return time;
    auto const point = hours.add(due, duration{before ? -at.offset.days : at.offset.days, time});
    if (!point) return std::nullopt;
    auto const open = hours.between(due, *point);
    return open ? std::optional(*open) : std::nullopt;
}

// Open time from one point after `reach` of the clock to the `repeat`th that follows it.
inline std::optional<std::chrono::seconds> repeated(step const& one, std::uint32_t repeat, calendar const& hours,
                                                    instant due, std::chrono::seconds past_due) noexcept
{
    if (one.every.days == std::chrono::days{0}) return one.every.time * repeat;
    auto const first = hours.add(due, past_due);
    if (!first) return std::nullopt;
    auto last = *first;
    for (std::uint32_t n = 0; n < repeat; ++n) {
        auto const next = hours.add(last, one.every);
        if (!next) return std::nullopt;
        last = *next;
    }
    auto const open = hours.between(*first, last);
    return open ? std::optional(*open) : std::nullopt;
}

}  // namespace promise_detail

OMBUD_INLINE std::string_view to_string(step_action what) noexcept
{
    switch (what) {
    case step_action::notify: return "notify";
    case step_action::reassign: return "reassign";
    case step_action::refer: return "refer";
    case step_action::inform: return "inform";
    }
    return "";
}

OMBUD_INLINE std::optional<step_point> parse_step_point(std::string_view text) noexcept
{
    using kind = step_point::kind;
    if (text.ends_with('%')) {
        auto const digits = text.substr(0, text.size() - 1);
        if (digits.empty() || digits.size() > 4) return std::nullopt;
        std::uint32_t percent = 0;
        for (char const c : digits) {
            if (c < '0' || c > '9') return std::nullopt;
            percent = percent * 10 + static_cast<std::uint32_t>(c - '0');
        }
        return step_point{kind::share, percent, {}};
    }
    if (!text.starts_with('-') && !text.starts_with('+')) return std::nullopt;
    auto const offset = parse_duration(text.substr(1));
    if (!offset) return std::nullopt;
    return step_point{text.front() == '-' ? kind::before : kind::after, 0, *offset};
}

OMBUD_INLINE std::chrono::seconds share_of(std::uint32_t percent, std::chrono::seconds total) noexcept
{
    return std::chrono::seconds{(total.count() * percent + 99) / 100};
}

OMBUD_INLINE std::optional<std::chrono::seconds> step_reach(step const& one, std::uint32_t repeat,
                                                            calendar const& hours, instant due,
                                                            std::chrono::seconds total) noexcept
{
    using namespace promise_detail;
    auto reach = share_of(one.at.percent, total);
    if (one.at.what != step_point::kind::share) {
        auto const offset = from_due(hours, due, one.at);
        if (!offset) return std::nullopt;
        reach = total + *offset;
    }
    if (repeat != 0) {
        auto const more = repeated(one, repeat, hours, due, reach - total);
        if (!more) return std::nullopt;
        reach += *more;
    }
    return std::max(reach, std::chrono::seconds{0});
}

}}  // namespace ombud
#endif
