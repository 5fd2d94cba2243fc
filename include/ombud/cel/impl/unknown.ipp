// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_IMPL_UNKNOWN_IPP
#define OMBUD_CEL_IMPL_UNKNOWN_IPP

#include <ombud/cel/unknown.hpp>

#include <ombud/cel/detail/standard.hpp>

namespace ombud { inline namespace OMBUD_ABI {

namespace cel_detail {

// `absorbing` is what decides alone: false for `&&`, true for `||`.
inline value combine(value const& a, value const& b, bool absorbing, std::uint32_t offset)
{
    auto const decides = [&](value const& v) { return absorbing ? v.is_true() : v.is_false(); };
    if (decides(a) || decides(b)) return value::boolean(absorbing);
    auto const checked = [&](value const& v) {
        return v.is_known() && !v.is(value_kind::boolean) ? not_a_truth(v, absorbing ? "||" : "&&", offset) : v;
    };
    auto const between = cel::obstacle(checked(a), checked(b));
    return between.is_null() ? value::boolean(!absorbing) : between;
}

}  // namespace cel_detail

namespace cel {

OMBUD_INLINE value both(value const& a, value const& b, std::uint32_t offset)
{
    return cel_detail::combine(a, b, false, offset);
}

OMBUD_INLINE value either(value const& a, value const& b, std::uint32_t offset)
{
    return cel_detail::combine(a, b, true, offset);
}

OMBUD_INLINE value negate(value const& a, std::uint32_t offset)
{
    if (!a.is_known()) return a;
    return a.is(value_kind::boolean) ? value::boolean(!a.as_boolean()) : cel_detail::not_a_truth(a, "!", offset);
}

OMBUD_INLINE value obstacle(value const& a, value const& b)
{
    if (a.is_unknown()) return b.is_unknown() ? merge_unknowns(a, b) : a;
    if (b.is_unknown()) return b;
    if (a.is_error()) return a;
    return b.is_error() ? b : value();
}

}}}  // namespace ombud::cel
#endif
