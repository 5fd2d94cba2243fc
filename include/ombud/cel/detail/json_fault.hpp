// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_JSON_FAULT_HPP
#define OMBUD_CEL_DETAIL_JSON_FAULT_HPP

/// @file json_fault.hpp
/// Where a JSON parser stands, and what to tell the author when it can go no further.   @layer 3 cel (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/base/diagnostic.hpp>
#include <ombud/base/source.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

enum class json_token : std::uint8_t { nothing, opening, key, value };

/// Walks a JSON text from token to token, over blanks, commas and colons, as far behind the parser as wanted.
class json_scan {
public:
    explicit json_scan(std::string_view text) noexcept : text_(text) {}

    /// The offset of the next token, or of the end of the text; `limit` if that comes first.
    std::size_t to_token(std::size_t limit = std::string_view::npos) noexcept
    {
        auto const end = std::min(limit, text_.size());
        for (; at_ < end; ++at_) {
            char const c = text_[at_];
            if (c == ',' || c == ':') separator_ = c;
            else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') break;
        }
        return at_;
    }
    /// The token at hand, `length` bytes long, was read.
    void pass(std::size_t length, json_token what) noexcept
    {
        at_ += length;
        last_ = what;
        separator_ = '\0';
    }
    /// The same for a string that may have escapes.
    void pass_string(json_token what) noexcept
    {
        auto end = at_ + 1;
        while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2u : 1u;
        pass(std::min(end + 1, text_.size()) - at_, what);
    }

    std::string_view text() const noexcept { return text_; }
    json_token last() const noexcept { return last_; }
    /// The comma or colon seen since the last token.
    char separator() const noexcept { return separator_; }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    json_token last_ = json_token::nothing;
    char separator_ = '\0';
};

/// The list or object that is open where the parser stands.
struct json_open {
    char bracket = '\0';  ///< `[` or `{`; none if there is no such thing
    std::size_t offset = 0;
};

/// What stopped a parser.
enum class json_stop : std::uint8_t { syntax, too_deep, too_large, more_text };

/// The author's text in backticks, cut to a readable length, on one line.
inline std::string json_word(std::string_view word)
{
    constexpr std::size_t longest = 40;
    auto shown = word.substr(0, longest);
    while (shown.size() < word.size() && !shown.empty()
           && (static_cast<unsigned char>(word[shown.size()]) & 0xC0u) == 0x80u)
        shown.remove_suffix(1);
    std::string out = "`";
    for (char const c : shown) out += static_cast<unsigned char>(c) < 0x20u || c == 0x7F ? ' ' : c;
    if (shown.size() < word.size()) out += "…";
    return out + '`';
}

inline std::string shown_place(position at)
{
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
}

/// Message and hint of a fault.
using json_words = std::pair<std::string, std::string>;

inline json_words describe_json_end(source_text const& source, json_scan& scan, json_open open)
{
    if (open.bracket == '\0') {
        auto const token = scan.to_token();
        if (token == scan.text().size()) return {"there is no value in the text", "write one JSON value"};
        return {"the text ends inside " + json_word(scan.text().substr(token)), "complete the value"};
    }
    bool const object = open.bracket == '{';
    return {"the text ends inside the " + std::string(object ? "object" : "list") + " that begins at "
                + shown_place(source.at(open.offset)),
            std::string("close it with `") + (object ? '}' : ']') + '`'};
}

/// The four hexadecimal digits of a `\u` that begins at `at`.
inline std::optional<unsigned> json_code_unit(std::string_view text, std::size_t at) noexcept
{
    if (!text.substr(at).starts_with("\\u") || text.size() < at + 6) return std::nullopt;
    unsigned unit = 0;
    auto const* const digits = text.data() + at + 2;
    auto const read = std::from_chars(digits, digits + 4, unit, 16);
    return read.ptr == digits + 4 ? std::optional(unit) : std::nullopt;
}

