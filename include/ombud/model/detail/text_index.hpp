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

// Eight bytes at a time; the last ones may be fewer.
inline std::uint64_t hash_of(std::uint32_t owner, std::string_view text) noexcept
{
    auto const mixed = [](std::uint64_t a) {
        a *= 0x9E3779B97F4A7C15ULL;
        return a ^ a >> 32;
    };
    std::uint64_t hash = std::uint64_t{owner} << 32 ^ text.size();
    for (; text.size() > 8; text.remove_prefix(8))
        hash = mixed(hash ^ base_detail::word_at<std::uint64_t>(text.data()));
    return mixed(mixed(hash ^ base_detail::short_word(text.data(), text.size())));
}

// It keeps no texts: whoever looks one up says whether a number found is the right one. So it can be copied with what
// it is about.
class text_index {
public:
    /// Makes room for so many numbers.
    void resize(std::size_t count) { rows_.assign(std::bit_ceil(2 * count + 2), row{}); }

    void add(std::uint32_t owner, std::string_view text, std::uint32_t number)
    {
        auto const hash = hash_of(owner, text);
        auto at = hash;
        while (rows_[at & (rows_.size() - 1)].taken) ++at;
        rows_[at & (rows_.size() - 1)] = {static_cast<std::uint32_t>(hash >> 32), owner, number, true};
    }

    /// The number that was added first for that owner and text. @param is  whether a number has that text
    template <class Is>
    std::optional<std::uint32_t> find(std::uint32_t owner, std::string_view text, Is const& is) const noexcept
    {
        if (rows_.empty()) return std::nullopt;
        auto const hash = hash_of(owner, text);
        for (auto at = hash;; ++at) {
            auto const& one = rows_[at & (rows_.size() - 1)];
            if (!one.taken) return std::nullopt;
            bool const alike = one.hash == static_cast<std::uint32_t>(hash >> 32) && one.owner == owner;
            if (alike && is(one.number)) return one.number;
        }
    }

private:
    struct row {
        std::uint32_t hash = 0;
        std::uint32_t owner = 0;
        std::uint32_t number = 0;
        bool taken = false;
    };
    std::vector<row> rows_;  // INVARIANT: none, or a power of two of them, at most half of them taken
};

}}}  // namespace ombud::model_detail

#endif  // OMBUD_MODEL_DETAIL_TEXT_INDEX_HPP
