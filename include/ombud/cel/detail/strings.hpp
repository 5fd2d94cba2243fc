// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_STRINGS_HPP
#define OMBUD_CEL_DETAIL_STRINGS_HPP

/// @file strings.hpp
/// The extension library "strings". All places are counted in code points.   @layer 3 cel
/// @source cel-spec, doc/extensions/strings.md

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/texts.hpp>
#include <ombud/cel/detail/utf8.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Whether the arguments are of these kinds, in this order.
inline bool are(arguments given, std::initializer_list<value_kind> kinds) noexcept
{
    return given.size() == kinds.size()
        && std::equal(given.begin(), given.end(), kinds.begin(), [](value const* v, value_kind k) { return v->is(k); });
}

inline value no_such_place(std::int64_t index)
{
    return value::error("the index " + std::to_string(index) + " is outside of the text");
}

/// The byte at which code point `index` starts (its end for the number of code points); nothing beyond.
inline std::optional<std::size_t> byte_of(std::string_view text, std::int64_t index) noexcept
{
    if (index < 0) return std::nullopt;
    std::size_t at = 0;
    for (; index > 0 && at < text.size(); --index) at += utf8_length(text, at);
    return index == 0 ? std::optional(at) : std::nullopt;
}

/// The number of code points before a byte.
inline value place_of(std::string_view text, std::size_t byte)
{
    if (byte == std::string_view::npos) return value::integer(-1);
    return value::integer(static_cast<std::int64_t>(count_code_points(text.substr(0, byte))));
}

/// A text that grows no further than the steps allow.
class bounded_text {
public:
    explicit bounded_text(std::uint64_t& steps) noexcept : steps_(&steps) {}
    void append(std::string_view piece)
    {
        unpaid_ += piece.size() + 1;
        if (unpaid_ / 8 > *steps_) *steps_ = 0;
        else *steps_ -= unpaid_ / 8;
        unpaid_ %= 8;
        if (*steps_ != 0) text_ += piece;
    }
    value finish() { return *steps_ == 0 ? too_many_steps() : value::string(std::move(text_)); }
    bool full() const noexcept { return *steps_ == 0; }

private:
    std::string text_;
    std::size_t unpaid_ = 0;
    std::uint64_t* steps_;
};

inline value call_char_at(call_context& context, arguments given)
{
    if (!are(given, {value_kind::string, value_kind::integer})) return no_such_overload("charAt", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    auto const at = byte_of(text, given[1]->as_integer());
    if (!at) return no_such_place(given[1]->as_integer());
    return value::string(*at == text.size() ? std::string() : std::string(text.substr(*at, utf8_length(text, *at))));
}

inline value call_index_of(call_context& context, arguments given)
{
    bool const from_start = are(given, {value_kind::string, value_kind::string});
    if (!from_start && !are(given, {value_kind::string, value_kind::string, value_kind::integer}))
        return no_such_overload("indexOf", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps) || !pay_for(given[1]->as_string(), context.steps)) return too_many_steps();
    auto const from = from_start ? std::optional<std::size_t>(0) : byte_of(text, given[2]->as_integer());
    return from ? place_of(text, find_text(text, given[1]->as_string(), *from)) : no_such_place(given[2]->as_integer());
}

inline value call_last_index_of(call_context& context, arguments given)
{
    bool const from_end = are(given, {value_kind::string, value_kind::string});
    if (!from_end && !are(given, {value_kind::string, value_kind::string, value_kind::integer}))
        return no_such_overload("lastIndexOf", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps) || !pay_for(given[1]->as_string(), context.steps)) return too_many_steps();
    auto const from = from_end ? std::optional(text.size()) : byte_of(text, given[2]->as_integer());
    if (!from) return no_such_place(given[2]->as_integer());
    return place_of(text, find_last_text(text, given[1]->as_string(), *from));
}

