// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_TOKEN_IPP
#define OMBUD_CEL_IMPL_TOKEN_IPP

#include <ombud/cel/token.hpp>

#include <ombud/base/source.hpp>
#include <ombud/cel/detail/real_text.hpp>
#include <ombud/cel/detail/utf8.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

using cel::issue;
using cel::token;
using cel::token_kind;

inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
inline bool is_name_start(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
inline bool is_name_part(char c) noexcept { return is_name_start(c) || is_digit(c); }
inline int hex_digit(char c) noexcept
{
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

class lexer {
public:
    explicit lexer(std::string_view source) : source_(source) {}

    cel::token_list run()
    {
        cel::token_list list;
        do list.tokens.push_back(next());
        while (list.tokens.back().kind != token_kind::end && !failure_);
        list.failure = std::move(failure_);
        return list;
    }

private:
    char peek(std::size_t ahead = 0) const noexcept
    {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }
    bool done() const noexcept { return at_ >= source_.size(); }

    token fail(std::size_t from, std::string message, std::string hint = {})
    {
        auto const length = at_ > from ? at_ - from : 1;
        if (!failure_)
            failure_ = issue{errc::expression_syntax, severity::error, static_cast<std::uint32_t>(from),
                             static_cast<std::uint32_t>(length), std::move(message), std::move(hint)};
        return make(token_kind::end, from);
    }

    token make(token_kind kind, std::size_t from, value literal = {}) const
    {
        auto const length = static_cast<std::uint32_t>(at_ - from);
        return {kind, static_cast<std::uint32_t>(from), length, std::move(literal), false};
    }

    void skip_space() noexcept
    {
        for (; !done(); ++at_) {
            char const c = source_[at_];
            if (c == '/' && peek(1) == '/') {
                at_ = std::min(source_.find('\n', at_), source_.size() - 1);
            } else if (c != ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') {
                return;
            }
        }
    }

    token next()
    {
        skip_space();
        if (done()) return make(token_kind::end, at_);
        char const c = peek();
        if (is_name_start(c)) return string_start() ? text_literal() : name();
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (c == '"' || c == '\'') return text_literal();
        if (c == '`') return quoted_name();
        return sign();
    }

    // Whether a literal's prefix (`r`, `b`, `br`) and a quote stand here.
    bool string_start() const noexcept
    {
        auto const lower = [](char c) { return static_cast<char>(c | 0x20); };
        std::size_t prefix = 0;
        if (lower(peek()) == 'b') prefix = lower(peek(1)) == 'r' ? 2 : 1;
        else if (lower(peek()) == 'r') prefix = 1;
        return prefix != 0 && (peek(prefix) == '"' || peek(prefix) == '\'');
    }

    token name()
    {
        auto const from = at_;
        while (is_name_part(peek())) ++at_;
        auto const word = source_.substr(from, at_ - from);
        if (word == "true") return make(token_kind::word_true, from);
        if (word == "false") return make(token_kind::word_false, from);
        if (word == "null") return make(token_kind::word_null, from);
        if (word == "in") return make(token_kind::word_in, from);
        return make(token_kind::name, from);
    }

    token quoted_name()
    {
        auto const from = at_++;
        auto const is_part = [](char c) { return is_name_part(c) || c == '.' || c == '-' || c == '/' || c == ' '; };
        while (is_part(peek())) ++at_;
        if (peek() != '`' || at_ == from + 1)
            return fail(from, "a quoted field name may hold only letters, digits, `_`, `.`, `-`, `/` and spaces");
        ++at_;
        auto const field = source_.substr(from + 1, at_ - from - 2);
        return make(token_kind::quoted_name, from, value::string(std::string(field)));
    }

    token sign()
    {
        struct row {
            std::string_view text;
            token_kind kind;
        };
        static constexpr row signs[] = {
            {"&&", token_kind::logical_and}, {"||", token_kind::logical_or},
            {"==", token_kind::equal}, {"!=", token_kind::not_equal},
            {"<=", token_kind::less_equal}, {">=", token_kind::greater_equal},
            {"<", token_kind::less}, {">", token_kind::greater}, {"!", token_kind::bang},
            {"(", token_kind::left_parenthesis}, {")", token_kind::right_parenthesis},
            {"[", token_kind::left_bracket}, {"]", token_kind::right_bracket},
            {"{", token_kind::left_brace}, {"}", token_kind::right_brace},
            {",", token_kind::comma}, {".", token_kind::dot}, {":", token_kind::colon}, {"?", token_kind::question},
            {"+", token_kind::plus}, {"-", token_kind::minus}, {"*", token_kind::star},
            {"/", token_kind::slash}, {"%", token_kind::percent}};
        auto const from = at_;
        for (auto const& s : signs)
            if (source_.substr(at_).starts_with(s.text)) {
                at_ += s.text.size();
                return make(s.kind, from);
            }
        at_ += utf8_length(source_, at_);
        auto const shown = std::string(source_.substr(from, at_ - from));
        auto const hint = shown == "=" ? "equality is written `==`" : shown == "&" ? "`and` is written `&&`"
                        : shown == "|" ? "`or` is written `||`" : "";
        return fail(from, "`" + shown + "` is no part of the language", hint);
    }

    token number()
    {
        auto const from = at_;
        if (peek() == '0' && peek(1) == 'x') {
            at_ += 2;
            while (hex_digit(peek()) >= 0) ++at_;
            return integer(from, source_.substr(from + 2, at_ - from - 2), 16);
        }
        while (is_digit(peek())) ++at_;
        bool real = false;
        if (peek() == '.' && is_digit(peek(1))) {
            real = true;
            ++at_;
            while (is_digit(peek())) ++at_;
        }
        if (auto const e = peek(); e == 'e' || e == 'E') {
            std::size_t const digits = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (is_digit(peek(digits))) {
                real = true;
                at_ += digits;
                while (is_digit(peek())) ++at_;
            }
        }
        auto const text = source_.substr(from, at_ - from);
        return real ? real_number(from, text) : integer(from, text, 10);
    }

    token real_number(std::size_t from, std::string_view text)
    {
        auto const number = read_real(text);
        if (!number) return fail(from, "`" + std::string(text) + "` is beyond the range of a double");
        return make(token_kind::number, from, value::real(*number));
    }

    token integer(std::size_t from, std::string_view digits, int base)
    {
        bool const is_unsigned = peek() == 'u' || peek() == 'U';
        std::uint64_t number = 0;
        auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
        if (is_unsigned) ++at_;
        auto const written = "`" + std::string(source_.substr(from, at_ - from)) + "`";
        if (digits.empty()) return fail(from, written + " has no digits");
        if (read.ec != std::errc{})
            return fail(from, written + " is beyond the range of " + (is_unsigned ? "uint" : "int"));
        if (is_unsigned) return make(token_kind::literal, from, value::unsigned_integer(number));
        constexpr std::uint64_t beyond = std::uint64_t{1} << 63;
        if (number > beyond)
            return fail(from, written + " is beyond the range of int", "write `u` behind it for a uint");
        if (number < beyond) return make(token_kind::number, from, value::integer(static_cast<std::int64_t>(number)));
        auto t = make(token_kind::number, from, value::unsigned_integer(number));
        t.magnitude_only = true;
        return t;
    }

    token text_literal()
    {
        auto const from = at_;
        bool raw = false, bytes = false;
        for (; peek() != '"' && peek() != '\''; ++at_) (static_cast<char>(peek() | 0x20) == 'r' ? raw : bytes) = true;
        char const quote = peek();
        bool const triple = peek(1) == quote && peek(2) == quote;
        at_ += triple ? 3 : 1;
        std::string content;
        while (true) {
            if (done() || (!triple && (peek() == '\n' || peek() == '\r')))
                return fail(from, "the text has no closing quote");
            if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) break;
            if (peek() == '\\' && !raw) {
                if (!escape(content, bytes)) return make(token_kind::end, from);
            } else {
                content += source_[at_++];
            }
        }
        at_ += triple ? 3 : 1;
        return make(token_kind::literal, from,
                    bytes ? value::bytes(std::move(content)) : value::string(std::move(content)));
    }

    bool bad_escape(std::size_t from, std::size_t length)
    {
        at_ = std::min(from + length, source_.size());
        while (at_ < source_.size() && (static_cast<unsigned char>(source_[at_]) & 0xC0u) == 0x80u) ++at_;
        fail(from, "`" + std::string(source_.substr(from, at_ - from)) + "` is no escape sequence",
             "write a backslash as `\\\\`, or use a raw text: r'…'");
        return false;
    }

    bool escape(std::string& out, bool bytes)
    {
        auto const from = at_;
        char const c = peek(1);
        constexpr std::string_view names = "abfnrtv\\?\"'`", meant = "\a\b\f\n\r\t\v\\?\"'`";
        if (auto const simple = names.find(c); simple != std::string_view::npos && c != '\0') {
            out += meant[simple];
            at_ += 2;
            return true;
        }
        if (c == 'x' || c == 'X') return numeric_escape(out, bytes, 2, 2, 16);
        if (!bytes && c == 'u') return numeric_escape(out, bytes, 2, 4, 16);
        if (!bytes && c == 'U') return numeric_escape(out, bytes, 2, 8, 16);
        if (c >= '0' && c <= '3') return numeric_escape(out, bytes, 1, 3, 8);
        return bad_escape(from, 2);
    }

    bool numeric_escape(std::string& out, bool bytes, std::size_t skipped, std::size_t digits, int base)
    {
        auto const from = at_;
        std::uint32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            int const digit = hex_digit(peek(skipped + i));
            if (digit < 0 || digit >= base) return bad_escape(from, skipped + i + 1);
            code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
        }
        if (!bytes && !is_scalar_value(code)) return bad_escape(from, skipped + digits);
        at_ += skipped + digits;
        if (bytes) out += static_cast<char>(code);
        else append_utf8(out, code);
        return true;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::optional<issue> failure_;
};

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE token_list tokenise(std::string_view source, limits const& bounds)
{
    token_list list;
    if (source.size() > bounds.expression_bytes) {
        auto const most = bounds.expression_bytes;
        list.failure = issue{errc::limit_exceeded, severity::error, static_cast<std::uint32_t>(most), 0,
                             "the expression is longer than " + std::to_string(most) + " bytes", {}};
        return list;
    }
    if (auto const bad = find_invalid_utf8(source); bad != std::string_view::npos) {
        list.failure = issue{errc::invalid_utf8, severity::error, static_cast<std::uint32_t>(bad), 1,
                             "the expression is not valid UTF-8", {}};
        return list;
    }
    return cel_detail::lexer(source).run();
}

OMBUD_INLINE bool is_reserved(std::string_view word) noexcept
{
    static constexpr std::array<std::string_view, 17> words = {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

}}}  // namespace ombud::cel
#endif
