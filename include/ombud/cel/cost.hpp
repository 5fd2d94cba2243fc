// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_COST_HPP
#define OMBUD_CEL_COST_HPP

/// @file cost.hpp
/// How much work an expression may be, estimated before it runs.   @layer 3 cel (uses: base)

#include <ombud/base/config.hpp>

#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// Steps of an evaluation: one for each operation, more for operations on long texts and lists.
struct cost {
    std::uint64_t least = 0;
    std::uint64_t most = 0;  ///< assumes lists of `limits::events` elements where the length is not known; saturates
    friend bool operator==(cost const&, cost const&) = default;
};

/// One after the other.
OMBUD_DECL cost operator+(cost a, cost b) noexcept;
/// One or the other.
OMBUD_DECL cost either(cost a, cost b) noexcept;
/// The same again, between `least` and `most` times.
OMBUD_DECL cost repeated(cost each, std::uint64_t least, std::uint64_t most) noexcept;

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/cost.ipp>
#endif
#endif  // OMBUD_CEL_COST_HPP
