// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_CEL_UNKNOWN_HPP
#define OMBUD_CEL_UNKNOWN_HPP

/// @file unknown.hpp
/// Logic with values that are not known or failed.   @layer 3 cel (uses: base, value)

#include <ombud/base/config.hpp>
#include <ombud/value/value.hpp>

#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI { namespace cel {

/// `a && b` of values computed already: false if either is false, else unknown (of both) if either is unknown, else the
/// first error, else true. What is neither bool nor unknown nor error is an error at `offset`.
/// @source spec 3, step 2; cel-spec, doc/langdef.md, Logical Operators
OMBUD_DECL value both(value const& a, value const& b, std::uint32_t offset = 0);
/// `a || b`, likewise.
OMBUD_DECL value either(value const& a, value const& b, std::uint32_t offset = 0);
/// `!a`: of an unknown or an error, that itself.
OMBUD_DECL value negate(value const& a, std::uint32_t offset = 0);

/// What stands in the way of an operation on both: the union of unknowns, else the first error, else null.
OMBUD_DECL value obstacle(value const& a, value const& b);

}}}  // namespace ombud::cel

#ifdef OMBUD_HEADER_ONLY
#include <ombud/cel/impl/unknown.ipp>
#endif
#endif  // OMBUD_CEL_UNKNOWN_HPP
