// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_JSON_FAULT_HPP
#define OMBUD_IO_DETAIL_JSON_FAULT_HPP

/// @file json_fault.hpp
/// Where a JSON parser stands, and what to tell the author when it can go no further.   @layer 8 io
/// Included by `io/impl/json.ipp` alone.

#include <ombud/base/diagnostic.hpp>
#include <ombud/io/detail/parsing.hpp>
#include <ombud/policy/document.hpp>

#include <boost/json/error.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

enum class json_token : std::uint8_t { nothing, opening, key, value };

// Walks a JSON text from token to token, over blanks, comments, commas and colons.
class json_scan {
public:
    explicit json_scan(std::string_view text) noexcept : text_(text) {}

    // The offset of the next token, or of the end of the text; `limit` if that comes first.
    std::size_t to_token(std::size_t limit = std::string_view::npos)
    {
        while (at_ < std::min(limit, text_.size())) {
            char const c = text_[at_];
            if (c == ',' || c == ':') separator_ = c;
            else if (c == '/' && skip_comment()) continue;
            else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') break;
            ++at_;
        }
        return at_;
    }
    // The token at hand, `length` bytes long, was read.
    bool pass(std::size_t length, json_token what) noexcept
    {
        at_ += length;
        last_ = what;
        separator_ = '\0';
        return true;
    }
    // The same for a string that may have escapes.
    void pass_string(json_token what) noexcept
    {
        auto end = at_ + 1;
        while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2u : 1u;
        pass(std::min(end + 1, text_.size()) - at_, what);
    }

