// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_DETAIL_INSTANT_TEXT_HPP
#define OMBUD_VALUE_DETAIL_INSTANT_TEXT_HPP

/// @file instant_text.hpp
/// Instants as RFC 3339, without an allocation.   @layer 1 value

#include <ombud/base/config.hpp>
#include <ombud/value/instant.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace ombud { inline namespace OMBUD_ABI { namespace value_detail {

// Local mean times have offsets with seconds, and the year of the wall clock may need five digits: neither can be
// written, but the same instant can, at another offset.
inline std::chrono::minutes writable_offset(instant t, std::chrono::seconds offset) noexcept
{
    using namespace std::chrono;
    auto const whole = duration_cast<minutes>(offset);
    auto const year = year_month_day{floor<days>(t + whole)}.year();
    return std::chrono::year{1} <= year && year <= std::chrono::year{9999} ? whole : minutes{0};
}

using instant_digits = std::array<char, 25>;

// What `append_instant` appends.
inline instant_digits instant_text(instant asked, std::chrono::seconds wanted) noexcept
{
    using namespace std::chrono;
    constexpr instant first = sys_days{year{1} / January / 1};
    constexpr instant last = sys_days{year{9999} / December / 31} + days{1} - seconds{1};
    auto const t = std::clamp(asked, first, last);
    auto const offset = writable_offset(t, wanted);
    auto const local = t + offset;
    auto const day = floor<days>(local);
    year_month_day const date{day};
    hh_mm_ss const clock{local - day};
    auto const offset_minutes = static_cast<unsigned>((offset < minutes{0} ? -offset : offset).count());
    instant_digits text{};
    auto const put = [&](std::size_t at, unsigned number) {  // two digits
        text[at] = static_cast<char>('0' + number / 10);
        text[at + 1] = static_cast<char>('0' + number % 10);
    };
    auto const year_number = static_cast<unsigned>(static_cast<int>(date.year()));
    put(0, year_number / 100);
    put(2, year_number % 100);
    put(5, static_cast<unsigned>(date.month()));
    put(8, static_cast<unsigned>(date.day()));
    put(11, static_cast<unsigned>(clock.hours().count()));
    put(14, static_cast<unsigned>(clock.minutes().count()));
    put(17, static_cast<unsigned>(clock.seconds().count()));
    put(20, offset_minutes / 60);
    put(23, offset_minutes % 60);
    text[4] = text[7] = '-';
    text[10] = 'T';
    text[13] = text[16] = text[22] = ':';
    text[19] = offset < minutes{0} ? '-' : '+';
    return text;
}

}}}  // namespace ombud::value_detail

#endif  // OMBUD_VALUE_DETAIL_INSTANT_TEXT_HPP
