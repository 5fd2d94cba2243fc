// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_IO_DETAIL_JSON_SCAN_HPP
#define OMBUD_IO_DETAIL_JSON_SCAN_HPP

/// @file json_scan.hpp
/// What is done most while JSON is read: passing over texts, and telling keys apart.   @layer 8 io (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/base/detail/short_text.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ombud { inline namespace OMBUD_ABI { namespace io_detail {

// The keys of one object that were seen, few of them.
class seen_keys {
public:
    // Whether the key is another one; no also where there are too many, or where it looks like another one.
    bool add(base_detail::text_words const& key) noexcept
    {
        for (std::size_t i = 0; i < count_; ++i)
            if (keys_[i] == key) return false;
        if (count_ == keys_.size()) return false;
        keys_[count_++] = key;
        return true;
    }

private:
    std::array<base_detail::text_words, 24> keys_;  // not set before there are so many
    std::size_t count_ = 0;
};

// The next quote, backslash or control character, or the end: sixteen or eight bytes at a time.
// @param beyond_ascii  set if a byte beyond ASCII stands before it, or close behind
inline char const* find_stop(char const* at, char const* end, bool& beyond_ascii) noexcept
{
#ifdef __SSE2__
    while (end - at >= 16) {
        auto const piece = _mm_loadu_si128(reinterpret_cast<__m128i const*>(at));
        auto const control = _mm_set1_epi8(0x1F);
        auto const found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(piece, _mm_set1_epi8('"')), _mm_cmpeq_epi8(piece, _mm_set1_epi8('\\'))),
            _mm_cmpeq_epi8(_mm_max_epu8(piece, control), control));
        auto const stops = static_cast<unsigned>(_mm_movemask_epi8(found));
        auto const highest = static_cast<unsigned>(_mm_movemask_epi8(piece));
        auto const passed = stops == 0 ? 16 : std::countr_zero(stops);
        beyond_ascii = beyond_ascii || (highest & ((1u << passed) - 1)) != 0;
        at += passed;
        if (stops != 0) return at;
    }
#endif
    constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = ones * 0x80;
    while (std::endian::native == std::endian::little && end - at >= 8) {
        std::uint64_t piece = 0;
        std::memcpy(&piece, at, sizeof piece);
        auto const quotes = piece ^ ones * '"', slashes = piece ^ ones * '\\';
        // the lowest bit set is exact; those above it may be carries
        auto const stops = ((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes)
                           | ((piece - ones * 0x20) & ~piece);
        beyond_ascii = beyond_ascii || (piece & highs) != 0;
        if ((stops & highs) != 0) {
            at += std::countr_zero(stops & highs) / 8;
            return at;
        }
        at += 8;
    }
    for (; at != end && *at != '"' && *at != '\\'; ++at) {
        auto const byte = static_cast<unsigned char>(*at);
        if (byte < 0x20u) return at;
        beyond_ascii = beyond_ascii || byte >= 0x80u;
    }
    return at;
}

}}}  // namespace ombud::io_detail

#endif  // OMBUD_IO_DETAIL_JSON_SCAN_HPP
