// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_YAML_CORE_HPP
#define OMBUD_IO_DETAIL_YAML_CORE_HPP

/// @file yaml_core.hpp
/// What a plain scalar of YAML is: the core schema.   @layer 8 io (uses: policy)
/// @source YAML 1.2.2, 10.3.2
/// Included by `io/impl/yaml.ipp` alone.

#include <ombud/policy/document.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

struct core_scalar {
    node_kind kind = node_kind::string;
    bool truth = false;
    std::int64_t integer = 0;
    double real = 0;
    bool fits = true;  ///< whether 64 bits hold the number; infinities and NaN never fit
};

template <std::size_t N>
constexpr bool is_one_of(std::string_view text, std::array<std::string_view, N> const& words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

inline constexpr std::array<std::string_view, 5> core_nulls{"", "~", "null", "Null", "NULL"};
inline constexpr std::array<std::string_view, 3> core_true{"true", "True", "TRUE"};
inline constexpr std::array<std::string_view, 3> core_false{"false", "False", "FALSE"};
inline constexpr std::array<std::string_view, 3> core_infinity{".inf", ".Inf", ".INF"};
inline constexpr std::array<std::string_view, 3> core_nan{".nan", ".NaN", ".NAN"};

inline std::string_view without_sign(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text;
}

inline bool are_all(std::string_view text, std::string_view allowed)
{
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

inline constexpr std::string_view decimal_digits = "0123456789";

// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
inline bool is_core_real(std::string_view text)
{
    text = without_sign(text);
    auto const exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos && !are_all(without_sign(text.substr(exponent + 1)), decimal_digits))
        return false;
    text = text.substr(0, exponent);
    auto const point = text.find('.');
    if (point == std::string_view::npos) return are_all(text, decimal_digits);
    auto const whole = text.substr(0, point);
    auto const fraction = text.substr(point + 1);
    if (whole.empty()) return are_all(fraction, decimal_digits);
    return are_all(whole, decimal_digits) && (fraction.empty() || are_all(fraction, decimal_digits));
}

inline core_scalar core_integer(std::string_view digits, int base)
{
    core_scalar out{node_kind::integer};
    if (digits.starts_with('+')) digits.remove_prefix(1);
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), out.integer, base);
    out.fits = read.ec == std::errc{};
    return out;
}

inline core_scalar core_real(std::string_view text)
{
    core_scalar out{node_kind::real};
    if (text.starts_with('+')) text.remove_prefix(1);
    auto const read = std::from_chars(text.data(), text.data() + text.size(), out.real);
    out.fits = read.ec == std::errc{};
    return out;
}

// What the core schema makes of a plain scalar.
inline core_scalar resolve_core(std::string_view text)
{
    if (is_one_of(text, core_nulls)) return {node_kind::null};
    if (is_one_of(text, core_true)) return {node_kind::boolean, true};
    if (is_one_of(text, core_false)) return {node_kind::boolean, false};
    if (are_all(without_sign(text), decimal_digits)) return core_integer(text, 10);
    if (text.starts_with("0o") && are_all(text.substr(2), "01234567")) return core_integer(text.substr(2), 8);
    if (text.starts_with("0x") && are_all(text.substr(2), "0123456789abcdefABCDEF"))
        return core_integer(text.substr(2), 16);
    if (is_core_real(text)) return core_real(text);
    if (is_one_of(without_sign(text), core_infinity) || is_one_of(text, core_nan))
        return {node_kind::real, false, 0, 0, false};
    return {};
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_YAML_CORE_HPP