inline value call_substring(call_context& context, arguments given)
{
    bool const to_end = are(given, {value_kind::string, value_kind::integer});
    if (!to_end && !are(given, {value_kind::string, value_kind::integer, value_kind::integer}))
        return no_such_overload("substring", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    auto const from = byte_of(text, given[1]->as_integer());
    if (!from) return no_such_place(given[1]->as_integer());
    auto const until = to_end ? std::optional(text.size()) : byte_of(text, given[2]->as_integer());
    if (!until || *until < *from) return no_such_place(given[2]->as_integer());
    return value::string(std::string(text.substr(*from, *until - *from)));
}

/// The text with `change` applied to each ASCII letter's byte.
template <class Change>
value with_letters(call_context& context, arguments given, std::string_view name, Change change)
{
    if (!are(given, {value_kind::string})) return no_such_overload(name, given);
    auto text = std::string(given[0]->as_string());
    if (!pay_for(text, context.steps)) return too_many_steps();
    for (auto& c : text) c = change(c);
    return value::string(std::move(text));
}

inline value call_lower_ascii(call_context& context, arguments given)
{
    return with_letters(context, given, "lowerAscii",
                        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
}

inline value call_upper_ascii(call_context& context, arguments given)
{
    return with_letters(context, given, "upperAscii",
                        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
}

inline bool is_white_space(std::uint32_t code) noexcept
{
    return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 || code == 0x1680
        || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F
        || code == 0x3000;
}

inline value call_trim(call_context& context, arguments given)
{
    if (!are(given, {value_kind::string})) return no_such_overload("trim", given);
    auto text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    while (!text.empty() && is_white_space(decode_utf8(text, 0))) text.remove_prefix(utf8_length(text, 0));
    while (!text.empty()) {
        auto last = text.size() - 1;
        while (last > 0 && is_continuation(text[last])) --last;
        if (!is_white_space(decode_utf8(text, last))) break;
        text = text.substr(0, last);
    }
    return value::string(std::string(text));
}

inline value call_reverse(call_context& context, arguments given)
{
    if (are(given, {value_kind::list})) {
        auto const items = given[0]->as_list();
        if (items.size() > context.steps) return too_many_steps();
        context.steps -= items.size();
        return value::list({items.rbegin(), items.rend()});
    }
    if (!are(given, {value_kind::string})) return no_such_overload("reverse", given);
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    std::string turned(text.size(), '\0');
    for (std::size_t at = 0; at < text.size();) {
        auto const length = utf8_length(text, at);
        text.copy(turned.data() + (text.size() - at - length), length, at);
        at += length;
    }
    return value::string(std::move(turned));
}

inline value call_replace(call_context& context, arguments given)
{
    using enum value_kind;
    bool const all = are(given, {string, string, string});
    if (!all && !are(given, {string, string, string, integer})) return no_such_overload("replace", given);
    auto const text = given[0]->as_string(), old = given[1]->as_string(), fresh = given[2]->as_string();
    auto left = all ? -1 : given[3]->as_integer();
    bounded_text made(context.steps);
    std::size_t at = 0;
    while (left != 0 && !made.full()) {
        auto const found = find_text(text, old, at);
        if (found == std::string_view::npos) break;
        made.append(text.substr(at, found - at));
        made.append(fresh);
        at = found + old.size();
        if (old.empty()) {  // between any two code points
            if (at == text.size()) return made.finish();
            made.append(text.substr(at, utf8_length(text, at)));
            at += utf8_length(text, at);
        }
        if (left > 0) --left;
    }
    made.append(text.substr(at));
    return made.finish();
}

inline value call_split(call_context& context, arguments given)
{
    using enum value_kind;
    bool const all = are(given, {string, string});
    if (!all && !are(given, {string, string, integer})) return no_such_overload("split", given);
    auto const text = given[0]->as_string(), separator = given[1]->as_string();
    auto const most = all ? -1 : given[2]->as_integer();
    if (!pay_for(text, context.steps)) return too_many_steps();
    std::vector<value> parts;
    if (most == 0) return value::list({});
    std::size_t at = 0;
    while (most < 0 || parts.size() + 1 < static_cast<std::size_t>(most)) {
        if (context.steps == 0) return too_many_steps();
        --context.steps;
        auto const end = separator.empty() ? (at < text.size() ? at + utf8_length(text, at) : text.size())
                                           : find_text(text, separator, at);
        if (end == std::string_view::npos || (separator.empty() && end == text.size())) break;
        parts.push_back(value::string(std::string(text.substr(at, end - at))));
        at = end + separator.size();
    }
    if (!separator.empty() || !text.empty()) parts.push_back(value::string(std::string(text.substr(at))));
    return value::list(std::move(parts));
}

inline value call_join(call_context& context, arguments given)
{
    using enum value_kind;
    bool const plain = are(given, {list});
    if (!plain && !are(given, {list, string})) return no_such_overload("join", given);
    if (auto const between = obstacle_in(given[0]->as_list()); !between.is_null()) return between;
    bounded_text made(context.steps);
    bool first = true;
    for (auto const& item : given[0]->as_list()) {
        if (!item.is(string)) return no_such_overload("join", given);
        if (!first && !plain) made.append(given[1]->as_string());
        made.append(item.as_string());
        first = false;
    }
    return made.finish();
}

inline value call_quote(call_context& context, arguments given)
{
    if (!are(given, {value_kind::string})) return no_such_overload("strings.quote", given);
    constexpr std::string_view special = "\a\b\f\n\r\t\v\\\"", letters = "abfnrtv\\\"";
    auto const text = given[0]->as_string();
    if (!pay_for(text, context.steps)) return too_many_steps();
    std::string quoted = "\"";
    for (char const c : text) {
        auto const at = special.find(c);
        if (at != std::string_view::npos) quoted += {'\\', letters[at]};
        else quoted += c;
    }
    return value::string(quoted + '"');
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_STRINGS_HPP
