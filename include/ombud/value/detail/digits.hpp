// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_DETAIL_DIGITS_HPP
#define OMBUD_VALUE_DETAIL_DIGITS_HPP

/// @file digits.hpp
/// Fixed-width decimal fields of dates and times.   @layer 1 value

#include <ombud/base/config.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace value_detail {

/// The number written by `text` if it is all decimal digits, at most nine of them.
inline std::optional<int> digits(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 9) return std::nullopt;
    int number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// `number` (not negative) with leading zeros up to `width`.
inline void append_digits(std::string& out, int number, std::size_t width)
{
    auto const text = std::to_string(number);
    if (text.size() < width) out.append(width - text.size(), '0');
    out += text;
}

}}}  // namespace ombud::value_detail

#endif  // OMBUD_VALUE_DETAIL_DIGITS_HPP
