// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_COST_IPP
#define OMBUD_CEL_IMPL_COST_IPP

#include <ombud/cel/cost.hpp>

#include <algorithm>
#include <limits>

namespace ombud { inline namespace OMBUD_ABI {

namespace cel_detail {

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

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE cost operator+(cost a, cost b) noexcept
{
    return {cel_detail::saturating_add(a.least, b.least), cel_detail::saturating_add(a.most, b.most)};
}

OMBUD_INLINE cost either(cost a, cost b) noexcept { return {std::min(a.least, b.least), std::max(a.most, b.most)}; }

OMBUD_INLINE cost repeated(cost each, std::uint64_t least, std::uint64_t most) noexcept
{
    return {cel_detail::saturating_multiply(each.least, least), cel_detail::saturating_multiply(each.most, most)};
}

}}}  // namespace ombud::cel
#endif
