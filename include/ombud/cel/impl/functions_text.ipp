// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP
#define OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP

#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/utf8.hpp>

#include <re2/re2.h>

#include <memory>
#include <string>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Takes a step for each 8 bytes of text; false if there are not enough.
inline bool pay_for(std::string_view text, std::uint64_t& steps) noexcept
{
    auto const price = text.size() / 8;
    if (price > steps) return steps = 0, false;
    steps -= price;
    return true;
}

inline value too_many_steps() { return value::error("the evaluation takes more steps than the limit allows"); }

inline bool are_strings(arguments given) noexcept
{
    return given.size() == 2 && given[0]->is(value_kind::string) && given[1]->is(value_kind::string);
}

inline value call_size(call_context& context, arguments given)
{
    auto const count = [](std::size_t n) { return value::integer(static_cast<std::int64_t>(n)); };
    if (given.size() != 1) return no_such_overload("size", given);
    auto const& of = *given[0];
    switch (of.kind()) {
    case value_kind::string:
        if (!pay_for(of.as_string(), context.steps)) return too_many_steps();
        return count(count_code_points(of.as_string()));
    case value_kind::bytes: return count(of.as_string().size());
    case value_kind::list: return count(of.as_list().size());
    case value_kind::map: return count(of.as_map().size());
    default: return no_such_overload("size", given);
    }
}

inline value call_contains(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("contains", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    return value::boolean(text.find(given[1]->as_string()) != std::string_view::npos);
}

inline value call_starts_with(call_context&, arguments given)
{
    if (!are_strings(given)) return no_such_overload("startsWith", given);
    return value::boolean(given[0]->as_string().starts_with(given[1]->as_string()));
}

inline value call_ends_with(call_context&, arguments given)
{
    if (!are_strings(given)) return no_such_overload("endsWith", given);
    return value::boolean(given[0]->as_string().ends_with(given[1]->as_string()));
}

/// The compiled expression, never null; `ok()` says whether it is one.
inline std::shared_ptr<RE2 const> make_regex(std::string_view pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    return std::make_shared<RE2 const>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

inline value call_matches(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("matches", given);
    auto const text = given[0]->as_string(), pattern = given[1]->as_string();
    bool const prepared = context.prepared < context.code.regexes.size();
    if (!pay_for(text, context.steps) || (!prepared && !pay_for(pattern, context.steps))) return too_many_steps();
    auto const regex = prepared ? context.code.regexes[context.prepared] : make_regex(pattern);
    if (!regex->ok())
        return value::error("`" + std::string(pattern) + "` is no regular expression: " + regex->error());
    return value::boolean(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex));
}

}}}  // namespace ombud::cel_detail
#endif
