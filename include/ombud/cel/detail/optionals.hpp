// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_OPTIONALS_HPP
#define OMBUD_CEL_DETAIL_OPTIONALS_HPP

/// @file optionals.hpp
/// Functions of the optional type.   @layer 3 cel
/// @source cel-go, the library of optional types

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/lists.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/strings.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/value/value.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Whether a value is what protobuf takes for unset: nothing, false, zero of any kind, the Unix epoch, or empty. The
/// empty part of a record that may not be complete is unknown.
inline value is_zero(value const& v)
{
    switch (v.kind()) {
    case value_kind::null: return value::boolean(true);
    case value_kind::boolean: return value::boolean(!v.as_boolean());
    case value_kind::integer: return value::boolean(v.as_integer() == 0);
    case value_kind::unsigned_integer: return value::boolean(v.as_unsigned() == 0);
    case value_kind::real: return value::boolean(v.as_real() == 0);
    case value_kind::string:
    case value_kind::bytes: return value::boolean(v.as_string().empty());
    case value_kind::timestamp: return value::boolean(v.as_timestamp() == precise_instant{});
    case value_kind::duration: return value::boolean(v.as_duration() == std::chrono::nanoseconds{0});
    case value_kind::money: return value::boolean(v.as_money().minor == 0);
    case value_kind::list: return value::boolean(v.as_list().empty());
    case value_kind::map:
        if (auto const missing = v.record_slot(); missing && v.as_map().empty()) return value::unknown(*missing);
        return value::boolean(v.as_map().empty());
    case value_kind::optional: return value::boolean(v.as_optional() == nullptr);
    default: return v.is_known() ? value::boolean(false) : v;
    }
}

inline value call_optional_of(call_context&, arguments given)
{
    return given.size() == 1 ? value::optional(*given[0]) : no_such_overload("optional.of", given);
}

inline value call_optional_none(call_context&, arguments given)
{
    return given.empty() ? value::optional_none() : no_such_overload("optional.none", given);
}

inline value call_optional_of_non_zero(call_context&, arguments given)
{
    if (given.size() != 1) return no_such_overload("optional.ofNonZeroValue", given);
    auto zero = is_zero(*given[0]);
    if (!zero.is_known()) return zero;
    return zero.is_true() ? value::optional_none() : value::optional(*given[0]);
}

inline value call_has_value(call_context&, arguments given)
{
    if (!are(given, {value_kind::optional})) return no_such_overload("hasValue", given);
    return value::boolean(given[0]->as_optional() != nullptr);
}

inline value call_value(call_context&, arguments given)
{
    if (!are(given, {value_kind::optional})) return no_such_overload("value", given);
    auto const* const content = given[0]->as_optional();
    return content != nullptr ? *content : value::error("`value` of an optional without one; `orValue` has a fallback");
}

inline value call_or(call_context&, arguments given)
{
    if (!are(given, {value_kind::optional, value_kind::optional})) return no_such_overload("or", given);
    return given[0]->as_optional() != nullptr ? *given[0] : *given[1];
}

inline value call_or_value(call_context&, arguments given)
{
    if (given.size() != 2 || !given[0]->is(value_kind::optional)) return no_such_overload("orValue", given);
    auto const* const content = given[0]->as_optional();
    return content != nullptr ? *content : *given[1];
}

/// The values that a list of optionals has: `optional.unwrap(list)` and `list.unwrapOpt()`.
inline value call_unwrap(call_context& context, arguments given)
{
    if (!are(given, {value_kind::list})) return no_such_overload("optional.unwrap", given);
    auto const items = given[0]->as_list();
    if (!pay(items.size(), context.steps)) return too_many_steps();
    if (auto const between = obstacle_in(items); !between.is_null()) return between;
    std::vector<value> contents;
    for (auto const& item : items) {
        if (!item.is(value_kind::optional))
            return value::error("`optional.unwrap` needs optionals, not " + std::string(to_string(item.kind())));
        if (auto const* const content = item.as_optional()) contents.push_back(*content);
    }
    return value::list(std::move(contents));
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_OPTIONALS_HPP
