// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_FUNCTIONS_IPP
#define OMBUD_CEL_IMPL_FUNCTIONS_IPP

#include <ombud/cel/functions.hpp>

#include <ombud/cel/detail/conversions.hpp>
#include <ombud/cel/detail/format.hpp>
#include <ombud/cel/detail/lists.hpp>
#include <ombud/cel/detail/mathematics.hpp>
#include <ombud/cel/detail/optionals.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/strings.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/detail/times.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

// By name; of one name, the global form first.
inline constexpr standard_function standard_functions_by_name[] = {
    {"base64.decode", true, false, call_base64_decode, "s>y"},
    {"base64.encode", true, false, call_base64_encode, "y>s"},
    {"bool", true, false, call_bool, "b>b s>b"},
    {"bytes", true, false, call_bytes, "y>y s>y"},
    {"charAt", false, true, call_char_at, "si>s"},
    {"contains", false, true, call_contains, "ss>b"},
    {"distinct", false, true, call_distinct, "L>L"},
    {"double", true, false, call_double, "d>d i>d u>d s>d"},
    {"duration", true, false, call_duration, "r>r s>r"},
    {"dyn", true, false, call_dyn, "A>D"},
    {"endsWith", false, true, call_ends_with, "ss>b"},
    {"first", false, true, call_first, "L>P"},
    {"flatten", false, true, call_flatten, "Z>L Ei>E"},
    {"format", false, true, call_format, "sL>s"},
    {"getDate", false, true, call_date, "t>i ts>i"},
    {"getDayOfMonth", false, true, call_day_of_month, "t>i ts>i"},
    {"getDayOfWeek", false, true, call_day_of_week, "t>i ts>i"},
    {"getDayOfYear", false, true, call_day_of_year, "t>i ts>i"},
    {"getFullYear", false, true, call_full_year, "t>i ts>i"},
    {"getHours", false, true, call_hours, "t>i ts>i r>i"},
    {"getMilliseconds", false, true, call_milliseconds, "t>i ts>i r>i"},
    {"getMinutes", false, true, call_minutes, "t>i ts>i r>i"},
    {"getMonth", false, true, call_month, "t>i ts>i"},
    {"getSeconds", false, true, call_seconds, "t>i ts>i r>i"},
    {"hasValue", false, true, call_has_value, "P>b"},
    {"indexOf", false, true, call_index_of, "ss>i ssi>i"},
    {"int", true, false, call_int, "i>i u>i d>i s>i t>i"},
    {"join", false, true, call_join, "S>s Ss>s"},
    {"last", false, true, call_last, "L>P"},
    {"lastIndexOf", false, true, call_last_index_of, "ss>i ssi>i"},
    {"lists.range", true, false, call_range, "i>I"},
    {"lowerAscii", false, true, call_lower_ascii, "s>s"},
    {"matches", true, true, call_matches, "ss>b"},
    {"math.abs", true, false, call_abs, "i>i u>u d>d"},
    {"math.bitAnd", true, false, call_bit_and, "ii>i uu>u"},
    {"math.bitNot", true, false, call_bit_not, "i>i u>u"},
    {"math.bitOr", true, false, call_bit_or, "ii>i uu>u"},
    {"math.bitShiftLeft", true, false, call_shift_left, "ii>i ui>u"},
    {"math.bitShiftRight", true, false, call_shift_right, "ii>i ui>u"},
    {"math.bitXor", true, false, call_bit_xor, "ii>i uu>u"},
    {"math.ceil", true, false, call_ceil, "d>d"},
    {"math.floor", true, false, call_floor, "d>d"},
    {"math.greatest", true, false, call_greatest, "*"},
    {"math.isFinite", true, false, call_is_finite, "d>b"},
    {"math.isInf", true, false, call_is_inf, "d>b"},
    {"math.isNaN", true, false, call_is_nan, "d>b"},
    {"math.least", true, false, call_least, "*"},
    {"math.round", true, false, call_round, "d>d"},
    {"math.sign", true, false, call_sign, "i>i u>u d>d"},
    {"math.sqrt", true, false, call_sqrt, "i>d u>d d>d"},
    {"math.trunc", true, false, call_trunc, "d>d"},
    {"money", true, false, call_money, "m>m s>m"},
    {"optional.none", true, false, call_optional_none, ">P"},
    {"optional.of", true, false, call_optional_of, "A>P"},
    {"optional.ofNonZeroValue", true, false, call_optional_of_non_zero, "A>P"},
    {"optional.unwrap", true, false, call_unwrap, "U>L"},
    {"or", false, true, call_or, "PP>P"},
    {"orValue", false, true, call_or_value, "PA>A"},
    {"replace", false, true, call_replace, "sss>s sssi>s"},
    {"reverse", false, true, call_reverse, "s>s L>L"},
    {"sets.contains", true, false, call_sets_contains, "LL>b"},
    {"sets.equivalent", true, false, call_sets_equivalent, "LL>b"},
    {"sets.intersects", true, false, call_sets_intersects, "LL>b"},
    {"size", true, true, call_size, "s>i y>i L>i M>i"},
    {"slice", false, true, call_slice, "Lii>L"},
    {"sort", false, true, call_sort, "L>L"},
    {"split", false, true, call_split, "ss>S ssi>S"},
    {"startsWith", false, true, call_starts_with, "ss>b"},
    {"string", true, false, call_string, "s>s b>s i>s u>s d>s y>s t>s r>s m>s"},
    {"strings.quote", true, false, call_quote, "s>s"},
    {"substring", false, true, call_substring, "si>s sii>s"},
    {"timestamp", true, false, call_timestamp, "t>t s>t i>t"},
    {"trim", false, true, call_trim, "s>s"},
    {"type", true, false, call_type, "A>T"},
    {"uint", true, false, call_uint, "u>u i>u d>u s>u"},
    {"unwrapOpt", false, true, call_unwrap, "U>L"},
    {"upperAscii", false, true, call_upper_ascii, "s>s"},
    {"value", false, true, call_value, "P>A"},
};

