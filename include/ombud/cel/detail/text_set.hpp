// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_TEXT_SET_HPP
#define OMBUD_CEL_DETAIL_TEXT_SET_HPP

/// @file text_set.hpp
/// A constant set of texts, for `x in ['a', 'b', …]`.   @layer 3 cel

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

/// Built once, asked often: a table at most half full, probed one place after the other. A text of a length that no
/// member has is refused without a hash.
class text_set {
public:
    /// @param texts  strings; their owner outlives the set
    explicit text_set(std::span<value const> texts)
    {
        std::size_t size = 2;
        while (size < 2 * texts.size()) size *= 2;
        table_.resize(size);
        for (auto const& text : texts) insert(text.as_string());
    }

    bool contains(std::string_view text) const noexcept
    {
        if ((lengths_ >> length_bit(text) & 1u) == 0) return false;
        auto const hash = hash_of(text);
        for (auto at = hash;; ++at) {
            auto const& found = table_[at & (table_.size() - 1)];
            if (found.text.data() == nullptr) return false;
            if (found.hash == hash && found.text == text) return true;
        }
    }

    /// Calls `visit` with each text once, in no order that means anything.
    template <class Visit>
    void each(Visit visit) const
    {
        for (auto const& one : table_)
            if (one.text.data() != nullptr) visit(one.text);
    }

private:
    struct member {
        std::uint64_t hash = 0;
        std::string_view text;  // of null pointer: a free place
    };

    static unsigned length_bit(std::string_view text) noexcept
    {
        return static_cast<unsigned>(text.size() < 63 ? text.size() : 63);
    }

    static std::uint64_t mixed(std::uint64_t a) noexcept
    {
        a *= 0x9E3779B97F4A7C15ULL;  // 2^64 divided by the golden ratio, made odd
        return a ^ a >> 32;
    }

    // Eight bytes at a time; the last eight may overlap those before.
    static std::uint64_t hash_of(std::string_view text) noexcept
    {
        std::uint64_t hash = text.size(), piece = 0;
        auto const* at = text.data();
        auto left = text.size();
        for (; left > sizeof piece; left -= sizeof piece, at += sizeof piece) {
            std::memcpy(&piece, at, sizeof piece);
            hash = mixed(hash ^ piece);
        }
        piece = 0;
        if (left != 0) std::memcpy(&piece, at, left);
        return mixed(mixed(hash ^ piece));
    }

    void insert(std::string_view text)
    {
        if (contains(text)) return;
        auto const hash = hash_of(text);
        auto at = hash;
        while (table_[at & (table_.size() - 1)].text.data() != nullptr) ++at;
        table_[at & (table_.size() - 1)] = {hash, text.data() == nullptr ? std::string_view("") : text};
        lengths_ |= std::uint64_t{1} << length_bit(text);
    }

    std::vector<member> table_;  // INVARIANT: a power of two, never full
    std::uint64_t lengths_ = 0;  // bit n: some member has n bytes; bit 63: 63 or more
};

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_TEXT_SET_HPP
