// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_IMPL_SHA256_IPP
#define OMBUD_BASE_IMPL_SHA256_IPP

#include <ombud/base/sha256.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

namespace ombud { inline namespace OMBUD_ABI {

namespace base_detail {

inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu, 0x59f111f1u, 0x923f82a4u, 0xab1c5ed5u,
    0xd807aa98u, 0x12835b01u, 0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu, 0x9bdc06a7u, 0xc19bf174u,
    0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu, 0x2de92c6fu, 0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau,
    0x983e5152u, 0xa831c66du, 0xb00327c8u, 0xbf597fc7u, 0xc6e00bf3u, 0xd5a79147u, 0x06ca6351u, 0x14292967u,
    0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu, 0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u,
    0xa2bfe8a1u, 0xa81a664bu, 0xc24b8b70u, 0xc76c51a3u, 0xd192e819u, 0xd6990624u, 0xf40e3585u, 0x106aa070u,
    0x19a4c116u, 0x1e376c08u, 0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu, 0x682e6ff3u,
    0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u, 0x90befffau, 0xa4506cebu, 0xbef9a3f7u, 0xc67178f2u};

}  // namespace base_detail

OMBUD_INLINE void sha256::compress(unsigned char const* block) noexcept
{
    using std::rotr;
    std::array<std::uint32_t, 64> w;
    for (std::size_t t = 0; t < 16; ++t)
        w[t] = std::uint32_t{block[4 * t]} << 24 | std::uint32_t{block[4 * t + 1]} << 16
               | std::uint32_t{block[4 * t + 2]} << 8 | std::uint32_t{block[4 * t + 3]};
    for (std::size_t t = 16; t < 64; ++t) {
        auto const s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
        auto const s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t t = 0; t < 64; ++t) {
        auto const t1 = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g))
                        + base_detail::sha256_constants[t] + w[t];
        auto const t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    std::array<std::uint32_t, 8> const add{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state_[i] += add[i];
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
    std::uint64_t const bits = length_ * 8;
    last.update(std::string_view("\x80", 1));
    while (last.length_ % 64 != 56) last.update(std::string_view("\0", 1));
    std::array<char, 8> tail;
    for (std::size_t i = 0; i < 8; ++i) tail[i] = static_cast<char>(static_cast<unsigned char>(bits >> (56 - 8 * i)));
    last.update({tail.data(), tail.size()});
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
