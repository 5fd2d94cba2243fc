// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_DETAIL_SHORT_TEXT_HPP
#define OMBUD_BASE_DETAIL_SHORT_TEXT_HPP

/// @file short_text.hpp
/// Short texts, such as keys, compared and hashed without a call.   @layer 0 base

#include <ombud/base/config.hpp>

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

}}}  // namespace ombud::base_detail

#endif  // OMBUD_BASE_DETAIL_SHORT_TEXT_HPP
