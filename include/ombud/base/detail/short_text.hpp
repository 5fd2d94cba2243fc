// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_DETAIL_SHORT_TEXT_HPP
#define OMBUD_BASE_DETAIL_SHORT_TEXT_HPP

/// @file short_text.hpp
/// Short texts, such as keys, compared and hashed without a call.   @layer 0 base

#include <ombud/base/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI { namespace base_detail {

template <class Word>
Word word_at(char const* at) noexcept
{
    Word out = 0;
    std::memcpy(&out, at, sizeof out);
    return out;
}

// Up to eight bytes as one number: texts of one length that differ have different ones.
inline std::uint64_t short_word(char const* at, std::size_t size) noexcept
{
    if (size == 8) return word_at<std::uint64_t>(at);
    if (size >= 4)  // they overlap
        return std::uint64_t{word_at<std::uint32_t>(at)} << 32 | word_at<std::uint32_t>(at + size - 4);
    std::uint64_t out = 0;
    for (std::size_t n = 0; n < size; ++n) out = out << 8 | static_cast<unsigned char>(at[n]);
    return out;
}

inline bool same_text(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size()) return false;
    if (a.size() <= 8) return short_word(a.data(), a.size()) == short_word(b.data(), b.size());
    auto const last = a.size() - 8;  // what is compared last overlaps with what was compared before
    for (std::size_t n = 0; n < last; n += 8)
        if (word_at<std::uint64_t>(a.data() + n) != word_at<std::uint64_t>(b.data() + n)) return false;
    return word_at<std::uint64_t>(a.data() + last) == word_at<std::uint64_t>(b.data() + last);
}

// A text that is looked up and compared as numbers. Of up to 16 bytes all are in the words; of longer ones the first
// eight, and a hash of all.
struct text_words {
    std::uint64_t first;
    std::uint64_t last;
    std::uint32_t size;

    static constexpr std::size_t whole = 16;
    friend bool operator==(text_words const&, text_words const&) = default;
};

// The lowest bytes of a word, so many.
inline constexpr auto low_bytes = [] {
    std::array<std::uint64_t, 9> out{};
    for (std::size_t n = 1; n < out.size(); ++n) out[n] = out[n - 1] << 8 | 0xFF;
    return out;
}();

// Up to eight bytes as one number, the first of them lowest. For little endian; what is read may overlap.
inline std::uint64_t low_word(char const* at, std::size_t size) noexcept
{
    if (size == 8) return word_at<std::uint64_t>(at);
    if (size >= 4) {
        std::uint64_t const end = word_at<std::uint32_t>(at + size - 4);
        return word_at<std::uint32_t>(at) | end << (size - 4) * 8;
    }
    auto const byte = [&](std::size_t n) { return std::uint64_t{static_cast<unsigned char>(at[n])} << n * 8; };
    return size == 0 ? 0 : byte(0) | byte(size / 2) | byte(size - 1);
}

// @param readable  how many bytes may be read from the beginning of the text on, at least its size: with 16 there is no
//                  need to look at its size first
inline text_words words_of(std::string_view text, std::size_t readable) noexcept
{
    auto const size = text.size();
    text_words out{0, 0, static_cast<std::uint32_t>(size)};
    if (size > text_words::whole) {
        out.first = word_at<std::uint64_t>(text.data());
        out.last = word_at<std::uint64_t>(text.data() + size - 8);  // it overlaps with what is hashed
        for (std::size_t n = 8; n < size - 8; n += 8) {
            out.last = (out.last ^ word_at<std::uint64_t>(text.data() + n)) * 0x9E3779B97F4A7C15ULL;
            out.last ^= out.last >> 32;
        }
    } else if (readable >= text_words::whole && std::endian::native == std::endian::little) {
        out.first = word_at<std::uint64_t>(text.data()) & low_bytes[size < 8 ? size : 8];
        out.last = word_at<std::uint64_t>(text.data() + 8) & low_bytes[size < 8 ? 0 : size - 8];
    } else if (std::endian::native == std::endian::little) {
        out.first = low_word(text.data(), size < 8 ? size : 8);
        if (size > 8) out.last = word_at<std::uint64_t>(text.data() + size - 8) >> (16 - size) * 8;
    } else {
        std::memcpy(&out.first, text.data(), size < 8 ? size : 8);
        if (size > 8) std::memcpy(&out.last, text.data() + 8, size - 8);
    }
    return out;
}

inline text_words words_of(std::string_view text) noexcept { return words_of(text, text.size()); }

// The words' first bytes as a number by which texts are in order, as far as it goes.
inline std::uint64_t rank_of(text_words const& text) noexcept
{
    if constexpr (std::endian::native != std::endian::little) return text.first;
    std::uint64_t out = 0;
    for (std::size_t n = 0; n < 8; ++n) out = out << 8 | (text.first >> n * 8 & 0xFF);
    return out;
}

// The same for a literal of up to 16 bytes, where the lowest byte of a word comes first.
constexpr text_words short_words(std::string_view text) noexcept
{
    text_words out{0, 0, static_cast<std::uint32_t>(text.size())};
    for (std::size_t n = 0; n < text.size(); ++n) {
        auto const shift = std::endian::native == std::endian::little ? n % 8 : 7 - n % 8;
        auto& word = n < 8 ? out.first : out.last;
        word |= std::uint64_t{static_cast<unsigned char>(text[n])} << shift * 8;
    }
    return out;
}

}}}  // namespace ombud::base_detail

#endif  // OMBUD_BASE_DETAIL_SHORT_TEXT_HPP
