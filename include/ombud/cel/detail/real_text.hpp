// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_REAL_TEXT_HPP
#define OMBUD_CEL_DETAIL_REAL_TEXT_HPP

/// @file real_text.hpp
/// Reading doubles.   @layer 3 cel

#include <ombud/base/config.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Whether a number beyond a double's range is too small rather than too large: where its first digit but zero stands
/// says so. No sign in front.
inline bool underflows(std::string_view text) noexcept
{
    auto const e = std::min(text.find_first_of("eE"), text.size());
    auto const digits = text.substr(0, e);
    auto const point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
    auto const first = static_cast<std::int64_t>(std::min(digits.find_first_not_of("0."), digits.size()));
    auto power = text.substr(std::min(e + 1, text.size()));
    bool const negative = power.starts_with('-');
    if (negative || power.starts_with('+')) power.remove_prefix(1);
    std::int32_t exponent = 0;  // beyond it, the exponent alone decides
    if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec != std::errc{} && !power.empty())
        return negative;
    return point - first + (negative ? -std::int64_t{exponent} : exponent) < 0;
}

/// The double that a text is, perhaps with a minus, nothing around it: the nearest one, and zero for what is too small.
/// Nothing for what is too large, or no number.
inline std::optional<double> read_real(std::string_view text) noexcept
{
    double number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ptr != text.data() + text.size()) return std::nullopt;
    if (read.ec == std::errc{}) return number;
    bool const negative = text.starts_with('-');
    if (read.ec != std::errc::result_out_of_range || !underflows(text.substr(negative ? 1 : 0))) return std::nullopt;
    return negative ? -0.0 : 0.0;
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_REAL_TEXT_HPP
