// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_UTF8_HPP
#define OMBUD_CEL_DETAIL_UTF8_HPP

/// @file utf8.hpp
/// Code points in valid UTF-8.   @layer 3 cel

#include <ombud/base/config.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline bool is_scalar_value(std::uint32_t code) noexcept
{
    return code <= 0x10FFFFu && !(code >= 0xD800u && code <= 0xDFFFu);
}

inline bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

/// Bytes of the code point that starts at `at`, at least 1, not past the end.
inline std::size_t utf8_length(std::string_view text, std::size_t at) noexcept
{
    auto const lead = static_cast<unsigned char>(text[at]);
    std::size_t const length = lead >= 0xF0u ? 4 : lead >= 0xE0u ? 3 : lead >= 0xC0u ? 2 : 1;
    return std::min(length, text.size() - at);
}

inline std::size_t count_code_points(std::string_view text) noexcept
{
    auto const continued = std::count_if(text.begin(), text.end(), is_continuation);
    return text.size() - static_cast<std::size_t>(continued);
}

inline void append_utf8(std::string& out, std::uint32_t code)
{
    auto const put = [&](std::uint32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80u) {
        put(code);
    } else if (code < 0x800u) {
        put(0xC0u | code >> 6);
        put(0x80u | (code & 0x3Fu));
    } else if (code < 0x10000u) {
        put(0xE0u | code >> 12);
        put(0x80u | (code >> 6 & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    } else {
        put(0xF0u | code >> 18);
        put(0x80u | (code >> 12 & 0x3Fu));
        put(0x80u | (code >> 6 & 0x3Fu));
        put(0x80u | (code & 0x3Fu));
    }
}

/// The code point that starts at `at`.
inline std::uint32_t decode_utf8(std::string_view text, std::size_t at) noexcept
{
    auto const byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(text[at + i]); };
    switch (utf8_length(text, at)) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    case 3: return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    default: return (byte(0) & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
    }
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_UTF8_HPP
