// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_YAML_FAULT_HPP
#define OMBUD_IO_DETAIL_YAML_FAULT_HPP

/// @file yaml_fault.hpp
/// What to tell the author when a YAML parser can go no further.   @layer 8 io (uses: base)
/// Included by `io/impl/yaml.ipp` alone.

#include <ombud/base/diagnostic.hpp>
#include <ombud/base/source.hpp>
#include <ombud/io/detail/parsing.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// How a complaint of yaml-cpp begins, and what we say instead.
struct yaml_complaint {
    std::string_view said;
    std::string_view message;
    std::string_view hint;
};

inline constexpr auto yaml_complaints = std::to_array<yaml_complaint>({
    {"end of map not found", "this line belongs neither to the object above nor to a new one",
     "indent the keys of one object by the same number of spaces, and put a `:` and a space after each"},
    {"end of sequence not found", "this line belongs neither to the list above nor to a new value",
     "indent the `-` of one list by the same number of spaces"},
    {"end of map flow not found", "the object in braces is not closed here",
     "put a `,` between two members, or close the object with `}`"},
    {"end of sequence flow not found", "the list in brackets is not closed here",
     "put a `,` between two values, or close the list with `]`"},
    {"illegal EOF in scalar", "the text ends inside quotes", "close them"},
    {"illegal document indicator in scalar", "a new document begins inside quotes", "close them before it"},
    {"illegal character in scalar", "this character cannot stand in a text without quotes", "put the text in quotes"},
    {"bad character found while scanning hex", "the escape lacks hexadecimal digits",
     "write `\\x` with two of them, `\\u` with four, `\\U` with eight"},
    {"invalid unicode", "the escape names no character",
     "write the character itself; beyond four digits it is `\\U` with eight, never a pair of halves"},
    {"unknown escape character", "this is no escape",
     "a backslash is `\\\\`; between single quotes it stands for itself"},
    {"illegal tab", "a tab stands in the indentation", "indent with spaces"},
    {"illegal flow end", "there is no bracket that this one closes", "remove it"},
    {"illegal block entry", "a list cannot begin here", "put its first `-` on a line of its own"},
    {"illegal map key", "a key cannot stand here", "put it on a line of its own, with a `:` behind it"},
    {"illegal map value", "a `:` cannot stand here",
     "put a text that holds `: ` in quotes, and a key on a line of its own"},
    {"alias not found after *", "the alias has no name", "write `*name`, or put the text in quotes"},
    {"anchor not found after &", "the anchor has no name", "write `&name`, or put the text in quotes"},
    {"illegal character found while scanning", "this character cannot stand in a name",
     "write letters, digits, `_` and `-`"},
    {"the referenced anchor is not defined", "the alias names no anchor above it",
     "write `&name` before the value that it repeats, or put the text in quotes"},
    {"aliases can't have any content", "an alias has neither tag nor anchor", "remove them"},
    {"cannot assign multiple", "a value has two tags or two anchors", "keep one of them"},
    {"tag handle with no suffix", "the tag has no name", "remove the `!`, or put the text in quotes"},
    {"end of verbatim tag not found", "the tag does not end", "close it with `>`"},
    {"cannot set zero indentation", "a block text cannot be indented by 0", "write a digit from 1 to 9"},
    {"unexpected character in block scalar", "this cannot stand behind the `|` or `>`",
     "begin the text on the next line"},
    {"YAML directives", "a `%YAML` directive has one argument", "write `%YAML 1.2`, or leave it out"},
    {"bad YAML version", "this is no version of YAML", "write `%YAML 1.2`, or leave it out"},
    {"YAML major version", "this is no version of YAML that can be read", "write `%YAML 1.2`, or leave it out"},
    {"TAG directives", "a `%TAG` directive has two arguments", "leave it out"},
    {"repeated", "a directive stands twice", "keep one of them"},
    {"unknown token", "this character begins no value", "put a text that begins with it in quotes"},
});

// The first tab in the indentation of the line of `at`, or of a line just above it; else `npos`.
inline std::size_t tab_before(std::string_view text, std::size_t at)
{
    at = std::min(at, text.size());
    for (int lines = 0; lines < 2; ++lines) {
        auto const start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // `npos` wraps to the first line
        auto const written = std::min(text.find_first_not_of(" \t", start), text.size());
        auto const tab = text.substr(start, written - start).find('\t');
        if (tab != std::string_view::npos) return start + tab;
        if (start == 0) break;
        at = start - 1;
    }
    return std::string_view::npos;
}

// The diagnostic for a parser that stopped at `at` with that complaint.
inline diagnostic describe_yaml_fault(source_text const& source, std::string_view said, std::size_t at)
{
    diagnostic out{errc::syntax_error, severity::error, source.name(), source.at(at), {}, {}, {}};
    if (auto const tab = tab_before(source.text(), at); tab != std::string_view::npos) {
        out.at = source.at(tab);
        said = "illegal tab";
    }
    auto const known = std::find_if(yaml_complaints.begin(), yaml_complaints.end(),
                                    [=](yaml_complaint const& each) { return said.starts_with(each.said); });
    if (known != yaml_complaints.end()) {
        out.message = known->message;
        out.hint = known->hint;
    } else {
        out.message = "this is not valid YAML: " + quoted_word(said);
        out.hint = "put the text in quotes if it is one, and check the indentation";
    }
    return out;
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_YAML_FAULT_HPP
