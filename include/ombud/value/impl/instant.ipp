// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_IMPL_INSTANT_IPP
#define OMBUD_VALUE_IMPL_INSTANT_IPP

#include <ombud/value/instant.hpp>

#include <ombud/value/date.hpp>
#include <ombud/value/detail/digits.hpp>
#include <ombud/value/detail/instant_text.hpp>

namespace ombud { inline namespace OMBUD_ABI {

namespace value_detail {

// "hh:mm" after a sign; RFC 3339 allows hours to 23 and minutes to 59.
inline std::optional<std::chrono::seconds> parse_offset(std::string_view text) noexcept
{
    if (text == "Z" || text == "z") return std::chrono::seconds{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    auto const hours = digits(text.substr(1, 2));
    auto const minutes = digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    std::chrono::seconds const size = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return text[0] == '-' ? -size : size;
}

struct clock_reading {
    std::chrono::seconds since_midnight{0};
    std::int32_t nanoseconds = 0;
    std::size_t length = 0;  // characters read
};

inline std::optional<clock_reading> parse_clock(std::string_view text) noexcept
{
    if (text.size() < 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto const hour = digits(text.substr(0, 2));
    auto const minute = digits(text.substr(3, 2));
    auto const second = digits(text.substr(6, 2));
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    clock_reading read{std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second}, 0, 8};
    if (text.size() > 8 && text[8] == '.') {
        std::size_t end = 9;
        std::int32_t scale = 100'000'000;
        for (; end < text.size() && text[end] >= '0' && text[end] <= '9'; ++end, scale /= 10) {
            if (scale == 0) return std::nullopt;  // a tenth digit
            read.nanoseconds += (text[end] - '0') * scale;
        }
        if (end == 9) return std::nullopt;
        read.length = end;
    }
    return read;
}

}  // namespace value_detail

OMBUD_INLINE std::optional<precise_instant> parse_instant(std::string_view text) noexcept
{
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
    auto const day = parse_date(text.substr(0, 10));
    auto const clock = value_detail::parse_clock(text.substr(11));
    if (!day || !clock) return std::nullopt;
    auto const offset = value_detail::parse_offset(text.substr(11 + clock->length));
    if (!offset) return std::nullopt;
    using namespace std::chrono;
    instant const t = sys_days{day->time_since_epoch()} + clock->since_midnight - *offset;
    constexpr instant first = sys_days{year{1} / January / 1};
    constexpr instant end = sys_days{year{10000} / January / 1};
    if (t < first || t >= end) return std::nullopt;
    return precise_instant{t, clock->nanoseconds};
}

OMBUD_INLINE void append_instant(std::string& out, instant t, std::chrono::seconds offset)
{
    auto const text = value_detail::instant_text(t, offset);
    out.append(text.data(), text.size());
}

OMBUD_INLINE std::string to_string(instant t, std::chrono::seconds offset)
{
    std::string out;
    append_instant(out, t, offset);
    return out;
}

OMBUD_INLINE std::optional<duration> parse_duration(std::string_view text) noexcept
{
    constexpr std::string_view units = "dhms";
    constexpr std::int64_t seconds_of[] = {86'400, 3'600, 60, 1};
    constexpr std::int64_t most = 36'500LL * 86'400;
    duration length;
    std::int64_t total = 0;
    std::size_t next_unit = 0;
    bool any = false;
    while (!text.empty()) {
        auto const end = text.find_first_not_of("0123456789");
        if (end == std::string_view::npos || end == 0) return std::nullopt;
        auto const number = value_detail::digits(text.substr(0, end));
        auto const unit = units.find(text[end], next_unit);
        if (!number || unit == std::string_view::npos) return std::nullopt;
        total += *number * seconds_of[unit];
        if (total > most) return std::nullopt;
        if (unit == 0) length.days = std::chrono::days{*number};
        else length.time += std::chrono::seconds{*number * seconds_of[unit]};
        next_unit = unit + 1;
        any = true;
        text.remove_prefix(end + 1);
    }
    if (!any) return std::nullopt;
    return length;
}

OMBUD_INLINE std::string to_string(duration length)
{
    std::string out;
    auto const put = [&](std::int64_t number, char unit) {
        if (number == 0) return;
        out += std::to_string(number);
        out += unit;
    };
    auto const seconds = length.time.count();
    put(length.days.count(), 'd');
    put(seconds / 3600, 'h');
    put(seconds / 60 % 60, 'm');
    put(seconds % 60, 's');
    return out.empty() ? "0m" : out;
}

}}  // namespace ombud
#endif
