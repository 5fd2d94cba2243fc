// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_PARSING_HPP
#define OMBUD_IO_DETAIL_PARSING_HPP

/// @file parsing.hpp
/// What all parsers of texts have in common.   @layer 8 io (uses: base, policy)

#include <ombud/base/diagnostic.hpp>
#include <ombud/base/source.hpp>
#include <ombud/policy/document.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// The user's text in backticks, cut to a readable length, on one line.
inline std::string quoted_word(std::string_view word)
{
    constexpr std::size_t longest = 40;
    std::string out = "`";
    auto shown = word.substr(0, longest);
    while (shown.size() < word.size() && !shown.empty()
           && (static_cast<unsigned char>(word[shown.size()]) & 0xC0u) == 0x80u)
        shown.remove_suffix(1);
    for (char const c : shown) out += static_cast<unsigned char>(c) < 0x20u || c == 0x7F ? ' ' : c;
    if (shown.size() < word.size()) out += "…";
    return out + '`';
}

inline source_text without_byte_order_mark(source_text source)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (!source.text().starts_with(mark)) return source;
    return {source.name(), std::string(source.text().substr(mark.size()))};
}

// What makes a text unfit before it is parsed.
inline diagnostics refuse_text(source_text const& source, std::size_t most_bytes)
{
    constexpr std::size_t addressable = std::size_t{2} << 30;
    auto const text = source.text();
    most_bytes = std::min(most_bytes, addressable);
    if (text.size() > most_bytes)
        return {{errc::limit_exceeded, severity::error, source.name(), {1, 1}, {},
                 "the text has " + std::to_string(text.size()) + " bytes, and " + std::to_string(most_bytes)
                     + " are allowed",
                 "split it into several files, or raise the limit where the library is embedded"}};
    if (auto const bad = find_invalid_utf8(text); bad != std::string_view::npos)
        return {{errc::invalid_utf8, severity::error, source.name(), source.at(bad), {}, "the text is not valid UTF-8",
                 "save the file as UTF-8"}};
    return {};
}

inline diagnostic duplicate_key(node const& first, node const& again)
{
    auto const where = first.key_where();
    return error_at_key(again, errc::duplicate_key,
                        "the key " + quoted_word(again.key()) + " stands twice in one object, first at line "
                            + std::to_string(where.line) + ", column " + std::to_string(where.column),
                        "keep one of them");
}

// Report every key of an object that stands there before. `members` is memory to work in.
inline void find_duplicate_keys(node const& object, std::vector<node>& members, std::size_t most, diagnostics& found)
{
    constexpr std::size_t few = 16;  // so few are compared faster than sorted
    members.assign(object.begin(), object.end());
    if (members.size() > few)
        std::stable_sort(members.begin(), members.end(),
                         [](node const& a, node const& b) { return a.key() < b.key(); });
    for (std::size_t i = 1; i < members.size(); ++i) {
        auto const first = members.size() > few ? i - 1 : 0;
        for (std::size_t before = first; before < i; ++before) {
            if (members[before].key() != members[i].key()) continue;
            if (found.size() <= most) found.push_back(duplicate_key(members[before], members[i]));
            break;
        }
    }
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_PARSING_HPP
