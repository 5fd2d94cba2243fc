// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_BASE64_HPP
#define OMBUD_CEL_DETAIL_BASE64_HPP

/// @file base64.hpp
/// Octets out of base64.   @layer 3 cel
/// @source RFC 4648, section 4

#include <ombud/base/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// The octets that `text` writes; padding may be left out, but is whole if it is there. Nothing if it is no base64.
inline std::optional<std::string> decode_base64(std::string_view text)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bool const padded = text.size() % 4 == 0;
    for (int padding = 0; padding < 2 && padded && text.ends_with('='); ++padding) text.remove_suffix(1);
    std::string octets;
    octets.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t bits = 0;
    int held = 0;
    for (char const c : text) {
        auto const digit = digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFFu;
        held += 6;
        if (held >= 8) octets += static_cast<char>(static_cast<unsigned char>(bits >> (held -= 8)));
    }
    if (held == 6) return std::nullopt;  // one digit alone is no octet
    return octets;
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_BASE64_HPP
