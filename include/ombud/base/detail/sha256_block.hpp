// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_DETAIL_SHA256_BLOCK_HPP
#define OMBUD_BASE_DETAIL_SHA256_BLOCK_HPP

/// @file sha256_block.hpp
/// One block of SHA-256: in plain C++, and by the instructions that newer x86 processors have for it.   @layer 0 base
///
/// With them a fingerprint takes a fifth of the time, which is half of what it takes to write a decision as JSON.

#include <ombud/base/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

// Clang 14 cannot ask for the instructions at run time.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define OMBUD_SHA256_INSTRUCTIONS
#include <immintrin.h>
#endif

namespace ombud { inline namespace OMBUD_ABI { namespace base_detail {

using sha256_state = std::array<std::uint32_t, 8>;

inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu, 0x59f111f1u, 0x923f82a4u, 0xab1c5ed5u,
    0xd807aa98u, 0x12835b01u, 0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu, 0x9bdc06a7u, 0xc19bf174u,
    0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu, 0x2de92c6fu, 0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau,
    0x983e5152u, 0xa831c66du, 0xb00327c8u, 0xbf597fc7u, 0xc6e00bf3u, 0xd5a79147u, 0x06ca6351u, 0x14292967u,
    0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu, 0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u,
    0xa2bfe8a1u, 0xa81a664bu, 0xc24b8b70u, 0xc76c51a3u, 0xd192e819u, 0xd6990624u, 0xf40e3585u, 0x106aa070u,
    0x19a4c116u, 0x1e376c08u, 0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu, 0x682e6ff3u,
    0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u, 0x90befffau, 0xa4506cebu, 0xbef9a3f7u, 0xc67178f2u};

// @source FIPS 180-4, section 6.2.2
inline void sha256_block_portable(sha256_state& state, unsigned char const* block) noexcept
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
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < 64; ++t) {
        auto const t1 = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + sha256_constants[t]
                        + w[t];
        auto const t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    sha256_state const add{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state[i] += add[i];
}

#ifdef OMBUD_SHA256_INSTRUCTIONS

inline bool has_sha256_instructions() noexcept
{
    return __builtin_cpu_supports("sha") != 0 && __builtin_cpu_supports("sse4.1") != 0;
}

// Four rounds at a time; the instructions want the state as the words abef and cdgh, and the schedule in fours.
__attribute__((target("sha,sse4.1"))) inline void sha256_block_instructions(sha256_state& state,
                                                                            unsigned char const* block) noexcept
{
    auto const at = [](void const* from) { return static_cast<__m128i const*>(from); };
    auto const as_int = [](std::uint32_t word) { return static_cast<int>(word); };
    auto const [a, b, c, d, e, f, g, h] = state;
    auto abef = _mm_set_epi32(as_int(a), as_int(b), as_int(e), as_int(f));
    auto cdgh = _mm_set_epi32(as_int(c), as_int(d), as_int(g), as_int(h));
    auto const abef_before = abef, cdgh_before = cdgh;
    auto const big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i w[4];  // GCC warns of attributes that std::array would ignore
#pragma GCC unroll 16
    for (std::size_t n = 0; n < 16; ++n) {
        auto& now = w[n % 4];
        if (n < 4) {
            now = _mm_shuffle_epi8(_mm_loadu_si128(at(block + 16 * n)), big_endian);
        } else {
            auto const last = w[(n + 3) % 4], middle = _mm_alignr_epi8(last, w[(n + 2) % 4], 4);
            now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(n + 1) % 4]), middle), last);
        }
        auto const added = _mm_add_epi32(now, _mm_loadu_si128(at(&sha256_constants[4 * n])));
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0E));
    }
    alignas(16) sha256_state front, back;  // f, e, b, a and h, g, d, c
    _mm_store_si128(reinterpret_cast<__m128i*>(front.data()), _mm_add_epi32(abef, abef_before));
    _mm_store_si128(reinterpret_cast<__m128i*>(back.data()), _mm_add_epi32(cdgh, cdgh_before));
    state = {front[3], front[2], back[3], back[2], front[1], front[0], back[1], back[0]};
}

#else

inline bool has_sha256_instructions() noexcept { return false; }
inline void sha256_block_instructions(sha256_state& state, unsigned char const* block) noexcept
{
    sha256_block_portable(state, block);
}

#endif

}}}  // namespace ombud::base_detail

#undef OMBUD_SHA256_INSTRUCTIONS
#endif  // OMBUD_BASE_DETAIL_SHA256_BLOCK_HPP
