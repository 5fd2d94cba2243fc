// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_CONVERSIONS_HPP
#define OMBUD_CEL_DETAIL_CONVERSIONS_HPP

/// @file conversions.hpp
/// Standard functions that turn one kind of value into another.   @layer 3 cel

#include <ombud/base/source.hpp>
#include <ombud/cel/detail/arithmetic.hpp>
#include <ombud/cel/detail/base64.hpp>
#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/real_text.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/detail/number.hpp>
#include <ombud/value/money.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline value not_convertible(std::string_view text, std::string_view to)
{
    return value::error("`" + shown_text(text) + "` is no " + std::string(to));
}

/// Takes the steps for a conversion that reads a text or octets; false if there are not enough.
inline bool pay_for_reading(value const& from, std::uint64_t& steps) noexcept
{
    bool const reads = from.is(value_kind::string) || from.is(value_kind::bytes);
    return !reads || pay_for(from.as_string(), steps);
}

inline value call_dyn(call_context&, arguments given)
{
    return given.size() == 1 ? *given[0] : no_such_overload("dyn", given);
}

inline value call_type(call_context&, arguments given)
{
    return given.size() == 1 ? value::type(cel::type_name(*given[0])) : no_such_overload("type", given);
}

inline value call_bool(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("bool", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    if (given[0]->is(value_kind::boolean)) return *given[0];
    if (!given[0]->is(value_kind::string)) return no_such_overload("bool", given);
    auto const text = given[0]->as_string();
    for (auto const word : {"1", "t", "true", "TRUE", "True"})
        if (text == word) return value::boolean(true);
    for (auto const word : {"0", "f", "false", "FALSE", "False"})
        if (text == word) return value::boolean(false);
    return not_convertible(text, "bool");
}

template <class Number>
value number_of_text(std::string_view text, std::string_view to, value (*make)(Number) noexcept)
{
    auto digits = text;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    bool const doubly_signed = digits.size() < text.size() && digits.starts_with('-');
    Number number{};
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (doubly_signed || digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size())
        return not_convertible(text, to);
    return make(number);
}

inline value call_int(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("int", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    auto const& from = *given[0];
    switch (from.kind()) {
    case value_kind::integer: return from;
    case value_kind::unsigned_integer:
        if (from.as_unsigned() >> 63 != 0) return overflow();
        return value::integer(static_cast<std::int64_t>(from.as_unsigned()));
    case value_kind::real:
        // both ends are excluded: 2^63 - 1 is no double, and the language's tests refuse -2^63
        if (!(from.as_real() > -value_detail::two_to_63 && from.as_real() < value_detail::two_to_63)) return overflow();
        return value::integer(static_cast<std::int64_t>(from.as_real()));
    case value_kind::string: return number_of_text<std::int64_t>(from.as_string(), "int", &value::integer);
    case value_kind::timestamp: return value::integer(from.as_timestamp().whole.time_since_epoch().count());
    default: return no_such_overload("int", given);
    }
}

inline value call_uint(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("uint", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    auto const& from = *given[0];
    switch (from.kind()) {
    case value_kind::unsigned_integer: return from;
    case value_kind::integer:
        if (from.as_integer() < 0) return overflow();
        return value::unsigned_integer(static_cast<std::uint64_t>(from.as_integer()));
    case value_kind::real:
        if (!(from.as_real() >= 0 && from.as_real() < value_detail::two_to_64)) return overflow();
        return value::unsigned_integer(static_cast<std::uint64_t>(from.as_real()));
    case value_kind::string:
        if (from.as_string().starts_with('+')) return not_convertible(from.as_string(), "uint");
        return number_of_text<std::uint64_t>(from.as_string(), "uint", &value::unsigned_integer);
    default: return no_such_overload("uint", given);
    }
}

inline value double_of_text(std::string_view text)
{
    for (auto const& [name, number] : {std::pair{"NaN", std::numeric_limits<double>::quiet_NaN()},
                                       std::pair{"Infinity", std::numeric_limits<double>::infinity()},
                                       std::pair{"+Infinity", std::numeric_limits<double>::infinity()},
                                       std::pair{"-Infinity", -std::numeric_limits<double>::infinity()}})
        if (text == name) return value::real(number);
    // std::from_chars would take more names than the language has
    if (text.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return not_convertible(text, "double");
    auto digits = text;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    if (digits.size() < text.size() && digits.starts_with('-')) return not_convertible(text, "double");
    auto const number = read_real(digits);
    return number ? value::real(*number) : not_convertible(text, "double");
}

inline value call_double(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("double", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    auto const& from = *given[0];
    switch (from.kind()) {
    case value_kind::real: return from;
    case value_kind::integer: return value::real(static_cast<double>(from.as_integer()));
    case value_kind::unsigned_integer: return value::real(static_cast<double>(from.as_unsigned()));
    case value_kind::string: return double_of_text(from.as_string());
    default: return no_such_overload("double", given);
    }
}

inline std::string text_of_double(double number)
{
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    std::array<char, 32> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

inline value call_string(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("string", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    auto const& from = *given[0];
    std::string text;
    switch (from.kind()) {
    case value_kind::string: return from;
    case value_kind::boolean: text = from.as_boolean() ? "true" : "false"; break;
    case value_kind::integer: text = std::to_string(from.as_integer()); break;
    case value_kind::unsigned_integer: text = std::to_string(from.as_unsigned()); break;
    case value_kind::real: text = text_of_double(from.as_real()); break;
    case value_kind::bytes:
        if (find_invalid_utf8(from.as_string()) != std::string_view::npos)
            return value::error("the bytes are not valid UTF-8");
        text = from.as_string();
        break;
    case value_kind::timestamp: append_timestamp(text, from.as_timestamp()); break;
    case value_kind::duration: append_duration(text, from.as_duration()); break;
    case value_kind::money: text = to_string(from.as_money()); break;
    default: return no_such_overload("string", given);
    }
    return value::string(std::move(text));
}

inline value call_bytes(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("bytes", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    if (given[0]->is(value_kind::bytes)) return *given[0];
    if (!given[0]->is(value_kind::string)) return no_such_overload("bytes", given);
    return value::bytes(std::string(given[0]->as_string()));
}

inline value call_base64_encode(call_context& context, arguments given)
{
    if (given.size() != 1 || !given[0]->is(value_kind::bytes)) return no_such_overload("base64.encode", given);
    auto const octets = given[0]->as_string();
    if (!pay_for(octets, context.steps)) return too_many_steps();
    std::string text;
    append_base64(text, octets);
    return value::string(std::move(text));
}

/// Padding may be left out.
inline value call_base64_decode(call_context& context, arguments given)
{
    if (given.size() != 1 || !given[0]->is(value_kind::string)) return no_such_overload("base64.decode", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    auto octets = decode_base64(text);
    return octets ? value::bytes(std::move(*octets)) : not_convertible(text, "base64");
}

inline value call_money(call_context& context, arguments given)
{
    if (given.size() != 1) return no_such_overload("money", given);
    if (!pay_for_reading(*given[0], context.steps)) return too_many_steps();
    if (given[0]->is(value_kind::money)) return *given[0];
    if (!given[0]->is(value_kind::string)) return no_such_overload("money", given);
    auto const text = given[0]->as_string();
    auto const amount = parse_money(text, context.code.currency);
    if (!amount) return not_convertible(text, "amount of money");
    if (amount->currency == currency()) return value::error("`" + shown_text(text) + "` names no currency");
    return value::money(*amount);
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_CONVERSIONS_HPP
