// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_VALUE_DETAIL_NUMBER_HPP
#define OMBUD_VALUE_DETAIL_NUMBER_HPP

/// @file number.hpp
/// Comparing numbers of different kinds as CEL does.   @layer 1 value
/// @source cel-spec, doc/langdef.md, Equality and Ordering

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cmath>
#include <compare>
#include <cstdint>
#include <optional>

namespace ombud { inline namespace OMBUD_ABI { namespace value_detail {

inline constexpr double two_to_63 = 9223372036854775808.0;
inline constexpr double two_to_64 = 18446744073709551616.0;

inline bool is_number(value const& v) noexcept
{
    return v.is(value_kind::integer) || v.is(value_kind::unsigned_integer) || v.is(value_kind::real);
}

/// A whole number, the same whichever kind holds it: below 2^63 as a signed one, above (`large`) as an unsigned one.
struct whole {
    std::uint64_t bits = 0;
    bool large = false;
    friend bool operator==(whole const&, whole const&) = default;
};

inline std::optional<whole> whole_number(value const& v) noexcept
{
    if (v.is(value_kind::integer)) return whole{static_cast<std::uint64_t>(v.as_integer()), false};
    if (v.is(value_kind::unsigned_integer)) return whole{v.as_unsigned(), (v.as_unsigned() >> 63) != 0};
    if (!v.is(value_kind::real)) return std::nullopt;
    double const d = v.as_real();
    if (!(d >= -two_to_63 && d < two_to_64) || d != std::trunc(d)) return std::nullopt;
    if (d < two_to_63) return whole{static_cast<std::uint64_t>(static_cast<std::int64_t>(d)), false};
    return whole{static_cast<std::uint64_t>(d), true};
}

// The range first, then as doubles: what the language's tests ask for, though not exact above 2^53.
inline std::partial_ordering order_with_real(std::int64_t a, double b) noexcept
{
    if (b < -two_to_63) return std::partial_ordering::greater;
    if (b > two_to_63) return std::partial_ordering::less;
    return static_cast<double>(a) <=> b;
}

inline std::partial_ordering order_with_real(std::uint64_t a, double b) noexcept
{
    if (b < 0) return std::partial_ordering::greater;
    if (b > two_to_64) return std::partial_ordering::less;
    return static_cast<double>(a) <=> b;
}

inline std::partial_ordering order_integers(std::int64_t a, std::uint64_t b) noexcept
{
    if (a < 0) return std::partial_ordering::less;
    return static_cast<std::uint64_t>(a) <=> b;
}

inline std::partial_ordering reversed(std::partial_ordering o) noexcept { return 0 <=> o; }

/// The order of two numbers; both must be numbers.
inline std::partial_ordering order_numbers(value const& a, value const& b) noexcept
{
    bool const signed_a = a.is(value_kind::integer), signed_b = b.is(value_kind::integer);
    bool const real_a = a.is(value_kind::real), real_b = b.is(value_kind::real);
    if (real_a && real_b) return a.as_real() <=> b.as_real();
    if (real_a)
        return reversed(signed_b ? order_with_real(b.as_integer(), a.as_real())
                                 : order_with_real(b.as_unsigned(), a.as_real()));
    if (real_b)
        return signed_a ? order_with_real(a.as_integer(), b.as_real()) : order_with_real(a.as_unsigned(), b.as_real());
    if (signed_a && signed_b) return a.as_integer() <=> b.as_integer();
    if (signed_a) return order_integers(a.as_integer(), b.as_unsigned());
    if (signed_b) return reversed(order_integers(b.as_integer(), a.as_unsigned()));
    return a.as_unsigned() <=> b.as_unsigned();
}

}}}  // namespace ombud::value_detail

#endif  // OMBUD_VALUE_DETAIL_NUMBER_HPP
