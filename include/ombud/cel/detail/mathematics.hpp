// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_MATHEMATICS_HPP
#define OMBUD_CEL_DETAIL_MATHEMATICS_HPP

/// @file mathematics.hpp
/// The extension libraries "math" and "sets".   @layer 3 cel
/// @source cel-go, ext/README.md

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/strings.hpp>
#include <ombud/value/detail/number.hpp>
#include <ombud/value/value.hpp>

#include <cmath>
#include <compare>
#include <cstdint>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Of several numbers, or of a list of them, the first that no other one passes in the direction of `better`.
inline value best_number(arguments given, std::string_view name, std::partial_ordering better)
{
    value const* best = nullptr;
    auto const look = [&](value const& v) {
        if (!value_detail::is_number(v)) return false;
        if (best == nullptr || value_detail::order_numbers(v, *best) == better) best = &v;
        return true;
    };
    bool fits = true;
    if (are(given, {value_kind::list})) {
        if (auto const between = obstacle_in(given[0]->as_list()); !between.is_null()) return between;
        for (auto const& item : given[0]->as_list()) fits = fits && look(item);
        if (best == nullptr && fits) return value::error("`" + std::string(name) + "` of an empty list");
    } else {
        for (auto const* const v : given) fits = fits && look(*v);
    }
    return fits && best != nullptr ? *best : no_such_overload(name, given);
}

inline value call_greatest(call_context&, arguments given)
{
    return best_number(given, "math.greatest", std::partial_ordering::greater);
}

inline value call_least(call_context&, arguments given)
{
    return best_number(given, "math.least", std::partial_ordering::less);
}

template <class Function>
value of_real(arguments given, std::string_view name, Function function)
{
    if (!are(given, {value_kind::real})) return no_such_overload(name, given);
    return function(given[0]->as_real());
}

inline value call_ceil(call_context&, arguments given)
{
    return of_real(given, "math.ceil", [](double d) { return value::real(std::ceil(d)); });
}
inline value call_floor(call_context&, arguments given)
{
    return of_real(given, "math.floor", [](double d) { return value::real(std::floor(d)); });
}
inline value call_round(call_context&, arguments given)
{
    return of_real(given, "math.round", [](double d) { return value::real(std::round(d)); });
}
inline value call_trunc(call_context&, arguments given)
{
    return of_real(given, "math.trunc", [](double d) { return value::real(std::trunc(d)); });
}
inline value call_is_nan(call_context&, arguments given)
{
    return of_real(given, "math.isNaN", [](double d) { return value::boolean(std::isnan(d)); });
}
inline value call_is_inf(call_context&, arguments given)
{
    return of_real(given, "math.isInf", [](double d) { return value::boolean(std::isinf(d)); });
}
inline value call_is_finite(call_context&, arguments given)
{
    return of_real(given, "math.isFinite", [](double d) { return value::boolean(std::isfinite(d)); });
}

inline value call_sqrt(call_context&, arguments given)
{
    if (given.size() != 1 || !value_detail::is_number(*given[0])) return no_such_overload("math.sqrt", given);
    auto const& v = *given[0];
    if (v.is(value_kind::real)) return value::real(std::sqrt(v.as_real()));
    return value::real(std::sqrt(v.is(value_kind::integer) ? static_cast<double>(v.as_integer())
                                                           : static_cast<double>(v.as_unsigned())));
}

inline value call_abs(call_context&, arguments given)
{
    if (are(given, {value_kind::unsigned_integer})) return *given[0];
    if (are(given, {value_kind::real})) return value::real(std::fabs(given[0]->as_real()));
    if (!are(given, {value_kind::integer})) return no_such_overload("math.abs", given);
    return given[0]->as_integer() < 0 ? negated(*given[0]) : *given[0];
}

inline value call_sign(call_context&, arguments given)
{
    if (are(given, {value_kind::unsigned_integer})) return value::unsigned_integer(given[0]->as_unsigned() > 0 ? 1 : 0);
    if (are(given, {value_kind::real})) {
        double const d = given[0]->as_real();
        return value::real(d > 0 ? 1.0 : d < 0 ? -1.0 : d);
    }
    if (!are(given, {value_kind::integer})) return no_such_overload("math.sign", given);
    auto const n = given[0]->as_integer();
    return value::integer(n > 0 ? 1 : n < 0 ? -1 : 0);
}