OMBUD_INLINE std::span<standard_function const> standard_table() noexcept { return standard_functions_by_name; }

OMBUD_INLINE std::optional<std::uint32_t> find_standard(std::string_view name, bool receiver) noexcept
{
    auto const table = standard_table();
    auto at = std::lower_bound(table.begin(), table.end(), name,
                               [](standard_function const& f, std::string_view wanted) { return f.name < wanted; });
    for (; at != table.end() && at->name == name; ++at)
        if (receiver ? at->receiver : at->global) return static_cast<std::uint32_t>(at - table.begin());
    return std::nullopt;
}

OMBUD_INLINE std::string_view operator_signatures(cel::operation op) noexcept
{
    using cel::operation;
    switch (op) {
    case operation::logical_and:
    case operation::logical_or: return "bb>b";
    case operation::logical_not: return "b>b";
    case operation::conditional: return "bAA>A";
    case operation::negate: return "i>i d>d";
    case operation::add: return "ii>i uu>u dd>d ss>s yy>y LL>L rr>r tr>t rt>t mm>m";
    case operation::subtract: return "ii>i uu>u dd>d rr>r tt>r tr>t mm>m";
    case operation::multiply: return "ii>i uu>u dd>d mi>m im>m";
    case operation::divide: return "ii>i uu>u dd>d mi>m";
    case operation::modulo: return "ii>i uu>u";
    case operation::equal:
    case operation::not_equal: return "AA>b";
    case operation::contained: return "AL>b AM>b";
    case operation::index: return "Li>A MA>B Qi>P RA>O";
    case operation::optional_index: return "Li>P MA>O Qi>P RA>O";
    case operation::none: return "";
    default: return "bb>b ii>b uu>b dd>b iu>b ui>b id>b di>b ud>b du>b ss>b yy>b tt>b rr>b mm>b";
    }
}

OMBUD_INLINE value no_such_overload(std::string_view name, arguments given)
{
    auto text = "`" + std::string(name) + "` does not take ";
    if (given.empty()) text += "no arguments";
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (i > 0) text += i + 1 == given.size() ? " and " : ", ";
        text += to_string(given[i]->kind());
    }
    return value::error(std::move(text));
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE std::vector<std::string_view> standard_functions()
{
    std::vector<std::string_view> names;
    for (auto const& f : cel_detail::standard_table())
        if (names.empty() || names.back() != f.name) names.push_back(f.name);
    return names;
}

}}}  // namespace ombud::cel
#endif
