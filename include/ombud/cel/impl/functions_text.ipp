// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP
#define OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP

#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/detail/utf8.hpp>

#include <re2/re2.h>

#include <memory>
#include <string>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline bool are_strings(arguments given) noexcept
{
    return given.size() == 2 && given[0]->is(value_kind::string) && given[1]->is(value_kind::string);
}

OMBUD_INLINE value call_size(call_context& context, arguments given)
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

OMBUD_INLINE value call_contains(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("contains", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    return value::boolean(text.find(given[1]->as_string()) != std::string_view::npos);
}

OMBUD_INLINE value call_starts_with(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("startsWith", given);
    if (!pay_for(given[1]->as_string(), context.steps)) return too_many_steps();
    return value::boolean(given[0]->as_string().starts_with(given[1]->as_string()));
}

OMBUD_INLINE value call_ends_with(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("endsWith", given);
    if (!pay_for(given[1]->as_string(), context.steps)) return too_many_steps();
    return value::boolean(given[0]->as_string().ends_with(given[1]->as_string()));
}

OMBUD_INLINE regex make_regex(std::string_view pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_shared<RE2 const>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (compiled->ok()) return {std::move(compiled), {}};
    return {nullptr, "`" + std::string(pattern) + "` is no regular expression: " + compiled->error()};
}

OMBUD_INLINE value call_matches(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("matches", given);
    auto const text = given[0]->as_string(), pattern = given[1]->as_string();
    bool const prepared = context.prepared < context.code.regexes.size();
    if (!pay_for(text, context.steps) || (!prepared && !pay_for(pattern, context.steps))) return too_many_steps();
    auto const expression = prepared ? regex{context.code.regexes[context.prepared], {}} : make_regex(pattern);
    if (expression.compiled == nullptr) return value::error(expression.failure);
    return value::boolean(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression.compiled));
}

}}}  // namespace ombud::cel_detail
#endif
