// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_JSON_WRITER_IPP
#define OMBUD_BASE_IMPL_JSON_WRITER_IPP

#include <ombud/base/json_writer.hpp>

#include <array>
#include <charconv>
#include <cmath>

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

}  // namespace base_detail

// Nearly every text is taken as it is, and whole: character by character was a tenth of the time of a decision.
OMBUD_INLINE void append_json_string(std::string& out, std::string_view text)
{
    out += '"';
    auto plain = text.begin();
    for (auto at = plain; at != text.end(); ++at) {
        if (!base_detail::is_escaped(*at)) continue;
        out.append(plain, at);
        base_detail::append_escaped(out, *at);
        plain = at + 1;
    }
    out.append(plain, text.end());
    out += '"';
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
    separate();
    append_json_string(*out_, name);
    *out_ += ':';
    comma_ = false;
    return *this;
}

OMBUD_INLINE json_writer& json_writer::string(std::string_view text)
{
    separate();
    append_json_string(*out_, text);
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
