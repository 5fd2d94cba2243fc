// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP
#define OMBUD_CEL_IMPL_FUNCTIONS_TEXT_IPP

#include <ombud/cel/detail/code.hpp>
#include <ombud/cel/detail/saturating.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/detail/utf8.hpp>

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
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

inline value test_texts(call_context& context, arguments given, text_relation asked, std::string_view name)
{
    if (!are_strings(given)) return no_such_overload(name, given);
    auto const held = holds(asked, given[0]->as_string(), given[1]->as_string(), context.steps);
    return held ? value::boolean(*held) : too_many_steps();
}

OMBUD_INLINE value call_contains(call_context& context, arguments given)
{
    return test_texts(context, given, text_relation::contains, "contains");
}

OMBUD_INLINE value call_starts_with(call_context& context, arguments given)
{
    return test_texts(context, given, text_relation::starts_with, "startsWith");
}

OMBUD_INLINE value call_ends_with(call_context& context, arguments given)
{
    return test_texts(context, given, text_relation::ends_with, "endsWith");
}

inline constexpr std::int64_t largest_regex_bytes = 1 << 20;  // RE2's default would take a tenth of a second to fill

OMBUD_INLINE regex make_regex(std::string_view pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(largest_regex_bytes);
    auto compiled = std::make_shared<RE2 const>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (compiled->ok()) return {std::move(compiled), {}};
    return {nullptr, "`" + shown_text(pattern) + "` is no regular expression: " + shown_text(compiled->error())};
}

inline constexpr std::uint64_t preparing_steps = 500, refusing_steps = 50'000;

OMBUD_INLINE std::uint64_t program_size(RE2 const& expression) noexcept
{
    return static_cast<std::uint64_t>(std::max(0, expression.ProgramSize()));
}

OMBUD_INLINE value call_matches(call_context& context, arguments given)
{
    if (!are_strings(given)) return no_such_overload("matches", given);
    auto const text = given[0]->as_string(), pattern = given[1]->as_string();
    regex made;
    RE2 const* expression = nullptr;
    if (context.prepared < context.code.regexes.size()) {
        expression = context.code.regexes[context.prepared].get();
    } else {
        // to prepare one takes far longer than to read it
        if (!pay(preparing_steps + pattern.size(), context.steps)) return too_many_steps();
        made = make_regex(pattern);
        if (made.compiled == nullptr) {
            if (!pay(refusing_steps, context.steps)) return too_many_steps();
            return value::error(made.failure);
        }
        expression = made.compiled.get();
        if (!pay(10 * program_size(*expression), context.steps)) return too_many_steps();
    }
    // a large one may have to follow many of its states at once
    auto const states = 1 + program_size(*expression) / 64;
    if (!pay(saturating_multiply(text.size() / 8, states), context.steps)) return too_many_steps();
    return value::boolean(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression));
}

}}}  // namespace ombud::cel_detail
#endif
