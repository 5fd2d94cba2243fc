// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_COST_IPP
#define OMBUD_CEL_IMPL_COST_IPP

#include <ombud/cel/cost.hpp>

#include <ombud/cel/detail/saturating.hpp>

#include <algorithm>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

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
