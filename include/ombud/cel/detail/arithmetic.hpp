// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_ARITHMETIC_HPP
#define OMBUD_CEL_DETAIL_ARITHMETIC_HPP

/// @file arithmetic.hpp
/// Operators on known data: a value, or an error without a place.   @layer 3 cel
/// @source cel-spec, doc/langdef.md, List of Standard Definitions

#include <ombud/base/config.hpp>
#include <ombud/cel/ast.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
inline constexpr std::int64_t first_second = -62'135'596'800;  // 0001-01-01T00:00:00Z
inline constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59Z

inline value overflow() { return value::error("the result is beyond the range of its type"); }
inline value division_by_zero() { return value::error("division by zero"); }

inline value different_currencies(money a, money b)
{
    return value::error("amounts of different currencies: " + to_string(a) + " and " + to_string(b));
}

/// `a op b` for `+ - *`; false if that is beyond the type.
template <class Number>
bool add_or_multiply(cel::operation op, Number a, Number b, Number& result) noexcept
{
    if (op == cel::operation::add) return !__builtin_add_overflow(a, b, &result);
    if (op == cel::operation::subtract) return !__builtin_sub_overflow(a, b, &result);
    return !__builtin_mul_overflow(a, b, &result);
}

template <class Number>
value checked_integer(cel::operation op, Number a, Number b)
{
    Number result = 0;
    if (op == cel::operation::divide || op == cel::operation::modulo) {
        if (b == 0) return division_by_zero();
        if constexpr (std::numeric_limits<Number>::is_signed)
            if (a == std::numeric_limits<Number>::min() && b == -1) return overflow();
        result = op == cel::operation::divide ? a / b : a % b;
    } else if (!add_or_multiply(op, a, b, result)) {
        return overflow();
    }
    if constexpr (std::numeric_limits<Number>::is_signed) return value::integer(result);
    else return value::unsigned_integer(result);
}

inline value real_arithmetic(cel::operation op, double a, double b)
{
    switch (op) {
    case cel::operation::add: return value::real(a + b);
    case cel::operation::subtract: return value::real(a - b);
    case cel::operation::multiply: return value::real(a * b);
    default: return value::real(a / b);
    }
}

/// An instant of `seconds` and `nanoseconds` (any sign, below a second), if it is within the years 1 to 9999.
inline value make_timestamp(std::int64_t seconds, std::int64_t nanoseconds)
{
    seconds += nanoseconds < 0 ? -1 : nanoseconds >= nanoseconds_per_second ? 1 : 0;
    nanoseconds += nanoseconds < 0 ? nanoseconds_per_second
                 : nanoseconds >= nanoseconds_per_second ? -nanoseconds_per_second : 0;
    if (seconds < first_second || seconds > last_second)
        return value::error("the instant is outside of the years 0001 to 9999");
    return value::timestamp({instant{std::chrono::seconds{seconds}}, static_cast<std::int32_t>(nanoseconds)});
}

inline value shift_timestamp(precise_instant t, std::int64_t nanoseconds, int sign)
{
    auto const whole = nanoseconds / nanoseconds_per_second, rest = nanoseconds % nanoseconds_per_second;
    return make_timestamp(t.whole.time_since_epoch().count() + sign * whole, t.nanoseconds + sign * rest);
}

/// `a - b` in nanoseconds; false if that is beyond a duration.
inline bool subtract_timestamps(precise_instant a, precise_instant b, std::int64_t& length) noexcept
{
    return !__builtin_mul_overflow((a.whole - b.whole).count(), nanoseconds_per_second, &length)
        && !__builtin_add_overflow(length, std::int64_t{a.nanoseconds} - b.nanoseconds, &length);
}

inline value between_timestamps(precise_instant a, precise_instant b)
{
    std::int64_t length = 0;
    if (!subtract_timestamps(a, b, length)) return value::error("the duration is beyond 292 years");
    return value::duration(std::chrono::nanoseconds{length});
}

inline value duration_arithmetic(cel::operation op, std::int64_t a, std::int64_t b)
{
    auto const sum = checked_integer(op, a, b);
    if (sum.is_error()) return value::error("the duration is beyond 292 years");
    return value::duration(std::chrono::nanoseconds{sum.as_integer()});
}