template <class Function>
value of_bits(arguments given, std::string_view name, Function function)
{
    if (are(given, {value_kind::unsigned_integer, value_kind::unsigned_integer}))
        return value::unsigned_integer(function(given[0]->as_unsigned(), given[1]->as_unsigned()));
    if (!are(given, {value_kind::integer, value_kind::integer})) return no_such_overload(name, given);
    return value::integer(static_cast<std::int64_t>(function(static_cast<std::uint64_t>(given[0]->as_integer()),
                                                             static_cast<std::uint64_t>(given[1]->as_integer()))));
}

inline value call_bit_and(call_context&, arguments given)
{
    return of_bits(given, "math.bitAnd", [](std::uint64_t a, std::uint64_t b) { return a & b; });
}
inline value call_bit_or(call_context&, arguments given)
{
    return of_bits(given, "math.bitOr", [](std::uint64_t a, std::uint64_t b) { return a | b; });
}
inline value call_bit_xor(call_context&, arguments given)
{
    return of_bits(given, "math.bitXor", [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
}

inline value call_bit_not(call_context&, arguments given)
{
    if (are(given, {value_kind::unsigned_integer})) return value::unsigned_integer(~given[0]->as_unsigned());
    if (are(given, {value_kind::integer})) return value::integer(~given[0]->as_integer());
    return no_such_overload("math.bitNot", given);
}

/// Shifts the bits, whatever they mean: the sign bit is one like any other.
template <class Function>
value shifted(arguments given, std::string_view name, Function function)
{
    bool const fits = given.size() == 2 && given[1]->is(value_kind::integer)
        && (given[0]->is(value_kind::integer) || given[0]->is(value_kind::unsigned_integer));
    if (!fits) return no_such_overload(name, given);
    auto const by = given[1]->as_integer();
    if (by < 0) return value::error("`" + std::string(name) + "` by less than nothing");
    bool const is_signed = given[0]->is(value_kind::integer);
    auto const bits = is_signed ? static_cast<std::uint64_t>(given[0]->as_integer()) : given[0]->as_unsigned();
    auto const moved = by > 63 ? 0 : function(bits, by);
    return is_signed ? value::integer(static_cast<std::int64_t>(moved)) : value::unsigned_integer(moved);
}

inline value call_shift_left(call_context&, arguments given)
{
    return shifted(given, "math.bitShiftLeft", [](std::uint64_t bits, std::int64_t by) { return bits << by; });
}
inline value call_shift_right(call_context&, arguments given)
{
    return shifted(given, "math.bitShiftRight", [](std::uint64_t bits, std::int64_t by) { return bits >> by; });
}

/// Whether `item` is in the list: a bool, or what keeps that from being known.
inline value is_among(value const& item, value const& list, std::uint64_t& steps)
{
    value open;
    for (auto const& candidate : list.as_list()) {
        if (steps == 0) return too_many_steps();
        --steps;
        auto same = equal_partially(item, candidate, steps);
        if (same.is_true()) return same;
        if (!same.is_known()) open = cel::obstacle(open, same);
    }
    return open.is_null() ? value::boolean(false) : open;
}

/// Whether all (or any, as `deciding` says) items of one list are in another.
inline value compare_sets(value const& items, value const& list, bool deciding, std::uint64_t& steps)
{
    value open;
    for (auto const& item : items.as_list()) {
        auto const found = is_among(item, list, steps);
        if (found.is(value_kind::boolean) && found.as_boolean() == deciding) return found;
        if (!found.is_known()) open = cel::obstacle(open, found);
    }
    return open.is_null() ? value::boolean(!deciding) : open;
}

inline value call_sets_contains(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list, value_kind::list})) return no_such_overload("sets.contains", given);
    return compare_sets(*given[1], *given[0], false, context.steps);
}

inline value call_sets_intersects(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list, value_kind::list})) return no_such_overload("sets.intersects", given);
    return compare_sets(*given[1], *given[0], true, context.steps);
}

inline value call_sets_equivalent(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list, value_kind::list})) return no_such_overload("sets.equivalent", given);
    auto const one_way = compare_sets(*given[1], *given[0], false, context.steps);
    return one_way.is_true() ? compare_sets(*given[0], *given[1], false, context.steps) : one_way;
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_MATHEMATICS_HPP
