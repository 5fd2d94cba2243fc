// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_BASE_LIMITS_HPP
#define OMBUD_BASE_LIMITS_HPP

/// @file limits.hpp
/// Bounds on what the library will read and compute.   @layer 0 base

#include <ombud/base/config.hpp>

#include <cstddef>
#include <cstdint>

namespace ombud { inline namespace OMBUD_ABI {

/// Everything that input could make arbitrarily large has a bound here; passing one is an error with a position.
/// @source spec 8, Limits
struct limits {
    std::size_t expression_bytes = 64 * 1024;       ///< source of one condition, bytes
    std::size_t expression_nesting = 64;            ///< depth of one condition; more than 250 is 250
    std::size_t expression_nodes = 20'000;          ///< syntax tree nodes of one condition
    std::uint64_t evaluation_steps = 10'000'000;    ///< work of one evaluation; more is *undetermined*
    std::size_t desk_bytes = 64u * 1024 * 1024;     ///< all files of one desk together, bytes
    std::size_t document_nesting = 64;              ///< depth of a document
    std::size_t alias_values = 100'000;             ///< values that the aliases of one YAML document repeat
    std::size_t rules = 100'000;                    ///< rules of one desk
    std::size_t case_bytes = 4u * 1024 * 1024;      ///< one case, bytes
    std::size_t events = 100'000;                   ///< events of one case
    std::size_t diagnostics = 1'000;                ///< diagnostics reported of one input; the rest is counted
};

}}  // namespace ombud

#endif  // OMBUD_BASE_LIMITS_HPP