inline value money_arithmetic(cel::operation op, money a, money b)
{
    if (a.currency != b.currency) return different_currencies(a, b);
    auto const result = op == cel::operation::add ? add(a, b) : subtract(a, b);
    return result ? value::money(*result) : overflow();
}

inline value scale_money(cel::operation op, money a, std::int64_t by)
{
    if (op == cel::operation::divide && by == 0) return division_by_zero();
    auto const result = op == cel::operation::multiply ? multiply(a, by) : divide(a, by);
    return result ? value::money(*result) : overflow();
}

/// Joins texts, octets or lists; takes a step for each 8 bytes or each element.
inline value concatenate(value const& a, value const& b, std::uint64_t& steps)
{
    bool const lists = a.is(value_kind::list);
    auto const size = lists ? a.as_list().size() + b.as_list().size()
                            : (a.as_string().size() + b.as_string().size()) / 8;
    if (size > steps) {
        steps = 0;
        return value::error("joining takes more steps than the limit allows");
    }
    steps -= size;
    if (lists) {
        std::vector<value> items(a.as_list().begin(), a.as_list().end());
        items.insert(items.end(), b.as_list().begin(), b.as_list().end());
        return value::list(std::move(items));
    }
    auto joined = std::string(a.as_string());
    joined += b.as_string();
    return a.is(value_kind::string) ? value::string(std::move(joined)) : value::bytes(std::move(joined));
}

inline value arithmetic_of_one_kind(cel::operation op, value const& a, value const& b, std::uint64_t& steps)
{
    bool const additive = op == cel::operation::add || op == cel::operation::subtract;
    switch (a.kind()) {
    case value_kind::integer: return checked_integer(op, a.as_integer(), b.as_integer());
    case value_kind::unsigned_integer: return checked_integer(op, a.as_unsigned(), b.as_unsigned());
    case value_kind::real:
        if (op != cel::operation::modulo) return real_arithmetic(op, a.as_real(), b.as_real());
        break;
    case value_kind::string:
    case value_kind::bytes:
    case value_kind::list:
        if (op == cel::operation::add) return concatenate(a, b, steps);
        break;
    case value_kind::duration:
        if (additive) return duration_arithmetic(op, a.as_duration().count(), b.as_duration().count());
        break;
    case value_kind::timestamp:
        if (op == cel::operation::subtract) return between_timestamps(a.as_timestamp(), b.as_timestamp());
        break;
    case value_kind::money:
        if (additive) return money_arithmetic(op, a.as_money(), b.as_money());
        break;
    default: break;
    }
    value const* const given[] = {&a, &b};
    return no_such_overload(to_string(op), given);
}

/// `a op b` for `+ - * / %`.
inline value arithmetic(cel::operation op, value const& a, value const& b, std::uint64_t& steps)
{
    using cel::operation;
    if (a.kind() == b.kind()) return arithmetic_of_one_kind(op, a, b, steps);
    if (a.is(value_kind::timestamp) && b.is(value_kind::duration)) {
        if (op == operation::add) return shift_timestamp(a.as_timestamp(), b.as_duration().count(), 1);
        if (op == operation::subtract) return shift_timestamp(a.as_timestamp(), b.as_duration().count(), -1);
    }
    if (a.is(value_kind::duration) && b.is(value_kind::timestamp) && op == operation::add)
        return shift_timestamp(b.as_timestamp(), a.as_duration().count(), 1);
    if (a.is(value_kind::money) && b.is(value_kind::integer) && (op == operation::multiply || op == operation::divide))
        return scale_money(op, a.as_money(), b.as_integer());
    if (a.is(value_kind::integer) && b.is(value_kind::money) && op == operation::multiply)
        return scale_money(op, b.as_money(), a.as_integer());
    value const* const given[] = {&a, &b};
    return no_such_overload(to_string(op), given);
}

inline value negated(value const& a)
{
    if (a.is(value_kind::integer)) return checked_integer(cel::operation::subtract, std::int64_t{0}, a.as_integer());
    if (a.is(value_kind::real)) return value::real(-a.as_real());
    value const* const given[] = {&a};
    return no_such_overload("-", given);
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_ARITHMETIC_HPP
