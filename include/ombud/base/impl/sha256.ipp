// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_SHA256_IPP
#define OMBUD_BASE_IMPL_SHA256_IPP

#include <ombud/base/sha256.hpp>

#include <ombud/base/detail/sha256_block.hpp>

#include <algorithm>
#include <cstring>

namespace ombud { inline namespace OMBUD_ABI {

OMBUD_INLINE void sha256::compress(unsigned char const* block) noexcept
{
    if (base_detail::has_sha256_instructions()) base_detail::sha256_block_instructions(state_, block);
    else base_detail::sha256_block_portable(state_, block);
}

OMBUD_INLINE sha256& sha256::update(std::string_view bytes) noexcept
{
    while (!bytes.empty()) {
        auto const filled = static_cast<std::size_t>(length_ % 64);
        auto const taken = std::min(bytes.size(), std::size_t{64} - filled);
        std::memcpy(block_.data() + filled, bytes.data(), taken);
        length_ += taken;
        bytes.remove_prefix(taken);
        if (filled + taken == 64) compress(block_.data());
    }
    return *this;
}

OMBUD_INLINE std::array<char, 64> sha256::hex() const noexcept
{
    auto last = *this;
    constexpr std::size_t whole = 64, length_at = 56;
    std::array<char, whole + 8> padding{'\x80'};  // a one, zeros, and the length in bits, which ends a block
    auto const filled = static_cast<std::size_t>(length_ % whole);
    auto const zeros_end = (filled < length_at ? length_at : whole + length_at) - filled;
    std::uint64_t const bits = length_ * 8;
    for (std::size_t i = 0; i < 8; ++i)
        padding[zeros_end + i] = static_cast<char>(static_cast<unsigned char>(bits >> (56 - 8 * i)));
    last.update({padding.data(), zeros_end + 8});
    std::array<char, 64> out;
    for (std::size_t i = 0; i < 64; ++i) out[i] = "0123456789abcdef"[(last.state_[i / 8] >> (28 - 4 * (i % 8))) & 0xFu];
    return out;
}

OMBUD_INLINE std::string sha256_hex(std::string_view bytes)
{
    auto const digits = sha256{}.update(bytes).hex();
    return {digits.data(), digits.size()};
}

}}  // namespace ombud
#endif
