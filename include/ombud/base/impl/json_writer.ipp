// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_JSON_WRITER_IPP
#define OMBUD_BASE_IMPL_JSON_WRITER_IPP

#include <ombud/base/json_writer.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>

namespace ombud { inline namespace OMBUD_ABI {

namespace base_detail {

// What JSON does not take as it is.
inline bool is_escaped(char c) noexcept { return static_cast<unsigned char>(c) < 0x20u || c == '"' || c == '\\'; }

inline void append_escaped(std::string& out, char c)
{
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    out += "\\u00";
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 0xFu];
}

// How many characters come before the first that JSON does not take as it is: eight at a time.
inline std::size_t plain_length(std::string_view text) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = ones * 0x80;
    std::size_t at = 0;
    for (; text.size() - at >= 8; at += 8) {
        std::uint64_t piece = 0;
        std::memcpy(&piece, text.data() + at, sizeof piece);
        auto const quotes = piece ^ ones * '"', slashes = piece ^ ones * '\\';
        auto const escaped = ((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes)
                             | ((piece - ones * 0x20) & ~piece);
        if ((escaped & highs) != 0) break;
    }
    while (at < text.size() && !is_escaped(text[at])) ++at;
    return at;
}

// A text that JSON takes as it is, with its quotes, behind one character if that is not NUL, before another likewise:
// nearly all that is written. What is short is put together first, since each piece that is appended costs as much.
inline void append_plain(std::string& out, char before, std::string_view text, char behind)
{
    constexpr std::size_t room = 4;  // for the quotes and what stands around them
    std::array<char, 60> whole;
    auto* at = whole.data();
    if (before != '\0') *at++ = before;
    *at++ = '"';
    bool const fits = text.size() <= whole.size() - room;
    if (fits) {
        at = std::copy(text.begin(), text.end(), at);
    } else {
        out.append(whole.data(), at).append(text);
        at = whole.data();
    }
    *at++ = '"';
    if (behind != '\0') *at++ = behind;
    out.append(whole.data(), at);
}

inline void append_with_escapes(std::string& out, std::string_view text)
{
    out += '"';
    for (;;) {
        auto const plain = plain_length(text);
        out.append(text.substr(0, plain));
        if (plain == text.size()) break;
        append_escaped(out, text[plain]);
        text.remove_prefix(plain + 1);
    }
    out += '"';
}

}  // namespace base_detail

OMBUD_INLINE void append_json_string(std::string& out, std::string_view text)
{
    if (base_detail::plain_length(text) == text.size()) base_detail::append_plain(out, '\0', text, '\0');
    else base_detail::append_with_escapes(out, text);
}

OMBUD_INLINE void append_double(std::string& out, double number)
{
    if (std::isnan(number)) {
        out += "NaN";
    } else if (std::isinf(number)) {
        out += number < 0 ? "-Infinity" : "Infinity";
    } else {
        std::array<char, 32> text;
        auto const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
        std::string_view const digits(text.data(), static_cast<std::size_t>(end - text.data()));
        out += digits;
        if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
    }
}

OMBUD_INLINE void json_writer::separate()
{
    if (comma_) *out_ += ',';
    comma_ = true;
}

OMBUD_INLINE json_writer& json_writer::open(char bracket)
{
    separate();
    *out_ += bracket;
    comma_ = false;
    return *this;
}

OMBUD_INLINE json_writer& json_writer::close(char bracket)
{
    *out_ += bracket;
    comma_ = true;
    return *this;
}

OMBUD_INLINE json_writer& json_writer::key(std::string_view name)
{
    if (base_detail::plain_length(name) == name.size()) {
        base_detail::append_plain(*out_, comma_ ? ',' : '\0', name, ':');
    } else {
        separate();
        base_detail::append_with_escapes(*out_, name);
        *out_ += ':';
    }
    comma_ = false;
    return *this;
}

OMBUD_INLINE json_writer& json_writer::string(std::string_view text)
{
    if (base_detail::plain_length(text) == text.size()) {
        base_detail::append_plain(*out_, comma_ ? ',' : '\0', text, '\0');
        comma_ = true;
        return *this;
    }
    separate();
    base_detail::append_with_escapes(*out_, text);
    return *this;
}

OMBUD_INLINE json_writer& json_writer::integer(std::int64_t number)
{
    std::array<char, 24> text;
    auto const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return raw({text.data(), static_cast<std::size_t>(end - text.data())});
}

OMBUD_INLINE json_writer& json_writer::unsigned_integer(std::uint64_t number)
{
    std::array<char, 24> text;
    auto const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return raw({text.data(), static_cast<std::size_t>(end - text.data())});
}

OMBUD_INLINE json_writer& json_writer::real(double number)
{
    separate();
    bool const finite = std::isfinite(number);
    if (!finite) *out_ += '"';
    append_double(*out_, number);
    if (!finite) *out_ += '"';
    return *this;
}

OMBUD_INLINE json_writer& json_writer::boolean(bool truth) { return raw(truth ? "true" : "false"); }

OMBUD_INLINE json_writer& json_writer::null() { return raw("null"); }

OMBUD_INLINE json_writer& json_writer::raw(std::string_view json)
{
    separate();
    *out_ += json;
    return *this;
}

}}  // namespace ombud
#endif
