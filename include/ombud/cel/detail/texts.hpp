// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_TEXTS_HPP
#define OMBUD_CEL_DETAIL_TEXTS_HPP

/// @file texts.hpp
/// Standard functions on texts, and on the sizes of things.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/cel/detail/standard.hpp>
#include <ombud/cel/detail/utf8.hpp>
#include <ombud/cel/unknown.hpp>
#include <ombud/value/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace re2 { class RE2; }

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Takes `price` steps; false if there are not enough.
inline bool pay(std::uint64_t price, std::uint64_t& steps) noexcept
{
    if (price > steps) return steps = 0, false;
    steps -= price;
    return true;
}

/// Takes a step for each 8 bytes of text; false if there are not enough.
inline bool pay_for(std::string_view text, std::uint64_t& steps) noexcept { return pay(text.size() / 8, steps); }

inline value too_many_steps() { return value::error("the evaluation takes more steps than the limit allows"); }

/// What stands in the way of looking at all items: the union of the unknowns, else the first error, else null.
inline value obstacle_in(std::span<value const> items)
{
    value between;
    for (auto const& item : items)
        if (!item.is_known()) between = cel::obstacle(between, item);
    return between;
}

/// A text as messages show it: cut off where it is long.
inline std::string shown_text(std::string_view text, std::size_t longest = 100)
{
    if (text.size() <= longest) return std::string(text);
    auto end = longest;
    while (end > 0 && is_continuation(text[end])) --end;
    return std::string(text.substr(0, end)) + "…";
}

/// Where `wanted` stands in `text`, from a byte on. A library's search may take the product of both lengths; a long
/// needle is therefore prepared (Boyer and Moore), so that the work is as their sum.
inline std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from = 0)
{
    constexpr std::size_t longest_unprepared = 32;
    if (wanted.size() <= longest_unprepared) return text.find(wanted, from);
    if (from > text.size() || text.size() - from < wanted.size()) return std::string_view::npos;
    std::boyer_moore_searcher const search(wanted.begin(), wanted.end());
    auto const found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), search);
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

/// The last place of `wanted` in `text` that is not behind byte `from`, likewise.
inline std::size_t find_last_text(std::string_view text, std::string_view wanted, std::size_t from)
{
    constexpr std::size_t longest_unprepared = 32;
    if (wanted.size() <= longest_unprepared) return text.rfind(wanted, from);
    if (text.size() < wanted.size()) return std::string_view::npos;
    auto const end = std::min(from, text.size() - wanted.size()) + wanted.size();
    std::boyer_moore_searcher const search(wanted.rbegin(), wanted.rend());
    auto const part = text.substr(0, end);
    auto const found = std::search(part.rbegin(), part.rend(), search);
    if (found == part.rend()) return std::string_view::npos;
    return static_cast<std::size_t>(part.rend() - found) - wanted.size();
}

/// What is asked of two texts.
enum class text_relation : std::uint8_t { contains, starts_with, ends_with };

/// Whether `text` contains, starts or ends with `wanted`; nothing if the steps do not suffice to find out.
inline std::optional<bool> holds(text_relation asked, std::string_view text, std::string_view wanted,
                                 std::uint64_t& steps)
{
    if (!pay_for(wanted, steps)) return std::nullopt;
    if (asked == text_relation::starts_with) return text.starts_with(wanted);
    if (asked == text_relation::ends_with) return text.ends_with(wanted);
    if (!pay_for(text, steps)) return std::nullopt;
    return find_text(text, wanted) != std::string_view::npos;
}

/// A compiled regular expression, or why it is none.
struct regex {
    std::shared_ptr<re2::RE2 const> compiled;
    std::string failure;  ///< empty if it is one
};
regex make_regex(std::string_view pattern);
/// How large a regular expression is once compiled, in instructions.
std::uint64_t program_size(re2::RE2 const& expression) noexcept;

value call_size(call_context& context, arguments given);
value call_contains(call_context& context, arguments given);
value call_starts_with(call_context& context, arguments given);
value call_ends_with(call_context& context, arguments given);
value call_matches(call_context& context, arguments given);

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_TEXTS_HPP
