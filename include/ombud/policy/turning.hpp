// SPDX-License-Identifier: BSL-1.0
#ifndef OMBUD_POLICY_TURNING_HPP
#define OMBUD_POLICY_TURNING_HPP

/// @file turning.hpp
/// At which values of single facts a condition may turn: the constants that it compares them with.
/// @layer 4 policy (uses: value, model/facts, policy/predicate)

#include <ombud/base/config.hpp>
#include <ombud/model/facts.hpp>
#include <ombud/policy/predicate.hpp>
#include <ombud/value/instant.hpp>
#include <ombud/value/money.hpp>
#include <ombud/value/value.hpp>

#include <span>
#include <vector>

namespace ombud { inline namespace OMBUD_ABI {

/// A value of one fact at which a condition may change what it comes to.
struct turning_point {
    fact which;
    value at;

    friend bool operator==(turning_point const& a, turning_point const& b)
    {
        return a.which == b.which && equal(a.at, b.at);
    }
};

/// What a condition is read by.
struct turning_terms {
    fact_schema const& schema;
    policy_detail::compiled_names const& names;
    std::span<value const> facts;  ///< by slot; what else a comparison depends on is taken from here
    ombud::currency currency;      ///< of `money('120')`
};

/// Where a condition compares a fact with something else that is known, the value of that fact at which both are equal,
/// looking through definitions, sums, differences and negations: `now - request.delivered_on <= param.return_window`
/// turns where `request.delivered_on` is `now` less the window, for each value that the parameter ever has. Each
/// element of a list that a fact is looked for in. The value just beside an equality is the caller's to add.
///
/// What stands inside macros, products and functions is not looked into: the points are those that can be told, in the
/// order of the expression, with repetitions. Parses the condition anew: for questions, not for deciding.
OMBUD_DECL std::vector<turning_point> turning_points(predicate const& condition, turning_terms const& terms);

}}  // namespace ombud

#ifdef OMBUD_HEADER_ONLY
#include <ombud/policy/impl/turning.ipp>
#endif
#endif  // OMBUD_POLICY_TURNING_HPP
