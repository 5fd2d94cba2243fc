// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_TOKEN_HPP
#define OMBUD_CEL_TOKEN_HPP

/// @file token.hpp
/// The words of an expression.   @layer 3 cel (uses: base, value)
/// @source cel-spec, doc/langdef.md, Syntax

#include <ombud/base/config.hpp>
#include <ombud/base/limits.hpp>
#include <ombud/cel/issue.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

enum class token_kind : std::uint8_t {
    end, name, quoted_name,
    number,   ///< an int or double literal, which may take a minus
    literal,  ///< any other literal
    word_true, word_false, word_null, word_in,
    left_parenthesis, right_parenthesis, left_bracket, right_bracket, left_brace, right_brace,
    comma, dot, colon, question, plus, minus, star, slash, percent, bang,
    equal, not_equal, less, less_equal, greater, greater_equal, logical_and, logical_or
};

/// One word with its place.
struct token {
    token_kind kind = token_kind::end;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    /// What a literal stands for. An int literal of 2^63 is an unsigned integer here: right only behind a minus.
    value literal;
    bool magnitude_only = false;  ///< the literal is that 2^63
};

/// All words, the last of kind `end`, or what is wrong.
struct token_list {
    std::vector<token> tokens;
    std::optional<issue> failure;
};

/// Split a source. Raw text inside quotes, control characters included, stays as it is.
/// @errors `limit_exceeded` beyond `limits::expression_bytes`; `invalid_utf8`; `expression_syntax`
OMBUD_DECL token_list tokenise(std::string_view source, limits const& bounds);

/// Whether the word may not name a variable, a function or a loop variable (`as`, `break`, …, `while`).
OMBUD_DECL bool is_reserved(std::string_view word) noexcept;

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/token.ipp>
#endif
#endif  // OMBUD_CEL_TOKEN_HPP