    std::string_view text() const noexcept { return text_; }
    json_token last() const noexcept { return last_; }
    char separator() const noexcept { return separator_; }
    std::vector<std::pair<std::size_t, std::size_t>> const& comments() const noexcept { return comments_; }

private:
    bool skip_comment()
    {
        auto const rest = text_.substr(at_);
        auto end = std::string_view::npos;
        if (rest.starts_with("//")) end = rest.find('\n');
        else if (rest.starts_with("/*")) end = rest.find("*/", 2);
        else return false;
        auto const length = end == std::string_view::npos ? rest.size() : rest[end] == '\n' ? end : end + 2;
        comments_.emplace_back(at_, at_ + length);
        at_ += length;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    json_token last_ = json_token::nothing;
    char separator_ = '\0';  // the comma or colon seen since the last token
    std::vector<std::pair<std::size_t, std::size_t>> comments_;
};

// The word that begins at `offset`: up to the next blank, bracket, quote, comma or colon, at least one character.
inline std::string_view word_at(std::string_view text, std::size_t offset)
{
    auto const rest = text.substr(offset);
    auto end = rest.find_first_of(" \t\r\n{}[]\",:/", 1);
    if (end == std::string_view::npos) end = rest.size();
    return rest.substr(0, end);
}

// What may stand where the parser stopped.
inline std::string expected(json_scan const& scan, document_builder const& builder)
{
    auto const open = builder.open();
    if (!open) return "a document is one object between `{` and `}`";
    if (open.is(node_kind::array)) {
        if (scan.last() == json_token::value && scan.separator() == '\0')
            return "put a `,` between two values, or close the list with `]`";
        return "put a value here, or close the list with `]`";
    }
    if (scan.last() == json_token::key)
        return scan.separator() == ':' ? "put the value here" : "put a `:` between the key and its value";
    if (scan.last() == json_token::value && scan.separator() == '\0')
        return "put a `,` between two members, or close the object with `}`";
    return "put a key in double quotes here, or close the object with `}`";
}

inline std::string hint_for_word(std::string_view word, std::string expectation)
{
    char const c = word.front();
    if (c == '\'') return "texts and keys stand between double quotes";
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') return "numbers are written like 12, -3 or 1.5e3";
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return "the only words are true, false and null; texts and keys stand between double quotes";
    return expectation;
}

inline std::pair<std::string, std::string> describe_in_string(std::string_view text, std::size_t at,
                                                              boost::json::error_code why)
{
    using boost::json::error;
    if (why == error::illegal_leading_surrogate || why == error::illegal_trailing_surrogate)
        return {"half of a surrogate pair stands alone", "write both halves as `\\uD83D\\uDE00`, or the character"};
    if (why == error::expected_hex_digit)
        return {"`\\u` is not followed by four hexadecimal digits", "write for example `\\u00e9`, or the character"};
    if (text[at] == '\n' || text[at] == '\r')
        return {"the text in quotes does not end on its line", "close it with `\"`; a line break is written `\\n`"};
    if (static_cast<unsigned char>(text[at]) < 0x20u)
        return {"a control character stands inside a text", "write it as an escape such as `\\t`"};
    if (text[at + 1] == 'u')
        return {"half of a surrogate pair stands alone", "write both halves as `\\uD83D\\uDE00`, or the character"};
    return {quoted_word(text.substr(at, 2)) + " is no escape",
            "escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u`; a backslash is `\\\\`"};
}

inline diagnostic describe_end(std::size_t at, json_scan& scan, document_builder const& builder)
{
    auto const& source = builder.source();
    diagnostic out{errc::syntax_error, severity::error, source.name(), source.at(at), {}, {}, {}};
    auto const open = builder.open();
    if (!open) {
        auto const token = scan.to_token();
        if (token < at) out.message = "the text ends inside " + quoted_word(scan.text().substr(token));
        else out.message = scan.last() == json_token::nothing ? "there is no document in the text"
                                                              : "the text ends inside a comment";
        out.hint = "a document is one object between `{` and `}`";
        return out;
    }
    auto const where = open.where();
    out.message = "the text ends inside the " + std::string(open.is(node_kind::object) ? "object" : "list")
                  + " that begins at line " + std::to_string(where.line) + ", column " + std::to_string(where.column);
    out.hint = std::string("close it with `") + (open.is(node_kind::object) ? '}' : ']') + '`';
    return out;
}

// The diagnostic for a parser that stopped at `at` because of `why`; no `why`: because the value had ended before.
inline diagnostic describe_fault(boost::json::error_code why, std::size_t at, json_scan& scan,
                                 document_builder const& builder, std::size_t deepest)
{
    using boost::json::error;
    auto const& source = builder.source();
    auto const text = source.text();
    if (why == error::incomplete || (why && at >= text.size())) return describe_end(text.size(), scan, builder);
    diagnostic out{errc::syntax_error, severity::error, source.name(), source.at(at), {}, {}, {}};
    auto const token = scan.to_token(at);
    if (why == error::too_deep) {
        out.code = errc::limit_exceeded;
        out.message = "objects and lists are nested more than " + std::to_string(deepest) + " deep";
        out.hint = "flatten the document, or raise the limit where the library is embedded";
    } else if (why == error::exponent_overflow) {
        out.code = errc::out_of_range;
        out.at = source.at(token);
        out.message = "the number " + quoted_word(word_at(text, token)) + " does not fit into 64 bits";
        out.hint = "write it as a text if it is no quantity";
    } else if (!why) {
        out.message = "there is more text after the end of the document";
        out.hint = "a document is one value; remove what follows, or a bracket too many before it";
    } else if (token < at && text[token] == '"') {
        bool const control = static_cast<unsigned char>(text[at]) < 0x20u;
        if (!control) at = text.rfind('\\', at);  // any other fault is that of an escape
        out.at = source.at(at);
        std::tie(out.message, out.hint) = describe_in_string(text, at, why);
    } else {
        out.at = source.at(token);
        auto const word = word_at(text, token);
        out.message = "unexpected " + quoted_word(word);
        out.hint = hint_for_word(word, expected(scan, builder));
    }
    return out;
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_JSON_FAULT_HPP
