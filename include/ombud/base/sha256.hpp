// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_SHA256_HPP
#define OMBUD_BASE_SHA256_HPP

/// @file sha256.hpp
/// SHA-256, for the digest of a desk and the fingerprint of a decision.   @layer 0 base

#include <ombud/base/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ombud { inline namespace OMBUD_ABI {

/// A running SHA-256. Allocates nothing.
/// @source FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3, 6.2
class sha256 {
public:
    /// Hash more bytes.
    OMBUD_DECL sha256& update(std::string_view bytes) noexcept;
    /// The digest of all bytes so far, as 64 lower-case hexadecimal digits; hashing may go on after it.
    OMBUD_DECL std::array<char, 64> hex() const noexcept;

private:
    void compress(unsigned char const* block) noexcept;

    std::array<std::uint32_t, 8> state_{0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au,
                                        0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u};
    std::array<unsigned char, 64> block_{};
    std::uint64_t length_ = 0;  // bytes
};

/// The digest of `bytes` as 64 lower-case hexadecimal digits.
OMBUD_DECL std::string sha256_hex(std::string_view bytes);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/base/impl/sha256.ipp>
#endif
#endif  // OMBUD_BASE_SHA256_HPP
