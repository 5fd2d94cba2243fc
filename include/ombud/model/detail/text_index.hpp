// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_MODEL_DETAIL_TEXT_INDEX_HPP
#define OMBUD_MODEL_DETAIL_TEXT_INDEX_HPP

/// @file text_index.hpp
/// Numbers by an owner and a text, in constant time.   @layer 3 model (uses: base)

#include <ombud/base/config.hpp>
#include <ombud/base/detail/short_text.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace model_detail {

inline std::uint64_t hash_of(std::uint32_t owner, base_detail::text_words const& text) noexcept
{
    constexpr std::uint64_t a = 0x9E3779B97F4A7C15ULL, b = 0xC2B2AE3D27D4EB4FULL;
    auto const mixed = (text.first ^ owner) * a ^ std::rotl(text.last * b, 31) ^ text.size;
    auto const spread = (mixed ^ mixed >> 29) * a;
    return spread ^ spread >> 32;
}

// Texts that are longer than their words it does not keep: whoever looks one up says whether a number found is the
// right one. So it can be copied with what it is about.
class text_index {
public:
    /// Makes room for so many numbers.
    void resize(std::size_t count) { rows_.assign(std::bit_ceil(2 * count + 2), row{}); }

    void add(std::uint32_t owner, std::string_view text, std::uint32_t number)
    {
        auto const words = base_detail::words_of(text);
        auto at = hash_of(owner, words);
        while (rows_[at & (rows_.size() - 1)].number != none) ++at;
        rows_[at & (rows_.size() - 1)] = {words.first, words.last, words.size, owner, number};
    }

    /// The number that was added first for that owner and text.
    /// @param is  whether a number has that text; asked where it is longer than its words
    template <class Is>
    std::optional<std::uint32_t> find(std::uint32_t owner, base_detail::text_words const& text,
                                      Is const& is) const noexcept
    {
        if (rows_.empty()) return std::nullopt;
        for (auto at = hash_of(owner, text);; ++at) {
            auto const& one = rows_[at & (rows_.size() - 1)];
            if (one.number == none) return std::nullopt;
            bool const same = one.first == text.first && one.last == text.last && one.size == text.size;
            if (!same || one.owner != owner) continue;
            if (text.size <= base_detail::text_words::whole || is(one.number)) return one.number;
        }
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFFu;
    struct row {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        std::uint32_t size = 0;
        std::uint32_t owner = 0;
        std::uint32_t number = none;
    };
    std::vector<row> rows_;  // INVARIANT: none, or a power of two of them, at most half of them with a number
};

}}}  // namespace ombud::model_detail

#endif  // OMBUD_MODEL_DETAIL_TEXT_INDEX_HPP
