// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_DETAIL_SATURATING_HPP
#define OMBUD_CEL_DETAIL_SATURATING_HPP

/// @file saturating.hpp
/// Sums and products that stop at the largest number.   @layer 3 cel

#include <ombud/base/config.hpp>

#include <cstdint>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI { namespace cel_detail {

inline std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) noexcept
{
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::numeric_limits<std::uint64_t>::max() : sum;
}

inline std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) noexcept
{
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::uint64_t>::max() : product;
}

}}}  // namespace ombud::cel_detail

#endif  // OMBUD_CEL_DETAIL_SATURATING_HPP