/// The first fault between the quotes of the string that begins at `at`, which becomes its offset.
inline json_words describe_json_string(std::string_view text, std::size_t& at)
{
    auto const is_half = [](std::optional<unsigned> unit, unsigned first) {
        return unit && *unit >> 10 == first >> 10;
    };
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\n' || text[at] == '\r')
            return {"the text in quotes does not end on its line", "close it with `\"`; a line break is written `\\n`"};
        if (static_cast<unsigned char>(text[at]) < 0x20u)
            return {"a control character stands inside a text", "write it as an escape such as `\\t`"};
        if (text[at] != '\\') continue;
        auto const escape = text.substr(at, 2);
        auto const unit = json_code_unit(text, at);
        bool const leading = is_half(unit, 0xD800u);
        if (is_half(unit, 0xDC00u) || (leading && !is_half(json_code_unit(text, at + 6), 0xDC00u)))
            return {"half of a surrogate pair stands alone",
                    "write both halves as `\\uD83D\\uDE00`, or the character"};
        if (escape == "\\u" && !unit)
            return {"`\\u` is not followed by four hexadecimal digits",
                    "write for example `\\u00e9`, or the character"};
        if (escape.find_first_of("\"\\/bfnrtu", 1) == std::string_view::npos)
            return {json_word(escape) + " is no escape", "escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, "
                                                         "`\\r`, `\\t` and `\\u`; a backslash is `\\\\`"};
        at += leading ? 11u : unit ? 5u : 1u;
    }
    return {"the text in quotes does not end", "close it with `\"`"};
}

/// What may stand where the parser stopped.
inline std::string expected_json(json_scan const& scan, json_open open)
{
    if (open.bracket == '\0') return "write one JSON value";
    bool const between = scan.last() == json_token::value && scan.separator() == '\0';
    if (open.bracket == '[')
        return between ? "put a `,` between two values, or close the list with `]`"
                       : "put a value here, or close the list with `]` and no `,` before it";
    if (scan.last() == json_token::key)
        return scan.separator() == ':' ? "put the value here" : "put a `:` between the key and its value";
    return between ? "put a `,` between two members, or close the object with `}`"
                   : "put a key in double quotes here, or close the object with `}` and no `,` before it";
}

inline std::string hint_for_json_word(std::string_view word, std::string expectation)
{
    char const c = word.front();
    if (c == '\'') return "texts and keys stand between double quotes";
    if (c == '/') return "JSON has no comments";
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') return "numbers are written like 12, -3 or 1.5e3";
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return "the only words are true, false and null; texts and keys stand between double quotes";
    return expectation;
}

/// Why the parser stopped at the byte `at`; `scan` stands behind the last token that was read whole.
inline diagnostic describe_json_stop(source_text const& source, json_scan& scan, json_open open, json_stop why,
                                     std::size_t at)
{
    auto const text = scan.text();
    auto const made = [&](errc code, std::size_t where, json_words words) {
        return diagnostic{code, severity::error, source.name(), source.at(where), {}, std::move(words.first),
                          std::move(words.second)};
    };
    if (why == json_stop::too_deep)
        return made(errc::limit_exceeded, at,
                    {"lists and objects are nested deeper than the limit allows",
                     "flatten the value, or raise `document_nesting` where the library is embedded"});
    auto const token = scan.to_token(at);
    auto const rest = text.substr(token);
    auto const word = rest.substr(0, std::min(rest.find_first_of(" \t\r\n{}[]\",:/", 1), rest.size()));
    if (why == json_stop::too_large)
        return made(errc::out_of_range, token,
                    {"the number " + json_word(word) + " does not fit into 64 bits",
                     "write it as a text if it is no quantity"});
    if (at >= text.size()) return made(errc::syntax_error, text.size(), describe_json_end(source, scan, open));
    if (why == json_stop::more_text)
        return made(errc::syntax_error, token,
                    {"there is more text after the end of the value", "write one JSON value"});
    if (token < at && text[token] == '"') {
        auto fault = token;
        auto words = describe_json_string(text, fault);
        return made(errc::syntax_error, fault, std::move(words));
    }
    return made(errc::syntax_error, token,
                {"unexpected " + json_word(word), hint_for_json_word(word, expected_json(scan, open))});
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_JSON_FAULT_HPP
