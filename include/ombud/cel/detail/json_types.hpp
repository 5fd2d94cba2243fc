// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_JSON_TYPES_HPP
#define OMBUD_CEL_DETAIL_JSON_TYPES_HPP

/// @file json_types.hpp
/// What the scalars and keys of JSON mean where a type is declared.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/base64.hpp>
#include <ombud/cel/detail/times.hpp>
#include <ombud/cel/environment.hpp>
#include <ombud/cel/type.hpp>
#include <ombud/value/value.hpp>

#include <charconv>
#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::type;
using cel::type_kind;

/// Whether values of all kinds stand there.
inline bool is_anything(type const& t) noexcept { return t.is_dyn() || t.is(type_kind::parameter); }

/// The number that all of `text` writes, if there is one and `Number` holds it.
template <class Number>
std::optional<Number> whole_text_as(std::string_view text) noexcept
{
    Number number{};
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

inline bool has_no_fraction(std::string_view literal) noexcept
{
    return literal.find_first_of(".eE") == std::string_view::npos;
}

/// Whether a number written like that may stand there, whatever its size.
inline bool takes_json_number(type const& t, std::string_view literal) noexcept
{
    if (t.is(type_kind::integer) || t.is(type_kind::unsigned_integer)) return has_no_fraction(literal);
    return is_anything(t) || t.is(type_kind::real);
}

/// A number of JSON where it may stand; nothing if it is out of the type's range.
inline std::optional<value> read_json_number(type const& t, std::string_view literal) noexcept
{
    bool const any_whole = is_anything(t) && has_no_fraction(literal);
    if (any_whole || t.is(type_kind::integer))
        if (auto const number = whole_text_as<std::int64_t>(literal)) return value::integer(*number);
    if (any_whole || t.is(type_kind::unsigned_integer)) {
        if (auto const number = whole_text_as<std::uint64_t>(literal)) return value::unsigned_integer(*number);
        return std::nullopt;
    }
    if (t.is(type_kind::integer)) return std::nullopt;
    if (auto const number = whole_text_as<double>(literal)) return value::real(*number);
    return std::nullopt;
}

/// The numbers that JSON has no digits for, as `json_writer` writes them.
inline std::optional<value> read_special_real(std::string_view text) noexcept
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    if (text == "NaN") return value::real(std::numeric_limits<double>::quiet_NaN());
    if (text == "Infinity") return value::real(infinity);
    if (text == "-Infinity") return value::real(-infinity);
    return std::nullopt;
}

/// The type of that name (`type_name`).
inline std::optional<value> read_type_name(std::string_view text) noexcept
{
    static constexpr std::string_view names[] = {
        "null_type", "bool", "int", "uint", "double", "string", "bytes", "google.protobuf.Timestamp",
        "google.protobuf.Duration", "money", "type", "list", "map", "optional_type"};
    for (auto const name : names)
        if (text == name) return value::type(name);
    return std::nullopt;
}

/// A text of JSON where `t` is declared; nothing if it is not written as that type demands.
inline std::optional<value> read_json_text(type const& t, std::string_view text, cel::environment const& scope)
{
    switch (t.kind()) {
    case type_kind::dyn:
    case type_kind::parameter:
    case type_kind::string: return value::string(std::string(text));
    case type_kind::real: return read_special_real(text);
    case type_kind::type: return read_type_name(text);
    case type_kind::bytes:
        if (auto octets = decode_base64(text)) return value::bytes(std::move(*octets));
        return std::nullopt;
    case type_kind::timestamp:
        if (auto const at = parse_instant(text)) return value::timestamp(*at);
        return std::nullopt;
    case type_kind::duration:
        if (auto const length = parse_cel_duration(text)) return value::duration(std::chrono::nanoseconds{*length});
        return std::nullopt;
    case type_kind::money: {
        auto const amount = parse_money(text, scope.currency());
        if (!amount || amount->currency == currency()) return std::nullopt;
        return value::money(*amount);
    }
    default: return std::nullopt;
    }
}

/// A key of an object where a map has keys of type `t`; nothing if it writes no such key.
inline std::optional<value> read_json_key(type const& t, std::string_view text)
{
    if (is_anything(t) || t.is(type_kind::string)) return value::string(std::string(text));
    if (t.is(type_kind::integer))
        if (auto const number = whole_text_as<std::int64_t>(text)) return value::integer(*number);
    if (t.is(type_kind::unsigned_integer))
        if (auto const number = whole_text_as<std::uint64_t>(text)) return value::unsigned_integer(*number);
    if (t.is(type_kind::boolean) && (text == "true" || text == "false")) return value::boolean(text == "true");
    return std::nullopt;
}

/// How JSON writes values of a type: for hints.
inline std::string how_json_writes(type const& t)
{
    switch (t.kind()) {
    case type_kind::boolean: return "write true or false";
    case type_kind::integer: return "write a whole number from -9223372036854775808 to 9223372036854775807";
    case type_kind::unsigned_integer: return "write a whole number from 0 to 18446744073709551615";
    case type_kind::real: return "write a number, or `\"NaN\"`, `\"Infinity\"` or `\"-Infinity\"`";
    case type_kind::string: return "write a text in double quotes";
    case type_kind::bytes: return "write the octets in base64, as a text";
    case type_kind::timestamp: return "write RFC 3339 with an offset or `Z`, such as `\"2026-03-02T10:00:00Z\"`";
    case type_kind::duration: return "write h, m, s, ms, us and ns, such as `\"1h30m\"` or `\"3600s\"`";
    case type_kind::money: return "write the amount and its currency, such as `\"120.00 EUR\"`";
    case type_kind::type: return "write the name of a type, such as `\"int\"`";
    case type_kind::null: return "write null";
    case type_kind::list: return "write a list between `[` and `]`";
    case type_kind::map:
    case type_kind::record: return "write an object between `{` and `}`";
    case type_kind::abstract: return "the host alone makes such values; write null, or leave it out";
    default: return "write it as a text if it is no quantity";
    }
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_JSON_TYPES_HPP
